"""Lines that begin at the wrong column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.mutations.operators import operator, operator_that_may_be_harmless
from tests.mutations.record_text import Mutant, RecordText


@operator_that_may_be_harmless
def one_space_too_many(record: RecordText) -> Iterator[Mutant]:
    """One space more than the lines of the same group."""
    for start, indent in indented_lines(record):
        yield record.edit(start, start, " ", f" {indent} ", at=start + indent + 1)


@operator_that_may_be_harmless
def one_space_too_few(record: RecordText) -> Iterator[Mutant]:
    """One space less than the lines of the same group."""
    for start, indent in indented_lines(record):
        if indent:
            yield record.edit(start, start + 1, "", f" {indent} ", at=start + indent - 1)


@operator_that_may_be_harmless
def not_indented(record: RecordText) -> Iterator[Mutant]:
    """A line that has lost its whole indentation."""
    for start, indent in indented_lines(record):
        if indent:
            yield record.edit(start, start + indent, "", "hụt vào")


@operator
def tab_as_indentation(record: RecordText) -> Iterator[Mutant]:
    """A tab where two or four spaces belong."""
    for start, indent in indented_lines(record):
        if indent:
            yield record.edit(start, start + indent, "\t", "dấu cách")


def indented_lines(record: RecordText) -> Iterator[tuple[int, int]]:
    """Start offset and indentation of every line that is neither empty nor a comment."""
    for match in re.finditer(r"^( *)[^ #\n]", record.text, re.MULTILINE):
        yield match.start(), len(match[1])
