"""Home, lists by channel and audience, guides and the reporting page, as a resident or an officer uses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from awareness.catalogue import Catalogue
from awareness.sharing import MESSAGE_LENGTH, article_message, list_message
from tests.conftest import ROOT
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]


def links(page: Any, selector: str = "article") -> set[str]:
    found: list[str] = page.locator(f"{selector} a").evaluate_all("links => links.map(link => link.href)")
    return set(found)


def bottom_of(element: Any) -> float:
    bounds = element.bounding_box()
    return float(bounds["y"] + bounds["height"])


def test_home_asks_what_is_happening(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    query = "bi giat day chuyen"
    with watched_page(browser, size=PHONE) as page:
        page.goto(home)
        box = page.locator("#hoi")
        assert bottom_of(box) < 300
        for words in ("Tôi vừa bị lừa", "Đang có người gọi tôi"):
            assert bottom_of(page.locator("article").get_by_role("link", name=words).first) < 500, words
        box.fill(query)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}tim/#q={quote(query)}")
        assert "giật" in page.locator(".cb-result").first.inner_text()


def test_home_asks_without_scripts_too(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, javascript=False) as page:
        page.goto(home)
        page.locator(".cb-ask button").click()
        page.wait_for_url(f"{home}tim/?")


@pytest.mark.parametrize("folder", ["kenh", "doi-tuong"])
def test_lists_are_whole(
    catalogue: Catalogue, browser: Any, built_site: Path, serve_folder: Serve, folder: str
) -> None:
    home = serve_folder(built_site)
    listings = catalogue.by_channel() if folder == "kenh" else catalogue.by_audience()
    named = {term for tactic in catalogue.current_tactics for term in getattr(tactic, _FIELDS[folder])}
    assert {listing.id for listing in listings} == named
    with watched_page(browser, javascript=False) as page:
        page.goto(f"{home}{folder}/")
        assert {f"{home}{folder}/{term}/" for term in named} <= links(page)
        page.goto(home)
        assert {f"{home}{folder}/{term}/" for term in named} <= links(page)
        for listing in listings:
            page.goto(f"{home}{folder}/{listing.id}/")
            wanted = {
                f"{home}canh-bao/{tactic.id}/"
                for tactic in catalogue.current_tactics
                if listing.id in getattr(tactic, _FIELDS[folder])
            }
            assert {link for link in links(page) if "/canh-bao/" in link} == wanted


_FIELDS = {"kenh": "channels", "doi-tuong": "audiences"}


def test_the_most_urgent_come_first(catalogue: Catalogue) -> None:
    order = list(catalogue.vocabulary.severities)
    for listing in catalogue.by_channel():
        ranks = [order.index(tactic.severity) for tactic in listing.tactics]
        assert ranks == sorted(ranks)


def test_messages_of_lists_and_guides_fit_a_screen(catalogue: Catalogue) -> None:
    for listing in (*catalogue.by_channel(), *catalogue.by_audience()):
        message = list_message(catalogue, listing.term.label, listing.tactics, f"kenh/{listing.id}/")
        assert len(message) <= MESSAGE_LENGTH
        assert message.endswith(f"{catalogue.site.base_url}kenh/{listing.id}/")
        assert listing.tactics[0].title in message
    for guide in catalogue.guides.values():
        message = article_message(catalogue, guide, guide.sections[0].lines, f"{guide.id}/")
        assert len(message) <= MESSAGE_LENGTH
        assert guide.sections[0].lines[0] in message


GUIDES = sorted(path.stem for path in (ROOT / "warnings/guides").glob("*.yml"))


def test_the_guides_that_addresses_promise() -> None:
    assert {"cong-an-khong-bao-gio", "ngan-hang", "dang-co-nguoi-goi"} <= set(GUIDES)


@pytest.mark.parametrize("guide_id", GUIDES)
def test_a_guide_is_reached_from_everywhere(
    catalogue: Catalogue, browser: Any, built_site: Path, serve_folder: Serve, guide_id: str
) -> None:
    home = serve_folder(built_site)
    guide = catalogue.guides[guide_id]
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(f"{home}bao-tin/")
        if guide not in catalogue.listed_guides:
            assert f"{home}{guide_id}/" not in links(page, "#danh-muc")
            page.locator("#__drawer").check()
            page.locator("#danh-muc").get_by_role("link", name="Bộ tài liệu").click()
            assert f"{home}{guide_id}/" in links(page)
        else:
            assert f"{home}{guide_id}/" in links(page, "#danh-muc")
        page.goto(f"{home}{guide_id}/")
        assert page.locator("h1").inner_text() == guide.title
        for section in guide.sections:
            assert page.locator(f"h2#{section.id}").inner_text() == section.heading
        assert "kiểm lại trước ngày" in page.locator("article").inner_text()


def test_reporting_by_kind_of_tip(catalogue: Catalogue, browser: Any, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    assert len(catalogue.tips) >= 6
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(f"{home}bao-tin/")
        for tip in catalogue.tips.values():
            assert f"{home}bao-tin/#viec-{tip.id}" in links(page)
            assert page.locator(f"h3#viec-{tip.id}").inner_text() == tip.title
        text = page.locator("article").inner_text()
        for tip in catalogue.tips.values():
            for line in tip.note_down:
                assert line in text


def test_help_by_minutes(catalogue: Catalogue, built_site: Path) -> None:
    """Every response tells the first quarter of an hour from the rest; afterwards there is help for people too."""
    html = (built_site / "vua-bi-lua/index.html").read_text("utf-8")
    for response in catalogue.responses.values():
        for phase in response.steps:
            assert f'id="{response.id}-{phase.when}"' in html
    labels = {key: term.label for key, term in catalogue.vocabulary.phases.items()}
    assert "0–15 phút" in labels["lam-ngay"]
    assert "15–60 phút" in labels["trong-mot-gio"]
    assert 'id="sau-khi-bi-lua"' in html
