"""The lists of all ids and all addresses ever published: kept in the repository, only ever added to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from awareness.output import disk_errors
from awareness.project import Project
from awareness.reading import PUBLISHED_ADDRESSES, PUBLISHED_IDS, lines_of_list

_IDS_HEADER: Final = (
    "# Mọi mã từng được đăng. Máy tự thêm; không xóa dòng nào: địa chỉ đã gửi cho bà con phải sống mãi.\n"
)
_ADDRESSES_HEADER: Final = (
    "# Mọi địa chỉ từng được đăng. Máy tự thêm; không xóa dòng nào: mở lại phải thấy trang, hoặc trang chuyển hướng.\n"
)
_DOCUMENTS: Final = (".pdf", ".ics", ".csv", ".zip", ".xml", ".json")
"""Files that people link to, print a code for, or subscribe to."""
_PRINTS: Final = "in-an"
"""Which of them lie ready changes with what is urgent; their page has them all, and no code is printed for one."""
_NOT_LISTED: Final = ("assets", "the", "api", "404.html", "banner.json")
"""Parts of pages; cards, whose names follow from the list of ids; what `tests/data/api-v1.json` pins."""


def remember_published(project: Project, keys: Iterable[str], paths: Iterable[str]) -> list[str]:
    """Add what this build published to the two lists in ``warnings/``; returns the lines that are new.

    keys: of the records, ``tactics/<id>`` and so on; paths: of the files that were published. Each list is replaced as
    a whole, so that a killed run leaves the old one.
    """
    return [
        *_remember(project.warnings / PUBLISHED_IDS, _IDS_HEADER, keys),
        *_remember(project.warnings / PUBLISHED_ADDRESSES, _ADDRESSES_HEADER, addresses_of(paths)),
    ]


def addresses_of(paths: Iterable[str]) -> list[str]:
    """The addresses of a site that must live for ever: pages and documents, relative to it, sorted.

    paths: of its files. The home page is ``./``.
    """
    found = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        top = path.partition("/")[0]
        if top in _NOT_LISTED:
            continue
        if name == "index.html":
            found.add(f"{folder or '.'}/")
        elif name.endswith(".html") or (top != _PRINTS and name.endswith(_DOCUMENTS)):
            found.add(path)
    return sorted(found)


def lost_addresses(listed: Iterable[str], site: Path) -> list[str]:
    """Those of the listed addresses at which a site has nothing, not even a page that leads on."""
    return [address for address in listed if not (site / _file_of(address)).is_file()]


def published_addresses(project: Project) -> list[str]:
    """The list as it is; empty when there is none yet."""
    return sorted(lines_of_list(project.warnings / PUBLISHED_ADDRESSES))


def _file_of(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address


def _remember(path: Path, header: str, lines: Iterable[str]) -> list[str]:
    text = path.read_text("utf-8") if path.is_file() else header
    known = set(text.splitlines())
    new = sorted(line for line in lines if line not in known)
    if new:
        temporary = path.with_name(f".{path.name}.new")
        with disk_errors(path):
            temporary.write_text(text.rstrip("\n") + "\n" + "".join(f"{line}\n" for line in new), "utf-8")
            temporary.replace(path)
    return new
