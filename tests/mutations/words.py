"""Words of the vocabulary, ids of records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

import yaml

from tests.conftest import ROOT
from tests.mutations.keys import slips_of_the_finger
from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText, Slot

_FREE_WORDS: Final = {"hashtags"}


def _words_used(record: RecordText) -> Iterator[tuple[Slot, str]]:
    """Ids that have to stand in vocabulary.yml (or in the schema), with the word as written."""
    for slot in record.of_kind("id", "choice", "prose"):
        names = [step for step in slot.location if isinstance(step, str)]
        is_supported = names[-1] == "supports" and len(names) == 2
        known = names[-1] in ("category", "severity", "channels", "audiences", "season", "kind", "status")
        known |= names in (["coaching", "to"], ["steps", "when"])
        if record.folder and isinstance(slot.value, yaml.ScalarNode) and (is_supported or known):
            yield slot, slot.value.value


def references(record: RecordText) -> Iterator[tuple[Slot, str]]:
    """Ids of other records."""
    for slot in record.of_kind("id"):
        names = [step for step in slot.location if isinstance(step, str)]
        refers = names[-1] in ("related", "responses", "call", "tell", "tactic", "answered_in")
        is_label = names[0] == "languages"  # "call": "Call" is what a button says
        if refers and not is_label and isinstance(slot.value, yaml.ScalarNode):
            yield slot, slot.value.value


def _rewritten(record: RecordText, slot: Slot, written: str, meant: str) -> Mutant:
    new = f'"{written}"' if slot.is_quoted else written
    return record.edit(slot.start, slot.end, new, f"'{meant}'", name=written)


@operator
def misspelt_word(record: RecordText) -> Iterator[Mutant]:
    """``category: gia-dnah-co-quan``"""
    for slot, word in _words_used(record):
        for slip in sorted(set(slips_of_the_finger(word)) - {word}):
            yield _rewritten(record, slot, slip, word)


@operator
def word_with_spaces_and_accents(record: RecordText) -> Iterator[Mutant]:
    """``category: giá danh co quan``"""
    for slot, word in _words_used(record):
        if slot.location[0] not in ("sources",):
            accented = word.replace("-", " ").replace("a", "ạ", 1).replace("e", "ệ", 1).replace("i", "ĩ", 1)
            if accented != word:
                yield _rewritten(record, slot, accented, word)


@operator
def word_with_underscores_or_capitals(record: RecordText) -> Iterator[Mutant]:
    """``Gia_Danh_Co_Quan``"""
    for slot, word in _words_used(record):
        if slot.location[0] not in ("sources",):
            yield _rewritten(record, slot, word.replace("-", "_").title(), word)


@operator
def unknown_word(record: RecordText) -> Iterator[Mutant]:
    """A word that is near no other: all that may be chosen is shown."""
    for slot, _ in _words_used(record):
        mutant = _rewritten(record, slot, "zzzqqq", "")
        yield dataclasses.replace(mutant, fix_contains="Chọn một trong")


@operator
def misspelt_reference(record: RecordText) -> Iterator[Mutant]:
    """``related: [trom-xe-may-]`` and the like."""
    for slot, word in references(record):
        for slip in sorted(set(slips_of_the_finger(word)) - {word} - _RECORD_IDS):
            yield _rewritten(record, slot, slip, word)


_RECORD_IDS: Final = {path.stem for path in (ROOT / "warnings").glob("*/*.yml")}


@operator
def reference_in_words(record: RecordText) -> Iterator[Mutant]:
    """``related: [Trộm xe máy]``"""
    for slot, word in references(record):
        if "-" in word:
            written = word.replace("-", " ").replace("a", "ạ", 1).replace("o", "ộ", 1).capitalize()
            yield _rewritten(record, slot, written, word)


@operator
def reference_to_itself(record: RecordText) -> Iterator[Mutant]:
    """``related:`` names the record it stands in."""
    for slot, _ in references(record):
        if record.folder == "tactics" and slot.location[0] in ("related", "conflicts_with"):
            yield record.edit(slot.start, slot.end, record.stem, "Xóa")


@operator
def alias_of_another(record: RecordText) -> Iterator[Mutant]:
    """``aliases:`` takes the id of a record that exists."""
    for slot in record.slots:
        if slot.location == ("aliases",):
            yield record.edit(slot.start, slot.end, f'[ma-cu-cua-toi, "{record.stem}"]', "xóa", at=slot.start + 16)


@operator
def value_twice_in_list(record: RecordText) -> Iterator[Mutant]:
    """The same line, or the same id, twice in one list."""
    for slot in record.slots:
        most = record.schema(slot.location[:-1]).get("maxItems")
        if slot.key is None and isinstance(slot.value, yaml.ScalarNode) and len(slot.parent.value) != most:
            written = record.text[slot.start : slot.end]
            if slot.in_flow:
                yield record.edit(slot.end, slot.end, f", {written}", "Xóa một", at=slot.end + 2)
            else:
                gap = "\n" + " " * (slot.value.start_mark.column - 2) + "- "
                yield record.edit(slot.end, slot.end, gap + written, "Xóa một", at=slot.end + len(gap))
