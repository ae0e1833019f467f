"""Finished builds and the step that publishes one of them.

``site`` is a link to ``.build/<digest>/``. A build gets that name by one rename when it is complete, and is published
by one replacement of the link, so a reader (and a kill at any moment) meets the old site or the new one, whole.
Beside every build lies ``<digest>.json``, its manifest. ``drawings/`` belongs to the drawing room, ``templates/`` to
rendering, ``spool/`` to the build that runs. Everything else in ``.build/`` is named ``staging-…`` and is rubbish as
soon as nobody holds the lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock, Timeout

from awareness.output import OutputError, canonical_json, disk_errors
from awareness.project import Project
from awareness.sites import current_digest, point_site_at, repair_site

DIGEST_LENGTH = 16
STAGING = "staging-"
FILES_WORTH_SYNCING_ALL = 200
"""Above this, one sync of the whole disk is quicker than waiting for each file."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published build.

    pages: rendered from Markdown; paths: of all files, of which ``linked`` are shared with the build before and
    ``changed`` are new. The day a site is seen as does not matter when nothing changed: the same digest is reused.
    """

    digest: str
    folder: Path
    day: date
    pages: int
    paths: tuple[str, ...]
    linked: int

    @property
    def files(self) -> int:
        return len(self.paths)

    @property
    def changed(self) -> int:
        return self.files - self.linked


@contextmanager
def build_lock(
    project: Project, who: str, *, timeout: float = 600, say: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Let one build at a time touch ``docs/`` and ``.build/``; build and serve share this lock.

    who: what asks for it, as people call it ("lệnh build").
    timeout: seconds to wait; say: told once, in Vietnamese, who waits for whom (default: standard error).

    May be taken again inside itself. The system frees it when its holder dies.
    Raises OutputError when the wait was in vain.
    """
    with disk_errors(project.builds):
        project.builds.mkdir(exist_ok=True)
    lock = FileLock(project.builds / "lock", is_singleton=True)
    holder_note = project.builds / "lock.holder"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        (say or _to_standard_error)(f"{who} (tiến trình {os.getpid()}) đang chờ {_read(holder_note)} làm xong…")
        try:
            lock.acquire(timeout=timeout)
        except Timeout:
            raise OutputError(
                f"Đã chờ {timeout:g} giây mà {_read(holder_note)} chưa xong → Dừng nó (Ctrl-C) rồi chạy lại."
            ) from None
    try:
        if lock.lock_counter == 1:
            holder_note.write_text(f"{who} (tiến trình {os.getpid()})", encoding="utf-8")
        yield
    finally:
        lock.release()


def prepare(project: Project) -> None:
    """Remove what killed runs left, and mend a ``site`` they left half-swapped. Call with the lock held.

    Raises OutputError when ``site`` is somebody else's.
    """
    repair_site(project)
    with disk_errors(project.builds, "dọn"):
        for entry in sorted(project.builds.iterdir()):
            manifest_alone = entry.suffix == ".json" and _has_digest_name(entry) and not entry.with_suffix("").is_dir()
            if entry.name.startswith(STAGING) or manifest_alone:
                _remove(entry)


def new_staging(project: Project) -> Path:
    """An empty folder for a build that is not finished, which nobody reads."""
    folder = _staging_path(project)
    with disk_errors(folder):
        folder.mkdir()
    return folder


def finish(
    project: Project, staging: Path, *, day: date, pages: int, checksums: Mapping[str, str] | None = None
) -> Release:
    """Publish a staged folder; it is gone afterwards. Call with the lock held.

    checksums: those of the staged files where they are known already.

    The build before the new one stays for those who still read it; older ones are removed.
    Raises OutputError; the site is then still the old one.
    """
    with disk_errors(project.builds):
        checksums = checksums_of(staging) if checksums is None else checksums
        digest = digest_of(checksums)
        folder = project.builds / digest[:DIGEST_LENGTH]
        before, known = published_checksums(project)
        linked = _share_unchanged(staging, checksums, before, known) if before else set()
        manifest = canonical_json({"day": day.isoformat(), "digest": digest, "files": checksums})
        if folder.is_dir():
            _mend(folder, staging, checksums)
            _write_whole(project, manifest_path(folder), manifest)
            shutil.rmtree(staging, ignore_errors=True)
        else:
            _flush([staging / path for path in checksums if path not in linked])
            _write_whole(project, manifest_path(folder), manifest)
            staging.rename(folder)
            _flush_folder(project.builds)
        point_site_at(project, folder, temporary=_staging_path(project))
        _flush_folder(project.root)
        if before != folder:
            _discard_all_but(project, {folder.name, before.name if before else None})
    return Release(digest, folder, day, pages, tuple(checksums), len(linked))


