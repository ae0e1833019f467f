"""What becomes of problems: which are shown, when the build stops, what is said at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from awareness.problems import Problem, has_errors, show
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


def show_apart(problems: Sequence[Problem]) -> str:
    """Errors, which stop a build, before reminders, which do not."""
    errors, reminders = _apart(problems)
    return "\n".join(filter(None, [show(errors), show(reminders)]))


def summary(problems: Sequence[Problem]) -> str:
    """The closing lines: how many errors in how many files, which reminders, and what to do next."""
    errors, reminders = _apart(problems)
    if not problems:
        return "Không có lỗi nào."
    lines = []
    if errors:
        files = sorted({problem.path for problem in errors})
        lines.append(f"{len(errors)} lỗi ở {len(files)} tệp. Trang đang chạy không thay đổi.")
        lines.append(f"  Máy sửa giúp chỗ chắc chắn: python build_warnings.py fix {' '.join(files[:3])}")
        lines.append(
            "  Chỗ còn lại: sửa từng dòng rồi chạy lại. Không hiểu một mục: python build_warnings.py explain TÊN_MỤC"
        )
    if reminders:
        counts = Counter(_topic(problem) for problem in reminders)
        told = ", ".join(f"{number} {topic}" for topic, number in counts.most_common())
        lines.append(f"{len(reminders)} lời nhắc: {told}." + ("" if errors else " Vẫn dựng trang được."))
        lines += [f"  {advice}" for topic, advice in _ADVICE.items() if topic in counts]
    return "\n".join(lines)


_TOPICS: Final = (("Quá hạn kiểm", "quá hạn kiểm"), ("Gần trùng", "gần trùng nhau"))
_WORDING: Final = "câu chữ"
_ADVICE: Final = {
    "quá hạn kiểm": "Quá hạn kiểm: đọc lại nguồn, rồi ghi ngày mới. Chưa đọc lại thì giữ ngày cũ.",
    "gần trùng nhau": "Gần trùng nhau: gộp hai bản ghi, hoặc viết điều riêng của mỗi bản.",
    _WORDING: "Câu chữ: xem cách viết ở CONTRIBUTING.md, phần “Viết cho người đang sợ”.",
}


def _topic(problem: Problem) -> str:
    return next((topic for start, topic in _TOPICS if problem.what.startswith(start)), _WORDING)


def _apart(problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    errors = [problem for problem in problems if problem.severity == "error"]
    return errors, [problem for problem in problems if problem.severity != "error"]
