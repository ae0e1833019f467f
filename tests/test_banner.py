"""The emergency banner: built into pages, brought to pages made before it, gone when it is over, and nothing moves."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from awareness.banner import banner_file, banner_now, news_of
from awareness.catalogue import Catalogue
from awareness.single_files import Banner
from tests.conftest import DAY
from tests.pages import violations, watched_page
from tests.test_offline import CLS

TEXT = "Nhiều nhà vừa bị gọi dọa cắt điện. Cúp máy, đừng chuyển tiền."
AT_NOON = datetime.datetime(2026, 11, 22, 5, tzinfo=datetime.UTC)
"""Noon in Vietnam, on the day of all tests."""


def with_banner(catalogue: Catalogue, starts: str = "2026-11-20", until: str = "2026-11-25", **more: str) -> Catalogue:
    data = {"text": TEXT, "page": "tactics/gia-danh-dien-luc", "severity": "khan-cap", "from": starts, "until": until}
    return dataclasses.replace(catalogue, banner=Banner.model_validate(data | more))


def published(catalogue: Catalogue) -> dict[str, str] | None:
    (file,) = banner_file(catalogue)
    assert str(file.path) == "site/banner.json"
    answer: dict[str, dict[str, str] | None] = json.loads(file.content)
    return answer["banner"]


def test_pages_have_it_on_its_days_and_the_file_before_them(catalogue: Catalogue) -> None:
    assert (banner_now(catalogue), published(catalogue)) == (None, None)
    running = with_banner(catalogue)
    news = banner_now(running)
    assert news == published(running)
    assert news is not None
    assert news["url"] == "canh-bao/gia-danh-dien-luc/"
    assert (news["text"], news["severity"]) == (TEXT, "Khẩn cấp")
    coming = with_banner(catalogue, starts="2026-11-23")
    assert banner_now(coming) is None
    assert published(coming) == news_of(coming)
    over = with_banner(catalogue, until="2026-11-21")
    assert (banner_now(over), published(over)) == (None, None)
    changed = news_of(with_banner(catalogue, text="Cúp máy."))
    assert changed is not None
    assert changed["id"] != news["id"], "what was closed comes back when it says something else"


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ("guides/ngan-hang", "ngan-hang/"),
        ("responses/da-chuyen-tien", "vua-bi-lua/#da-chuyen-tien"),
        ("docs/dung-kiem-tra-bao", "dung-kiem-tra-bao/"),
    ],
)
def test_it_leads_to_any_page(catalogue: Catalogue, page: str, url: str) -> None:
    news = news_of(with_banner(catalogue, page=page))
    assert news is not None
    assert news["url"] == url


@pytest.fixture
def site(built_site: Path, tmp_path: Path) -> Path:
    """The built site, to be changed."""
    return Path(shutil.copytree(built_site.resolve(), tmp_path / "site", copy_function=os.link))


def publish_news(site: Path, catalogue: Catalogue) -> None:
    (site / "banner.json").unlink(missing_ok=True)
    (file,) = banner_file(catalogue)
    (site / "banner.json").write_bytes(file.content)


def build_in(site: Path, page: str, catalogue: Catalogue) -> None:
    """What `partials/urgent.html` makes of it, in one page."""
    news = news_of(catalogue)
    assert news is not None
    depth = "../" * page.count("/")
    html = (site / page).read_text("utf-8")
    built = (
        f'<aside class="cb-urgent md-typeset" aria-label="Thông báo khẩn" data-cb-urgent="{news["id"]}" '
        f'data-cb-end="{news["until"]}"><p><strong>{news["severity"]}:</strong> {news["text"]} '
        f'<a href="{depth}{news["url"]}">{news["link"]}</a></p></aside>'
    )
    (site / page).unlink()
    (site / page).write_text(html.replace("<main", f"{built}<main", 1), "utf-8")


def settled(page: Page) -> None:
    page.wait_for_function("() => JSON.parse(sessionStorage.getItem('cb-news') || 'null')")


def test_a_page_made_before_it_shows_it_within_five_minutes(
    browser: Browser, site: Path, catalogue: Catalogue, serve_folder: Callable[[Path], str]
) -> None:
    address = serve_folder(site)
    running = with_banner(catalogue)
    with watched_page(browser) as page:
        page.clock.install(time=AT_NOON)
        page.goto(f"{address}bao-tin/")
        settled(page)
        assert page.query_selector(".cb-urgent") is None
        publish_news(site, running)
        page.clock.run_for(5 * 60 * 1000)
        page.wait_for_selector("[role=alert].cb-urgent >> text=dọa cắt điện")
        assert page.evaluate(CLS) == 0
        assert violations(page) == []
        bar, news = page.query_selector(".cb-bar"), page.query_selector(".cb-urgent")
        assert bar
        assert news
        places = news.bounding_box(), bar.bounding_box()
        assert places[0]
        assert places[1]
        assert places[0]["y"] + places[0]["height"] <= places[1]["y"] + 1, "the calls stay free"
        close = page.query_selector(".cb-urgent button")
        assert close
        size = close.bounding_box()
        assert size
        assert size["height"] >= 44

        page.click(".cb-urgent button")
        page.goto(address)
        settled(page)
        assert page.query_selector(".cb-urgent") is None, "closed is closed"
        publish_news(site, with_banner(catalogue, text="Cúp máy."))
        page.clock.run_for(5 * 60 * 1000)
        page.click(".cb-urgent a")
        page.wait_for_url("**/canh-bao/gia-danh-dien-luc/")


def test_what_is_built_in_is_told_once_and_keeps_its_place_when_over(
    browser: Browser, site: Path, catalogue: Catalogue, serve_folder: Callable[[Path], str]
) -> None:
    running = with_banner(catalogue)
    build_in(site, "bao-tin/index.html", running)
    publish_news(site, running)
    address = serve_folder(site)
    with watched_page(browser) as page:
        page.clock.install(time=AT_NOON)
        page.goto(f"{address}bao-tin/")
        settled(page)
        assert page.locator(".cb-urgent").count() == 1
        assert violations(page) == []
        height = page.locator(".cb-urgent").bounding_box()
        publish_news(site, catalogue)  # taken back
        page.clock.run_for(5 * 60 * 1000)
        page.wait_for_selector(".cb-urgent >> text=đã hết hạn")
        assert page.locator(".cb-urgent").bounding_box() == height
        assert page.evaluate(CLS) == 0

    for place in (f"{address}bao-tin/", f"{(site / 'bao-tin/index.html').as_uri()}"):
        with watched_page(browser) as page:
            page.clock.install(time=AT_NOON + datetime.timedelta(days=4))
            page.goto(place)
            page.wait_for_selector(".cb-urgent >> text=đã hết hạn")
            assert page.evaluate(CLS) == 0


def test_the_days_are_those_of_vietnam(
    browser: Browser, site: Path, catalogue: Catalogue, serve_folder: Callable[[Path], str]
) -> None:
    publish_news(site, with_banner(catalogue, starts="2026-11-23"))
    address = serve_folder(site)
    midnight = datetime.datetime(2026, 11, 22, 17, tzinfo=datetime.UTC)
    for now, is_shown in ((midnight - datetime.timedelta(seconds=9), False), (midnight, True)):
        with watched_page(browser, timezone_id="America/Lima") as page:
            page.clock.set_fixed_time(now)
            page.goto(address)
            settled(page)
            assert (page.query_selector(".cb-urgent") is not None) is is_shown
    assert catalogue.day == DAY
