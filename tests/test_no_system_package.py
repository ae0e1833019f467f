"""What is installed with pip runs on a bare system: no package of ours looks for a library that pip did not bring.

On Linux only, where each extension module says which libraries it loads. To repeat it:
``python -m pytest tests/test_no_system_package.py``
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import ROOT

OF_THE_SYSTEM: Final = re.compile(
    r"(lib(c|m|dl|rt|pthread|util|gcc_s|stdc\+\+|z|python3(\.[0-9]+)?)|ld-linux[\w-]*)\.so(\.[0-9.]+)?"
)
"""What the manylinux policy (PEP 600) takes for granted, and the interpreter: it loads libz itself."""
DRAWING: Final = {"typst", "pillow"}
_NEEDED, _STRINGS, _LOAD, _DYNAMIC = 1, 5, 1, 2


def needed_by(library: bytes) -> list[str]:
    """The libraries that a 64-bit little-endian ELF file names in its dynamic section (System V ABI, chapter 5)."""
    assert library[:6] == b"\x7fELF\x02\x01"
    (start,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    # type, offset in the file, address in memory, size in the file
    parts = [
        (kind, offset, address, length)
        for kind, _, offset, address, _, length, _, _ in (
            struct.unpack_from("<IIQQQQQQ", library, start + number * size) for number in range(count)
        )
    ]
    entries = [
        entry
        for kind, offset, _, length in parts
        if kind == _DYNAMIC
        for entry in struct.iter_unpack("<qQ", library[offset : offset + length])
    ]
    strings = next(value for tag, value in entries if tag == _STRINGS)
    table = next(
        offset + strings - address
        for kind, offset, address, length in parts
        if kind == _LOAD and address <= strings < address + length
    )
    names = (table + value for tag, value in entries if tag == _NEEDED)
    return [library[name : library.index(b"\0", name)].decode() for name in names]


def at_run_time() -> list[str]:
    """Names of the packages that a host installs, from the pinned list."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return [found[1].lower() for line in lines if (found := re.match(r"([A-Za-z0-9._-]+)==", line))]


def libraries_of(package: str) -> Iterator[Path]:
    for file in metadata.files(package) or ():
        if re.search(r"\.so(\.|$)", file.name):
            yield Path(str(file.locate()))


@pytest.mark.skipif(sys.platform != "linux" or sys.maxsize < 2**32, reason="reads 64-bit ELF files")
def test_no_package_asks_for_a_library_of_the_system() -> None:
    packages = at_run_time()
    assert set(packages) > DRAWING
    with_libraries = set()
    for package in packages:
        libraries = list(libraries_of(package))
        brought = {library.name for library in libraries}
        for library in libraries:
            with_libraries.add(package)
            others = set(needed_by(library.read_bytes())) - brought
            assert {name for name in others if not OF_THE_SYSTEM.fullmatch(name)} == set(), library.name
    assert with_libraries >= DRAWING


@pytest.mark.skipif(sys.platform != "linux" or sys.maxsize < 2**32, reason="reads 64-bit ELF files")
def test_what_a_library_needs_is_read_as_it_stands() -> None:
    """The drawing engine loads the C library and nothing of a desktop; what Pillow loads lies beside it."""
    (typst,) = libraries_of("typst")
    assert "libc.so.6" in needed_by(typst.read_bytes())
    (imaging,) = (path for path in libraries_of("pillow") if path.name.startswith("_imaging."))
    assert [name for name in needed_by(imaging.read_bytes()) if not OF_THE_SYSTEM.fullmatch(name)], "brought by pip"
    assert not OF_THE_SYSTEM.fullmatch("libpango-1.0.so.0")
    assert not OF_THE_SYSTEM.fullmatch("libcairo.so.2")
