"""Without network: what a phone has stored opens, says so, and gives way to the next build. In Chromium."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from awareness import offline
from awareness.offline import FIRST_PAGES, FIRST_SCRIPTS, OLD_AFTER_DAYS, PATIENCE_MS, SHEET, WORKER, worker
from awareness.reading import Library
from awareness.releases import DIGEST_LENGTH, checksums_of, digest_of
from tests.composing import FORM, fill_in, record_of, told_by_check
from tests.pages import PRINTS, chosen_links, watched_page

TACTIC = "canh-bao/gia-danh-dien-luc/"
STORED = "[data-cb-stored]"
STORED_FIRST = 250 * 1024
"""Bytes, gzipped; the index of the search is the half of it."""
CLS = """
() => new Promise((resolve) => {
  new PerformanceObserver((list) => {}).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(performance.getEntriesByType("layout-shift").reduce((sum, entry) => sum + entry.value, 0)));
})
"""


@dataclass
class Host:
    """A web server below ``/x/y/`` that can go down, be slow, and live in the past."""

    folder: Path
    address: str = ""
    is_down: bool = False
    wait: float = 0
    age: float = 0

    def shows(self, site: Path) -> None:
        link = self.folder / "x/y"
        link.unlink(missing_ok=True)
        link.symlink_to(site)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, host: Host, *args: Any) -> None:
        self.host = host
        super().__init__(*args, directory=str(host.folder))

    def do_GET(self) -> None:
        if self.host.is_down:
            self.close_connection = True
            return
        if self.host.wait and not self.path.endswith(".js"):
            time.sleep(self.host.wait)
        super().do_GET()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((timestamp or time.time()) - self.host.age)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def host(built_site: Path, tmp_path: Path) -> Iterator[Host]:
    (tmp_path / "x").mkdir()
    host = Host(tmp_path)
    host.shows(built_site.resolve())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, host))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}/x/y/"
    yield host
    server.shutdown()
    server.server_close()


def visiting(browser: Browser, host: Host, **options: Any) -> Any:
    """A phone that may store things; what fails while the host is down is no fault."""
    return watched_page(
        browser,
        service_workers="allow",
        expected=lambda text: host.is_down and ("failed:" in text or "net::ERR_" in text),
        **options,
    )


def until(page: Page, condition: str, argument: str = "") -> None:
    """Wait until an asynchronous function in the page says so; Playwright's own waiting takes any promise for a yes."""
    for _ in range(200):
        if page.evaluate(condition, argument):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def has_stored(page: Page, path: str) -> None:
    """Wait until the worker has stored what it stores first, and this page."""
    until(
        page,
        """async (url) => {
          const worker = navigator.serviceWorker.controller;
          return worker && worker.state === "activated" && Boolean(await caches.match(url));
        }""",
        page.url.split("#")[0],
    )
    assert path in page.url


def next_build(site: Path, target: Path) -> Path:
    """The same site, with another word on its first page, and another sheet for the later parts of warnings."""
    shutil.copytree(site.resolve(), target, copy_function=os.link)

    def replace(path: str, content: str) -> None:
        (target / path).unlink()
        (target / path).write_text(content, "utf-8")
        later = time.time() + 2  # this server tells versions apart by whole seconds
        os.utime(target / path, (later, later))

    replace("index.html", (target / "index.html").read_text("utf-8").replace("<h1", "<p>Bản mới</p><h1", 1))
    replace(SHEET, (target / SHEET).read_text("utf-8") + ".new{top:0}")
    replace(WORKER, worker(checksums_of(target)).decode("ascii"))
    return target


def is_styled_to_its_end(page: Page) -> bool:
    """Whether a warning has the sheet of what stands below its first view."""
    return page.evaluate("getComputedStyle(document.querySelector('.cb-share__buttons')).display") == "flex"


