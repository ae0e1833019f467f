"""The links of a built site: where each leads, and which lead nowhere. Knows HTML files, not what made them."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

_TAG: Final = re.compile(
    r"""<(?:a|area|audio|embed|form|iframe|img|input|link|meta|script|source|track|video)\s"""
    r"""[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""",
    re.IGNORECASE,
)
"""A tag that may have a link, whatever stands in its attributes; all others need not be looked at."""
_LINK: Final = re.compile(r"""(\s(?:href|src|action|data-[a-z-]+-src)\s*=\s*)("[^"]*"|'[^']*')""")
_REFRESH: Final = re.compile(r"""(\scontent\s*=\s*["']\d+;\s*url=)([^"']*)""", re.IGNORECASE)
_ANCHOR: Final = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SILENT: Final = re.compile(r"<(script|style|textarea)\b[^>]*>(.*?)(?=</\1)|<!--.*?(?=-->)", re.DOTALL | re.IGNORECASE)
"""Text that only looks like tags; whoever reads a share text must not find links in it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: as it is written (entities resolved), and where its text begins and ends in the page."""

    text: str
    start: int
    end: int


def links_of(html: str) -> Iterator[Link]:
    """Every ``href``, ``src``, ``action``, address of a script named by another, and ``refresh`` of a page."""
    for tag in _tags(html):
        for match in _LINK.finditer(tag[0]):
            start = tag.start() + match.start(2) + 1
            yield Link(unescape(match[2][1:-1]), start, tag.start() + match.end(2) - 1)
        refresh = _REFRESH.search(tag[0]) if tag[0][:5].lower() == "<meta" else None
        if refresh:
            yield Link(unescape(refresh[2]), tag.start() + refresh.start(2), tag.start() + refresh.end(2))


def _tags(html: str) -> Iterator[re.Match[str]]:
    # A comment is silent from its beginning, a block from the end of its own tag.
    waiting = iter([(match.start(2 if match[1] else 0), match.end()) for match in _SILENT.finditer(html)])
    start, end = next(waiting, (len(html), len(html)))
    for tag in _TAG.finditer(html):
        while tag.start() >= end and end < len(html):
            start, end = next(waiting, (len(html), len(html)))
        if not start <= tag.start() < end:
            yield tag


def target_of(page: str, link: str, base: str) -> tuple[str, str] | None:
    """Where a link leads inside the site: the path of the file, and the anchor ('' for none).

    page: path of the page that has the link, relative to the site; link: as written; base: the site's full address,
    whose own absolute links count as inside. None for what leads elsewhere (other hosts, tel:, data:, …).
    """
    if link.startswith(base):
        link = "/" + link[len(base) :]
    elif urlsplit(link).scheme or link.startswith("//"):
        return None
    elif link.startswith("/"):  # the 404 page: from the root of the host
        prefix = urlsplit(base).path
        if not link.startswith(prefix):
            return None
        link = "/" + link[len(prefix) :]
    return _resolved(posixpath.dirname(page), posixpath.basename(page), link)


@functools.lru_cache(maxsize=65536)
def _resolved(folder: str, name: str, link: str) -> tuple[str, str]:
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not path:
        return posixpath.join(folder, name), unquote(parts.fragment)
    joined = path[1:] if path.startswith("/") else posixpath.join(folder, path)
    resolved = posixpath.normpath(joined) if joined else "."
    if path.endswith(("/", "/.", "/..")) or path in ("", ".", "..") or resolved == ".":
        resolved = posixpath.normpath(posixpath.join(resolved, "index.html"))
    return resolved, unquote(parts.fragment)


def dead_links(site: Path, base: str) -> list[str]:
    """Links of the HTML files of a site that lead to no file or to no anchor.

    site: a built site; base: its full address, ending in ``/``.
    Returns lines ``page: link``, sorted; empty when all is well.
    """
    site = site.resolve()  # a link to a build, where rglob does not go
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    texts = {path: (site / path).read_text("utf-8") for path in sorted(files) if path.endswith(".html")}
    anchors: dict[str, set[str]] = {}
    dead = []
    for page, html in texts.items():
        for link in {link.text for link in links_of(html)}:
            target = target_of(page, link, base)
            if target is None:
                continue
            path, anchor = target
            if path not in files:
                dead.append(f"{page}: {link}")
            elif anchor and path in texts:
                if path not in anchors:
                    anchors[path] = {one or other for one, other in _ANCHOR.findall(texts[path])}
                if unescape(anchor) not in anchors[path] and not anchor.startswith("q="):
                    dead.append(f"{page}: {link}")
    return sorted(dead)
