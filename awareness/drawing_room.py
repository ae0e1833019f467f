"""Drawings become artifacts: each is drawn once, side by side with others, and kept until it has to be another.

What was drawn lies in one folder, named by the fingerprint of its drawing, behind a checksum. A file of which a killed
run wrote half, or that somebody has changed, is drawn again and never published; so files are written where they
belong, without a detour, and several projects may share the folder (tests do).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from filelock import FileLock

from awareness.archives import checksums, zip_archive
from awareness.artifacts import Artifact, Bundle, Drawing, FinishedArtifact, StoredArtifact, StoredProduct
from awareness.drawing import DrawingError, data_text, draw, fingerprint, forget_templates, was_used_here, without_glyph
from awareness.output import OutputError, disk_errors
from awareness.progress import watched
from awareness.project import Project
from awareness.slices import Slice, available_processors, can_fork, crew

KEPT_UNUSED: Final = 64_000_000
"""Bytes of drawings that this build did not need and that stay, the newest: an edit that is taken back costs nothing.
A build of 350 cards is 10 MB."""
_ROUND: Final = 6
"""Drawings that a process makes before it tells how far it is: so many that nobody waits long for the slowest."""
_CHECKSUM_BYTES: Final = hashlib.sha256().digest_size


def draw_all(project: Project, products: Iterable[StoredProduct]) -> list[FinishedArtifact]:
    """The products in their order, drawings drawn. Call with the lock of the build held.

    project: says where drawings are kept.

    Raises OutputError: some cannot be drawn, and all of them are named; or the disk refuses.
    """
    products = list(products)
    drawings = [drawing for product in products for drawing in _drawings_in(product)]
    keys = {id(drawing): fingerprint(drawing) for drawing in drawings}
    wanted = {keys[id(drawing)]: drawing for drawing in drawings}
    contents = _drawn(project.drawings, wanted) if wanted else {}
    forget_templates()  # the preview follows their edits
    made = {drawing: contents[key] for drawing, key in keys.items()}
    return [_as_artifact(product, made) for product in products]


def _drawings_in(product: StoredProduct) -> list[Drawing]:
    match product:
        case Drawing():
            return [product]
        case Bundle():
            return [member for member in product.members.values() if isinstance(member, Drawing)]
        case _:
            return []


def _as_artifact(product: StoredProduct, made: Mapping[int, bytes]) -> FinishedArtifact:
    """made: the bytes of every drawing, by its identity."""
    match product:
        case Artifact() | StoredArtifact():
            return product
        case Drawing():
            return Artifact(product.path, made[id(product)])
        case Bundle():
            contents = {name: _as_artifact(member, made).content for name, member in product.members.items()}
            contents["SHA256SUMS"] = checksums(sorted(contents.items())).encode()
            return Artifact(product.path, zip_archive(contents, product.day))


def draw_here(drawings: Iterable[Drawing]) -> list[Artifact]:
    """Drawings that are no part of a site: drawn in this process, kept nowhere.

    Raises OutputError: some cannot be drawn, and all of them are named.
    """
    attempted = list(attempts(drawings))
    if problems := [result for _, result in attempted if isinstance(result, str)]:
        raise OutputError("\n".join(problems))
    return [Artifact(drawing.path, result) for drawing, result in attempted if isinstance(result, bytes)]


def _drawn(folder: Path, wanted: Mapping[str, Drawing]) -> dict[str, bytes]:
    """The bytes of every drawing, by its fingerprint: kept ones, and those that are missing from the folder."""
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock"):
            contents = {key: content for key in wanted if (content := _kept(folder / key)) is not None}
            missing = {key: drawing for key, drawing in wanted.items() if key not in contents}
            if missing:
                _draw(folder, missing)
            for key, drawing in missing.items():
                content = _kept(folder / key)
                if content is None:
                    raise OutputError(f"{drawing.path}: vẽ xong mà tệp đã hỏng → Kiểm tra ổ đĩa rồi chạy lại.")
                contents[key] = content
            _prune(folder, set(wanted))
    return contents


def _draw(folder: Path, missing: Mapping[str, Drawing]) -> None:
    """Draw into the folder, on all processors. Raises OutputError with everything that could not be drawn."""
    wanted = list(missing.items())
    # Typst's threads do not survive a fork: whoever has drawn can have no children that draw. So a process that can
    # have children leaves even a single drawing to one of them (a crew of one would work right here).
    processes = max(2, available_processors()) if can_fork() and not was_used_here() else 1
    rounds = [wanted[start : start + _ROUND * processes] for start in range(0, len(wanted), _ROUND * processes)]

    def share(number: int) -> Slice:
        for each_round in rounds:
            yield _draw_some(folder, each_round[number::processes])

    problems: list[str] = []
    with crew([share(number) for number in range(processes)]) as workers:
        for _ in watched(rounds, "vẽ thẻ"):
            problems += [problem for answer in workers.gather() for problem in answer]
            workers.tell(None)
    if problems:
        raise OutputError("\n".join(problems))


def _draw_some(folder: Path, wanted: Sequence[tuple[str, Drawing]]) -> list[str]:
    """Draw and keep. Returns what went wrong, a sentence each."""
    problems = []
    results = attempts(drawing for _, drawing in wanted)
    for (key, _), (_, result) in zip(wanted, results, strict=True):
        if isinstance(result, str):
            problems.append(result)
        else:
            (folder / key).write_bytes(hashlib.sha256(result).digest() + result)
    return problems


def attempts(drawings: Iterable[Drawing]) -> Iterator[tuple[Drawing, bytes | str]]:
    """Each drawing with its bytes, or with what went wrong, a sentence."""
    drawings = list(drawings)
    missing = without_glyph(drawings)
    for drawing in drawings:
        if gaps := sorted(missing.intersection(data_text(drawing))):
            yield drawing, f"{drawing.path}: bộ chữ không có {' '.join(gaps)} → Bỏ ký tự ấy khỏi bản ghi."
            continue
        try:
            yield drawing, draw(drawing)
        except DrawingError as error:
            yield drawing, str(error)


def _kept(path: Path) -> bytes | None:
    """What was drawn before; None if there is nothing, or not what was written."""
    try:
        whole = path.read_bytes()
    except FileNotFoundError:
        return None
    checksum, content = whole[:_CHECKSUM_BYTES], whole[_CHECKSUM_BYTES:]
    return content if hashlib.sha256(content).digest() == checksum else None


def _prune(folder: Path, used: set[str]) -> None:
    """Remove what no build needed lately, the oldest first."""
    unused = [(path.stat(), path) for path in folder.iterdir() if path.name not in used and path.name != "lock"]
    kept = 0
    for status, path in sorted(unused, key=lambda entry: (entry[0].st_mtime_ns, entry[1].name), reverse=True):
        kept += status.st_size
        if kept > KEPT_UNUSED:
            path.unlink(missing_ok=True)
