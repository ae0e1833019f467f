"""The form at ``/soan-tin/`` in one page for all tests of a file, and what Python says of what it makes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

from awareness.reading import Library, parse_record
from awareness.records import Tactic
from awareness.rules import (
    changes_are_told,
    dates_in_order,
    hazards_have_no_criminal,
    repeated_values,
    sms_length,
)
from tests.pages import watched_page

FORM: Final = "soan-tin/"
RULES: Final = (repeated_values, sms_length, hazards_have_no_criminal, dates_in_order, changes_are_told)
"""Rules across fields of one record that the form knows, too."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def form_page(browser: Browser, site: Path) -> Iterator[Page]:
    """The form on a phone, over http; what no page may do fails at the end, as everywhere."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with watched_page(browser) as page:
            page.goto(f"http://127.0.0.1:{server.server_port}/{FORM}")
            yield page
    finally:
        server.shutdown()
        server.server_close()


def told_by_check(text: str, library: Library) -> list[tuple[str, str]]:
    """What `check` says of a record by itself: what is wrong, how to mend it; sorted."""
    record, problems = parse_record(text.encode(), Tactic, {"id": "ban-thu"}, "ban-thu.yml")
    if record is None or problems:
        return sorted({(problem.what, problem.fix) for problem in problems})
    alone = Library(vocabulary=library.vocabulary, tactics={record.id: record}, files={f"tactics/{record.id}": Path()})
    return sorted({(finding.what, finding.fix) for rule in RULES for finding in rule(alone)})


def told_by_form(faults: list[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return sorted({(fault["what"], fault["fix"]) for fault in faults})
