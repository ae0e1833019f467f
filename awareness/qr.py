"""QR codes as squares and as the path of a picture.

The mask is fixed: to try all eight takes four times as long, and only evens out what readers cope with anyway. Level M
bears a stain, or a picture that a chat has compressed. ``benchmarks/cards.py`` reads every code of a card.
"""

from __future__ import annotations

import itertools
from typing import Final

QUIET: Final = 4
"""Modules of empty margin on each side that the standard asks for."""


def qr_modules(text: str) -> list[str]:
    """A QR code row by row, ``1`` for a dark module, without its margin."""
    import segno  # most commands draw no code

    return ["".join("1" if module else "0" for module in row) for row in segno.make_qr(text, error="m", mask=0).matrix]


def qr_path(text: str) -> tuple[int, str]:
    """The same with its margin: how many modules wide, and the dark ones as the ``d`` of an SVG path."""
    rows = qr_modules(text)
    runs = []
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for module, same in itertools.groupby(row):
            length = len(list(same))
            if module == "1":
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return len(rows) + 2 * QUIET, "".join(runs)
