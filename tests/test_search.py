"""Search as residents use it: by what happened, as they type; the same ranking in Python and on the phone."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from awareness.catalogue import Catalogue
from awareness.folding import syllables
from awareness.search_engine import Entry, SearchIndex, folded_words, is_one_letter_away
from awareness.search_index import entries
from awareness.vietnamese import unaccented
from tests.conftest import ROOT
from tests.pages import PHONE, let_whole_index_take_over, watched_page

with (ROOT / "tests/data/queries.tsv").open(encoding="utf-8", newline="") as _file:
    QUERIES = [(row["query"], row["expected_slug"]) for row in csv.DictReader(_file, delimiter="\t")]
WRITTEN = {path.stem for path in (ROOT / "warnings/tactics").glob("*.yml")}
ANSWERED = [(query, slug) for query, slug in QUERIES if slug in WRITTEN]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_TONE = re.compile(f"(o(?=.[ae])|u(?=.y))([{_TONES}])([aey])(?![a-z{_TONES}])")  # hòa, khỏe, thúy
_NEW_TONE = re.compile(f"(o(?=[ae])|(?<!q)u(?=y))([aey])([{_TONES}])(?![a-z])")  # hoà, khoẻ, thuý


def with_new_tone_placement(text: str) -> str:
    """The tone on the last vowel, as schools teach today: "hòa" → "hoà"."""
    return unicodedata.normalize("NFC", _OLD_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


def with_old_tone_placement(text: str) -> str:
    """The tone on the first vowel, as most keyboards write: "hoà" → "hòa"."""
    return unicodedata.normalize("NFC", _NEW_TONE.sub(r"\1\3\2", unicodedata.normalize("NFD", text)))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as typed": lambda query: query,
    "without accents": unaccented,
    "decomposed": lambda query: unicodedata.normalize("NFD", query),
    "capitals": str.upper,
    "new tone placement": with_new_tone_placement,
    "old tone placement": with_old_tone_placement,
}


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    return SearchIndex(entries(catalogue), catalogue.search_words)


def found(index: SearchIndex, query: str) -> list[str]:
    return [index.entries[hit.number].url for hit in index.search(query)]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_queries_find_their_page(
    browser: Any, built_site: Path, serve_folder: Callable[[Path], str], spelling: str
) -> None:
    """Typed into the page on a phone: all but one first, all in the first three."""
    home = serve_folder(built_site)
    places = {}
    with watched_page(browser, size=PHONE) as page:
        page.goto(f"{home}tim/")
        let_whole_index_take_over(page)
        for query, slug in ANSWERED:
            page.locator("#tim-o").fill(SPELLINGS[spelling](query))
            links = page.locator(".cb-result a").evaluate_all("links => links.map(link => link.href)")
            target = f"{home}canh-bao/{slug}/"
            places[query] = links.index(target) if target in links else 99
    assert len(places) == 40
    assert all(place < 3 for place in places.values()), places
    assert sum(place > 0 for place in places.values()) <= 1, places


def test_tone_placements_are_really_written_otherwise() -> None:
    assert with_new_tone_placement("khóa SIM của thúy, hòa, quý, tủa") == "khoá SIM của thuý, hoà, quý, tủa"
    assert with_old_tone_placement("doạ khoá, thuý, hoà, quý, của") == "dọa khóa, thúy, hòa, quý, của"


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("113", "bao-tin/#kenh-113"),
        ("114", "bao-tin/#kenh-114"),
        ("12/1", "canh-bao/phong-chay-mo-hinh-12-1/"),
        ("tôi đã chuyển tiền", "vua-bi-lua/#da-chuyen-tien"),
        ("bat coc onlnie", "canh-bao/bat-coc-online/"),
        ("batcoconline", "canh-bao/bat-coc-online/"),
        ("vnied giả", "canh-bao/gia-danh-vneid-dich-vu-cong/"),
        ("trộm xe may", "canh-bao/trom-xe-may/"),
        ("bị lừa rồi phải làm sao", "vua-bi-lua/#da-chuyen-tien"),
        ("muon chet vi bi lua", "vua-bi-lua/#sau-khi-bi-lua"),
        ("công an có bao giờ gọi điện không", "cong-an-khong-bao-gio/"),
        ("giao dịch viên ngân hàng", "ngan-hang/"),
        ("thấy xe lạ thì báo ai", "bao-tin/#viec-nguoi-la-bien-so-kha-nghi"),
    ],
)
def test_short_half_accented_joined_and_mistyped(index: SearchIndex, query: str, url: str) -> None:
    assert found(index, query)[0] == url


def test_nothing_is_found_for_nothing(index: SearchIndex) -> None:
    assert found(index, "") == []
    assert found(index, "xyzzy qqqq") == []


def test_the_sentence_that_matched_is_named(index: SearchIndex, catalogue: Catalogue) -> None:
    tactic = catalogue.tactics["trom-xe-may"]
    hit = index.search(unaccented(tactic.symptoms[0]))[0]
    assert (index.entries[hit.number].url, hit.sentence) == ("canh-bao/trom-xe-may/", tactic.symptoms[0])


@pytest.mark.parametrize("slug", sorted(WRITTEN))
def test_symptoms_do_not_copy_the_queries(catalogue: Catalogue, slug: str) -> None:
    """Six syllables in a row shared with a test query would make the test prove itself."""
    runs = {
        tuple(parts[i : i + 6])
        for query, _ in QUERIES
        for parts in [[s.folded for s in syllables(query)]]
        for i in range(len(parts) - 5)
    }
    whole = {tuple(s.folded for s in syllables(query)) for query, _ in QUERIES}
    for symptom in catalogue.tactics[slug].symptoms:
        parts = [s.folded for s in syllables(symptom)]
        assert tuple(parts) not in whole
        assert not runs & {tuple(parts[i : i + 6]) for i in range(len(parts) - 5)}, symptom


@pytest.mark.parametrize(
    ("word", "other", "near"),
    [
        ("vnied", "vneid", True),
        ("shiper", "shipper", True),
        ("depfake", "deepfake", True),
        ("lua", "lua", False),
        ("lừaa", "lừa", True),
        ("abcd", "abdce", False),
        ("abcd", "badc", False),
    ],
)
def test_one_letter(word: str, other: str, near: bool) -> None:
    assert is_one_letter_away(word, other) is near
    assert is_one_letter_away(other, word) is near


# --- the same on the phone -------------------------------------------------------------------------------------


def vectors(catalogue: Catalogue) -> list[str]:
    """Queries in every spelling, symptoms, and oddities: both engines must agree on each."""
    spelled = [spell(query) for query, _ in QUERIES[::2] for spell in SPELLINGS.values()]
    spelled += [spell(query) for query, _ in QUERIES[1::2] for spell in (str, unaccented)]
    symptoms = [symptom for tactic in catalogue.tactics.values() for symptom in tactic.symptoms[::5]]
    odd = [
        "",
        "113",
        "12/1",
        "5656",
        "luadao",
        "СSGT phạt",
        "𝐥𝐮̛̀𝐚",
        "máy mái",
        "quý quí",
        "a" * 70,
        "ko bít",
        "shiper goi",
    ]
    return [*spelled, *symptoms, *odd]


def test_python_and_the_phone_rank_alike(
    catalogue: Catalogue, index: SearchIndex, browser: Any, built_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    queries = vectors(catalogue)
    with watched_page(browser) as page:
        page.goto(f"{serve_folder(built_site)}tim/")
        answers = page.evaluate(
            "async qs => { const i = await window.wholeSearchIndex();"
            "return JSON.stringify(qs.map(q => i.search(q).map(h => [h.number, h.score, h.sentence]))); }",
            queries,
        )
    for query, answer in zip(queries, json.loads(answers), strict=True):
        assert [tuple(hit) for hit in answer] == [tuple(hit) for hit in index.search(query)], query


MONEY = [
    Entry(f"canh-bao/{word}/", f"Tiền {word}", "", "Lừa đảo", (f"mất tiền vì {word}",))
    for word in ("rác", "điện", "xe")
] + [Entry("canh-bao/khac/", "Chuyện khác", "", "Lừa đảo", ("tiền rác và tiền điện",))]


@pytest.mark.parametrize(
    ("query", "found"), [("tiền", [0, 1, 2, 3]), ("tiền xe", [2]), ("tien xyz", [0, 1, 2, 3]), ("tiền rác", [0, 3])]
)
def test_what_nearly_all_entries_have_counts_only_when_nothing_else_is_found(
    catalogue: Catalogue,
    browser: Any,
    built_site: Path,
    serve_folder: Callable[[Path], str],
    query: str,
    found: list[int],
) -> None:
    words = catalogue.search_words
    hits = SearchIndex(MONEY, words).search(query)
    assert sorted(hit.number for hit in hits) == found
    with watched_page(browser) as page:
        page.goto(f"{serve_folder(built_site)}tim/")
        told = page.evaluate(
            "([data, q]) => JSON.stringify(new SearchIndex(data).search(q).map(h => [h.number, h.score, h.sentence]))",
            [{"entries": [entry.as_data() for entry in MONEY], "words": folded_words(words)}, query],
        )
    assert [tuple(hit) for hit in json.loads(told)] == [tuple(hit) for hit in hits]


@pytest.mark.parametrize("how", ["address", "typing", "pasting", "header"])
def test_a_search_in_the_browser(browser: Any, built_site: Path, serve_folder: Callable[[Path], str], how: str) -> None:
    home = serve_folder(built_site)
    query = "co nguoi goi bao toi no tien dien"
    with watched_page(browser) as page:
        if how == "address":
            page.goto(f"{home}tim/#q={quote(query)}")
        elif how == "header":
            page.goto(f"{home}bao-tin/")
            page.locator("[data-cb-search] input").fill(query)
            page.keyboard.press("Enter")
        else:
            page.goto(f"{home}tim/")
            box = page.locator("#tim-o")
            if how == "typing":
                box.press_sequentially(query)
            else:  # as a paste or a dictation does: the text is there at once, no key was pressed
                box.evaluate("(e, q) => { e.value = q; e.dispatchEvent(new InputEvent('input')); }", query)
        first = page.locator(".cb-result").first
        first.wait_for()
        assert "tiền điện" in first.inner_text()
        assert "Giống: “" in first.inner_text()
        assert page.url.endswith(f"#q={quote(query)}")
        first.locator("a").click()
        page.wait_for_url("**/canh-bao/gia-danh-dien-luc/")


def test_a_pasted_message_stays_out_of_the_address(
    browser: Any, built_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser) as page:
        page.goto(f"{serve_folder(built_site)}tim/")
        page.locator("#tim-o").fill(
            "Nhà em nợ tiền điện 3 tháng, chuyển khoản ngay vào 0011002233 kẻo bị cắt điện trong hôm nay"
        )
        page.locator(".cb-result").first.wait_for()
        assert "#q=" not in page.url


def test_a_pasted_message_need_not_wait_until_all_is_read(
    browser: Any, built_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser) as page:
        page.goto(f"{serve_folder(built_site)}tim/")
        page.evaluate("void (window.SearchIndex.prototype.readAhead = () => new Promise(() => {}))")
        page.locator("#tim-o").fill("Nhà em nợ tiền điện 3 tháng, chuyển khoản ngay vào 0011002233 kẻo bị cắt điện")
        page.locator(".cb-result").first.wait_for()


def test_the_first_answer_comes_before_the_whole_index(
    browser: Any, built_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    """Which then answers alone."""
    with watched_page(browser) as page:
        held: list[Any] = []
        asked: list[str] = []
        page.route("**/assets/search-data.js", lambda route: held.append(route))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{serve_folder(built_site)}tim/#q=mat%20xe%20may", wait_until="commit")
        page.locator(".cb-result").nth(7).wait_for()
        assert len([address for address in asked if "/assets/search-" in address]) <= 15
        for route in held:
            route.continue_()
        let_whole_index_take_over(page)
        asked.clear()
        page.locator("#tim-o").fill("co nguoi goi bao toi no tien dien")
        assert "tiền điện" in page.locator(".cb-result").first.inner_text()
        assert asked == []


def test_where_no_shard_comes_the_whole_index_answers(
    browser: Any, built_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser, expected=lambda finding: "ERR_FAILED" in finding) as page:
        page.route("**/assets/search-*/**", lambda route: route.abort())
        page.goto(f"{serve_folder(built_site)}tim/#q=mat%20xe%20may")
        page.locator(".cb-result").nth(7).wait_for()
        assert page.locator("[data-cb-offline]").is_hidden()


def test_no_result_leads_to_help(browser: Any, built_site: Path, serve_folder: Callable[[Path], str]) -> None:
    with watched_page(browser) as page:
        page.goto(f"{serve_folder(built_site)}tim/#q=xyzzy")
        none = page.locator("[data-cb-none]")
        none.wait_for()
        assert none.locator("a[href='tel:113']").count() == 1
        assert none.locator("a[href$='vua-bi-lua/']").count() == 1
        assert "ngân hàng" in none.inner_text()


def test_without_scripts_the_list_answers(browser: Any, built_site: Path, serve_folder: Callable[[Path], str]) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, javascript=False) as page:
        page.goto(f"{home}bao-tin/")
        page.locator("[data-cb-search] button").click()
        page.wait_for_url(f"{home}tim/?")
        page.locator("#a-z ~ p a").click()
        page.wait_for_url(f"{home}tim/a-z/")
        assert page.locator(".md-content li a").count() >= len(WRITTEN)


def test_search_works_from_a_usb_stick(browser: Any, built_site: Path) -> None:
    with watched_page(browser) as page:
        page.goto(f"file://{built_site}/tim/index.html#q=mat%20xe%20may")
        page.locator(".cb-result").first.wait_for()
        page.locator(".cb-result a").first.click()
        page.wait_for_url("**/canh-bao/trom-xe-may/index.html")


@pytest.mark.parametrize("path", sorted((ROOT / "overrides/assets").glob("search*.js")), ids=lambda path: path.name)
def test_scripts_may_lose_their_comments_and_indentation(path: Path) -> None:
    """partials/script.html takes both away line by line."""
    source = path.read_text("utf-8")
    code = re.sub(r"^\s*(?:/\*\*.*?\*/|//.*?)$", "", source, flags=re.MULTILINE | re.DOTALL)
    assert "`" not in code, "a text over several lines would lose its indentation"
    assert not re.search(r"^\s*(?:/?\*|/\*\*)", code, re.MULTILINE), "a line of code would be taken for a comment"
