"""Damaged records through reader and rules: no traceback, no hang, the same from both parsers of YAML.

Every round damages each real file of ``warnings/`` in one way: bytes, letters, lines, blocks, values, or pieces of
other records. Both parsers read it and must tell the same. What is still a record goes, all of a round together,
through all rules. The seed is fixed, so that a failure comes again: ``python -m benchmarks.fuzz ROUNDS``.
"""

from __future__ import annotations

import copy
import functools
import multiprocessing
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel

from awareness.reading import RECORD_CLASSES, SINGLE_FILES, Library, read_library, validated
from awareness.rules import check_library
from awareness.yaml_source import parse_yaml
from benchmarks.corpus import WARNINGS
from tests.conftest import DAY

INPUTS: Final = 50_000
SLOW_LOADER_BYTES: Final = 2_500
"""Up to this size every input is read by the pure Python parser too, above it one in `SLOW_LOADER_SHARE`."""
SLOW_LOADER_SHARE: Final = 16
HANG: Final = 10
"""Seconds for one input, reading it twice, or for all rules over a round."""

# for what the damage is made with only: what is read is read by both parsers
_LOADER: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Final[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_PIECES: Final = (
    *("\t", "\0", "\r", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2028", "\ud7ff", "а", "🙋"),
    *('"', "'", "\\", "\\x1b", ": ", " #", "- ", "? ", "[", "]", "{", "}", ",", "|\n", ">-\n", "\n", "\n\n  ", "  "),
    *("&a ", "*a", "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.2\n"),
    *("~", "null", "no", "0113", "1e999", ".nan", "0x1F", "2026-02-30", "9" * 400, "a" * 3_000),
    *("../../etc/passwd", "<script>", "{{ x }}", "https://", "javascript:x"),
)


@dataclass(frozen=True, slots=True)
class Original:
    """A real file: its path below ``warnings/``, the class of its record, fields from outside it, its text."""

    path: Path
    model: type[BaseModel]
    extra: dict[str, str]
    text: str


@dataclass(slots=True)
class Outcome:
    """What came of the inputs of one process. failures: input and traceback of each; slowest: seconds and what."""

    inputs: int = 0
    both: int = 0
    records: int = 0
    problems: int = 0
    by_damage: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")


def originals() -> list[Original]:
    """All files that are read as records, in a fixed order."""
    found = [
        Original(path.relative_to(WARNINGS), model, {"id": path.stem}, path.read_text("utf-8"))
        for folder, model in RECORD_CLASSES.items()
        for path in sorted((WARNINGS / folder).glob("*.yml"))
    ]
    singles = [(WARNINGS / name, model) for name, model in SINGLE_FILES.items() if (WARNINGS / name).is_file()]
    return found + [Original(path.relative_to(WARNINGS), model, {}, path.read_text("utf-8")) for path, model in singles]


# --- damage: text, chance and another text → bytes -------------------------------------------------------------


def some_bytes(text: str, chance: random.Random, other: str) -> bytes:
    content = bytearray(text.encode())
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        place = chance.randrange(len(content))
        match chance.randrange(3):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                content[place:place] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 4))))
            case _:
                del content[place : place + chance.choice((1, 2, 40))]
        if not content:
            break
    return bytes(content)


def some_letters(text: str, chance: random.Random, other: str) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice(_PIECES) + text[place + chance.choice((0, 0, 1, 3)) :]
    return text.encode("utf-8", "surrogatepass")


def some_lines(text: str, chance: random.Random, other: str) -> bytes:
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 2, 6))):
        one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                lines[one], lines[two] = lines[two], lines[one]
            case 1:
                lines.insert(one, lines[two])
            case 2:
                del lines[min(one, two) : min(one, two) + chance.choice((1, 3, 20))]
                lines = lines or [""]
            case 3:
                lines[one] = " " * chance.randrange(12) + lines[one].lstrip()
            case 4:
                lines[one] = lines[one] + lines[two]
            case _:
                lines[one] = chance.choice(other.split("\n"))
    return "\n".join(lines).encode()


