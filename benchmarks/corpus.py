"""Generated records for measuring: as many as wanted, as long as real ones. Never written into ``warnings/``."""

from __future__ import annotations

import itertools
import random
import re
import shutil
from collections.abc import Container, Sequence
from pathlib import Path
from typing import Final

from awareness.harm import BLAME

ROOT = Path(__file__).resolve().parents[1]
WARNINGS = ROOT / "warnings"


def write_corpus(folder: Path, count: int, *, mixed: bool = False) -> Path:
    """A ``warnings/`` folder in ``folder`` with ``count`` tactics, made from the real ones in turn.

    Ids and titles differ, references stay inside the corpus, everything else is as long as in real records, so that
    a corpus passes ``check``. Returns the folder.

    mixed: sentences that the search knows are drawn from all records, and one word in sixteen from anywhere. Copies
    would make an index far smaller than that of as many different records, and packing would do the rest.
    """
    target = folder / "warnings"
    shutil.copytree(WARNINGS, target, ignore=shutil.ignore_patterns("tactics", "published-ids.txt"))
    (target / "tactics").mkdir()
    originals = sorted((WARNINGS / "tactics").glob("*.yml"))[:count]
    mixture = _Mixture([original.read_text("utf-8") for original in originals])
    known = {original.stem for original in originals}
    for referring in (*(target / "guides").glob("*.yml"), target / "source-items.yml"):
        referring.write_text(_without_references(referring.read_text("utf-8"), known), "utf-8")
    for number, original in zip(range(count), itertools.cycle(originals), strict=False):
        text = _without_references(original.read_text("utf-8"), known)
        name = original.stem
        if number >= len(originals):
            name = f"{name}-{number:05}"
            # the same length, so that the limits of titles and SMS still hold
            text = re.sub(r'^(title: ").{6}', rf"\g<1>{number:05} ", text, count=1, flags=re.MULTILINE)
            if mixed:
                text = mixture.of(text, number)
        (target / "tactics" / f"{name}.yml").write_text(text, "utf-8")
    return target


def _without_references(text: str, known: Container[str]) -> str:
    """The record without what refers to tactics that a small corpus leaves out."""

    def those_known(match: re.Match[str]) -> str:
        return f"related: [{', '.join(name for name in re.findall(r'[a-z0-9-]+', match[1]) if name in known)}]"

    def if_known(match: re.Match[str]) -> str:
        return match[0] if all(name in known for name in re.findall(r"tactic: ([a-z0-9-]+)", match[0])) else ""

    def answers_known(match: re.Match[str]) -> str:
        pages = re.findall(r"[a-z]+(?:/[a-z0-9-]+)+", match[1])
        kept = [page for page in pages if not page.startswith("tactics/") or page.removeprefix("tactics/") in known]
        return f"answered_in: [{', '.join(kept or ['contacts/113'])}]"

    text = re.sub(r"\banswered_in: \[(.*)\]$", answers_known, text, flags=re.MULTILINE)
    text = re.sub(r"^related: \[(.*)\]$", those_known, text, flags=re.MULTILINE)
    return re.sub(r"^conflicts_with:\n(?:  .*\n)+", if_known, text, flags=re.MULTILINE)


_LISTS: Final = ("how_it_works", "red_flags", "script", "do", "check", "symptoms", "also_known_as")
_LIST: Final = re.compile(rf"^({'|'.join(_LISTS)}):\n((?:  .*\n)+)", re.MULTILINE)
_SENTENCE: Final = re.compile(r'^(  - (?:says: )?)"([^"\\]*)"$', re.MULTILINE)
# Small letters only: names, numbers and addresses mean something to the rules.
_WORD: Final = re.compile(r"(?<![^\W])(?<!\.)[^\W\dA-ZĐ_]{2,6}(?![^\W])(?!\.\w)")


class _Mixture:
    """Other sentences and words in the lists of a record, the same each time."""

    def __init__(self, records: Sequence[str]) -> None:
        self._sentences: dict[str, list[str]] = {name: [] for name in _LISTS}
        for text in records:
            for name, lines in _LIST.findall(text):
                self._sentences[name] += sorted({sentence for _, sentence in _SENTENCE.findall(lines)})
        # several records may have the same sentence, but none has it twice
        self._sentences = {name: list(dict.fromkeys(found)) for name, found in self._sentences.items()}
        everything = " ".join(sentence for sentences in self._sentences.values() for sentence in sentences)
        self._words: dict[int, list[str]] = {}
        for word in _WORD.findall(everything):
            self._words.setdefault(len(word), []).append(word)

    def of(self, text: str, seed: int) -> str:
        chance = random.Random(seed)

        def other_word(match: re.Match[str]) -> str:
            return chance.choice(self._words[len(match[0])]) if chance.random() < 1 / 16 else match[0]

        def other_sentences(match: re.Match[str]) -> str:
            own = {sentence for _, sentence in _SENTENCE.findall(match[2])}
            drawn = iter(chance.sample([other for other in self._sentences[match[1]] if other not in own], len(own)))

            def other_sentence(line: re.Match[str]) -> str:
                other = next(drawn)
                sentence = other if chance.random() < 0.5 else line[2]
                mixed = _WORD.sub(other_word, sentence)
                # words drawn at random may blame somebody by accident, and then the corpus would not pass `check`
                return f'{line[1]}"{sentence if any(words in mixed.lower() for words in BLAME) else mixed}"'

            return f"{match[1]}:\n{_SENTENCE.sub(other_sentence, match[2])}"

        return _LIST.sub(other_sentences, text)


def write_project(folder: Path, count: int, *, mixed: bool = False) -> Path:
    """A whole project in ``folder`` with a corpus of ``count`` tactics; returns the folder."""
    write_corpus(folder, count, mixed=mixed)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "docs").mkdir()
    for page in (ROOT / "docs").glob("*.md"):
        if page.name != "index.md":
            shutil.copy(page, folder / "docs" / page.name)
    return folder
