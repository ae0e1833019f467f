"""Finding by what happened: one ranking, here and in ``overrides/assets/search.js``, proven equal by shared vectors.

The phone receives parts of this very index (see ``search_shards.py``); of few entries it then receives all sentences
and builds the index from them, so that nothing has to be fetched while somebody types. All arithmetic is on whole
numbers after one rounding, so that both languages give the same scores.
"""

from __future__ import annotations

import functools
import itertools
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from awareness.folding import Syllable, syllables, terms
from awareness.single_files import SearchWords

SATURATION: Final = 4
"""Occurrences after which a term counts half of what it can: count / (count + 4)."""
FULL_LENGTH: Final = 400
"""Syllables of a full record: a longer entry needs proportionally more occurrences (BM25 with b = 1), while a short
one, as a phone number, is not made important by its shortness."""
COARSENESS: Final = 5000
"""Impact times rarity is kept as a whole number of so much: small numbers travel cheaply (2,000 entries), and leaving
one symptom out of 23 records and searching it finds its record as often as with exact ones."""
RARE: Final = 8
"""Entries; a pair of two light words that more of them have is left out. Of 66 records, each symptom left out in turn:
with no such pair 93.8 % are found first, 87.9 % with a typo; with the rare ones 93.9 % and 89.7 %."""
NAMED: Final = 4
"""How many times more an entry counts whose title holds everything that was typed, as "113" or "tôi đã chuyển tiền"."""
# weights in tenths
TYPED: Final = 10
EXPANDED: Final = 10
"""With less, "có người gọi xưng công an xin hình camera" leads to a page on cameras, not on false policemen."""
CORRECTED: Final = 8
ACCENT: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    url: relative to the site root; kind: a word shown beside the title; sentences: what people may type, any order.
    """

    url: str
    title: str
    summary: str
    kind: str
    sentences: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """For scripts, by the names of the fields."""
        return {name: getattr(self, name) for name in ("url", "title", "summary", "kind", "sentences")}


class Hit(NamedTuple):
    """number: of the entry; score: whole number; sentence: the one of the entry that matched best."""

    number: int
    score: int
    sentence: str


class SearchIndex:
    """Entries, ready to be searched."""

    def __init__(self, entries: Sequence[Entry], words: SearchWords) -> None:
        self.entries = entries
        self._light = light_syllables(words)
        found = occurrences(entries)
        self._common = common_syllables({term: len(places) for term, places in found.items()}, len(entries))
        self._postings = {
            term: postings(places, len(entries))
            for term, places in found.items()
            if tells_something(term, len(places), self._light)
        }
        self._titles = [title_terms(entry, self._light) for entry in entries]
        folded = folded_words(words)
        self._abbreviations = {
            short: [phrase.split(" ") for phrase in longs] for short, longs in folded["abbreviations"].items()
        }
        self._groups = [[phrase.split(" ") for phrase in group] for group in folded["groups"]]

    def search(self, query: str, limit: int = 10, *, below: str = "") -> list[Hit]:
        """The best entries for what somebody typed, best first; equal scores in the order of the entries.

        below: only entries whose url begins so.
        """
        typed = self._split_joined(syllables(query))
        weights = self._query_terms(typed)
        named = {term for term in terms(typed, self._light) if term in weights and not is_accented(term)}
        scores: Counter[int] = Counter()
        for term, weight in weights.items():
            for number, worth in zip(*self._postings.get(term, _NOWHERE), strict=True):
                scores[number] += weight * worth
        for number in scores:
            if named <= self._titles[number]:
                scores[number] *= NAMED
        wanted = [item for item in scores.items() if self.entries[item[0]].url.startswith(below)]
        best = sorted(wanted, key=lambda item: (-item[1], item[0]))[:limit]
        return [Hit(number, score, self._best_sentence(number, weights)) for number, score in best]

    # --- the query ---------------------------------------------------------------------------------------------

    def _query_terms(self, typed: Sequence[Syllable]) -> dict[str, int]:
        """Every term to look up, with its weight in tenths; the largest weight counts where a term comes twice.

        Words that say nothing by themselves are looked up only when nothing else was typed, and common ones only when
        nothing else is found.
        """
        weights: dict[str, int] = {}

        def add(found: Iterable[str], weight: int) -> None:
            for term in found:
                weights[term] = max(weights.get(term, 0), weight * ACCENT // TYPED if is_accented(term) else weight)

        add(terms(typed), TYPED)
        for syllable in typed:
            for expansion in self._abbreviations.get(syllable.folded, ()):
                add(phrase_terms(expansion), EXPANDED)
            if syllable.folded not in self._postings and syllable.folded not in self._light:
                add(self._corrections(syllable.folded), CORRECTED)
        folded = [syllable.folded for syllable in typed]
        for group in self._groups:
            if any(_contains(folded, phrase) for phrase in group):
                for phrase in group:
                    add(phrase_terms(phrase), EXPANDED)

        def without(quiet: Set[str], some: dict[str, int]) -> dict[str, int]:
            forms = quiet | {f"'{keyed}" for folded, keyed in typed if folded in quiet}
            return {term: weight for term, weight in some.items() if term not in forms}

        heavy = without(self._light, weights) or weights
        telling = without(self._common, heavy)
        return telling if any(term in self._postings for term in telling) else heavy

    def _split_joined(self, sequence: Iterable[Syllable]) -> list[Syllable]:
        """``luadao`` → ``lua dao``: an unknown word that consists of known syllables is taken apart."""
        result = list[Syllable]()
        for syllable in sequence:
            pieces = None if self._is_known(syllable.folded) else self._pieces(syllable.folded)
            result += [Syllable(piece, piece) for piece in pieces] if pieces else [syllable]
        return result

    def _is_known(self, folded: str) -> bool:
        return folded in self._light or folded in self._abbreviations or folded in self._postings

    def _pieces(self, word: str) -> list[str] | None:
        """The fewest known syllables that make up ``word``; between equals, the pair that stands together most."""
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 7), end):
                before, piece = best[start], word[start:end]
                if before is not None and len(piece) > 1 and piece in self._postings:
                    candidate, current = [*before, piece], best[end]
                    if current is None or self._cost(candidate) < self._cost(current):
                        best[end] = candidate
        found = best[len(word)]
        return found if found and len(found) > 1 else None

    def _cost(self, pieces: Sequence[str]) -> tuple[int, int]:
        together = sum(f"{a}_{b}" in self._postings for a, b in itertools.pairwise(pieces))
        return len(pieces) - together, len(pieces)

    def _corrections(self, word: str) -> list[str]:
        """Known syllables that are one letter away from an unknown one of at least four letters."""
        if len(word) < 4:
            return []
        return sorted(known for known in self._postings if is_plain(known) and is_one_letter_away(word, known))

    # --- the sentence that matched -----------------------------------------------------------------------------

    def _best_sentence(self, number: int, weights: Mapping[str, int]) -> str:
        values = {
            term: weight * rarity(len(self._postings[term][0]), len(self.entries))
            for term, weight in weights.items()
            if term in self._postings
        }

        def value(sentence: str) -> int:
            found = set(terms(syllables(sentence)))
            return sum(value for term, value in values.items() if term in found)

        return max(texts(self.entries[number]), key=value)


# --- postings: what the index knows of a term ------------------------------------------------------------------


def light_syllables(words: SearchWords) -> frozenset[str]:
    """Folded syllables that everybody types and that say nothing: a dialect's "mô" is rare, but not important."""
    return frozenset(syllable.folded for word in words.light for syllable in syllables(word))


