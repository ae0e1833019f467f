"""Several files in one: a ZIP that is the same bytes for the same contents, and checksums of what is in it."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

LARGE: Final = 4_000_000
"""Bytes from which on packing them well would take longer than the rest of an output: then they are packed quickly,
which makes a third more of them."""
_PACKED_ALREADY: Final = (".pdf", ".png")
"""Endings of files that do not become smaller."""


def checksums(files: Iterable[tuple[str, bytes]]) -> str:
    """What ``sha256sum -c`` reads: a line for each file."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files)


def zip_archive(contents: Mapping[str, bytes], day: datetime.date) -> bytes:
    """A ZIP file: sorted, every file of the same day."""
    level = 6 if sum(map(len, contents.values())) < LARGE else 1
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is built
            entry.external_attr = 0o644 << 16
            method = zipfile.ZIP_STORED if name.endswith(_PACKED_ALREADY) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, method, level)
    return file.getvalue()
