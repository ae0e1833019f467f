"""What the source articles and the handbook contain is answered: by a page that says it, listed on ``/doi-chieu/``.

``tests/data/seed-items.tsv`` has every item of the five articles (tactics, advice, promises, models, figures, ways of
telling, places, groups of people, ways of working): the id in the editors' list, its kind, a page and words of ours on
it that carry the item.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from awareness.area_pages import area_path
from awareness.catalogue import Catalogue
from awareness.page import page_path
from awareness.records import Article, Contact
from awareness.single_files import SourceItem
from tests.conftest import ROOT
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]

with (ROOT / "tests/data/seed-items.tsv").open(encoding="utf-8", newline="") as _file:
    ITEMS = list(csv.DictReader(_file, delimiter="\t"))
FORMS = [f"CN{number}" for number in range(1, 25)]
KINDS = {
    "tactic": "thu-doan",
    "advice": "loi-khuyen",
    "promise": "loi-hua",
    "form": "hinh-thuc",
    "model": "mo-hinh",
    "figure": "so-lieu",
    "channel": "kenh",
    "place": "noi",
    "audience": "nguoi",
    "process": "cach-lam",
}
CARDS = 66
"""Tactics of the editors' list; there may be more by now."""


def items(catalogue: Catalogue) -> dict[str, SourceItem]:
    return {item_id: item for source in catalogue.source_items.sources for item_id, item in source.items.items()}


# --- the list ----------------------------------------------------------------------------------------------------


def test_the_list_is_whole() -> None:
    ids = [item["id"] for item in ITEMS]
    assert len(set(ids)) == len(ids)
    numbers = {kind: sum(item["kind"] == kind for item in ITEMS) for kind in KINDS if kind != "form"}
    assert numbers == {"tactic": 15, "advice": 22, "promise": 5, "model": 37, "figure": 22} | {
        "channel": 18, "place": 10, "audience": 6, "process": 19,
    }  # fmt: skip
    assert all(item["page"] and item["words"] for item in ITEMS)


def test_every_item_and_form_is_mapped(catalogue: Catalogue) -> None:
    wanted = {item["id"]: KINDS[item["kind"]] for item in ITEMS} | dict.fromkeys(FORMS, KINDS["form"])
    mapped = {item_id: item.item_kind for item_id, item in items(catalogue).items()}
    assert {item_id: kind for item_id, kind in mapped.items() if kind in KINDS.values()} == wanted


def test_items_stand_under_their_article(catalogue: Catalogue) -> None:
    for source in catalogue.source_items.sources:
        assert len({item_id.partition("-")[0].rstrip("0123456789") for item_id in source.items}) == 1, source.id
        articles = {item_id.partition("-")[0] for item_id in source.items if item_id.startswith("S")}
        assert len(articles) <= 1, source.id
    assert len(catalogue.source_items.sources) == 6


# --- what pages say ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_the_page_says_it(built_site: Path, catalogue: Catalogue, item: dict[str, str]) -> None:
    html = (built_site / item["page"] / "index.html").read_text("utf-8")
    (article,) = re.findall(r"<article.*?</article>", html, re.DOTALL)
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", article)).split()).lower()
    assert item["words"] in text
    answers = items(catalogue)[item["id"]].answered_in
    assert item["page"] in {_address(catalogue, key) for key in answers}


def _address(catalogue: Catalogue, key: str) -> str:
    """``canh-bao/trom-xe-may/`` for ``tactics/trom-xe-may``."""
    if key.startswith("docs/"):
        return f"{key.removeprefix('docs/')}/"
    if key.startswith("site/"):
        return f"{key.removeprefix('site/')}/"
    if key.startswith("areas/"):
        area = catalogue.areas[key.removeprefix("areas/")]
        return area_path(catalogue, area).removesuffix(".md") + "/"
    records = {f"{record.folder}/{record.id}": record for record in catalogue.records()}
    record = records[key]
    assert isinstance(record, Article | Contact)
    path = page_path(record).partition("#")[0]
    return re.sub(r"(/index)?\.md$", "/", path)


# --- the page of all items ---------------------------------------------------------------------------------------


def test_the_page_of_items_leads_everywhere(
    catalogue: Catalogue, browser: Any, built_site: Path, serve_folder: Serve
) -> None:
    """On a phone, without scripts: every item with its text and its links, and every tactic there is."""
    home = serve_folder(built_site)
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(f"{home}ve-trang-nay/")
        assert page.locator("article a[href*='doi-chieu/']").count() == 1
        assert page.locator("#danh-muc a[href*='doi-chieu/']").count() == 0
        page.goto(f"{home}doi-chieu/")
        rows = page.locator("article li").evaluate_all(
            "rows => rows.map(row => [row.innerText, [...row.querySelectorAll('a')].map(a => a.href)])"
        )
        for item_id, item in items(catalogue).items():
            (found,) = [row for row in rows if row[0].startswith(f"{item_id} ")]
            assert item.text in found[0]
            assert len(found[1]) == len(item.answered_in)
            assert {link.removeprefix(home).partition("#")[0] for link in found[1]} == {
                _address(catalogue, key) for key in item.answered_in
            }
        links = {link for row in rows for link in row[1]}
        assert {f"{home}canh-bao/{tactic}/" for tactic in catalogue.tactics} <= links
        assert len(catalogue.tactics) >= CARDS
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        for source in catalogue.source_items.sources:
            assert page.locator(f"h2#{source.id}").inner_text() == source.title


def test_a_draft_answers_nothing_yet(catalogue: Catalogue) -> None:
    """Items keep their line when the only page for them is taken back to a draft."""
    import dataclasses

    from awareness.pages import source_page

    tactics = {key: tactic for key, tactic in catalogue.tactics.items() if key != "trom-xe-may"}
    (page,) = source_page(dataclasses.replace(catalogue, tactics=tactics))
    text = page.content.decode()
    assert "trom-xe-may" not in text
    assert text.count("Trang trả lời đang được viết.") == 1