def test_the_worker_belongs_to_its_build(built_site: Path) -> None:
    site = built_site.resolve()
    content = (site / WORKER).read_bytes()
    checksums = checksums_of(site)
    assert content == worker(checksums)
    del checksums[WORKER]
    assert f'"build": "{digest_of(checksums)[:DIGEST_LENGTH]}"' in content.decode("ascii")
    assert len(gzip.compress(content, 9, mtime=0)) <= 2048
    assert worker(checksums | {"canh-bao/index.html": "0" * 64}) != content


def test_only_what_a_site_has_is_stored_first(built_site: Path) -> None:
    text = (built_site / WORKER).read_text("ascii")
    for path in (*FIRST_PAGES, *(f"assets/{name}.js" for name in FIRST_SCRIPTS)):
        is_there = (built_site / path / "index.html").is_file() or (built_site / path).is_file()
        assert (f'"{path}"' in text) is is_there, path
    sheet = hashlib.sha256((built_site / SHEET).read_bytes()).hexdigest()
    assert f'"{SHEET}?v={sheet[:8]}"' in text
    assert f'href="../../{SHEET}?v={sheet[:8]}"' in (built_site / TACTIC / "index.html").read_text("utf-8")
    assert '"first": []' in worker({"a.html": "0"}).decode()


def test_what_is_stored_at_the_first_visit_is_small(built_site: Path) -> None:
    """Somebody pays for each megabyte: this is what comes behind the first page, in the background."""
    paths = [path for name in FIRST_PAGES if (path := built_site / name / "index.html").is_file()]
    paths += [path for name in FIRST_SCRIPTS if (path := built_site / f"assets/{name}.js").is_file()]
    paths.append(built_site / SHEET)
    assert sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in paths) <= STORED_FIRST


def test_after_one_visit_the_site_opens_without_network(browser: Browser, host: Host) -> None:
    with visiting(browser, host) as page:
        page.goto(host.address + TACTIC)
        has_stored(page, TACTIC)
        host.is_down = True
        today = page.evaluate(
            "(() => { const d = new Date(); return [d.getDate(), d.getMonth() + 1, d.getFullYear()].join('/'); })()"
        )
        for path in ("", "vua-bi-lua/", "dang-co-nguoi-goi/", "chuyen-gi-dang-xay-ra/", "bao-tin/", TACTIC, "tim/"):
            page.goto(host.address + path)
            assert page.inner_text(STORED) == f"Bản lưu ngày {today}; số điện thoại có thể đã đổi, 113 luôn đúng.", path
            assert page.get_attribute(".cb-bar__call >> nth=0", "href") == "tel:113", path
            assert page.evaluate(CLS) == 0, path
            assert path != TACTIC or is_styled_to_its_end(page)
        page.fill("#tim-o", "bi mat xe may")
        page.wait_for_selector('.cb-result__title[href$="canh-bao/trom-xe-may/"]')

        page.goto(host.address + "canh-bao/trom-xe-may/")
        assert page.url == host.address + "ngoai-mang/"
        assert page.inner_text("h1") == "Khi không có mạng"

        host.is_down = False
        page.goto(host.address)
        assert page.query_selector(STORED) is None


def test_what_people_fill_in_and_print_works_without_network(
    browser: Browser, host: Host, built_site: Path, library: Library
) -> None:
    """After one visit: of the form, whose scripts came before the worker, and of the prints."""
    with visiting(browser, host) as page:
        page.goto(host.address + FORM)
        has_stored(page, FORM)
        until(page, "async (url) => Boolean(await caches.match(url))", f"{host.address}assets/compose.js")
        page.goto(host.address + PRINTS)
        host.is_down = True
        page.goto(host.address + FORM)
        assert page.is_visible(STORED)
        fill_in(page)
        assert told_by_check(record_of(page), library) == []
        page.goto(host.address + PRINTS)
        assert page.is_visible(STORED)
        for link in chosen_links(page):
            assert (built_site / link.removeprefix(host.address)).is_file(), link


