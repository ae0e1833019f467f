"""Two taps: an officer copies a warning and pastes it, also in the browser inside Zalo on an old phone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from awareness.catalogue import Catalogue
from awareness.embedding import embed_html
from awareness.search_index import entries
from awareness.sharing import full_message, short_message, sms_message
from awareness.storyboard import storyboard
from tests.pages import DESKTOP, addresses, watched_page

TACTIC_ID: Final = "gia-danh-cong-an-vien-kiem-sat-toa-an"
TACTIC: Final = f"canh-bao/{TACTIC_ID}/"
SHARED: Final = f"chia-se/{TACTIC_ID}/"
ADDRESS: Final = f"https://canhbao.example/{TACTIC}"

OLD_WEBVIEW: Final[dict[str, Any]] = {
    "user_agent": (
        "Mozilla/5.0 (Linux; Android 7.1.1; SM-J250F Build/NMF26X; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Version/4.0 Chrome/80.0.3987.162 Mobile Safari/537.36 Zalo android/12100672 ZaloTheme/light ZaloLanguage/vi"
    ),
    "has_touch": True,
    "is_mobile": True,
}
LACKING: Final = {
    "Navigator.prototype": "share canShare clipboard userAgentData locks",
    "Array.prototype": "at findLast findLastIndex toSorted toReversed toSpliced with",
    "Array": "fromAsync",
    "String.prototype": "at replaceAll isWellFormed toWellFormed",
    "Object": "hasOwn groupBy",
    "Map": "groupBy",
    "Promise": "any try withResolvers",
    "Element.prototype": "replaceChildren checkVisibility getHTML setHTMLUnsafe ariaNotify",
    "HTMLElement.prototype": "showPopover togglePopover inert",
    "Document.prototype": "replaceChildren startViewTransition",
    "Crypto.prototype": "randomUUID",
    "AbortSignal": "timeout any abort",
    "URL": "canParse parse",
    "Intl": "Segmenter DurationFormat",
    "CSS": "highlights",
    "globalThis": "structuredClone WeakRef FinalizationRegistry AggregateError scheduler navigation ClipboardItem",
}
"""What Chrome 80 inside an Android WebView does not have, of what today's Chromium does: owner → names."""
TAKE_AWAY: Final = "".join(
    f"for (const name of {names.split()!r}) {{ try {{ delete {owner}[name]; }} catch (e) {{}} }}\n"
    for owner, names in LACKING.items()
)


@contextmanager
def _zalo(browser: Browser, address: str) -> Iterator[Page]:
    with watched_page(browser, init=TAKE_AWAY, **OLD_WEBVIEW) as page:
        page.goto(address)
        left = page.evaluate(
            "(lacking) => Object.entries(lacking).flatMap(([owner, names]) => names.split(' ').filter((name) =>"
            " name in owner.split('.').reduce((object, part) => object[part], window)))",
            {owner: names for owner, names in LACKING.items() if owner != "globalThis"},
        )
        assert left == [], "not taken away"
        yield page


def _pasted(page: Page) -> str:
    """What the next chat gets: a field of our own, and a real paste from the clipboard."""
    page.evaluate(
        "() => { const field = document.createElement('textarea'); document.body.append(field); field.focus(); }"
    )
    page.keyboard.press("Control+V")
    text = page.evaluate("() => { const f = document.activeElement, t = f.value; f.remove(); return t; }")
    return str(text)


# --- in Zalo on an old phone -----------------------------------------------------------------------------------


def test_two_taps_from_a_warning_into_the_group(browser: Browser, home: str, catalogue: Catalogue) -> None:
    with _zalo(browser, home + TACTIC) as page:
        assert page.locator("[data-cb-share]:is(button)").is_hidden(), "nothing offers what a WebView cannot do"
        page.locator("[data-cb-copy='chia-se-tin']").tap()
        page.locator(".cb-share__status").filter(has_text="Đã chép").wait_for()
        assert _pasted(page) == full_message(catalogue, catalogue.tactics[TACTIC_ID])


def test_the_call_bar_leads_to_the_message(browser: Browser, home: str, catalogue: Catalogue) -> None:
    for path in (TACTIC, SHARED):
        with _zalo(browser, home + path) as page:
            page.locator(".cb-bar [data-cb-share]").tap()
            page.wait_for_timeout(100)
            box = page.locator("#chia-se-tin").bounding_box()
            assert box is not None
            assert 0 < box["y"] < 200, "the message is on the screen"


def test_the_first_button_stands_above_the_call_bar(browser: Browser, built_site: Path, home: str) -> None:
    """On the smallest phone, under the longest message too."""
    hidden = "document.querySelector('[data-cb-copy]').getBoundingClientRect().bottom > "
    hidden += "document.querySelector('.cb-bar').getBoundingClientRect().top"
    with watched_page(browser) as page:
        for path in (path for path in addresses(built_site) if path.startswith("chia-se/")):
            page.goto(home + path)
            assert not page.evaluate(hidden), path


