"""Where the likely slip is when YAML cannot be parsed.

A parser reports where it gave up, often lines after the slip: a missing quote shows up at the end of the file. This
module reads the text line by line, as an editor wrote it, and names the lines that look wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from awareness.yaml_flow import scan_flow
from awareness.yaml_lines import KEY, NAME, Fault, Line, content_lines, misindented


def locate_fault(text: str, reported: int) -> Fault:
    """The likely slip in ``text``, which YAML refuses.

    reported: line (from 1) where the parser gave up; used when no line looks wrong by itself. Lines after it are not
        looked at: the parser has read everything before it, so the slip cannot be later. The column does not matter:
        libyaml and pure Python differ in it.
    """
    found = next(suspicious_lines(text), None)
    if found is not None and found.line <= reported:
        return found
    lines = text.split("\n")
    number = min(reported, len(lines))
    line = lines[number - 1]
    advice = "Xem lại dòng này và dòng trên: thụt đầu dòng, dấu hai chấm, ngoặc kép"
    return Fault(number, len(line) - len(line.lstrip(" ")) + 1, "Không đọc được từ chỗ này", advice)


def suspicious_lines(text: str) -> Iterator[Fault]:
    """Everything that looks like a slip, line by line; all but the first may follow from an earlier one."""
    lines = content_lines(text)
    if conflict := next((line for line in lines if _CONFLICT.match(line.text)), None):
        # Whatever else looks wrong follows from two versions standing in one file.
        fix = "Chọn một trong hai bản, xóa bản kia và các dòng <<<<<<<, =======, >>>>>>>"
        yield conflict.fault(0, "Dấu vết trộn hai bản của Git", fix)
        return
    outline = _Outline(lines)
    skip_to = 0  # inside a text or a list that goes on over several lines
    for index, line in enumerate(lines):
        if index < skip_to:
            continue
        if fault := _second_record(line, index) or _sign_fault(lines, index) or line.slip or outline.place(index):
            yield fault
            continue
        value_lines = _whole_value(lines, index)
        skip_to = index + len(value_lines)
        if fault := _value_fault(value_lines):
            yield fault


_MOST_LINES_OF_A_VALUE: Final = 30


def _whole_value(lines: list[Line], index: int) -> list[Line]:
    """The lines that a value takes: one for most, more for a text or a list in brackets that goes on below."""
    line = lines[index]
    if line.value[:1] not in ('"', "'", "[", "{"):
        return [line]
    joined, column = line.value, line.indent + len(line.dash if line.key else "")
    last = index + 1
    while last < min(index + _MOST_LINES_OF_A_VALUE, len(lines)) and scan_flow(joined) is not None:
        following = lines[last]
        if following.is_entry and (line.value[0] in "\"'" or following.indent <= column):
            break
        joined += f"\n{following.text}"
        last += 1
    return lines[index:last]


# --- slips in the signs ----------------------------------------------------------------------------------------

_ON_TWO_LINES: Final = (
    "Câu viết hai dòng mà không có ngoặc kép",
    "Viết liền một dòng, đặt cả câu trong ngoặc kép",
)
_CONFLICT: Final = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
_WRONG_DASH: Final = re.compile(r" *(?P<sign>[‐‑‒–—―−•·*]) *(?=[\"'“\[{\w])")
_NUMBER: Final = re.compile(r" *(?P<sign>\d{1,2}[.)]) +(?=[\"'“\w])")
_EQUALS: Final = re.compile(rf" *(?:- +)?{NAME}(?= *=>? *[\"'“\[])")
_NO_SPACE_AFTER_DASH: Final = re.compile(r" *-(?=[\"'“\[{\w])")
_WRONG_COLON: Final = re.compile(rf" *(?:- +)?(?:{KEY}) *(?=[：﹕])")
_NO_SPACE_AFTER_COLON: Final = re.compile(rf" *(?:- +)?(?:{KEY}):(?=[^\s:/])")
_NO_COLON: Final = re.compile(rf" *(?:- +)?{NAME}(?= +[\"'“\[{{>|])")
_WORD_BEFORE_QUOTES: Final = re.compile(rf'{NAME} +"[^"]*"')
_NO_COLON_BEFORE_WORD: Final = re.compile(rf" *(?:- +)?{NAME}(?=(?: +[\w./-]+)? *(?:#.*)?$)", re.ASCII)


def _second_record(line: Line, index: int) -> Fault | None:
    if index > 0 and re.match(r"(?:---|\.\.\.)(?: |$)", line.text):
        return line.fault(0, "Một tệp chỉ chứa một bản ghi", "Xóa dòng ---; bản ghi thứ hai để ở tệp riêng")
    return None


def _sign_fault(lines: list[Line], index: int) -> Fault | None:
    """A dash, a colon or the space after it that is missing or is another character."""
    line = lines[index]
    before = lines[index - 1] if index else None
    if before is not None and before.is_prose and _goes_on(before, line):
        return before.fault(before.start, *_ON_TWO_LINES)
    if slip := _NO_SPACE_AFTER_DASH.match(line.text):
        return line.fault(slip.end(), "Thiếu dấu cách sau dấu gạch đầu dòng", 'Viết: - "nội dung"')
    if (slip := _WRONG_DASH.match(line.text)) and (slip["sign"] != "*" or slip[0].endswith(" ")):
        what = f"Đầu dòng là '{slip['sign']}', không phải dấu gạch"
        return line.fault(line.indent, what, "Thay bằng dấu - và dấu cách")
    if slip := _NUMBER.match(line.text):
        return line.fault(
            line.indent, f"Đầu dòng là '{slip['sign']}', không phải dấu gạch", "Thay bằng dấu - và dấu cách"
        )
    if slip := _EQUALS.match(line.text):
        return line.fault(slip.end(), "Thiếu dấu hai chấm sau tên mục", "Thay dấu = bằng dấu hai chấm")
    if slip := _WRONG_COLON.match(line.text):
        return line.fault(slip.end(), "Dấu hai chấm gõ bằng bàn phím khác", "Thay bằng dấu : và dấu cách")
    if slip := _NO_SPACE_AFTER_COLON.match(line.text):
        return line.fault(slip.end(), "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"')
    if line.key:
        return None
    slip = _NO_COLON.match(line.text) or _NO_COLON_BEFORE_WORD.match(line.text)
    if slip and (not line.dash or _needs_key(lines, index)) and not _is_list_around(lines, index):
        return line.fault(slip.end(), "Thiếu dấu hai chấm sau tên mục", 'Thêm dấu hai chấm: mục: "nội dung"')
    if line.is_prose and not line.dash and not line.slip:
        if before is not None and before.number + 1 == line.number and before.is_plain and line.value[0].islower():
            return before.fault(before.start, *_ON_TWO_LINES)
        fix = 'Nếu là ghi chú, thêm # và dấu cách ở đầu; nếu là một ý, viết: - "…"'
        return line.fault(line.indent, "Dòng này không có tên mục, không có dấu gạch", fix)
    return None


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line looks like the rest of the sentence above it."""
    is_item = bool(before.dash) and line.indent == before.indent and _WRONG_DASH.match(line.text) is not None
    return not (line.is_entry or is_item or line.value[:1] in ('"', "'") or _NO_SPACE_AFTER_COLON.match(line.text))


