"""The way out of Material for MkDocs, whose support ends on 2027-05-05: the same `docs/`, built with Zensical.

Once as the project is, with its own templates, and once with Zensical's, since the text must be whole in both. What is
compared: pages, titles, headings with their ids, links that lead nowhere, words. It reports; people decide.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Final

from awareness.site_links import dead_links
from benchmarks import Missing
from benchmarks.corpus import ROOT
from benchmarks.timing import Command, in_turn, python
from tests.conftest import DAY, copy_project

SHOWN: Final = 8
"""Differences of one kind that are named."""
_VOID: Final = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(frozen=True, slots=True)
class Text:
    """What a page says: its title, the ids of its headings, its words without those of the frame around them."""

    title: str
    headings: tuple[str, ...]
    words: tuple[str, ...]


class _Reader(HTMLParser):
    """Collects what stands in ``<article>`` (or ``<main>`` where there is none) and in ``<h1>``."""

    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.headings: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        if re.fullmatch("h[2-6]", tag) and dict(attrs).get("id"):
            self.headings.append(str(dict(attrs)["id"]))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "h1" in self._open:
            self.title.append(data)
        elif "article" in self._open and not {"script", "style", "button"} & set(self._open):
            self.words += data.split()


def text_of(html: str) -> Text:
    reader = _Reader()
    reader.feed(html)
    return Text(" ".join("".join(reader.title).replace("¶", "").split()), tuple(reader.headings), tuple(reader.words))


def run() -> str:
    zensical = shutil.which("zensical", path=str(Path(sys.executable).parent))
    if zensical is None:
        raise Missing("Thiếu Zensical → Chạy: make proof (hoặc: pip install zensical==0.0.73)")
    with tempfile.TemporaryDirectory() as name:
        project = copy_project(Path(name) / "ours").root
        build = [str(ROOT / "build_warnings.py"), "--project", str(project), "build", "--no-pictures", "--day"]
        in_turn(Command("ours", python(*build, DAY.isoformat()), ROOT), runs=1)
        _plain(project)
        own = _build(zensical, project, "mkdocs.yml")
        plain = _with_its_templates(project, Path(name) / "plain")
        stock = python("-m", "mkdocs", "build", "-q", "-d", "mkdocs-site")
        seconds = in_turn(Command("mkdocs", stock, plain), runs=1).seconds["mkdocs"][0]
        theirs = _build(zensical, plain, "mkdocs.yml")
        rows = list(_differences(plain / "mkdocs-site", plain / "site"))
        texts = [text_of(page.read_text("utf-8")) for page in sorted((plain / "site").rglob("*.html"))]
    return "\n".join([
        f"Zensical {version('zensical')}: {len(texts)} pages, {sum(len(text.headings) for text in texts):,} headings, "
        f"{sum(len(text.words) for text in texts):,} words.",
        "",
        f"- With the templates of this project: {own}.",
        f"- With its own templates: {theirs}; MkDocs with Material's took {seconds:.1f} s.",
        "",
        "Compared page by page, MkDocs with Material's templates against Zensical with its own:",
        "",
        "| | differences | which |",
        "|---|--:|---|",
        *[f"| {what} | {len(found)} | {'; '.join(found[:SHOWN])} |" for what, found in rows],
    ])  # fmt: skip


def _plain(project: Path) -> None:
    """Zensical writes where `mkdocs.yml` says, below a hidden folder, which it may clean."""
    shutil.rmtree(project / ".build/plain", ignore_errors=True)


def _build(zensical: str, project: Path, config: str) -> str:
    """Build, and say in a few words what came of it."""
    started = time.monotonic()
    done = subprocess.run(
        [zensical, "build", "--clean", "-f", config], cwd=project, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - started
    said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    if done.returncode:
        return f"stops after {took:.1f} s: `{said[-1][:200] if said else done.returncode}`"
    return f"builds in {took:.1f} s"


def _with_its_templates(project: Path, folder: Path) -> Path:
    """The same Markdown and settings without our templates; pages no longer name one."""
    shutil.copytree(project / "docs", folder / "docs", ignore=shutil.ignore_patterns(".generated"))
    for page in (folder / "docs").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(re.sub(r"^template:.*\n", "", text, count=1, flags=re.MULTILINE), "utf-8")
    settings = (project / "mkdocs.yml").read_text("utf-8")
    identity = (project / "docs/.generated/identity.yml").read_text("utf-8")
    settings = re.sub(r"^(INHERIT|site_dir|  custom_dir):.*\n", "", settings, flags=re.MULTILINE)
    site = "".join(f"{name}: {json.dumps(value)}\n" for name, value in json.loads(identity).items() if name != "extra")
    (folder / "mkdocs.yml").write_text(f"{site}site_dir: site\n{settings}", "utf-8")
    return folder


def _differences(ours: Path, theirs: Path) -> Iterator[tuple[str, list[str]]]:
    """What is told, and the pages where it is so."""
    here, there = _pages(ours), _pages(theirs)
    yield "pages that Zensical lacks", sorted(here - there)
    yield "pages that only Zensical has", sorted(there - here)
    titles, headings, words = [], [], []
    for page in sorted(here & there):
        one, other = (text_of((site / page).read_text("utf-8")) for site in (ours, theirs))
        if one.title != other.title:
            titles.append(f"{page}: “{one.title}” → “{other.title}”")
        if one.headings != other.headings:
            headings.append(page)
        if one.words != other.words:
            words.append(f"{page} ({len(one.words)} → {len(other.words)})")
    yield "other titles", titles
    yield "other ids of headings", headings
    yield "other words in the text", words
    base = "https://canhbao.example/"
    known = set(dead_links(ours, base))
    yield "links that lead nowhere, and do not with MkDocs", sorted(map(str, set(dead_links(theirs, base)) - known))


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
