"""What Lighthouse says of four pages on its slow phone: median of five for each of its four marks.

Served compressed from this machine, so its marks for what only a host decides (HTTPS, HTTP/2, caching) say nothing.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.first_view import PAGE, built_copy, served
from benchmarks.npm import installed
from tests.chromium import find_chromium

LIGHTHOUSE: Final = "lighthouse@13.5.0"
RUNS: Final = 5
PAGES: Final = (PAGE, "", "tim/", "vua-bi-lua/")
BOUNDS: Final = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The least mark of each kind, of 100."""
FIGURES: Final = {
    "largest-contentful-paint": "LCP, s",
    "total-blocking-time": "blocked, s",
    "cumulative-layout-shift": "CLS",
}
FULL_MARK: Final = 1
Report = dict[str, Any]


def run() -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        site = built_copy(folder)
        command = installed(LIGHTHOUSE, "lighthouse/cli/index.js", folder)
        with served(site) as address:
            # page by page in turn, so that a mood of the machine hits all alike
            reports = [{page: _report(command, address + page) for page in PAGES} for _ in range(RUNS)]
    return _table({page: [each[page] for each in reports] for page in PAGES})


def _report(command: list[str], address: str) -> Report:
    flags = "--chrome-flags=--headless=new --no-sandbox"
    words = [*command, address, "--output=json", "--quiet", flags, f"--only-categories={','.join(BOUNDS)}"]
    environment = {**os.environ, "CHROME_PATH": find_chromium(whole=True) or ""}
    report: Report = json.loads(subprocess.run(words, env=environment, check=True, capture_output=True).stdout)
    assert "runtimeError" not in report, report["runtimeError"]
    return report


def _table(reports: dict[str, list[Report]]) -> str:
    lines = [
        f"| page | {' | '.join(BOUNDS)} | {' | '.join(FIGURES.values())} |",
        f"|---|{'---|' * (len(BOUNDS) + len(FIGURES))}",
    ]
    missed = []
    for page, seen in reports.items():
        marks = {kind: statistics.median(_mark(report, kind) for report in seen) for kind in BOUNDS}
        figures = [f"{statistics.median(_figure(report, name) for report in seen):.2f}" for name in FIGURES]
        lines.append(f"| /{page} | {' | '.join(f'{mark:.0f}' for mark in marks.values())} | {' | '.join(figures)} |")
        low = ((kind, least) for kind, least in BOUNDS.items() if marks[kind] < least)
        missed += [f"/{page}: {kind} {marks[kind]:.0f} < {least}" for kind, least in low]
        missed += [f"/{page}: {fault}" for fault in _faults(seen[-1])]
    text = "\n".join([*lines, "", f"{LIGHTHOUSE}, its own slow phone and 4G, median of {RUNS}."])
    assert not missed, "\n\n".join(["; ".join(missed), text])
    return text


def _mark(report: Report, kind: str) -> float:
    return float(report["categories"][kind]["score"]) * 100


def _figure(report: Report, name: str) -> float:
    audit = report["audits"][name]
    return float(audit["numericValue"]) / (1000 if audit["numericUnit"] == "millisecond" else 1)


def _faults(report: Report) -> list[str]:
    """What took a mark away, but for speed, whose audits are never all full."""
    names = [ref["id"] for kind in BOUNDS if kind != "performance" for ref in _counted(report, kind)]
    audits = (report["audits"][name] for name in names)
    return [audit["title"] for audit in audits if audit["score"] is not None and audit["score"] < FULL_MARK]


def _counted(report: Report, kind: str) -> list[dict[str, Any]]:
    return [ref for ref in report["categories"][kind]["auditRefs"] if ref["weight"]]
