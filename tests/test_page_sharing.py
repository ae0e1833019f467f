"""Sharing a warning from its page, and copying its message, on phones that can and on phones that cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.pages import TACTIC, is_on_screen, watched_page

NO_SHARE = "delete Navigator.prototype.share; "
SHARES = """
window.shared = [];
Navigator.prototype.share = (data) => { window.shared.push(data); return Promise.resolve(); };
"""
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined }); "
OLD_COPY = """
window.copied = [];
Document.prototype.execCommand = function (command) {
  if (command === "copy") window.copied.push(document.activeElement.value);
  return true;
};
"""
NO_COPY = "Document.prototype.execCommand = () => false; "
NEW_COPY = """
window.copied = [];
Object.defineProperty(Navigator.prototype, "clipboard", {
  get: () => ({ writeText: (text) => { window.copied.push(text); return Promise.resolve(); } }),
});
"""
REFUSED_COPY = """
Object.defineProperty(Navigator.prototype, "clipboard", {
  get: () => ({ writeText: () => Promise.reject(new Error("no")) }),
});
"""
COPY_MESSAGE = "[data-cb-copy='chia-se-tin']"
COPY_LINK = "[data-cb-copy='chia-se-link']"
ADDRESS = f"https://canhbao.example/{TACTIC}"


@contextmanager
def _tactic_with(browser: Browser, home: str, init: str) -> Iterator[tuple[Page, str]]:
    with watched_page(browser, init=init) as page:
        page.goto(home + TACTIC)
        yield page, page.locator("#chia-se-tin").input_value()


@pytest.mark.parametrize("button", [".cb-bar [data-cb-share]", "button[data-cb-share]"], ids=["call bar", "share bar"])
def test_share_hands_over_the_message_and_the_address(browser: Browser, home: str, button: str) -> None:
    with _tactic_with(browser, home, SHARES) as (page, message):
        page.locator(button).click()
        (shared,) = page.evaluate("window.shared")
        assert shared["text"] == message
        assert ADDRESS in (shared["text"], shared.get("url")) or ADDRESS in message.splitlines()


def test_where_nothing_can_be_shared_no_button_offers_it(browser: Browser, home: str) -> None:
    """An Android WebView: the button is away, the link in the call bar leads to the message."""
    with _tactic_with(browser, home, NO_SHARE) as (page, _):
        assert page.locator("button[data-cb-share]").is_hidden()
        page.locator(".cb-bar [data-cb-share]").click()
        assert is_on_screen(page.locator("#chia-se").bounding_box())


@pytest.mark.parametrize(
    "means",
    [NEW_COPY, NO_CLIPBOARD + OLD_COPY, OLD_COPY + REFUSED_COPY],
    ids=["clipboard", "no clipboard", "clipboard refuses"],
)
@pytest.mark.parametrize("what", ["message", "link"])
def test_copying(browser: Browser, home: str, means: str, what: str) -> None:
    with _tactic_with(browser, home, means) as (page, message):
        page.locator(COPY_MESSAGE if what == "message" else COPY_LINK).click()
        status = page.locator(".cb-share__status")
        status.filter(has_text="Đã chép").wait_for()
        assert page.evaluate("window.copied") == [message if what == "message" else ADDRESS]


def test_where_nothing_can_be_copied_the_text_is_selected(browser: Browser, home: str) -> None:
    with _tactic_with(browser, home, NO_CLIPBOARD + NO_COPY) as (page, message):
        page.locator(COPY_MESSAGE).click()
        page.locator(".cb-share__status").filter(has_text="giữ").wait_for()
        selected = (
            "(() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); })()"
        )
        assert page.evaluate(selected) == message
        page.locator(COPY_LINK).click()
        page.locator(".cb-share__status").filter(has_text="giữ").wait_for()
        assert page.evaluate(selected) == ADDRESS
        assert page.locator("#chia-se-link").is_visible()


def test_the_real_clipboard_gets_the_message(browser: Browser, home: str) -> None:
    with watched_page(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(home + TACTIC)
        page.locator(COPY_MESSAGE).click()
        page.locator(".cb-share__status").filter(has_text="Đã chép").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
        assert copied == page.locator("#chia-se-tin").input_value()
