"""The commands that help editors write: words at a terminal → what the rooms need, and back."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final

from awareness.explaining import explain_field, told
from awareness.output import disk_errors
from awareness.project import Project
from awareness.reading import parse_record, shown
from awareness.report import InvalidRecords
from awareness.single_files import Vocabulary

Command = Callable[[argparse.Namespace, Project], int]


def add_editing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Enter the commands, with their Vietnamese help, into those of the command line."""
    explain = commands.add_parser("explain", help="một mục để làm gì, viết thế nào là được, thế nào là chưa")
    explain.add_argument(
        "field", nargs="+", metavar="MỤC", help="tên mục như red_flags, script.says, hoặc tên tiếng Việt"
    )


def _explain(options: argparse.Namespace, project: Project) -> int:
    explained = explain_field(" ".join(options.field), _vocabulary(project))
    print("\n".join(told(explained)))
    return 0 if explained.fields and not explained.meant else 1


def _vocabulary(project: Project) -> Vocabulary:
    """Raises InvalidRecords, OutputError: the vocabulary has errors, or cannot be opened."""
    path = project.warnings / "vocabulary.yml"
    with disk_errors(path, "đọc"):
        content = path.read_bytes()
    vocabulary, problems = parse_record(content, Vocabulary, {}, shown(path))
    if vocabulary is None:
        raise InvalidRecords(problems)
    return vocabulary


EDITING_COMMANDS: Final[dict[str, Command]] = {"explain": _explain}
