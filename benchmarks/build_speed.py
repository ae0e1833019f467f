"""A whole build of 2,000 records, without pictures, beside stock Material (search on, navigation by section).

Both render the same Markdown. What pictures cost is in `cards`: stock Material has none.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from awareness.output import generated_paths
from awareness.project import Project
from benchmarks.corpus import ROOT, write_project
from benchmarks.timing import Command, compare, python
from tests.conftest import DAY

COUNT = 2_000
BOUND = 0.6

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


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        project = write_project(Path(name) / "ours", COUNT)
        build = python(
            str(ROOT / "build_warnings.py"),
            "--project",
            str(project),
            "build",
            "--no-pictures",
            "--day",
            DAY.isoformat(),
        )

        def forget_everything() -> None:
            for page in generated_paths(Project(project)):
                (project / "docs" / page).unlink()
            for made in (".build", "site", "docs/.generated"):
                path = project / made
                path.unlink() if path.is_symlink() else shutil.rmtree(path, ignore_errors=True)

        ours = Command("ours, cold: read, check, render, publish", build, ROOT, forget_everything)
        # the Markdown for the other side comes from one build of ours
        compare(ours, Command("nothing", python("-c", ""), ROOT), runs=1)
        stock = stock_project(project / "docs", Path(name) / "stock")
        other = Command("stock Material, `mkdocs build`", python("-m", "mkdocs", "build", "-q"), stock)
        table, ratio = compare(ours, other)
        pages = sum(1 for _ in (project / "site").rglob("*.html"))
    assert ratio <= BOUND, f"{ratio:.2f} > {BOUND}\n\n{table}"
    return f"{COUNT} tactics, {pages} pages. Bound: {BOUND}.\n\n{table}"
