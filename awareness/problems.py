"""One problem in what people wrote, and the three forms in which it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Form = Literal["text", "github", "json"]


class ToldError(Exception):
    """A command cannot go on. The text says to people, in Vietnamese, what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to mend: where it stands, what is wrong, how to mend it.

    path: the file as the reader knows it, with forward slashes.
    line, column: from 1, in characters; the place to put the cursor.
    what, fix: Vietnamese sentences without line breaks.
    severity: an ``error`` stops the build, a ``warning`` does not.
    """

    path: str
    line: int
    column: int
    what: str
    fix: str
    severity: Severity = "error"

    def __str__(self) -> str:
        kind = "" if self.severity == "error" else "(nhắc) "
        return f"{self.path}:{self.line}:{self.column}: {kind}{self.what}  → {self.fix}"

    @property
    def github(self) -> str:
        """A workflow command that GitHub shows on the exact line of a pull request."""
        place = f"file={_escape_property(self.path)},line={self.line},col={self.column}"
        return f"::{self.severity} {place}::{_escape_data(f'{self.what}  → {self.fix}')}"


def show(problems: Iterable[Problem], form: Form = "text") -> str:
    """All problems, sorted by place, in one of three forms; an empty string (or ``[]``) when there are none."""
    ordered = sorted(problems)
    if form == "json":
        return json.dumps([asdict(problem) for problem in ordered], ensure_ascii=False, indent=2)
    return "\n".join(problem.github if form == "github" else str(problem) for problem in ordered)


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Whether the build must stop; ``strict`` counts warnings too."""
    return any(strict or problem.severity == "error" for problem in problems)


# GitHub's own rules for workflow commands: https://github.com/actions/toolkit, packages/core/src/command.ts
def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
