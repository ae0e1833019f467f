"""A small frozen project and everything that is made from it, to the byte: a change of any output shows in its diff.

``python -m tests.test_golden`` writes the expected files anew; read the diff before you keep it. The records in
``tests/data/mau/warnings`` do not follow those in ``warnings/``.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

import pytest

from awareness.artifacts import finished
from awareness.catalogue import Catalogue
from awareness.gazetteer import Gazetteer
from awareness.output import stage, write_docs
from awareness.publish import render_pages
from awareness.reading import read_library
from awareness.renderers import render_all
from awareness.rules import check_library
from tests.conftest import DAY, ROOT, SAMPLE, copy_project

GOLDEN: Final = ROOT / "tests/data/mau/golden"
HAND_WRITTEN: Final = "site/dung-kiem-tra-bao/"
FEW: Final = {"vn-2025:28159", "vn-2025:31120", "vn-2025:31135", "vn-2025:31147"}
"""Keys of the communes in the sample: Cần Giuộc, Cái Khế, Ninh Kiều and today's Tân An."""
TEXT: Final = {".md", ".yml", ".html", ".xml", ".txt", ".json", ".js", ".css", ".csv", ".svg", ".ics", ".webmanifest"}
"""Other artifacts (pictures, PDFs) have tests of their own."""
MANY: Final = ("site/feed/", "site/feed.json", "site/api/v1/", "site/assets/search-")
"""Files that repeat the records at length: test_feeds.py, test_open_data.py and test_search_shards.py compare them."""
TO_READ: Final = {
    *(f"site/api/v1/{name}.json" for name in ("index", "tactics", "contacts/113")),
    "site/assets/search-data.js",
}
"""Enough of them to read a difference in."""


def made_from_sample(folder: Path) -> dict[str, str]:
    """Path → text of everything that is generated: docs as they are, HTML without policy and without the stylesheet."""
    project = copy_project(folder)
    shutil.rmtree(project.warnings)
    shutil.copytree(SAMPLE, project.warnings)
    library, problems = read_library(project.warnings)
    assert [*problems, *check_library(library, DAY)] == []
    catalogue = dataclasses.replace(Catalogue.link(library, DAY), gazetteer=few_places())
    artifacts = finished(render_all(catalogue))
    write_docs(project, artifacts, day=DAY)
    site = project.root / "site"
    render_pages(project, site, day=DAY, content_security=False)
    pages = {f"site/{path.relative_to(site)}" for path in site.rglob("*.html")} | {"site/sitemap.xml"}
    stage(artifacts, site)
    names = pages | {str(artifact.path) for artifact in artifacts if artifact.path.suffix in TEXT}
    return {
        name: _without_passing_things((project.root / name).read_text("utf-8"))
        for name in sorted(names)
        if name in TO_READ or not name.startswith((HAND_WRITTEN, *MANY))
    }


def few_places() -> Gazetteer:
    """Two provinces with the communes that the sample is about: 34 whole ones would hide every other difference."""
    country = Gazetteer.of_today()
    provinces = [
        province._replace(units=tuple(unit for unit in province.units if unit.key in FEW))
        for province in country.provinces
        if any(unit.key in FEW for unit in province.units)
    ]
    kept = {unit.code for province in provinces for unit in province.units}
    former = [former for former in country.former if kept & {successor.code for successor in former.successors}]
    return Gazetteer(provinces, former)


def _without_passing_things(text: str) -> str:
    """Without stylesheet and scripts that stand in the page, and without what a card's address says of versions."""
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.DOTALL)
    text = re.sub(r"(<script data-cb-(?:shards|words)=[^>]*>).*?</script>", r"\1…</script>", text, flags=re.DOTALL)
    return re.sub(r"\.png\?v=[0-9a-f]{8}", ".png?v=…", text)


def golden_files() -> list[str]:
    return sorted(path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return made_from_sample(tmp_path_factory.mktemp("golden"))


def test_same_files(made: dict[str, str]) -> None:
    assert sorted(made) == golden_files(), "python -m tests.test_golden writes them anew"


@pytest.mark.parametrize("name", golden_files())
def test_same_text(made: dict[str, str], name: str) -> None:
    expected = (GOLDEN / name).read_text("utf-8")
    difference = difflib.unified_diff(
        expected.splitlines(), made.get(name, "").splitlines(), "golden", "now", lineterm="", n=1
    )
    assert made.get(name) == expected, "\n".join(list(difference)[:40])


def test_the_sample_has_everything() -> None:
    """Each section of a tactic page, a hazard, a conflict, an alias, an approval, a translation, a banner: or else the
    goldens prove little."""
    text = "".join((GOLDEN / name).read_text("utf-8") for name in golden_files() if name.endswith(".md"))
    card = "dau-hieu lam-ngay dung-lam da-lo"
    rest = "dien-bien loi-ke-gian loi-dan cau-chuyen kiem-tra hai-loi-khuyen can-cu xem-them"
    for section in f"{card} {rest}".split():
        assert f"{{ #{section} }}" in text, section
    assert "duyệt ngày" in text
    assert "Vì sao xảy ra" in text
    assert any(name.endswith("cong-an-gia/index.html") for name in golden_files())
    assert "site/en/gia-danh-cong-an-vien-kiem-sat-toa-an/index.html" in golden_files()
    assert "data-cb-urgent" in (GOLDEN / "site/index.html").read_text("utf-8")


def main() -> int:
    """Write the golden files anew."""
    with tempfile.TemporaryDirectory() as folder:
        made = made_from_sample(Path(folder))
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, text in made.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    print(f"{len(made)} tệp trong {GOLDEN.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
