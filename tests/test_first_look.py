"""The page of an edited record before the site is built: the same bytes as later, or what is wrong with the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from awareness.first_look import FirstLook, Look
from awareness.mkdocs_setup import PublishError
from awareness.project import Project
from awareness.renderers import PAGES_OF_KINDS
from awareness.rendering import render_some
from tests.conftest import DAY, ROOT

TACTIC = "gia-danh-cong-an-vien-kiem-sat-toa-an"
PAGES = (
    "index.md",
    f"canh-bao/{TACTIC}.md",
    f"chia-se/{TACTIC}.md",
    "vua-bi-lua/index.md",
    "bao-tin/index.md",
    "ngan-hang/index.md",
    "dung-kiem-tra-bao.md",
)


@pytest.fixture
def project(built_project: Project, tmp_path: Path) -> Project:
    """Records of its own, beside the pages of the session's build."""
    shutil.copytree(ROOT / "warnings", tmp_path / "warnings")
    for name in ("docs", "overrides", "mkdocs.yml"):
        (tmp_path / name).symlink_to(built_project.root / name)
    return Project(tmp_path)


def edit(project: Project, name: str, old: str, new: str) -> Path:
    path = project.warnings / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_pages_are_those_of_the_whole_build(built_project: Project) -> None:
    texts = {page: (built_project.docs / page).read_text("utf-8") for page in PAGES}
    made = render_some(built_project, texts, day=DAY)
    assert len(made) == len(PAGES)
    assert made == {path: (built_project.site / path).read_bytes() for path in made}


def test_a_page_that_is_not_on_the_disk_yet(built_project: Project) -> None:
    made = render_some(built_project, {"canh-bao/moi.md": "# Mới\n\n[Mọi cảnh báo](index.md)\n"}, day=DAY)
    assert list(made) == ["canh-bao/moi/index.html"]
    assert b'href="../"' in made["canh-bao/moi/index.html"]
    with pytest.raises(PublishError, match=r"khong-co\.md"):
        render_some(built_project, {"canh-bao/moi.md": "[x](khong-co.md)"}, day=DAY)


def test_an_edited_tactic_shows_at_once(project: Project) -> None:
    look = FirstLook(project, DAY)
    path = edit(project, f"tactics/{TACTIC}.yml", 'title: "Giả công an', 'title: "Giả là công an')
    seen = look.at([path])
    vietnamese = {f"canh-bao/{TACTIC}/index.html", f"chia-se/{TACTIC}/index.html"}
    assert set(seen.pages) == vietnamese | {f"en/{TACTIC}/index.html"}, "the card of the translation is another too"
    assert all("Giả là công an" in seen.pages[page].decode() for page in vietnamese)
    assert seen.problems == ()

    line = path.read_text("utf-8").splitlines().index("severity: khan-cap") + 1
    edit(project, f"tactics/{TACTIC}.yml", "severity:", "severty:")
    seen = look.at([path])
    assert seen.pages == {}
    assert any(f"{TACTIC}.yml:{line}:1: " in problem and "severity" in problem for problem in seen.problems)
    edit(project, f"tactics/{TACTIC}.yml", "severty:", "severity:")
    assert len(look.at([path]).pages) == 3


FIRST_WORDS = dict.fromkeys(PAGES_OF_KINDS, 'title: "') | {"campaigns": 'why:\n  - "'}


@pytest.mark.parametrize("kind", PAGES_OF_KINDS)
def test_other_kinds_show_their_pages_too(project: Project, kind: str) -> None:
    path = sorted((project.warnings / kind).glob("*.yml"))[0]
    look = FirstLook(project, DAY)
    assert look.at([path]) == Look(), "nothing was edited, nothing is newer"
    edit(project, f"{kind}/{path.name}", FIRST_WORDS[kind], f"{FIRST_WORDS[kind]}Mới: ")
    seen = look.at([path])
    assert seen.problems == ()
    assert any("Mới: " in page.decode() for page in seen.pages.values())


def test_what_only_the_whole_build_can_show(project: Project) -> None:
    look = FirstLook(project, DAY)
    tactic = project.warnings / f"tactics/{TACTIC}.yml"
    assert look.at([tactic, project.warnings / "site.yml"]) == Look()
    assert look.at([project.warnings / "vocabulary.yml"]) == Look()
    assert look.at([project.warnings / "tactics/khong-co.yml"]) == Look()
    edit(project, tactic.relative_to(project.warnings).as_posix(), "category: ", "category: khong-co-")
    assert look.at([tactic]) == Look()
