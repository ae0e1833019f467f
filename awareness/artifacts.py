"""What renderers produce: files that do not exist yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Destination = Literal["docs", "site"]


@dataclass(frozen=True, slots=True)
class Artifact:
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
    def destination(self) -> Destination:
        first = self.path.parts[0]
        if first not in ("docs", "site"):
            raise ValueError(f"artifact outside docs/ and site/: {self.path}")
        return first  # type: ignore[return-value]

    @property
    def inner_path(self) -> PurePosixPath:
        """The path below its destination."""
        return PurePosixPath(*self.path.parts[1:])