def test_the_next_build_takes_over(
    browser: Browser, host: Host, built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "canh-bao/trom-xe-may/"
    with visiting(browser, host) as page:
        page.goto(host.address + TACTIC)
        has_stored(page, TACTIC)
        page.evaluate("caches.open('cb http://elsewhere/ 1')")
        before = page.evaluate("caches.keys()")
        monkeypatch.setattr(offline, "MOST_VISITED", 2)  # a warning and its sheet; as many as there are would take long
        host.shows(next_build(built_site, tmp_path / "next"))
        page.goto(host.address)
        assert page.is_visible("text=Bản mới"), "the network comes first"
        (old,) = (name for name in before if "elsewhere" not in name and "visited" not in name)
        until(page, "async (old) => !(await caches.keys()).includes(old)", old)
        after = page.evaluate("caches.keys()")
        assert len(before) == len(after) == 3
        assert set(before) & set(after) == {f"cb {host.address} visited", "cb http://elsewhere/ 1"}

        host.is_down = True
        page.goto(host.address + TACTIC)
        assert page.is_visible(STORED), "what was visited stays"
        assert is_styled_to_its_end(page), "with the sheet of the next build, where its own is gone"
        page.goto(host.address)
        assert page.is_visible("text=Bản mới")
        assert page.is_visible(STORED)

        host.is_down = False
        page.goto(host.address + other)
        has_stored(page, other)
        until(page, "async (old) => !(await caches.match(old))", host.address + TACTIC)


def test_an_old_copy_says_so_and_old_numbers_stay_away(browser: Browser, host: Host) -> None:
    area = "dia-ban/thanh-hoa/hac-thanh/"
    with visiting(browser, host) as page:
        host.age = (OLD_AFTER_DAYS + 1) * 24 * 60 * 60
        page.goto(host.address)
        has_stored(page, "")
        page.goto(host.address + area)
        page.click("[data-cb-area] button")
        page.goto(host.address + "bao-tin/")
        page.wait_for_selector("[data-cb-own]")
        host.is_down = True
        page.goto(host.address + "bao-tin/")
        assert page.inner_text(STORED).startswith("Bản lưu cũ, từ ngày ")
        page.wait_for_function(
            "(url) => performance.getEntriesByName(url).length", arg=f"{host.address}assets/dia-ban/thanh-hoa.js"
        )
        assert page.query_selector("[data-cb-own]") is None
        assert page.get_attribute(".cb-bar__call >> nth=0", "href") == "tel:113"


def test_a_network_as_good_as_gone_is_not_waited_for(browser: Browser, host: Host) -> None:
    with visiting(browser, host) as page:
        page.goto(host.address)
        has_stored(page, "")
        host.wait = PATIENCE_MS / 1000 + 2
        page.goto(host.address)
        assert page.is_visible(STORED)
        host.wait = 0


REFUSALS = """
[
  () => { delete Navigator.prototype.serviceWorker; },
  () => { Object.defineProperty(navigator, "serviceWorker", { get() { throw new Error("refused"); } }); },
  () => { ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error("refused")); },
  () => { Object.defineProperty(navigator, "connection", { value: { saveData: true } }); },
][Number(location.search.slice(1))]();
"""


def test_where_nothing_can_be_stored_the_site_works(browser: Browser, host: Host) -> None:
    with visiting(browser, host, init=REFUSALS) as page:
        for number in range(4):
            page.goto(f"{host.address}{TACTIC}?{number}")
            page.wait_for_selector("script[src$='later.js']", state="attached")
            assert page.inner_text("h1")
        page.wait_for_timeout(200)
        assert page.evaluate("caches.keys()") == []


WATCH_INSTALLING = """
const register = ServiceWorkerContainer.prototype.register;
ServiceWorkerContainer.prototype.register = async function (...of) {
  const made = await register.apply(this, of);
  made.installing.addEventListener("statechange", ({ target }) => { window.testState = target.state; });
  return made;
};
"""


def test_a_full_phone_gets_its_pages(browser: Browser, host: Host) -> None:
    with visiting(browser, host, init=WATCH_INSTALLING) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": host.address[: -len("/x/y/")], "quotaSize": 1000})
        page.goto(host.address)
        page.wait_for_function("() => window.testState === 'redundant'")
        page.goto(host.address + TACTIC)
        assert page.inner_text("h1")
        assert page.query_selector(STORED) is None
