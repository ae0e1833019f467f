"""The lines of a YAML file as an editor sees them: indentation, dash, key, value, and the text below ``>-``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """line, column: from 1, where the slip is; what, fix: Vietnamese."""

    line: int
    column: int
    what: str
    fix: str


KEY: Final = r"[A-Za-z_][\w.-]*|\"[^\"]*\""
# what a key looks like where nothing else tells it from a word of a sentence; also the name of an example (script.says)
# and the number of an item (S000-12)
NAME: Final = r"(?:[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)*|[A-Z]+[0-9]+(?:-[0-9]+)?)"
_LINE: Final = re.compile(rf"(?P<indent> *)(?P<dash>-(?: +|$))?(?:(?P<key>{KEY}):(?: +|$))?(?P<value>.*)")
_BLOCK_SCALAR: Final = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")


@dataclass(slots=True)
class Line:
    """One line that holds something: neither empty, nor a comment, nor inside a ``>-`` text.

    slip: what is already known to be wrong with it, or with the text that it ends.
    """

    number: int
    text: str
    slip: Fault | None = None
    indent: int = field(init=False)
    dash: str = field(init=False)
    key: str = field(init=False)
    value: str = field(init=False)
    start: int = field(init=False)

    def __post_init__(self) -> None:
        match = _LINE.match(self.text)
        assert match is not None  # every part of the pattern may be empty
        self.indent = len(match["indent"])
        self.dash = match["dash"] or ""
        self.key = match["key"] or ""
        self.start = match.start("value")
        value = match["value"].rstrip()
        if value[:1] not in ('"', "'", "[", "{"):  # where a # may be part of the text
            value = "" if value.startswith("#") else value.split(" #")[0].rstrip()
        self.value = value

    @property
    def is_entry(self) -> bool:
        return bool(self.dash or self.key)

    @property
    def is_prose(self) -> bool:
        """A sentence without quotes, or its first word."""
        return (" " in self.value or not self.value.isascii()) and self.value[0] not in "\"'[{>|"

    @property
    def is_plain(self) -> bool:
        """Whether it has a text without quotes, maybe of one word."""
        return self.value[:1] not in ("", '"', "'", "[", "{", ">", "|")

    def fault(self, column: int, what: str, fix: str) -> Fault:
        return Fault(self.number, column + 1, what, fix)


def content_lines(text: str) -> list[Line]:
    result: list[Line] = []
    block: _BlockScalar | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        indent = len(raw) - len(raw.lstrip(" "))
        if indent == len(raw):
            continue
        if block is not None and block.takes(number, indent):
            continue
        if raw[indent] == "#":
            continue
        line = Line(number, raw)
        if block is not None:
            line.slip = block.slip_at(line)
        block = _BlockScalar(indent) if _BLOCK_SCALAR.match(line.value) else None
        result.append(line)
    return result


@dataclass(slots=True)
class _BlockScalar:
    """The lines below ``key: >-``. outer: indentation of that key; inner, first: of the first line of the text."""

    outer: int
    inner: int = 0
    first: int = 0

    def takes(self, number: int, indent: int) -> bool:
        """Whether the line is part of the text."""
        if not self.inner and indent > self.outer:
            self.inner, self.first = indent, number
        return indent >= self.inner > 0

    def slip_at(self, line: Line) -> Fault | None:
        """Why the line after the text may be meant to be part of it."""
        if line.is_entry and line.indent <= self.outer:
            return None
        if self.inner and (self.inner - self.outer) % 2 and line.indent > self.outer:
            return Fault(self.first, self.inner + 1, *_indentation([self.outer + 2]))
        inner = self.inner or self.outer + 2
        columns = [self.outer, inner] if line.is_entry else [inner]
        return misindented(line, columns)


def misindented(line: Line, columns: list[int]) -> Fault:
    return line.fault(line.indent, *_indentation(columns))


def _indentation(columns: list[int]) -> tuple[str, str]:
    where = " hoặc ".join(map(str, columns))
    return "Thụt đầu dòng lệch", f"Thụt vào {where} dấu cách như dòng cùng nhóm"
