"""Dead links: which addresses are asked for, what counts as gone, and what is told. Nothing leaves this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from awareness.links import addresses, dead_links, opened
from awareness.reading import Library, locate


def test_every_address_is_asked_for_once(library: Library) -> None:
    asked: list[str] = []

    def fetch(address: str) -> str | None:
        asked.append(address)
        return None

    assert dead_links(library, fetch) == []
    assert sorted(asked) == sorted({address for _, _, address in addresses(library)})
    assert len(asked) > 20


def test_a_dead_link_is_told_at_its_line(library: Library) -> None:
    file, location, address = next(addresses(library))
    problems = dead_links(library, lambda asked: "máy chủ báo 404" if asked == address else None)
    assert problems
    assert all(problem.severity == "warning" and "404" in problem.what for problem in problems)
    line, column = locate(library.files[file], location)
    assert (line, column) in {(problem.line, problem.column) for problem in problems}


class _Host(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        status = int(self.path.strip("/"))
        _Host.asked.append(self.path)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    _Host.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "is_gone"), [(200, False), (302, False), (403, False), (503, False), (404, True), (410, True)]
)
def test_only_what_is_gone_counts(status: int, is_gone: bool, host: str) -> None:
    """A page that refuses programs is not a dead page."""
    assert (opened(f"{host}/{status}") is not None) is is_gone
    assert len(_Host.asked) == (2 if is_gone or status == 302 else 1)


def test_nobody_there_is_told() -> None:
    told = opened("http://127.0.0.1:9/")
    assert told
    assert "không nối được" in told
