"""Many prints into one folder: side by side, each drawn once, and again only when it would be another.

What lies in the folder is noted in ``.in-an/<shard>.tsv``: path, fingerprint of the drawing, checksum of the bytes. A
file is written whole and then noted, so a killed run leaves nothing half and the next goes on behind it. Shards that
were drawn elsewhere may be copied into one folder: their notes are all read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from filelock import FileLock, Timeout

from awareness.artifacts import Drawing
from awareness.drawing import fingerprint, forget_templates, was_used_here
from awareness.drawing_room import attempts
from awareness.output import OutputError, disk_errors, write_file
from awareness.print_items import FOLDER
from awareness.progress import watched
from awareness.slices import Slice, available_processors, can_fork, crew

NOTES: Final = ".in-an"
_ROUND: Final = 12
"""Drawings that a process makes before it tells how far it is; a killed run has to make at most so many again."""


@dataclass(frozen=True, slots=True)
class PrintReport:
    """How many files were drawn, and how many were there already."""

    drawn: int
    kept: int


class _Note(NamedTuple):
    key: str
    checksum: str


def print_all(drawings: Sequence[Drawing], out: Path, *, jobs: int | None = None, shard: str = "1-1") -> PrintReport:
    """Draw into ``out``, each file where it would lie below ``in-an/`` of the site.

    drawings: with different paths; jobs: processes, None: one for each processor; shard: the name of the notes.

    Raises OutputError: some cannot be drawn (the others are there, whole), the disk refuses, or somebody else draws
    this shard into this folder.
    """
    notes = out / NOTES
    with disk_errors(notes):
        notes.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(notes / f"{shard}.lock", timeout=0):
            return _print(drawings, out, jobs or available_processors(), notes / f"{shard}.tsv")
    except Timeout:
        raise OutputError(f"Một lệnh khác đang in vào {out} → Đợi lệnh ấy xong, hoặc chọn --out khác.") from None


def _print(drawings: Sequence[Drawing], out: Path, jobs: int, own_notes: Path) -> PrintReport:
    wanted = {drawing.path.relative_to(FOLDER).as_posix(): drawing for drawing in drawings}
    keys = {path: fingerprint(drawing) for path, drawing in wanted.items()}
    forget_templates()
    known = _read_notes(own_notes.parent)
    there = {
        path: known[path]
        for path in wanted
        if path in known and known[path].key == keys[path] and _checksum(out / path) == known[path].checksum
    }
    missing = [path for path in wanted if path not in there]
    made = _draw(wanted, keys, missing, out, jobs, own_notes) if missing else {}
    _write_notes(own_notes, _read_notes_of(own_notes) | there | made)
    return PrintReport(len(made), len(there))


def _draw(
    wanted: Mapping[str, Drawing], keys: Mapping[str, str], missing: Sequence[str], out: Path, jobs: int, journal: Path
) -> dict[str, _Note]:
    """Draw what is missing and note each round of it. Raises OutputError when all is done that can be done."""
    # Whoever has drawn can have no children that draw (see `drawing_room`): even a single drawing is left to a child.
    alone = jobs == 1 or not can_fork() or was_used_here()
    processes = 1 if alone else max(2, min(jobs, len(missing)))
    rounds = [missing[start : start + _ROUND * processes] for start in range(0, len(missing), _ROUND * processes)]

    def share(number: int) -> Slice:
        for each_round in rounds:
            yield list(_draw_some({path: wanted[path] for path in each_round[number::processes]}, out))

    made: dict[str, _Note] = {}
    problems: list[str] = []
    shares = [share(number) for number in range(processes)]
    with crew(shares) as workers, disk_errors(journal), journal.open("a", encoding="utf-8") as file:
        for _ in watched(rounds, "vẽ bản in"):
            for path, checksum, problem in (result for answer in workers.gather() for result in answer):
                if problem:
                    problems.append(problem)
                    continue
                made[path] = _Note(keys[path], checksum)
                file.write(_line(path, made[path]))
            file.flush()
            workers.tell(None)
    if problems:
        raise OutputError("\n".join(problems))
    return made


def _draw_some(wanted: Mapping[str, Drawing], out: Path) -> Iterator[tuple[str, str, str]]:
    """Draws and writes. Path, checksum and, instead of a file, what went wrong."""
    for path, (_, result) in zip(wanted, attempts(wanted.values()), strict=True):
        if isinstance(result, str):
            yield path, "", result
            continue
        with disk_errors(out / path):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(out / path, result)
        yield path, hashlib.sha256(result).hexdigest(), ""


def _checksum(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _read_notes(folder: Path) -> dict[str, _Note]:
    """What all shards have noted; a run of the whole has the last word."""
    noted: dict[str, _Note] = {}
    for path in sorted(folder.glob("*.tsv"), reverse=True):
        noted |= _read_notes_of(path)
    return noted


def _read_notes_of(path: Path) -> dict[str, _Note]:
    """Later lines count. A last line that a killed run left half is none."""
    try:
        lines = path.read_text("utf-8", errors="replace").split("\n")[:-1]
    except FileNotFoundError:
        return {}
    parts = (line.split("\t") for line in lines)
    return {part[0]: _Note(part[1], part[2]) for part in parts if len(part) == 3}


def _write_notes(path: Path, noted: Mapping[str, _Note]) -> None:
    content = "".join(_line(name, note) for name, note in sorted(noted.items())).encode()
    if not path.exists() or path.read_bytes() != content:
        write_file(path, content)


def _line(path: str, note: _Note) -> str:
    return f"{path}\t{note.key}\t{note.checksum}\n"
