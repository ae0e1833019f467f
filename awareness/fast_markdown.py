"""Python-Markdown without the work that a page does not need; the HTML is the same, byte for byte.

Python-Markdown tries every inline pattern on every piece of text, and every kind of block on every block. Most text has
no sign that means anything, most pages have no table. What cannot match is taken out, page by page, through the
library's public registries. Whatever another extension brings in is left alone.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import HtmlBlockPreprocessor, Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_INLINE: Final[Mapping[str, tuple[str, ...]]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
}
"""Inline patterns by the name of their registration → what a text must have, one of these, for them to match."""
_SIGN: Final = re.compile("|".join(map(re.escape, sorted({sign for signs in _INLINE.values() for sign in signs}))))
_REFERENCES: Final = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
"""Patterns that change nothing in a page that defines no references."""
_BLOCKS: Final[Mapping[str, re.Pattern[str]]] = {
    "table": re.compile(r"\|"),
    "setextheader": re.compile(r"[=-] *$", re.MULTILINE),
    "hr": re.compile(r"(?:[-_*] {0,2}){3} *$", re.MULTILINE),
    "reference": re.compile(r"\]:"),
}
"""Kinds of block by the name of their registration → what a page must have for them to match."""


class FastMarkdown(Extension):
    """Goes last into the list of extensions."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.is_block_level = functools.cache(md.is_block_level)  # type: ignore[method-assign]
        md.preprocessors.register(_HtmlBlocks(md), "html_block", 20)
        md.preprocessors.register(_Blocks(md), "fast_blocks", 0)
        md.treeprocessors.register(_Inline(md), "fast_inline", 25)


class _HtmlBlocks(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _Blocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        known = self.md.parser.blockprocessors
        for name, sign in _BLOCKS.items():
            if name in known and not sign.search(text):
                known.deregister(name)
        return lines


class _Inline(Treeprocessor):
    def run(self, root: Element) -> None:
        patterns = self.md.inlinePatterns
        if len(patterns) != len(_INLINE) or not all(name in patterns for name in _INLINE):
            return  # a pattern that nobody here knows may match anything
        texts = []
        for element in root.iter():
            if text := element.text:
                if _SIGN.search(text):
                    texts.append(text)
                else:
                    element.text = AtomicString(text)  # which the library passes over
            texts.append(element.tail or "")
        everything = "\n".join(texts)
        for name, signs in _INLINE.items():
            found = any(sign in everything for sign in signs)
            if not found or (name in _REFERENCES and not self.md.references):
                patterns.deregister(name)
