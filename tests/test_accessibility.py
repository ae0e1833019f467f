"""Pages by keyboard, and what axe finds on one page of every template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from awareness.project import Project
from tests.pages import TACTIC, TEMPLATES, is_on_screen, violations, watched_page


def test_drawer_by_keyboard(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + TACTIC)
        opener, closer = page.locator("button[data-cb-drawer]").all()
        entry = page.locator(".md-sidebar a[href$='bao-tin/']")
        _tab_to(page, "header button[data-cb-drawer]")
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        assert opener.get_attribute("aria-expanded") == "true"
        assert is_on_screen(entry.bounding_box())
        assert closer.evaluate("(button) => button === document.activeElement")
        page.keyboard.press("Escape")
        page.wait_for_timeout(400)
        assert opener.get_attribute("aria-expanded") == "false"
        assert opener.evaluate("(button) => button === document.activeElement")
        assert not is_on_screen(entry.bounding_box())
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")  # on the button that closes
        page.wait_for_timeout(400)
        assert opener.get_attribute("aria-expanded") == "false"


def test_closed_drawer_takes_no_focus(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + TACTIC)
        for _ in range(12):
            page.keyboard.press("Tab")
            assert not page.evaluate("Boolean(document.activeElement.closest('.md-sidebar'))")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_focus_is_visible(browser: Browser, home: str, dark: bool) -> None:
    """Every stop of the Tab key has an outline, and is on the screen."""
    with watched_page(browser, dark=dark) as page:
        page.goto(home + TACTIC)
        stops = set()
        for _ in range(14):
            page.keyboard.press("Tab")
            stop, outline, width, on_screen = page.evaluate(
                """() => {
                  const element = document.activeElement, style = getComputedStyle(element);
                  const box = element.getBoundingClientRect();
                  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                  return [element.outerHTML.slice(0, 120), style.outlineStyle, parseFloat(style.outlineWidth), inside];
                }"""
            )
            stops.add(stop)
            assert outline != "none", stop
            assert width >= 1, stop
            assert on_screen, stop
        assert len(stops) >= 10


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_no_template_is_left_out(built_project: Project) -> None:
    def template_of(page: Path) -> str:
        named = re.search(r'^template: "?([a-z-]+[.]html)', page.read_text("utf-8"), re.MULTILINE)
        return named[1] if named else "main.html"

    docs = built_project.docs
    places = (place for path in TEMPLATES for place in (docs / path / "index.md", docs / f"{path.rstrip('/')}.md"))
    looked_at = [page for page in places if page.is_file()]
    assert {template_of(page) for page in looked_at} == {template_of(page) for page in docs.rglob("*.md")}


@pytest.mark.parametrize("path", TEMPLATES)
def test_axe_finds_nothing(browser: Browser, home: str, path: str) -> None:
    """Roles, names, order, size of targets, contrast in light and dark; with the drawer open; of some templates, here,
    in the strongest contrast too."""
    with watched_page(browser) as page:
        page.goto(home + path)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, only="color-contrast") == []
        if path in TEMPLATES[::5]:
            assert faint_in_high_contrast(page) == []
        if path == TACTIC:
            page.locator("header button[data-cb-drawer]").click()
            page.wait_for_timeout(400)
            assert violations(page, only="color-contrast") == []
            page.emulate_media(color_scheme="light")
            assert violations(page) == []


def faint_in_high_contrast(page: Page) -> list[str]:
    """What the strongest contrast leaves too faint, in light and dark. The page is dark afterwards."""
    page.evaluate("document.documentElement.classList.add('cb-hc')")
    page.emulate_media(color_scheme="light")
    found = violations(page, only="color-contrast")
    page.emulate_media(color_scheme="dark")
    found += violations(page, only="color-contrast")
    page.evaluate("document.documentElement.classList.remove('cb-hc')")
    return found


def test_axe_notices_bad_contrast(browser: Browser, home: str) -> None:
    """The other side: the check above does look at colours in dark mode."""
    with watched_page(browser, dark=True) as page:
        page.goto(home)
        page.evaluate("document.querySelector('main p').style.color = '#222'")
        assert violations(page, only="color-contrast")
