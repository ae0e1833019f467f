"""Who looks at whose home in which month: the roster of neighbours who check one another ("12/1").

The rule: in month m (counted from 0), household i goes to household i + 1 + m mod (n - 1), around the circle of n. So
in each month every household goes out once and is visited once, never to itself. In n - 1 months it has been to
every other household once, and from three households on nobody is visited by the same one twice in a row. The same rule
is in ``overrides/assets/roster.js``; `tests/test_roster.py` runs both on the same lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

FEWEST: Final = 2
"""Households; one alone has nobody to visit."""


class Visit(NamedTuple):
    """visitor: who goes; host: who is visited. Both as they were given."""

    visitor: str
    host: str


def roster(households: Sequence[str], months: int) -> list[list[Visit]]:
    """For each month the visits, in the order of the households that go.

    households: names in the order of the lane; two may be alike, since only places count.
    months: how many, at least 0.

    Raises ValueError for fewer than `FEWEST` households or a negative number of months.
    """
    number = len(households)
    if number < FEWEST:
        raise ValueError(f"{number} households cannot check one another")
    if months < 0:
        raise ValueError(f"{months} months")
    return [
        [
            Visit(visitor, households[(place + 1 + month % (number - 1)) % number])
            for place, visitor in enumerate(households)
        ]
        for month in range(months)
    ]
