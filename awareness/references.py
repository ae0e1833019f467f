"""Which files a piece of HTML or CSS refers to: by these the theme's files are kept or left behind."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from urllib.parse import unquote, urlsplit

_REFERENCE = re.compile(
    r"""\b(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
    r"""|\burl\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""",
    re.IGNORECASE,
)


def referenced_names(text: str) -> set[str]:
    """The file names in ``src``, ``href``, ``url(…)`` and ``@import``, without their folders.

    Going by the bare name keeps a file too many at worst, and needs no knowledge of base addresses: the 404 page
    refers to its files from the root, all others from where they lie.
    """
    references = {next(filter(None, match.groups()), "") for match in _REFERENCE.finditer(text)}
    paths = (urlsplit(unescape(reference)).path for reference in references if not reference.startswith("data:"))
    return {posixpath.basename(unquote(path)) for path in paths} - {""}
