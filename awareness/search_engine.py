"""Finding by what happened: one ranking, here and in ``overrides/assets/search.js``, proven equal by shared vectors.

The phone receives the sentences of every entry and builds the same index from them: the sentence that matched can then
be shown, and nothing has to be fetched while somebody types. All arithmetic is on whole numbers after one rounding, so
that both languages give the same scores.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from awareness.folding import Syllable, syllables, terms
from awareness.records import SearchWords

SATURATION: Final = 4
"""Occurrences after which a term counts half of what it can: count / (count + 4)."""
FULL_LENGTH: Final = 400
"""Syllables of a full record: a longer entry needs proportionally more occurrences (BM25 with b = 1), while a short
one, as a phone number, is not made important by its shortness."""
NAMED: Final = 4
"""How many times more an entry counts whose title holds everything that was typed, as "113" or "tôi đã chuyển tiền"."""
# weights in tenths
TYPED: Final = 10
EXPANDED: Final = 6
CORRECTED: Final = 8
ACCENT: Final = 3
LIGHT: Final = 3


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


class Hit(NamedTuple):
    """number: of the entry; score: whole number; sentence: the one of the entry that matched best."""

    number: int
    score: int
    sentence: str


class SearchIndex:
    """Entries, ready to be searched."""

    def __init__(self, entries: Sequence[Entry], words: SearchWords) -> None:
        self.entries = entries
        counts = [
            Counter(term for sentence in _texts(entry) for term in terms(syllables(sentence))) for entry in entries
        ]
        lengths = [sum(n for term, n in count.items() if _is_plain(term)) for count in counts]
        self._postings: dict[str, list[tuple[int, int]]] = {}
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for term, n in count.items():
                share = n * FULL_LENGTH / max(length, FULL_LENGTH)
                self._postings.setdefault(term, []).append(
                    (number, math.floor(1000 * share / (share + SATURATION) + 0.5))
                )
        self._titles = [{syllable.folded for syllable in syllables(entry.title)} for entry in entries]
        self._rarity = {term: _rarity(len(found), len(entries)) for term, found in self._postings.items()}
        self._abbreviations = {
            short: [syllables(long) for long in longs] for short, longs in words.abbreviations.items()
        }
        # A dialect's "mô" or "hắn" is rare in the records; rarity alone would make it important.
        self._light = {syllable.folded for word in words.light for syllable in syllables(word)}
        self._groups = [[[s.folded for s in syllables(phrase)] for phrase in group] for group in words.groups]

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The best entries for what somebody typed, best first; equal scores in the order of the entries."""
        typed = self._split_joined(syllables(query))
        weights = self._query_terms(typed)
        scores: Counter[int] = Counter()
        for term, weight in weights.items():
            for number, impact in self._postings.get(term, ()):
                scores[number] += weight * self._rarity[term] * impact
        for number in scores:
            if all(syllable.folded in self._titles[number] for syllable in typed):
                scores[number] *= NAMED
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return [Hit(number, score, self._best_sentence(number, weights)) for number, score in best]

    # --- the query ---------------------------------------------------------------------------------------------

    def _query_terms(self, typed: Sequence[Syllable]) -> dict[str, int]:
        """Every term to look up, with its weight in tenths; the largest weight counts where a term comes twice."""
        weights: dict[str, int] = {}

        def add(sequence: Sequence[Syllable], weight: int) -> None:
            for term in terms(list(sequence)):
                weights[term] = max(weights.get(term, 0), self._share(term, weight))

        add(typed, TYPED)
        for syllable in typed:
            for expansion in self._abbreviations.get(syllable.folded, ()):
                add(expansion, EXPANDED)
            if syllable.folded not in self._postings:
                for known in self._corrections(syllable.folded):
                    weights[known] = max(weights.get(known, 0), CORRECTED)
        folded = [syllable.folded for syllable in typed]
        for group in self._groups:
            if any(_contains(folded, phrase) for phrase in group):
                for phrase in group:
                    add([Syllable(part, part) for part in phrase], EXPANDED)
        return weights

    def _share(self, term: str, weight: int) -> int:
        """A term's weight: accents count a little, words that say nothing by themselves count less."""
        if term.startswith("'"):
            return weight * ACCENT // TYPED
        return weight * LIGHT // TYPED if term in self._light else weight

    def _split_joined(self, sequence: Iterable[Syllable]) -> list[Syllable]:
        """``luadao`` → ``lua dao``: an unknown word that consists of known syllables is taken apart."""
        result = list[Syllable]()
        for syllable in sequence:
            pieces = None if self._is_known(syllable.folded) else self._pieces(syllable.folded)
            result += [Syllable(piece, piece) for piece in pieces] if pieces else [syllable]
        return result

    def _is_known(self, folded: str) -> bool:
        return folded in self._postings or folded in self._abbreviations

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
        return sorted(known for known in self._postings if _is_plain(known) and is_one_letter_away(word, known))

    # --- the sentence that matched -----------------------------------------------------------------------------

    def _best_sentence(self, number: int, weights: Mapping[str, int]) -> str:
        def value(sentence: str) -> int:
            found = set(terms(syllables(sentence)))
            return sum(weight * self._rarity[term] for term, weight in weights.items() if term in found)

        sentences = _texts(self.entries[number])
        return max(sentences, key=value)


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


def _texts(entry: Entry) -> list[str]:
    return [entry.title, *entry.sentences, entry.summary]


def _is_plain(term: str) -> bool:
    return "_" not in term and not term.startswith("'")


def _rarity(found: int, total: int) -> int:
    """BM25's idf in hundredths."""
    return math.floor(100 * math.log(1 + (total - found + 0.5) / (found + 0.5)) + 0.5)


def _contains(sequence: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(sequence[i : i + len(phrase)] == phrase for i in range(len(sequence) - len(phrase) + 1))
