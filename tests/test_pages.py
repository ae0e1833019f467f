"""The site in Chromium, as residents open it: on a small phone, without scripts, from a folder, from a USB stick."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from awareness.commands import Request
from awareness.project import Project
from build_warnings import build
from tests.conftest import DAY, ROOT, copy_project
from tests.pages import DESKTOP, PHONE, html_files, lay_out, sampled_addresses, violations, watched_page

Serve = Callable[[Path], str]

TACTIC: Final = "canh-bao/gia-danh-cong-an-vien-kiem-sat-toa-an/"
TEMPLATES: Final = (
    "",
    "canh-bao/",
    TACTIC,
    "chia-se/gia-danh-cong-an-vien-kiem-sat-toa-an/",
    "vua-bi-lua/",
    "doi-chieu/",
    "bao-tin/",
    "ve-trang-nay/",
    "trac-nghiem/gap-truc-tiep/",
    "chien-dich/",
    "chien-dich/tet-nguyen-dan/",
    "tuan-nay-gui-gi/",
    "ong-ba-con-chau/",
    "dung-kiem-tra-bao/",
    "tim/",
    "vua-bi-lua/trinh-bao/",
    "chuyen-gi-dang-xay-ra/",
    "en/bao-luc-gia-dinh/",
    "dia-ban/",
    "dia-ban/hai-phong/",
    "dia-ban/tay-ninh/can-giuoc/",
    "kiem-tra/truoc-khi-di-ngu/",
    "kiem-tra-12-1/lich/",
    "kiem-tra-12-1/so/",
    "in-an/",
    "in-an/ke-hoach/",
    "soan-tin/",
    "du-lieu/",
    "404.html",
)
"""One page of each kind, and all templates: see `test_no_template_is_left_out`."""
FIRST_VIEW: Final = 600
"""Height in pixels that a phone of 640 certainly shows below its address bar."""
FINGER: Final = 44
"""Pixels that a finger hits."""


@pytest.fixture
def home(built_site: Path, serve_folder: Serve) -> str:
    return serve_folder(built_site)


# --- every page ------------------------------------------------------------------------------------------------


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
        assert not _is_on_screen(entry.bounding_box())
        page.locator("#__drawer").check(force=True)
        page.wait_for_timeout(400)
        assert _is_on_screen(entry.bounding_box())
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
        assert _is_on_screen(page.locator(".md-sidebar a[href$='bao-tin/']").bounding_box())


def _is_on_screen(box: object) -> bool:
    assert isinstance(box, dict) or box is None
    return box is not None and box["width"] > 0 and 0 <= box["x"] < PHONE[0] and 0 <= box["y"] < PHONE[1]


# --- sharing ---------------------------------------------------------------------------------------------------

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
        assert _is_on_screen(page.locator("#chia-se").bounding_box())


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


# --- keyboard and accessibility --------------------------------------------------------------------------------


def test_drawer_by_keyboard(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + TACTIC)
        opener, closer = page.locator("button[data-cb-drawer]").all()
        entry = page.locator(".md-sidebar a[href$='bao-tin/']")
        _tab_to(page, "header button[data-cb-drawer]")
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        assert opener.get_attribute("aria-expanded") == "true"
        assert _is_on_screen(entry.bounding_box())
        assert closer.evaluate("(button) => button === document.activeElement")
        page.keyboard.press("Escape")
        page.wait_for_timeout(400)
        assert opener.get_attribute("aria-expanded") == "false"
        assert opener.evaluate("(button) => button === document.activeElement")
        assert not _is_on_screen(entry.bounding_box())
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


# --- other places to stand -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site as it is built for a folder of a host, https://canhbao.example/x/y/."""
    project = copy_project(tmp_path_factory.mktemp("folder"))
    site = project.warnings / "site.yml"
    site.write_text(
        site.read_text("utf-8").replace("https://canhbao.example/", "https://canhbao.example/x/y/"), "utf-8"
    )
    build(Request(project, DAY, strict=False, pictures=False))
    (project.root / "host/x").mkdir(parents=True)
    (project.root / "host/x/y").symlink_to(project.site)
    return project


