"""The site as a folder for a web server: every text file lies there packed as well, so that no visit costs packing.

Caddy (``precompressed``) and nginx (``brotli_static``, ``gzip_static``) send ``page.html.br`` or ``page.html.gz`` to
whoever can read it, and the file itself to everybody else. Hosts that pack by themselves need none of this.
"""

from __future__ import annotations

import datetime
import gzip
import os
import secrets
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from awareness.output import OutputError, canonical_json, disk_errors, write_file
from awareness.releases import checksums_of, digest_of, manifest_path
from awareness.slices import available_processors

TEXTS: Final = frozenset({".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".webmanifest", ".xml"})
"""What packing makes smaller. Pictures, PDF and ZIP files are packed already, and PDF is asked for in ranges."""
SMALLEST: Final = 512
"""Bytes. Below, a file fits into the packet that brings the headers anyway."""
QUALITY: Final = 10
"""Of Brotli: pages two in a hundred larger than at 11, in less than half the time."""

Packer = Callable[[bytes], bytes]


def packers(*, gzip_only: bool = False) -> dict[str, Packer]:
    """Ending of a packed file → how it is packed; the same bytes for the same file.

    gzip_only: do without Brotli, whose pages are about a fifth smaller.
    Raises OutputError: Brotli is wanted and not installed. What lies in the folder never depends on that in silence.
    """
    found: dict[str, Packer] = {".gz": lambda content: gzip.compress(content, 9, mtime=0)}
    if not gzip_only:
        try:
            import brotli
        except ModuleNotFoundError:
            raise OutputError(
                "Chưa có gói Python 'brotli' → Chạy: pip install --require-hashes -r requirements-host.txt "
                "(hoặc thêm --gzip-only)."
            ) from None
        found[".br"] = lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=QUALITY)
    return found


def write_hosted(site: Path, out: Path, *, day: datetime.date, gzip_only: bool = False) -> list[Path]:
    """Write a built site once more, packed files beside the originals, and the list of all files beside the folder.

    site: a finished build; out: the folder to make (an earlier one of ours is replaced); day: of the build.
    gzip_only: see `packers`.

    Files keep their times, from which servers make the ETag: what did not change is not sent again.
    Returns folder and list. Raises OutputError: something else is in the way, no Brotli, the disk refuses.
    """
    ways = packers(gzip_only=gzip_only)
    if out.exists() and not manifest_path(out).is_file():
        raise OutputError(f"{out} có sẵn và không do lệnh host tạo → Đổi tên nó, hoặc chọn --out khác.")
    staging = out.with_name(f".{out.name}-{secrets.token_hex(4)}")
    with disk_errors(out):
        try:
            shutil.copytree(site.resolve(), staging)
            pack(staging, ways)
            checksums = checksums_of(staging)
            shutil.rmtree(out, ignore_errors=True)
            staging.rename(out)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    listing = {"day": day.isoformat(), "digest": digest_of(checksums), "files": checksums}
    write_file(manifest_path(out), canonical_json(listing))
    return [out, manifest_path(out)]


def pack(folder: Path, ways: dict[str, Packer]) -> None:
    """Put a packed file beside each text file below the folder, where that is smaller."""
    texts = [path for path in folder.rglob("*") if path.suffix in TEXTS and path.stat().st_size >= SMALLEST]
    with ThreadPoolExecutor(available_processors()) as pool:  # both packers let other threads run
        for _ in pool.map(lambda path: _pack_one(path, ways), sorted(texts)):
            pass


def _pack_one(path: Path, ways: dict[str, Packer]) -> None:
    content, looked_at = path.read_bytes(), path.stat()
    for ending, packed in ways.items():
        smaller = packed(content)
        if len(smaller) < len(content):
            target = path.with_name(path.name + ending)
            target.write_bytes(smaller)
            os.utime(target, ns=(looked_at.st_atime_ns, looked_at.st_mtime_ns))
