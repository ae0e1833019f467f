"""Numbers as they are read aloud: what a loudspeaker, a clip and a screen reader must not have to guess."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

SYLLABLES_A_MINUTE: Final = 140
"""How fast a notice is read aloud. Our own measure, not a finding: a text of 150 to 200 syllables is meant to take
60 to 90 seconds, which is 150 to 133 a minute; this is about the middle."""

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS: Final = ("", " nghìn", " triệu")
_LARGEST: Final = 10**9
"""Above this a number is said as so many billions."""

_SYLLABLE: Final = re.compile(r"(?:[^\s\w]|_)*[^\W_]\S*")
_SAID_OTHERWISE: Final = re.compile(r"[\d%]")
"""Without a number no rule below finds anything, and most sentences have none."""
_WHOLE: Final = r"(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d+)"
_CALLED: Final = r"(?:gọi|số|đầu số|bấm|nhắn|tổng đài)"
_DAY_WORD: Final = r"(?:ngày|mùng|lễ|dịp|hôm|tết|trước|từ|đến)"


def read_aloud(text: str, numbers: Collection[str] = ()) -> str:
    """``"Gọi 113 trước 24 giờ"`` → ``"Gọi một một ba trước hai mươi bốn giờ"``.

    numbers: telephone numbers as people read them (``"1900 9068"``), said digit by digit wherever they stand. So are
    numbers of three digits and more that follow a word for calling, and those that begin with a nought.
    """
    if not _SAID_OTHERWISE.search(text):
        return text
    for pattern, words in reading_rules(tuple(sorted(numbers, key=len, reverse=True))):
        text = pattern.sub(functools.partial(_said, words), text)
    return text


def number_in_words(number: int) -> str:
    """A number from 0 on, as the north says it: ``25`` → ``"hai mươi lăm"``, ``107`` → ``"một trăm linh bảy"``."""
    if number >= _LARGEST:
        billions, rest = divmod(number, _LARGEST)
        return f"{number_in_words(billions)} tỷ" + (f" {_below_a_billion(rest, True)}" if rest else "")
    return _below_a_billion(number, False) or _DIGITS[0]


def digit_by_digit(number: str) -> str:
    """``"1900 9068"`` → ``"một chín không không chín không sáu tám"``."""
    return " ".join(_DIGITS[int(digit)] for digit in number if digit.isdecimal())


def syllable_count(text: str) -> int:
    """Words between spaces that have a letter or a digit: in Vietnamese each is one syllable."""
    return len(_SYLLABLE.findall(text))


def seconds_to_read(text: str) -> int:
    """Whole seconds that it takes to read a text aloud, rounded up; numbers are to be in words already."""
    return math.ceil(syllable_count(text) * 60 / SYLLABLES_A_MINUTE)


# --- numbers ---------------------------------------------------------------------------------------------------


def _below_a_billion(number: int, has_more_before: bool) -> str:
    parts = list[str]()
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            parts.append(_group(group, has_more_before or bool(parts)) + _GROUPS[power])
    return " ".join(parts)


def _group(number: int, has_more_before: bool) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = f"{_DIGITS[hundreds]} trăm " if hundreds or has_more_before else ""
    if tens == 0:
        between = "linh " if said and ones else ""
        return (said + between + (_DIGITS[ones] if ones else "")).strip()
    said += "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    return f"{said} {_last_digit(tens, ones)}".strip()


def _last_digit(tens: int, ones: int) -> str:
    if ones == 0:
        return ""
    if ones == 5:
        return "lăm"
    if ones == 1 and tens > 1:
        return "mốt"
    return _DIGITS[ones]


def _whole(written: str) -> str:
    return number_in_words(int(written.replace(".", "")))


# --- what numbers stand in -------------------------------------------------------------------------------------

ReadingRule = tuple[re.Pattern[str], str]
"""What is found, and how it is said: ``{1}`` is the first group as it stands, ``{n1}`` as a number, ``{m1}`` as a
month, ``{d1}`` digit by digit, ``{f1}`` as what follows a comma. The form at ``/soan-tin/`` receives them as data."""

_GAP: Final = re.compile(r"\{(\D?)(\d)\}")


@functools.lru_cache(maxsize=8)
def reading_rules(numbers: tuple[str, ...] = ()) -> tuple[ReadingRule, ...]:
    """What is done to a text, in this order: known numbers, those that a word for calling stands before, the rest."""
    known = rf"(?<![\d.,/])(?:{'|'.join(map(re.escape, numbers))})(?![\d%/]|[.,]\d)"
    return ((re.compile(known), "{d0}"), *_RULES) if numbers else _RULES


def _said(words: str, match: re.Match[str]) -> str:
    return _GAP.sub(lambda gap: _WAYS[gap[1]](match[int(gap[2])]), words)


_RULES: Final[tuple[ReadingRule, ...]] = (
    (re.compile(rf"\b({_CALLED} )(\d{{3,}}(?: \d{{3,}})*)(?![\d%/]|[.,]\d)", re.IGNORECASE), "{1}{d2}"),
    (re.compile(r"(?<![\d.,/])0\d+(?![\d/]|[.,]\d)"), "{d0}"),
    (re.compile(r"\b(ngày|mùng) (\d{1,2})/(\d{1,2})/(\d{4})\b", re.IGNORECASE), "{1} {n2} tháng {m3} năm {n4}"),
    (re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b"), "ngày {n1} tháng {m2} năm {n3}"),
    (re.compile(r"\b(tháng) (\d{1,2})/(\d{4})\b", re.IGNORECASE), "{1} {m2} năm {n3}"),
    (re.compile(r"\b(\d{1,2})/(\d{4})\b"), "tháng {m1} năm {n2}"),
    (re.compile(rf"\b({_DAY_WORD}) (\d{{1,2}})/(\d{{1,2}})\b(?!/)", re.IGNORECASE), "{1} {n2} tháng {m3}"),
    (re.compile(r"\b(tháng) (\d{1,2})(?![\d/]|[.,]\d)", re.IGNORECASE), "{1} {m2}"),
    (re.compile(rf"\b({_WHOLE})/({_WHOLE})\b"), "{n1} trên {n2}"),
    (re.compile(rf"\b({_WHOLE})\s*[-–]\s*(?=\d)"), "{n1} đến "),
    (re.compile(rf"\b({_WHOLE}),(\d+)"), "{n1} phẩy {f2}"),
    (re.compile(r"\b(\d+)\.(\d{1,2})(?!\d)"), "{n1} chấm {f2}"),
    (re.compile(r"\b(\d{1,2})[hg](\d{2})\b"), "{n1} giờ {n2}"),
    (re.compile(r"\b(\d{1,2})[hg]\b"), "{n1} giờ"),
    (re.compile(_WHOLE + r"(?=[^\W\d_])"), "{n0} "),
    (re.compile(_WHOLE), "{n0}"),
    (re.compile(r"\s*%"), " phần trăm"),
)


def _month(written: str) -> str:
    return "tư" if int(written) == 4 else number_in_words(int(written))


def _fraction(digits: str) -> str:
    """``"5"`` → "năm"; "05" → "không năm"; "25" → "hai mươi lăm"."""
    return digit_by_digit(digits) if digits.startswith("0") or len(digits) > 2 else number_in_words(int(digits))


_WAYS: Final[Mapping[str, Callable[[str], str]]] = {
    "": str,
    "n": _whole,
    "m": _month,
    "d": digit_by_digit,
    "f": _fraction,
}
"""How a group of a rule is said, by the letter in its gap."""