class _Links(HTMLParser):
    """Addresses that a page leads to or loads, and its anchors."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.add(values.get("id") or "")
        wanted = {"a": "href", "link": "href", "script": "src", "img": "src"}.get(tag)
        is_public = tag == "link" and (values.get("rel") == "canonical" or "hreflang" in values)
        if wanted and not is_public and (address := values.get(wanted)) is not None:
            self.links.append(address)

    handle_startendtag = handle_starttag


@cache
def _links(file: Path) -> _Links:
    links = _Links()
    links.feed(file.read_text("utf-8"))
    return links


def _drawn(built_site: Path, address: str) -> Path | None:
    """The picture or print behind an address, from the site that has those; None for what is neither."""
    path = urlsplit(address).path
    found = re.search(r"/((?:the|in-an)/[^?]+\.(?:png|pdf|svg|zip))$", path)
    return built_site / found[1] if found else None


def test_under_a_folder_every_link_leads_somewhere(
    folder_project: Project, built_site: Path, serve_folder: Serve
) -> None:
    home = serve_folder(folder_project.root / "host")
    site = folder_project.site.resolve()
    seen: dict[str, int] = {}
    for name in html_files(site):
        for link in _links(site / name).links:
            if urlsplit(link).scheme:
                continue
            target, anchor = urldefrag(urljoin(f"{home}x/y/{name}", link))
            assert target.startswith(f"{home}x/y/"), f"{name}: {link}"
            if picture := _drawn(built_site, target):
                assert picture.is_file(), f"{name}: {link}"
                continue
            seen[target] = seen.get(target) or _status(target)
            assert seen[target] == 200, f"{name}: {link}"
            if anchor:
                inner = target.removeprefix(f"{home}x/y/")
                file = site / (inner + "index.html" if inner.endswith("/") or not inner else inner)
                assert anchor in _links(file).anchors, f"{name}: {link}"
    assert len(seen) >= 10


def _status(address: str) -> int:
    try:
        with urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_wrong_address_deep_down_shows_a_page_that_works(
    folder_project: Project, browser: Browser, serve_folder: Serve
) -> None:
    """The host shows 404.html under any address: style, script and links must not depend on the depth."""
    home = serve_folder(folder_project.root / "host")
    with watched_page(browser, expected=lambda text: "404" in text) as page:
        for wrong in ("x/y/khong-co/", "x/y/canh-bao/a/b/c/d/", "x/y/canh-bao/khong-co.html"):
            page.route(home + wrong, lambda route: route.fulfill(status=404, path=folder_project.site / "404.html"))
            page.goto(home + wrong)
            assert page.locator("h1").inner_text() == "Không thấy trang này"
            assert page.locator("header button[data-cb-drawer]").is_visible(), "the script has not run"
            for link in page.locator("a[href]:not([href^='tel:'])").all():
                address = link.evaluate("(link) => link.href")
                assert address.startswith(f"{home}x/y/")
                assert _status(address) == 200, address
            page.locator("article a[href$='canh-bao/']").first.click()
            assert page.url == f"{home}x/y/canh-bao/"


def test_under_a_folder_pages_are_quiet(
    folder_project: Project, built_site: Path, browser: Browser, serve_folder: Serve
) -> None:
    home = serve_folder(folder_project.root / "host") + "x/y/"
    with watched_page(browser) as page:
        page.route("**/x/y/the/*", lambda route: route.fulfill(path=_drawn(built_site, route.request.url)))
        for path in TEMPLATES:
            page.goto(home + path)
            assert page.locator("header button[data-cb-drawer]").is_visible(), "the script has not run"


def test_from_a_usb_stick(built_site: Path, browser: Browser) -> None:
    """Pages opened as files: the style and the script load, nothing is refused, links stay beside the page."""
    site = built_site.resolve()
    with watched_page(browser) as page:
        for path in TEMPLATES[:-1]:
            page.goto((site / path / "index.html").as_uri())
            assert page.locator("header button[data-cb-drawer]").is_visible(), "the script has not run"
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the style does not apply"
    for name in html_files(site):
        if name != "404.html":  # hosts show it under any address, so its links start at the root
            # a letter about a mistake names the public address on purpose
            for link in (link for link in _links(site / name).links if not link.startswith("mailto:")):
                assert not link.startswith("/"), f"{name}: {link}"
                assert urlsplit(link).scheme in ("", "tel", "data", "https"), f"{name}: {link}"
                # what is handed to Facebook is the public address, also on purpose
                is_sharer = link.startswith("https://www.facebook.com/sharer/sharer.php?u=")
                assert is_sharer or "canhbao.example" not in link, f"{name}: {link}"
