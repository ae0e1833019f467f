"""`check` on 5,000 records beside PyYAML's C loader alone on the same files."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.corpus import ROOT, write_corpus
from benchmarks.timing import Command, compare, python

COUNT = 5_000
BOUND = 4.0

_LOAD_ALL = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).rglob('*.yml')):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


def run() -> str:
    with tempfile.TemporaryDirectory() as folder:
        warnings = str(write_corpus(Path(folder), COUNT))
        size = sum(path.stat().st_size for path in Path(warnings).rglob("*.yml"))
        ours = Command("`check`: read, validate, cross-check", python("build_warnings.py", "check", warnings), ROOT)
        loader = Command("PyYAML C loader alone", python("-c", _LOAD_ALL, warnings), ROOT)
        table, ratio = compare(ours, loader)
    assert ratio <= BOUND, f"{ratio:.2f} > {BOUND}\n\n{table}"
    return f"{COUNT} tactics, {size / 1e6:.0f} MB of YAML. Bound: {BOUND}.\n\n{table}"
