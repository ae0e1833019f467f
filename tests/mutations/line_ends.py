"""The same slips with other line ends and a byte order mark."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from tests.mutations.keys import misspelt_key
from tests.mutations.operators import operator
from tests.mutations.quotes import closing_quote_missing
from tests.mutations.record_text import Mutant, RecordText
from tests.mutations.unseen import byte_that_is_not_utf8, zero_width_space
from tests.mutations.values import null_value
from tests.mutations.words import misspelt_word


def _with_other_line_ends(record: RecordText) -> Iterator[Mutant]:
    """A few kinds of mistakes; every thirteenth of each keeps the number of files small."""
    for make in (
        closing_quote_missing,
        misspelt_key,
        zero_width_space,
        byte_that_is_not_utf8,
        misspelt_word,
        null_value,
    ):
        yield from itertools.islice(make(record), 0, None, 13)


@operator
def mistake_with_windows_line_ends(record: RecordText) -> Iterator[Mutant]:
    """The same slips with CRLF: no place may move."""
    for mutant in _with_other_line_ends(record):
        yield dataclasses.replace(mutant, text=mutant.text.replace("\n", "\r\n"))


@operator
def mistake_with_byte_order_mark(record: RecordText) -> Iterator[Mutant]:
    """The same slips behind a byte order mark, with LF and with CRLF."""
    for mutant in _with_other_line_ends(record):
        yield dataclasses.replace(mutant, text="\ufeff" + mutant.text)
        yield dataclasses.replace(mutant, text="\ufeff" + mutant.text.replace("\n", "\r\n"))


@operator
def mistake_with_old_mac_line_ends(record: RecordText) -> Iterator[Mutant]:
    """The same slips with CR alone."""
    for mutant in _with_other_line_ends(record):
        yield dataclasses.replace(mutant, text=mutant.text.replace("\n", "\r"))