def _needs_key(lines: list[Line], index: int) -> bool:
    """Whether an item ``- to ngan-hang`` goes on with a key, and so has to begin with one; or is ``- text "…"``."""
    line, below = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    goes_on = below is not None and not below.dash and bool(below.key) and below.indent > line.indent
    return goes_on or _WORD_BEFORE_QUOTES.fullmatch(line.value) is not None


def _is_list_around(lines: list[Line], index: int) -> bool:
    """Whether a line without dash has items above or below it, in its own column or with their texts there."""
    line = lines[index]
    return not line.dash and any(
        neighbour.dash and (neighbour.indent == line.indent or (not neighbour.key and neighbour.start == line.indent))
        for neighbour in lines[max(index - 1, 0) : index + 2]
    )


# --- slips in the indentation ----------------------------------------------------------------------------------


Kind = Literal["list", "keys"]


@dataclass(slots=True)
class _Group:
    """Lines that begin at one column: the items of a list or the keys of a block.

    parent: the column of the line above the group; last: its latest line; closed: the groups which that line ended;
    is_orphan: whether that line follows a ``key:`` with nothing below it.
    """

    column: int
    kind: Kind
    parent: int
    first: Line
    last: Line
    closed: list[_Group] = field(default_factory=list)
    is_orphan: bool = False


