"""A build of 2,000 records, cold and after one edited record, beside stock Material (search, navigation by section).

Both render the same Markdown, without pictures. What those cost is in `cards`: stock Material has none.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from pathlib import Path

from awareness.releases import checksums_of
from benchmarks.corpus import ROOT, WARNINGS, write_project
from benchmarks.timing import Command, in_turn, python
from tests.conftest import DAY

COUNT = 2_000
BOUND = 0.6
BOUND_EDITED = 0.15

_STOCK = """
site_name: Stock
site_url: https://stock.example/
theme: {name: material, language: vi, font: false, features: [navigation.sections]}
plugins: [search]
markdown_extensions: [attr_list]
# every section by its index: with all pages in the nav, stock Material takes quadratic time and would be no match
nav:
  - index.md
  - Cảnh báo: [canh-bao/index.md]
  - Báo tin: [bao-tin/index.md]
  - Vừa bị lừa: [vua-bi-lua/index.md]
"""


def stock_project(docs: Path, folder: Path) -> Path:
    """Stock Material over the Markdown of ``docs``: default templates, search, sections in the nav."""
    shutil.copytree(docs, folder / "docs", ignore=shutil.ignore_patterns(".generated"))
    for page in (folder / "docs").rglob("*.md"):
        # our templates do not exist there; the rest of the front matter is harmless
        lines = page.read_text("utf-8").split("\n")
        page.write_text("\n".join(line for line in lines if not line.startswith("template:")), "utf-8")
    (folder / "mkdocs.yml").write_text(_STOCK, "utf-8")
    return folder


def run(runs: int = 3) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pristine = write_project(folder / "pristine", COUNT)
        project = folder / "ours"
        build = python(
            str(ROOT / "build_warnings.py"),
            "--project",
            str(project),
            "build",
            "--no-pictures",
            "--day",
            DAY.isoformat(),
        )
        record = project / "warnings/tactics" / f"{sorted(WARNINGS.glob('tactics/*.yml'))[0].stem}-00066.yml"
        numbers = itertools.count()

        def put_away(path: Path) -> None:
            # Not deleted: while many files have just been deleted, ext4 is slow to find places for new ones, and a
            # fresh machine has deleted none.
            if path.exists():
                path.rename(folder / f"old-{next(numbers)}")

        def start_anew() -> None:
            put_away(project)
            shutil.copytree(pristine, project)

        def edit_one_record() -> None:
            record.write_text(record.read_text("utf-8").replace('title: "00066 ', 'title: "66000 ', 1), "utf-8")

        def start_anew_with_the_edit() -> None:
            start_anew()
            edit_one_record()

        cold = Command("ours, cold: read, check, render, publish", build, ROOT, start_anew)
        edited = Command("ours, after one edited record", build, ROOT, edit_one_record)
        # the Markdown for the other side comes from one build of ours
        in_turn(cold, runs=1)
        stock = stock_project(project / "docs", folder / "stock")
        other = Command(
            "stock Material, `mkdocs build`",
            python("-m", "mkdocs", "build", "-q"),
            stock,
            lambda: put_away(stock / "site"),
        )
        timings = in_turn(cold, edited, other, runs=runs)
        site = checksums_of(project / "site")
        in_turn(Command("ours, clean", build, ROOT, start_anew_with_the_edit), runs=1)
        assert checksums_of(project / "site") == site, "the site after an edit is not that of a clean build"
    pages = sum(path.endswith(".html") for path in site)
    ratio, after = timings.ratio(cold, other), timings.ratio(edited, other)
    told = (
        f"{COUNT} tactics, {pages} pages.\n\n{timings.table()}\n\nMedian of {runs} rounds: cold **{ratio:.2f}** of "
        f"stock Material (bound {BOUND}), after one edited record **{after:.2f}** (bound {BOUND_EDITED}), the same "
        f"bytes as a clean build. Largest process of all: {timings.largest:.0f} MB."
    )
    assert ratio <= BOUND, told
    assert after <= BOUND_EDITED, told
    return told
