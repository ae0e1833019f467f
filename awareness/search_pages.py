"""Renderer of the search: what the phone searches, the page that shows results, the list from A to Z."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.page import Page, PageWriter, page_path
from awareness.pages import Linked
from awareness.records import Article, Contact
from awareness.search_engine import Entry, folded_words
from awareness.search_index import entries
from awareness.search_shards import ShardPlan, cut
from awareness.vietnamese import sort_key

TITLE: Final = "Tìm theo việc đã xảy ra"


def search(catalogue: Catalogue) -> Iterator[Artifact]:
    """Shards for a first answer, every sentence for further ones, ``docs/tim/index.md``, ``docs/tim/a-z.md``."""
    found = entries(catalogue)
    plan, shards = cut(found, catalogue.search_words)
    yield from shards
    yield _every_sentence(catalogue, found)
    yield _search_page(catalogue, plan)
    yield _list_of_all(catalogue)


def _every_sentence(catalogue: Catalogue, found: list[Entry]) -> Artifact:
    """``site/assets/search-data.js``. A pasted message is only ever compared with this file: which shards a phone asks
    for tells the words."""
    data = {"entries": [entry.as_data() for entry in found], "words": folded_words(catalogue.search_words)}
    return Artifact.text("site/assets/search-data.js", f"window.searchData={_json(data)};\n")


def _search_page(catalogue: Catalogue, plan: ShardPlan) -> Page:
    writer = PageWriter(catalogue)
    description = "Gõ chuyện vừa xảy ra, không dấu cũng được, để tìm đúng cảnh báo và việc cần làm."
    words = {name: some for name, some in folded_words(catalogue.search_words).items() if name != "light"}
    meta = writer.meta(TITLE, description, template="search.html")
    meta |= {"shards": _json(asdict(plan)), "search_words": _json(words)}
    return writer.page("tim/index.md", "search", meta)


def _list_of_all(catalogue: Catalogue) -> Page:
    """For whom no script runs; in the page of results so many titles would stand in the way of the first one."""
    writer = PageWriter(catalogue)
    listed: list[Article | Contact] = [
        *catalogue.current_tactics,
        *catalogue.responses.values(),
        *catalogue.tips.values(),
        *catalogue.current_guides,
        *catalogue.current_models,
        *catalogue.current_campaigns,
        *catalogue.current_checklists,
        *catalogue.contacts.values(),
    ]
    linked = [Linked(record.title, page_path(record)) for record in listed]
    linked.sort(key=lambda line: sort_key(line.title))
    above = [{"title": TITLE, "url": "tim/"}]
    meta = writer.meta("Danh sách A–Z", "Mọi cảnh báo, việc cần làm và số gọi, xếp theo tên.", above=above)
    return writer.page("tim/a-z.md", "a-z", meta, entries=linked)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
