"""Payloads typed into every text field: what runs, and what does not show as typed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from tests.chromium import find_chromium
from tests.conftest import _QuietHandler
from tests.pages import addresses, watched_page
from tests.payloads.comparison import compare, differences_in_variant, run_pages
from tests.payloads.projects import make_pair
from tests.payloads.texts import CONTROL, MARKER, PAYLOADS
from tests.test_injection import is_missing_card, unescaped_alarms

OF_A_SITE = 72
"""Payloads."""


def batched(items: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(items), size):
        yield tuple(items[start : start + size])


def run() -> str:
    """As `tests/test_injection.py`, with as many records as payloads: each field of a record meets each payload.

    On several sites, since a vocabulary with so many entries would be larger than a file may be.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))

        def serve(site: Path) -> str:
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(site)))
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            Thread(target=server.serve_forever, daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}/"

        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"]
        )
        fields: set[str] = set()
        shown: set[str] = set()
        typed = strings = opened = 0
        differences: list[str] = []
        ran: dict[str, list[str]] = {"with the policy": [], "policy bypassed": []}
        for number, payloads in enumerate(batched(PAYLOADS, OF_A_SITE)):
            pair = make_pair(folder / f"site-{number}", payloads)
            with watched_page(browser) as page:
                of_pair, different = compare(page, pair.dangerous.site, pair.harmless.site, pair.typed)
            strings += of_pair
            differences += different
            fields |= set(pair.typed.fields) - {"url"}
            shown |= pair.typed.shown_fields - {"url"}
            typed += len(set(zip(pair.typed.fields, pair.typed.texts, strict=True)))
            home = serve(pair.dangerous.site)
            paths = [path for path in addresses(pair.dangerous.site) if "/cu-" not in path]
            for calls, bypass in zip(ran.values(), (False, True), strict=True):
                with watched_page(browser, bypass_csp=bypass, init=MARKER, expected=is_missing_card) as page:
                    page.expose_function("testRan", lambda where, calls=calls: calls.append(where))
                    pages = run_pages(page, home, paths)
            opened += pages
        for variant in (1, 2):
            with watched_page(browser) as page:
                differences += differences_in_variant(variant, folder / f"variant-{variant}", page)
        alarms = unescaped_alarms(folder / "control", browser, serve, CONTROL)
        browser.close()

    as_typed = (strings - len(differences)) / strings
    table = f"""\
| | |
|---|---:|
| payloads | {len(PAYLOADS)} |
| text fields of the schema (tactics, responses, contacts, site, vocabulary) | {len(fields)} |
| of these shown by some output | {len(shown)} |
| different (field, payload) pairs | {typed} |
| pages opened in Chromium | {opened} |
| scripts that ran, with the policy | {len(ran["with the policy"])} |
| scripts that ran, policy bypassed | {len(ran["policy bypassed"])} |
| strings on pages, in heads, JSON-LD and messages that hold payloads | {strings} |
| of these as typed, in the same elements and attributes as harmless text | {as_typed:.2%} |
| control: scripts that ran with escaping switched off ({len(CONTROL)} payloads) | {alarms["ran"]} |
"""
    assert not any(ran.values()), table
    assert not differences, f"{table}\n" + "\n".join(f"    {difference}" for difference in differences[:10])
    assert len(PAYLOADS) >= 200, table
    assert alarms["ran"] > 0, f"the control is silent\n\n{table}"
    return f"Bounds: 0 run, 100 % as typed.\n\n{table}"
