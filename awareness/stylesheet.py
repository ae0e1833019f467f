"""Derives the small stylesheet that every page of the site carries inside itself, and those of some pages.

    python -m awareness.stylesheet SITE_DIR            write overrides/partials/style*.html, print sizes
    python -m awareness.stylesheet SITE_DIR --check    exit 1 when a committed file is out of date

Material's stylesheets weigh 26 KB gzipped, and our pages use a fifth of them. This room reads Material's two sheets and
our own in ``overrides/styles/shell/``, looks at the pages of a finished site, and keeps the rules that those pages can
use. So a theme upgrade is a re-run and not a fork. Run it by hand after a theme upgrade or a change to the templates.
Two more things than ``css.py``'s care keep the sheet steady while the content changes: our own rules are all kept, and
``overrides/styles/specimen.html`` stands in for every element that Markdown may produce one day.

A warning carries less: only what its first view on a phone can use, since each kilobyte before the first paint costs a
poor network 18 ms. All other rules are a file that the page asks for at its end (on wide screens before it is drawn).

Rules that only some pages need are in ``overrides/styles/pages/<name>.css``; the template of such a page includes
``partials/style-<name>.html`` after the sheet of all.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import html5lib

from awareness.css import (
    Group,
    Node,
    Rule,
    Sheet,
    StylesheetError,
    dark_by_media,
    parse,
    rules,
    tidy,
    usable_selectors,
    with_selectors,
    without_overridden,
    without_variables,
)

OVERRIDES = Path(__file__).resolve().parent.parent / "overrides"
OWN_SHEETS = OVERRIDES / "styles" / "shell"
"""Laid over Material's rules one after another, by name."""
PAGE_SHEETS = OVERRIDES / "styles" / "pages"
SPECIMEN = OVERRIDES / "styles" / "specimen.html"
FIRST_SPECIMEN = OVERRIDES / "styles" / "first-view.html"
DERIVED = OVERRIDES / "partials" / "style.html"
"""What every page but the warnings carries."""
FIRST = OVERRIDES / "partials" / "style-first.html"
"""What a warning carries."""
BELOW = OVERRIDES / "assets" / "below.css"
"""The rest of that."""
BELOW_ADDRESS = OVERRIDES / "partials" / "below.html"
"""Its address, which changes with it."""

HEADER = "{#- Derived by `python -m awareness.stylesheet`, never edited by hand: see overrides/styles/. -#}\n"
# Material dresses every <details> as a coloured note with icons. Ours are none, and to undress them costs more than to
# leave those rules out. Its box for short notes is in every page, and our pages never use it.
UNDRESSED = re.compile(r"(?<![\w.#-])(?:details|summary)\b|\.md-dialog")
# Sets variables for all of a page, and wins over all of Material's that do.
THEME = "body[data-md-color-scheme][data-md-color-primary]"
NOT_IN_FIRST_VIEW = frozenset({"md-sidebar", "cb-fix", "cb-footer"})
# No phone that shows its first words, and no page that nobody has touched yet.
LATER_STATE = re.compile(r":(?:checked|focus|hover|target)")
LATER_MEDIA = re.compile(r"\bprint\b|\(min-width")


def material_sheets() -> list[Path]:
    """Material's main and palette stylesheets, in the order the theme links them."""
    found = importlib.util.find_spec("material")
    if found is None or found.origin is None:
        raise StylesheetError("mkdocs-material is not installed")
    folder = Path(found.origin).parent / "templates" / "assets" / "stylesheets"
    sheets: list[Path] = []
    for pattern in ("main.*.min.css", "palette.*.min.css"):
        matches = sorted(folder.glob(pattern))
        if len(matches) != 1:
            raise StylesheetError(f"expected one {pattern} in {folder}, found {len(matches)}")
        sheets += matches
    return sheets


def material() -> Sheet:
    """Material's rules, without those for foldable notes."""
    sheet = tuple(node for path in material_sheets() for node in parse(path.read_text(encoding="utf-8")))
    selectors = {selector for rule in rules(sheet) for selector in rule.selectors}
    return with_selectors(sheet, {selector for selector in selectors if not UNDRESSED.search(selector)})


def own_css() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(OWN_SHEETS.glob("*.css")))


def full_css() -> str:
    """All sources one after another: what the pages would look like with nothing left out."""
    return "".join(map(str, material())) + own_css()


def shell_pages(site: Path) -> list[Path]:
    """The pages of a finished site that use the shell (other HTML files, such as redirects, do not count).

    Raises StylesheetError when there is none.
    """
    pages = [path for path in sorted(site.rglob("*.html")) if 'id="__drawer"' in path.read_text(encoding="utf-8")]
    if not pages:
        raise StylesheetError(f"{site}: no page made by overrides/shell.html")
    return pages


def telling_pages(site: Path) -> list[Path]:
    """Of the pages in each folder of the site, which one or two templates make, the shortest and the three longest.

    To match every rule with every element of a page takes a tenth of a second.
    """
    folders: dict[str, list[Path]] = {}
    for path in shell_pages(site):
        folders.setdefault(path.relative_to(site).parts[0], []).append(path)
    by_size = (sorted(pages, key=lambda path: path.stat().st_size) for pages in folders.values())
    return [path for pages in by_size for path in dict.fromkeys([*pages[:1], *pages[-3:]])]


