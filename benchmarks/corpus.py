"""Generated records for measuring: as many as wanted, as long as real ones. Never written into ``warnings/``."""

from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WARNINGS = ROOT / "warnings"


def write_corpus(folder: Path, count: int) -> Path:
    """A ``warnings/`` folder in ``folder`` with ``count`` tactics, made from the real ones in turn.

    Ids and titles differ, references stay inside the corpus, everything else is as long as in real records, so that
    a corpus passes ``check``. Returns the folder.
    """
    target = folder / "warnings"
    shutil.copytree(WARNINGS, target, ignore=shutil.ignore_patterns("tactics", "published-ids.txt"))
    (target / "tactics").mkdir()
    originals = sorted((WARNINGS / "tactics").glob("*.yml"))
    if count < len(originals):
        raise ValueError(f"a corpus holds at least the {len(originals)} real records")
    for number, original in zip(range(count), itertools.cycle(originals), strict=False):
        text = original.read_text("utf-8")
        name = original.stem
        if number >= len(originals):
            name = f"{name}-{number:05}"
            # the same length, so that the limits of titles and SMS still hold
            text = re.sub(r'^(title: ").{6}', rf"\g<1>{number:05} ", text, count=1, flags=re.MULTILINE)
        (target / "tactics" / f"{name}.yml").write_text(text, "utf-8")
    return target


def write_project(folder: Path, count: int) -> Path:
    """A whole project in ``folder`` with a corpus of ``count`` tactics; returns the folder."""
    write_corpus(folder, count)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "docs").mkdir()
    for page in (ROOT / "docs").glob("*.md"):
        if page.name != "index.md":
            shutil.copy(page, folder / "docs" / page.name)
    return folder
