"""The messages that judge the "paste a message" feature are what they claim to be, before anything is measured.

``tests/data/pasted-messages.tsv``: ``id``; ``kind`` (``scam``, ``genuine``, or ``warning``: a genuine message that
quotes or describes a scam); ``tactic`` (of the scam, or of the one that a warning is about); ``channel``; ``half``
(thresholds are chosen on A and judged on B); ``text`` (line breaks as ``\\n``; links as ``hxxps://…[.]…``, so that
nothing in this repository can be followed by accident).

All messages were written for this test by somebody who had not seen the matcher. Who chooses thresholds reads half A
only.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

from tests.conftest import ROOT

with (ROOT / "tests/data/pasted-messages.tsv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file, delimiter="\t", quoting=csv.QUOTE_NONE))

Row = dict[str, str]

COLUMNS = ["id", "kind", "tactic", "channel", "half", "text"]
KINDS = ("genuine", "scam", "warning")
CHANNELS = {"sms", "zalo", "facebook", "email", "call-transcript"}
PUBLIC_NUMBERS = ("1900 9068", "1900 1288", "18001096")
"""Numbers that may stand in a message: of two public services, and one that is known for being imitated as a sender."""

LONG, SHORT = 400, 60
"""Characters from which a message is long, and up to which it is short."""


def shown(row: Row) -> str:
    """The message as people paste it: with real line breaks."""
    return row["text"].replace("\\n", "\n")


def accents(row: Row) -> str:
    """``none``, ``partly`` or ``full``, by the share of words that carry a Vietnamese sign."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"hxxps?://\S+", " ", shown(row)))
    accented = [word for word in words if unicodedata.normalize("NFD", word) != word or "đ" in word.lower()]
    share = len(accented) / max(1, len(words))
    return "none" if share < 0.1 else "partly" if share < 0.5 else "full"


def length(row: Row) -> str:
    """``short``, ``middle`` or ``long``."""
    size = len(shown(row))
    return "short" if size <= SHORT else "long" if size >= LONG else "middle"


def of_kind(kind: str) -> list[Row]:
    """The messages of one kind, in the order of the file."""
    return [row for row in ROWS if row["kind"] == kind]


def test_table_is_complete() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert all(row[column] for row in ROWS for column in COLUMNS if column != "tactic")
    assert len({row["id"] for row in ROWS}) == len(ROWS) == 280
    assert len({shown(row).casefold() for row in ROWS}) == len(ROWS)
    assert len(of_kind("scam")) == 140
    assert len(of_kind("genuine")) + len(of_kind("warning")) == 140
    assert len(of_kind("warning")) >= 30
    assert {row["channel"] for row in ROWS} == CHANNELS
    assert all(unicodedata.is_normalized("NFC", row["text"]) for row in ROWS)
    assert not [row["id"] for row in ROWS if '"' in row["text"]], "a reader that honours quotes would join lines"
    assert not [row["id"] for row in ROWS if re.search(r"\\(?!n)", row["text"])], r"the only escape is \n"


def test_tactics_exist_and_none_dominates() -> None:
    known = {path.stem for path in (ROOT / "warnings/tactics").glob("*.yml")}
    assert {row["tactic"] for row in of_kind("scam") + of_kind("warning")} <= known
    assert {row["tactic"] for row in of_kind("genuine")} == {""}
    per_tactic = Counter(row["tactic"] for row in of_kind("scam"))
    assert len(per_tactic) >= 35
    assert min(per_tactic.values()) >= 3
    assert max(per_tactic.values()) <= 6


def test_messages_vary() -> None:
    assert 0.25 <= sum(accents(row) != "full" for row in ROWS) / len(ROWS) <= 0.45
    for kind in KINDS:
        assert {accents(row) for row in of_kind(kind)} == {"none", "partly", "full"}
        assert {length(row) for row in of_kind(kind)} == {"short", "middle", "long"}
        assert {row["channel"] for row in of_kind(kind)} == CHANNELS


def test_halves_alternate_within_kind_and_tactic() -> None:
    ordered = sorted(ROWS, key=lambda row: (row["kind"], row["tactic"], row["id"]))
    assert "".join(row["half"] for row in ordered) == "AB" * (len(ROWS) // 2)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("trait", [accents, length, lambda row: row["channel"]], ids=["accents", "length", "channel"])
def test_halves_are_alike(kind: str, trait: Callable[[Row], str]) -> None:
    counts = {half: Counter(trait(row) for row in of_kind(kind) if row["half"] == half) for half in "AB"}
    assert abs(counts["A"].total() - counts["B"].total()) <= 1
    assert {name for name in counts["A"] | counts["B"] if abs(counts["A"][name] - counts["B"][name]) > 2} == set()


def test_both_halves_have_every_tactic() -> None:
    tactics = {half: {row["tactic"] for row in of_kind("scam") if row["half"] == half} for half in "AB"}
    assert tactics["A"] == tactics["B"]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_nothing_in_it_can_be_called_paid_or_opened(row: Row) -> None:
    text = shown(row)
    assert not re.search(r"https?:|www\.|\bt\.me\b", text, re.IGNORECASE), "a live link"
    assert not re.search(r"(?i)[a-z0-9]\.(?!(?:apk|zip)\b)[a-z]{2,}", text), "a name that a phone turns into a link"
    for host in re.findall(r"hxxps?://([^/\s,]+)", text):
        assert re.fullmatch(r"[a-z0-9-]+(\[\.\][a-z0-9-]+)*\[\.\]example", host.rstrip(".")), host
    for name in re.findall(r"[a-z0-9-]+(?:\[\.\][a-z]+)+", text):
        assert name.endswith(("[.]example", "[.]gov[.]vn")), name
    for number in PUBLIC_NUMBERS:
        text = text.replace(number, "")
    for digits in re.findall(r"\d(?:[ -]?\d){7,}", text):
        assert digits.startswith("0000"), f"looks like a phone or account number: {digits}"
    assert not re.search(r"(?<!\d)(?:\+84|1[89]00|0[35789]\d)[ .]?\d{2}", text), "looks like a phone number"
