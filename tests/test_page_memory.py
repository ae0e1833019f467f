"""Pages that are taken over from the build before: the site is that of a clean build, whatever was edited."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from awareness import rendering
from awareness.project import Project
from awareness.publish import PublishError, publish
from tests.small_site import DAY, redirect_page, small_project, tree, write

NAV = ("- index.md\n  - mot.md\n  - hai.md", "- Đầu: index.md\n  - Một: mot.md\n  - Nhóm:\n      - Hai: hai.md")
EVERY_PAGE = 7


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = small_project(tmp_path / "project", theme="null")
    in_page("mkdocs.yml", *NAV)(made)
    return made


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the pages that are really rendered, as they are."""
    pages: list[str] = []
    html = rendering.page_html

    def noting(page, *others) -> str:  # type: ignore[no-untyped-def]
        pages.append(page.file.src_uri)
        return html(page, *others)

    monkeypatch.setattr(rendering, "page_html", noting)
    return pages


def build(project: Project, day: datetime.date = DAY) -> dict[str, bytes]:
    publish(project, [redirect_page()], day=day, processes=1)
    return tree(project.site.resolve())


def clean(project: Project, folder: Path, day: datetime.date = DAY) -> dict[str, bytes]:
    """What a build without a memory makes of the same files."""
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns(".build", "site"))
    return build(Project(folder), day)


def in_page(path: str, old: str, new: str) -> Callable[[Project], None]:
    def edit(project: Project) -> None:
        page = project.root / path
        text = page.read_text("utf-8")
        assert old in text
        write(page, text.replace(old, new))

    return edit


def test_nothing_changed_nothing_rendered(project: Project, rendered: list[str]) -> None:
    first = build(project)
    assert len(rendered) == EVERY_PAGE
    rendered.clear()
    assert build(project) == first
    assert rendered == []


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        (in_page("docs/hai.md", "Một", "Trang một"), 1),
        (in_page("docs/mot.md", "title: Tên ở đầu tệp", "title: Tên khác\nupdated: 2026-05-05"), 1),
        (in_page("docs/trang/so-0.md", "Trang số", "<b>Trang</b> số"), 1),
        (in_page("docs/anh.svg", "<svg", "<svg id='a'"), 0),
        (in_page("overrides/main.html", "<body", "<body class=x"), EVERY_PAGE),
        (in_page("mkdocs.yml", "Đầu", "Trang đầu"), EVERY_PAGE),
        (lambda project: write(project.docs / "trang/so-9.md", "# Chín\n"), EVERY_PAGE + 1),
        (lambda project: write(project.docs / "b.svg", "<svg/>"), EVERY_PAGE),
    ],
    ids=["text", "title and day", "markup", "picture", "template", "settings", "new page", "new picture"],
)
def test_an_edit_renders_what_it_touches_and_the_site_is_that_of_a_clean_build(
    project: Project, rendered: list[str], tmp_path: Path, edit: Callable[[Project], None], again: int
) -> None:
    build(project)
    edit(project)
    rendered.clear()
    site = build(project)
    assert len(rendered) == again
    assert site == clean(project, tmp_path / "clean")


def test_another_day_renders_everything(project: Project, rendered: list[str]) -> None:
    build(project)
    rendered.clear()
    build(project, DAY + datetime.timedelta(days=1))
    assert len(rendered) == EVERY_PAGE


def test_links_of_pages_that_are_not_rendered_are_checked(project: Project) -> None:
    before = build(project)
    in_page("docs/hai.md", "#lam-ngay", "#lam-sau")(project)
    with pytest.raises(PublishError) as error:
        build(project)
    assert any("mot.md" in message and "lam-ngay" in message for message in error.value.messages)
    assert tree(project.site.resolve()) == before


def test_a_page_that_somebody_edited_in_the_build_is_rendered(project: Project, rendered: list[str]) -> None:
    first = build(project)
    (project.site.resolve() / "mot/index.html").write_text("sửa tay")
    rendered.clear()
    assert build(project) == first
    assert rendered == ["mot.md"]


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"build": 3}', b"[]", b'{"build": "x", "pages": {}}'])
def test_a_damaged_memory_costs_time_only(project: Project, rendered: list[str], content: bytes | None) -> None:
    first = build(project)
    memory = project.builds / "pages.json"
    memory.unlink() if content is None else memory.write_bytes(content)
    rendered.clear()
    assert build(project) == first
    assert len(rendered) == EVERY_PAGE


def test_titles_from_pages_are_not_remembered(project: Project, rendered: list[str]) -> None:
    """They stand in the navigation of every page, so a page does not follow from its own source alone."""
    in_page("mkdocs.yml", "- Một: mot.md", "- mot.md")(project)
    build(project)
    in_page("docs/mot.md", "Tên ở đầu tệp", "Tên khác")(project)
    rendered.clear()
    site = build(project)
    assert len(rendered) == EVERY_PAGE
    assert b"T\xc3\xaan kh\xc3\xa1c" in site["hai/index.html"]