def folded_words(words: SearchWords) -> dict[str, Any]:
    """``light``, ``abbreviations`` and ``groups``, for scripts: folded, since folding them is much of what a slow phone
    has to do before it can ask for anything."""

    def folded(phrases: Iterable[str]) -> list[str]:
        return [" ".join(syllable.folded for syllable in syllables(phrase)) for phrase in phrases]

    return {
        "light": sorted(light_syllables(words)),
        "abbreviations": {short: folded(longs) for short, longs in words.abbreviations.items()},
        "groups": [folded(group) for group in words.groups],
    }


def occurrences(entries: Sequence[Entry]) -> dict[str, array[int]]:
    """Where each term occurs and how much that is: packed places in the order of the entries, for `postings`."""
    found: defaultdict[str, array[int]] = defaultdict(functools.partial(array, "I"))
    for number, entry in enumerate(entries):
        here: list[str] = []
        length = 0
        for text in texts(entry):
            sequence = syllables(text)
            here += terms(sequence)
            length += len(sequence) + (
                text.count("/") and sum(s.folded.count("/") + 1 for s in sequence if "/" in s.folded)
            )
        length = max(length, FULL_LENGTH)
        counts = Counter(here)
        places = {count: number * _PLACE + _impact(count, length) for count in set(counts.values())}
        for term, count in counts.items():
            found[term].append(places[count])
    return dict(found)


