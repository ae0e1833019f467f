"""Whole processes timed in turn, A B A B …, and compared pair by pair: the machine's moods hit both alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
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
    """Of each command by its name: seconds, in the order of the rounds; its largest process of all, in MB."""

    seconds: dict[str, list[float]]
    megabytes: dict[str, float]

    def ratio(self, one: Command, other: Command) -> float:
        """The median over all rounds of one/other."""
        pairs = zip(self.seconds[one.name], self.seconds[other.name], strict=True)
        return statistics.median(a / b for a, b in pairs)

    def median(self, command: Command) -> float:
        return statistics.median(self.seconds[command.name])

    def table(self) -> str:
        rows = [
            f"| {name} | {statistics.median(s):.2f} | {min(s):.2f}–{max(s):.2f} | {self.megabytes[name]:.0f} |"
            for name, s in self.seconds.items()
        ]
        return "\n".join(["| | seconds, median | lowest–highest | largest process, MB |", "|---|--:|--:|--:|", *rows])


def in_turn(*commands: Command, runs: int = 3) -> Timings:
    """Times all of them, round after round."""
    seconds: dict[str, list[float]] = {command.name: [] for command in commands}
    megabytes: dict[str, float] = dict.fromkeys(seconds, 0.0)
    for _ in range(runs):
        for command in commands:
            command.prepare()
            took, largest = _timed(command)
            seconds[command.name].append(took)
            megabytes[command.name] = max(megabytes[command.name], largest)
    return Timings(seconds, megabytes)


def _timed(command: Command) -> tuple[float, float]:
    """Seconds of one run, and the MB of its largest process. AssertionError where it fails."""
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(command.words, cwd=command.cwd, env=_environment(), stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)  # of this process and of all that it has waited for
        took = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        assert process.returncode == 0, f"{command.name}: {said.read().decode(errors='replace')[-1000:]}"
    return took, used.ru_maxrss / 1024


def compare(ours: Command, other: Command, *, runs: int = 3) -> tuple[str, float]:
    """Times both in turn.

    Returns a Markdown table and the median of the ratios ours/other.
    """
    timings = in_turn(ours, other, runs=runs)
    ratio = timings.ratio(ours, other)
    return f"{timings.table()}\n\nRatio, median of {runs} pairs: **{ratio:.2f}**.", ratio


def _environment() -> dict[str, str]:
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
