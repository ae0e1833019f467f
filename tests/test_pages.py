"""The site in Chromium, as residents open it: every page on a small phone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.pages import DESKTOP, FINGER, PHONE, TACTIC, is_on_screen, lay_out, sampled_addresses, watched_page

FIRST_VIEW: Final = 600
"""Height in pixels that a phone of 640 certainly shows below its address bar."""


FIRST_ACTION = """
(isRead) => {
  const main = document.querySelector("main");
  const item = main.querySelector(isRead ? "h2 ~ ul li, h2 ~ ol li" : ".cb-section--lam-ngay li, #lam-ngay + ol li");
  const step = item && item.querySelector("p") || item;
  const others = [...main.querySelectorAll("article a[href], article button")]
    .filter((element) => !element.closest(".cb-crumbs, .cb-bar, .md-sidebar"));
  const shown = (step ? [step] : others).filter((element) => {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return false;
    const top = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2);
    return box.bottom > innerHeight || (top && (element.contains(top) || top.contains(element)));
  });
  return Math.min(...shown.map((element) => element.getBoundingClientRect().bottom), 1e6);
}
"""
CALLS = "calls => calls.map(call => [call.getAttribute('href'), call.offsetWidth, call.offsetHeight])"
TOO_WIDE = """
() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((element) => !element.closest(".md-sidebar") && element.getBoundingClientRect().right > innerWidth + 0.5)
  .map((element) => `too wide: ${element.outerHTML.slice(0, 80)}`)
"""
NARROWEST: Final = (320, 568)


def test_pages_on_a_phone(browser: Browser, built_site: Path, home: str) -> None:
    """Every warning, and a sample of what other templates make: a visit is what takes time."""
    assert faults_on_a_phone(browser, home, [*sampled_addresses(built_site), "404.html"]) == []


def faults_on_a_phone(browser: Browser, home: str, paths: Iterable[str]) -> list[str]:
    """Each page once: it is quiet (no CSP violation, console error, failed or foreign request), shows its first action
    in the first view, has calls that a finger hits and that lead to numbers, and nothing wider than the screen, on the
    narrowest phone neither."""
    faults = []
    with watched_page(browser, size=PHONE) as page:
        for path in paths:
            page.goto(home + path)
            faults += [f"{path}: {fault}" for fault in _phone_faults(page, path)]
            lay_out(page)
            page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
            faults += [f"{path}: {fault}" for fault in page.evaluate(TOO_WIDE)]
            page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return faults


def _phone_faults(page: Page, path: str) -> Iterator[str]:
    if (headings := page.locator("main h1").count()) != 1:
        yield f"{headings} titles"
    if (width := page.evaluate("document.documentElement.scrollWidth")) > PHONE[0]:
        yield f"{width} px wide"
    if (bottom := page.evaluate(FIRST_ACTION, _is_read(path))) > FIRST_VIEW:
        yield f"first action ends at {bottom:.0f} px"
    calls = page.locator(".cb-bar a[href^='tel:']").evaluate_all(CALLS)
    if path.startswith("canh-bao/") and not calls:
        yield "nobody to call"
    for address, *size in calls:
        if min(size) < FINGER or not address.removeprefix("tel:").isdigit():
            yield f"call {address}: {size[0]} × {size[1]}"


def _is_read(path: str) -> bool:
    """On a guide, model, checklist or campaign the first line counts as its first action, elsewhere the first step,
    link or button."""
    record = path.strip("/").replace("mo-hinh/", "models/").replace("kiem-tra/", "checklists/")
    record = record.replace("chien-dich/", "campaigns/")
    return any((ROOT / f"warnings/{file}.yml").is_file() for file in (f"guides/{record}", record))


def test_pages_are_quiet_on_a_wide_screen_in_dark(browser: Browser, built_site: Path, home: str) -> None:
    with watched_page(browser, size=DESKTOP, dark=True) as page:
        for path in [*sampled_addresses(built_site, whole=""), "404.html"]:
            page.goto(home + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= DESKTOP[0], f"{path} is {width} px wide"


# --- without scripts -------------------------------------------------------------------------------------------


def test_without_scripts_text_calls_navigation_and_message_work(browser: Browser, home: str) -> None:
    with watched_page(browser, javascript=False) as page:
        page.goto(home + TACTIC)
        for section in ("dau-hieu", "lam-ngay", "dung-lam", "da-lo"):
            assert page.locator(f"#{section}").is_visible()
        assert page.locator(".cb-bar a[href='tel:113']").is_visible()

        message = page.locator("#chia-se-tin")
        assert message.is_visible()
        assert message.is_editable() is False
        assert f"/{TACTIC}" in message.input_value()
        message.select_text()
        assert not page.locator("button[type=button]:visible").all(), "a button that does nothing without scripts"

        entry = page.locator(".md-sidebar a[href$='bao-tin/']")
        assert not is_on_screen(entry.bounding_box())
        page.locator("#__drawer").check(force=True)
        page.wait_for_timeout(400)
        assert is_on_screen(entry.bounding_box())
        entry.click()
        assert page.url == home + "bao-tin/"


def test_without_scripts_the_drawer_opens_by_touch(browser: Browser, home: str) -> None:
    with watched_page(browser, javascript=False, has_touch=True) as page:
        page.goto(home + TACTIC)
        box = page.locator("header label").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= FINGER
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(400)
        assert is_on_screen(page.locator(".md-sidebar a[href$='bao-tin/']").bounding_box())
