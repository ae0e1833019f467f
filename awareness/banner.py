"""The emergency banner: on top of every page for a few days, and as a small file that open and stored pages ask for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Final

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.pages import pages_by_key

BANNER_FILE: Final = "banner.json"

News = dict[str, str]
"""``id`` (eight digits that follow from all else), ``text``, ``url`` and ``link`` (of the page it leads to, relative to
the site, and its title), ``severity`` (what people call it), ``from`` and ``until`` (ISO days, in Vietnam)."""


def banner_file(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/banner.json``: ``{"banner": …}``, null where there is none or its last day is over.

    A banner of a later day is in it already: `later.js` looks at both days, so it begins without another build.
    """
    banner = catalogue.banner
    news = news_of(catalogue) if banner and catalogue.day <= banner.until else None
    yield Artifact.text(f"site/{BANNER_FILE}", json.dumps({"banner": news}, ensure_ascii=False, sort_keys=True) + "\n")


def banner_now(catalogue: Catalogue) -> News | None:
    """What is built into every page; None outside the days of the banner."""
    banner = catalogue.banner
    return news_of(catalogue) if banner and banner.starts <= catalogue.day <= banner.until else None


def news_of(catalogue: Catalogue) -> News | None:
    """The banner as pages and phones have it, whatever the day."""
    banner = catalogue.banner
    if banner is None:
        return None
    page = pages_by_key(catalogue)[banner.page]
    path, hash_sign, anchor = page.path.partition("#")
    folder = path.removesuffix("index.md") if path.endswith("index.md") else f"{path.removesuffix('.md')}/"
    news = {
        "text": banner.text,
        "url": f"{folder}{hash_sign}{anchor}",
        "link": page.title,
        "severity": catalogue.vocabulary.severities[banner.severity].label,
        "from": banner.starts.isoformat(),
        "until": banner.until.isoformat(),
    }
    return {"id": hashlib.sha256(json.dumps(news, sort_keys=True).encode()).hexdigest()[:8], **news}
