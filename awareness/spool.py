"""Where artifacts wait, on the disk, between rendering and their places: together they are larger than all else that a
build holds, and a process that has made one need not hand it to another.

What lies in its place already with these very bytes, in ``docs/`` or in the published build, is not written again.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from awareness.artifacts import Artifact, StoredArtifact
from awareness.output import disk_errors
from awareness.project import Project
from awareness.releases import published_checksums

FOLDER: Final = "spool"


class Spool:
    """The artifacts of one build. May be used by several processes: each names its files after itself."""

    def __init__(self, project: Project, published: Path | None, checksums: Mapping[str, str]) -> None:
        """published: the folder of the published build; checksums: of its files, by path, as its manifest says."""
        self._root, self._folder = str(project.root), str(project.builds / FOLDER)
        self._published, self._checksums = published, checksums
        self._numbers = itertools.count()

    def keep(self, artifact: Artifact) -> StoredArtifact:
        """Raises OSError: the disk refuses."""
        where, checksum = str(artifact.path), artifact.checksum
        in_place = self._place(where, checksum)
        if in_place is not None and _content(in_place) == artifact.content:
            return StoredArtifact(where, in_place, checksum)
        file = f"{self._folder}/{os.getpid()}-{next(self._numbers)}"
        Path(file).write_bytes(artifact.content)
        return StoredArtifact(where, file, checksum)

    def found(self, where: str, checksum: str) -> StoredArtifact | None:
        """An artifact that an earlier build made, if it lies in its place as it was."""
        in_place = self._place(where, checksum)
        content = _content(in_place) if in_place is not None else None
        if in_place is None or content is None or hashlib.sha256(content).hexdigest() != checksum:
            return None
        return StoredArtifact(where, in_place, checksum)

    def _place(self, where: str, checksum: str) -> str | None:
        """The file that may have these bytes already."""
        destination, _, inner = where.partition("/")
        if destination == "docs":
            return f"{self._root}/{where}"
        if self._published is not None and self._checksums.get(inner) == checksum:
            return f"{self._published}/{inner}"
        return None


@contextmanager
def spooled(project: Project) -> Iterator[Spool]:
    """A spool for the build inside; nothing is left of it afterwards. Call with the lock of the build held.

    Raises OutputError: the disk refuses.
    """
    folder = project.builds / FOLDER
    shutil.rmtree(folder, ignore_errors=True)  # of a killed run
    with disk_errors(folder):
        folder.mkdir(parents=True)
    try:
        yield Spool(project, *published_checksums(project))
    except OSError as error:
        if not str(error.filename or folder).startswith(str(folder)):
            raise  # not about the spool; a full disk names no file
        with disk_errors(folder):
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _content(file: str) -> bytes | None:
    """None where there is no such file. A link is not ours, whatever it leads to."""
    path = Path(file)
    try:
        return None if path.is_symlink() else path.read_bytes()
    except OSError:
        return None
