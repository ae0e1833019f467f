"""Every kind of mistake in every record: what does ``fix`` give back, and is it ever something else?

python -m benchmarks.repairs
"""

from __future__ import annotations

import functools
import multiprocessing
from dataclasses import dataclass

from awareness.repairs import Vocabularies, repair
from awareness.yaml_source import parse_yaml
from tests.conftest import ROOT
from tests.mutations import OPERATORS, Mutant, RecordText, real_records
from tests.mutations.operators import words

PLACES_PER_RECORD = 1
A_KIND_IS_REPAIRED = 0.9
KINDS = 0.6


@dataclass(slots=True)
class Count:
    """places: mutants; right: repaired to what was meant; otherwise: sound afterwards, but with another meaning."""

    places: int = 0
    right: int = 0
    otherwise: int = 0


def run() -> str:
    """One place of every record for each kind, as a Markdown table."""
    records, vocabularies = real_records(), Vocabularies.in_folder(ROOT / "warnings")
    names = [name for name in OPERATORS if name != "misnamed_file"]
    with multiprocessing.Pool() as pool:
        one = functools.partial(count, records=records, vocabularies=vocabularies)
        counts = dict(zip(names, pool.map(one, names, chunksize=1), strict=True))
    repaired = [name for name, result in counts.items() if result.right >= A_KIND_IS_REPAIRED * result.places]
    places, right = (sum(getattr(result, part) for result in counts.values()) for part in ("places", "right"))
    head = [
        f"{len(repaired)} of {len(OPERATORS)} kinds are repaired (at least {A_KIND_IS_REPAIRED:.0%} of their places), "
        f"{right:,} of all {places:,} places.",
        "",
        "| mistake | places | given back as meant | sound, but something else |",
        "|---|--:|--:|--:|",
    ]
    rows = [f"| `{name}` | {c.places:,} | {c.right:,} | {c.otherwise:,} |" for name, c in counts.items()]
    table = "\n".join([*head, *rows]) + "\n"
    assert len(repaired) >= KINDS * len(OPERATORS), table
    return table


def count(operator: str, records: list[RecordText], vocabularies: Vocabularies) -> Count:
    """What becomes of the mutants of one kind."""
    result = Count()
    for record in records:
        for mutant in OPERATORS[operator].sample(record, PLACES_PER_RECORD, f"repairs {operator} {record.file}"):
            _count_one(record, mutant, vocabularies, result)
    return result


def _count_one(record: RecordText, mutant: Mutant, vocabularies: Vocabularies, result: Count) -> None:
    repaired = repair(mutant.content, record.model, record.stem, vocabularies, record.file)
    meant = _meaning((mutant.meant or record.text).encode())
    found = _meaning(repaired.after)
    result.places += 1
    result.right += found == meant
    result.otherwise += found != meant and bool(repaired.steps) and not repaired.left


def _meaning(content: bytes) -> object:
    tree = parse_yaml(content)
    return None if tree.data is None or tree.flaws else words(tree.data)


if __name__ == "__main__":
    print(run())
