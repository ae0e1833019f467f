"""``python -m benchmarks [NAME …]``: run measurements, write each as ``benchmarks/results/<name>.md``.

Each module of this folder that is named in `NAMES` has ``run() -> str``: it measures and returns Markdown, raises
AssertionError when a promised bound is missed, and Missing when a program to measure with is not installed.
"""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import Missing

NAMES = (
    "mutations",
    "repairs",
    "code_editor",
    "injection",
    "fuzz",
    "mutants",
    "every_page",
    "kills",
    "roster",
    "check_speed",
    "build_speed",
    "edit_to_preview",
    "first_view",
    "lighthouse",
    "search",
    "search_at_scale",
    "paste",
    "cards",
    "country",
    "clean_roots",
    "deploy",
    "zensical",
)
RESULTS = Path(__file__).with_name("results")


def main(names: list[str]) -> int:
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.exit(f"Không có phép đo {', '.join(sorted(unknown))}. Có: {', '.join(NAMES)}")
    missed = []
    for name in names or NAMES:
        started = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            table = module.run()
        except Missing as missing:
            # the figures measured before stay: they are true of their commit
            missed.append(name)
            print(f"{name}: {missing}", file=sys.stderr)
            continue
        except AssertionError as bound:
            missed.append(name)
            table = f"**Không đạt / missed:** {bound}"
        RESULTS.mkdir(exist_ok=True)
        text = f"# {(module.__doc__ or name).splitlines()[0]}\n\n{table.strip()}\n\n{_circumstances(name)}\n"
        (RESULTS / f"{name}.md").write_text(text, "utf-8")
        print(f"{table.strip()}\n({time.monotonic() - started:.0f} s)\n", flush=True)
    if missed:
        print(f"Không đạt: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def _circumstances(name: str) -> str:
    """Command, commit and machine: without them a figure says nothing."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    dirty = subprocess.run(["git", "status", "--porcelain", "-uno"], capture_output=True, text=True, check=False).stdout
    return (
        f"Command: `python -m benchmarks {name}` · commit {commit.strip() or '?'}{' with changes' if dirty else ''} · "
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
