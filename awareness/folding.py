"""How Vietnamese text is folded for finding: the same for records, queries and the script on the phone.

People type without accents, with tones in the old or the new place, decomposed (NFD), in capitals, in bold letters
copied from a chat. ``overrides/assets/search-folding.js`` does exactly the same; shared vectors prove it.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple


class Syllable(NamedTuple):
    """One syllable, number or word.

    folded: without accents: ``"Hoà"`` → ``"hoa"``; ``"công ty"`` and ``"công ti"`` give the same.
    keyed: with accents, its tone moved to the end, so that ``"hoà"`` and ``"hòa"`` are one: ``"hoa2"``.
    """

    folded: str
    keyed: str


# grave, acute, tilde, hook above, dot below
_TONES: Final = {"\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5"}
# Cyrillic letters that look Latin, of which messages that want to slip past filters are full; the Icelandic ð of old
# keyboards.
_LOOK_ALIKES: Final = str.maketrans("аеорсухіѕԁð", "aeopcyxisdđ")
_LOOK_ALIKE: Final = re.compile("[аеорсухіѕԁð]")
_IGNORED: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# A fraction ("12/1", "24/7") stays together; everything that is no letter or digit separates.
_WORD: Final = re.compile(r"[0-9]+(?:/[0-9]+)+|[^\W_]+")


def syllables(text: str) -> list[Syllable]:
    """The syllables of a text in order; a fraction is followed by nothing of its own, see `parts`."""
    return [_syllable(word) for word in _WORD.findall(readable_letters(text))]


def readable_letters(text: str) -> str:
    """A text in plain small letters, composed: no bold or look-alike letters, nothing invisible."""
    text = unicodedata.normalize("NFKC", _IGNORED.sub("", text.replace("⁄", "/"))).lower()
    if _LOOK_ALIKE.search(text):  # translating is slow, and hardly any text needs it
        text = text.translate(_LOOK_ALIKES)
    return unicodedata.normalize("NFC", text)


# Vietnamese has some thousands of syllables, and records use the same ones again and again.
@functools.lru_cache(maxsize=16_384)
def _syllable(word: str) -> Syllable:
    if word.isascii():
        folded = _i_for_y(word)
        return Syllable(folded, folded)
    tone, letters, bare = "", [], []
    for letter in unicodedata.normalize("NFD", word):
        if letter in _TONES:
            tone = _TONES[letter]
        elif unicodedata.combining(letter):
            letters.append(letter)
        else:
            letters.append(letter)
            bare.append(letter)
    folded = _i_for_y("".join(bare).replace("đ", "d"))
    keyed = _i_for_y(unicodedata.normalize("NFC", "".join(letters))) + tone
    return Syllable(folded, keyed)


# "kỹ" = "kĩ", "lý" = "lí", "quý" = "quí"; but "tuy" is not "tui" and "máy" is not "mái".
_FINAL_Y: Final = re.compile(r"^([bcdđghklmnpqrstvx]+|qu)y$")


def _i_for_y(word: str) -> str:
    match = _FINAL_Y.match(word)
    return f"{match[1]}i" if match else word


def terms(sequence: Sequence[Syllable], light: Set[str] = frozenset()) -> list[str]:
    """What is looked up: each syllable, each pair of neighbours, and accented forms (marked by a leading ``'``).

    Pairs matter because Vietnamese writes a space between syllables: "lừa đảo" is one word.
    light: folded syllables that say nothing; two of them make no pair, since "có người" tells nothing from anything.
    """
    found = [folded for folded, _ in sequence]
    pairs: Iterable[tuple[str, str]] = itertools.pairwise(found)
    if light:
        pairs = [pair for pair in pairs if pair[0] not in light or pair[1] not in light]
    fractions = [part for folded in found if "/" in folded for part in folded.split("/")]
    return [
        *found,
        *[f"'{keyed}" for folded, keyed in sequence if keyed != folded],
        *map("_".join, pairs),
        *fractions,
    ]
