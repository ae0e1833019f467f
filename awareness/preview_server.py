"""Serves the preview: the published site, newer pages that are not published yet, and what is wrong in the records."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from awareness.offline import WORKER
from awareness.output import OutputError
from awareness.project import Project

FILES: Final = Path(__file__).with_name("templates") / "preview"
OWN: Final = "/-xem-thu/"
"""Addresses of the preview itself; no record can have one, since ids do not begin with a dash."""
PATIENCE: Final = 20.0
"""Seconds until a page that waits for news is told that there are none."""

_TEXT_TYPES: Final = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain",
    ".xml": "application/xml", ".json": "application/json", ".webmanifest": "application/manifest+json",
}  # fmt: skip


class PreviewError(OutputError):
    """The preview cannot start; its text is one Vietnamese sentence with the way out."""


class PreviewState:
    """What an open page must know, for all threads of the server.

    pages: path below the site → HTML that is newer than the published site. problems: lines for the editor.
    """

    def __init__(self) -> None:
        self.pages: Mapping[str, bytes] = {}
        self.problems: tuple[str, ...] = ()
        self.version = 0
        """Grows with every change."""
        self.shown = 0
        """Grows when an open page has to be loaded again."""
        self._news = threading.Condition()

    def show(self, *, pages: Mapping[str, bytes] | None, problems: Iterable[str]) -> None:
        """pages: None leaves them as they are."""
        with self._news:
            self.version += 1
            self.problems = tuple(problems)
            if pages is not None:
                self.pages = pages
                self.shown += 1
            self._news.notify_all()

    def told(self, after: int) -> bytes:
        """The state as JSON, as soon as its version is not ``after``."""
        with self._news:
            self._news.wait_for(lambda: self.version != after, PATIENCE)
            told = {"version": self.version, "pages": self.shown, "problems": self.problems}
        return json.dumps(told, ensure_ascii=False).encode()


@contextmanager
def serving(project: Project, state: PreviewState, host: str, port: int) -> Iterator[None]:
    """Answer requests as long as the context lasts. Raises PreviewError when the port is taken."""
    try:
        server = ThreadingHTTPServer((host, port), partial(_Handler, project, state))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PreviewError(
                f"Cổng {port} đang có chương trình khác dùng → Chọn cổng khác: serve --port {port + 1}."
            ) from error
        raise PreviewError(f"Không mở được {host}:{port}: {error.strerror} → Chọn địa chỉ hoặc cổng khác.") from error
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Serves the build that ``site`` leads to at the moment of the request."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        suffix: f"{kind}; charset=utf-8" for suffix, kind in _TEXT_TYPES.items()
    }

    def __init__(self, project: Project, state: PreviewState, *args: object) -> None:
        self._state = state
        # One request, one build: the link may move while we answer.
        super().__init__(*args, directory=str(project.site.resolve()))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == f"/{WORKER}":
            self._answer(HTTPStatus.OK, "text/javascript", (FILES / "sw.js").read_bytes())
        elif address.path == f"{OWN}trang-thai":
            after = parse_qs(address.query).get("sau", ["-1"])[0]
            self._answer(HTTPStatus.OK, "application/json", self._state.told(int(after) if after.isdigit() else -1))
        elif address.path in (f"{OWN}xem-thu.js", f"{OWN}xem-thu.css"):
            file = FILES / address.path.removeprefix(OWN)
            self._answer(HTTPStatus.OK, _TEXT_TYPES[file.suffix], file.read_bytes())
        elif (page := self._page()) is not None:
            self._answer(HTTPStatus.OK, "text/html", self._with_news(page))
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        """The HTML at the address, if it is a page."""
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix != ".html":
            return None
        name = path.relative_to(self.directory).as_posix()
        try:
            return self._state.pages.get(name) or path.read_bytes()
        except OSError:
            return None

    def _with_news(self, page: bytes) -> bytes:
        """What is newer than the page reaches it: see ``xem-thu.js``."""
        insert = (FILES / "insert.html").read_bytes().strip().replace(b"VERSION", str(self._state.shown).encode())
        before, end, after = page.rpartition(b"</body>")
        return before + insert + end + after

    def send_head(self):  # type: ignore[no-untyped-def]  # the base class does not say what it returns
        # Unchanged files are shared between builds and keep their old date; only fresh answers are right.
        del self.headers["If-Modified-Since"]
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        try:
            page = Path(self.directory, "404.html").read_bytes()
        except OSError:
            page = (FILES / "nothing-yet.html").read_bytes()
        self._answer(HTTPStatus.NOT_FOUND, "text/html", self._with_news(page))

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the terminal is for what the editor must mend."""