class _Outline:
    """The columns at which a line may begin: deeper only below an empty ``key:``, back only to an open column."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._open: list[_Group] = []
        self._empty_key: int | None = -1  # column of the key above, when nothing follows it on its line

    def place(self, index: int) -> Fault | None:
        """Put the next line into its group; what is wrong with its place, if anything."""
        line = self._lines[index]
        kind: Kind = "list" if line.dash else "keys"
        empty_key = self._empty_key
        self._empty_key = None if line.value else line.indent + len(line.dash if line.key else "")
        was_open = list(self._open)
        while self._open and line.indent < self._open[-1].column:
            self._open.pop()
        if self._ends_list_in_column_of_its_key(line):
            self._open.pop()
        current = self._open[-1] if self._open else None
        if current is None or (empty_key is not None and _is_below(line, empty_key)):
            fault = self._begin_group(index, kind, current.column if current else -2)
        elif line.indent != current.column:
            fault = self._misplaced(line, kind, current, was_open)
        elif kind != current.kind:
            fault = self._wrong_kind(line, was_open)
        else:
            fault, current.last, current.closed = None, line, was_open[len(self._open) :]
            current.is_orphan = empty_key is not None
        if line.dash and line.key:
            self._open.append(_Group(line.indent + len(line.dash), "keys", line.indent, line, line))
        return fault

    def _ends_list_in_column_of_its_key(self, line: Line) -> bool:
        if len(self._open) < 2 or not line.key or line.dash:
            return False
        outer, inner = self._open[-2:]
        return outer.column == inner.column == line.indent and inner.kind == "list"

    def _begin_group(self, index: int, kind: Kind, parent: int) -> Fault | None:
        line = self._lines[index]
        self._open.append(_Group(line.indent, kind, parent, line, line))
        if kind == "keys" and self._is_list_below(index, parent):
            return _dash_missing(line)
        return misindented(line, [0]) if parent < 0 < line.indent else None

    def _is_list_below(self, index: int, parent: int) -> bool:
        """Whether the group that begins here without a dash goes on with dashes."""
        line, is_first = self._lines[index], True
        for other in self._lines[index + 1 :]:
            if other.indent <= parent:
                return False
            is_item = line.indent - len(other.dash) <= other.indent < line.indent
            if other.dash and (is_item or (is_first and other.indent == line.indent and line.value)):
                return True
            is_first = is_first and other.indent != line.indent
        return False

    def _misplaced(self, line: Line, kind: Kind, current: _Group, was_open: list[_Group]) -> Fault:
        odd = next((group for group in was_open if (group.column - group.parent) % 2), None)
        if odd is not None:
            # The group itself begins at an odd place, so its first line is to blame.
            return misindented(odd.first, [odd.parent + 2])
        flush = next((group for group in was_open if group.column == group.parent and group.first is group.last), None)
        if flush is not None and line.indent - flush.parent in (2, 4):
            # A list may begin in the column of its key, but this line says that it was not meant to.
            return misindented(flush.first, [flush.parent + 2])
        if current.is_orphan and line.indent > current.column:
            return misindented(current.last, [line.indent])
        if current.kind == "keys" and current.first is current.last and line.indent == current.column + 2:
            # One line, and all that belongs to it stands where it would stand behind a dash.
            return _dash_missing(current.first)
        if any(group.column == line.indent and group.kind == kind for group in current.closed):
            # It would fit, had the line before not ended its group by standing too far left.
            culprit = current.last
            return misindented(culprit, _nearest(current.closed, "list" if culprit.dash else "keys", culprit.indent))
        if not line.is_entry and any(group.kind == "list" for group in was_open):
            return _dash_missing(line)
        return misindented(line, _nearest(was_open, kind, line.indent))

    def _wrong_kind(self, line: Line, was_open: list[_Group]) -> Fault:
        if not line.dash:
            return _dash_missing(line)
        if any(group.kind == "list" for group in was_open):
            return misindented(line, _nearest(was_open, "list", line.indent))
        return line.fault(line.indent, "Dấu gạch ở đây là thừa", "Bỏ dấu gạch, hoặc thụt vào dưới tên mục")


def _is_below(line: Line, key: int) -> bool:
    return line.indent > key or (line.indent == key and bool(line.dash))


def _nearest(groups: list[_Group], kind: Kind, indent: int) -> list[int]:
    columns = sorted({group.column for group in groups if group.kind == kind}) or [0]
    least = min(abs(column - indent) for column in columns)
    return [column for column in columns if abs(column - indent) == least]


def _dash_missing(line: Line) -> Fault:
    return line.fault(line.indent, "Thiếu dấu gạch đầu dòng", "Thêm dấu gạch và dấu cách ở đầu dòng")


# --- slips in the value ----------------------------------------------------------------------------------------

_SPECIAL_START: Final = re.compile(r"[@`%&*!]|[?|>-] |[|>](?=[-+0-9]*#)")


def _value_fault(lines: list[Line]) -> Fault | None:
    """What is wrong with the value that these lines hold."""
    line = lines[0]
    value, start = line.value, line.start
    if value[:1] in ('"', "'", "[", "{"):
        joined = "\n".join([value, *(following.text for following in lines[1:])])
        found = scan_flow(joined)
        if found is None:
            return None
        if found[1] == _UNOPENED.format("}", "{"):
            return line.fault(_place_of_brace(line), *found[1:])
        row, column = joined.count("\n", 0, found[0]), found[0] - joined.rfind("\n", 0, found[0]) - 1
        return lines[row].fault(column if row else start + column, *found[1:])
    if value[:1] in ("“", "”", "„", "‘", "’", "«"):
        return line.fault(start, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')
    if special := _SPECIAL_START.match(value):
        sign = special[0].strip()
        return line.fault(start, f"Câu không được mở đầu bằng {sign}", "Đặt cả câu trong ngoặc kép")
    if value[-1:] in ("]", "}") and not _BALANCED.fullmatch(value):
        opening = "[" if value[-1] == "]" else "{"
        return line.fault(_place_of_brace(line), _UNOPENED.format(value[-1], opening), f"Thêm {opening} ở chỗ này")
    # `- Cả nhà: lưu số` is a key and a value to YAML; only a second colon is more than it can read.
    if len(re.findall(r":(?: |$)", value)) > (0 if line.key else 1):
        return line.fault(start, "Câu có dấu hai chấm phải đặt trong ngoặc kép", 'Đặt cả câu trong ngoặc kép: "…"')
    return None


def _place_of_brace(line: Line) -> int:
    """Where ``{`` or ``[`` is missing: before the value, or before the key of an item ``- label: "Có", text: "…"}``."""
    return line.indent + len(line.dash) if line.dash and line.key and _ANOTHER_KEY.search(line.value) else line.start


_UNOPENED: Final = "Có {} mà không có {}"
_ANOTHER_KEY: Final = re.compile(rf", *(?:{KEY}): ")
_BALANCED: Final = re.compile(r"(?:\[[^\[\]]*\]|\{[^{}]*\}|[^\[\]{}])*")
