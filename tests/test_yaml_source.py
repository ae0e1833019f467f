"""Both parsers say the same about everything, nothing makes them raise, and traps are refused."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awareness.reading import parse_record, read_library
from awareness.records import Tactic
from awareness.yaml_source import MAX_BYTES, MAX_DEPTH, Flaw, Unquoted, parse_yaml
from tests.conftest import ROOT
from tests.mutations import OPERATORS, real_records

needs_libyaml = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML without libyaml")
RECORDS = real_records()


def plain(data: Any) -> Any:
    """Data with the difference between text and unquoted text made visible."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return type(data).__name__, data


def assert_both_agree(content: bytes) -> None:
    fast, slow = parse_yaml(content, yaml.CSafeLoader), parse_yaml(content, yaml.SafeLoader)
    assert fast.flaws == slow.flaws
    assert plain(fast.data) == plain(slow.data)


@needs_libyaml
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.file)
def test_both_parsers_read_real_records_alike(record: Any) -> None:
    assert_both_agree(record.text.encode())
    fast, slow = (parse_yaml(record.text.encode(), loader) for loader in (yaml.CSafeLoader, yaml.SafeLoader))
    for slot in record.slots:
        assert fast.position(slot.location) == slow.position(slot.location)
        assert fast.position(slot.location, of_key=True) == slow.position(slot.location, of_key=True)


@needs_libyaml
@pytest.mark.parametrize("operator", OPERATORS)
def test_both_parsers_find_the_same_flaws(operator: str) -> None:
    """Short records only: the pure Python parser is slow."""
    short = sorted(RECORDS, key=lambda record: len(record.text))
    for record in (*short[:3], *short[18:19]):
        for mutant in OPERATORS[operator].sample(record, 3, operator):
            assert_both_agree(mutant.content)


PIECES = st.sampled_from(
    [
        *(
            "title: ",
            "do:",
            "call: ",
            "- ",
            "-",
            ": ",
            ":",
            "? ",
            "says: ",
            "sms: ",
            "red_flags:",
            "key",
            "'",
            '"',
            "\\",
        ),
        *('"Cúp máy"', "Cúp máy", "“Dừng”", "113", "0113", "no", "~", "2026-11-21", "khan-cap", ">-", "|", "|2", ">+1"),
        *(
            "[",
            "]",
            "{",
            "}",
            ",",
            "[a, b]",
            '{label: "x"}',
            "#",
            " # ghi chú",
            "#x",
            "&a ",
            "*a",
            "!!str ",
            "! ",
            "<<: *a",
        ),
        *(
            "---",
            "...",
            "%YAML 1.1",
            "@",
            "`",
            "\t",
            "\xa0",
            "\u200b",
            "\ufeff",
            "\x85",
            "\u2028",
            "\0",
            "\x07",
            "\ud83d\ude4b",
        ),
        *(
            "\n",
            "\n  ",
            "\n    ",
            "\n ",
            "\n   ",
            "\r\n",
            "\r",
            " ",
            "  ",
            "\n- ",
            "\n  - ",
            "<<<<<<< HEAD",
            "：",
            "– ",
        ),
    ]
)
"""What records are made of, and what gets into them."""


@needs_libyaml
@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=24).map("".join))
def test_pieces_of_records_in_any_order(text: str) -> None:
    assert_both_agree(text.encode("utf-8", "surrogatepass"))


@needs_libyaml
@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert_both_agree(text.encode())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.binary(max_size=80))
def test_any_bytes(content: bytes) -> None:
    parse_yaml(content)


LINES = st.sampled_from([line for record in RECORDS for line in record.text.splitlines() if line.strip()])


@needs_libyaml
@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join))
def test_lines_of_records_in_any_order(text: str) -> None:
    assert_both_agree(text.encode())


# --- what is refused -------------------------------------------------------------------------------------------


def flaws(content: str | bytes) -> list[Flaw]:
    return parse_yaml(content.encode() if isinstance(content, str) else content).flaws


