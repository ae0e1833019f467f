"""``fix`` mends what is certain, changes no meaning, and leaves the rest for people.

Here some records for each kind of mistake; ``python -m benchmarks repairs`` tries every record.
"""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awareness.reading import parse_record
from awareness.repair_text import distance_is_one, quoted
from awareness.repairs import Repaired, Vocabularies, repair
from awareness.yaml_source import parse_yaml
from tests.conftest import ROOT
from tests.mutations import OPERATORS, Mutant, RecordText, real_records
from tests.mutations.operators import words

REPAIRED = frozenset(
    {
        "closing_quote_missing",
        "opening_quote_missing",
        "unquoted_text_with_colon",
        "unquoted_text_with_hash",
        "unquoted_text_on_two_lines",
        "curly_quotes_around_text",
        "curly_quote_closes",
        "straight_quotes_inside",
        "colon_missing",
        "space_after_colon_missing",
        "full_width_colon",
        "space_after_dash_missing",
        "smart_dash",
        "dash_missing",
        "dash_became_space",
        "bracket_unclosed",
        "bracket_unopened",
        "comma_missing",
        "one_space_too_many",
        "one_space_too_few",
        "not_indented",
        "tab_as_indentation",
        "tab_in_text",
        "no_break_space",
        "zero_width_space",
        "bidi_mark",
        "soft_hyphen",
        "utf16_file",
        "misspelt_key",
        "key_with_hyphen",
        "key_with_accent",
        "key_in_wrong_case",
        "id_written",
        "key_in_wrong_block",
        "misspelt_word",
        "word_with_spaces_and_accents",
        "word_with_underscores_or_capitals",
        "misspelt_reference",
        "reference_in_words",
        "value_twice_in_list",
        "unquoted_day",
        "unquoted_phone_number",
        "phone_number_with_signs",
        "unquoted_number_as_text",
        "unquoted_yes_or_no_as_text",
        "day_with_slashes",
        "day_in_words",
        "address_without_https",
        "yes_or_no_in_vietnamese",
        "text_for_list",
        "anchor",
        "tag",
        "second_document",
        "item_pasted_from_word",
        "guillemets_around_text",
        "quotes_doubled",
        "comma_after_text",
        "equals_sign",
        "full_width_comma",
        "numbers_for_dashes",
        "no_break_space_as_indentation",
        "same_entry_twice",
        "file_name_for_id",
        "address_in_brackets",
    }
)
"""Kinds of mistakes that are mended; the others leave something for people to say."""
SHARE_OF_KINDS = 0.6
SHARE_OF_PLACES = 0.9

RECORDS = real_records()


@cache
def vocabularies() -> Vocabularies:
    return Vocabularies.in_folder(ROOT / "warnings")


def mended(record: RecordText, content: bytes) -> Repaired:
    return repair(content, record.model, record.stem, vocabularies(), record.file)


def meaning(content: bytes) -> Any:
    """What a file says; None while it cannot be read."""
    tree = parse_yaml(content)
    return None if tree.data is None or tree.flaws else words(tree.data)


def is_repaired(record: RecordText, mutant: Mutant) -> bool:
    return bool(meaning(mended(record, mutant.content).after) == meaning((mutant.meant or record.text).encode()))


def test_most_kinds_of_mistakes_are_repaired() -> None:
    assert set(OPERATORS) >= REPAIRED
    assert len(REPAIRED) >= SHARE_OF_KINDS * len(OPERATORS)


@pytest.fixture(scope="module")
def repaired_places() -> dict[str, list[bool]]:
    """For each kind that is repaired, whether each of a few mutants of real records was."""
    found: dict[str, list[bool]] = {}
    for operator in sorted(REPAIRED):
        drawn = [(record, mutant) for record, mutants in itertools.islice(_drawn(operator), 1) for mutant in mutants]
        found[operator] = [is_repaired(record, mutant) for record, mutant in drawn]
    return found


