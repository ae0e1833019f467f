"""The site in a folder of a host, under a wrong address, and opened from a USB stick."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from awareness.commands import Request
from awareness.project import Project
from build_warnings import build
from tests.conftest import DAY, copy_project
from tests.pages import TEMPLATES, html_files, watched_page

Serve = Callable[[Path], str]


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
