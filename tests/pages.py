"""A browser page that is watched: whatever a page must never do makes the test fail at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

PHONE = (360, 640)
DESKTOP = (1280, 800)
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
"""One page of each kind, and all templates: see `test_no_template_is_left_out` in test_accessibility.py."""
FINGER: Final = 44
"""Pixels that a finger hits."""
_OWN_HOSTS = {"127.0.0.1", "localhost", ""}
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.testSawViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sample} line ${event.lineNumber}`));
"""


PRINTS: Final = "in-an/"


def chosen_links(page: Page) -> list[str]:
    """Where the page of prints leads for three choices of a subject, and the last print of each."""
    links = []
    for number in (0, 1, -1):
        subjects = page.locator("#in-cho option").evaluate_all("(options) => options.map(({value}) => value)")
        page.select_option("#in-cho", subjects[number])
        titles = page.locator("#in-gi option").all_text_contents()
        page.select_option("#in-gi", titles[-1])
        link = page.locator("[data-cb-file]")
        assert titles[-1] in link.inner_text()
        links.append(str(link.evaluate("(link) => link.href")))
    assert len(set(links)) == len(links)
    return links


@dataclass
class Watch:
    """What was seen so far. ``expected`` turns a finding into an accepted one: it returns true for its text."""

    findings: list[str] = field(default_factory=list)
    expected: Callable[[str], bool] = lambda text: False

    def note(self, kind: str, text: str) -> None:
        finding = f"{kind}: {text}"
        if not self.expected(finding):
            self.findings.append(finding)


@contextmanager
def watched_page(
    browser: Browser,
    *,
    size: tuple[int, int] = PHONE,
    javascript: bool = True,
    dark: bool = False,
    init: str = "",
    bypass_csp: bool = False,
    expected: Callable[[str], bool] = lambda text: False,
    **options: Any,
) -> Iterator[Page]:
    """A page in a context of its own; at the end, `AssertionError` names everything that it must not have done:

    CSP violations, console errors, uncaught errors, failed requests, HTTP errors, requests to third parties, dialogs.

    init: a script that runs before those of every page.
    expected: findings for which it returns true are no fault (``"HTTP: 404 …"`` where a wrong address is the test).
    options: for ``browser.new_context``.
    """
    options.setdefault("service_workers", "block")  # `test_offline.py` allows them
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=javascript,
        color_scheme="dark" if dark else "light",
        bypass_csp=bypass_csp,
        **options,
    )
    try:
        watch = Watch(expected=expected)
        page = _watched(context, watch, init)
        yield page
        if not page.is_closed():
            page.evaluate("0")  # events that are on their way arrive before the answer
        assert not watch.findings, "\n".join(dict.fromkeys(watch.findings))
    finally:
        context.close()


def _watched(context: BrowserContext, watch: Watch, init: str) -> Page:
    context.set_default_timeout(10_000)
    context.expose_function("testSawViolation", lambda text: watch.note("CSP", text))
    context.add_init_script(_REPORT_VIOLATIONS + init)
    page = context.new_page()
    page.on(
        "console", lambda message: message.type == "error" and watch.note("console", f"{message.text} ({page.url})")
    )
    page.on("pageerror", lambda error: watch.note("script", f"{error} ({page.url})"))
    page.on("dialog", lambda dialog: (watch.note("dialog", dialog.message), dialog.dismiss()))
    # what a page was still loading when it was left is no failure
    page.on(
        "requestfailed",
        lambda request: (
            request.failure != "net::ERR_ABORTED" and watch.note("failed", f"{request.url} {request.failure}")
        ),
    )
    page.on("response", lambda answer: answer.status >= 400 and watch.note("HTTP", f"{answer.status} {answer.url}"))
    page.on("request", lambda request: _is_foreign(request) and watch.note("third party", request.url))
    return page


def _is_foreign(request: Request) -> bool:
    address = urlsplit(request.url)
    return address.scheme in ("http", "https", "ws", "wss") and (address.hostname or "") not in _OWN_HOSTS


def html_files(site: Path) -> list[str]:
    """Every HTML file of a built site, relative to it, in order."""
    site = site.resolve()  # a link to a build, where rglob does not go
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


SHARE_PAGES: Final = "chia-se/"


def sampled_addresses(site: Path, *, whole: str = "canh-bao/") -> list[str]:
    """Of each folder's pages, which one template makes, every tenth by size, the shortest and the longest; of the
    folder ``whole`` all."""
    every = addresses(site)
    folders: dict[str, list[str]] = {}
    for path in every:
        folders.setdefault(path.partition("/")[0], []).append(path)
    sample: set[str] = set()
    for folder, paths in folders.items():
        by_size = sorted(paths, key=lambda path: (site / path / "index.html").stat().st_size)
        sample |= set(paths) if whole.startswith(f"{folder}/") else {*by_size[::10], *by_size[-1:]}
    return [path for path in every if path in sample]


def addresses(site: Path) -> list[str]:
    """The addresses of all pages that people open, relative to the site: folders, 404.html left out."""
    return [name.removesuffix("index.html") for name in html_files(site) if name != "404.html"]


def is_on_screen(box: object) -> bool:
    assert isinstance(box, dict) or box is None
    return box is not None and box["width"] > 0 and 0 <= box["x"] < PHONE[0] and 0 <= box["y"] < PHONE[1]


def lay_out(page: Page) -> None:
    """All of the page, as `later.js` does at rest: what is left out till then has the style of another moment."""
    page.evaluate(
        """() => document.querySelectorAll("main section, footer").forEach((part) => {
          part.style.contentVisibility = "visible";
        })"""
    )


def let_whole_index_take_over(page: Page) -> None:
    """On /tim/ of few entries: from then on every letter is answered at once, and nothing more is fetched."""
    for _ in range(500):  # its policy forbids to wait inside the page
        if page.evaluate("Boolean(window.searchIndex.entries)"):
            return
        page.wait_for_timeout(20)
    raise AssertionError("the whole index has not taken over")


def violations(page: Page, only: str | None = None) -> list[str]:
    """What axe finds on a page as it is now.

    only: the one rule to look at; all of them when left out.
    """
    lay_out(page)
    # Transitions would be measured half-way. They are not waited for: those of parts that were not laid out in time are
    # over, and never say so.
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    # the size of targets (WCAG 2.2, 2.5.8) is the one rule of level AA that axe leaves out unless it is asked
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    if only:
        options["runOnly"] = [only]
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for fault in found
        for node in fault["nodes"]
    ]


def without_news(addresses: Iterable[str]) -> list[str]:
    """Requests besides those of every page at rest: for the latest news, and to be kept for later."""
    return [address for address in addresses if not address.endswith(("/assets/later.js", "/banner.json", "/sw.js"))]
