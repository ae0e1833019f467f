"""The service worker of a build: which files a phone stores at its first visit, and under which name.

Its version is the digest of all other files, so a browser that asks for it again learns of every new build, and the
worker is the same bytes for the same site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from awareness.releases import DIGEST_LENGTH, digest_of
from awareness.templating import html_environment, text_environment

WORKER: Final = "sw.js"
"""At the root of the site, because a worker sees only what lies below it."""
FIRST_PAGES: Final = (
    "", "vua-bi-lua/", "dang-co-nguoi-goi/", "chuyen-gi-dang-xay-ra/", "bao-tin/", "tim/", "tim/a-z/", "ngoai-mang/",
)  # fmt: skip
"""What somebody needs who has lost the network in the worst minute."""
FIRST_SCRIPTS: Final = (
    "shell", "later", "area-choice", "message", "message-model", "message-signs", "search", "search-data",
    "search-folding",
)  # fmt: skip
"""The scripts of those pages, the index of the search among them. Others are stored when their page is visited."""
SHEET: Final = "assets/below.css"
"""The sheet of what stands below the first view of a warning; asked for with the first digits of its checksum."""
MOST_VISITED: Final = 80
"""Pages and scripts kept besides, the latest: about two megabytes."""
OFFLINE_PAGE: Final = "ngoai-mang/"
PATIENCE_MS: Final = 3_000
"""How long the network may take before a stored copy is shown. On slow 4G (400 ms, 450 kbps) a page takes about one
second, so a copy is shown only where the network is as good as gone."""
OLD_AFTER_DAYS: Final = 30
"""From then on a stored page says that it is old, and numbers that cannot say so are not shown. Numbers are read again
every 180 days at the latest (`review_after_days`), and mended when they change: a copy of a month has missed that."""


def worker(checksums: Mapping[str, str]) -> bytes:
    """``sw.js`` for a site with these files.

    checksums: path → SHA-256 of every other file of the site, as `releases.checksums_of` gives them.
    """
    others = {path: checksum for path, checksum in checksums.items() if path != WORKER}
    pages = [page for page in FIRST_PAGES if f"{page}index.html" in others]
    scripts = [path for name in FIRST_SCRIPTS if (path := f"assets/{name}.js") in others]
    sheets = [f"{SHEET}?v={others[SHEET][:8]}"] if SHEET in others else []
    settings = {
        "build": digest_of(others)[:DIGEST_LENGTH],
        "first": [*pages, *scripts, *sheets],
        "most": MOST_VISITED,
        "offline": OFFLINE_PAGE,
        "patience": PATIENCE_MS,
        "age": OLD_AFTER_DAYS * 24 * 60 * 60 * 1000,
        "notice": _notice(old=False),
        "oldNotice": _notice(old=True),
    }
    # ASCII: whatever a host says about the encoding of scripts, the words arrive.
    source = text_environment().get_template("sw.js.j2").render(settings=json.dumps(settings))
    return "".join(f"{line}\n" for line in map(_bare, source.splitlines()) if line).encode()


def _bare(line: str) -> str:
    """Without indentation and remarks, which weigh a quarter of a script; no text in it goes over several lines."""
    stripped = line.strip().partition(" // ")[0]
    return "" if stripped.startswith(("//", "/**")) else stripped


def _notice(*, old: bool) -> str:
    return html_environment().get_template("stored-copy.html.j2").render(old=old).strip()
