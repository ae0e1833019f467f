"""Whole processes timed in turn, A B A B …, and compared pair by pair: the machine's moods hit both alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Command:
    """A program to time: its name in the table, its words, its folder, and what to do before each run."""

    name: str
    words: Sequence[str]
    cwd: Path
    prepare: Callable[[], None] = lambda: None


def python(*words: str) -> list[str]:
    return [sys.executable, *words]


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds of each command by its name, in the order of the rounds; largest: the largest process so far, in MB."""

    seconds: dict[str, list[float]]
    largest: float

    def ratio(self, one: Command, other: Command) -> float:
        """The median over all rounds of one/other."""
        pairs = zip(self.seconds[one.name], self.seconds[other.name], strict=True)
        return statistics.median(a / b for a, b in pairs)

    def table(self) -> str:
        rows = [
            f"| {name} | {statistics.median(s):.2f} | {min(s):.2f}–{max(s):.2f} |" for name, s in self.seconds.items()
        ]
        return "\n".join(["| | seconds, median | lowest–highest |", "|---|---|---|", *rows])


def in_turn(*commands: Command, runs: int = 3) -> Timings:
    """Times all of them, round after round."""
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    for _ in range(runs):
        for command in commands:
            command.prepare()
            started = time.monotonic()
            done = subprocess.run(command.words, cwd=command.cwd, env=_environment(), capture_output=True, check=False)
            seconds[command.name].append(time.monotonic() - started)
            assert done.returncode == 0, f"{command.name}: {done.stdout.decode()[-500:]} {done.stderr.decode()[-500:]}"
    return Timings(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def compare(ours: Command, other: Command, *, runs: int = 3) -> tuple[str, float]:
    """Times both in turn.

    Returns a Markdown table (median seconds, largest process so far in MB) and the median of the ratios ours/other.
    """
    timings = in_turn(ours, other, runs=runs)
    ratio = timings.ratio(ours, other)
    told = f"Ratio, median of {runs} pairs: **{ratio:.2f}**. Largest process of all: {timings.largest:.0f} MB."
    return f"{timings.table()}\n\n{told}", ratio


def _environment() -> dict[str, str]:
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
