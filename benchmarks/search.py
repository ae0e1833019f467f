"""Leave one out: every symptom, taken out of the index and searched, should find its own record."""

from __future__ import annotations

import dataclasses
import functools
import random
import unicodedata
from collections.abc import Callable

from awareness import search_engine
from awareness.catalogue import Catalogue
from awareness.folding import syllables, terms
from awareness.reading import read_library
from awareness.search_engine import SearchIndex
from awareness.search_index import entries
from awareness.vietnamese import unaccented
from benchmarks.corpus import WARNINGS
from tests.conftest import DAY

FIRST, IN_THREE = 0.82, 0.94
SPELLING_COST, TYPO_COST = 0.02, 0.05


def with_typo(text: str) -> str:
    """One letter of one longer word left out; the same each time."""
    chance = random.Random(text)
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    if long:
        place = chance.choice(long)
        letter = chance.randrange(1, len(words[place]))
        words[place] = words[place][:letter] + words[place][letter + 1 :]
    return " ".join(words)


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as typed": lambda text: text,
    "capitals": str.upper,
    "decomposed (NFD)": lambda text: unicodedata.normalize("NFD", text),
    "no accents": unaccented,
    "one typo": with_typo,
}


def run() -> str:
    library, problems = read_library(WARNINGS)
    assert not problems
    catalogue = Catalogue.link(library, DAY)
    everything = entries(catalogue)
    places: dict[str, list[int]] = {name: [] for name in SPELLINGS}
    with _remembered_folding():
        for number, entry in enumerate(everything):
            tactic = catalogue.tactics.get(entry.url.split("/")[1]) if entry.url.startswith("canh-bao/") else None
            for symptom in tactic.symptoms if tactic else ():
                others = tuple(sentence for sentence in entry.sentences if sentence != symptom)
                left = [*everything]
                left[number] = dataclasses.replace(entry, sentences=others)
                index = SearchIndex(left, catalogue.search_words)
                for name, spell in SPELLINGS.items():
                    found = [hit.number for hit in index.search(spell(symptom), 3)]
                    places[name].append(found.index(number) if number in found else 99)
    return _table(places, len(catalogue.tactics))


class _remembered_folding:
    """The same sentences are folded for every index: remember them while measuring."""

    def __enter__(self) -> None:
        folded = functools.lru_cache(None)(lambda text: tuple(syllables(text)))
        looked_up = functools.lru_cache(None)(lambda sequence, light: tuple(terms(sequence, light)))
        search_engine.syllables = lambda text: list(folded(text))  # type: ignore[assignment]
        search_engine.terms = lambda sequence, light=frozenset(): iter(looked_up(tuple(sequence), light))  # type: ignore[assignment]

    def __exit__(self, *error: object) -> None:
        search_engine.syllables, search_engine.terms = syllables, terms


def _table(places: dict[str, list[int]], records: int) -> str:
    shares = {
        name: (sum(p == 0 for p in found) / len(found), sum(p < 3 for p in found) / len(found))
        for name, found in places.items()
    }
    count = len(places["as typed"])
    rows = [f"| {name} | {first:.1%} | {three:.1%} |" for name, (first, three) in shares.items()]
    table = "\n".join(
        [f"{records} tactics, {count} symptoms.", "", "| | first | in the first three |", "|---|---|---|", *rows]
    )
    first, three = shares["as typed"]
    assert first >= FIRST, table
    assert three >= IN_THREE, table
    for name, (spelled, _) in shares.items():
        assert first - spelled <= (TYPO_COST if name == "one typo" else SPELLING_COST), f"{name}\n\n{table}"
    return table
