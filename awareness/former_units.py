"""The names that places had until 30 June 2025, and what became of them.

Kept as one readable file, which `derive_former_units` made.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).with_name("data") / "former-units.txt"
LAST_DAY: Final = "2025-06-30"
"""The last day of the old names; the new ones took effect on 1 July 2025."""


_KINDS: Final = ("Phường", "Xã", "Thị trấn")


class Successor(NamedTuple):
    """A unit of today that took in a former one. code: five digits; whole: False where it took in a part only."""

    code: str
    whole: bool


class FormerUnit(NamedTuple):
    """A commune, ward or township as it was called until `LAST_DAY`.

    name: with its kind (``"Phường Nhật Tân"``); empty for island districts, which had no lower tier.
    district, province: as they were called then, with their kind.
    """

    name: str
    district: str
    province: str
    successors: tuple[Successor, ...]

    @property
    def kind(self) -> str:
        """``"Phường"``, ``"Xã"``, ``"Thị trấn"``; empty for island districts."""
        return next((kind for kind in _KINDS if self.name.startswith(f"{kind} ")), "")

    @property
    def short_name(self) -> str:
        """Without the kind: ``"Nhật Tân"``, ``"1"``; the district where there was no lower tier."""
        return self.name.removeprefix(f"{self.kind} ") or self.district


def former_units() -> Iterator[FormerUnit]:
    """Every former unit, in the order of `FILE`."""
    province = district = ""
    for line in FILE.read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "=":
            province = rest
        elif mark == "-":
            district = rest
        elif mark != "#":
            name, _, codes = line.partition(": ")
            successors = tuple(Successor(code.rstrip("*"), not code.endswith("*")) for code in codes.split())
            yield FormerUnit(name, district, province, successors)
