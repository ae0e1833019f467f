"""Tables as CSV (RFC 4180) that spreadsheets open with Vietnamese intact and without working anything out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel takes Vietnamese for something else."""
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet work a cell out; the wide signs do so where East Asian keyboards are in use."""


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file: byte order mark, commas, lines ending in CR LF; short rows are filled up with nothing.

    Cells that begin like a formula get an apostrophe in front, which spreadsheets take for "this is text".
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    for row in rows:
        writer.writerow([*map(harmless, row), *[""] * (len(header) - len(row))])
    return _BYTE_ORDER_MARK + file.getvalue()


def harmless(cell: str) -> str:
    """The cell as a spreadsheet may have it: never a formula."""
    return f"'{cell}" if cell.startswith(_BEGINS_FORMULA) else cell
