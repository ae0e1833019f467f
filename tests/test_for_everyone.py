"""Larger letters, more contrast, read aloud, a quick way out, other languages: for everyone, and kept on the phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from awareness.catalogue import Catalogue
from awareness.vietnamese import spoken_day
from tests.pages import PHONE, violations, watched_page

Serve = Callable[[Path], str]

TACTIC: Final = "canh-bao/gia-danh-cong-an-vien-kiem-sat-toa-an/"
VIOLENCE: Final = "canh-bao/bao-luc-gia-dinh/"
OWN_PAGES: Final = ("", TACTIC, "vua-bi-lua/", "vua-bi-lua/trinh-bao/", "chuyen-gi-dang-xay-ra/", "en/")
SIZE: Final = "parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"
CHOSEN: Final = "localStorage.setItem('cb-doc', 'cb-rat-to cb-hc');"
CUT: Final = """
() => {
  const field = document.querySelector(".cb-search__input");
  const form = field.closest("form");
  field.value = field.placeholder;
  return ["", "cb-to", "cb-rat-to"].filter((size) => {
    document.documentElement.className = `${document.documentElement.className.replace(/cb-(rat-)?to/g, "")} ${size}`;
    return field.scrollWidth > field.clientWidth || form.getBoundingClientRect().right > innerWidth;
  });
}
"""
SEEN_FIRST: Final = """
document.addEventListener("DOMContentLoaded", () => { window.seenFirst = document.documentElement.className; });
"""
VOICE: Final = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => window.voices || [{ lang: "vi-VN" }], speak: (line) => window.spoken.push(line),
  cancel: () => { window.spoken = []; },
} });
"""
ENGLISH_WARNINGS: Final = 10
"""As many of the most dangerous warnings at least carry English."""


def open_drawer(page: Page) -> None:
    page.locator("header button[data-cb-drawer]").click()
    page.locator("[data-cb-reading]").wait_for()