def _drawn(operator: str) -> Iterator[tuple[RecordText, list[Mutant]]]:
    """Records that have a place for the mistake, with one of it, beginning somewhere else for each kind."""
    start = hash_of(operator)
    for record in [*RECORDS[start::29], *RECORDS]:
        if mutants := OPERATORS[operator].sample(record, 1, f"repair {operator}"):
            yield record, mutants


@pytest.mark.parametrize("operator", sorted(REPAIRED))
def test_repair_gives_back_what_was_meant(operator: str, repaired_places: dict[str, list[bool]]) -> None:
    assert any(repaired_places[operator])


def test_nearly_all_places_are_repaired(repaired_places: dict[str, list[bool]]) -> None:
    places = [is_right for operator in repaired_places.values() for is_right in operator]
    assert sum(places) >= SHARE_OF_PLACES * len(places)


def hash_of(name: str) -> int:
    """A start among the records that is another for each kind, and the same in every run."""
    return sum(map(ord, name)) % 29


@pytest.mark.parametrize("operator", sorted(set(OPERATORS) - REPAIRED - {"misnamed_file"}))
def test_what_is_not_certain_is_left(operator: str) -> None:
    """Where something is missing, nothing is made up: the record does not become sound with another meaning."""
    for record in RECORDS[hash_of(operator) :: 97]:
        for mutant in OPERATORS[operator].sample(record, 1, f"left {operator} {record.file}"):
            repaired = mended(record, mutant.content)
            meant = meaning((mutant.meant or record.text).encode())
            as_it_was = meaning(mutant.content)
            assert repaired.left or meaning(repaired.after) in (meant, as_it_was) or operator in _SIGNS, mutant.name


def test_a_quotation_at_the_end_keeps_its_quotes() -> None:
    """``"Ông gọi to: “Vào đây!””``: only the last sign was meant to be straight."""
    record = next(record for record in RECORDS if record.file == "tactics/cuop-giat-duong-pho.yml")
    mutants = list(OPERATORS["curly_quote_closes"](record))
    assert any("””" in mutant.text for mutant in mutants)
    for mutant in mutants:
        assert meaning(mended(record, mutant.content).after) == meaning(record.text.encode()), mutant.name


_SIGNS = {"alias", "unquoted_text_with_special_start"}
"""A sign at the start of a sentence is quoted with it: `*goc` is what was typed."""


def test_sound_records_stay_as_they_are() -> None:
    for record in RECORDS[::9]:
        repaired = mended(record, record.text.encode())
        assert (repaired.is_changed, repaired.steps, repaired.left) == (False, [], []), record.file


@st.composite
def untidy_records(draw: st.DrawFn) -> tuple[RecordText, bytes]:
    """A real record as another program would save it: the same meaning in other bytes."""
    record = draw(st.sampled_from(RECORDS))
    text = record.text
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    if draw(st.booleans()):
        lines = text.split("\n")
        for number in draw(st.lists(st.integers(0, len(lines) - 1), max_size=5)):
            lines[number] += " " * draw(st.integers(1, 3))
        text = "\n".join(lines)
    if draw(st.booleans()):
        text += "\n" * draw(st.integers(1, 3))
    ends = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return record, (mark + text.replace("\n", ends)).encode()


