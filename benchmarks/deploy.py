"""Caddy and nginx with the files of ``deploy/``: every rule asked for on loopback, then load beside stock Material.

Both sites are made of the same Markdown, packed by the same command and served by the same server.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

from awareness.hosting import write_hosted
from benchmarks.build_speed import stock_project
from benchmarks.corpus import ROOT
from benchmarks.timing import Command, in_turn, python
from benchmarks.web_rules import PAGE, RULES, SHARD
from benchmarks.web_servers import WebServer, caddy, nginx, require_programs
from tests.chromium import find_chromium
from tests.conftest import DAY, copy_project

SECONDS: Final = 8
"""Of each run of wrk."""
CONNECTIONS: Final = 32
SWITCHES: Final = 20
"""How often the link is moved from one release to the next while people read."""
_SERVERS: Final = (caddy, nginx)


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk saw: requests each second, errors (not 2xx, or broken connections)."""

    rate: float
    errors: int


def run() -> str:
    require_programs()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # Debian's nginx reads as www-data
        ours, stock = _sites(folder)
        rows, loads, rules = [], [], []
        for start in _SERVERS:
            scratch = folder / start.__name__
            scratch.mkdir()
            link = folder / f"hien-tai-{start.__name__}"
            link.symlink_to(ours)
            with start(link, scratch) as server:
                wrong = [f"{rule.__name__}: {what}" for rule in RULES for what in rule(server, ours)]
                wrong += [f"browser: {what}" for what in _visited(server)]
                assert not wrong, f"{server.name}: " + "; ".join(wrong[:20])
                rules.append(server.name)
                here = _load(server)
                size, all_bytes, requests = _weight(server)
                switched = _switched(server, link, ours, folder / "truoc")
                loads += [here, switched]
                rows.append(_row(server.name, "this site", here, size, all_bytes, requests))
                rows.append(f"| {server.name} | this site, {SWITCHES} releases meanwhile | {switched.rate:,.0f} "
                            f"| | | {switched.errors} |")  # fmt: skip
            other = folder / f"stock-{start.__name__}"
            other.mkdir()
            with start(stock, other) as server:
                there = _load(server)
                loads.append(there)
                rows.append(_row(server.name, "stock Material", there, *_weight(server)))
    return _table(rules, rows, sum(load.errors for load in loads))


def _sites(folder: Path) -> tuple[Path, Path]:
    """Ours and stock Material, both as the command `host` writes them."""
    project = copy_project(folder / "ours").root
    build = python(str(ROOT / "build_warnings.py"), "--project", str(project), "build", "--day", DAY.isoformat())
    in_turn(Command("ours", build, ROOT), runs=1)
    stock = stock_project(project / "docs", folder / "stock")
    in_turn(Command("stock", python("-m", "mkdocs", "build", "-q"), stock), runs=1)
    with_shard = folder / "ours-built"
    (project / "site").resolve().rename(with_shard)
    (with_shard / SHARD).parent.mkdir(parents=True)
    (with_shard / SHARD).write_text("searchShard('a', {});\n" * 40, "utf-8")
    write_hosted(with_shard, folder / "ban", day=DAY)
    write_hosted(with_shard, folder / "truoc", day=DAY)
    write_hosted(stock / "site", folder / "stock-packed", day=DAY)
    return folder / "ban", folder / "stock-packed"


def _visited(server: WebServer) -> Iterator[str]:
    """A browser reads, searches and registers the worker, and nothing that the headers forbid happens."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(whole=True), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 640})
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        for path in ("", PAGE, "vua-bi-lua/", "in-an/", "tim/#q=goi%20bao%20no%20tien%20dien"):
            page.goto(f"http://127.0.0.1:{server.port}/{path}", wait_until="networkidle")
        page.wait_for_selector(".cb-result a")
        worker = page.evaluate("navigator.serviceWorker.ready.then(ready => ready.active !== null)")
        browser.close()
    yield from said
    if not worker:
        yield "no service worker"


def _load(server: WebServer, seconds: int = SECONDS) -> Load:
    words = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: br, gzip"]
    done = subprocess.run(
        [*words, f"http://127.0.0.1:{server.port}/{PAGE}"], capture_output=True, text=True, check=True
    ).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done)
    assert rate, done
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", done)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", done)
    errors = (int(refused[1]) if refused else 0) + (sum(map(int, broken.groups())) if broken else 0)
    return Load(float(rate[1]), errors)


def _switched(server: WebServer, link: Path, one: Path, other: Path) -> Load:
    """Load while the link is moved, as `deploy/README.md` says: one rename, from one release to the other."""
    done = threading.Event()

    def switch() -> None:
        for number in range(SWITCHES):
            new = link.with_name(f"{link.name}.moi")
            new.symlink_to(other if number % 2 == 0 else one)
            new.replace(link)
            if done.wait(SECONDS / SWITCHES):
                return

    thread = threading.Thread(target=switch)
    thread.start()
    try:
        return _load(server)
    finally:
        done.set()
        thread.join()


class _Named(HTMLParser):
    """What a page makes a browser load at once: style sheets, scripts, pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        values = dict(attrs)
        if tag == "link" and "stylesheet" in (values.get("rel") or ""):
            self.found.append(values["href"])
        elif tag in ("script", "img") and values.get("src"):
            self.found.append(values["src"])


def _weight(server: WebServer) -> tuple[int, int, int]:
    """Bytes of the page as sent; of it and what it makes a browser load from the same host; how many requests."""
    address = f"http://127.0.0.1:{server.port}/{PAGE}"
    parser = _Named()
    parser.feed(server.ask(f"/{PAGE}").body.decode())
    paths = {
        urlsplit(url).path
        for url in (urljoin(address, name) for name in parser.found)
        if urlsplit(url).netloc == f"127.0.0.1:{server.port}"
    }
    sizes = [len(server.ask(path, accept_encoding="br, gzip").body) for path in [f"/{PAGE}", *sorted(paths)]]
    return sizes[0], sum(sizes), len(sizes)


def _row(server: str, site: str, load: Load, size: int, all_bytes: int, requests: int) -> str:
    return (
        f"| {server} | {site} | {load.rate:,.0f} | {size / 1024:.1f} KB | {all_bytes / 1024:.1f} KB in {requests} "
        f"| {load.errors} |"
    )


def _table(servers: list[str], rows: list[str], errors: int) -> str:
    asked = "\n".join(f"- {' '.join((rule.__doc__ or '').split())}" for rule in RULES)
    told = (
        f"Held on {' and '.join(servers)}, each started with the file of `deploy/`:\n\n{asked}\n"
        "- A browser reads five pages, searches, and has the service worker; nothing on its console.\n\n"
        "| server | site | requests/s | page as sent | page with what it loads | errors |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
        f"wrk: {CONNECTIONS} connections, {SECONDS} s a run, Brotli, one tactic page, the load on the same machine as "
        "the server. Requests of stock Material's search (its worker and index) are not among what the page loads."
    )
    assert errors == 0, told
    return told


if __name__ == "__main__":
    started = time.monotonic()
    print(run(), f"{time.monotonic() - started:.0f} s")
