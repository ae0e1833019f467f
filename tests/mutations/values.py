"""Days, numbers, addresses, lists, lengths."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from typing import Final

import yaml

from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText, Slot, place


def _valued(record: RecordText, slot: Slot, new: str, fix_contains: str) -> Mutant:
    """`new` instead of the value; block values begin on the line of their key."""
    if isinstance(slot.value, yaml.CollectionNode) and not slot.value.flow_style and slot.key is not None:
        start = slot.key.end_mark.index + 1
        return record.edit(start, record.entry_end(slot.value), f" {new}", fix_contains, at=start + 1, name=new)
    end = record.entry_end(slot.value) if not slot.in_flow else slot.end
    return record.edit(slot.start, end, new, fix_contains, name=new)


@operator
def unquoted_day(record: RecordText) -> Iterator[Mutant]:
    """``published: 2026-11-21``"""
    for slot in record.of_kind("day", "partial_day"):
        written = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and written.count("-") != 1:
            yield record.edit(slot.start, slot.end, written, f'"{written}"')


@operator
def unquoted_phone_number(record: RecordText) -> Iterator[Mutant]:
    """``number: 0912345678``, ``call: [113]``"""
    for slot in record.of_kind("phone", "id"):
        written = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and written.isdigit():
            yield record.edit(slot.start, slot.end, written, f'"{written}"')


@operator
def phone_number_with_signs(record: RecordText) -> Iterator[Mutant]:
    """``"1900.1234"``, ``"(024) 38250000"``"""
    for slot in record.of_kind("phone"):
        yield record.edit(slot.start, slot.end, '"1900.1234"', '"1900 1234"', meant='"1900 1234"')
        yield record.edit(slot.start, slot.end, '"(024) 3825-0000"', '"024 3825 0000"', meant='"024 3825 0000"')
        yield record.edit(slot.start, slot.end, "1900.1234", '"1900.1234"', meant='"1900 1234"')


@operator
def unquoted_number_as_text(record: RecordText) -> Iterator[Mutant]:
    """``cost: 0113``, ``title: 1900.1234``: numbers to YAML."""
    numbers = itertools.cycle(["113", "0113", "1900.1234", "1_000", "0x1F", "12:30", "1e5", "2024", "-5", "+84"])
    for slot in record.of_kind("prose"):
        if slot.is_quoted:
            number = next(numbers)
            yield record.edit(slot.start, slot.end, number, f'"{number}"', name=number, meant=f'"{number}"')


@operator
def unquoted_yes_or_no_as_text(record: RecordText) -> Iterator[Mutant]:
    """``cost: no``"""
    words = itertools.cycle(["no", "yes", "on", "Off", "true", "NO", "y", "False"])
    for slot in record.of_kind("prose"):
        if slot.is_quoted:
            word = next(words)
            yield record.edit(slot.start, slot.end, word, f'"{word}"', name=word, meant=f'"{word}"')


_EMPTY_FIXES: Final = {
    "list": "dấu gạch",
    "block": "thụt vào",
    "number": "180",
    "yes_no": "true",
}


@operator
def nothing_after_key(record: RecordText) -> Iterator[Mutant]:
    """``title:`` and nothing; the place is the key."""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            fix = _EMPTY_FIXES.get(record.kind(slot), "Viết nội dung")
            end = record.entry_end(slot.value)
            yield record.edit(slot.key.end_mark.index + 1, end, "", fix, at=slot.key.start_mark.index)


@operator
def null_value(record: RecordText) -> Iterator[Mutant]:
    """``title: ~``, ``title: null``"""
    nulls = itertools.cycle(["~", "null", "NULL"])
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            null = next(nulls)
            fix = _EMPTY_FIXES.get(record.kind(slot), f'"{null}"')
            yield _valued(record, slot, null, fix)


@operator
def empty_text(record: RecordText) -> Iterator[Mutant]:
    """``title: ""``, ``- "  "``"""
    for slot in record.of_kind("prose", "id", "url", "phone", "day", "partial_day"):
        yield _valued(record, slot, '""', "Viết nội dung")
        yield _valued(record, slot, '"  "', "Viết nội dung")


@operator
def list_for_text(record: RecordText) -> Iterator[Mutant]:
    """``title: ["Giả công an"]``"""
    for slot in record.of_kind("prose", "id", "url", "phone"):
        yield _valued(record, slot, '["một", "hai"]', '"…"')


@operator
def text_for_list(record: RecordText) -> Iterator[Mutant]:
    """``do: "Cúp máy"``"""
    for slot in record.of_kind("list"):
        if slot.key is not None:
            mutant = _valued(record, slot, '"Cúp máy"', "dấu gạch")
            meant = _valued(record, slot, '["Cúp máy"]', "").text
            yield dataclasses.replace(mutant, meant=meant)


@operator
def text_for_block(record: RecordText) -> Iterator[Mutant]:
    """``case: "Một bà giáo…"``, ``script: ["Tôi là…"]``"""
    for slot in record.of_kind("block"):
        yield _valued(record, slot, '"Cúp máy"', "thụt vào")


@operator
def block_for_text(record: RecordText) -> Iterator[Mutant]:
    """``title:`` with an indented ``vi:`` below it."""
    for slot in record.of_kind("prose", "id", "url", "phone"):
        yield _valued(record, slot, '{vi: "Giả"}', '"…"')


@operator
def day_with_slashes(record: RecordText) -> Iterator[Mutant]:
    """``"21/11/2026"``, ``"9.3.2026"``, ``"2026/11/21"``"""
    for slot in record.of_kind("day", "partial_day"):
        for written, meant in (("21/11/2026", "2026-11-21"), ("9.3.2026", "2026-03-09"), ("2026/11/21", "2026-11-21")):
            yield record.edit(slot.start, slot.end, f'"{written}"', f'"{meant}"', name=written, meant=f'"{meant}"')


@operator
def day_in_words(record: RecordText) -> Iterator[Mutant]:
    """``"9 tháng 3 năm 2025"``, ``"ngày 9-3-2025"``"""
    for slot in record.of_kind("day", "partial_day"):
        for written in ("9 tháng 3 năm 2025", "ngày 9-3-2025", "mồng 9 tháng 3, 2025"):
            yield record.edit(slot.start, slot.end, f'"{written}"', '"2025-03-09"', name=written, meant='"2025-03-09"')


@operator
def impossible_day(record: RecordText) -> Iterator[Mutant]:
    """``"2026-02-30"``, ``"2026-13-01"``"""
    for slot in record.of_kind("day", "partial_day"):
        yield record.edit(slot.start, slot.end, '"2026-02-30"', "28 ngày")
        yield record.edit(slot.start, slot.end, '"2026-13-01"', "12 tháng")
        yield record.edit(slot.start, slot.end, '"2026-11-1"', '"2026-11-01"', meant='"2026-11-01"')


@operator
def review_in_the_future(record: RecordText) -> Iterator[Mutant]:
    """Next year, at the start of the year."""
    for slot in record.slots:
        if slot.location in (("reviewed",), ("verified_on",)):
            yield record.edit(slot.start, slot.end, '"2027-01-05"', "muộn nhất")


@operator
def updated_before_published(record: RecordText) -> Iterator[Mutant]:
    """Last year, at the start of the year."""
    for slot in record.slots:
        if slot.location == ("updated",) and "published" in record.data:
            yield record.edit(slot.start, slot.end, '"2025-11-21"', "hai ngày")


@operator
def address_without_https(record: RecordText) -> Iterator[Mutant]:
    """``http://…``, ``www.…``"""
    for slot in record.of_kind("url"):
        address = record.text[slot.start + 1 : slot.end - 1].removeprefix("https://")
        for written in (f"http://{address}", address):
            yield record.edit(slot.start, slot.end, f'"{written}"', f"https://{address}", name=written[:5])


