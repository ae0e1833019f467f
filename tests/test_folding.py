"""Folding as people type: accents or none, old and new tone places, decomposed, capitals, tricks of spammers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awareness.folding import syllables, terms


def folded(text: str) -> list[str]:
    return [syllable.folded for syllable in syllables(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà", "hòa"),
        ("uỷ ban", "ủy ban"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("công ti", "công ty"),
        ("kĩ", "kỹ"),
        ("quý", "quí"),
        ("ĐIỆN LỰC", "điện lực"),
        ("Ðiện", "điện"),  # U+00D0, typed by old keyboards
        ("𝐥𝐮̛̀𝐚 đ𝐚̉𝐨", "lừa đảo"),
        ("lừa\u200b đảo\u00ad", "lừa đảo"),
        ("lừ\u200ba", "lừa"),
        ("СSGT", "CSGT"),
        ("12⁄1", "12/1"),
        ("ðiện", "điện"),
        ("quỹ", "quĩ"),
        ("Ký", "kí"),
    ],
)
def test_the_same_word_in_two_spellings(one: str, other: str) -> None:
    assert syllables(one) == syllables(other)
    assert syllables(unicodedata.normalize("NFD", one)) == syllables(other)


@pytest.mark.parametrize(("one", "other"), [("máy", "mái"), ("tuy", "tui"), ("thuý", "thúi"), ("lãi", "lại")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert syllables(one) != syllables(other)


def test_accents_fold_away_and_are_kept_aside() -> None:
    assert folded("Đừng chuyển tiền!") == ["dung", "chuyen", "tien"]
    assert [syllable.keyed for syllable in syllables("lừa lúa")] == ["lưa1", "lua2"]
    assert [syllable.keyed for syllable in syllables("bã bả bạ")] == ["ba3", "ba4", "ba5"]


def test_digits_survive() -> None:
    assert folded("113, 12/1, 24/7, 5G, 5656") == ["113", "12/1", "24/7", "5g", "5656"]


def test_terms_are_syllables_pairs_and_accented_forms() -> None:
    assert terms(syllables("phạt nguội 12/1")) == [
        "phat", "nguoi", "12/1", "'phat5", "'nguôi5", "phat_nguoi", "nguoi_12/1", "12", "1",
    ]  # fmt: skip


def test_words_that_say_nothing_make_no_pair_with_each_other() -> None:
    light = {"co", "nguoi"}
    found = terms(syllables("co nguoi goi co"), light)
    assert found == ["co", "nguoi", "goi", "co", "nguoi_goi", "goi_co"]
    assert terms(syllables("co nguoi")) == ["co", "nguoi", "co_nguoi"]


def test_marks_that_are_no_tones_stay_with_their_letter() -> None:
    assert [(one.folded, one.keyed) for one in syllables("ưởng Ðắk")] == [("uong", "ương4"), ("dak", "đăk2")]
    assert syllables("ky") == syllables("ki")
    assert syllables("kỳ")[0].keyed == "ki1"
    assert folded("may tuy y") == ["may", "tuy", "y"]


@given(st.text(max_size=60))
def test_folding_never_fails_and_is_stable(text: str) -> None:
    once = folded(text)
    assert folded(" ".join(once)) == once or not "".join(once).isascii()
    assert all(part == part.lower() for part in once if part.isascii())
