"""The search of many entries: the same ranking from shards that are fetched as a query needs them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from awareness import search_engine, search_shards
from awareness.catalogue import Catalogue
from awareness.commands import Request
from awareness.folding import syllables, terms
from awareness.search_engine import SearchIndex, is_plain
from awareness.search_index import entries
from awareness.search_shards import ShardPlan, cut
from build_warnings import build
from tests.conftest import DAY, copy_project
from tests.pages import watched_page
from tests.test_message_signs import SCAM, requests_while_asking
from tests.test_search import vectors


def common_as_if_of_many(found: Mapping[str, int], total: int) -> frozenset[str]:
    """Our records are few and hardly have a word in common: here a third is enough."""
    return frozenset(term for term, entries in found.items() if is_plain(term) and entries * 3 > total)


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_engine, "common_syllables", common_as_if_of_many)
        return SearchIndex(entries(catalogue), catalogue.search_words)


@pytest.fixture(scope="module")
def sharded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real records, as if they were many: the whole index never takes over."""
    project = copy_project(tmp_path_factory.mktemp("sharded"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_shards, "LARGE", 0)
        patch.setattr(search_shards, "common_syllables", common_as_if_of_many)
        build(Request(project, DAY, strict=False, pictures=False))
    return project.site


def plan_of(catalogue: Catalogue) -> ShardPlan:
    return cut(entries(catalogue), catalogue.search_words)[0]


def test_python_and_the_shards_rank_alike(
    catalogue: Catalogue, index: SearchIndex, browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    """Some queries, those of common words too; a fresh phone for each third, so that shards come in every order."""
    queries = [*vectors(catalogue)[::12], "tiền", "nhà tiền", "gọi nhà tiền", "tien goi", "mat tien goi nha truoc"]
    for start in range(3):
        some = queries[start::3]
        with watched_page(browser) as page:
            page.goto(f"{serve_folder(sharded_site)}tim/")
            answers = page.evaluate(
                """async (queries) => {
                  const answers = [];
                  for (const query of queries) {
                    await window.searchIndex.answer(query, 10, (hits) => { answers[queries.indexOf(query)] = hits; });
                  }
                  const shown = ({ number, score, sentence }) => [number, score, sentence];
                  return JSON.stringify(answers.map((hits) => hits.map(shown)));
                }""",
                some,
            )
        for query, answer in zip(some, json.loads(answers), strict=True):
            assert [tuple(hit) for hit in answer] == [tuple(hit) for hit in index.search(query)], query


def test_shards_of_other_entries_have_another_address(catalogue: Catalogue) -> None:
    everything = entries(catalogue)
    folders = [cut(some, catalogue.search_words)[0].folder for some in (everything, everything[1:])]
    assert folders[0] != folders[1]


def test_an_accented_form_lies_with_its_syllable(catalogue: Catalogue) -> None:
    plan = plan_of(catalogue)
    for folded, keyed in syllables("Nợ kỹ quý đường Ổng TẾT việc thúy đi vneid"):
        assert plan.home(f"'{keyed}") == plan.home(folded)


@pytest.mark.parametrize("number", [0, 1, 59, 60, 1859, 1860, 4095, 4096, 123_456])
def test_packed_numbers_read_back(number: int) -> None:
    rest = 0
    *before, last = search_shards.packed([number])
    for character in before:
        rest = rest * len(search_shards.BEFORE) + search_shards.BEFORE.index(character) + 1
    assert rest * len(search_shards.LAST) + search_shards.LAST.index(last) == number


ELECTRICITY = "co nguoi goi bao toi no tien dien"


def shards_asked_for(page: Any) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: re.search(r"/assets/search-.*/[^e]", request.url) and asked.append(request.url))
    return asked


def test_a_search_in_shards(browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]) -> None:
    with watched_page(browser) as page:
        asked = shards_asked_for(page)
        page.goto(f"{serve_folder(sharded_site)}tim/#q={quote(ELECTRICITY)}")
        page.locator(".cb-result").nth(7).wait_for()
        assert "Giống: “" in page.locator(".cb-result").first.inner_text()
        assert len(set(asked)) == len(asked) <= 10
        page.locator(".cb-result a").first.click()
        page.wait_for_url("**/canh-bao/gia-danh-dien-luc/")


def test_common_words_are_asked_for_when_nothing_else_is_found(
    browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser) as page:
        asked = shards_asked_for(page)
        for query, with_lists in (("nha tien", True), ("tien", True), ("no tien dien", False)):
            asked.clear()
            page.goto(f"{serve_folder(sharded_site)}tim/")  # else only the hash would change
            page.goto(f"{serve_folder(sharded_site)}tim/#q={quote(query)}")
            page.reload()
            page.locator(".cb-result").first.wait_for()
            assert any(re.search(r"/s\d+\.js$", address) for address in asked) is with_lists, query


