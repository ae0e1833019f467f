"""Every kind of mistake at every place of every record: is it reported there, with the right fix?

python -m benchmarks.mutations
"""

from __future__ import annotations

import functools
import multiprocessing
import tempfile
from dataclasses import dataclass
from pathlib import Path

from awareness.progress import watched
from awareness.reading import Library
from tests.mutations import OPERATORS, RecordText, Workshop, real_records, sound_library


@dataclass(slots=True)
class Count:
    """What became of the mutants of one operator. more: mutants for which other lines were named as well."""

    places: int = 0
    exact: int = 0
    fixed: int = 0
    more: int = 0
    crashes: int = 0


def run() -> str:
    """All mutants, without sampling, as a Markdown table."""
    records, library = real_records(), sound_library()  # read once, so that all operators see the same
    with multiprocessing.Pool() as pool:
        count_one = functools.partial(count, records=records, library=library)
        results = pool.imap(count_one, OPERATORS)
        counts = {name: next(results) for name in watched(tuple(OPERATORS), "Lỗi cố ý")}  # the better part of an hour
    rows = [_row(f"`{name}`", result) for name, result in counts.items()]
    total = Count(*(sum(getattr(c, name) for c in counts.values()) for name in Count.__slots__))
    head = [
        f"{len(OPERATORS)} kinds of mistakes in {len(records)} records.",
        "",
        "| mistake | places | at the exact line and column | right fix | other lines named too | tracebacks |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    table = "\n".join([*head, *rows, _row("**all**", total)]) + "\n"
    is_kept = total.exact == total.places and total.fixed >= 0.9 * total.places and not total.crashes
    assert len(OPERATORS) >= 60, table
    assert is_kept, table
    return table


def count(operator: str, records: list[RecordText], library: Library) -> Count:
    """All mutants of one operator."""
    result = Count()
    with tempfile.TemporaryDirectory() as scratch:
        workshop = Workshop(Path(scratch), library)
        for record in records:
            for mutant in OPERATORS[operator](record):
                result.places += 1
                try:
                    problems = workshop.problems(record, mutant)
                except Exception:
                    result.crashes += 1
                    continue
                here = [p for p in problems if (p.line, p.column) == (mutant.line, mutant.column)]
                result.exact += bool(here)
                result.fixed += any(mutant.fix_contains in problem.fix for problem in here)
                result.more += any(problem.line != mutant.line for problem in problems)
    return result


def _row(name: str, result: Count) -> str:
    cells = [name, f"{result.places:,}", _share(result.exact, result.places), _share(result.fixed, result.places)]
    return f"| {' | '.join([*cells, f'{result.more:,}', f'{result.crashes:,}'])} |"


def _share(part: int, whole: int) -> str:
    """Never rounded up to 100 %."""
    return f"{int(1000 * part / whole) / 10:g} %" if whole else "–"


if __name__ == "__main__":
    print(run())
