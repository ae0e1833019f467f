"""The preview follows edits, survives mistakes, and never builds for ever."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from awareness.first_look import FirstLook, Look
from awareness.preview import PreviewError, _look, serve
from awareness.project import Project
from tests.small_site import DAY, ROOT, small_project, write

PROGRAM = """
import signal
import sys
import time
from pathlib import Path
from awareness.artifacts import Artifact
from awareness.output import write_docs
from awareness.preview import serve
from awareness.project import Project
from awareness.publish import publish
from tests.small_site import DAY

# Shells start background jobs with SIGINT ignored, and children inherit that; at a terminal Ctrl-C works.
signal.signal(signal.SIGINT, signal.default_int_handler)
project = Project(Path(sys.argv[1]))

def rebuild():
    with open(project.root / "builds.log", "a") as log:
        log.write("build\\n")
    records = sorted(project.warnings.glob("*.yml"))
    if any(record.read_text() == "broken" for record in records):
        return ["canh-bao.yml:1:1: hỏng"]
    if any(record.read_text() == "slow" for record in records):
        time.sleep(600)
    if any(record.read_text() == "slip" for record in records):
        raise ZeroDivisionError("a slip of ours")
    artifacts = [Artifact.text(f"docs/trang/{record.stem}.md", f"# {record.read_text()}\\n") for record in records]
    write_docs(project, artifacts, day=DAY)
    return publish(project, [Artifact.text("site/data.json", "{}")], day=DAY)

serve(project, rebuild, port=int(sys.argv[2]))
"""


@dataclass
class Preview:
    project: Project
    process: subprocess.Popen[str]
    port: int
    errors: Path

    def get(self, path: str) -> tuple[int, str, Message]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers

    def shows(self, path: str, text: str) -> bool:
        try:
            return text in self.get(path)[1]
        except OSError:
            return False

    def number_of_builds(self) -> int:
        return len((self.project.root / "builds.log").read_text().splitlines())


def without_insert(html: str) -> str:
    """A page without what the preview adds, which is there exactly once."""
    page, number = re.subn(r'<link rel="stylesheet" href="/-xem-thu/.*?</script>', "", html)
    assert number == 1
    return page


def page_of(preview: Preview, folder: str) -> str:
    return (preview.project.site / folder / "index.html").read_text("utf-8")


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    project = small_project(tmp_path, theme="null")
    write(project.warnings / "canh-bao.yml", "Bản đầu")
    port, errors = free_port(), tmp_path / "errors.txt"
    with errors.open("w") as sink:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(tmp_path), str(port)], cwd=ROOT, stdout=sink, stderr=sink, text=True
        )
        running = Preview(project, process, port, errors)
        try:
            wait_for(lambda: running.shows("/trang/canh-bao/", "Bản đầu"))
            yield running
        finally:
            process.kill()
            process.wait()


def test_follows_edits_keeps_the_last_good_page_and_ends_cleanly(preview: Preview) -> None:
    record = preview.project.warnings / "canh-bao.yml"
    write(record, "Bản hai")
    wait_for(lambda: preview.shows("/trang/canh-bao/", "Bản hai"))
    assert preview.errors.read_text() == "", "status lines are for terminals"
    status, worker, headers = preview.get("/sw.js")
    assert (status, headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "registration.unregister()" in worker, "an editor must never see a stored page"

    write(record, "broken")
    wait_for(lambda: "canh-bao.yml:1:1: hỏng" in preview.errors.read_text())
    assert preview.shows("/trang/canh-bao/", "Bản hai")

    write(record, "slip")
    wait_for(lambda: "ZeroDivisionError: a slip of ours" in preview.errors.read_text())
    assert preview.shows("/trang/canh-bao/", "Bản hai")

    write(preview.project.docs / "mot.md", "[Không có](khong-co.md)\n\n## Dưới { #duoi }\n")
    write(record, "Bản ba")
    wait_for(lambda: "khong-co.md" in preview.errors.read_text())
    assert preview.shows("/trang/canh-bao/", "Bản hai")

    write(preview.project.docs / "mot.md", "Đã sửa\n\n## Dưới { #duoi }\n")
    wait_for(lambda: preview.shows("/trang/canh-bao/", "Bản ba"))
    assert preview.shows("/mot/", "Đã sửa")

    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(10) == 0
    assert "Traceback" not in preview.errors.read_text().split("ZeroDivisionError")[-1]


def test_what_the_build_writes_does_not_start_another_build(preview: Preview) -> None:
    write(preview.project.warnings / "moi.yml", "Thêm một")
    wait_for(lambda: preview.shows("/trang/moi/", "Thêm một"))
    (preview.project.warnings / "moi.yml").unlink()
    wait_for(lambda: preview.get("/trang/moi/")[0] == 404)
    time.sleep(1.5)
    assert preview.number_of_builds() == 3


def test_a_newer_edit_stops_the_build(preview: Preview) -> None:
    record = preview.project.warnings / "canh-bao.yml"
    write(record, "slow")
    wait_for(lambda: preview.number_of_builds() == 2)
    write(record, "Bản sau")
    wait_for(lambda: preview.shows("/trang/canh-bao/", "Bản sau"))


def test_a_slip_in_the_first_look_is_told_and_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(FirstLook):
        def at(self, edited: object) -> Look:
            raise ZeroDivisionError("a slip of ours")

    assert _look(Broken(Project(Path()), DAY), frozenset()) == Look()
    assert "ZeroDivisionError: a slip of ours" in capsys.readouterr().err


def test_an_open_page_shows_mistakes_and_loads_itself_again(preview: Preview, browser: Browser) -> None:
    record = preview.project.warnings / "canh-bao.yml"
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{preview.port}/trang/canh-bao/")
    assert page.locator("#xem-thu").count() == 0
    write(record, "broken")
    box = page.locator("#xem-thu")
    box.wait_for()
    assert "canh-bao.yml:1:1: hỏng" in box.inner_text()
    assert page.locator("h1").inner_text() == "Bản đầu"
    write(record, "Bản đã sửa")
    page.locator("h1").filter(has_text="Bản đã sửa").wait_for()
    assert page.locator("#xem-thu").count() == 0
    page.close()


def test_answers_are_fresh_utf8_and_strangers_get_our_404(preview: Preview) -> None:
    for path, kind in (
        ("/", "text/html; charset=utf-8"),
        ("/assets/shell.js", "text/javascript; charset=utf-8"),
        ("/data.json", "application/json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
    ):
        status, _, headers = preview.get(path)
        assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, kind, "no-store"), path
    ours = (preview.project.site / "404.html").read_text()
    for path in ("/khong-co/", "/trang/", "/../mkdocs.yml", "/%2e%2e/%2e%2e/mkdocs.yml"):
        status, text, headers = preview.get(path)
        assert (status, without_insert(text), headers["Cache-Control"]) == (404, ours, "no-store"), path
    assert without_insert(preview.get("/trang/canh-bao/")[1]) == page_of(preview, "trang/canh-bao")


def test_a_taken_port_is_one_line_with_a_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            PreviewError, match=f"Cổng {port} đang có chương trình khác dùng → Chọn cổng khác: serve --port {port + 1}"
        ):
            serve(Project(tmp_path), lambda: pytest.fail("must not build"), port=port)
