"""Numbers in words: as people say them, and such that the number can be found again in the words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awareness.catalogue import Catalogue
from awareness.spoken import digit_by_digit, number_in_words, read_aloud, seconds_to_read, syllable_count

NUMBERS = {"113", "114", "156", "1900 9068", "5656"}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (25, "hai mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (2_025, "hai nghìn không trăm hai mươi lăm"),
        (8_000, "tám nghìn"),
        (1_900_000, "một triệu chín trăm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (24_000_000_000, "hai mươi bốn tỷ"),
        (1_000_000_050, "một tỷ không trăm năm mươi"),
    ],
)
def test_numbers(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.integers(0, 10**12))
def test_the_number_is_found_again_in_the_words(number: int) -> None:
    assert _number_of(number_in_words(number)) == number


def _number_of(words: str) -> int:
    """The other way round, written for itself: a reader who knows nothing of how the words were made."""
    if " tỷ" in words:
        before, _, after = words.partition(" tỷ")
        return _number_of(before) * 10**9 + (_number_of(after.strip()) if after.strip() else 0)
    values = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7}
    values |= {"tám": 8, "chín": 9, "mười": 10}
    total = group = last = 0
    for word in words.split():
        if word in ("nghìn", "triệu"):
            total += (group + last) * {"nghìn": 1_000, "triệu": 1_000_000}[word]
            group = last = 0
        elif word in ("trăm", "mươi"):
            group += last * {"trăm": 100, "mươi": 10}[word]
            last = 0
        elif word != "linh":
            group, last = group + last, values[word]
    return total + group + last


@pytest.mark.parametrize(
    ("text", "aloud"),
    [
        ("Gọi 113 khi bị ép.", "Gọi một một ba khi bị ép."),
        ("Gọi 113 hoặc 114.", "Gọi một một ba hoặc một một bốn."),
        ("Nhắn tới 156 hoặc 5656.", "Nhắn tới một năm sáu hoặc năm sáu năm sáu."),
        ("gọi 1900 9068 của ngân hàng", "gọi một chín không không chín không sáu tám của ngân hàng"),
        ("gọi số 18001091 nhé", "gọi số một tám không không một không chín một nhé"),
        ("số lạ đầu 02 hay số 1900.", "số lạ đầu không hai hay số một chín không không."),
        ("0912345678", "không chín một hai ba bốn năm sáu bảy tám"),
        ("mất 160 triệu đồng", "mất một trăm sáu mươi triệu đồng"),
        ("phí 8.000 đồng", "phí tám nghìn đồng"),
        ("ghi “50.000” kèm", "ghi “năm mươi nghìn” kèm"),
        ("chắc 100%, rồi", "chắc một trăm phần trăm, rồi"),
        ("khoảng 109,5% một năm", "khoảng một trăm linh chín phẩy năm phần trăm một năm"),
        ("Từ ngày 01/03/2025 không còn", "Từ ngày một tháng ba năm hai nghìn không trăm hai mươi lăm không còn"),
        ("Hạn 30/04/2026.", "Hạn ngày ba mươi tháng tư năm hai nghìn không trăm hai mươi sáu."),
        ("Tháng 12/2025, Ngân hàng", "Tháng mười hai năm hai nghìn không trăm hai mươi lăm, Ngân hàng"),
        ("dịp lễ 2/9, quà", "dịp lễ hai tháng chín, quà"),
        ("tối 4 tháng 4", "tối bốn tháng tư"),
        ("mô hình “12/1” là 12 hộ", "mô hình “mười hai trên một” là mười hai hộ"),
        ("trực 24/24", "trực hai mươi bốn trên hai mươi bốn"),
        ("nhóm 3-5 người, 10–15 phút", "nhóm ba đến năm người, mười đến mười lăm phút"),
        ("nâng cấp 5G, eSIM", "nâng cấp năm G, eSIM"),
        ("“VssID 4.0” từ", "“VssID bốn chấm không” từ"),
        ("lúc 8h30, từ 7h", "lúc tám giờ ba mươi, từ bảy giờ"),
        ("Giao 1.900.000 đồng", "Giao một triệu chín trăm nghìn đồng"),
    ],
)
def test_texts(text: str, aloud: str) -> None:
    assert read_aloud(text, NUMBERS) == aloud


WRITTEN = st.text(st.sampled_from("0123456789 .,/%-–hG đgọi"), max_size=30)


@given(WRITTEN)
def test_no_digit_is_left(text: str) -> None:
    assert not re.search(r"\d|%", read_aloud(text, NUMBERS))


@given(st.text(st.sampled_from("aĐề .,!?“”-"), max_size=40))
def test_texts_without_numbers_stay_as_they_are(text: str) -> None:
    assert read_aloud(text, NUMBERS) == text


@given(st.lists(st.sampled_from(["113", "1900 9068", "0243 825 6789"]), min_size=1, max_size=3))
def test_known_numbers_are_read_digit_by_digit(numbers: list[str]) -> None:
    aloud = read_aloud("; ".join(f"có {number} đó" for number in numbers), numbers)
    assert aloud == "; ".join(f"có {digit_by_digit(number)} đó" for number in numbers)


def test_reading_time() -> None:
    assert syllable_count("Kính thưa bà con – cô bác!") == 6
    assert seconds_to_read("một " * 140) == 60
    assert seconds_to_read("") == 0


def test_every_loudspeaker_text_takes_a_minute_to_a_minute_and_a_half(catalogue: Catalogue) -> None:
    numbers = catalogue.dialled_numbers
    for tactic in catalogue.tactics.values():
        assert 60 <= seconds_to_read(read_aloud(tactic.loudspeaker, numbers)) <= 90, tactic.id