@pytest.mark.parametrize(
    "text",
    [
        "[" * 3_900,
        "[a, " * 3_900,
        "{a: " * 3_900,
        "- " * 3_900,
        "? " * 3_900,
        "? - " * 3_900,
        "".join(" " * i + "a:\n" for i in range(400)),
        "".join(" " * i + "-\n" for i in range(400)),
        "[\n" * 3_900,
    ],
    ids=[
        "lists",
        "lists of words",
        "mappings",
        "dashes",
        "keys",
        "keys and dashes",
        "steps",
        "dashes in steps",
        "lines",
    ],
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_deep_nesting_is_refused_before_anything_recurses(text: str, loader: type[Any]) -> None:
    tree = parse_yaml(text.encode(), loader)
    assert tree.data is None
    assert "tầng" in tree.flaws[0].what


def test_depth_that_is_allowed() -> None:
    assert flaws("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert flaws("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) != []
    assert flaws('title: "[[[[[[[[[[[[[[[[[[[["\n') == []


def test_large_file_is_refused_unread() -> None:
    tree = parse_yaml(b"a" * (MAX_BYTES + 1))
    assert tree.data is None
    assert "200 KB" in tree.flaws[0].what
    assert parse_yaml(b'a: "' + b"x" * (MAX_BYTES - 6) + b'"\n').flaws == []


def test_billion_laughs_is_refused_before_it_unfolds() -> None:
    lines = ["a0: &a0 [ha, ha]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    tree = parse_yaml("\n".join(lines).encode())
    assert tree.data is None
    assert (tree.flaws[0].line, tree.flaws[0].column) == (1, 5)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: !!python/object/apply:os.system [ls]", 4),
        ("a: !!str 113", 4),
        ("a: !x y", 4),
        ("!!map {a: b}", 1),
        ("a: &x y", 4),
        ("a: *x", 4),
        ("<<: {a: b}", 1),
    ],
)
def test_tags_anchors_and_merges_are_refused(text: str, column: int) -> None:
    assert [(flaw.line, flaw.column) for flaw in flaws(text)] == [(1, column)]


@pytest.mark.parametrize("text", ['a: "x\\u202ey"', 'a: "\\0"', 'a: "\\x1b[0m"', 'a: "D:\\new"', 'a: "\\\n  b"'])
def test_nothing_hides_behind_a_backslash(text: str) -> None:
    assert any("\\" in flaw.what for flaw in flaws(text))


def test_a_file_of_forbidden_characters_is_not_told_one_by_one() -> None:
    assert len(flaws("a: " + "\u200bx" * 50_000)) <= 101


HOSTILE = {
    "swallowed lines": "- a\n b\n" * 20_000,
    "repeated keys": "a: 1\n" * 30_000,
    "quotes": '"' * 190_000,
    "empty keys": "a:\n b:\n" * 13_900,
    "tabs": "\t" * 190_000,
    "spaces": "a: b" + " " * 190_000 + "c",
    "spaces in brackets": "a: [b" + " " * 190_000 + "\nc: d",
    "text with a bracket": "a: " + "b" * 190_000 + "]: c",
    "open bracket": "a: [\n" + "x\n" * 90_000,
    "open quote": 'a: "\n' + "x\n" * 90_000,
    "open brace": "a: {" + "b: c, " * 30_000,
    "escapes": 'a: "' + "\\/" * 90_000 + '"',
    "unknown keys": "".join(f"a{i}: 1\n" for i in range(18_000)),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_in_little_time(text: str) -> None:
    """Nothing grows with the square of the file."""
    started = time.process_time()
    parse_record(text.encode(), Tactic, {"id": "x"}, "x.yml")
    assert time.process_time() - started < 5


def test_symlinks_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "warnings"
    (folder / "contacts").mkdir(parents=True)
    (folder / "contacts" / "113.yml").symlink_to(ROOT / "warnings" / "contacts" / "113.yml")
    library, problems = read_library(folder)
    assert library.contacts == {}
    assert any("liên kết" in problem.what for problem in problems if problem.path.endswith("113.yml"))


# --- what is read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        *(
            "0912345678",
            "0113",
            "113",
            "-5",
            "+84",
            "1_000",
            "0x1F",
            "0o17",
            "0b1",
            "1e5",
            ".5",
            "1.",
            ".inf",
            "-.INF",
            ".NaN",
        ),
        *(
            "12:30",
            "1:30:00",
            "2026-11-21",
            "2026-1-2",
            "2026-11-21T10:00:00Z",
            "no",
            "Yes",
            "ON",
            "y",
            "N",
            "true",
            "~",
            "null",
            "",
        ),
    ],
)
def test_what_yaml_would_not_read_as_text_is_marked(written: str) -> None:
    data = parse_yaml(f"a: {written}\n".encode()).data
    assert data == {"a": written}
    assert isinstance(data["a"], Unquoted)


@pytest.mark.parametrize(
    "written", ["khan-cap", "1900 1234", "24/7", "không", "nope", "2026-11", "A", "113a", "1.2.3", "e5"]
)
def test_what_is_text_anyway_is_not_marked(written: str) -> None:
    assert not isinstance(parse_yaml(f"a: {written}\n".encode()).data["a"], Unquoted)


def test_decomposed_letters_are_composed() -> None:
    assert parse_yaml('a: "Cu\u0301p ma\u0301y"'.encode()).data == {"a": "Cúp máy"}
