"""The drawing room: drawn once, drawn the same, and nothing half or spoilt leaves it."""

from __future__ import annotations

import multiprocessing
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from awareness import drawing as drawing_module
from awareness import drawing_room
from awareness.artifacts import Artifact, Drawing
from awareness.cards import CardText, cards_of
from awareness.catalogue import Catalogue
from awareness.drawing import fingerprint
from awareness.drawing_room import draw_all
from awareness.output import OutputError
from awareness.project import SHARED_DRAWINGS, Project

META = {"title": "Giả điện lực", "description": "Cúp máy.", "call": [], "updated": "2026-11-21"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv(SHARED_DRAWINGS)
    return Project(tmp_path)


@pytest.fixture
def cards(catalogue: Catalogue) -> Callable[..., tuple[Drawing, Drawing]]:
    """Both cards of a page with this front matter."""
    return lambda **meta: cards_of(catalogue.site, "canh-bao/thu.md", META | meta, CardText()).drawings


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by the path of everything that is really drawn."""
    paths: list[str] = []
    really_draw = drawing_room._draw

    def draw(folder: Path, missing: dict[str, Drawing]) -> None:
        paths.extend(str(drawing.path) for drawing in missing.values())
        really_draw(folder, missing)

    monkeypatch.setattr(drawing_room, "_draw", draw)
    return paths


def test_the_same_everywhere(project: Project, cards: Any, tmp_path: Path) -> None:
    page = Artifact.text("docs/a.md", "a")
    once = draw_all(project, [page, *cards()])
    again = draw_all(Project(tmp_path / "other"), [*reversed(cards()), page])
    assert once == again[::-1]
    assert [artifact.path.name for artifact in once] == ["a.md", "thu.png", "thu-dung.png"]


def test_nothing_changed_nothing_drawn(project: Project, cards: Any, drawn: list[str]) -> None:
    first = draw_all(project, cards())
    assert len(drawn) == 2
    assert draw_all(project, cards()) == first
    assert len(drawn) == 2
    draw_all(project, cards(updated="2026-11-22"))  # the wide card shows no day
    assert drawn[2:] == ["site/the/thu-dung.png"]
    draw_all(project, cards())  # taken back
    assert len(drawn) == 3


def test_a_build_killed_while_it_draws_leaves_nothing_that_is_published(
    project: Project, cards: Any, drawn: list[str], tmp_path: Path
) -> None:
    """Whatever stands in the folder when the kill comes, the next build has every picture, whole."""
    many = [drawing for number in range(8) for drawing in cards(title=f"Thẻ số {number}")]
    context = multiprocessing.get_context("fork")
    for _ in range(2):
        child = context.Process(target=draw_all, args=(project, many))
        child.start()
        before = len(list(project.drawings.glob("*"))) if project.drawings.is_dir() else 0
        while child.is_alive() and len(list(project.drawings.glob("*"))) < before + 3:
            time.sleep(0.002)
        child.kill()
        child.join()
    made = draw_all(project, many)
    assert 0 < len(drawn) < len(many), "some were kept"
    assert made == draw_all(Project(tmp_path / "untouched"), many)


@pytest.mark.parametrize("spoil", [lambda kept: kept[: len(kept) // 2], lambda kept: kept[:-1] + b"?", lambda _: b""])
def test_a_spoilt_file_is_drawn_again(project: Project, cards: Any, drawn: list[str], spoil: Any) -> None:
    first = draw_all(project, cards())
    for path in project.drawings.iterdir():
        if path.name != "lock":
            path.write_bytes(spoil(path.read_bytes()))
    assert draw_all(project, cards()) == first
    assert len(drawn) == 4


def test_what_is_long_unused_goes(project: Project, cards: Any, drawn: list[str], monkeypatch: Any) -> None:
    for title in ("một", "hai", "ba"):
        draw_all(project, cards(title=title))
    assert len(list(project.drawings.iterdir())) == 1 + 6
    monkeypatch.setattr(drawing_room, "KEPT_UNUSED", 0)
    draw_all(project, cards(title="một"))
    assert len(list(project.drawings.iterdir())) == 1 + 2
    assert len(drawn) == 6


def test_the_fingerprint_follows_from_everything_that_is_drawn(cards: Any) -> None:
    _, tall = cards()
    others = [
        replace(tall, data=dict(tall.data) | {"title": "Khác"}),
        replace(tall, codes={"page": "https://canhbao.example/khac/"}),
        replace(tall, inks=tall.inks[:-1]),
        replace(tall, limit=tall.limit - 1),
        replace(tall, path=PurePosixPath("site/the/thu-dung.pdf")),
        replace(tall, template="card-wide"),
    ]
    assert len({fingerprint(drawing) for drawing in [tall, *others]}) == 1 + len(others)
    assert fingerprint(replace(tall, path=PurePosixPath("site/khac.png"))) == fingerprint(tall)
    (apart, _), (composed, _) = (cards(title=unicodedata.normalize(f, "Ổ khóa thường")) for f in ("NFD", "NFC"))
    assert fingerprint(apart) == fingerprint(composed)


def test_the_fingerprint_follows_from_the_template_and_what_it_imports(
    cards: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide, _ = cards()
    templates = tmp_path / "drawings"
    shutil.copytree(drawing_module.TEMPLATES, templates)
    monkeypatch.setattr(drawing_module, "TEMPLATES", templates)

    def seen() -> str:
        drawing_module.forget_templates()
        return fingerprint(wide)

    before = seen()
    for name in ("card-wide.typ", "kit.typ", "icons/trang.svg"):
        file = templates / name
        file.write_text(file.read_text("utf-8") + "\n", "utf-8")
        assert seen() != before, name
        before = seen()
    outside = tmp_path / "ngoai.txt"
    outside.write_text("một", "utf-8")
    (templates / "kit.typ").write_text(
        (templates / "kit.typ").read_text("utf-8") + '// "/" "." "../ngoai.txt"\n', "utf-8"
    )
    before = seen()
    outside.write_text("hai", "utf-8")
    (templates / "card-tall.typ").write_text("// not imported by the wide card", "utf-8")
    assert seen() == before
    monkeypatch.undo()
    drawing_module.forget_templates()


def _refused(project: Project, drawings: Iterable[Drawing]) -> str:
    with pytest.raises(OutputError) as refusal:
        draw_all(project, drawings)
    return str(refusal.value)


def test_everything_that_cannot_be_drawn_is_named_at_once(project: Project, cards: Any) -> None:
    wide, tall = cards()
    refusal = _refused(project, [replace(wide, limit=100), replace(tall, data={})])
    assert "site/the/thu.png: nặng" in refusal
    assert "Không vẽ được site/the/thu-dung.png" in refusal


def test_what_does_not_fit_is_refused_and_never_cut(project: Project, cards: Any) -> None:
    assert "Chữ không vừa thẻ" in _refused(project, cards(title="Chuyển tiền ngay " * 60))


def test_records_are_text_whatever_they_look_like(project: Project, cards: Any) -> None:
    """Nothing of a record is ever code for Typst: this would stop the drawing, or read a file."""
    evil = '#panic("x") $x$ *đậm* \\ #read("/etc/passwd") <nhãn> @nhãn = // "'
    draw_all(project, cards(title=evil, description=evil))


def test_a_letter_that_nobody_could_read_is_refused(project: Project, cards: Any) -> None:
    """A picture would show a gap in its place."""
    refusal = _refused(project, [*cards(title="Coi chừng 🚨 → 中"), *cards(title="Ổ, Ễ, Ự, “đ” – 5 ° €")])
    assert refusal.splitlines() == [
        f"site/the/thu{side}.png: bộ chữ không có → 中 🚨 → Bỏ ký tự ấy khỏi bản ghi." for side in ("", "-dung")
    ]