@settings(max_examples=7, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(untidy_records())
def test_fix_never_changes_the_meaning_of_a_sound_record(untidy: tuple[RecordText, bytes]) -> None:
    record, content = untidy
    extra = {"id": record.stem} if record.folder else {}
    before, problems = parse_record(content, record.model, extra, record.file)
    assert problems == []
    repaired = mended(record, content)
    after, problems = parse_record(repaired.after, record.model, extra, record.file)
    assert problems == []
    assert after == before
    assert repaired.after.decode() == record.text
    assert not mended(record, repaired.after).is_changed


@settings(max_examples=7, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(RECORDS), st.sampled_from(sorted(OPERATORS)), st.integers(0, 10**6))
def test_fix_is_idempotent(record: RecordText, operator: str, seed: int) -> None:
    for mutant in OPERATORS[operator].sample(record, 1, str(seed)):
        once = mended(record, mutant.content)
        assert mended(record, once.after).after == once.after


@settings(max_examples=7, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([record for record in RECORDS if record.folder]), st.randoms(use_true_random=False))
def test_fields_go_back_to_their_places(record: RecordText, chance: random.Random) -> None:
    """The outermost fields of a real record, shuffled with their comments: what comes back has the same meaning, the
    same lines, and the order of all records."""
    starts = [match.start() for match in re.finditer(r"(?m)(?:^#.*\n)*^[a-z_]+:", record.text)]
    starts[0] = record.text.index(f"{record.root.value[0][0].value}:")
    blocks = [record.text[start:end] for start, end in itertools.pairwise([*starts, len(record.text)])]
    chance.shuffle(blocks)
    shuffled = record.text[: starts[0]] + "".join(f"{block.rstrip()}\n" for block in blocks)
    repaired = mended(record, shuffled.encode())
    assert repaired.left == []
    assert meaning(repaired.after) == meaning(record.text.encode())
    after = repaired.after.decode()
    assert sorted(filter(None, after.split("\n"))) == sorted(filter(None, record.text.split("\n")))
    assert re.findall(r"(?m)^([a-z_]+):", after) == re.findall(r"(?m)^([a-z_]+):", record.text)


def test_comments_stay() -> None:
    record = next(record for record in RECORDS if record.text.count("\n  # ") > 3 and "\nsummary:" in record.text)
    broken = record.text.replace('\nsummary: "', "\nsummary: “", 1)
    comments = [line.strip() for line in record.text.split("\n") if line.strip().startswith("#")]
    repaired = mended(record, broken.encode()).after.decode()
    assert [line.strip() for line in repaired.split("\n") if line.strip().startswith("#")] == comments


def test_a_number_is_never_guessed() -> None:
    """One digit wrong is another number, not a slip."""
    record = next(record for record in RECORDS if 'call: ["114", "115"]' in record.text)
    for wrong in ("14", "1144", "141", "0114"):
        broken = record.text.replace('call: ["114", "115"]', f'call: ["{wrong}", "115"]')
        assert mended(record, broken.encode()).after.decode() == broken


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("zalo", "zlao", True),
        ("zalo", "zal", True),
        ("zalo", "zaloo", True),
        ("zalo", "zalu", True),
        ("zalo", "zalo", False),
        ("zalo", "olaz", False),
        ("ab", "ba", True),
        ("", "a", True),
    ],
)
def test_one_slip(one: str, other: str, is_near: bool) -> None:
    assert distance_is_one(one, other) is distance_is_one(other, one) is is_near


@pytest.mark.parametrize(
    ("sentence", "result"),
    [
        ("Nhớ: cúp máy", '"Nhớ: cúp máy"'),
        ('Giả công an"', '"Giả công an"'),
        ('"Giả "điều tra viên" rồi"', '"Giả “điều tra viên” rồi"'),
        ('Nói "dừng" là dừng', '"Nói “dừng” là dừng"'),
        ('Một " lẻ giữa câu', None),
        ("Cục \\ Thuế", None),
        ("", None),
        ("“Giả công an”", '"Giả công an"'),
        ('“đặt biển hiệu”"', '"“đặt biển hiệu”"'),
        ("“Hàng “auth”: rẻ”", '"Hàng “auth”: rẻ"'),
        ("“Dừng”, rồi gọi “113”", '"“Dừng”, rồi gọi “113”"'),
        ("„Giả công an“", '"Giả công an"'),
    ],
)
def test_quoting_a_sentence(sentence: str, result: str | None) -> None:
    assert quoted(sentence) == result
