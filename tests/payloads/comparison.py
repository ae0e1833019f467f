"""Two sites compared in Chromium: the same elements and attributes, every string as it was typed."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page

from tests.pages import SHARE_PAGES, html_files
from tests.payloads.projects import Typed, make_pair
from tests.payloads.texts import PAYLOADS

_WALK = """
(html) => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const shape = [], values = [];
  const put = (what, value) => { shape.push(what); values.push(value); };
  const data = (what, value) => {
    if (value !== null && typeof value === "object")
      for (const key of Object.keys(value)) data(`${what}/${key}`, value[key]);
    else put(what, String(value));
  };
  const walk = (node, depth) => {
    if (node.nodeType === Node.TEXT_NODE) { put(`${depth} text in ${node.parentNode.localName}`, node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) { put(`${depth} ${node.nodeName}`, node.data || node.name); return; }
    const tag = node.localName;
    put(`${depth} <${tag}>`, "");
    for (const { name, value } of [...node.attributes].sort((a, b) => (a.name < b.name ? -1 : 1)))
      put(`${depth} ${tag}.${name}`, value);
    if (tag === "style") return;
    if (node.type === "application/ld+json") { data(`${depth} JSON-LD`, JSON.parse(node.textContent)); return; }
    for (const child of node.childNodes) walk(child, depth + 1);
  };
  for (const child of parsed.childNodes) walk(child, 0);
  return JSON.stringify([shape, values]);  // one text: Playwright would take ten times as long over lists
}
"""
_SLUG = re.compile(r"#?[a-z0-9_-]+")
_PLAIN_SLUG = re.compile(r"#?[a-z0-9-]*tz[0-9]{5}z*")
_SLUGS = re.compile(r"\d+ (h1\.id|a\.href)")
"""The anchor of the page title is made by MkDocs from its letters; the skip link leads there."""


CODE_TO_PASTE = "du-lieu/index.html"
"""HTML for other sites, shown as text: what was typed is escaped once more."""
SORTED_BY_TITLE = "tim/a-z/index.html"
"""The list from A to Z: the same strings as with harmless titles, in another order."""


def walked(page: Page, source: str) -> tuple[list[str], list[str]]:
    """What Chromium makes of a page: what there is at each place (elements, attributes, texts), and its string."""
    shape, values = json.loads(page.evaluate(_WALK, source))
    return shape, values


def _share_page(shape: list[str], values: list[str]) -> tuple[set[str], list[str]]:
    """Elements and attributes of a share page, and its strings that are to stand as typed: what chats and heads show.

    The rest of it says the record in other words: numbers are read aloud, accents dropped, lines chosen by length.
    """
    markup = {what for what in shape if " text in " not in what}
    fields = [value for what, value in zip(shape, values, strict=True) if what.endswith("text in textarea")]
    head = [
        value for what, value in zip(shape, values, strict=True) if what.endswith(("meta.content", "text in title"))
    ]
    return markup, [*fields[:2], *head]


def without_versions(file: Path) -> str:
    """A page without what follows from words: versions of its cards and of the index, folded light and common words
    (letters and digits only), and by what an emergency banner is known again."""
    return _FOLLOWS_FROM_WORDS.sub("", file.read_text("utf-8"))


_FOLLOWS_FROM_WORDS = re.compile(
    r"(?<=\.png)\?v=[0-9a-f]{8}"
    r'|(?<=data-cb-urgent=")[0-9a-f]+'
    r"|(?<=assets/search-)[0-9a-f]{12}"
    r"|(?<=&#34;light&#34;:)\[(?:&#34;[a-z0-9/]+&#34;,?)*\]"
    r"|(?<=&#34;common&#34;:)\[(?:&#34;[a-z0-9/]+&#34;,?)*\]"
)


def compare(page: Page, dangerous: Path, harmless: Path, typed: Typed) -> tuple[int, list[str]]:
    """Every HTML file of two sites: how many strings held something typed, and every difference."""
    names = html_files(dangerous)
    assert names == html_files(harmless)
    checked, differences = 0, []
    for name in names:
        shape, values = walked(page, without_versions(dangerous / name))
        plain_shape, plain_values = walked(page, without_versions(harmless / name))
        if name.startswith(SHARE_PAGES):
            markup, strings = _share_page(shape, values)
            plain_markup, plain_strings = _share_page(plain_shape, plain_values)
            differences += [f"{name}: {what} is not on the harmless page" for what in markup - plain_markup]
            for value, plain in zip(strings, plain_strings, strict=True):
                checked += value != plain
                if value != typed.expected(plain):
                    differences.append(f"{name}: {value!r}, typed {typed.expected(plain)!r}")
            continue
        if shape != plain_shape:
            at = next((i for i, pair in enumerate(zip(shape, plain_shape, strict=False)) if pair[0] != pair[1]), -1)
            differences.append(
                f"{name}: {shape[at : at + 3]} {values[at : at + 3]}, should be {plain_shape[at : at + 3]}"
            )
            continue
        if name == SORTED_BY_TITLE:
            missing = Counter(map(typed.expected, plain_values)) - Counter(values)
            differences += [f"{name}: {value!r} is missing" for value in missing]
            continue
        for what, value, plain in zip(shape, values, plain_values, strict=True):
            if value == plain:
                continue
            if (
                _SLUGS.match(what)
                and re.fullmatch(r"#?[a-z0-9_-]+", value)
                and re.fullmatch(r"#?[a-z0-9-]*tz[0-9]{5}z*", plain)
            ):
                continue
            expected = typed.expected(plain)
            if name == CODE_TO_PASTE and what.endswith("text in textarea"):
                value = html.unescape(value)
            checked += 1
            is_address = what.endswith("a.href") and unquote(value) == unquote(expected)
            if value != expected and not is_address:
                differences.append(f"{name}: {what} is {value!r}, typed {expected!r}")
    return checked, differences


def run_pages(page: Page, home: str, paths: list[str]) -> int:
    """Open pages and touch everything that reacts to being touched; returns how many were opened.

    Raises AssertionError when a page leads away by itself.
    """
    for path in paths:
        page.goto(home + path)
        page.evaluate(
            """() => document.querySelectorAll("*").forEach((element) => {
              for (const kind of ["mouseover", "mouseenter", "focus", "focusin", "toggle", "load", "error"])
                element.dispatchEvent(new Event(kind));
            })"""
        )
        assert page.url == home + path, f"{path} led to {page.url}"
    return len(paths)


def differences_in_variant(variant: int, folder: Path, page: Page) -> list[str]:
    """With a few payloads, so placed that fields which a project has once get others."""
    pair = make_pair(folder, tuple(payload for payload in PAYLOADS if "#" in payload), variant)
    return compare(page, pair.dangerous.site, pair.harmless.site, pair.typed)[1]