@operator
def address_with_space(record: RecordText) -> Iterator[Mutant]:
    """``https://bo cong an.vn``"""
    for slot in record.of_kind("url"):
        yield record.edit(slot.end - 4, slot.end - 4, " ", "dấu cách", at=slot.start)


@operator
def number_in_words(record: RecordText) -> Iterator[Mutant]:
    """``review_after_days: sáu tháng``, ``"6 tháng"``, ``180 ngày``"""
    for slot in record.of_kind("number"):
        for written in ("sáu tháng", '"6 tháng"', "180 ngày", "18O", "1.5", "-5"):
            yield record.edit(slot.start, slot.end, written, "180", name=written)


@operator
def number_out_of_range(record: RecordText) -> Iterator[Mutant]:
    """``review_after_days: 0``, ``9999``"""
    for slot in record.of_kind("number"):
        if slot.location == ("review_after_days",):
            for written in ("0", "9999", "12345678"):
                yield record.edit(slot.start, slot.end, written, "730", name=written)


@operator
def yes_or_no_in_vietnamese(record: RecordText) -> Iterator[Mutant]:
    """``composite: có``"""
    for slot in record.of_kind("yes_no"):
        yes, no = ("có", '"đúng"', "yes", "True"), ("không", "0")
        for written in (*yes, *no):
            meant = "true" if written in yes else "false"
            yield record.edit(slot.start, slot.end, written, "true", name=written, meant=meant)


