"""Each kind of mistake is reported where it was made, with the fix that helps, and without a traceback.

Here one place in each record; ``python -m benchmarks mutations`` tries them all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations import FAMILIES, OPERATORS, Mutant, RecordText, Workshop, real_records

PLACES_PER_RECORD = 1
RIGHT_FIXES = 0.9
SECOND_PLACES = 0.25
"""At most this share of single slips may make another line look wrong as well."""

RECORDS = real_records()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("workshop"))


def sample(operator: str) -> list[tuple[RecordText, Mutant]]:
    """A mutant of every record that has a place for it, the same in every run."""
    return [
        (record, mutant)
        for record in RECORDS
        for mutant in OPERATORS[operator].sample(record, PLACES_PER_RECORD, f"{operator} {record.file}")
    ]


@pytest.mark.parametrize("operator", OPERATORS)
def test_mistake_is_reported_where_it_was_made(operator: str, workshop: Workshop) -> None:
    mutants = sample(operator)
    assert mutants, "no record has a place for this mistake"
    right_fixes = second_places = 0
    for record, mutant in mutants:
        problems = workshop.problems(record, mutant)
        here = [problem for problem in problems if (problem.line, problem.column) == (mutant.line, mutant.column)]
        assert here, f"{mutant.name}: expected {mutant.line}:{mutant.column}, found {[str(p) for p in problems]}"
        right_fixes += any(mutant.fix_contains in problem.fix for problem in here)
        second_places += any(problem.line != mutant.line for problem in problems)
    assert right_fixes >= RIGHT_FIXES * len(mutants)
    assert second_places <= SECOND_PLACES * len(mutants)


def test_there_are_many_kinds_of_mistakes() -> None:
    assert len(OPERATORS) >= 100
    assert all(function.__doc__ for function in OPERATORS.values())
    assert all(family.__doc__ for family in FAMILIES)


def test_sound_records_have_no_problems(workshop: Workshop) -> None:
    """The other side: what is right is left in peace, also with other line ends and a byte order mark."""
    for number, record in enumerate(RECORDS):
        windows, old_mac = record.text.replace("\n", "\r\n"), "\ufeff" + record.text.replace("\n", "\r")
        for text in (record.text, (windows, old_mac)[number % 2]):
            assert workshop.problems(record, Mutant("as it is", text, 1, 1, "")) == []


@pytest.mark.parametrize(
    "text",
    [
        'title: "Một câu dài\n  viết hai dòng"\n',
        "title: 'Một câu'\n",
        "channels: [zalo,\n  sms]\n",
        "channels:\n- zalo\n- sms\n",
        "channels:\n    - zalo\n    - sms\n",
        "status: nhap # chưa đăng\n",
        'title: "Số #1: gọi [113] {ngay}"\n',
        'title: "nói \\"dừng\\" là dừng"\n',
        "loudspeaker: |\n   Một: hai\n\n     - ba\n   # bốn\n",
    ],
)
def test_other_ways_to_write_yaml_are_accepted(text: str) -> None:
    from awareness.yaml_source import parse_yaml

    assert parse_yaml(text.encode()).flaws == []


def test_scratch_folder_is_left_clean(tmp_path: Path) -> None:
    """A misnamed file exists only while it is looked at."""
    workshop = Workshop(tmp_path)
    record, mutant = sample("misnamed_file")[0]
    workshop.problems(record, mutant)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
