"""Building 66 to 5,000 records, cold and after one edited record, beside stock Material, Zensical and Hugo.

All render the same Markdown, without pictures; nothing is packed (`host` does that). What pictures cost is in `cards`:
the others have none. Only ours has read and checked the records and made that Markdown, and makes the search index,
feeds and the API; stock Material makes a search index, Zensical and Hugo here do not.
"""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from awareness.releases import checksums_of
from benchmarks import Missing
from benchmarks.corpus import ROOT, write_project
from benchmarks.timing import Command, Timings, in_turn, python
from tests.conftest import DAY

SIZES: Final = {66: 3, 500: 3, 2_000: 3, 5_000: 1}
"""Records → rounds."""
BOUNDED: Final = 2_000
BOUND_COLD: Final = 0.45
BOUND_EDITED: Final = 0.15
BOUND_MEGABYTES: Final = 300
BOUND_GROWTH: Final = 1.15
"""Of the seconds for each record at 5,000 against 500."""
_SLOW: Final = 2_000
"""Records at which Zensical runs once, and beyond which it does not: it took 424 s for 5,000, four times as long as
stock Material."""

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
_HUGO = """
baseURL = "https://stock.example/"
title = "Stock"
locale = "vi"
disableKinds = ["taxonomy", "term"]
"""
_TEMPLATE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
{{ partialCached "sections.html" . }}
<main>
<h1>{{ .Title }}</h1>
{{ .Content }}
</main>
</body>
</html>
"""
_SECTIONS = """<nav>{{ range site.Sections }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
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


def _zensical_project(stock: Path, folder: Path) -> Path:
    """The same for Zensical, without its search, which refuses the lists of so many records as too long."""
    shutil.copytree(stock / "docs", folder / "docs")
    shutil.copy(stock / "mkdocs.yml", folder)
    for page in (folder / "docs").rglob("*.md"):
        page.write_text(page.read_text("utf-8").replace("---\n", "---\nsearch: {exclude: true}\n", 1), "utf-8")
    return folder


def _hugo_project(stock: Path, folder: Path) -> Path:
    """The same for Hugo with one template. It calls the page of a folder ``_index.md``."""
    shutil.copytree(stock / "docs", folder / "content")
    for page in (folder / "content").rglob("index.md"):
        page.rename(page.with_name("_index.md"))
    (folder / "hugo.toml").write_text(_HUGO, "utf-8")
    (folder / "layouts/partials").mkdir(parents=True)
    (folder / "layouts/_default").mkdir()
    for kind in ("single", "list"):
        (folder / f"layouts/_default/{kind}.html").write_text(_TEMPLATE, "utf-8")
    (folder / "layouts/partials/sections.html").write_text(_SECTIONS, "utf-8")
    return folder


class _Size:
    """One number of records: what was measured of it."""

    def __init__(self, count: int, rounds: int, folder: Path) -> None:
        self.count, self.rounds, self._folder = count, rounds, folder
        self._numbers = itertools.count()
        self._project = folder / "ours"
        self._pristine = write_project(folder / "pristine", count)
        tactics = sorted((self._pristine / "warnings/tactics").glob("*.yml"))
        self._record = self._project / "warnings/tactics" / tactics[len(tactics) // 2].name
        build = python(str(ROOT / "build_warnings.py"), "--project", str(self._project), "build", "--no-pictures")
        build += ["--day", DAY.isoformat()]
        self.cold = Command("ours, cold", build, ROOT, self._start_anew)
        self.edited = Command("ours, one record edited", build, ROOT, self._edit)
        self.clean = Command("ours, clean", build, ROOT, self._start_anew_with_the_edit)
        in_turn(self.cold, runs=1)  # the Markdown for the others
        self.pages = sum(1 for _ in (self._project / "site").resolve().rglob("*.html"))
        stock = stock_project(self._project / "docs", folder / "stock")
        self.stock = self._other("stock Material", python("-m", "mkdocs", "build", "-q"), stock, "site")
        hugo = _hugo_project(stock, folder / "hugo")
        self.hugo = self._other("Hugo, one template", [_program("hugo"), "--quiet"], hugo, "public")
        zensical = _zensical_project(stock, folder / "zensical")
        words = [_program("zensical"), "build", "--clean", "-f", "mkdocs.yml"]
        self.zensical = self._other("Zensical, no search", words, zensical, "site")

    def measured(self) -> Timings:
        """All of them in turn; what is built after an edit is compared with a clean build."""
        everyone = [self.cold, self.edited, self.stock, self.hugo]
        if self.count < _SLOW:
            return self._compared(in_turn(*everyone, self.zensical, runs=self.rounds))
        timings = self._compared(in_turn(*everyone, runs=self.rounds))
        if self.count > _SLOW:
            return timings
        once = in_turn(self.zensical, runs=1)
        return Timings(timings.seconds | once.seconds, timings.megabytes | once.megabytes)

    def phases(self) -> str:
        """Where the time of a cold build goes."""
        self._start_anew()
        command = python("-m", "benchmarks.build_phases", str(self._project))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        rows = [f"| {phase} | {wall:.1f} | {used:.1f} |" for phase, (wall, used) in json.loads(done.stdout).items()]
        return "\n".join(["| | seconds | of processors |", "|---|--:|--:|", *rows])

    def _compared(self, timings: Timings) -> Timings:
        site = checksums_of((self._project / "site").resolve())
        in_turn(self.clean, runs=1)
        assert checksums_of((self._project / "site").resolve()) == site, "an edit gives another site"
        return timings

    def _other(self, name: str, words: list[str], folder: Path, site: str) -> Command:
        return Command(name, words, folder, lambda: self._put_away(folder / site))

    def _put_away(self, path: Path) -> None:
        # Not deleted: while many files have just been deleted, ext4 is slow to find places for new ones, and a fresh
        # machine has deleted none.
        if path.exists():
            path.rename(self._folder / f"old-{next(self._numbers)}")

    def _start_anew(self) -> None:
        self._put_away(self._project)
        shutil.copytree(self._pristine, self._project)

    def _edit(self) -> None:
        """Another title of the same length each time."""
        number = f"{next(self._numbers) + 10_000:05} "
        text = self._record.read_text("utf-8")
        self._record.write_text(
            re.sub(r'^(title: ").{6}', rf"\g<1>{number}", text, count=1, flags=re.MULTILINE), "utf-8"
        )

    def _start_anew_with_the_edit(self) -> None:
        text = self._record.read_text("utf-8")
        self._start_anew()
        self._record.write_text(text, "utf-8")


def _program(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        raise Missing(f"Thiếu {name} → Chạy: make proof (hoặc: pip install phần measure của pyproject.toml)")
    return found


def run() -> str:
    parts, missed, growth = [], [], {}
    with tempfile.TemporaryDirectory() as name:
        for count, rounds in SIZES.items():
            size = _Size(count, rounds, Path(name, str(count)))
            timings = size.measured()
            ratios = {other.name: timings.ratio(size.cold, other) for other in (size.stock, size.hugo)}
            edited = timings.ratio(size.edited, size.stock)
            largest = max(timings.megabytes[ours.name] for ours in (size.cold, size.edited))
            growth[count] = timings.median(size.cold) / count
            cold = ratios[size.stock.name]
            parts += [
                f"### {count:,} records, {size.pages:,} pages, {rounds} rounds",
                timings.table(),
                f"Cold **{cold:.2f}** of stock Material, **{ratios[size.hugo.name]:.2f}** of Hugo; after one edited "
                f"record **{edited:.2f}** of stock Material, the same bytes as a clean build.",
            ]
            if count == BOUNDED:
                parts += ["Where the time of a cold build goes:", size.phases()]
                figures = ((cold, BOUND_COLD), (edited, BOUND_EDITED), (largest, BOUND_MEGABYTES))
                missed += [f"{figure:.2f} > {bound}" for figure, bound in figures if figure > bound]
            shutil.rmtree(Path(name, str(count)))
    grown = growth[max(SIZES)] / growth[500]
    parts.append(
        f"Seconds for each record at {max(SIZES):,} are **{grown:.2f}** of those at 500 (bound {BOUND_GROWTH}). "
        f"Bounds at {BOUNDED:,}: cold {BOUND_COLD}, edited {BOUND_EDITED}, largest process {BOUND_MEGABYTES} MB."
    )
    missed += [f"growth {grown:.2f}"] if grown > BOUND_GROWTH else []
    told = "\n\n".join([*(["Missed: " + "; ".join(missed)] if missed else []), *parts])
    assert not missed, told
    return told
