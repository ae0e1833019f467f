"""A finding: which record, where in it, what is wrong and how to mend it; and the problem that becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from awareness.problems import Problem, Severity
from awareness.reading import PUBLISHED_IDS, Library, locate, shown
from awareness.yaml_source import Location


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: in which file (key of ``Library.files``), where in it, what is wrong, how to mend it."""

    file: str
    location: Location
    what: str
    fix: str
    severity: Severity = "error"
    of_key: bool = False


Rule = Callable[[Library], Iterable[Finding]]


def place(finding: Finding, library: Library) -> Problem:
    """The finding at its line and column, which are looked up only now: findings are rare, records are many."""
    path = library.files[finding.file]
    if finding.file == PUBLISHED_IDS:
        line, column = path.read_text("utf-8").splitlines().index(str(finding.location[0])) + 1, 1
    else:
        line, column = locate(path, finding.location, of_key=finding.of_key)
    return Problem(shown(path), line, column, finding.what, finding.fix, finding.severity)
