"""The command ``prints``: what is asked for, drawn once, whole, in any number of parts."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.output import OutputError
from awareness.print_choice import PrintChoice, PrintError, Shard, chosen_prints
from awareness.print_run import NOTES, PrintReport, print_all
from awareness.prints import ITEMS
from tests.conftest import DAY, ROOT

SIX = PrintChoice(items=["sign"], areas=["28159", "ha-noi/tay-ho", "ha-noi-hong-ha"])


@pytest.fixture(scope="module")
def few(catalogue: Catalogue) -> list[Drawing]:
    return chosen_prints(catalogue, SIX)


@pytest.fixture(scope="module")
def folder(few: list[Drawing], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; read only."""
    out = tmp_path_factory.mktemp("prints") / "out"
    assert print_all(few, out, jobs=2) == PrintReport(drawn=3, kept=0)
    return out


def files(folder: Path) -> dict[str, str]:
    """Everything in a folder but the notes, with checksums."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and NOTES not in path.parts
    }


# --- what is asked for -------------------------------------------------------------------------------------------


def test_a_commune_is_named_by_code_or_address(catalogue: Catalogue) -> None:
    for word in ("28159", "vn-2025:28159", "tay-ninh/can-giuoc", "tay-ninh-can-giuoc", "Tây Ninh, Cần Giuộc"):
        (drawing,) = chosen_prints(catalogue, PrintChoice(items=["sign"], areas=[word, word]))
        assert str(drawing.path) == "site/in-an/dia-ban/tay-ninh/can-giuoc/bien-quay-a4.pdf"


def test_a_province_and_the_country(catalogue: Catalogue) -> None:
    for word in ("80", "tay-ninh", "Tây Ninh"):
        assert len(chosen_prints(catalogue, PrintChoice(items=["sign"], provinces=[word]))) == 96
    everywhere = chosen_prints(catalogue, PrintChoice(items=["sign", "keychain"], everywhere=True))
    assert len({drawing.path for drawing in everywhere}) == 6_642


def test_shards_are_the_whole_in_equal_parts(catalogue: Catalogue) -> None:
    def paths(shard: Shard) -> list[str]:
        choice = PrintChoice(items=["sign", "keychain"], provinces=["tay-ninh"], shard=shard)
        return [str(drawing.path) for drawing in chosen_prints(catalogue, choice)]

    parts = [paths(Shard(number, 5)) for number in range(1, 6)]
    assert sorted(path for part in parts for path in part) == sorted(paths(Shard(1, 1)))
    assert {len(part) for part in parts} <= {38, 39}


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (PrintChoice(items=[]), "Chưa nói in gì"),
        (PrintChoice(items=["sign"]), "Chưa nói in cho nơi nào"),
        (PrintChoice(items=["sing"], everywhere=True), "Có phải bạn muốn viết 'sign'?"),
        (PrintChoice(items=["sign"], areas=["tay-ninh/can-giuocc"]), "Có phải bạn muốn viết 'tay-ninh-can-giuoc'?"),
        (PrintChoice(items=["sign"], areas=["99999"]), "Viết như tay-ninh/can-giuoc"),
        (PrintChoice(items=["sign"], provinces=["tay-nin"]), "Có phải bạn muốn viết 'tay-ninh'?"),
        (PrintChoice(items=["leaflet"], records=["gia-danh-dien-lucc"]), "Có phải bạn muốn viết 'gia-danh-dien-luc'?"),
        (PrintChoice(items=["keychain-factory"], everywhere=True, save_ink=True), "không có kiểu tiết kiệm mực"),
    ],
)
def test_who_asks_for_what_is_not_there_is_told_what_is_near(
    catalogue: Catalogue, choice: PrintChoice, sentence: str
) -> None:
    with pytest.raises(PrintError, match=sentence.replace("?", r"\?")):
        chosen_prints(catalogue, choice)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_a_shard_that_is_none(text: str) -> None:
    with pytest.raises(PrintError, match="Viết như 2/8"):
        Shard.parse(text)


def test_prints_of_records_are_of_all_or_of_those_named(catalogue: Catalogue) -> None:
    every = chosen_prints(catalogue, PrintChoice(items=["leaflet"]))
    assert len(every) == len(catalogue.current_tactics)
    (one,) = chosen_prints(catalogue, PrintChoice(items=["leaflet"], records=["gia-danh-dien-luc"]))
    assert "/canh-bao/gia-danh-dien-luc/" in str(one.path)


def test_ink_is_saved_when_asked(catalogue: Catalogue) -> None:
    (drawing,) = chosen_prints(catalogue, PrintChoice(items=["sign"], areas=["28159"], save_ink=True))
    assert drawing.path.name == "bien-quay-a4-tiet-kiem-muc.pdf"
    assert drawing.data["colours"]["field"] == "#ffffff"


# --- what lies in the folder -------------------------------------------------------------------------------------


def test_nothing_changed_nothing_drawn(few: list[Drawing], folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    assert print_all(few, folder, jobs=2) == PrintReport(drawn=0, kept=3)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == before


def test_shards_from_several_machines_are_one_run_byte_for_byte(
    few: list[Drawing], folder: Path, tmp_path: Path
) -> None:
    merged = tmp_path / "merged"
    for number in (1, 2):
        machine = tmp_path / f"machine-{number}"
        print_all(few[number - 1 :: 2], machine, jobs=2, shard=f"{number}-2")
        shutil.copytree(machine, merged, dirs_exist_ok=True)
    assert files(merged) == files(folder)
    assert print_all(few, merged, jobs=2) == PrintReport(drawn=0, kept=3)


def test_what_is_spoilt_cut_off_or_missing_is_drawn_again(few: list[Drawing], folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(folder, out)
    whole = files(out)
    spoilt, cut, missing = (out / path for path in whole)
    spoilt.write_bytes(spoilt.read_bytes().replace(b"0", b"1"))
    cut.write_bytes(cut.read_bytes()[:1000])
    missing.unlink()
    assert print_all(few, out, jobs=2) == PrintReport(drawn=3, kept=0)
    assert files(out) == whole


def test_half_a_note_is_no_note(few: list[Drawing], folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(folder, out)
    notes = out / NOTES / "1-1.tsv"
    notes.write_text(notes.read_text("utf-8")[:-20], "utf-8")  # killed while it noted the last file
    assert print_all(few, out, jobs=2) == PrintReport(drawn=1, kept=2)
    assert files(out) == files(folder)


def test_a_killed_run_leaves_nothing_half_and_goes_on(catalogue: Catalogue, tmp_path: Path) -> None:
    many = chosen_prints(catalogue, PrintChoice(items=["sign"], provinces=["dien-bien"]))
    running = multiprocessing.get_context("fork").Process(target=print_all, args=(many, tmp_path), kwargs={"jobs": 2})
    running.start()
    deadline = time.monotonic() + 120
    while len(list(tmp_path.rglob("bien-quay-a4.pdf"))) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.kill()
    running.join()
    time.sleep(0.5)  # children leave with their parent
    left = files(tmp_path)
    assert 3 <= len(left) < len(many) == 45, "killed in the middle"
    for path in tmp_path.rglob("bien-quay-a4.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF"), path
    report = print_all(many, tmp_path, jobs=2)
    assert report.drawn + report.kept == 45
    finished = files(tmp_path)
    assert len(finished) == 45
    assert all(finished[path] == checksum for path, checksum in left.items() if not Path(path).name.startswith("."))


def test_two_runs_into_one_folder_do_not_mix(few: list[Drawing], tmp_path: Path) -> None:
    from filelock import FileLock

    (tmp_path / NOTES).mkdir()
    with FileLock(tmp_path / NOTES / "1-1.lock"), pytest.raises(OutputError, match="Một lệnh khác đang in"):
        print_all(few, tmp_path, jobs=2)


def test_what_cannot_be_drawn_is_named_and_the_rest_is_there(few: list[Drawing], tmp_path: Path) -> None:
    bad = Drawing(few[0].path.with_name("hong.pdf"), few[0].template, {**few[0].data, "police": "☃"}, 250_000)
    with pytest.raises(OutputError, match=r"hong\.pdf"):
        print_all([bad, *few], tmp_path, jobs=2)
    assert len(files(tmp_path)) == 3


def test_the_command_is_quiet_in_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build_warnings.py"), "prints", "--day", DAY.isoformat(), "--area", "28159"]
    done = subprocess.run(
        [*command, "--item", "sign", "--out", str(tmp_path / "out")], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert list(files(tmp_path / "out")) == ["dia-ban/tay-ninh/can-giuoc/bien-quay-a4.pdf"]


def test_items_are_named_alike(catalogue: Catalogue) -> None:
    for item in ITEMS:
        assert item.id == item.id.lower().replace(" ", "-")
        assert item.smallest >= 6
