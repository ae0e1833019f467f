"""What our texts must not share with the source articles: runs of nine syllables, kept as hashes and not as text.

``python -m tests.seed_runs FOLDER`` makes ``tests/data/seed-runs.txt`` from a folder with the text of each article in a
file of its own, named by number (``000_….txt`` is the article of the items S000-…). The articles stay outside the
repository; what is kept of them cannot be read.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from awareness.folding import syllables

RUN: Final = 9
"""Syllables. Shorter runs are set phrases ("công an xã, phường gần nhất"), longer ones are somebody's sentence."""
FILE: Final = Path(__file__).with_name("data") / "seed-runs.txt"
_DIGEST_BYTES: Final = 6
"""Some ten thousand runs of ours meet some thousands of theirs: about one false alarm in a million checks."""


def folded(text: str) -> list[str]:
    """The syllables of a text without accents, capitals and punctuation: changing those makes no text one's own."""
    return [syllable.folded for syllable in syllables(text)]


def hashed_runs(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every run of nine syllables: where it begins, and its hash."""
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield start, hashlib.blake2b(run.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def write_runs(articles: Iterable[Path], file: Path) -> int:
    """Write the hashes of all articles, each below ``# <number>``; returns how many there are."""
    lines = ["# Made by `python -m tests.seed_runs FOLDER`; see there."]
    for article in sorted(articles):
        runs = {digest for _, digest in hashed_runs(folded(article.read_text("utf-8")))}
        lines += [f"# S{article.name[:3]}", *sorted(runs)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return sum(not line.startswith("#") for line in lines)


def read_runs(file: Path = FILE) -> dict[str, frozenset[str]]:
    """Article (``S000``) → the hashes of its runs."""
    articles: dict[str, set[str]] = {}
    for line in file.read_text("utf-8").splitlines()[1:]:
        if line.startswith("# "):
            current = articles.setdefault(line.removeprefix("# "), set())
        else:
            current.add(line)
    return {article: frozenset(runs) for article, runs in articles.items()}


def main(arguments: Sequence[str]) -> int:
    """Make the file anew from the folder given."""
    if len(arguments) != 1 or not (articles := list(Path(arguments[0]).glob("[0-9][0-9][0-9]_*.txt"))):
        print("python -m tests.seed_runs FOLDER (articles as 000_….txt, 001_….txt, …)", file=sys.stderr)
        return 2
    print(f"{write_runs(articles, FILE)} runs of {len(articles)} articles")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
