"""Builds killed at random moments while a reader looks: is the site ever absent, mixed or incomplete?"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.synchronize import Event
from pathlib import Path

from awareness.project import Project
from awareness.releases import checksums_of, digest_of
from tests.kill_test_child import PAGES
from tests.small_site import small_project

ROOT = Path(__file__).resolve().parents[1]
KILLS = 200
LONGEST_LIFE = 2.0
"""Seconds from loaded to killed: time for some builds, so that every moment of a build is hit."""


def look(project: Project) -> str:
    """What a reader meets who resolves ``site`` once and reads everything: complete, absent, incomplete or mixed.

    "overtaken": while we read, two more builds were published and ours was removed, as agreed.
    """
    if not project.site.exists():  # one question to the system: a swap cannot come between
        return "absent"
    folder = project.site.resolve()
    verdict = _judge(folder)
    if verdict != "complete" and not folder.exists() and project.site.resolve() != folder:
        return "overtaken"
    return verdict


def _judge(folder: Path) -> str:
    try:
        manifest = json.loads(folder.with_name(f"{folder.name}.json").read_bytes())
        actual = checksums_of(folder)
        texts = [(folder / path).read_text() for path in actual if path.endswith(".json") or "/tep-" in path]
    except (OSError, ValueError):
        return "incomplete"
    if actual.keys() != manifest["files"].keys() or len(texts) != PAGES + 8:
        return "incomplete"
    editions = {edition for text in texts for edition in re.findall(r"edition=\d+\.", text)}
    same = len(editions) == 1 and all("edition=" in text for text in texts)
    true_name = digest_of(actual) == manifest["digest"] and manifest["digest"].startswith(folder.name)
    return "complete" if same and true_name and actual == manifest["files"] else "mixed"


def kill_builds(project: Project, kills: int, seed: int = 1) -> Counter[str]:
    """Kill so many builds. Counts the builds published, and what the reader and a look after each kill met."""
    chance = random.Random(seed)
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.kill_test_child", str(project.root)]
    counts: Counter[str] = Counter()

    def build(seconds: float | None) -> None:
        """Start a builder and kill it after so long; None: as soon as it has published once."""
        with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            if seconds is None:
                assert child.stdout.readline().strip().isdigit(), "the first build failed"
                counts["published"] += 1
            else:
                time.sleep(seconds)
            child.send_signal(signal.SIGKILL)
            counts["published"] += len(child.stdout.read().split())

    build(None)  # a site to be seen from now on
    context = multiprocessing.get_context("spawn")
    stop, answers = context.Event(), context.SimpleQueue()
    reader = context.Process(target=_read_until, args=(project, stop, answers))
    reader.start()
    for _ in range(kills):
        build(chance.uniform(0, LONGEST_LIFE))
        counts["kills"] += 1
        counts[look(project)] += 1
    stop.set()
    counts.update(answers.get())
    reader.join()
    return counts


def _read_until(project: Project, stop: Event, answers: multiprocessing.SimpleQueue[Counter[str]]) -> None:
    seen: Counter[str] = Counter()
    while not stop.is_set():
        seen[look(project)] += 1
    answers.put(seen)


def run() -> str:
    with tempfile.TemporaryDirectory() as folder:
        counts = kill_builds(small_project(Path(folder), theme="null"), KILLS)
    names = ("kills", "published", "complete", "overtaken", "absent", "mixed", "incomplete")
    table = "\n".join(
        [
            "| " + " | ".join(names) + " |",
            "|---" * len(names) + "|",
            "| " + " | ".join(str(counts[n]) for n in names) + " |",
        ]
    )
    assert counts["absent"] == counts["mixed"] == counts["incomplete"] == 0, table
    return f"{KILLS} builds killed (SIGKILL); *complete* counts looks at a whole site by another process.\n\n{table}"
