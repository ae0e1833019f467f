"""What is told about damaged records, word for word: a golden list, so that no sentence and no place changes unseen.

The records are those of the sample project, damaged as `benchmarks.fuzz` does it, with a fixed seed. After a wanted
change: ``python -m tests.test_told``, then read the difference.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from awareness.problems import Problem
from awareness.reading import RECORD_CLASSES, SINGLE_FILES, parse_record, read_library
from awareness.rules import check_library
from benchmarks.fuzz import DAMAGE, a_value
from tests.conftest import DAY, ROOT, SAMPLE

DATA: Final = ROOT / "tests/data"
GOLDEN: Final = DATA / "told.txt"
TRIES: Final = 3
"""Of each kind of damage, for each file."""
SHOWN: Final = 6
"""Problems of one file."""
QUICK: Final = tuple(damage for damage in dict.fromkeys(DAMAGE) if damage is not a_value)
_WORD_FIELDS: Final = re.compile(
    r"^ *(?:- )?(?!on|date|updated|published|reviewed|verified_on|as_of|status|url|id)[a-z_]+:"
)
_ID: Final = re.compile(r"\b[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b")


def told_by_the_reader() -> Iterator[str]:
    files = sorted(SAMPLE.rglob("*.yml"))
    texts = [path.read_text("utf-8") for path in files]
    for path, text in zip(files, texts, strict=True):
        single = path.parent == SAMPLE
        model = SINGLE_FILES[path.name] if single else RECORD_CLASSES[path.parent.name]
        for damage in QUICK:
            for number in range(TRIES):
                name = f"{path.relative_to(SAMPLE)}, {damage.__name__} {number}"
                chance = random.Random(name)
                content = damage(text, chance, chance.choice(texts))
                record, problems = parse_record(content, model, {} if single else {"id": path.stem}, "x.yml")
                yield f"{name}: {'a record' if record is not None else f'{len(problems)} problems'}"
                yield from map(_line, problems[:SHOWN])


def told_by_the_rules(folder: Path) -> Iterator[str]:
    """The sample project with some ids exchanged for others, lines gone or twice, in a few files at a time."""
    files = sorted(SAMPLE.rglob("*.yml"))
    texts = {path: path.read_text("utf-8") for path in files}
    ids = sorted({name for text in texts.values() for name in _ID.findall(text)})
    for number in range(10 * TRIES):
        chance = random.Random(number)
        changed = chance.sample(files, 5)
        for path in files:
            lines = texts[path].splitlines(keepends=True)
            if path in changed:
                places = [place for place, line in enumerate(lines) if _WORD_FIELDS.match(line) and _ID.search(line)]
                for place in chance.sample(places, min(2, len(places))):
                    lines[place] = _ID.sub(lambda _: chance.choice(ids), lines[place], count=1)  # noqa: B023
                place = chance.randrange(len(lines))
                lines[place : place + 1] = chance.choice(([], [lines[place]] * 2, [lines[place]], [lines[place]]))
            target = folder / path.relative_to(SAMPLE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("".join(lines), "utf-8")
        library, problems = read_library(folder)
        found = problems + check_library(library, DAY)
        yield f"round {number}: {len(found)} problems"
        yield from (f"{Path(problem.path).name}{_line(problem)}" for problem in found)


def _line(problem: Problem) -> str:
    return f"  {problem.line}:{problem.column} {problem.what} → {problem.fix}"


def everything(folder: Path) -> str:
    lines = [*told_by_the_reader(), *told_by_the_rules(folder)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace").decode()


def test_the_same_is_told(tmp_path: Path) -> None:
    now, before = everything(tmp_path).splitlines(), GOLDEN.read_text("utf-8").splitlines()
    different = [(was, becomes) for was, becomes in zip(before, now, strict=False) if was != becomes]
    assert different[:5] == []
    assert len(now) == len(before)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        GOLDEN.write_text(everything(Path(name)), "utf-8")
    sys.exit(pytest.main([__file__, "-q"]))