def a_block(text: str, chance: random.Random, other: str) -> bytes:
    """A whole field of another record, put in, put in place of one, or twice."""
    ours, theirs = _blocks(text), _blocks(other)
    place = chance.randrange(len(ours))
    match chance.randrange(4):
        case 0:
            ours[place] = chance.choice(theirs)
        case 1:
            ours.insert(place, chance.choice(theirs))
        case 2:
            del ours[place]
        case _:
            ours[place] = "".join("  " + line for line in ours[place].splitlines(keepends=True))
    return "".join(ours).encode()


def a_value(text: str, chance: random.Random, other: str) -> bytes:
    """A value of the tree becomes another: of another kind, another size, or from elsewhere; written out anew."""
    data = copy.deepcopy(_tree(text))
    spare = [value for _, _, value in _places(_tree(other))]
    for _ in range(chance.choice((1, 1, 3))):
        where = _places(data)
        if not where:
            break
        parent, key, value = chance.choice(where)
        new = chance.choice(
            [
                "",
                "x",
                "0" * 300,
                [],
                {},
                [[]],
                {"": ""},
                [value],
                {"a": value},
                [value] * 40,
                None,
                chance.choice(spare),
            ]
        )
        if chance.random() < 0.15:
            del parent[key]
        elif isinstance(parent, dict) and chance.random() < 0.2:
            parent[chance.choice(("", "id", "title", str(key) + "s", "x y", "1"))] = copy.deepcopy(new)
        else:
            parent[key] = copy.deepcopy(new)
    written = yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, default_style='"', width=1_000)
    return str(written).encode()


def one_word(text: str, chance: random.Random, other: str) -> bytes:
    """Words of another record in place of some: what mostly stays a record, and reaches the rules."""
    words = [match for match in re.finditer(r"[^\W\d_]{2,}", text) if text[match.end() : match.end() + 1] != ":"]
    from_other = re.findall(r"[^\W\d_]{2,}|\d+", other) or ["x"]
    for match in sorted(chance.sample(words, min(len(words), chance.choice((1, 2, 10)))), key=lambda m: -m.start()):
        text = text[: match.start()] + chance.choice(from_other) + text[match.end() :]
    return text.encode()


DAMAGE: Final[tuple[Callable[[str, random.Random, str], bytes], ...]] = (
    some_bytes, some_letters, some_lines, a_block, a_value, one_word, one_word,
)  # fmt: skip


@functools.cache
def _tree(text: str) -> Any:
    return yaml.load(text, Loader=_LOADER)


def _blocks(text: str) -> list[str]:
    return [block for block in re.split(r"(?m)^(?=\S)", text) if block] or [text]


def _places(data: Any) -> list[tuple[Any, Any, Any]]:
    pairs: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(data, dict):
        pairs = iter(data.items())
    elif isinstance(data, list):
        pairs = iter(enumerate(data))
    found = []
    for key, value in pairs:
        found.append((data, key, value))
        found += _places(value)
    return found


# --- running ---------------------------------------------------------------------------------------------------


class Hang(Exception):
    """One input took longer than `HANG` seconds."""


@contextmanager
def limited() -> Iterator[None]:
    def too_long(*_: object) -> None:
        raise Hang

    previous = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, HANG * 3)  # of the clock: a busy machine may stand still for a while
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def fuzz(numbers: range) -> Outcome:
    """The rounds of these numbers."""
    files, outcome = originals(), Outcome()
    sound = _sound()
    with tempfile.TemporaryDirectory() as scratch:
        for number in numbers:
            _one_round(number, files, sound, Path(scratch), outcome)
    return outcome


@functools.cache
def _sound() -> Library:
    """Read once by each process; no round changes it."""
    return read_library(WARNINGS)[0]


