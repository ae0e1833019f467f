"""Work that is remembered from the build before: what is made is what a build without memory makes."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from awareness import reading, renderers, work_memory
from awareness.artifacts import Artifact, Drawing, StoredArtifact, StoredProduct, finished
from awareness.catalogue import Catalogue
from awareness.drawing import fingerprint
from awareness.output import write_docs
from awareness.problems import Problem
from awareness.project import Project
from awareness.readiness import without_samples
from awareness.reading import Library, read_library
from awareness.records import Tactic
from awareness.renderers import render_all
from awareness.rules import check_again, check_library
from awareness.spool import spooled
from tests.conftest import DAY, ROOT, SAMPLE, copy_project

TACTICS = sorted(path.stem for path in (ROOT / "warnings/tactics").glob("*.yml"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small frozen project."""
    made = copy_project(tmp_path / "project")
    shutil.rmtree(made.warnings)
    shutil.copytree(SAMPLE, made.warnings)
    return made


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What was really worked out: files parsed, records judged, tactics rendered."""
    done: dict[str, list[str]] = {"parsed": [], "judged": [], "made": []}
    read_file, one_by_one, narrowed_to = reading._read_file, renderers._one_by_one, Library.narrowed_to

    def parsing(path: Path, *others: object, **more: object) -> object:
        done["parsed"] += [path.stem] if path.parent.name == "tactics" else []
        return read_file(path, *others, **more)  # type: ignore[arg-type]

    def making(render: object, catalogue: Catalogue, tactics: list[Tactic], keep: object) -> object:
        done["made"] += [tactic.id for tactic in tactics if render is renderers.TACTIC_RENDERERS[0]]
        return one_by_one(render, catalogue, tactics, keep)  # type: ignore[arg-type]

    def narrowing(library: Library, keys: list[str]) -> Library:
        done["judged"] += [key.removeprefix("tactics/") for key in keys if key.startswith("tactics/")]
        return narrowed_to(library, keys)

    monkeypatch.setattr(reading, "_read_file", parsing)
    monkeypatch.setattr(renderers, "_one_by_one", making)
    monkeypatch.setattr(Library, "narrowed_to", narrowing)
    return done


@dataclasses.dataclass
class Built:
    library: Library
    problems: list[Problem]
    products: list[object]


def build(project: Project, *, release: bool = False, pictures: bool = True) -> Built:
    """As `build_warnings.build` does it, without drawing and publishing."""
    with spooled(project) as spool:
        with work_memory.work_memory(project) as memory:
            library, problems = read_library(project.warnings, memory=memory)
            problems += check_again(library, DAY, memory)
            linked = without_samples(library) if release else library
            products = render_all(Catalogue.link(linked, DAY), memory, spool, pictures=pictures)
        made = list(map(as_made, products))
        write_docs(project, finished(products), day=DAY)
        return Built(library, problems, made)


def forgotten(project: Project) -> Built:
    """The same without a memory."""
    library, problems = read_library(project.warnings)
    problems += check_library(library, DAY)
    return Built(library, problems, list(map(as_made, render_all(Catalogue.link(library, DAY)))))


def assert_alike(one: Built, other: Built) -> None:
    assert one.library == other.library
    assert sorted(map(str, one.problems)) == sorted(map(str, other.problems))
    assert one.products == other.products


def as_made(product: StoredProduct) -> object:
    match product:
        case Drawing():
            return product.path, fingerprint(product)
        case Artifact() | StoredArtifact():
            return product.path, product.content
    return product


def edit(project: Project, tactic: str, old: str, new: str) -> None:
    path = project.warnings / f"tactics/{tactic}.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def tactics_of(project: Project) -> list[str]:
    return sorted(path.stem for path in project.warnings.glob("tactics/*.yml"))


def test_nothing_changed_nothing_is_done(project: Project, work: dict[str, list[str]]) -> None:
    first = build(project)
    assert sorted(work["parsed"]) == sorted(work["judged"]) == sorted(work["made"]) == tactics_of(project)
    for done in work.values():
        done.clear()
    again = build(project)
    assert work == {"parsed": [], "judged": [], "made": []}
    assert_alike(again, first)
    assert_alike(again, forgotten(project))


def test_after_an_edit_only_what_follows_from_it_is_done(project: Project, work: dict[str, list[str]]) -> None:
    edit(project, "gia-danh-cong-an-vien-kiem-sat-toa-an", "[trom-dot-nhap-nha, phong-chay-mo-hinh-12-1]", "[]")
    catalogue = Catalogue.link(build(project).library, DAY)
    tactics = catalogue.tactics.values()
    shown_on = {
        tactic.id: {other.id for other in tactics if tactic in catalogue.neighbours(other)} for tactic in tactics
    }
    edited = min((tactic for tactic in tactics if shown_on[tactic.id]), key=lambda tactic: len(shown_on[tactic.id]))
    affected = {edited.id, *shown_on[edited.id]}
    assert len(affected) < len(tactics), "or else the test shows nothing"
    for done in work.values():
        done.clear()
    edit(project, edited.id, f'title: "{edited.title}', f'title: "{edited.title} nữa')
    again = build(project)
    assert (work["parsed"], work["judged"], set(work["made"])) == ([edited.id], [edited.id], affected)
    assert_alike(again, forgotten(project))


def test_a_record_under_another_name_is_another(project: Project) -> None:
    """The name of a file is the id of its record, and no part of its bytes."""
    build(project)
    for path in project.warnings.glob("*/*.yml"):
        path.write_text(path.read_text("utf-8").replace("trom-dot-nhap-nha", "trom-vao-nha"), "utf-8")
    source = project.warnings / "source-items.yml"
    source.write_text(source.read_text("utf-8").replace("trom-dot-nhap-nha", "trom-vao-nha"), "utf-8")
    build(project)
    renamed = project.warnings / "tactics/trom-dot-nhap-nha.yml"
    shutil.copy(renamed, renamed.with_name("trom-vao-nha.yml"))
    assert_alike(build(project), forgotten(project))


def test_what_everything_follows_from_is_no_detail(project: Project, work: dict[str, list[str]]) -> None:
    build(project)
    for done in work.values():
        done.clear()
    path = project.warnings / "site.yml"
    path.write_text(path.read_text("utf-8").replace('base_url: "https://', 'base_url: "https://moi.'), "utf-8")
    again = build(project)
    assert work["parsed"] == []
    assert sorted(work["judged"]) == sorted(work["made"]) == tactics_of(project)
    assert_alike(again, forgotten(project))


def test_a_word_taken_from_the_vocabulary_is_missed_everywhere(project: Project) -> None:
    build(project)
    path = project.warnings / "vocabulary.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    channel = next(line for line in lines if line.startswith("  goi-dien:"))
    path.write_text("".join(line for line in lines if line is not channel), "utf-8")
    library, _ = read_library(project.warnings)
    expected = sorted(map(str, check_library(library, DAY)))
    assert expected
    with work_memory.work_memory(project) as memory:
        library, problems = read_library(project.warnings, memory=memory)
        assert problems == []
        assert sorted(map(str, check_again(library, DAY, memory))) == expected


def test_a_page_that_is_not_as_it_was_is_made_again(project: Project, work: dict[str, list[str]]) -> None:
    expected = build(project)
    changed, missing, linked = tactics_of(project)[:3]
    (project.docs / f"canh-bao/{changed}.md").write_text("Ai đó đã sửa.", "utf-8")
    (project.docs / f"chia-se/{missing}.md").unlink()
    page = project.docs / f"canh-bao/{linked}.md"
    page.rename(page.with_suffix(".old"))
    page.symlink_to(page.with_suffix(".old"))
    work["made"].clear()
    assert_alike(build(project), expected)
    assert sorted(work["made"]) == [changed, missing, linked]


def test_without_pictures_none_are_made_and_none_are_lost(project: Project, work: dict[str, list[str]]) -> None:
    with_pictures = build(project)
    without = build(project, pictures=False)
    files = [made for made in with_pictures.products if isinstance(made, tuple) and isinstance(made[1], bytes)]
    assert without.products == files
    work["made"].clear()
    assert_alike(build(project), with_pictures)
    assert work["made"], "a build without pictures does not know them"


def test_a_reminder_is_told_in_every_build(project: Project) -> None:
    tactic = tactics_of(project)[0]
    long = "Họ gọi đi gọi lại nhiều lần trong ngày, dọa nếu chiều nay chưa chuyển tiền thì sáng mai đến bắt."
    edit(project, tactic, "how_it_works:\n", f'how_it_works:\n  - "{long}"\n')
    first, again = build(project), build(project)
    assert first.problems
    assert sorted(map(str, again.problems)) == sorted(map(str, first.problems))


def test_a_release_does_not_take_what_was_made_of_samples(project: Project) -> None:
    build(project)
    released = build(project, release=True).products
    library, _ = read_library(project.warnings)
    assert released == list(map(as_made, render_all(Catalogue.link(without_samples(library), DAY))))
    assert_alike(build(project), forgotten(project))


def test_another_program_remembers_nothing(
    project: Project, work: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    work["made"].clear()
    monkeypatch.setattr(work_memory, "_program", lambda: "another version")
    build(project)
    assert sorted(work["made"]) == tactics_of(project)


def garbage(file: Path) -> None:
    file.write_bytes(b"no database at all " * 1000)


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def wrong_answers(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE answers SET answer = replace(answer, 'a', 'b')")


def another_table(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.executescript("DROP TABLE answers; CREATE TABLE answers (key TEXT)")


def folder_in_the_way(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("harm", [garbage, half, wrong_answers, another_table, Path.unlink, folder_in_the_way])
def test_a_damaged_memory_costs_time_only(
    project: Project, work: dict[str, list[str]], harm: Callable[[Path], None]
) -> None:
    build(project)
    harm(project.builds / work_memory.FILE)
    expected = forgotten(project)
    assert_alike(build(project), expected)
    assert_alike(build(project), expected)
    work["made"].clear()
    build(project)
    has_folder = (project.builds / work_memory.FILE).is_dir()
    assert bool(work["made"]) is has_folder, "what was damaged is remembered anew"


def test_a_memory_that_another_build_holds_costs_time_only(
    project: Project, work: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_memory, "PATIENCE", 0.1)
    build(project)
    expected = forgotten(project)
    with sqlite3.connect(project.builds / work_memory.FILE) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert_alike(build(project), expected)
    work["made"].clear()
    build(project)
    assert work["made"] == [], "and was left as it is"


def test_what_nobody_asks_for_is_forgotten(project: Project) -> None:
    def size() -> int:
        with sqlite3.connect(project.builds / work_memory.FILE) as connection:
            return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])

    build(project)
    before = size()
    for text in ("một", "hai", "ba"):
        edit(project, tactics_of(project)[0], "title:", f"# {text}\ntitle:")
        build(project)
        assert size() == before


# --- what the keys rest on, of every real record ---------------------------------------------------------------


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> dict[str, list[object]]:
    """Id of a tactic → what is made of it, from all records."""
    return dict(zip(catalogue.tactics, all_made_of(catalogue, list(catalogue.tactics.values())), strict=True))


def all_made_of(catalogue: Catalogue, tactics: list[Tactic]) -> list[list[object]]:
    """For each tactic, what all renderers make of it."""
    by_renderer = [
        renderers._one_by_one(render, catalogue, tactics, partial(renderers._kept, spool=None, pictures=True))
        for render in renderers.TACTIC_RENDERERS
    ]
    return [[as_made(one) for group in groups for one in group] for groups in zip(*by_renderer, strict=True)]


@pytest.mark.parametrize("tactic", TACTICS)
def test_pages_of_a_tactic_show_nothing_of_others_but_neighbours(
    catalogue: Catalogue, library: Library, made: dict[str, list[object]], tactic: str
) -> None:
    one = library.tactics[tactic]
    if not one.is_published:
        assert tactic not in made  # a draft has no page
        return
    known = {tactic, *(other.id for other in catalogue.neighbours(one))}
    narrow = dataclasses.replace(catalogue, tactics={i: t for i, t in catalogue.tactics.items() if i in known})
    assert all_made_of(narrow, [one]) == [made[tactic]]


def test_the_real_records_are_read_the_same_from_memory(library: Library, tmp_path: Path) -> None:
    project = Project(tmp_path)
    shutil.copytree(ROOT / "warnings", project.warnings)
    shutil.copytree(ROOT / "docs", project.docs, ignore=lambda *_: {".generated"})
    for _ in range(2):
        with work_memory.work_memory(project) as memory:
            remembered, problems = read_library(project.warnings, memory=memory)
        assert problems == []
        assert [*remembered.records()] == [*library.records()]
        assert remembered.digests == library.digests
