"""Where mutants are looked at: the real library with one record changed."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from awareness.problems import Problem, show
from awareness.reading import Library, parse_record, read_library
from awareness.rules import check_library
from tests.conftest import DAY, ROOT
from tests.mutations.record_text import Mutant, RecordText


def sound_library() -> Library:
    """The records of the repository, which have no problems."""
    library, problems = read_library(ROOT / "warnings")
    assert not problems, show(problems)
    return library


class Workshop:
    """The real library, in which one record at a time is replaced by a mutant of it."""

    def __init__(self, scratch: Path, library: Library | None = None) -> None:
        self._scratch = scratch
        self._library = library or sound_library()

    def problems(self, record: RecordText, mutant: Mutant) -> list[Problem]:
        """What ``check`` says about the mutant, in its own file."""
        if mutant.file_name is not None:
            return self._misnamed(record, mutant, mutant.file_name)
        extra = {"id": record.stem} if record.folder else {}
        parsed, problems = parse_record(mutant.content, record.model, extra, record.file)
        if parsed is None:
            return problems
        path = self._scratch / "mutant.yml"
        path.write_bytes(mutant.content)
        key = f"{record.folder}/{record.stem}" if record.folder else record.file
        found = check_library(self._with(record, parsed, path), DAY, only={key})
        return problems + [problem for problem in found if problem.path.endswith("mutant.yml")]

    def _with(self, record: RecordText, parsed: Any, path: Path) -> Library:
        library = dataclasses.replace(self._library)
        if not record.folder:
            library.files = {**library.files, record.file: path}
            setattr(library, record.model.folder, parsed)  # type: ignore[attr-defined]
        else:
            library.files = {**library.files, f"{record.folder}/{record.stem}": path}
            setattr(library, record.folder, {**getattr(library, record.folder), record.stem: parsed})
        return library

    def _misnamed(self, record: RecordText, mutant: Mutant, file_name: str) -> list[Problem]:
        path = self._scratch / "warnings" / record.folder / file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutant.content)
        try:
            _, problems = read_library(self._scratch / "warnings")
        finally:
            path.unlink()
        return [problem for problem in problems if problem.path.endswith(file_name)]
