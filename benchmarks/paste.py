"""Paste a message: the tone, and the warning that it resembles, for 280 messages by somebody who saw no matcher.

Patterns of `awareness.message_signs` were chosen on half A, whose texts were read; those of half B were not. But the
counts of half B were seen five times on the way, and moved both limits: it is no longer a set that nobody has seen.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import sync_playwright

from awareness.catalogue import Catalogue
from awareness.message_patterns import refanged
from awareness.message_signs import judge
from awareness.reading import read_library
from awareness.search_engine import SearchIndex
from awareness.search_index import TACTICS, entries, message_model
from awareness.search_pages import search
from benchmarks.corpus import ROOT, WARNINGS
from tests.chromium import find_chromium
from tests.conftest import DAY
from tests.test_pasted_messages import KINDS, ROWS, accents, length, shown

TONES = ("strong", "some", "none")


@dataclass
class Measured:
    """Counts of one half. tones: by kind; firsts, thirds: scams whose tactic stands first, or among three."""

    tones: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    by_trait: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    warned: int = 0
    firsts: int = 0
    thirds: int = 0

    @property
    def scams(self) -> int:
        return self.tones["scam"].total()

    def missed(self) -> list[str]:
        """The bounds that these counts do not keep, in words."""
        scam, genuine, warning = (self.tones[kind] for kind in ("scam", "genuine", "warning"))
        bounds = {
            "right tactic first ≥ 80 %": self.firsts >= 0.8 * self.scams,
            "in three ≥ 92 %": self.thirds >= 0.92 * self.scams,
            "strong on ≥ 60 % of scams": scam["strong"] >= 0.6 * self.scams,
            "at least some on ≥ 80 % of scams": scam["strong"] + scam["some"] >= 0.8 * self.scams,
            "strong on ≤ 2.5 % of genuine ones": genuine["strong"] <= 0.025 * genuine.total(),
            "at least some on ≤ 12 % of genuine ones": genuine["strong"] + genuine["some"] <= 0.12 * genuine.total(),
            "strong on no quoted warning": warning["strong"] == 0,
        }
        return [words for words, kept in bounds.items() if not kept]


def measured(half: str, index: SearchIndex) -> Measured:
    """What the model says of one half of the messages. half: "A" or "B"."""
    result = Measured()
    for row in ROWS:
        if row["half"] != half:
            continue
        message = shown(row)
        judgement = judge(message)
        result.tones[row["kind"]][judgement.tone] += 1
        for trait in (row["channel"], f"accents: {accents(row)}", f"length: {length(row)}"):
            result.by_trait.setdefault((row["kind"], trait), Counter())[judgement.tone] += 1
        if row["kind"] == "warning":
            result.warned += judgement.warns
        if row["kind"] == "scam":
            hits = index.search(refanged(message), 3, below=TACTICS)
            found = [index.entries[hit.number].url for hit in hits]
            target = f"{TACTICS}{row['tactic']}/"
            result.firsts += found[:1] == [target]
            result.thirds += target in found
    return result


def run() -> str:
    library, problems = read_library(WARNINGS)
    assert not problems
    catalogue = Catalogue.link(library, DAY)
    index = SearchIndex(entries(catalogue), catalogue.search_words)
    halves = {half: measured(half, index) for half in "AB"}
    assert not halves["B"].missed(), ", ".join(halves["B"].missed())
    return "\n\n".join([_bounds(halves), _by_trait(halves), _timing()])


def _bounds(halves: dict[str, Measured]) -> str:
    lines = ["| | half A (read) | half B (unread, counted five times before) |", "|---|---|---|"]

    def line(name: str, count: dict[str, tuple[int, int]]) -> None:
        lines.append(f"| {name} | " + " | ".join(f"{n}/{of} ({n / of:.1%})" for n, of in count.values()) + " |")

    line("scams: right tactic first", {half: (m.firsts, m.scams) for half, m in halves.items()})
    line("scams: right tactic in three", {half: (m.thirds, m.scams) for half, m in halves.items()})
    for kind in KINDS:
        for tone in TONES:
            counts = {half: (m.tones[kind][tone], m.tones[kind].total()) for half, m in halves.items()}
            line(f"{kind}: {tone}", counts)
    line("warning: recognised as one", {half: (m.warned, m.tones["warning"].total()) for half, m in halves.items()})
    return "\n".join(lines)


def _by_trait(halves: dict[str, Measured]) -> str:
    lines = ["| strong / some / none | half A | half B |", "|---|---|---|"]
    for kind, trait in sorted({key for m in halves.values() for key in m.by_trait}):
        cells = (m.by_trait.get((kind, trait), Counter()) for m in halves.values())
        shown_cells = [" / ".join(str(cell[tone]) for tone in TONES) for cell in cells]
        lines.append(f"| {kind}, {trait} | {' | '.join(shown_cells)} |")
    return "\n".join(lines)


def _timing() -> str:
    """One judgement on a phone: Chromium with its processor slowed four times, every message of half A once."""
    library, _ = read_library(WARNINGS)
    data = "".join(
        artifact.content.decode()
        for render in (search, message_model)
        for artifact in render(Catalogue.link(library, DAY))
        if str(artifact.path) in _DATA
    )
    scripts = [ASSETS / f"{name}.js" for name in ("search-folding", "search", "message-signs")]
    messages = [refanged(shown(row)) for row in ROWS if row["half"] == "A"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(whole=True), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto("about:blank")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_script_tag(content=data)
        started = time.perf_counter()
        for script in scripts:
            page.add_script_tag(content=script.read_text("utf-8"))
        built = time.perf_counter() - started
        tone, resembling = page.evaluate(TIME, messages)
        browser.close()
    rows = [
        ("scripts and index ready", [1000 * built]),
        ("tone", tone),
        ("tone and the warning that it resembles", resembling),
    ]
    return "\n".join(
        [
            f"CPU ÷ 4, {len(messages)} messages of half A, milliseconds:",
            "",
            "| | median | longest |",
            "|---|---|---|",
            *(f"| {name} | {statistics.median(times):.0f} | {max(times):.0f} |" for name, times in rows),
        ]
    )


ASSETS = ROOT / "overrides/assets"
_DATA = ("site/assets/search-data.js", "site/assets/message-model.js")

TIME = """async (messages) => {
  const index = new window.SearchIndex(window.searchData);
  const timed = (act) => messages.map((message) => {
    const start = performance.now();
    act(message);
    return performance.now() - start;
  });
  const judge = (message) => window.messageSigns.judge(message);
  return [timed(judge), timed((message) => { judge(message); index.search(message, 3); })];
}"""
