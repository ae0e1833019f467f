"""From saving a record to its page in the preview, 2,000 records, beside `mkdocs serve` on the same pages."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.build_speed import stock_project
from benchmarks.corpus import ROOT, write_project
from benchmarks.timing import python
from tests.conftest import DAY

COUNT = 2_000
EDITS = 9
BOUND = 1.0
"""Seconds, median."""
PATIENCE = 900


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        project = write_project(Path(name) / "ours", COUNT)
        records = sorted((project / "warnings/tactics").glob("*-0[0-9]*.yml"))[:EDITS]
        port = _free_port()
        ours = python(
            str(ROOT / "build_warnings.py"), "--project", str(project), "serve", "--no-pictures",
            "--port", str(port), "--day", DAY.isoformat(),
        )  # fmt: skip
        with _running(ours, ROOT):
            _seconds_until(port, f"canh-bao/{records[0].stem}/", "</html>")
            seconds = []
            for number, record in enumerate(records):
                text = record.read_text("utf-8")
                title = f"{number + 70000}"
                record.write_text(text.replace(text.split('title: "')[1][:5], title, 1), "utf-8")
                seconds.append(_seconds_until(port, f"canh-bao/{record.stem}/", title))
            whole = _seconds_until(port, "canh-bao/", title)
        stock = stock_project(project / "docs", Path(name) / "stock")
        page = stock / "docs/canh-bao" / f"{records[0].stem}.md"
        port = _free_port()
        with _running(python("-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"), stock):
            _seconds_until(port, f"canh-bao/{records[0].stem}/", "</html>")
            page.write_text(page.read_text("utf-8") + "\n\nMới sửa.\n", "utf-8")
            theirs = _seconds_until(port, f"canh-bao/{records[0].stem}/", "Mới sửa.")
    median = statistics.median(seconds)
    told = (
        f"{COUNT} records, {EDITS} edits of different ones, each as soon as the one before was seen.\n\n"
        "| | seconds |\n|---|---|\n"
        f"| ours, the edited page: median | {median:.2f} |\n"
        f"| lowest–highest | {min(seconds):.2f}–{max(seconds):.2f} |\n"
        f"| ours, lists and all other pages, after the last edit | {whole:.1f} |\n"
        f"| `mkdocs serve`, stock Material, the edited page | {theirs:.1f} |\n\n"
        f"Bound {BOUND} s; ratio **{median / theirs:.3f}**."
    )
    assert median <= BOUND, told
    return told


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(words: Sequence[str], folder: Path) -> Iterator[None]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(words, cwd=folder, env=environment, stdout=sys.stderr, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _seconds_until(port: int, path: str, text: str) -> float:
    """How long until the page has the text."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
                if text in answer.read().decode():
                    return time.monotonic() - began
        except (OSError, urllib.error.HTTPError):
            pass
        time.sleep(0.02)
    raise AssertionError(f"{path} does not show {text!r} after {PATIENCE} s")
