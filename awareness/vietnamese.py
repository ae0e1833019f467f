"""Vietnamese words: folding, ordering, guessing what was meant, dates as people read them."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable


class _WithoutMarks(dict[int, int | None]):
    """For `str.translate`: letters stay, combining marks go. Asks Unicode once for each."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_WITHOUT_MARKS = _WithoutMarks()
_D_WITH_STROKE = str.maketrans("đĐðÐ", "dddd")


PLAIN_SIGNS = dict(zip("đĐ“”‘’–—", "dD\"\"''--", strict=True))
"""Letters and signs that Unicode does not decompose → what is typed without accents."""
_PLAIN_TABLE = str.maketrans(PLAIN_SIGNS)


def fold(text: str) -> str:
    """Lower case without accents: ``"Đừng chuyển tiền"`` → ``"dung chuyen tien"``.

    đ is replaced by hand because Unicode does not decompose it.
    """
    return unicodedata.normalize("NFKD", text.translate(_D_WITH_STROKE).lower()).translate(_WITHOUT_MARKS)


def unaccented(text: str) -> str:
    """The same text without accents and typographic signs, capitals kept: what fits 160 characters of an SMS."""
    return unicodedata.normalize("NFD", text.translate(_PLAIN_TABLE)).translate(_WITHOUT_MARKS)


@functools.lru_cache(maxsize=2_048)  # the same few names are compared with every slip
def as_id(text: str) -> str:
    """What an id made from ``text`` looks like: ``"Giả danh cơ quan"`` → ``"gia-danh-co-quan"``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def sort_key(text: str) -> tuple[str, str]:
    """Orders titles as a reader without accents looks them up; accents decide only between equals."""
    return fold(text), text.lower()


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, or None when nothing is near.

    Accents, capitals, spaces and punctuation are ignored first, since editors type ids as words.
    """
    by_folded = {as_id(candidate): candidate for candidate in candidates}
    near = difflib.get_close_matches(as_id(word), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None


def spoken_number(number: int) -> str:
    """``3319`` → ``"3.319"``."""
    return f"{number:,}".replace(",", ".")


def spoken_day(partial_day: str) -> str:
    """``"2025-11-01"`` → ``"01/11/2025"``, ``"2023-05"`` → ``"05/2023"``, ``"2024"`` → ``"2024"``."""
    return "/".join(reversed(partial_day.split("-")))
