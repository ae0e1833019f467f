"""Quotes that are missing, curly, or inside each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText


@operator
def closing_quote_missing(record: RecordText) -> Iterator[Mutant]:
    """``title: "Giả công an``"""
    for slot in record.slots:
        if slot.is_quoted:
            yield record.edit(slot.end - 1, slot.end, "", 'Thêm "', at=slot.start)


@operator
def opening_quote_missing(record: RecordText) -> Iterator[Mutant]:
    """``title: Giả công an"``; where YAML accepts it, the text would end in a stray quote."""
    for slot in record.slots:
        if slot.is_quoted:
            yield record.edit(slot.start, slot.start + 1, "", "ngoặc")


@operator
def unquoted_text_with_colon(record: RecordText) -> Iterator[Mutant]:
    """``summary: Nhớ một điều: cúp máy``"""
    for slot in record.of_kind("prose"):
        if slot.is_quoted and not slot.in_flow:
            text = record.text[slot.start + 1 : slot.end - 1]
            new = text if ": " in text else text.replace(" ", ": ", 1) if " " in text else f"Nhớ: {text}"
            yield record.edit(slot.start, slot.end, new, "cả câu", meant=f'"{new}"')


@operator
def unquoted_text_with_hash(record: RecordText) -> Iterator[Mutant]:
    """``- Gắn thẻ #canhgiac khi đăng``: YAML takes the end for a comment and drops it silently."""
    for slot in record.of_kind("prose"):
        text = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and not slot.in_flow and " " in text and ": " not in text and text[0].isalnum():
            new = f"{text} #canhgiac"
            yield record.edit(slot.start, slot.end, new, "ngoặc kép", meant=f'"{new}"')


@operator
def unquoted_text_with_special_start(record: RecordText) -> Iterator[Mutant]:
    """``- *Chú ý* gọi 113``: characters that mean something to YAML at the start."""
    signs = itertools.cycle(["*", "&", "!", "%", "@", "`", "- ", "? ", "[", "{", "> ", "| "])
    for slot in record.of_kind("prose"):
        text = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and not slot.in_flow and text[0].isalnum() and ": " not in text and " " in text:
            sign = next(signs)
            new = f"{sign}{text}"
            yield record.edit(slot.start, slot.end, new, "ngoặc kép", name=f"sign {sign}", meant=f'"{new}"')


@operator
def unquoted_text_on_two_lines(record: RecordText) -> Iterator[Mutant]:
    """Pasted without quotes, the second line at the left margin."""
    for slot in record.of_kind("prose"):
        text = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and not slot.in_flow and text[0].isalnum() and ": " not in text and text.count(" ") > 2:
            middle = text.index(" ", len(text) // 3)
            yield record.edit(slot.start, slot.end, f"{text[:middle]}\n{text[middle + 1 :]}", "ngoặc kép")


@operator
def curly_quotes_around_text(record: RecordText) -> Iterator[Mutant]:
    """Word turns ``"…"`` into ``“…”``"""
    for slot in record.slots:
        if slot.is_quoted:
            text = record.text[slot.start + 1 : slot.end - 1]
            yield record.edit(slot.start, slot.end, f"“{text}”", "ngoặc thẳng")


@operator
def curly_quote_closes(record: RecordText) -> Iterator[Mutant]:
    """``title: "Giả công an”``"""
    for slot in record.slots:
        if slot.is_quoted and not slot.in_flow:
            yield record.edit(slot.end - 1, slot.end, "”", 'Thêm "', at=slot.start)


@operator
def straight_quotes_inside(record: RecordText) -> Iterator[Mutant]:
    """``"Chúng chuyển máy cho "điều tra viên", rồi"``"""
    for slot in record.of_kind("prose"):
        if slot.is_quoted and not slot.in_flow:
            text = record.text[slot.start + 1 : slot.end - 1]
            if "“" in text:
                inner, new = text.index("“"), text.replace("“", '"').replace("”", '"')
            elif text.count(" ") > 2:
                first, second, *rest = text.split(" ")
                inner, new = len(first) + 1, f'{first} "{second}" {" ".join(rest)}'
            else:
                continue
            meant = re.sub('"([^"]*)"', r"“\1”", new)
            yield record.edit(slot.start + 1, slot.end - 1, new, "“", at=slot.start + 1 + inner, meant=meant)


@operator
def backslash_in_quotes(record: RecordText) -> Iterator[Mutant]:
    r"""``"Cục \ Thuế"``, ``"D:\new"``: YAML refuses some and silently turns others into something else."""
    tails = itertools.cycle(["m", "n", "t", "u200b", " ", "x41", "0", "q", "_", "d"])
    for slot in record.of_kind("prose"):
        if slot.is_quoted:
            middle = (slot.start + slot.end) // 2
            yield record.edit(middle, middle, f"\\{next(tails)}", "Bỏ dấu \\")
