"""What renderers produce: files that do not exist yet, and drawings whose bytes do not even exist yet."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

Destination = Literal["docs", "site"]


class _Placed:
    """What has a path in the project, whose first part is its destination."""

    __slots__ = ()
    path: PurePosixPath

    @property
    def destination(self) -> Destination:
        return _destination(str(self.path))

    @property
    def inner(self) -> str:
        """The path below its destination."""
        return str(self.path).partition("/")[2]


@dataclass(frozen=True, slots=True)
class Artifact(_Placed):
    """A file to be written: where, and its bytes.

    path: relative to the project; its first part is the destination, ``docs`` (generated Markdown,
        read by MkDocs) or ``site`` (goes straight into the published folder).
    content: the exact bytes.
    """

    path: PurePosixPath
    content: bytes

    @classmethod
    def text(cls, path: str, text: str) -> Artifact:
        """An artifact from text, in UTF-8; ``path`` like ``docs/canh-bao/index.md``."""
        return cls(PurePosixPath(path), text.encode())

    @property
    def checksum(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


class StoredArtifact(NamedTuple):
    """An artifact whose bytes lie on the disk already, so that nobody has to hold them.

    where: its path, as of an `Artifact`, as text, since there are many and processes hand them to each other.
    file: has these bytes, and is not changed any more; it gets one more name when it is written. checksum: SHA-256.
    """

    where: str
    file: str
    checksum: str

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.where)

    @property
    def destination(self) -> Destination:
        return _destination(self.where)

    @property
    def inner(self) -> str:
        """The path below its destination."""
        return self.where.partition("/")[2]

    @property
    def content(self) -> bytes:
        """The bytes, read anew each time. Raises OSError."""
        return Path(self.file).read_bytes()


FinishedArtifact = Artifact | StoredArtifact
"""A file that has its bytes."""

Colour = str
"""``#rrggbb``, as templates write it too."""


@dataclass(frozen=True, slots=True)
class Drawing(_Placed):
    """A picture or a print that is still to be drawn; ``drawing.py`` makes an `Artifact` of it.

    path: as of an `Artifact`; its ending says what is drawn: ``.png`` (one pixel per Typst point), ``.pdf``
        (PDF/UA: tagged, with a title and a language, or it is refused) or ``.svg`` (one page, letters as outlines).
    template: the file in ``templates/drawings/``, without ``.typ``.
    data: what the template receives as ``data``: texts, numbers, lists and mappings of them, as JSON has them.
    codes: name → text of a QR code; the template receives its modules as ``codes.<name>``, shades of grey.
    inks: PNG only: ground and ink of everything on it. The picture is reduced to these colours and the steps between
        the two of each pair; ``data`` brings them to the template, which names no colours itself.
    limit: the most bytes that the file may have.
    """

    path: PurePosixPath
    template: str
    data: Mapping[str, Any]
    limit: int
    codes: Mapping[str, str] = field(default_factory=dict)
    inks: tuple[tuple[Colour, Colour], ...] = ()


@dataclass(frozen=True, slots=True)
class Bundle(_Placed):
    """Several files in one ZIP, which is made when its drawings are; `SHA256SUMS` of them all joins them.

    path: as of an `Artifact`; members: name in the archive → file, whose own path does not count; day: of all of them.
    """

    path: PurePosixPath
    members: Mapping[str, Artifact | Drawing]
    day: datetime.date


Product = Artifact | Drawing | Bundle
"""What a renderer yields."""

StoredProduct = Product | StoredArtifact
"""What a renderer has yielded, some of it on the disk."""


def finished(products: Iterable[StoredProduct]) -> list[FinishedArtifact]:
    """The files that have their bytes; drawings, and bundles of them, left out."""
    return [product for product in products if isinstance(product, FinishedArtifact)]


def _destination(path: str) -> Destination:
    first = path.partition("/")[0]
    if first not in ("docs", "site"):
        raise ValueError(f"artifact outside docs/ and site/: {path}")
    return first  # type: ignore[return-value]
