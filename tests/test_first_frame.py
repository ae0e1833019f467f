"""What a phone draws first: the answer, whole, and nothing that moves afterwards."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from awareness.catalogue import Catalogue
from tests.pages import DESKTOP, PHONE, watched_page

PAGE = "canh-bao/gia-danh-cong-an-vien-kiem-sat-toa-an/"
PARTS = ".cb-card ~ .cb-section, .cb-card ~ .cb-share, .cb-footer"
Serve = Callable[[Path], str]


def test_what_the_first_frame_waits_for_is_in_the_page(catalogue: Catalogue, built_site: Path) -> None:
    """A target that is missing would hold back the page until all of it has come."""
    for tactic in catalogue.tactics.values():
        html = (built_site / f"canh-bao/{tactic.id}/index.html").read_text("utf-8")
        (target,) = re.findall(r'<link rel="expect" href="#([^"]+)" blocking="render">', html)
        head, _, rest = html.partition("</head>")
        assert "blocking" in head
        assert rest.index(f'id="{target}"') < rest.index('id="chia-se"'), tactic.id


def test_at_rest_all_of_the_page_is_laid_out(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser) as page:
        page.goto(serve_folder(built_site) + PAGE)
        waiting = (
            f"[...document.querySelectorAll({PARTS!r})].filter((part) => part.style.contentVisibility !== 'visible')"
        )
        page.wait_for_function(f"() => !{waiting}.length")
        heights = page.locator(PARTS).evaluate_all("(parts) => parts.map((part) => part.offsetHeight)")
        assert len(heights) > 8
        assert page.evaluate("document.documentElement.scrollHeight") > sum(heights)


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_without_scripts_all_of_it_is_there_too(
    browser: Any, built_site: Path, serve_folder: Serve, size: tuple[int, int]
) -> None:
    with watched_page(browser, javascript=False, size=size) as page:
        page.goto(serve_folder(built_site) + PAGE + "#can-cu")
        sources = page.locator("#can-cu")
        assert sources.is_visible()
        box = sources.bounding_box()
        assert 0 <= box["y"] < size[1], "the address of a section leads to it"
        page.emulate_media(media="print")
        assert (
            page.locator(PARTS).evaluate_all(
                "(parts) => parts.filter((part) => getComputedStyle(part).contentVisibility !== 'visible')"
            )
            == []
        )


@contextmanager
def _in_two_halves(html: bytes, cut: int) -> Iterator[tuple[str, threading.Event]]:
    """The address of a page of which the second half comes when the event is set."""
    rest_may_come = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            is_page = self.path == "/a/b/"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8" if is_page else "text/javascript")
            self.end_headers()
            if is_page:
                self.wfile.write(html[:cut])
                self.wfile.flush()
                rest_may_come.wait(30)
                self.wfile.write(html[cut:])

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/a/b/", rest_may_come
    finally:
        rest_may_come.set()
        server.shutdown()
        server.server_close()


def test_half_a_call_bar_is_not_shown(browser: Any, built_site: Path) -> None:
    """Its first button would fill it, and move under the finger when the second comes."""
    html = (built_site / PAGE / "index.html").read_bytes()
    cut = html.index(b"cb-bar__area", html.index(b'class="cb-bar'))
    with _in_two_halves(html, html.rindex(b"<a", 0, cut)) as (address, rest_may_come), watched_page(browser) as page:
        page.goto(address, wait_until="commit")
        page.wait_for_function("() => document.querySelector('.cb-bar__call')")
        visibility = "getComputedStyle(document.querySelector('.cb-bar')).visibility"
        assert page.evaluate(visibility) == "hidden"
        rest_may_come.set()
        page.wait_for_load_state("load")
        assert page.evaluate(visibility) == "visible"
        assert page.locator(".cb-bar__area").count() >= 1
