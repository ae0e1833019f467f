"""Work that was done in the build before: each answer under a digest of all that it followed from.

An answer that is not here is worked out anew and comes out the same. So a file that is missing, damaged, locked by
another build or made by another version of the program costs time, and nothing else.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import itertools
import sqlite3
import sys
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from awareness.project import Project

FILE: Final = "work.sqlite"
PATIENCE: Final = 2.0
"""Seconds to wait for another build that is writing."""
_PROGRAMS: Final = (
    "fontpkg-be-vietnam-pro", "jinja2", "lunar-vn", "markupsafe", "pillow", "pydantic", "pydantic-core", "pyyaml",
    "segno", "typst", "vietnam-provinces",
)  # fmt: skip
"""What answers follow from besides our own files and Python itself."""
_AT_ONCE: Final = 500
"""Keys in one question: SQLite takes at least 999 of them."""


class WorkMemory:
    """Answers by key. ``connection``: to ``file``; None remembers nothing."""

    def __init__(self, connection: sqlite3.Connection | None = None, file: Path = Path()) -> None:
        self._connection = connection
        self._file = file
        self._used = set[str]()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered and nothing ever will be, so that keys and answers need not be made."""
        return self._connection is None

    def recall(self, keys: Collection[str]) -> dict[str, str]:
        """Those of the answers that are known; keys come from `key_of`."""
        known = dict[str, str]()
        if self._connection is None:
            return known
        self._used.update(keys)
        try:
            for some in _batches(keys):
                places = ",".join("?" * len(some))
                found = self._connection.execute(f"SELECT * FROM answers WHERE key IN ({places})", some)
                known |= {key: answer for key, checksum, answer in found if checksum == _digest(key, answer)}
        except (sqlite3.Error, ValueError, TypeError) as error:
            self.give_up(error)
            return {}
        return known

    def keep(self, key: str, answer: str) -> None:
        """Remember an answer to what was asked, if this build succeeds. It goes to the disk at once: together, answers
        would take more memory than the site that is made of them."""
        if self._connection is None:
            return
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, _digest(key, answer), answer)
            )
        except (sqlite3.Error, ValueError) as error:
            self.give_up(error)

    def save(self) -> None:
        """Let go of what nobody has asked for, and keep the rest."""
        if self._connection is None:
            return
        try:
            kept = {key for (key,) in self._connection.execute("SELECT key FROM answers")}
            forgotten = [(key,) for key in kept - self._used]
            self._connection.executemany("DELETE FROM answers WHERE key = ?", forgotten)
            self._connection.commit()
        except sqlite3.Error as error:
            self.give_up(error)

    def give_up(self, error: Exception) -> None:
        """The build goes on without a memory; the next one begins anew, unless another build only stood in the way."""
        self._connection = None
        if not (isinstance(error, sqlite3.OperationalError) and "locked" in str(error)):
            with suppress(OSError):
                self._file.unlink(missing_ok=True)


NO_MEMORY: Final = WorkMemory()


@contextmanager
def work_memory(project: Project) -> Iterator[WorkMemory]:
    """What the last build of the project knew; what this one adds is written if it succeeds, else nothing is."""
    file = project.builds / FILE
    is_first = not file.exists()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=PATIENCE)
    except (OSError, sqlite3.Error):
        yield NO_MEMORY
        return
    try:
        with closing(connection):  # which takes back what was not saved
            memory = WorkMemory(connection, file)
            try:
                # A killed process loses no more than its own answers; a lost file after a power cut is no harm either.
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, checksum TEXT, answer TEXT)"
                )
            except sqlite3.Error as error:
                memory.give_up(error)
            yield memory
            memory.save()
    except BaseException:
        if is_first:
            with suppress(OSError):
                file.unlink(missing_ok=True)
                file.parent.rmdir()  # where it has nothing else in it
        raise


def key_of(kind: str, *parts: str) -> str:
    """The key of an answer: its kind, all that it follows from, and the program that works it out."""
    return _digest(_program(), kind, *parts)


@functools.cache
def _program() -> str:
    """A digest of our own files, of the libraries and of Python."""
    folder = Path(__file__).parent
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    versions = (f"{name} {importlib.metadata.version(name)}" for name in _PROGRAMS)
    return _digest(digest.hexdigest(), sys.version, *versions)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _batches(keys: Collection[str]) -> Iterator[tuple[str, ...]]:
    remaining = iter(keys)
    while some := tuple(itertools.islice(remaining, _AT_ONCE)):
        yield some