def tells_something(term: str, found: int, light: Set[str]) -> bool:
    """Whether a term that so many entries have is kept: pairs of two light words only while they are rare.

    "Có người" tells nothing from anything, and its list is long; "nghe nói" finds what a mistyped word has lost.
    """
    if found <= RARE or "_" not in term:
        return True
    first, _, second = term.partition("_")
    return first not in light or second not in light


def postings(places: array[int], total: int) -> tuple[list[int], list[int]]:
    """Numbers of the entries that have a term, and what it is worth in each; total: of all entries."""
    weight = rarity(len(places), total)
    # Never nothing, so that even a word of all entries finds.
    worths = [(weight * (place % _PLACE) + COARSENESS // 2) // COARSENESS or 1 for place in places]
    return [place // _PLACE for place in places], worths


_NOWHERE: Final[tuple[list[int], list[int]]] = ([], [])
# An occurrence is one whole number, the number of its entry times this plus BM25's impact in thousandths: millions of
# them are held at once.
_PLACE: Final = 1024


def rarity(found: int, total: int) -> int:
    """BM25's idf in hundredths."""
    return math.floor(100 * math.log(1 + (total - found + 0.5) / (found + 0.5)) + 0.5)


@functools.lru_cache(maxsize=65_536)
def _impact(count: int, length: int) -> int:
    share = count * FULL_LENGTH / length
    return math.floor(1000 * share / (share + SATURATION) + 0.5)


def common_syllables(found: Mapping[str, int], total: int) -> frozenset[str]:
    """Syllables that more than three quarters of all entries have: they tell hardly anything from anything, and their
    lists are the longest. found: term → how many entries have it.

    With half in place of three quarters, 7 of 924 symptoms fewer found their record first, each left out in turn.
    """
    return frozenset(term for term, entries in found.items() if is_plain(term) and entries * 4 > total * 3)


def phrase_terms(phrase: Sequence[str]) -> list[str]:
    """What is looked up for a synonym, or for what an abbreviation stands for. phrase: its folded syllables.

    Several are looked up as pairs: who typed "shipper" and is shown "giao hàng" did not mean every "hàng", and lists of
    single syllables are long. Of 66 records, each symptom left out in turn, 92.7 % are found first, 93.0 % with them.
    """
    return ["_".join(pair) for pair in itertools.pairwise(phrase)] or [*phrase]


def title_terms(entry: Entry, light: Set[str]) -> frozenset[str]:
    """Who types all terms of a query that a title has, side by side, means this entry by its name."""
    return frozenset(terms(syllables(entry.title), light))


def texts(entry: Entry) -> list[str]:
    return [entry.title, *entry.sentences, entry.summary]


def is_accented(term: str) -> bool:
    return term.startswith("'")


def is_plain(term: str) -> bool:
    """Whether a term is one syllable without accents: no pair, no accented form."""
    return "_" not in term and not is_accented(term)


def is_one_letter_away(word: str, other: str) -> bool:
    """One letter changed, left out, put in, or two neighbours swapped."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, other_rest = word[start:], other[start:]
    if len(rest) > len(other_rest):
        return rest[1:] == other_rest
    if len(rest) < len(other_rest):
        return rest == other_rest[1:]
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


def _contains(sequence: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(sequence[i : i + len(phrase)] == phrase for i in range(len(sequence) - len(phrase) + 1))
