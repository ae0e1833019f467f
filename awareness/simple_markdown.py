"""Markdown of the simplest kind, turned into the HTML that Python-Markdown makes of it, byte for byte.

The page of a record is headings, paragraphs, flat lists and one-line quotations. Python-Markdown is made for all that
Markdown can be, and takes half of the time of a build; for these pages one look at each line is enough. What is not
certainly of this kind is left to the library: then `simple_page` says None. Ids of headings come from the library's own
functions.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from markdown.extensions.toc import slugify, unique

_ENTITY: Final = r"&(?:#[0-9]+|[a-z]+);"
# Nothing that means something to Markdown, and no space but the plain one.
_SPACES: Final = r"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000"
# Possessive (`++`): a line that does not match is given up at once, not tried in every way that it can be cut.
_TEXT: Final = rf"[^{_SPACES}\\`*_{{}}\[\]<>&!]++|!(?!\[)|{_ENTITY}"
_ADDRESS: Final = r"(?:[A-Za-z0-9_/.:#?=%@,+~-]|&(?=[A-Za-z0-9_]+=))+"
_ID: Final = r"\{ #([A-Za-z0-9-]+) \}"
_LINK: Final = re.compile(rf"\[((?:{_TEXT})+)\]\(({_ADDRESS})\)")
_INNER: Final = rf"(?:{_TEXT}|\[(?:{_TEXT})+\]\({_ADDRESS}\))+"
_STRONG: Final = re.compile(rf"\*\*(?=\S)({_INNER})(?<=\S)\*\*(?!\*)(?:{_ID})?")
_EMPHASIS: Final = re.compile(rf"\*(?=[^\s*])({_INNER})(?<=\S)\*(?!\*)")
_INLINE: Final = re.compile(rf"(?:{_TEXT}|{_LINK.pattern}|{_STRONG.pattern}|{_EMPHASIS.pattern})+")

_HEADING: Final = re.compile(rf"(#{{1,6}}) (.+?)(?: {_ID})?")
_WORDS: Final = re.compile(rf"(?:{_TEXT})+")
_OTHER_BLOCK: Final = re.compile(r"[ #>+~=|:-]|\d+[.)]|(?:\* ?){3,}$|.* $|$")
"""How a line begins or ends that may be something else than a plain line."""
_ITEM: Final = {"ul": re.compile(r"- (.*)"), "ol": re.compile(r"\d+\. (.*)")}
_QUOTE: Final = "> "
_BELOW: Final = "    "


class Heading(NamedTuple):
    """level: 1 to 6; html: what stands in it."""

    level: int
    id: str
    html: str


class SimplePage(NamedTuple):
    """html: all of it. headings: in the order of the page. ids: of all that can be linked to."""

    html: str
    headings: list[Heading]
    ids: set[str]


@dataclass(slots=True)
class _Block:
    """below: the indented paragraphs that follow the one line of a list, which then is one item of a wider list."""

    tag: str
    lines: list[str]
    id: str | None = None
    below: list[str] = field(default_factory=list)


def simple_page(text: str, address: Callable[[str], str]) -> SimplePage | None:
    """The page, or None where it may be more than simple; nothing has been asked of ``address`` then.

    text: Markdown without front matter.
    address: turns a link as it is written into the address that the page shows.
    """
    blocks = list[_Block]()
    for source in text.strip("\n").split("\n\n"):
        if source.startswith(_BELOW) and blocks and blocks[-1].tag in _ITEM and len(blocks[-1].lines) == 1:
            if not _is_plain(source[4:]):
                return None
            blocks[-1].below.append(source[4:])
        elif block := _read(source):
            blocks.append(block)
        else:
            return None
    if any(_runs_on(*pair) for pair in itertools.pairwise(blocks)):
        return None
    used = {block.id for block in blocks if block.id}
    if "{ #" in text:
        lines = (line for block in blocks for line in (*block.lines, *block.below))
        used.update(match[2] for line in lines for match in _STRONG.finditer(line) if match[2])
    headings = list[Heading]()
    pieces = list[str]()
    for before, block in zip([None, *blocks], blocks, strict=False):
        first, *others = (_inline(line, address) for line in (*block.lines, *block.below))
        match block.tag:
            case "ul" | "ol" as tag if block.below:
                if before and before.below:
                    pieces.pop()
                else:
                    pieces.append(f"<{tag}>")
                pieces += ["<li>", *(f"<p>{line}</p>" for line in (first, *others)), "</li>", f"</{tag}>"]
            case "ul" | "ol" as tag:
                pieces += [f"<{tag}>", *(f"<li>{line}</li>" for line in (first, *others)), f"</{tag}>"]
            case "blockquote":
                if before and before.tag == "blockquote":  # Markdown makes one of them
                    pieces.pop()
                else:
                    pieces.append("<blockquote>")
                pieces += [f"<p>{first}</p>", "</blockquote>"]
            case "p":
                pieces.append(f"<p>{first}</p>")
            case heading:
                identity = block.id or unique(slugify(html.unescape(" ".join(first.split())), "-"), used)  # joins them
                headings.append(Heading(int(heading[1]), identity, first))
                pieces.append(f'<{heading} id="{identity}">{first}</{heading}>')
    return SimplePage("\n".join(pieces), headings, used)


def _read(source: str) -> _Block | None:
    if source.startswith("#"):
        heading = _HEADING.fullmatch(source)
        is_plain = heading and _WORDS.fullmatch(heading[2]) and heading[2] == heading[2].strip()
        if heading is None or not is_plain or heading[2].endswith("#"):
            return None
        return _Block(f"h{len(heading[1])}", [heading[2]], heading[3])
    lines = source.split("\n")
    for tag, item in _ITEM.items():
        if item.match(lines[0]):
            items = [match[1] for line in lines if (match := item.fullmatch(line))]
            return _Block(tag, items) if len(items) == len(lines) and all(map(_is_plain, items)) else None
    if len(lines) > 1:
        return None
    if source.startswith(_QUOTE):
        return _Block("blockquote", [source[2:]]) if _is_plain(source[2:]) else None
    return _Block("p", lines) if _is_plain(source) else None


def _is_plain(line: str) -> bool:
    return not _OTHER_BLOCK.match(line) and _INLINE.fullmatch(line) is not None


def _runs_on(before: _Block, block: _Block) -> bool:
    """Whether Markdown makes of two lists with an empty line between them something else than we do."""
    lists = before.tag in _ITEM and block.tag in _ITEM
    return lists and not (before.below and block.below and before.tag == block.tag)


def _inline(line: str, address: Callable[[str], str]) -> str:
    def link(match: re.Match[str]) -> str:
        return f'<a href="{html.escape(address(match[2]))}">{match[1]}</a>'

    def strong(match: re.Match[str]) -> str:
        return f'<strong id="{match[2]}">{match[1]}</strong>' if match[2] else f"<strong>{match[1]}</strong>"

    if "*" not in line and "[" not in line:
        return line
    line = _STRONG.sub(strong, line)
    line = _EMPHASIS.sub(r"<em>\1</em>", line)
    return _LINK.sub(link, line)