def test_every_copy_of_the_share_page(browser: Browser, home: str, catalogue: Catalogue) -> None:
    tactic = catalogue.tactics[TACTIC_ID]
    with _zalo(browser, home + SHARED) as page:
        got = dict[str, str]()
        for button in page.locator(".cb-share [data-cb-copy]").all():
            assert button.is_visible()
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
            button.tap()
            status = button.locator("xpath=ancestor::section[1]").locator(".cb-share__status")
            status.filter(has_text="Đã chép").wait_for()
            got[button.get_attribute("data-cb-copy") or ""] = _pasted(page)
    assert got["ngan-tin"] == short_message(catalogue, tactic)
    assert got["chia-se-tin"] == full_message(catalogue, tactic)
    assert got["sms-tin"] == sms_message(catalogue, tactic)
    assert got["duong-dan-tin"] == ADDRESS
    assert got["gan-tin"] == embed_html(catalogue, tactic).strip()
    assert " ".join(got["loa-bai"].split()) == tactic.loudspeaker
    for frame in storyboard(catalogue, tactic):
        assert f"Chữ: {frame.screen}" in got["clip-bai"]
        assert f"Lời: {frame.voice}" in got["clip-bai"]


def test_where_nothing_can_be_copied_the_text_is_selected(browser: Browser, home: str) -> None:
    refuse = TAKE_AWAY + "Document.prototype.execCommand = () => false; "
    with watched_page(browser, init=refuse, **OLD_WEBVIEW) as page:
        page.goto(home + SHARED)
        for place in ("sms-tin", "loa-bai", "clip-bai"):
            button = page.locator(f"[data-cb-copy='{place}']")
            button.tap()
            status = button.locator("xpath=ancestor::section[1]").locator(".cb-share__status")
            status.filter(has_text="Nhấn giữ").wait_for()
            selected = page.evaluate(
                """() => {
                  const field = document.activeElement;
                  return "selectionStart" in field
                    ? field.value.slice(field.selectionStart, field.selectionEnd) : getSelection().toString();
                }"""
            )
            element = page.locator(f"#{place}")
            whole = element.input_value() if place == "sms-tin" else element.inner_text()
            assert " ".join(selected.split()) == " ".join(whole.split())
            page.evaluate("getSelection().removeAllRanges()")


# --- anywhere --------------------------------------------------------------------------------------------------


def test_the_warning_leads_to_the_share_page(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + TACTIC)
        page.locator("#chia-se a").filter(has_text="Thêm cách chia sẻ").click()
        assert page.url == home + SHARED
        page.locator(".cb-crumbs a").last.click()
        assert page.url == home + TACTIC


def test_without_scripts_everything_can_be_read_and_no_button_is_dead(browser: Browser, home: str) -> None:
    with watched_page(browser, javascript=False) as page:
        page.goto(home + SHARED)
        for place in ("ngan-tin", "chia-se-tin", "sms-tin", "duong-dan-tin", "loa-bai", "clip-bai", "gan-tin"):
            assert page.locator(f"#{place}").is_visible(), place
        assert page.locator("#clip-bai > li").count() == 6
        assert not page.locator("button[type=button]:visible").all()