@operator
def too_long(record: RecordText) -> Iterator[Mutant]:
    """Seven characters more than `title` or `summary` may have."""
    for slot in record.of_kind("prose"):
        if limit := record.schema(slot.location).get("maxLength"):
            yield record.edit(slot.start, slot.end, '"' + ("Giả công an " * 20)[: limit + 6] + 'x"', "Bỏ bớt 7 ký tự")


@operator
def too_long_for_sms(record: RecordText) -> Iterator[Mutant]:
    """Title and summary each fit, together they do not."""
    if record.folder == "tactics":
        by_key = {slot.location: slot for slot in record.slots}
        title, summary = by_key["title",], by_key["summary",]
        new_title, new_summary = '"' + "Giả công an gọi " * 3 + 'x"', '"' + "Cúp máy, gọi " * 8 + 'xxxxx"'
        text = record.text[: title.start] + new_title + record.text[title.end : summary.start]
        line, column = place(text, len(text))
        text += new_summary + record.text[summary.end :]
        yield Mutant(f"{record.file} sms", text, line, column, "Bỏ bớt 10 ký tự")


@operator
def too_few_items(record: RecordText) -> Iterator[Mutant]:
    """A list shorter than it must be, or empty; the place is the list."""
    for slot in record.of_kind("list"):
        least = record.schema(slot.location).get("minItems", 0)
        items = slot.value.value
        if least:
            yield _valued(record, slot, "[]", f"Thêm {least} ý")
        if least > 1 and slot.key is not None:
            start, end = record.entry_end(items[least - 2]), record.entry_end(slot.value)
            yield record.edit(start, end, "", "Thêm 1 ý", at=slot.start)


@operator
def too_many_items(record: RecordText) -> Iterator[Mutant]:
    """One line more than the list may have; the place is the list."""
    for slot in record.of_kind("list"):
        if most := record.schema(slot.location).get("maxItems"):
            indent = " " * slot.value.start_mark.column
            new = "".join(f'\n{indent}- "Câu thêm {i}"' for i in range(most + 1 - len(slot.value.value)))
            end = record.entry_end(slot.value)
            yield record.edit(end, end, new, "Bỏ bớt 1 ý", at=slot.start)


@operator
def criminal_in_a_fire(record: RecordText) -> Iterator[Mutant]:
    """A category without a criminal for a record that has a `script`."""
    by_key = {slot.location: slot for slot in record.slots}
    if record.folder == "tactics" and ("script",) in by_key:
        category, script = by_key["category",], by_key["script",]
        assert script.key is not None
        at = script.key.start_mark.index + len("chay-no") - (category.end - category.start)
        yield record.edit(category.start, category.end, "chay-no", "category", at=at)


@operator
def contact_without_any_way(record: RecordText) -> Iterator[Mutant]:
    """A number without its number."""
    by_key = {slot.location: slot for slot in record.slots}
    ways = [key for key in ("number", "sms", "url") if (key,) in by_key]
    if record.folder == "contacts" and len(ways) == 1 and record.data["kind"] not in ("co-quan", "ung-dung"):
        slot = by_key[ways[0],]
        assert slot.key is not None
        start, end = record.line_of(slot.key.start_mark.index)[0], record.entry_end(slot.value) + 1
        yield record.edit(start, end, "", "Thêm number", at=by_key["title",].start)
