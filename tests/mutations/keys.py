"""Names of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText, Slot, place


def slips_of_the_finger(word: str) -> Iterator[str]:
    """A letter dropped, doubled, two swapped: each once, in the middle of the word."""
    middle = len(word) // 2
    yield word[:middle] + word[middle + 1 :]
    yield word[:middle] + word[middle] + word[middle:]
    yield word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def _keys(record: RecordText) -> Iterator[tuple[Slot, yaml.ScalarNode, set[str]]]:
    """Keys of the schema (not the free ones of the vocabulary), with all that are allowed beside them."""
    for slot in record.slots:
        allowed = set(record.schema(slot.location[:-1]).get("properties", ())) - {"id"}
        if slot.key is not None and slot.key.value in allowed:
            yield slot, slot.key, allowed


def _renamed(record: RecordText, key: yaml.ScalarNode, new: str) -> Mutant:
    return record.edit(key.start_mark.index, key.end_mark.index, new, f"'{key.value}'", name=new)


@operator
def misspelt_key(record: RecordText) -> Iterator[Mutant]:
    """``tile:``, ``tiitle:``, ``ttile:``"""
    for _, key, allowed in _keys(record):
        for slip in set(slips_of_the_finger(key.value)) - allowed:
            yield _renamed(record, key, slip)


@operator
def key_with_hyphen(record: RecordText) -> Iterator[Mutant]:
    """``red-flags:`` or ``red flags:``"""
    for _, key, _allowed in _keys(record):
        if "_" in key.value:
            yield _renamed(record, key, key.value.replace("_", "-"))
            yield _renamed(record, key, key.value.replace("_", " "))


@operator
def key_with_accent(record: RecordText) -> Iterator[Mutant]:
    """``tỉtle:``: the Vietnamese keyboard was on."""
    for _, key, _allowed in _keys(record):
        accented = re.sub(
            "[aeiou]", lambda vowel: dict(zip("aeiou", "áéíóú", strict=True))[vowel[0]], key.value, count=1
        )
        if accented != key.value:
            yield _renamed(record, key, accented)


@operator
def key_in_wrong_case(record: RecordText) -> Iterator[Mutant]:
    """``Title:``, ``TITLE:``"""
    for _, key, _allowed in _keys(record):
        yield _renamed(record, key, key.value.capitalize())
        yield _renamed(record, key, key.value.upper())


@operator
def unknown_key(record: RecordText) -> Iterator[Mutant]:
    """A key that no record has, as the first of each block."""
    for location, mapping in record.mappings:
        if "properties" in record.schema(location) and not mapping.flow_style:
            start = mapping.start_mark.index
            new = 'zzz_qqq: "x"\n' + " " * mapping.start_mark.column
            yield record.edit(start, start, new, "Xóa")


@operator
def id_written(record: RecordText) -> Iterator[Mutant]:
    """``id:`` in the file: the name of the file says it."""
    if record.folder:
        start = record.root.start_mark.index
        yield record.edit(start, start, f"id: {record.stem}\n", "Xóa")


@operator
def key_twice(record: RecordText) -> Iterator[Mutant]:
    """The same key again, right after the first."""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow and slot.value.start_mark.line == slot.key.start_mark.line:
            end = record.entry_end(slot.value)
            start = end + 1 + slot.key.start_mark.column
            new = "\n" + " " * slot.key.start_mark.column + f'{slot.key.value}: "x"'
            yield record.edit(end, end, new, "xóa một", at=start)


@operator
def required_key_deleted(record: RecordText) -> Iterator[Mutant]:
    """A required entry is gone; the place is the first key of what is left of its block."""
    for location, mapping in record.mappings:
        required = set(record.schema(location).get("required", ())) - {"id"}
        if mapping.flow_style or len(mapping.value) < 2:
            continue
        for i, (key, value) in enumerate(mapping.value):
            if key.value in required:
                start = key.start_mark.index if i == 0 else record.entry_end(mapping.value[i - 1][1])
                end = mapping.value[1][0].start_mark.index if i == 0 else record.entry_end(value)
                yield record.edit(start, end, "", f"Thêm mục {key.value}", at=mapping.start_mark.index, name=key.value)


@operator
def key_in_wrong_block(record: RecordText) -> Iterator[Mutant]:
    """A line of the outermost level, pushed into the block above it."""
    blocks = [
        (location, mapping) for location, mapping in record.mappings if len(location) == 1 and not mapping.flow_style
    ]
    for key, value in record.root.value:
        if (
            isinstance(value, yaml.CollectionNode) and not value.flow_style
        ) or value.start_mark.line != value.end_mark.line:
            continue
        for location, mapping in blocks:
            if key.value in record.schema(location).get("properties", {key.value}):
                continue
            line_start, line_end = record.line_of(key.start_mark.index)
            block_end = record.entry_end(mapping)
            line = record.text[line_start:line_end]
            column = mapping.start_mark.column
            without = record.text[:line_start] + record.text[line_end + 1 :]
            at = block_end - (line_end + 1 - line_start if line_start < block_end else 0)
            text = f"{without[:at]}\n{' ' * column}{line}{without[at:]}"
            row, _ = place(text, at + 1)
            yield Mutant(f"{record.file} {key.value} in {location[0]}", text, row, column + 1, "ngoài cùng")