def checksums_of(folder: Path, known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """sha256 of every file below the folder, by path with ``/``, sorted.

    known: of files that this process has just written; these are not read again.
    """
    root = str(folder)
    found = {}
    for inner, _, names in os.walk(root):  # rglob looks at each file twice more
        below = inner[len(root) + 1 :].replace(os.sep, "/")
        for name in names:
            path = f"{below}/{name}" if below else name
            found[path] = known.get(path) or hashlib.sha256(Path(inner, name).read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def digest_of(checksums: Mapping[str, str]) -> str:
    """One name for a whole tree: sha256 over its sorted pairs of path and checksum."""
    lines = (f"{path}\0{checksum}\n" for path, checksum in sorted(checksums.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def published_checksums(project: Project) -> tuple[Path | None, Mapping[str, str]]:
    """The folder of the published build, None where there is none, and the sha256 of its files as its manifest says, by
    path."""
    digest = current_digest(project)
    if digest is None:
        return None, {}
    folder = project.builds / digest
    try:
        return folder, json.loads(manifest_path(folder).read_bytes())["files"]
    except (OSError, ValueError, KeyError):
        return folder, {}


def _share_unchanged(staging: Path, checksums: Mapping[str, str], previous: Path, known: Mapping[str, str]) -> set[str]:
    """Replace staged files by hard links to the same files of the previous build. Returns their paths.

    known: checksums of the previous build.
    """
    shared: set[str] = set()
    link = staging.parent / f"{STAGING}link-{secrets.token_hex(4)}"
    for path in checksums.keys() & known.keys():
        if checksums[path] != known[path]:
            continue
        before, now = f"{previous}/{path}", f"{staging}/{path}"  # many thousands: as `Path` they take twice as long
        try:
            if not os.path.samestat(os.stat(before), os.stat(now)):  # noqa: PTH116
                # The manifest says what the file was; somebody may have edited it since, and that must not spread.
                if Path(before).read_bytes() != Path(now).read_bytes():
                    continue
                link.hardlink_to(before)
                link.replace(now)
        except OSError:
            link.unlink(missing_ok=True)
            continue  # a disk without hard links, or too many of them: the copy does as well
        shared.add(path)
    return shared


def _mend(folder: Path, staging: Path, checksums: Mapping[str, str]) -> None:
    """Make a build that exists already what its name says, should somebody have changed it by hand."""
    actual = checksums_of(folder)
    for path in checksums.keys() - {path for path, checksum in actual.items() if checksums.get(path) == checksum}:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / path).replace(folder / path)
    for path in actual.keys() - checksums.keys():
        (folder / path).unlink()


def _discard_all_but(project: Project, kept: set[str | None]) -> None:
    for entry in sorted(project.builds.iterdir()):
        if _has_digest_name(entry) and entry.name.removesuffix(".json") not in kept:
            _remove(entry)


def _remove(entry: Path) -> None:
    """Remove a build, a manifest or a leftover; a build never stands there half-removed under its own name."""
    if entry.is_dir() and not entry.is_symlink():
        rubbish = entry.parent / f"{STAGING}rubbish-{secrets.token_hex(4)}"
        entry.rename(rubbish)
        # A child of a killed run may still be writing its last page there: the next start tries again.
        shutil.rmtree(rubbish, ignore_errors=True)
    else:
        entry.unlink(missing_ok=True)


def _has_digest_name(entry: Path) -> bool:
    name = entry.name.removesuffix(".json")
    return len(name) == DIGEST_LENGTH and all(character in "0123456789abcdef" for character in name)


def _staging_path(project: Project) -> Path:
    return project.builds / f"{STAGING}{os.getpid()}-{secrets.token_hex(4)}"


def manifest_path(build: Path) -> Path:
    """Where the manifest of a finished build lies: beside it, so that it is no part of the site."""
    return build.with_name(f"{build.name}.json")


def _write_whole(project: Project, path: Path, content: bytes) -> None:
    temporary = _staging_path(project)
    temporary.write_bytes(content)
    _flush([temporary])
    temporary.replace(path)


def _flush(files: list[Path]) -> None:
    """Put file contents on the disk before a name says that they are complete: a power cut keeps names, not bytes."""
    if len(files) > FILES_WORTH_SYNCING_ALL and hasattr(os, "sync"):
        os.sync()
        return
    for file in files:
        with file.open("rb+") as handle:
            os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # folders cannot be opened there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(note: Path) -> str:
    try:
        return note.read_text(encoding="utf-8")
    except OSError:
        return "một lần dựng khác"


def _to_standard_error(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
