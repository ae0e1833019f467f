"""Colons, dashes, brackets, commas."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import yaml

from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText, Slot


@operator
def colon_missing(record: RecordText) -> Iterator[Mutant]:
    """``title "Giả công an"``, ``severity cao``, ``do``"""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            end = slot.key.end_mark.index
            yield record.edit(end, end + 1, "", "hai chấm" if slot.location else "")


@operator
def space_after_colon_missing(record: RecordText) -> Iterator[Mutant]:
    """``title:"Giả công an"``; after a key in quotes, in brackets, YAML needs none."""
    for slot in record.slots:
        is_block = isinstance(slot.value, yaml.CollectionNode) and not slot.value.flow_style
        if slot.key is not None and not is_block and not (slot.in_flow and slot.key.style == '"'):
            end = slot.key.end_mark.index + 1
            yield record.edit(end, end + 1, "", "nội dung")


@operator
def full_width_colon(record: RecordText) -> Iterator[Mutant]:
    """``title： "Giả công an"``, from an East Asian keyboard."""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            end = slot.key.end_mark.index
            yield record.edit(end, end + 1, "：", "dấu :")


@operator
def space_after_dash_missing(record: RecordText) -> Iterator[Mutant]:
    """``-"Cúp máy"``"""
    for _, dash in dashes(record):
        yield record.edit(dash + 1, dash + 2, "", "nội dung")


@operator
def smart_dash(record: RecordText) -> Iterator[Mutant]:
    """``– "Cúp máy"``: Word's dash, or a bullet."""
    signs = itertools.cycle("–—•−")
    for _, dash in dashes(record):
        yield record.edit(dash, dash + 1, next(signs), "dấu -")


@operator
def dash_missing(record: RecordText) -> Iterator[Mutant]:
    """The dash and its space are gone, the line begins where the dash was."""
    for _, dash in dashes(record):
        yield record.edit(dash, dash + 2, "", "gạch")


@operator
def dash_became_space(record: RecordText) -> Iterator[Mutant]:
    """The dash is gone, the text stays where it was."""
    for _, dash in dashes(record):
        yield record.edit(dash, dash + 1, " ", "gạch", at=dash + 2)


@operator
def bracket_unclosed(record: RecordText) -> Iterator[Mutant]:
    """``channels: [goi-dien, zalo``"""
    for slot in record.slots:
        if isinstance(slot.value, yaml.CollectionNode) and slot.value.flow_style and slot.value.value:
            sign = record.text[slot.end - 1]
            yield record.edit(slot.end - 1, slot.end, "", f"Thêm {sign}", at=slot.start)


@operator
def bracket_unopened(record: RecordText) -> Iterator[Mutant]:
    """``channels: goi-dien, zalo]``"""
    for slot in record.slots:
        if isinstance(slot.value, yaml.CollectionNode) and slot.value.flow_style and slot.value.value:
            sign = record.text[slot.start]
            yield record.edit(slot.start, slot.start + 1, "", f"Thêm {sign}")


@operator
def comma_missing(record: RecordText) -> Iterator[Mutant]:
    """``channels: [goi-dien zalo]``: the place is the end of the first word, or the word that came of the two."""
    for slot, following in itertools.pairwise(record.slots):
        is_word = slot.is_quoted or record.kind(slot) == "id" or slot.location[-2:-1] == ("supports",)
        if slot.in_flow and slot.parent is following.parent and slot.key is None and is_word:
            comma = record.text.index(",", slot.end)
            yield record.edit(comma, comma + 1, "", "phẩy", at=slot.end if slot.is_quoted else slot.start)


def dashes(record: RecordText) -> Iterator[tuple[Slot, int]]:
    """List items with the offset of their dash."""
    for slot in record.slots:
        if slot.key is None and not slot.in_flow:
            yield slot, record.text.rindex("- ", 0, slot.start)
