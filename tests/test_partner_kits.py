"""The archive for the partners of a commune: whole, the same every time, with the prints and messages of the site."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from awareness.artifacts import Artifact, Bundle, Drawing, finished
from awareness.catalogue import Catalogue
from awareness.drawing import data_text
from awareness.drawing_room import draw_all
from awareness.partner_kits import LEAFLETS, MESSAGES, SIGNS, partner_kits
from awareness.project import Project
from awareness.sharing import full_message
from tests.conftest import DAY
from tests.printed import NUMBERS, contact, with_record

AREA = "tay-ninh-can-giuoc"
ADDRESS = "in-an/dia-ban/tay-ninh/can-giuoc/bo-doi-tac.zip"


@pytest.fixture(scope="module")
def archive(built_site: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(built_site / ADDRESS)


def test_every_commune_with_a_record_has_one(catalogue: Catalogue) -> None:
    bundles = list(partner_kits(catalogue))
    assert len(bundles) == len(catalogue.areas) == len({bundle.path for bundle in bundles})
    retired = catalogue.areas[AREA].model_copy(update={"status": "het-hieu-luc"})
    assert list(partner_kits(replace(catalogue, areas={AREA: retired}))) == []


def test_what_is_in_it_is_what_its_checksums_say(archive: zipfile.ZipFile) -> None:
    assert archive.testzip() is None
    lines = archive.read("SHA256SUMS").decode().splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert sorted([*sums, "SHA256SUMS"]) == sorted(archive.namelist())
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for name, digest in sums.items())


def test_prints_and_messages_are_those_of_the_site(
    archive: zipfile.ZipFile, catalogue: Catalogue, built_site: Path
) -> None:
    for name in archive.namelist():
        folder, _, file = name.partition("/")
        if folder == SIGNS:
            assert archive.read(name) == (built_site / PurePosixPath(ADDRESS).parent / file).read_bytes(), name
    leaflets = [name for name in archive.namelist() if name.startswith("to-roi/")]
    assert len(leaflets) == LEAFLETS
    for tactic in catalogue.current_tactics:
        message = archive.read(f"{MESSAGES}/nhom-zalo/{tactic.id}.txt").decode()
        assert message == full_message(catalogue, tactic) + "\n"


def test_signs_and_leaflets_have_the_number_of_the_commune(catalogue: Catalogue) -> None:
    unit = catalogue.gazetteer.by_record_id[AREA]
    known = with_record(catalogue, unit, [contact("Công an xã Cần Giuộc", NUMBERS[0])], [])
    [bundle] = partner_kits(replace(known, areas={AREA: known.areas[AREA]}))
    prints = {name: member for name, member in bundle.members.items() if isinstance(member, Drawing)}
    local = [name for name in prints if name.startswith((f"{SIGNS}/", "to-roi/"))]
    assert len(local) > LEAFLETS
    assert all(NUMBERS[0] in data_text(prints[name]) for name in local)
    readme = bundle.members["DOC-TRUOC.txt"]
    assert isinstance(readme, Artifact)
    assert NUMBERS[0] in readme.content.decode()


def test_a_sample_number_is_in_no_archive(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        assert b"0000 000 000" not in archive.read(name), name


def test_a_bundle_is_made_with_its_drawings_and_left_out_without(tmp_path: Path) -> None:
    letters = Drawing(PurePosixPath("site/chu.pdf"), "letters", {"title": "Ấ"}, 100_000)
    note = Artifact.text("site/loi.txt", "lời\n")
    bundle = Bundle(PurePosixPath("site/bo.zip"), {"in/chu.pdf": letters, "loi.txt": note}, DAY)
    assert finished([note, letters, bundle]) == [note]
    first, again = (draw_all(Project(tmp_path), [letters, bundle]) for _ in range(2))
    assert first == again
    assert [made.path.name for made in first] == ["chu.pdf", "bo.zip"]
    archive = zipfile.ZipFile(io.BytesIO(first[1].content))
    assert archive.namelist() == ["SHA256SUMS", "in/chu.pdf", "loi.txt"]
    assert archive.read("in/chu.pdf") == first[0].content
    assert {entry.date_time[:3] for entry in archive.infolist()} == {(DAY.year, DAY.month, DAY.day)}
