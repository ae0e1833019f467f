"""Artifacts to disk: only bytes that changed, never half a file, nothing that people wrote.

Generated Markdown lands in ``docs/`` beside hand-written pages. The manifest tells the two apart: a path listed
there is ours, to overwrite and to remove; any other file belongs to a person.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from awareness.artifacts import Artifact, FinishedArtifact, StoredArtifact
from awareness.problems import ToldError
from awareness.project import Project

MANIFEST_NAME = "manifest.json"

_REASONS = {
    errno.ENOSPC: "đĩa đã đầy → Xóa bớt tệp rồi chạy lại",
    errno.EDQUOT: "đã dùng hết dung lượng được cấp → Xóa bớt tệp rồi chạy lại",
    errno.EROFS: "ổ đĩa chỉ cho đọc → Chạy ở thư mục ghi được",
    errno.EACCES: "không có quyền → Kiểm tra quyền của tệp và thư mục",
    errno.EPERM: "không có quyền → Kiểm tra quyền của tệp và thư mục",
    errno.ENOENT: "chưa có thư mục ấy → Tạo thư mục rồi chạy lại",
    errno.EISDIR: "chỗ ấy đang là một thư mục → Đổi tên hoặc xóa thư mục ấy",
    errno.ENOTDIR: "trên đường dẫn có một tệp nằm chỗ của thư mục → Đổi tên hoặc xóa tệp ấy",
    errno.EEXIST: "trên đường dẫn có một tệp nằm chỗ của thư mục → Đổi tên hoặc xóa tệp ấy",
    errno.ENAMETOOLONG: "tên quá dài → Đặt tên ngắn hơn",
}


class OutputError(ToldError):
    """Something could not be written. Its text is one Vietnamese sentence; what was there before is still there."""


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What ``write_docs`` did; paths are relative to ``docs/``."""

    written: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]
    unchanged: int


def write_docs(project: Project, artifacts: Iterable[FinishedArtifact], *, day: date) -> WriteReport:
    """Bring the generated part of ``docs/`` in line with the artifacts.

    project: where ``docs/`` lies.
    artifacts: all of them; those for ``site/`` are skipped.
    day: the day of the build, noted in the manifest.

    A file whose bytes are right is not touched, or the preview would rebuild forever. Files of the previous
    manifest that are no longer produced are removed, with the folders they leave empty.

    Raises OutputError: a path leaves ``docs/`` or comes twice, a hand-written file is in the way, the disk refuses.
    """
    wanted = _by_path(artifact for artifact in artifacts if artifact.destination == "docs")
    ours = _generated(project)
    _refuse_ways_out(project.docs, wanted)
    if f"{project.generated.name}/{MANIFEST_NAME}" in wanted:
        raise OutputError(f"Tên tệp docs/.generated/{MANIFEST_NAME} dành riêng cho máy → Đổi tên tệp cần tạo.")
    checksums = {path: artifact.checksum for path, artifact in wanted.items()}
    docs = str(project.docs)
    changed = [path for path, artifact in wanted.items() if not _is_there(f"{docs}/{path}", artifact)]
    for path in changed:
        if path not in ours and os.path.lexists(project.docs / path):
            raise OutputError(
                f"Tệp docs/{path} do người viết, máy không ghi đè → Đổi tên tệp ấy, hoặc xóa nếu không cần nữa."
            )

    orphans = sorted(ours - wanted.keys())
    new_manifest = _manifest(checksums, day)
    if any(path not in ours for path in changed):
        # Claim the new paths first: if we are killed half-way, the next run must know these files for its own.
        claimed = dict.fromkeys(ours, "") | checksums
        _write_if_changed(project, _manifest_path(project), _manifest(claimed, day))
    _make_folders(project.docs, changed)
    for path in changed:
        _replace(project, project.docs / path, wanted[path])
    for path in orphans:
        _remove(project.docs, project.docs / path)
    _write_if_changed(project, _manifest_path(project), new_manifest)
    written, removed = (tuple(map(PurePosixPath, paths)) for paths in (changed, orphans))
    return WriteReport(written, removed, len(wanted) - len(changed))


def generated_paths(project: Project) -> frozenset[PurePosixPath]:
    """The files that the last run made, relative to ``docs/``; empty when there was none.

    Raises OutputError: the manifest cannot be read, so ours and theirs cannot be told apart.
    """
    return frozenset(map(PurePosixPath, _generated(project)))


def _generated(project: Project) -> frozenset[str]:
    try:
        files: Mapping[str, str] = json.loads(_manifest_path(project).read_bytes())["files"]
        return frozenset(map(str, files))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputError(
            f"Không đọc được {_manifest_path(project)}: {error} → Xóa tệp ấy và các tệp máy đã tạo trong docs/."
        ) from error


