"""What comes with text from elsewhere: Word, web pages, JSON, a numbered list, an address bar."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText
from tests.mutations.signs import dashes
from tests.mutations.words import references


@operator
def item_pasted_from_word(record: RecordText) -> Iterator[Mutant]:
    """``-\xa0“Cúp máy”``: an odd space after the dash and curly quotes; the space is told first."""
    for slot, dash in dashes(record):
        if slot.is_quoted:
            text = record.text[slot.start + 1 : slot.end - 1]
            yield record.edit(dash + 1, slot.end, f"\xa0“{text}”", "dấu cách", at=dash + 1)


@operator
def guillemets_around_text(record: RecordText) -> Iterator[Mutant]:
    """``title: «Giả công an»``"""
    for slot in record.slots:
        if slot.is_quoted:
            yield record.edit(slot.start, slot.end, f"«{record.text[slot.start + 1 : slot.end - 1]}»", "ngoặc thẳng")


@operator
def quotes_doubled(record: RecordText) -> Iterator[Mutant]:
    """``title: ""Giả công an""``: quotes were pasted with the text."""
    for slot in record.of_kind("prose"):
        if slot.is_quoted and not slot.in_flow:
            text = record.text[slot.start + 1 : slot.end - 1]
            yield record.edit(slot.start, slot.end, f'""{text}""', "“", at=slot.start + 1, meant=f'"“{text}”"')


@operator
def comma_after_text(record: RecordText) -> Iterator[Mutant]:
    """``title: "Giả công an",`` as JSON has it."""
    for slot in record.slots:
        if slot.is_quoted and not slot.in_flow:
            yield record.edit(slot.end, slot.end, ",", "Bỏ dấu phẩy")


@operator
def equals_sign(record: RecordText) -> Iterator[Mutant]:
    """``title = "Giả công an"``"""
    for slot in record.slots:
        if slot.key is not None and slot.is_quoted and not slot.in_flow:
            end = slot.key.end_mark.index
            yield record.edit(end, end + 1, " =", "hai chấm")


@operator
def full_width_comma(record: RecordText) -> Iterator[Mutant]:
    """``channels: [goi-dien， zalo]``"""
    for slot, following in itertools.pairwise(record.slots):
        if slot.in_flow and slot.parent is following.parent and slot.key is None and not slot.is_quoted:
            comma = record.text.index(",", slot.end)
            yield record.edit(comma, comma + 1, "，", "phẩy", at=slot.start)


@operator
def numbers_for_dashes(record: RecordText) -> Iterator[Mutant]:
    """``1. "Cúp máy"``"""
    numbers = itertools.cycle(["1. ", "2) ", "3. "])
    for slot, dash in dashes(record):
        if slot.is_quoted:
            yield record.edit(dash, dash + 2, next(numbers), "dấu -")


@operator
def no_break_space_as_indentation(record: RecordText) -> Iterator[Mutant]:
    """Indentation copied from a web page."""
    for match in re.finditer(r"^( +)[^ #\n]", record.text, re.MULTILINE):
        yield record.edit(match.start(), match.end(1), "\xa0" * len(match[1]), "dấu cách")


@operator
def same_entry_twice(record: RecordText) -> Iterator[Mutant]:
    """A line with its key, pasted a second time."""
    for slot in record.slots:
        if slot.key is not None and slot.is_quoted and not slot.in_flow and len(slot.location) == 1:
            start, end = record.line_of(slot.key.start_mark.index)
            line = record.text[start:end]
            if slot.end <= end:
                yield record.edit(end, end, f"\n{line}", "xóa một", at=end + 1)


@operator
def file_name_for_id(record: RecordText) -> Iterator[Mutant]:
    """``related: [trom-xe-may.yml]``, ``[tactics/trom-xe-may]``"""
    for slot, word in references(record):
        if "/" not in word and not word.isdigit() and word.islower():
            for written in (f"{word}.yml", f"warnings/tactics/{word}.yml"):
                yield record.edit(slot.start, slot.end, written, f"'{word}'", name=written)


@operator
def address_in_brackets(record: RecordText) -> Iterator[Mutant]:
    """``"<https://…>"``, ``"[trang](https://…)"``"""
    for slot in record.of_kind("url"):
        address = record.text[slot.start + 1 : slot.end - 1]
        for written in (f"<{address}>", f"[trang]({address})"):
            yield record.edit(slot.start, slot.end, f'"{written}"', f"{address}", name=written[:2])
