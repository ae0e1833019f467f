"""The search index cut into small files: the phone fetches only what a query needs.

A phone cannot take in the sentences of thousands of entries and index them, and takes seconds for those of a hundred.
So the index of `search_engine` is made here and cut by folded syllable. What the phone asks for depends on nothing but
the query, so all of it can be on its way at once; only then come the entries that won. Shards are classic scripts that
hand over data, as everything else that scripts of the site read: from ``file://`` nothing else can be fetched.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from awareness.artifacts import Artifact
from awareness.folding import syllables
from awareness.search_engine import (
    Entry,
    common_syllables,
    is_accented,
    is_plain,
    light_syllables,
    occurrences,
    phrase_terms,
    postings,
    tells_something,
    title_terms,
)
from awareness.single_files import SearchWords

LARGE: Final = 200
"""Entries beyond which a phone never fetches all sentences for a search. Of fewer it does once the first answer is
there: one file of 151 entries weighs 95 KB packed, too long to wait for on slow 4G (1.7 seconds at 450 kbit/s, and as
long again to read), and then answers every further query at once, letter by letter and without a network."""
FORMAT: Final = 5
"""To be raised when the same entries are written differently: phones keep shards that they have."""
TERMS_TOGETHER: Final = 2
"""Entries for each shard of syllables with their accented forms; pairs have four times as many shards. At 2,000 entries
that makes half a kilobyte to one. Fewer shards carry more that nobody asked for, more carry little but headers."""


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """What the phone must know to ask for shards.

    folder: relative to the site; named after what it holds, so that no phone mixes two builds.
    entries, syllables, pairs: how many shards there are of each.
    light: syllables that say nothing; each has a shard of its own, since hardly anybody needs it, and its list is long.
    common: syllables that most entries have; they are looked up when nothing else is found.
    whole: whether the phone fetches the whole index as well, after the first answer.
    """

    folder: str
    entries: int
    syllables: int
    pairs: int
    light: tuple[str, ...]
    common: tuple[str, ...]
    whole: bool

    def home(self, term: str) -> str:
        """The name of the shard that has a term. An accented form lies with its syllable: whoever types one asks for
        both, and on a slow line every request costs."""
        if "_" in term:
            return f"p{_spread(term) % self.pairs}"
        syllable = _without_accents(term) if is_accented(term) else term
        return f"l{syllable}" if syllable in self.light else f"s{_spread(syllable) % self.syllables}"


def cut(entries: Sequence[Entry], words: SearchWords) -> tuple[ShardPlan, Iterator[Artifact]]:
    """How the index of these entries is cut, and every shard, in ``site/assets/search-…/``:

    ``s<n>.js`` syllables and their accented forms, ``l….js`` a light one and its forms, ``p<n>.js`` pairs,
    ``g<n>.js`` what a group of synonyms looks up, ``known.js`` all syllables (for joined and mistyped words),
    ``e<n>.js`` one entry as it is shown.
    """
    found = _found(entries, light_syllables(words), _titled(entries, light_syllables(words)))
    lines = {term: line for term, (line, _) in found.items()}
    plan = _plan(entries, words, common_syllables({term: count for term, (_, count) in found.items()}, len(entries)))
    return plan, _cut(plan, lines, entries, words)


def _plan(entries: Sequence[Entry], words: SearchWords, common: Collection[str]) -> ShardPlan:
    source = [FORMAT, words.model_dump(), [[e.url, e.title, e.summary, e.kind, e.sentences] for e in entries]]
    digest = hashlib.sha256(_json(source).encode()).hexdigest()[:12]
    shards = -(-len(entries) // TERMS_TOGETHER)
    return ShardPlan(
        folder=f"assets/search-{digest}",
        entries=len(entries),
        syllables=shards,
        pairs=4 * shards,
        light=tuple(sorted(light_syllables(words))),
        common=tuple(sorted(common)),
        whole=len(entries) <= LARGE,
    )


def _found(
    entries: Sequence[Entry], light: frozenset[str], titled: Mapping[str, Sequence[int]]
) -> dict[str, tuple[str, int]]:
    """Each term that is kept → its line in a shard, and how many entries have it."""
    lines = dict[str, tuple[str, int]]()
    for term, places in occurrences(entries).items():
        if tells_something(term, len(places), light):
            lines[term] = _line(term, places, titled.get(term, ()), len(entries)), len(places)
    return lines


def _cut(plan: ShardPlan, lines: Mapping[str, str], entries: Sequence[Entry], words: SearchWords) -> Iterator[Artifact]:
    for name, shard_terms in sorted(_shards(plan, lines, words).items()):
        yield _shard(plan, name, "\n".join(lines[term] for term in sorted(shard_terms)))
    yield _shard(plan, "known", " ".join(sorted(filter(is_plain, lines))))
    for number, entry in enumerate(entries):
        yield _shard(plan, f"e{number}", entry.as_data())


def _shards(plan: ShardPlan, lines: Collection[str], words: SearchWords) -> dict[str, set[str]]:
    """Name of a shard → its terms. Also those without any: what a phone asks for is there."""
    counts = (("s", plan.syllables), ("p", plan.pairs), ("g", len(words.groups)))
    names = [f"{kind}{number}" for kind, count in counts for number in range(count)]
    shards: dict[str, set[str]] = {name: set() for name in [*names, *(f"l{syllable}" for syllable in plan.light)]}
    for term in lines:
        shards[plan.home(term)].add(term)
    light = light_syllables(words)
    for number, group in enumerate(words.groups):
        wanted = shards[f"g{number}"]
        for phrase in group:
            parts = [syllable.folded for syllable in syllables(phrase)]
            wanted.update(term for term in phrase_terms(parts) if term in lines and term not in light)
    return shards


def _titled(entries: Sequence[Entry], light: frozenset[str]) -> dict[str, list[int]]:
    titled: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for term in title_terms(entry, light):
            titled[term].append(number)
    return titled


# --- the form of a shard ---------------------------------------------------------------------------------------


def _line(term: str, places: array[int], titled: Sequence[int], total: int) -> str:
    """``term numbers worths [titled]``: entries that have the term, what it is worth there, those titled with it."""
    numbers, worths = postings(places, total)
    return f"{term} {packed(_steps(numbers))} {packed(worths)} {packed(_steps(titled))}".rstrip()


def _steps(ascending: Sequence[int]) -> list[int]:
    """The first number, then how many are skipped before each further one."""
    return [number - before - 1 for before, number in zip([-1, *ascending], ascending, strict=False)]


LAST: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx"
BEFORE: Final = "yz!#$%&()*+,-./:;=>?@[]^_{|}~'"
"""Whole numbers as text that JSON need not escape: below 60 one character, else others before the last."""


def packed(numbers: Sequence[int]) -> str:
    try:
        return "".join(map(_CODES.__getitem__, numbers))
    except IndexError:  # larger than nearly all that occur
        return "".join(map(_code, numbers))


def _code(number: int) -> str:
    rest, last = divmod(number, len(LAST))
    code = LAST[last]
    while rest:
        rest, digit = divmod(rest - 1, len(BEFORE))
        code = BEFORE[digit] + code
    return code


_CODES: Final = [_code(number) for number in range(4096)]


def _spread(term: str) -> int:
    """A number that scatters terms over shards; search-fetching.js computes the same."""
    spread = 0
    for character in term:
        spread = (spread * 31 + ord(character)) % 65_521
    return spread


def _without_accents(term: str) -> str:
    """``'nơ5`` → ``no``: the syllable that an accented form belongs to; search-fetching.js does the same."""
    letters = unicodedata.normalize("NFD", term[1:].rstrip("12345"))
    return "".join(filter(_is_letter, letters)).replace("đ", "d")


def _is_letter(character: str) -> bool:
    return not unicodedata.combining(character)


def _shard(plan: ShardPlan, name: str, content: object) -> Artifact:
    return Artifact.text(f"site/{plan.folder}/{name}.js", f'searchShard("{name}",{_json(content)});\n')


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
