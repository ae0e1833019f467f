"""See the site while writing: watch, rebuild, show what is wrong, keep the last good pages."""

from __future__ import annotations

import errno
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

from watchfiles import Change, DefaultFilter, watch

from awareness.offline import WORKER
from awareness.output import OutputError, generated_paths
from awareness.project import Project
from awareness.publish import PublishError
from awareness.releases import Release

RebuildResult = Release | Sequence[str]
"""What was published, or the lines that say why nothing was."""

_WATCH_WAIT_MS = 200
_NO_WORKER = Path(__file__).with_name("templates") / "sw-preview.js"
_TEXT_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain",
    ".xml": "application/xml", ".json": "application/json", ".webmanifest": "application/manifest+json",
}  # fmt: skip


class PreviewError(OutputError):
    """The preview cannot start; its text is one Vietnamese sentence with the way out."""


def serve(project: Project, rebuild: Callable[[], RebuildResult], *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Build, serve ``site``, and build again after every edit, until Ctrl-C.

    rebuild: called at the start and after edits. Returns the release, or lines to show; may raise what a build
        raises. Either way a failed build leaves the last good site in place.

    Raises PreviewError when the port is taken.
    """
    with _serving(project, host, port):
        edits = _edits(project)
        next(edits)  # watching begins before the first build, so that no edit falls between the two
        _say(f"Xem trang tại http://{host}:{port}/ (dừng: Ctrl-C)")
        try:
            _rebuild(project, rebuild)
            for _ in edits:
                _rebuild(project, rebuild)
        except KeyboardInterrupt:
            _say("Đã dừng.")


def _rebuild(project: Project, rebuild: Callable[[], RebuildResult]) -> None:
    lines: Sequence[str] = ()
    try:
        result = rebuild()
    except (OutputError, PublishError) as error:
        lines = str(error).splitlines()
    except Exception as error:
        # Records with errors carry their problems. Anything else is our own slip: show where, and live on.
        problems = getattr(error, "problems", None)
        lines = [*map(str, problems), str(error)] if problems else traceback.format_exc().splitlines()
    else:
        if isinstance(result, Release):
            _say(f"Đã dựng {result.pages} trang ({result.changed} tệp thay đổi).")
        else:
            lines = result
    if lines:
        kept = "Trang đang xem vẫn là bản tốt gần nhất." if project.site.exists() else "Chưa có trang nào để xem."
        print(*lines, kept, sep="\n", file=sys.stderr, flush=True)


def _edits(project: Project) -> Iterator[None]:
    """Yields once when watching has begun, then after every burst of edits by people."""
    is_edit = _IsEdit(project)
    watched = [
        project.warnings, project.docs, project.root / "overrides", project.mkdocs_config,
        project.root / "awareness" / "templates",
    ]  # fmt: skip
    changes = watch(
        *(path for path in watched if path.exists()),
        watch_filter=is_edit, debounce=400, rust_timeout=_WATCH_WAIT_MS, yield_on_timeout=True,
    )  # fmt: skip
    has_begun = False
    for burst in changes:
        if burst or not has_begun:
            has_begun = True
            yield
            is_edit.learn()


class _IsEdit(DefaultFilter):
    """Lets edits through and holds back what our own build wrote into ``docs/``, or we would build forever."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._docs = project.docs.resolve()
        self._project = project
        self._generated: frozenset[PurePosixPath] = frozenset()
        self.learn()

    def learn(self) -> None:
        """After a build: what it wrote, and what it removed, which only the manifest before it names."""
        try:
            now = generated_paths(self._project)
        except OutputError:
            now = frozenset()  # the next build says what is wrong with the manifest
        paths = self._generated | now
        self._ours = paths | {folder for path in paths for folder in path.parents}
        self._generated = now

    def __call__(self, change: Change, path: str) -> bool:
        if not super().__call__(change, path):
            return False
        try:
            inner = PurePosixPath(Path(path).resolve().relative_to(self._docs).as_posix())
        except ValueError:
            return True  # outside docs/
        is_bookkeeping = inner.parts[:1] == (self._project.generated.name,)
        return not (is_bookkeeping or inner in self._ours)


@contextmanager
def _serving(project: Project, host: str, port: int) -> Iterator[None]:
    try:
        server = ThreadingHTTPServer((host, port), partial(_Handler, project))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PreviewError(
                f"Cổng {port} đang có chương trình khác dùng → Chọn cổng khác, ví dụ {port + 1}."
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

    def __init__(self, project: Project, *args: object) -> None:
        # One request, one build: the link may move while we answer.
        super().__init__(*args, directory=str(project.site.resolve()))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path.partition("?")[0] == f"/{WORKER}":
            self._answer(HTTPStatus.OK, "text/javascript", _NO_WORKER.read_bytes())
        else:
            super().do_GET()

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
            body = Path(self.directory, "404.html").read_bytes()
        except OSError:
            body = "<!doctype html><meta charset=utf-8><p>Chưa có trang này.".encode()
        self._answer(HTTPStatus.NOT_FOUND, "text/html", body)

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the terminal is for what the editor must mend."""


def _say(line: str) -> None:
    """Status, for people at a terminal only."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