def test_the_keyboard_reaches_every_text_and_copies_it(browser: Browser, home: str, catalogue: Catalogue) -> None:
    with watched_page(browser, size=DESKTOP, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(home + SHARED)
        stops = list[str]()
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate("document.activeElement.dataset.cbCopy || document.activeElement.id || ''")
            stops.append(stop)
            if stop == "loa-bai":
                page.keyboard.press("Enter")
                page.locator(".cb-share__status").filter(has_text="Đã chép bài loa").wait_for()
                copied = page.evaluate("navigator.clipboard.readText()")
                assert " ".join(copied.split()) == catalogue.tactics[TACTIC_ID].loudspeaker
                assert page.evaluate("document.activeElement.dataset.cbCopy") == "loa-bai", "focus stays"
        wanted = ["ngan-tin", "chia-se-tin", "sms-tin", "duong-dan-tin", "loa-bai", "clip-bai"]
        assert [stop for stop in dict.fromkeys(stops) if stop in wanted] == wanted


def test_facebook_is_a_plain_link_to_the_warning(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + SHARED)
        link = page.locator("a[href^='https://www.facebook.com/']")
        address = urlsplit(link.get_attribute("href") or "")
        assert (address.scheme, address.netloc, address.path) == ("https", "www.facebook.com", "/sharer/sharer.php")
        assert parse_qs(address.query) == {"u": [ADDRESS]}
        assert link.get_attribute("rel") == "noopener noreferrer"


def test_the_qr_code_leads_to_the_warning(browser: Browser, home: str) -> None:
    with watched_page(browser, device_scale_factor=2, dark=True) as page:
        page.goto(home + SHARED)
        code = page.get_by_alt_text("Mã QR")
        code.scroll_into_view_if_needed()
        code.evaluate("image => image.decode()")
        picture = Image.open(io.BytesIO(code.screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_the_previews_are_what_chats_read(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + SHARED)
        title, description = (
            page.locator(f"meta[property='og:{name}']").get_attribute("content") for name in ("title", "description")
        )
        boxes = page.locator("div.cb-share__text").all_inner_texts()
        assert len(boxes) == 2
        for box in boxes:
            assert title in box
            assert description in box
            assert "canhbao.example" in box.lower()


CANNOT_HAND_OVER: Final = "Navigator.prototype.canShare = () => false; "
HANDS_OVER: Final = """
window.shared = [];
Navigator.prototype.canShare = (data) => Boolean(data.files && data.files.length);
Navigator.prototype.share = async ({ files, text }) => {
  if (window.refused) throw new DOMException("no", window.refused);
  window.shared.push([files[0].name, files[0].type, files[0].size, text]);
};
"""


def test_both_pictures_can_be_saved(browser: Browser, built_site: Path, home: str) -> None:
    """As files of the site, which in-app browsers save by a long press; links say under which name."""
    with _zalo(browser, home + SHARED) as page:
        for link in page.locator("#anh a[download]").all():
            name = link.get_attribute("download")
            with page.expect_download() as saved:
                link.tap()
            assert saved.value.suggested_filename == name
            assert Path(saved.value.path()).read_bytes() == (built_site / f"the/{name}").read_bytes()
        for picture in page.locator("main img").all():
            picture.scroll_into_view_if_needed()
            picture.evaluate("(image) => image.decode()")
            shown, real = picture.evaluate("(i) => [i.width / i.height, i.naturalWidth / i.naturalHeight]")
            assert shown == pytest.approx(real, rel=0.01), "stretched"
        assert page.locator("[data-cb-share-picture]").is_hidden()


def test_the_picture_is_handed_over_where_that_works(
    browser: Browser, built_site: Path, home: str, catalogue: Catalogue
) -> None:
    with watched_page(browser, init=HANDS_OVER) as page:
        page.goto(home + SHARED)
        button = page.locator("[data-cb-share-picture]")
        button.click()
        page.wait_for_function("() => window.shared.length")
        size = (built_site / f"the/{TACTIC_ID}-dung.png").stat().st_size
        text = short_message(catalogue, catalogue.tactics[TACTIC_ID])
        assert page.evaluate("window.shared") == [[f"{TACTIC_ID}-dung.png", "image/png", size, text]]
        status = page.locator("#anh .cb-share__status")
        page.evaluate("window.refused = 'AbortError'")
        button.click()
        page.wait_for_timeout(200)
        assert status.inner_text() == "", "closing the share sheet is no failure"
        page.evaluate("window.refused = 'NotAllowedError'")
        button.click()
        status.filter(has_text="Nhấn giữ ảnh").wait_for()


def test_where_pictures_cannot_be_handed_over_nothing_offers_it(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CANNOT_HAND_OVER) as page:
        page.goto(home + SHARED)
        assert page.locator("[data-cb-share-picture]").is_hidden()


def test_paper_gets_what_is_read_aloud_and_filmed(browser: Browser, home: str) -> None:
    with watched_page(browser, size=DESKTOP) as page:
        page.goto(home + SHARED)
        assert page.locator("[data-cb-print]").is_visible()
        page.evaluate("window.print = () => { window.printed = true; }")
        page.locator("[data-cb-print]").click()
        assert page.evaluate("window.printed")
        page.emulate_media(media="print")
        for place in ("h1", "#loa-bai", "#clip-bai"):
            assert page.locator(place).is_visible()
        for nothing in ("textarea", "button", ".cb-bar", "svg[role=img]"):
            assert not page.locator(f"{nothing}:visible").all(), nothing


def test_phones_are_not_offered_to_print(browser: Browser, home: str) -> None:
    with _zalo(browser, home + SHARED) as page:
        assert page.locator("[data-cb-print]").is_hidden()


def test_every_current_warning_has_a_page_that_no_search_finds(catalogue: Catalogue, built_site: Path) -> None:
    shared = {path for path in addresses(built_site) if path.startswith("chia-se/")}
    assert shared == {f"chia-se/{tactic.id}/" for tactic in catalogue.current_tactics}
    assert not [entry.url for entry in entries(catalogue) if entry.url.startswith("chia-se")]
    assert "chia-se" not in (built_site / "sitemap.xml").read_text("utf-8")
    for tactic in catalogue.current_tactics:
        page = (built_site / f"canh-bao/{tactic.id}/index.html").read_text("utf-8")
        assert re.search(rf'href="[./]*chia-se/{tactic.id}/"', page)
