"""Every page of the site on a phone, where `make test` opens a sample of those that are not warnings."""

from __future__ import annotations

import tempfile
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from awareness.commands import Request
from build_warnings import build
from tests.chromium import find_chromium
from tests.conftest import DAY, _QuietHandler, copy_project
from tests.pages import TEMPLATES, addresses, watched_page
from tests.test_accessibility import faint_in_high_contrast
from tests.test_pages import faults_on_a_phone


def run() -> str:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        project = copy_project(Path(name))
        build(Request(project, DAY, strict=False))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(project.site)))
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        paths = [*addresses(project.site), "404.html"]
        home = f"http://127.0.0.1:{server.server_port}/"
        faults = faults_on_a_phone(browser, home, paths)
        with watched_page(browser) as page:
            for path in TEMPLATES:
                page.goto(home + path)
                faults += [f"{path}: {fault}" for fault in faint_in_high_contrast(page)]
        browser.close()
        server.shutdown()
        server.server_close()
    assert not faults, "\n".join(faults)
    return (
        f"{len(paths)} pages opened at 360 × 640 and narrowed to 320 px: no error, no refused or foreign request, the "
        "first action in the first view, calls that a finger hits, nothing wider than the screen. In the strongest "
        f"contrast, light and dark, axe finds nothing too faint on one page of each of {len(TEMPLATES)} kinds."
    )
