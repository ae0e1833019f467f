"""Where the likely slip is when YAML cannot be parsed.

A parser reports where it gave up, often lines after the slip: a missing quote shows up at the end of the file. This
module reads the text line by line, as an editor wrote it, and names the first line that looks wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """line, column: from 1, where the slip is; what, fix: Vietnamese."""

    line: int
    column: int
    what: str
    fix: str


_KEY: Final = r"[A-Za-z_][\w-]*|\"[^\"]*\""
_NO_SPACE_AFTER_COLON: Final = re.compile(rf"^ *(?:- +)?(?:{_KEY}):(?=[^\s:/])")
_NO_COLON: Final = re.compile(rf"^ *(?:- +)?(?:{_KEY})(?= +[\"'\[])")
_NO_SPACE_AFTER_DASH: Final = re.compile(r"^ *-(?=[\"'“\w])")
_VALUE: Final = re.compile(rf"^(?P<indent> *)(?P<dash>- +)?(?:(?P<key>{_KEY}):(?: +|$))?(?P<value>.*)$")
_BLOCK_SCALAR: Final = re.compile(r"[|>][+-]?\d?\s*(?:#.*)?$")


def locate_fault(text: str, reported: tuple[int, int]) -> Fault:
    """The likely slip in ``text``, which YAML refuses.

    reported: line and column (from 1) where the parser gave up; used when no line looks wrong by itself. Lines after
        it are not looked at: the parser has read everything before it, so the slip cannot be later.
    """
    lines = text.split("\n")
    for fault in _suspicious_lines(lines):
        if fault.line <= reported[0]:
            return fault
        break
    line, column = min(reported[0], len(lines)), reported[1]
    return Fault(
        line,
        column,
        "Không đọc được từ chỗ này",
        "Xem lại dòng này và dòng trên: thụt đầu dòng, dấu hai chấm, ngoặc kép",
    )


def _suspicious_lines(lines: list[str]) -> Iterator[Fault]:
    outline = _Outline()
    block_indent: int | None = None  # inside a ">-" text, whose lines may hold anything
    for number, line in enumerate(lines, start=1):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or line.strip().startswith("#"):
            continue
        if block_indent is not None:
            if indent > block_indent:
                continue
            block_indent = None
        match = _VALUE.match(line)
        assert match is not None  # the pattern ends in .*
        if fault := outline.place(number, indent, match) or _line_fault(number, line, match):
            yield fault
        if _BLOCK_SCALAR.match(match["value"]):
            block_indent = indent


class _Outline:
    """The columns at which a line may begin: deeper only below an empty ``key:``, back only to an open column."""

    def __init__(self) -> None:
        self._open_columns = [0]
        self._may_go_deeper = True

    def place(self, number: int, indent: int, match: re.Match[str]) -> Fault | None:
        columns = self._open_columns
        while len(columns) > 1 and indent < columns[-1]:
            columns.pop()
        expected = columns[-1]
        if indent > expected and self._may_go_deeper:
            columns.append(indent)
        elif indent != expected:
            return Fault(number, indent + 1, "Thụt đầu dòng lệch", f"Thụt vào {expected} dấu cách như dòng cùng nhóm")
        if match["dash"] and match["key"]:
            columns.append(indent + len(match["dash"]))
        value = match["value"].split(" #")[0].strip()
        self._may_go_deeper = bool(match["key"] or match["dash"]) and not value
        return None


def _line_fault(number: int, line: str, match: re.Match[str]) -> Fault | None:
    if slip := _NO_SPACE_AFTER_DASH.match(line):
        return Fault(number, slip.end() + 1, "Thiếu dấu cách sau dấu gạch đầu dòng", 'Viết: - "nội dung"')
    if slip := _NO_SPACE_AFTER_COLON.match(line):
        return Fault(number, slip.end() + 1, "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"')
    if slip := _NO_COLON.match(line):
        return Fault(number, slip.end() + 1, "Thiếu dấu hai chấm sau tên mục", 'Viết: mục: "nội dung"')
    value, start = match["value"], match.start("value")
    if value[:1] in ('"', "'"):
        return _quote_fault(number, value, start)
    if value[:1] in ("[", "{"):
        closing = "]" if value[0] == "[" else "}"
        if value.count(value[0]) > value.count(closing):
            return Fault(number, start + 1, f"Mở ngoặc {value[0]} mà không đóng", f"Thêm {closing} ở cuối dòng")
    elif match["key"] and re.search(r":(?: |$)", value.split(" #")[0]):
        return Fault(number, start + 1, "Câu có dấu hai chấm phải đặt trong ngoặc kép", 'Viết: mục: "câu: có hai chấm"')
    elif value[:1] in ("@", "`", "%"):
        return Fault(number, start + 1, f"Câu không được mở đầu bằng {value[0]}", "Đặt cả câu trong ngoặc kép")
    return None


def _quote_fault(number: int, value: str, start: int) -> Fault | None:
    """A value that opens with a quote: closed, and nothing after it?"""
    quote = value[0]
    closing = _closing_quote(value)
    if closing is None:
        return Fault(number, start + 1, f"Mở ngoặc {quote} mà không đóng", f"Thêm {quote} ở cuối câu")
    rest = value[closing + 1 :].strip()
    if rest and not rest.startswith(("#", ",", "]", "}", ":")):
        fix = "Lời trích bên trong dùng ngoặc cong “ ”" if quote == '"' else "Bao cả câu bằng ngoặc kép \"…\""
        return Fault(number, start + closing + 1, "Ngoặc đóng lại giữa câu", fix)
    if quote == '"' and (escape := re.search(r'\\(?![0abtnvfre "/\\N_LPxuU\t])', value[: closing + 1])):
        return Fault(number, start + escape.start() + 1, "Dấu \\ trong ngoặc kép không dùng được", "Bỏ dấu \\ đi")
    return None


def _closing_quote(value: str) -> int | None:
    quote, index = value[0], 1
    while index < len(value):
        if quote == '"' and value[index] == "\\":
            index += 2
            continue
        if value[index] == quote:
            if quote == "'" and value[index + 1 : index + 2] == "'":
                index += 2
                continue
            return index
        index += 1
    return None
