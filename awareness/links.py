"""``links``: which addresses in the records can no longer be opened. The only room that asks the network.

It is run once a week, on its own: what is up today may be down for an hour tomorrow, so no build and no test may depend
on it.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Final

from awareness.findings import Finding, place
from awareness.problems import Problem
from awareness.reading import Library
from awareness.records import Contact
from awareness.yaml_source import Location

SECONDS: Final = 20
AT_ONCE: Final = 4
"""Few: most sources lie on a handful of hosts."""
GONE: Final = frozenset({404, 410})
"""What says that a page is no longer there. Others (403, 429, 503) may only be about who asks."""
_AGENT: Final = "Mozilla/5.0 (compatible; awareness-link-check)"

Fetch = Callable[[str], str | None]
"""Address → what is wrong, in Vietnamese, or None when it opened."""


def addresses(library: Library) -> Iterator[tuple[str, Location, str]]:
    """Every address: of sources, of contacts, of the pages of communes. File, place in it, address."""
    for key, record in library.records():
        for i, source in enumerate(record.sources):
            if source.url:
                yield key, ("sources", i, "url"), source.url
        if isinstance(record, Contact) and record.url:
            yield key, ("url",), record.url
    for area in library.areas.values():
        for i, page in enumerate(area.pages):
            yield f"areas/{area.id}", ("pages", i, "url"), page.url


def dead_links(library: Library, fetch: Fetch | None = None) -> list[Problem]:
    """A reminder for each address that does not open, at its line. Each address is asked for once."""
    found = list(addresses(library))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = list(dict.fromkeys(address for _, _, address in found))
        answers = dict(zip(asked, pool.map(fetch or opened, asked), strict=True))
    fix = "Tìm địa chỉ mới của bài, hoặc xóa mục url và giữ tên bài; số gọi thì đọc lại nguồn"
    return [
        place(Finding(file, location, f"Địa chỉ không mở được: {what}", fix, "warning"), library)
        for file, location, address in found
        if (what := answers[address])
    ]


def opened(address: str) -> str | None:
    """Ask for an address, twice if it fails: servers of newspapers stumble."""
    return _ask(address) and _ask(address)


def _ask(address: str) -> str | None:
    request = urllib.request.Request(address, headers={"User-Agent": _AGENT, "Accept": "text/html,*/*"})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):
            return None
    except urllib.error.HTTPError as error:
        return f"máy chủ báo {error.code}, trang không còn" if error.code in GONE else None
    except (urllib.error.URLError, TimeoutError, HTTPException, OSError) as error:
        return f"không nối được ({getattr(error, 'reason', error)})"
