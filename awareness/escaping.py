"""The only place that knows which characters are active in Markdown.

Records are data: a title may hold ``<script>``, ``[x](y)`` or ``{: onclick=… }`` and must show as typed. Only
characters that are active where they stand are replaced, so that the generated Markdown stays readable.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

# Entities rather than backslashes: attr_list and other extensions see text before backslashes are resolved.
_ACTIVE: Final = re.compile(r"[\\`*_{}\[\]<>&|=]")
# At the start of a line: headings, lists, rules, fences, admonitions, numbered lists.
_LINE_START: Final = re.compile(r"[#+\-!?:~]|\d+[.)]")
# "gọi 113", "gọi ngay 113 hoặc 114": the word that makes a number a call, in the same sentence before it.
_CALLING: Final = re.compile(r"\b[Gg]ọi\b[^.!?;]*$")


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def escape_markdown(text: str) -> Markdown:
    """``text`` so that it shows as typed, in any place where Markdown allows text on one line."""
    # Some characters open a block only at the start of a line, but a template may put any field there.
    escaped = _ACTIVE.sub(_entity, text)
    if match := _LINE_START.match(escaped):
        active = match.end() - 1
        escaped = f"{escaped[:active]}&#{ord(escaped[active])};{escaped[active + 1 :]}"
    # A heading loses the # signs that it ends with.
    words = escaped.rstrip("#")
    return Markdown(words + "&#35;" * (len(escaped) - len(words)))


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"


def escape_and_dial(text: str, numbers: Mapping[str, str]) -> Markdown:
    """Escaped text in which known phone numbers can be called with one tap.

    numbers: as people read them → digits to dial. Only a number that the sentence tells to call becomes a link:
        not "Điều 113" of a law, "113.000 đồng" or "ứng dụng 111".
    """
    if not numbers:
        return escape_markdown(text)
    pieces, end = list[str](), 0
    for match in _number_pattern(tuple(numbers)).finditer(text):
        if _CALLING.search(text[: match.start()]):
            pieces += [_escape_part(text, end, match.start()), f"[{match.group()}](tel:{numbers[match.group()]})"]
            end = match.end()
    pieces.append(_escape_part(text, end, len(text)))
    return Markdown("".join(pieces))


def _escape_part(text: str, start: int, end: int) -> str:
    return escape_markdown(text[start:end]) if start == 0 else _ACTIVE.sub(_entity, text[start:end])


@functools.lru_cache(maxsize=8)
def _number_pattern(numbers: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, numbers), key=len, reverse=True)
    return re.compile(rf"(?<![\w/.,-])(?:{'|'.join(longest_first)})(?![\w/-]|[.,]\d| \d)")


def link_target(url: str) -> Markdown:
    """A URL that can stand between the parentheses of a Markdown link."""
    return Markdown(quote(url, safe="/:?#@!$&'*+,=%~.-_"))


_as_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


def front_matter(values: Mapping[str, Any]) -> Markdown:
    """A YAML front matter block; JSON is YAML, and quotes everything."""
    lines = (f"{key}: {_as_json(value)}" for key, value in values.items())
    return Markdown("\n".join(("---", *lines, "---")))