@pytest.mark.parametrize("answer", ["none", "refused"])
def test_the_page_is_drawn_even_if_no_shard_ever_comes(
    browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str], answer: str
) -> None:
    with watched_page(browser, expected=lambda finding: "ERR_FAILED" in finding) as page:
        page.route("**/assets/search-*/**", lambda route: route.abort() if answer == "refused" else None)
        page.goto(f"{serve_folder(sharded_site)}tim/#q={quote(ELECTRICITY)}", wait_until="commit")
        page.locator("#tim-o").wait_for(timeout=5_000)
        assert page.locator(".cb-bar a[href='tel:113']").is_visible()


def test_half_typed_words_fetch_nothing(
    catalogue: Catalogue, browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    plan = plan_of(catalogue)
    whole = {plan.home(term) for term in terms(syllables(ELECTRICITY))}
    half = {plan.home(term) for end in range(1, len(ELECTRICITY)) for term in terms(syllables(ELECTRICITY[:end]))}
    assert half - whole, "or else the test shows nothing"
    with watched_page(browser) as page:
        asked = shards_asked_for(page)
        page.goto(f"{serve_folder(sharded_site)}tim/")
        page.locator("#tim-o").press_sequentially(ELECTRICITY, delay=20)
        page.locator(".cb-result").nth(7).wait_for()
        names = {address.rpartition("/")[2].removesuffix(".js") for address in asked}
        assert names & whole
        assert not names & (half - whole)


def test_a_late_answer_does_not_replace_a_newer_one(
    browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser) as page:
        held: list[Any] = []
        is_slow = True
        page.goto(f"{serve_folder(sharded_site)}tim/")
        page.route("**/assets/search-*/s*.js", lambda route: held.append(route) if is_slow else route.continue_())
        page.locator("#tim-o").fill("deepfake")
        page.wait_for_timeout(600)
        is_slow = False
        page.locator("#tim-o").fill("mat xe may")
        page.locator(".cb-result").first.wait_for()
        assert held
        for route in held:
            route.continue_()
        page.wait_for_timeout(300)
        assert "xe máy" in page.locator(".cb-result").first.inner_text()


def test_without_a_network_it_is_said_whom_to_call(
    browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    def is_cut(finding: str) -> bool:
        return "ERR_FAILED" in finding or "ERR_INTERNET_DISCONNECTED" in finding

    with watched_page(browser, expected=is_cut) as page:
        page.goto(f"{serve_folder(sharded_site)}tim/")
        page.route("**/assets/search-*/**", lambda route: route.abort())
        page.locator("#tim-o").fill("mat xe may")
        offline = page.locator("[data-cb-offline]")
        offline.wait_for()
        assert offline.locator("a[href='tel:113']").count() == 1
        assert offline.locator("a[href$='a-z/']").count() == 1
        page.unroute("**/assets/search-*/**")
        page.locator("#tim-o").press("Enter")
        page.locator(".cb-result").first.wait_for()
        assert offline.is_hidden()


def test_shards_work_from_a_usb_stick(browser: Any, sharded_site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(f"file://{sharded_site}/tim/index.html#q=mat%20xe%20may")
        page.locator(".cb-result").first.wait_for()


@pytest.mark.parametrize("path", ["", "tim/"])
def test_a_pasted_message_fetches_no_shard(
    browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str], path: str
) -> None:
    """Which shards are asked for would tell the words: every message asks for the same whole file."""
    with watched_page(browser) as page:
        page.goto(serve_folder(sharded_site) + path)
        asked = requests_while_asking(page, [SCAM, "Mai họp tổ dân phố lúc 7 giờ tối nhé"])
    assert asked[0] == asked[1]
    assert [address for address in asked[0] if "search-data.js" in address]
    assert not [address for address in asked[0] if re.search(r"/search-[0-9a-f]{12}/", address)]


def test_a_message_in_the_search_box_fetches_no_shard(
    browser: Any, sharded_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser) as page:
        asked = shards_asked_for(page)
        page.goto(f"{serve_folder(sharded_site)}tim/")
        page.locator("#tim-o").fill(SCAM)
        page.locator("[data-cb-like] a").first.wait_for()
        assert not [address for address in asked if re.search(r"/search-[0-9a-f]{12}/", address)]
        assert "#q=" not in page.url