def test_the_size_of_text_lasts_and_is_there_at_once(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    """Chosen on one page, there on the next before anything is painted; nothing becomes wider than the phone."""
    home = serve_folder(built_site)
    with watched_page(browser, init=SEEN_FIRST) as page:
        page.goto(home + TACTIC)
        usual = page.evaluate(SIZE)
        open_drawer(page)
        page.get_by_role("button", name="Rất to").click()
        page.get_by_role("button", name="Chữ rõ hơn").click()
        assert page.get_by_role("button", name="Rất to").get_attribute("aria-pressed") == "true"
        for path in OWN_PAGES:
            page.goto(home + path)
            assert page.evaluate("window.seenFirst").split()[-2:] == ["cb-rat-to", "cb-hc"], path
            assert page.evaluate(SIZE) >= 1.39 * usual
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path
        open_drawer(page)
        page.get_by_role("button", name="Chữ vừa").click()
        page.get_by_role("button", name="Chữ rõ hơn").click()
        assert page.evaluate("localStorage.getItem('cb-doc')") == ""
        page.goto(home + TACTIC)
        assert page.evaluate(SIZE) == usual
        for width in (320, PHONE[0], 412):
            page.set_viewport_size({"width": width, "height": PHONE[1]})
            assert page.evaluate(CUT) == [], width


def test_letters_twice_as_large(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    """A zoom makes the screen half as wide: nothing goes over it, and the call bar leaves room to read."""
    home = serve_folder(built_site)
    width, height = PHONE[0] // 2, PHONE[1] // 2
    with watched_page(browser, size=(width, height), device_scale_factor=2, is_mobile=True) as page:
        for path in (*OWN_PAGES, VIOLENCE, "tim/", "in-an/"):
            page.goto(home + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate("document.querySelector('.cb-bar').offsetHeight") <= 0.4 * height, path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_more_contrast_is_really_more(browser: Browser, built_site: Path, serve_folder: Serve, dark: bool) -> None:
    """Chosen on the page or asked of the whole phone: black and white, and axe finds nothing."""
    home = serve_folder(built_site)
    ink = "rgb(255, 255, 255)" if dark else "rgb(0, 0, 0)"
    for options in ({"init": CHOSEN}, {"contrast": "more"}):
        with watched_page(browser, dark=dark, **options) as page:  # type: ignore[arg-type]
            for path in OWN_PAGES if "init" in options else (TACTIC,):
                page.goto(home + path)
                assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == ink
                assert violations(page, only="color-contrast") == [], path


def test_in_the_colours_of_the_phone_icons_and_choices_stay(
    browser: Browser, built_site: Path, serve_folder: Serve
) -> None:
    with watched_page(browser, forced_colors="active") as page:
        page.goto(serve_folder(built_site) + TACTIC)
        icon = "getComputedStyle(document.querySelector('.cb-card h2'), '::before').backgroundColor"
        assert page.evaluate(icon) == page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        open_drawer(page)
        pressed = page.locator("[data-cb-reading] [aria-pressed=true]")
        assert pressed.evaluate("(button) => getComputedStyle(button).outlineStyle") == "solid"


def test_read_aloud_where_there_is_a_vietnamese_voice(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, init=VOICE) as page:
        page.goto(home + TACTIC)
        open_drawer(page)
        page.get_by_role("button", name="Nghe đọc trang này").click()
        lines = page.evaluate("window.spoken.map((line) => line.text)")
        assert lines[0] == page.locator("h1").inner_text()
        assert "Cúp máy, không cần giải thích." in lines
        assert not [line for line in lines if "Chép tin" in line or "Danh mục" in line]
        page.get_by_role("button", name="Dừng đọc").click()
        assert page.evaluate("window.spoken") == []
    with watched_page(browser, init=VOICE + "window.voices = [{ lang: 'en-US' }];") as page:
        page.goto(home + TACTIC)
        open_drawer(page)
        assert page.locator("[data-cb-aloud]").is_hidden()


def test_the_quick_way_out(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    """On the page about violence at home and nowhere else; a plain link without scripts, and no way back with them."""
    home = serve_folder(built_site)
    leads_to = "https://vi.wikipedia.org/"
    with_exit = [
        path.parent.relative_to(built_site.resolve()).as_posix()
        for path in built_site.resolve().rglob("index.html")
        if "data-cb-leave" in path.read_text("utf-8")
    ]
    assert sorted(with_exit) == ["canh-bao/bao-luc-gia-dinh", "en/bao-luc-gia-dinh"]
    with watched_page(browser, expected=lambda text: leads_to in text) as page:
        page.route(
            f"{leads_to}**", lambda route: route.fulfill(body="<title>Bách khoa</title>", content_type="text/html")
        )
        page.goto(home)
        page.goto(home + VIOLENCE)
        link = page.get_by_role("link", name="Thoát nhanh")
        assert link.get_attribute("href") == leads_to
        link.click()
        page.wait_for_url(leads_to)
        page.go_back()
        assert page.url == home


def test_answer_cards_in_english(catalogue: Catalogue, built_site: Path) -> None:
    """Marked as a translation with its day, in its language, tied to the Vietnamese page and back."""
    translated = [tactic for tactic in catalogue.current_tactics if tactic.translations]
    urgent = {tactic.id for tactic in catalogue.urgent_tactics}
    assert len(urgent & {tactic.id for tactic in translated}) >= ENGLISH_WARNINGS
    words = catalogue.vocabulary.languages["en"]
    index = (built_site / "en/index.html").read_text("utf-8")
    for tactic in translated:
        (translation,) = (one for one in tactic.translations if one.language == "en")
        html = (built_site / f"en/{tactic.id}/index.html").read_text("utf-8")
        text = unescape(re.sub(r"<[^>]+>", "", html))
        for line in (translation.title, *translation.red_flags, *translation.do, *translation.never):
            assert line in text
            assert len(line.split()) <= 20, line
        assert f"{words.note} {spoken_day(translation.translated.isoformat())}" in text
        assert '<div lang="en">' in html
        assert f'href="../../canh-bao/{tactic.id}/" lang="vi"' in html
        back = (built_site / f"canh-bao/{tactic.id}/index.html").read_text("utf-8")
        assert f'href="../../en/{tactic.id}/" lang="en"' in back
        assert f'href="{tactic.id}/"' in index
        numbers = set(re.findall(r"\b1\d\d\b", " ".join([translation.summary, *translation.do, *translation.never])))
        assert numbers == set(re.findall(r"\b1\d\d\b", " ".join([tactic.summary, *tactic.do, *tactic.never])))


def test_by_keyboard_alone(browser: Browser, built_site: Path, serve_folder: Serve) -> None:
    """Search, triage, checklist, quiz, share: each with Tab, Enter and Space only."""
    home = serve_folder(built_site)
    with watched_page(browser, init="navigator.clipboard.writeText = () => Promise.resolve();") as page:
        page.goto(f"{home}tim/")
        page.locator("[data-cb-results]").wait_for(state="attached")
        tab_to(page, "#tim-o")
        page.keyboard.type("bao no tien dien")
        page.locator("[data-cb-results] a").first.wait_for()
        tab_to(page, "[data-cb-results] a")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}canh-bao/gia-danh-dien-luc/")
        tab_to(page, "[data-cb-copy='chia-se-tin']")
        page.keyboard.press("Enter")
        page.locator(".cb-share__status").first.filter(has_text="Đã chép").wait_for()

        page.goto(f"{home}chuyen-gi-dang-xay-ra/")
        tab_to(page, "article a[href='#chay']")
        page.keyboard.press("Enter")
        tab_to(page, "article a[href$='#dang-co-chay']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{home}vua-bi-lua/#dang-co-chay")

        page.goto(f"{home}vua-bi-lua/")
        tab_to(page, "[data-cb-checklist] input")
        page.keyboard.press("Space")
        assert page.locator("[data-cb-count]").inner_text().startswith("1/")

        page.goto(f"{home}trac-nghiem/zalo/")
        tab_to(page, "[data-cb-quiz] button")
        page.keyboard.press("Enter")
        assert page.locator("[data-cb-quiz] [aria-pressed=true]").count() == 1


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what has the focus is ``selector``."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")