def derive(site: Path) -> Sheet:
    """The small stylesheet for a finished site. The same files always give the same sheet."""
    pages = [path.read_text(encoding="utf-8") for path in [SPECIMEN, *telling_pages(site)]]
    own = parse(own_css())
    set_by_us = {
        item.name for node in own if isinstance(node, Rule) and THEME in node.selectors for item in node.declarations
    }
    theirs = without_variables(dark_by_media(material()), set_by_us)
    usable = usable_selectors((selector for rule in rules(theirs) for selector in rule.selectors), pages)
    return tidy(without_overridden(with_selectors(theirs, usable) + own))


def first_view(page: str) -> str:
    """A page, as HTML, with nothing in its drawer, its footer and the boxes below its answer card."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    for parent in tree.iter():
        below = False
        for element in parent:
            classes = set(str(element.get("class", "")).split())
            if (below and "cb-bar" not in classes) or classes & NOT_IN_FIRST_VIEW:
                for child in list(element):
                    element.remove(child)
            below = below or "cb-card" in classes
    return str(html5lib.serialize(tree))


def cut(sheet: Sheet, pages: Sequence[str]) -> tuple[Sheet, Sheet]:
    """The sheet in two: the rules that the first view of these pages on a phone can use, and all others.

    pages: HTML texts of warnings.
    A rule stays whole where one of its selectors is usable. Where both parts speak of a property, the rest now comes
    last; tests/test_stylesheet.py compares every box with the sheet as it was.
    """
    selectors = {selector for rule in rules(sheet) for selector in rule.selectors if not LATER_STATE.search(selector)}
    usable = usable_selectors(selectors, [first_view(page) for page in pages])

    def of_view(nodes: Sheet, wanted: bool) -> Sheet:
        kept: list[Node] = []
        for node in nodes:
            if isinstance(node, Group) and not LATER_MEDIA.search(node.condition):
                body = of_view(node.body, wanted)
                kept += [replace(node, body=body)] if body else []
            elif (isinstance(node, Rule) and not usable.isdisjoint(node.selectors)) is wanted:
                kept.append(node)
        return tuple(kept)

    return of_view(sheet, True), of_view(sheet, False)


def as_template(css: str) -> str:
    """The stylesheet as the template that every page includes. ``raw``, since minified CSS may contain ``{#``."""
    if "</style" in css.lower() or "endraw" in css:
        raise StylesheetError("the stylesheet contains text that would end the <style> element or the raw block")
    return f"{HEADER}<style>{{% raw %}}{css}{{% endraw %}}</style>\n"


def gzipped(text: str) -> int:
    """Bytes after compression, as a phone receives them."""
    return len(gzip.compress(text.encode(), 9, mtime=0))


def address_template(css: str) -> str:
    """The address of the sheet in `BELOW`, as the variable that templates import."""
    return f'{HEADER}{{% set address = "assets/{BELOW.name}?v={hashlib.sha256(css.encode()).hexdigest()[:8]}" %}}\n'


def derived_files(site: Path) -> dict[Path, str]:
    """Every derived file and its text: the sheet of all pages of a finished site, the two that a warning has in its
    place, and one for each file of ``overrides/styles/pages/``."""
    sheet = derive(site)
    pages = [path.read_text(encoding="utf-8") for path in [FIRST_SPECIMEN, *telling_pages(site)]]
    with_card = [page for page in pages if 'class="cb-card"' in page]
    first, rest = ("".join(map(str, part)) for part in cut(sheet, with_card))
    files = {
        DERIVED: as_template("".join(map(str, sheet))),
        FIRST: as_template(first),
        BELOW: rest,
        BELOW_ADDRESS: address_template(rest),
    }
    for source in sorted(PAGE_SHEETS.glob("*.css")):
        small = "".join(map(str, parse(source.read_text(encoding="utf-8"))))
        files[DERIVED.with_name(f"style-{source.stem}.html")] = as_template(small)
    return files


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code: 0 done or up to date, 1 out of date or not derivable."""
    parser = argparse.ArgumentParser(
        prog="python -m awareness.stylesheet", description="Derive the shell's stylesheet and those of single pages."
    )
    parser.add_argument("site", type=Path, metavar="SITE_DIR", help="a finished site, as MkDocs wrote it")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a committed file differs")
    options = parser.parse_args(arguments)
    try:
        files = derived_files(options.site)
    except StylesheetError as error:
        print(error, file=sys.stderr)
        return 1
    for name, text in [("sources", full_css()), *((path.name, text) for path, text in files.items())]:
        print(f"{name}: {len(text.encode()):,} bytes, {gzipped(text):,} gzipped")
    stale = [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    if not options.check:
        for path in stale:
            path.write_text(files[path], encoding="utf-8")
        return 0
    for path in stale:
        print(f"{path.name} is out of date: run python -m awareness.stylesheet {options.site}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
