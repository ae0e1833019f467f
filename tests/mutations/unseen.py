"""Characters that nobody sees, bytes that are no text."""

from __future__ import annotations

from collections.abc import Iterator

from tests.mutations.operators import operator
from tests.mutations.record_text import Mutant, RecordText


def _inserted(record: RecordText, character: str, fix_contains: str) -> Iterator[Mutant]:
    """`character` in the middle of every quoted text, or instead of a space in it."""
    for slot in record.slots:
        if slot.is_quoted:
            middle = (slot.start + slot.end) // 2
            space = record.text.find(" ", middle, slot.end)
            replaced = 1 if space >= 0 and character in "\t\xa0" else 0
            offset = space if replaced else middle
            yield record.edit(offset, offset + replaced, character, fix_contains)


@operator
def tab_in_text(record: RecordText) -> Iterator[Mutant]:
    """A tab between two words."""
    return _inserted(record, "\t", "dấu cách")


@operator
def no_break_space(record: RecordText) -> Iterator[Mutant]:
    """Word puts it between a number and its unit."""
    return _inserted(record, "\xa0", "dấu cách")


@operator
def zero_width_space(record: RecordText) -> Iterator[Mutant]:
    """Comes with text copied from web pages."""
    return _inserted(record, "\u200b", "Xóa")


@operator
def bidi_mark(record: RecordText) -> Iterator[Mutant]:
    """Makes a text look other than it is."""
    return _inserted(record, "\u202e", "Xóa")


@operator
def soft_hyphen(record: RecordText) -> Iterator[Mutant]:
    """Comes with text copied from PDF files."""
    return _inserted(record, "\xad", "Xóa")


@operator
def byte_that_is_not_utf8(record: RecordText) -> Iterator[Mutant]:
    """A byte of an older Vietnamese encoding."""
    return _inserted(record, "\udcea", "UTF-8")


@operator
def utf16_file(record: RecordText) -> Iterator[Mutant]:
    """Notepad's “Unicode”."""
    for encoding in ("utf-16", "utf-16-le"):
        yield Mutant(f"{record.file} {encoding}", record.text, 1, 1, "UTF-8", encoding=encoding)