def _one_round(number: int, files: list[Original], sound: Library, scratch: Path, outcome: Outcome) -> None:
    library = copy.copy(sound)
    library.files = dict(sound.files)
    for folder in RECORD_CLASSES:
        setattr(library, folder, dict(getattr(sound, folder)))
    for place, original in enumerate(files):
        chance = random.Random(f"{number}/{original.path}")
        damage = DAMAGE[(number + place) % len(DAMAGE)]
        content = damage(original.text, chance, chance.choice(files).text)
        name = f"round {number}, {damage.__name__}, {original.path}"
        outcome.inputs += 1
        outcome.by_damage[damage.__name__] += 1
        started = time.process_time()
        try:
            with limited():
                record = _read(original, content, chance.randrange(SLOW_LOADER_SHARE) == 0, outcome)
        except Exception:
            outcome.failures.append(f"{name}\n{traceback.format_exc(limit=-6)}")
            continue
        outcome.slowest = max(outcome.slowest, (time.process_time() - started, name))
        if record is not None:
            outcome.records += 1
            path = scratch / str(original.path).replace("/", "-")
            path.write_bytes(content)
            _put(library, original, record, path)
    try:
        with limited():
            outcome.problems += len(check_library(library, DAY))
    except Exception:
        outcome.failures.append(f"round {number}, rules\n{traceback.format_exc(limit=-8)}")


def _read(original: Original, content: bytes, also_slow: bool, outcome: Outcome) -> BaseModel | None:
    record, problems = validated(parse_yaml(content), original.model, original.extra, "x.yml")
    if also_slow or len(content) <= SLOW_LOADER_BYTES:
        outcome.both += 1
        slow, told = validated(parse_yaml(content, yaml.SafeLoader), original.model, original.extra, "x.yml")
        assert told == problems, f"the parsers differ: {problems[:3]} | {told[:3]}"
        assert slow == record, "the parsers read different records"
    return record


def _put(library: Library, original: Original, record: BaseModel, path: Path) -> None:
    if original.extra:
        folder, stem = original.path.parent.name, original.path.stem
        getattr(library, folder)[stem] = record
        library.files[f"{folder}/{stem}"] = path
    else:
        setattr(library, record.folder, record)  # type: ignore[attr-defined]
        library.files[original.path.name] = path


def run(inputs: int = INPUTS) -> str:
    rounds = -(-inputs // len(originals()))
    processes = min(2, os.cpu_count() or 1)
    started = time.monotonic()
    with multiprocessing.Pool(processes) as pool:
        outcomes = pool.map(fuzz, [range(number, number + 1) for number in range(rounds)], chunksize=1)
    count = sum(outcome.inputs for outcome in outcomes)
    failures = [failure for outcome in outcomes for failure in outcome.failures]
    slowest = max(outcome.slowest for outcome in outcomes)
    damage = sum((outcome.by_damage for outcome in outcomes), Counter())
    kinds = ", ".join(f"{name.replace('_', ' ')} {number:,}" for name, number in sorted(damage.items()))
    told = (
        f"**{count:,}** inputs from {len(originals())} files ({kinds}); {sum(o.both for o in outcomes):,} of them read "
        f"by both parsers, which told the same. {sum(o.records for o in outcomes):,} were still records and went "
        f"through all rules, which told {sum(o.problems for o in outcomes):,} problems. **Tracebacks and hangs: "
        f"{len(failures)}.** Slowest input: {slowest[0]:.2f} s of the processor, all readings ({slowest[1]}). "
        f"{time.monotonic() - started:.0f} s in all."
    )
    assert count >= inputs, told
    assert not failures, told + "\n\n" + "\n".join(f"```\n{failure}\n```" for failure in failures[:20])
    return told


if __name__ == "__main__":
    result = fuzz(range(int(sys.argv[1])))
    print(*result.failures, result.inputs, result.both, result.records, result.problems, result.slowest, sep="\n")