def stage(artifacts: Iterable[FinishedArtifact], folder: Path) -> dict[str, str]:
    """Put the artifacts for ``site/`` into a folder that nobody reads yet.

    artifacts: all of them; those for ``docs/`` are skipped.
    folder: a staging folder; pages may be there already.

    Returns the sha256 of each file, by its path below the folder.
    Raises OutputError: a path leaves the folder, comes twice or is taken by a page; the disk refuses.
    """
    wanted = _by_path(artifact for artifact in artifacts if artifact.destination == "site")
    _refuse_ways_out(folder, wanted)
    _make_folders(folder, wanted)
    for path, artifact in wanted.items():
        target = f"{folder}/{path}"
        with disk_errors(target):
            try:
                if not _is_linked(target, artifact):
                    with Path(target).open("xb") as file:
                        file.write(artifact.content)
            except FileExistsError:
                raise OutputError(f"Hai nơi cùng tạo tệp {path}: một trang và một tệp kèm → Đổi tên một bên.") from None
    return {path: artifact.checksum for path, artifact in wanted.items()}


def write_file(path: Path, content: bytes) -> None:
    """A file that somebody asked for by name, outside the site: written wholly, or left as it was.

    Raises OutputError: the disk refuses.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    with disk_errors(path):
        try:
            temporary.write_bytes(content)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise


@contextmanager
def disk_errors(path: Path | str, doing: str = "ghi") -> Iterator[None]:
    """Turn errors of the operating system into one Vietnamese sentence.

    path: what is being worked on; doing: the verb of the sentence.
    Raises OutputError in place of OSError.
    """
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise OutputError(f"Không {doing} được {path}: {reason}.") from error


def canonical_json(value: object) -> bytes:
    """JSON that is the same bytes for the same value: keys sorted, readable Vietnamese, one newline at the end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


# There are many thousands of paths, and as text they take a fifth of the time.


def _by_path(artifacts: Iterable[FinishedArtifact]) -> dict[str, FinishedArtifact]:
    found: dict[str, FinishedArtifact] = {}
    for artifact in artifacts:
        path = artifact.inner
        if path in found:
            raise OutputError(f"Hai tệp cùng đường dẫn {artifact.path} → Đổi tên một trong hai.")
        found[path] = artifact
    return dict(sorted(found.items(), key=lambda item: item[0].split("/")))


def _refuse_ways_out(folder: Path, paths: Iterable[str]) -> None:
    """Neither ``..`` nor a symlinked folder may lead out: a record's id must never reach another part of the disk."""
    home = folder.resolve()
    inside: set[str] = set()
    for path in paths:
        if not path or ".." in path.split("/") or any(character in path for character in "\\\0:"):
            raise OutputError(
                f"Đường dẫn không hợp lệ: {folder.name}/{path} → Chỉ dùng chữ thường, số và dấu gạch nối."
            )
        parent = path.rpartition("/")[0]
        if parent not in inside:
            if not (folder / parent).resolve().is_relative_to(home):
                raise OutputError(f"Thư mục {folder / parent} dẫn ra ngoài {folder.name}/ → Xóa liên kết ấy.")
            inside.add(parent)


def _make_folders(folder: Path, paths: Iterable[str]) -> None:
    """Those in which the paths lie."""
    for parent in {path.rpartition("/")[0] for path in paths}:
        with disk_errors(folder / parent):
            (folder / parent).mkdir(parents=True, exist_ok=True)


def _is_linked(target: str, artifact: FinishedArtifact) -> bool:
    """Give what is stored already one more name. False where it has to be written: on another disk, or one without
    links. Raises FileExistsError: the name is taken."""
    if not isinstance(artifact, StoredArtifact):
        return False
    try:
        os.link(artifact.file, target)
    except FileExistsError:
        raise
    except OSError:
        return False
    return True


def _is_there(path: str, artifact: FinishedArtifact) -> bool:
    if isinstance(artifact, StoredArtifact) and artifact.file == path:
        return True  # whoever found it there has looked at its bytes
    return _holds(Path(path), artifact.content)


def _holds(path: Path, content: bytes) -> bool:
    """Whether the file is there with these very bytes. A link is not ours, whatever it leads to."""
    try:
        return not path.is_symlink() and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    except OSError as error:
        raise OutputError(f"Không đọc được {path}: {error.strerror}.") from error


def _manifest_path(project: Project) -> Path:
    return project.generated / MANIFEST_NAME


def _manifest(checksums: Mapping[str, str], day: date) -> bytes:
    return canonical_json({"day": day.isoformat(), "files": checksums})


def _write_if_changed(project: Project, path: Path, content: bytes) -> None:
    if not _holds(path, content):
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        _replace(project, path, Artifact(PurePosixPath("docs", path.name), content))


def _replace(project: Project, target: Path, artifact: FinishedArtifact) -> None:
    # One name for the temporary file, in a folder that MkDocs and the preview skip: the lock lets in one writer only,
    # and what a killed run leaves behind is overwritten by the next.
    temporary = project.generated / "writing.tmp"
    with disk_errors(target):
        with suppress(FileExistsError):  # most are new, and a link is there as a whole or not at all
            if _is_linked(str(target), artifact):
                return
        try:
            temporary.unlink(missing_ok=True)
            if not _is_linked(str(temporary), artifact):
                temporary.write_bytes(artifact.content)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _remove(docs: Path, target: Path) -> None:
    with disk_errors(target, "xóa"):
        target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == docs:
            return
        try:
            folder.rmdir()
        except OSError:
            return  # not empty, or gone with another orphan
