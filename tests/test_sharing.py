"""The ready messages of every record, and of records that nobody has written yet: complete, short, never cut."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awareness.catalogue import Catalogue
from awareness.records import SUMMARY_LENGTH, TITLE_LENGTH, Tactic
from awareness.sharing import (
    GSM_7,
    MESSAGE_LENGTH,
    SHORT_LENGTH,
    SMS_LENGTH,
    as_sms,
    full_message,
    sentences,
    short_message,
    sms_message,
    tactic_url,
)
from tests.conftest import ROOT

TACTICS = sorted(path.stem for path in (ROOT / "warnings/tactics").glob("*.yml"))
EMOJI: Final = "⚠🚨✅❌📌"


# --- every real record -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_message_stands_alone(catalogue: Catalogue, tactic_id: str) -> None:
    tactic = catalogue.tactics[tactic_id]
    message = full_message(catalogue, tactic)
    assert len(message) <= MESSAGE_LENGTH
    lines = message.split("\n")
    assert lines[0] == f"⚠️ {tactic.title.upper()}"
    for mark, at_least in (("▪ ", 1), ("✅ ", 1), ("❌ ", 1)):
        assert sum(line.startswith(mark) for line in lines) >= at_least
    assert tactic_url(catalogue, tactic_id) in lines
    assert any("113" in line or "114" in line for line in lines)
    assert lines[-1].startswith("#")
    assert 2 <= len(lines[-1].split()) <= 4
    assert as_sms(lines[-1]) == lines[-1], "hashtags have no accents"
    assert sum(message.count(sign) for sign in EMOJI) <= 5


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_short_message_stands_alone(catalogue: Catalogue, tactic_id: str) -> None:
    tactic = catalogue.tactics[tactic_id]
    message = short_message(catalogue, tactic)
    assert len(message) <= SHORT_LENGTH
    danger, sign, act, never, number, address = message.split("\n")
    assert danger == f"⚠️ {tactic.title.upper()}"
    assert sign.removeprefix("▪ ") in tactic.red_flags
    assert act.removeprefix("✅ ") in tactic.do
    assert never.removeprefix("❌ ") in tactic.never
    assert re.fullmatch(r"Gọi 11[1345]( hoặc 11[1345])?", number)
    assert address == tactic_url(catalogue, tactic_id)


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_sms_fits_and_stands_alone(catalogue: Catalogue, tactic_id: str) -> None:
    tactic = catalogue.tactics[tactic_id]
    sms = sms_message(catalogue, tactic)
    assert len(sms) <= SMS_LENGTH
    assert set(sms) <= GSM_7
    assert sms.isascii()
    danger = as_sms(f"CANH BAO: {tactic.title}. ")
    assert sms.startswith(danger)
    assert sms.endswith(" canhbao.example")
    told = sms.removeprefix(danger).removesuffix(" canhbao.example")
    acts = {as_sms(sentence) for line in (tactic.summary, *tactic.do) for sentence in sentences(line)}
    assert any(told.startswith(act) for act in acts), "the first thing told is a whole sentence of the record"
    assert re.search(r"[Gg]oi( ngay)?( them)? 11[1345]", told)


# --- records that could be written -----------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "đừng",
        "chuyển",
        "tiền,",
        "cúp",
        "máy;",
        "gọi",
        "113",
        "kẻ",
        "gian",
        "“giả”",
        "OTP",
        "(mã)",
        "–",
        "…",
        "100%",
        "ngân-hàng",
        "Ổ",
        "Ủy",
    ]
)


def _line(longest: int) -> st.SearchStrategy[str]:
    """A line of words, capital first, with a stop at the end, and perhaps a second sentence."""
    lines = st.lists(WORDS, min_size=1, max_size=40).map(lambda words: " ".join(words).capitalize())
    two = st.tuples(lines, lines).map(lambda pair: f"{pair[0]}. {pair[1]}")
    return st.one_of(lines, two).map(lambda line: line[: longest - 1].rstrip() + ".")


def _tactics(catalogue: Catalogue) -> st.SearchStrategy[Tactic]:
    """Real records with other lines in them, from one word to as many as the schema lets through, and far longer."""

    def lists(shortest: int, most: int) -> st.SearchStrategy[list[str]]:
        return st.lists(_line(400), min_size=shortest, max_size=most)

    return st.builds(
        lambda tactic, **changes: tactic.model_copy(update=changes),
        st.sampled_from(list(catalogue.tactics.values())),
        title=_line(TITLE_LENGTH + 1).map(lambda line: line[:-1]),
        summary=_line(SUMMARY_LENGTH),
        how_it_works=lists(3, 4),
        red_flags=lists(3, 4),
        do=lists(3, 4),
        never=lists(1, 3),
    )


def _for_any_tactic(check: Callable[[Catalogue, Tactic], None], catalogue: Catalogue) -> None:
    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(_tactics(catalogue))
    def run(tactic: Tactic) -> None:
        check(catalogue, tactic)

    run()


def test_messages_are_never_too_long_and_never_cut(catalogue: Catalogue) -> None:
    def check(catalogue: Catalogue, tactic: Tactic) -> None:
        for message, longest in (
            (short_message(catalogue, tactic), SHORT_LENGTH),
            (full_message(catalogue, tactic), MESSAGE_LENGTH),
        ):
            assert len(message) <= longest
            whole = {tactic.title.upper(), tactic.summary, tactic_url(catalogue, tactic.id)}
            whole |= {*tactic.how_it_works, *tactic.red_flags, *tactic.do, *tactic.never}
            lines = [line for line in message.split("\n") if not re.match("Gọi 11|Cần giúp: |#", line)]
            assert {re.sub("^(⚠️|▪|✅|❌) ", "", line) for line in lines} <= whole
            assert len(message.split("\n")) - len(lines) >= 1, "a number to call"
            assert message.count(tactic_url(catalogue, tactic.id)) == 1

    _for_any_tactic(check, catalogue)


def test_an_sms_is_one_sms(catalogue: Catalogue) -> None:
    def check(catalogue: Catalogue, tactic: Tactic) -> None:
        sms = sms_message(catalogue, tactic)
        assert len(sms) <= SMS_LENGTH
        assert set(sms) <= GSM_7
        assert sms.startswith(as_sms(f"CANH BAO: {tactic.title}."))
        assert sms.endswith("canhbao.example")
        assert re.search(r"(?<!\d)11[1345](?!\d)", sms), "a number to call"

    _for_any_tactic(check, catalogue)


def test_the_first_lines_come_first(catalogue: Catalogue) -> None:
    """What the record calls most decisive is sent, unless it is too long."""
    tactic = next(iter(catalogue.tactics.values()))
    long = "Một dòng dài, dài lắm, dài mãi. " * 8
    short = tactic.model_copy(update={"red_flags": ["A.", "B.", "C."], "do": ["D.", "Đ."], "never": ["E.", "F."]})
    assert short_message(catalogue, short).split("\n")[1:4] == ["▪ A.", "✅ D.", "❌ E."]
    longer = short.model_copy(update={"red_flags": [long, "B.", "C."]})
    assert short_message(catalogue, longer).split("\n")[1:4] == ["▪ B.", "✅ D.", "❌ E."]
    longest = short.model_copy(update={"never": [long]})
    assert short_message(catalogue, longest).split("\n")[1] == f"✅ {tactic.summary}"


@given(st.text(max_size=80))
def test_any_text_becomes_an_sms(text: str) -> None:
    assert set(as_sms(text)) <= GSM_7


def test_stop_and_do_not_are_told_apart() -> None:
    assert as_sms("Đừng chuyển tiền, đừng đọc mã; dừng lại…") == "Khong chuyen tien, khong doc ma; dung lai..."


def test_a_long_address_leaves_room_for_danger_and_number(catalogue: Catalogue) -> None:
    site = catalogue.site.model_copy(
        update={"base_url": "https://canh-bao.cong-an-phuong.tinh-dai-nhat.example/muc/con/"}
    )
    other = dataclasses.replace(catalogue, site=site)
    for tactic in other.tactics.values():
        sms = sms_message(other, tactic)
        assert len(sms) <= SMS_LENGTH
        assert sms.endswith("canh-bao.cong-an-phuong.tinh-dai-nhat.example/muc/con")
