"""What becomes of problems: which are shown, when the build stops, what is said at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from awareness.problems import Problem, has_errors
from awareness.reading import shown


class InvalidRecords(Exception):
    """The records have errors, so nothing was built. ``problems`` holds all of them, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(summary(problems))
        self.problems = list(problems)


def stop_on_errors(problems: Sequence[Problem], *, strict: bool = False) -> None:
    """Raise `InvalidRecords` when there is an error; ``strict`` counts warnings as errors."""
    if has_errors(problems, strict=strict):
        raise InvalidRecords(problems)


def only_in(files: Sequence[Path], problems: Sequence[Problem]) -> list[Problem]:
    """Problems of the files that were asked for; all when no file was named."""
    if not files:
        return list(problems)
    names = {shown(path) for path in files}
    return [problem for problem in problems if problem.path in names]


def summary(problems: Sequence[Problem]) -> str:
    """One closing line: how many errors and reminders, and what to do next."""
    errors = sum(problem.severity == "error" for problem in problems)
    reminders = len(problems) - errors
    counts = [f"{errors} lỗi"] * bool(errors) + [f"{reminders} lời nhắc"] * bool(reminders)
    if not counts:
        return "Không có lỗi nào."
    advice = "Sửa từng dòng rồi chạy lại; trang đang chạy không thay đổi." if errors else "Vẫn dựng trang được."
    return f"{' và '.join(counts)}. {advice}"
