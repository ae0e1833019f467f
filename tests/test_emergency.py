"""The worst minute: help one tap from everywhere, what to read out, what to keep, a report that nobody else sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page

from awareness.catalogue import Catalogue
from tests.pages import html_files, violations, watched_page, without_news

Serve = Callable[[Path], str]

HELP = "vua-bi-lua/"
REPORT = "vua-bi-lua/trinh-bao/"
TRIAGE = "chuyen-gi-dang-xay-ra/"
CALLER = "dang-co-nguoi-goi/"
READ_OUT = 35
"""Words that somebody in a fright still reads out in one breath."""
COPIES = """
window.copied = [];
navigator.clipboard.writeText = (text) => { window.copied.push(text); return Promise.resolve(); };
"""
KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('canh-bao/'))"


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_help_is_one_tap_away_on_every_page(built_site: Path) -> None:
    """In the bar that is always in view, after the calls, so that it is found in the same place."""
    for name in html_files(built_site):
        html = (built_site / name).read_text("utf-8")
        if 'class="cb-bar' not in html:
            assert name == "404.html" or "http-equiv" in html, name
            continue
        address = "/" + name.removesuffix("index.html")
        bar = html.partition('class="cb-bar')[2].partition("</article>")[0]
        links = [urljoin(address, link) for link in re.findall(r'<a [^>]*href="([^"]*)"', bar)]
        calls = [link for link in links if link.startswith("tel:")]
        assert calls, name
        assert address == f"/{HELP}" or links[len(calls)] == f"/{HELP}", name


def test_calls_and_the_sentence_for_the_bank_come_first(catalogue: Catalogue, built_site: Path) -> None:
    html = (built_site / HELP / "index.html").read_text("utf-8")
    first = catalogue.responses[catalogue.emergency.first]
    sentence = first.say[0].text
    assert len(sentence.split()) <= READ_OUT
    assert "Tôi tên …, có tài khoản …" in sentence
    top = text_of(html[: html.index('id="chuyen-gi"')])
    assert top.index("Gọi 113") < top.index(sentence)


def test_every_urgent_warning_is_two_choices_away(catalogue: Catalogue, built_site: Path) -> None:
    """First what is happening, then which case of it, then the page: never a fourth step."""
    html = (built_site / TRIAGE / "index.html").read_text("utf-8")
    choices = re.findall(r'href="#([a-z-]+)"', html.partition('id="viec-gap"')[2].partition("<h2")[0])
    sections = {piece.partition('"')[0]: piece for piece in html.partition("<main")[2].split('<h2 id="')[1:]}
    assert choices == [happening.id for happening in catalogue.emergency.triage]
    reached = set()
    for choice in choices:
        for link in re.findall(r'href="\.\./([^"]+)"', sections[choice]):
            page, _, anchor = link.partition("#")
            target = (built_site / page / "index.html").read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in target, link
            reached.add(page)
    urgent = {f"canh-bao/{tactic.id}/" for tactic in catalogue.urgent_tactics}
    assert urgent
    assert urgent - reached == set(), "thêm các cảnh báo này vào triage trong warnings/emergency.yml"


def test_triage_and_three_questions_need_no_script(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, javascript=False) as page:
        page.goto(home)
        page.locator(f"article a[href='{TRIAGE}']").click()
        page.get_by_role("link", name="Có cháy, có khói, mùi khét").click()
        page.get_by_role("link", name="Chỗ tôi đang cháy").click()
        assert page.url == f"{home}{HELP}#dang-co-chay"
        page.goto(home + CALLER)
        assert page.locator("#hoi-nhanh + ol > li").count() == 3
        page.locator("#hoi-nhanh + ol a").first.click()
        assert page.url == f"{home}{CALLER}#lam-ngay"


def test_evidence_is_ticked_on_the_phone(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser) as page:
        page.goto(serve_folder(built_site) + HELP)
        page.get_by_label("Biên lai, sao kê").check()
        page.reload()
        assert page.get_by_label("Biên lai, sao kê").is_checked()
        assert page.locator("[data-cb-count]").inner_text().startswith("1/7 thứ đã giữ")


def test_the_report_stays_on_the_phone(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    """Not kept unless somebody says so, never in an address or a request; copied, printed, wiped by hand."""
    with watched_page(browser, init=COPIES) as page:
        page.goto(serve_folder(built_site) + REPORT)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_label("Người viết").fill("Bà Tư <b>")
        page.get_by_label("Họ xưng là ai").fill("Xưng công an\ngọi lúc 9 giờ")
        assert page.evaluate(KEPT) == []
        page.get_by_role("button", name="Chép cả bản").click()
        page.locator("[data-cb-report] .cb-share__status").first.filter(has_text="Đã chép").wait_for()
        (copied,) = page.evaluate("window.copied")
        assert copied.splitlines()[1:] == [
            "Người viết: Bà Tư <b>",
            "Họ xưng là ai, nói gì, bảo làm gì: Xưng công an",
            "gọi lúc 9 giờ",
        ]
        page.emulate_media(media="print")
        assert page.locator("[data-cb-sheet]").inner_text().split("\n\n")[1] == "Người viết: Bà Tư <b>"
        assert not page.get_by_label("Người viết").is_visible()
        page.emulate_media(media="screen")
        assert violations(page) == []
        assert without_news(asked) == []

        page.reload()
        assert page.get_by_label("Người viết").input_value() == ""
        page.get_by_label("Người viết").fill("Bà Tư")
        box = page.get_by_label("Giữ trên máy này")
        box.check()
        page.reload()
        assert page.get_by_label("Người viết").input_value() == "Bà Tư"
        box.uncheck()
        assert page.evaluate(KEPT) == []
        box.check()
        wipe(page)
        assert page.evaluate(KEPT) == []
        assert page.get_by_label("Người viết").input_value() == ""
        assert "?" not in page.url
        assert "#" not in page.url


def wipe(page: Page) -> None:
    page.get_by_role("button", name="Xóa hết đã điền").click()
    page.get_by_role("button", name="Xóa hết", exact=True).click()
