"""One YAML text and the small edits that repairs make in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_QUOTED: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_PLAIN_IN_FLOW: Final = re.compile(r"[^,\[\]{}\n]*[^,\[\]{}\s]")
_PLAIN: Final = re.compile(r"\S(?:.*?\S)?(?=\s*(?: #.*)?$)", re.MULTILINE)
_OPENING: Final = re.compile(r' *(?:- +)*(?:[\w"-]+: +)?')


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text. start, end: of the line around it, without its line break; at: of the place itself."""

    text: str
    start: int
    end: int
    at: int

    @classmethod
    def of(cls, text: str, line: int, column: int) -> Spot:
        """line, column: from 1, as problems name them."""
        start = 0
        for _ in range(line - 1):
            start = text.index("\n", start) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        return cls(text, start, end, min(start + column - 1, end))

    @property
    def line(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.text[self.start : self.at]

    @property
    def rest(self) -> str:
        """The line from the place on, without spaces at its end."""
        return self.text[self.at : self.end].rstrip()

    @property
    def indent(self) -> int:
        return len(self.line) - len(self.line.lstrip(" "))

    @property
    def in_flow(self) -> bool:
        """Whether the place stands between brackets that begin on the same line."""
        opening = self.before.rstrip()
        return opening.count("[") > opening.count("]") or opening.count("{") > opening.count("}")

    @property
    def value_start(self) -> int:
        """Where the value of the line begins, after dash and key."""
        match = _OPENING.match(self.line)
        return self.start + (match.end() if match else 0)

    def token(self) -> str:
        """The scalar that begins here."""
        if quoted := _QUOTED.match(self.text, self.at):
            return quoted[0]
        plain = (_PLAIN_IN_FLOW if self.in_flow else _PLAIN).match(self.text, self.at, self.end)
        return plain[0] if plain else ""

    def put(self, new: str, length: int = 0, at: int | None = None) -> str:
        """The text with ``new`` in place of ``length`` characters from the place (or from ``at``) on."""
        at = self.at if at is None else at
        return self.text[:at] + new + self.text[at + length :]

    def replace_token(self, new: str) -> str:
        return self.put(new, len(self.token()))

    def without_line(self) -> str:
        return self.text[: self.start] + self.text[self.end + 1 :]

    def next(self) -> Spot | None:
        """The place at the same column of the next line."""
        if self.end >= len(self.text):
            return None
        end = self.text.find("\n", self.end + 1)
        end = len(self.text) if end < 0 else end
        return Spot(self.text, self.end + 1, end, self.end + 1)


def quoted(sentence: str) -> str | None:
    """A sentence between straight quotes; quotations inside get curly ones. None where that is not certain."""
    inner = sentence.strip()
    if inner.endswith('"') and inner.count('"') == 1:
        return quoted_inside(inner[:-1].rstrip())  # the opening one was forgotten; curly ones are a quotation
    if inner.startswith('"') and inner.count('"') == 1:
        inner = inner[1:].lstrip()
    inner = inside_curly_quotes(inner) or inner
    if inner.startswith('"') and inner.endswith('"') and len(inner) > 1 and inner.count('"') % 2 == 0:
        return quoted_inside(inner[1:-1])
    return quoted_inside(inner)


def inside_curly_quotes(sentence: str) -> str | None:
    """What stands between the curly quotes that hold a whole sentence; None for ``“Dừng”, rồi gọi “113”``."""
    if re.fullmatch(r"[“”„‘’«][^“”„‘’«»]*[“”‘’»\"]", sentence):  # however it was typed, there is one pair
        return sentence[1:-1].strip()
    depth = 0
    for number, sign in enumerate(sentence):
        depth += (sign in "“«") - (sign in "”»")
        if depth <= 0 and number < len(sentence) - 1:
            return None
    return sentence[1:-1].strip() if depth == 0 and sentence else None


def quoted_inside(inner: str) -> str | None:
    """The same for what stood between its quotes already."""
    if "\\" in inner or inner.count('"') % 2 or not inner.strip():
        return None
    pieces = inner.split('"')
    signs = ("“", "”")
    result = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        result += signs[number % 2] + piece
    return f'"{result}"'


def distance_is_one(one: str, other: str) -> bool:
    """Whether a letter was dropped, added or replaced, or two neighbours were swapped (Damerau's slips)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a == b[1:] or a[1:] == b or (a[:2] == b[1::-1] and a[2:] == b[2:])
