"""Mistakes that editors really make, put into real records.

An operator takes a record as it is and yields mutants of it: the text after the slip, the line and column where the
slip stands, and what the offered fix has to contain. Places come from how the slip was made (an offset into the
text, or PyYAML's marks of the sound record), never from the code under test. Each module is a family of slips; a new
kind of slip is an operator in one of them.
"""

from tests.mutations import (
    indentation,
    keys,
    line_ends,
    pasted,
    quotes,
    signs,
    structure,
    unseen,
    values,
    words,
)
from tests.mutations.operators import OPERATORS, Operator
from tests.mutations.record_text import Mutant, RecordText, real_records
from tests.mutations.workshop import Workshop, sound_library

FAMILIES = (quotes, signs, indentation, unseen, keys, words, values, structure, line_ends, pasted)
"""Each has entered its operators into `OPERATORS`."""

__all__ = ["FAMILIES", "OPERATORS", "Mutant", "Operator", "RecordText", "Workshop", "real_records", "sound_library"]
