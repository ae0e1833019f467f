"""Kits: what the records have for one group of people, brought together on a page that can be printed."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from awareness.catalogue import Catalogue
from awareness.kit_pages import TACTICS_IN_FULL, kit_pages
from awareness.page import page_path
from awareness.quiz import own_questions, quiz_pages_of, self_test
from awareness.records import Guide
from awareness.search_engine import SearchIndex
from awareness.search_index import entries
from tests.conftest import ROOT
from tests.pages import DESKTOP, PHONE, watched_page

Serve = Callable[[Path], str]

KITS = sorted(
    path.stem for path in (ROOT / "warnings/guides").glob("*.yml") if re.search(r"^kit:", path.read_text("utf-8"), re.M)
)


def shown(built_site: Path, address: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", (built_site / address / "index.html").read_text("utf-8")))


def test_everybody_has_a_kit(catalogue: Catalogue) -> None:
    assert len(KITS) >= 10
    assert [kit.id for kit in catalogue.current_kits] == sorted(
        KITS, key=lambda key: (catalogue.guides[key].order, key)
    )
    meant = {audience for kit in catalogue.current_kits if kit.kit for audience in kit.kit.audiences}
    named = "nguoi-cao-tuoi hoc-sinh sinh-vien phu-huynh cong-nhan nguoi-thue-tro ho-kinh-doanh nha-hang-quan-an"
    others = "nguoi-ban-hang-online xe-om tieu-thuong khach-du-lich giao-dich-vien-ngan-hang"
    assert {*named.split(), *others.split()} <= meant


@pytest.mark.parametrize("kit_id", KITS)
def test_the_page_brings_the_records_together(kit_id: str, catalogue: Catalogue, built_site: Path) -> None:
    guide = catalogue.guides[kit_id]
    assert guide.kit
    html = (built_site / kit_id / "index.html").read_text("utf-8")
    text = shown(built_site, kit_id)
    for section in guide.sections:
        assert f'<h2 id="{section.id}">' in html
        assert all(line in text for line in section.lines)
    tactics = catalogue.kit_tactics(guide.kit)
    assert [tactic.id for tactic in tactics][: len(guide.kit.first)] == guide.kit.first
    for tactic in tactics[:TACTICS_IN_FULL]:
        assert f'href="../canh-bao/{tactic.id}/"' in html
        assert not tactic.script or any(line.says in text and line.lie in text for line in tactic.script), tactic.id
    for checklist in guide.kit.checklists:
        assert (f'href="../kiem-tra/{checklist}/"' in html) == (checklist in catalogue.checklists)
    for model in guide.kit.models:
        assert f'href="../mo-hinh/{model}/"' in html
    assert html.count("data-cb-unsafe=") == guide.kit.self_test > 0
    assert 'id="chia-se-tin"' in html


def test_a_new_warning_comes_by_itself(catalogue: Catalogue) -> None:
    kit = catalogue.guides["khach-du-lich"].kit
    assert kit
    other = catalogue.tactics["tin-dung-den"]
    assert other not in catalogue.kit_tactics(kit)
    changed = other.model_copy(update={"audiences": ["khach-du-lich"]})
    again = dataclasses.replace(catalogue, tactics={**catalogue.tactics, other.id: changed})
    assert changed in again.kit_tactics(kit)


def test_the_rest_comes_by_severity(catalogue: Catalogue) -> None:
    order = list(catalogue.vocabulary.severities)
    for guide in catalogue.current_kits:
        assert guide.kit
        ranks = [order.index(tactic.severity) for tactic in catalogue.kit_tactics(guide.kit)[len(guide.kit.first) :]]
        assert ranks == sorted(ranks)


def test_tellers_read_what_customers_are_told(catalogue: Catalogue, built_site: Path) -> None:
    text = shown(built_site, "ngan-hang")
    told = [line for tactic in catalogue.current_tactics for line in tactic.coaching if line.to == "ngan-hang"]
    assert len(told) > 5
    assert all(line.told in text and line.answer in text for line in told)
    assert not any(
        line.told in text for tactic in catalogue.current_tactics for line in tactic.coaching if line not in told
    )


def test_spoken_kits_have_texts_to_read_out(catalogue: Catalogue, built_site: Path) -> None:
    text = shown(built_site, "nguoi-co-uy-tin")
    guide = catalogue.guides["nguoi-co-uy-tin"]
    assert guide.kit
    for tactic in catalogue.kit_tactics(guide.kit)[:3]:
        assert tactic.loudspeaker in text
        assert all(line in text for line in tactic.easy_read)
    assert 'id="bai-loa"' not in (built_site / "ngan-hang/index.html").read_text("utf-8")


# --- self-tests ----------------------------------------------------------------------------------------------------


def test_of(catalogue: Catalogue, guide: Guide) -> list[Any]:
    assert guide.kit
    questions = [question for page in quiz_pages_of(catalogue) for question in page.questions]
    tactics = catalogue.kit_tactics(guide.kit)
    return self_test(guide.id, own_questions(guide.kit.quiz, guide.id), questions, tactics, guide.kit.self_test)


test_of.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize("kit_id", KITS)
def test_self_tests_are_half_genuine_and_mixed(kit_id: str, catalogue: Catalogue) -> None:
    guide = catalogue.guides[kit_id]
    test = test_of(catalogue, guide)
    answers = [question.unsafe for question in test]
    assert 0.4 <= answers.count(False) / len(answers) <= 0.6
    assert len({question.id for question in test}) == len(test)
    assert 2 <= sum(a != b for a, b in itertools.pairwise(answers)) <= len(answers) - 2
    own = {question.id for question in own_questions(guide.kit.quiz if guide.kit else None, kit_id)}
    assert own <= {question.id for question in test}
    assert all(question.tactic for question in test if question.id not in own)


def test_self_tests_do_not_start_alike(catalogue: Catalogue) -> None:
    assert len({test_of(catalogue, guide)[0].unsafe for guide in catalogue.current_kits}) == 2


def test_a_self_test_asks_no_more_than_there_is(catalogue: Catalogue) -> None:
    tactic = catalogue.tactics["tin-dung-den"]
    questions = [question for page in quiz_pages_of(catalogue) for question in page.questions]
    asked = self_test("x", [], questions, [tactic], 20)
    assert len(asked) == len(tactic.quiz.unsafe) + len(tactic.quiz.safe)


# --- where they are found ------------------------------------------------------------------------------------------


def test_lists_of_pages_do_not_swell(catalogue: Catalogue, built_site: Path) -> None:
    """Home and the drawer lead to the list; only the counter of the bank keeps its place."""
    home = (built_site / "index.html").read_text("utf-8")
    for guide in catalogue.current_kits:
        assert (f'href="{guide.id}/"' in home) == (guide.id == "ngan-hang"), guide.id
        assert f'href="../{guide.id}/"' in (built_site / "bo-tai-lieu/index.html").read_text("utf-8")
    assert 'href="bo-tai-lieu/"' in home


def test_drafts_and_retired_kits(catalogue: Catalogue) -> None:
    guide = catalogue.guides["khach-du-lich"].model_copy(update={"status": "het-hieu-luc"})
    changed = dataclasses.replace(catalogue, guides={guide.id: guide})
    assert changed.current_kits == []
    assert [str(artifact.path) for artifact in kit_pages(changed)] == [f"docs/{page_path(guide)}"]


@pytest.mark.parametrize("kit_id", KITS)
def test_printed_without_what_only_screens_need(
    kit_id: str, browser: Any, built_site: Path, serve_folder: Serve
) -> None:
    with watched_page(browser, size=DESKTOP) as page:
        page.goto(f"{serve_folder(built_site)}{kit_id}/")
        page.emulate_media(media="print")
        assert page.locator(".cb-quiz p").first.is_visible()
        assert page.locator("#dap-an").is_visible()
        hidden = ".cb-share, .cb-bar, .cb-quiz details, .cb-quiz button, .md-header, .md-sidebar"
        assert page.locator(hidden).evaluate_all("all => all.filter(one => one.getClientRects().length).length") == 0


def test_on_a_phone_from_home_without_scripts(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(serve_folder(built_site))
        page.locator("article").get_by_role("link", name=re.compile("bộ tài liệu")).click()
        page.locator("article").get_by_role("link", name=re.compile("Xe ôm")).click()
        page.locator("#tu-thu ~ .cb-quiz summary").first.click()
        assert page.locator("#tu-thu ~ .cb-quiz details p").first.is_visible()


QUERIES = {
    "tai lieu cho giao dich vien": "ngan-hang/",
    "thu xem minh co bi lua khong": "trac-nghiem/",
    "tài liệu phát cho công nhân khu trọ": "cong-nhan-nha-tro/",
    "bài nói chuyện cho già làng trưởng bản": "nguoi-co-uy-tin/",
    "in tai lieu tuyen truyen phat cho ba con": "bo-tai-lieu/",
}


@pytest.mark.parametrize(("query", "url"), QUERIES.items())
def test_search_finds_kits_and_the_quiz(query: str, url: str, catalogue: Catalogue) -> None:
    index = SearchIndex(entries(catalogue), catalogue.search_words)
    assert url in [index.entries[hit.number].url for hit in index.search(query, 3)]


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> SearchIndex:
    return SearchIndex(entries(catalogue), catalogue.search_words)


def test_who_is_in_need_finds_warnings_and_not_kits(catalogue: Catalogue, index: SearchIndex) -> None:
    """Whatever residents type about what happened: no kit and no quiz stands first."""
    hidden = {"trac-nghiem/", "bo-tai-lieu/", *(f"{kit.id}/" for kit in catalogue.current_kits)} - {"ngan-hang/"}
    for tactic in catalogue.current_tactics:
        for symptom in tactic.symptoms:
            best = index.entries[index.search(symptom, 1)[0].number].url
            assert best not in hidden, symptom
    for response in catalogue.responses.values():
        for symptom in response.symptoms:
            assert index.entries[index.search(symptom, 1)[0].number].url not in hidden, symptom
