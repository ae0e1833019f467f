"""The roster of neighbours who check one another, on random lists of households."""

from __future__ import annotations

from hypothesis import given, settings

from tests.test_checklists import HOUSEHOLDS, MONTHS, faults

LISTS = 10_000


def run() -> str:
    """As `tests/test_checklists.py`, on many more lists; hypothesis makes them, and looks for the worst ones."""
    lists: list[tuple[int, int]] = []
    wrong: list[str] = []

    @settings(max_examples=LISTS, deadline=None, database=None, derandomize=True)
    @given(HOUSEHOLDS, MONTHS)
    def look(names: list[str], months: int) -> None:
        lists.append((len(names), months))
        wrong.extend(faults(names, months))

    look()
    table = f"""\
| | |
|---|---:|
| lists of households | {len(lists)} |
| households in a list | {min(number for number, _ in lists)} to {max(number for number, _ in lists)} |
| visits looked at | {sum(number * months for number, months in lists)} |
| household that does not go once, is not visited once or checks itself | {len(wrong)} |
"""
    assert not wrong, f"{wrong[:5]}\n\n{table}"
    assert len(lists) >= LISTS, table
    return f"Bound: no fault. From three households on, nobody has the same checker twice in a row either.\n\n{table}"
