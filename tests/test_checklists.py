"""Checklists, and what all forms of neighbours share: on paper, without scripts, kept on the phone and nowhere else."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from awareness.catalogue import Catalogue
from awareness.checklist_pages import checklist_list, checklist_pages
from awareness.page import page_path
from awareness.reading import read_library
from awareness.search_engine import SearchIndex
from awareness.search_index import entries
from tests.conftest import DAY, ROOT, SAMPLE
from tests.filling import CHECKLIST, CLOCK, LOGBOOK, NO_STORAGE, ROSTER, boxes, printed, use
from tests.pages import PHONE, violations, watched_page, without_news

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    library, problems = read_library(SAMPLE)
    assert problems == []
    return Catalogue.link(library, DAY)


@pytest.fixture
def home(sample_site: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(sample_site)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


# --- checklists ------------------------------------------------------------------------------------------------


def checklist_ids(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "checklists").glob("*.yml"))


@pytest.mark.parametrize("checklist_id", checklist_ids(ROOT / "warnings"))
def test_the_page_tells_all(checklist_id: str, catalogue: Catalogue, built_site: Path) -> None:
    checklist = catalogue.checklists[checklist_id]
    shown = text_of((built_site / f"kiem-tra/{checklist_id}/index.html").read_text("utf-8"))
    items = [item for section in checklist.sections for item in section.items]
    for line in (*checklist.unmet, checklist.place, checklist.who, checklist.when):
        assert line in shown
    for item in items:
        assert f"☐ {item.text}" in shown
        assert (item.why or "") in shown
        assert (item.mend or "") in shown
    for section in checklist.sections:
        assert section.heading in shown
        assert all(f"{blank}: …" in shown for blank in section.blanks)
    assert f'href="{checklist_id}/"' in (built_site / "kiem-tra/index.html").read_text("utf-8")


def test_without_scripts_there_are_boxes_and_lines(browser: Browser, home: str) -> None:
    with watched_page(browser, javascript=False) as page:
        page.goto(home)
        page.locator(".cb-section--tu-kiem-tra a").click()
        page.get_by_role("link", name="Phiếu kiểm tra chéo 12/1 cho nhà ở").click()
        assert page.locator("li:has-text('☐')").count() == 5
        assert page.locator("li:has-text('……')").count() == 2
        for path in (CHECKLIST, ROSTER, LOGBOOK):
            page.goto(home + path)
            useless = "main article :is(button, input, select, form):visible"
            assert not page.locator(useless).all(), "a control that does nothing without scripts"
        page.goto(home + ROSTER)
        assert page.locator("#lich-mau ~ table tr").count() == 13
        page.goto(home + LOGBOOK)
        assert page.locator("#mau-so ~ table td:has-text('☐')").count() >= 10


def test_ticks_and_words_are_kept_counted_and_wiped(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + CHECKLIST)
        assert "☐" not in page.locator("main").inner_text()
        assert page.locator("[data-cb-count]").inner_text() == "0/5 điều đã đạt"
        boxes(page).nth(0).check()
        page.get_by_text("Bình chữa cháy để nơi dễ lấy.", exact=True).click()
        page.get_by_label("Người ở gần giữ chìa phụ:").fill("Cô Ba <b>")
        counted = "2/5 điều đã đạt, đánh dấu lần cuối ngày 22/11/2026"
        assert page.locator("[data-cb-count]").inner_text() == counted
        page.reload()
        assert [box.is_checked() for box in boxes(page).all()] == [True, False, False, False, True]
        assert page.get_by_label("Người ở gần giữ chìa phụ:").input_value() == "Cô Ba <b>"
        assert page.locator("[data-cb-count]").inner_text() == counted

        page.get_by_role("button", name="Xóa hết đã điền").click()
        page.get_by_role("button", name="Giữ lại").click()
        assert boxes(page).nth(0).is_checked()
        page.get_by_role("button", name="Xóa hết đã điền").click()
        page.get_by_role("button", name="Xóa hết", exact=True).click()
        assert page.locator("[data-cb-count]").inner_text() == "0/5 điều đã đạt"
        assert page.get_by_label("Người ở gần giữ chìa phụ:").input_value() == ""
        assert page.evaluate("localStorage.length") == 0
        page.reload()
        assert not any(box.is_checked() for box in boxes(page).all())


def test_a_changed_item_must_be_checked_again(browser: Browser, home: str, sample_site: Path) -> None:
    html = (sample_site / CHECKLIST / "index.html").read_text("utf-8")
    assert html.count("Bình chữa cháy để nơi dễ lấy.</p>") == 1
    changed = html.replace("Bình chữa cháy để nơi dễ lấy.</p>", "Bình chữa cháy còn hạn.</p>")
    with watched_page(browser) as page:
        page.goto(home + CHECKLIST)
        for box in boxes(page).all():
            box.check()
        page.route(f"**/{CHECKLIST}", lambda route: route.fulfill(body=changed, content_type="text/html"))
        page.reload()
        assert [box.is_checked() for box in boxes(page).all()] == [True, True, True, True, False]
        boxes(page).nth(0).uncheck()
        assert "nơi dễ lấy" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("path", [CHECKLIST, ROSTER, LOGBOOK])
def test_nothing_is_sent_and_no_network_is_needed(browser: Browser, home: str, path: str) -> None:
    def expected(finding: str) -> bool:  # the news were on their way
        return "later.js" in finding or "banner.json" in finding or "ERR_INTERNET_DISCONNECTED" in finding

    with watched_page(browser, expected=expected) as page:
        sent: list[str] = []
        page.goto(home + path)
        page.context.set_offline(True)
        page.on("request", lambda request: sent.append(request.url))
        use(page, path)
        assert without_news(sent) == []


@pytest.mark.parametrize("path", [CHECKLIST, ROSTER, LOGBOOK])
def test_where_nothing_can_be_kept_the_page_works_and_says_so(browser: Browser, home: str, path: str) -> None:
    with watched_page(browser, init=NO_STORAGE) as page:
        page.goto(home + path)
        use(page, path)
        assert page.locator("[data-cb-passing]").is_visible()
        assert not page.locator("[data-cb-lasting]").is_visible()
        page.get_by_role("button", name="Xóa hết đã điền").click()
        page.get_by_role("button", name="Xóa hết", exact=True).click()
        assert page.locator("[data-cb-wiped]").inner_text() == "Đã xóa hết."


def test_what_is_kept_may_be_damaged(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + CHECKLIST)
        page.evaluate("localStorage.setItem('canh-bao/bang-kiem/12-1-ho-gia-dinh', '{\"filled\":')")
        page.reload()
        assert page.locator("[data-cb-count]").inner_text() == "0/5 điều đã đạt"


def test_from_a_usb_stick_ticks_stay(browser: Browser, sample_site: Path) -> None:
    with watched_page(browser) as page:
        page.goto((sample_site.resolve() / CHECKLIST / "index.html").as_uri())
        boxes(page).nth(2).check()
        page.reload()
        assert boxes(page).nth(2).is_checked()
        page.goto((sample_site.resolve() / ROSTER / "index.html").as_uri())
        use(page, ROSTER)
        page.reload()
        assert page.locator("[data-cb-month] li").count() == 3


# --- on paper, and for everybody -------------------------------------------------------------------------------


def test_on_paper_there_is_the_form_and_nothing_else(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + CHECKLIST)
        boxes(page).nth(0).check()
        paper = " ".join(printed(page).split())
        for wanted in ("Nơi kiểm: …", "Người kiểm: …", "Chưa đạt, hẹn sửa", "Bình chữa cháy", "Bản mới nhất: https://"):
            assert wanted in paper
        for unwanted in ("Danh mục", "Chép tin nhắn", "Xóa hết", "Báo cho người khác", "Xem thêm", "không gửi đi đâu"):
            assert unwanted not in paper
        page.emulate_media(media="print")
        assert all(box.is_visible() for box in boxes(page).all())
    with watched_page(browser, javascript=False) as page:
        page.goto(home + CHECKLIST)
        assert printed(page).count("☐") == 5


@pytest.mark.parametrize("path", [CHECKLIST, ROSTER, LOGBOOK])
def test_axe_finds_nothing(browser: Browser, home: str, path: str) -> None:
    with watched_page(browser, size=PHONE) as page:
        page.goto(home + path)
        use(page, path)
        page.get_by_role("button", name="Xóa hết đã điền").click()
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, only="color-contrast") == []
        small = page.locator(
            "main button:visible, main .cb-check, main input:visible:not(.cb-check input)"
        ).evaluate_all("all => all.filter(e => e.offsetHeight < 44).map(e => e.outerHTML)")
        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


# --- linked and found ------------------------------------------------------------------------------------------


def test_warnings_and_models_lead_to_their_checklists(sample_site: Path) -> None:
    for path in (
        "canh-bao/phong-chay-mo-hinh-12-1",
        "canh-bao/trom-dot-nhap-nha",
        "mo-hinh/kiem-tra-pccc-12-1",
        "kiem-tra-12-1",
    ):
        html = (sample_site / path / "index.html").read_text("utf-8")
        assert f'{CHECKLIST}"' in html, path
    assert 'href="../../kiem-tra-12-1/"' in (sample_site / "mo-hinh/kiem-tra-pccc-12-1/index.html").read_text("utf-8")


def test_a_checklist_is_found(sample: Catalogue) -> None:
    index = SearchIndex(entries(sample), sample.search_words)
    best = index.entries[index.search("mau phieu kiem tra chay no")[0].number]
    assert (best.url, best.kind) == (CHECKLIST, "Bảng kiểm")


def test_a_retired_checklist_keeps_its_page_only(sample: Catalogue) -> None:
    (checklist,) = sample.checklists.values()
    old = checklist.model_copy(update={"status": "het-hieu-luc"})
    changed = dataclasses.replace(sample, checklists={old.id: old})
    assert len(list(checklist_pages(changed))) == 1
    (listed,) = checklist_list(changed)
    assert old.id not in listed.content.decode()
    assert changed.checklists_about(changed.tactics["trom-dot-nhap-nha"]) == []
    assert page_path(old) == "kiem-tra/12-1-ho-gia-dinh.md"
