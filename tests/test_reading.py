"""One file with many mistakes gives all its problems at once, in order, in three forms; real records give none."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from awareness.problems import Form, Problem, has_errors, show
from awareness.reading import BANNER, RECORD_CLASSES, SINGLE_FILES, Library, parse_record, read_library
from awareness.records import Tactic
from awareness.rules import check_library
from tests.conftest import DAY, ROOT
from tests.mutations import real_records

DATA = ROOT / "tests" / "data"
GOLDEN = {"text": "hong.txt", "github": "hong.github.txt", "json": "hong.json"}
"""After a wanted change: ``REWRITE_GOLDEN=1 python -m pytest tests/test_reading.py``, then read the difference."""
RECORDS = [record.file for record in real_records()]


def broken_record() -> list[Problem]:
    _, problems = parse_record((DATA / "hong.yml").read_bytes(), Tactic, {"id": "hong"}, "tests/data/hong.yml")
    return problems


@pytest.mark.parametrize("form", get_args(Form))
def test_all_problems_of_a_broken_record(form: Form) -> None:
    golden = DATA / GOLDEN[form]
    shown = show(broken_record(), form) + "\n"
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")


def test_forms_tell_the_same() -> None:
    problems = sorted(broken_record())
    assert len(problems) > 30
    assert [item["line"] for item in json.loads(show(problems, "json"))] == [problem.line for problem in problems]
    assert show(problems, "github").count("\n") == show(problems).count("\n") == len(problems) - 1
    assert len({(problem.line, problem.column, problem.what) for problem in problems}) == len(problems)


def test_only_what_can_be_left_out_is_offered_for_deletion() -> None:
    """Without a required field the record only has another error. A field in a block is told with the block's name."""
    text = (ROOT / "warnings/tactics/dan-canh-va-cham-thoi-mien.yml").read_text("utf-8")
    told = {}
    for key in ("title: ", "publisher: ", "url: ", "- (?=.)", "- text: ", "composite: "):
        empty = re.sub(rf"(?m)^( *{key}).*$", r'\1""', text, count=1)
        (problem,) = parse_record(empty.encode(), Tactic, {"id": "x"}, "x.yml")[1]
        told[problem.what] = problem.fix
    write, delete = "Viết nội dung trong ngoặc kép", "Viết nội dung trong ngoặc kép, hoặc xóa dòng này"
    assert told == {
        "Mục 'title' chưa có nội dung": write,
        "Mục 'sources.publisher' chưa có nội dung": write,
        "Mục 'sources.url' chưa có nội dung": delete,
        "Mục 'how_it_works' chưa có nội dung": delete,
        "Mục 'quiz.unsafe.text' chưa có nội dung": write,
        "Mục 'case.composite' chỉ nhận true hoặc false": "Viết true nếu đúng, false nếu không",
    }


def test_problems_stop_the_build() -> None:
    assert has_errors(broken_record())
    reminder = Problem("a.yml", 1, 1, "Quá hạn kiểm", "Kiểm lại", "warning")
    assert not has_errors([reminder])
    assert has_errors([reminder], strict=True)
    assert not has_errors([], strict=True)


@pytest.mark.parametrize("file", RECORDS)
def test_real_record_is_clean(file: str) -> None:
    path = ROOT / "warnings" / file
    model = RECORD_CLASSES[path.parent.name] if "/" in file else SINGLE_FILES[file]
    record, problems = parse_record(path.read_bytes(), model, {"id": path.stem} if "/" in file else {}, file)
    assert show(problems) == ""
    assert record is not None


def test_real_records_fit_together(library: Library) -> None:
    assert show(check_library(library, DAY)) == ""


# --- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def warnings(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "warnings", tmp_path / "warnings"))


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "build_warnings.py", "check", "--day", DAY.isoformat(), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, timeout=60)


def test_exit_code_of_sound_records(warnings: Path) -> None:
    result = check(warnings)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_exit_code_and_output_with_a_broken_record(warnings: Path) -> None:
    shutil.copy(DATA / "hong.yml", warnings / "tactics" / "hong.yml")
    result = check(warnings)
    assert (result.returncode, result.stderr) == (1, "")
    expected = (DATA / "hong.txt").read_text("utf-8").replace("tests/data", (warnings / "tactics").as_posix())
    assert result.stdout == expected


# --- folders -----------------------------------------------------------------------------------------------------


def test_folder_that_does_not_exist(tmp_path: Path) -> None:
    _, problems = read_library(tmp_path / "nowhere")
    assert [problem.what for problem in problems] == ["Không có thư mục này"]


def test_empty_folder_lacks_its_two_files(tmp_path: Path) -> None:
    _, problems = read_library(tmp_path)
    assert {Path(problem.path).name for problem in problems} == set(SINGLE_FILES) - {BANNER}


def test_misnamed_folder_is_told(warnings: Path) -> None:
    (warnings / "tactics").rename(warnings / "tactis")
    _, problems = read_library(warnings)
    assert any("tactics" in problem.fix for problem in problems if problem.path.endswith("tactis"))


def test_broken_record_is_not_called_missing(warnings: Path) -> None:
    """Others refer to it; one slip in it must not become many problems."""
    broken = warnings / "contacts" / "113.yml"
    broken.write_text(broken.read_text("utf-8").replace("title:", "titel:"), "utf-8")
    library, problems = read_library(warnings)
    problems += check_library(library, DAY)
    assert {Path(problem.path).name for problem in problems} == {"113.yml"}


def test_unreadable_file_is_told(warnings: Path) -> None:
    (warnings / "site.yml").unlink()
    (warnings / "site.yml").mkdir()
    _, problems = read_library(warnings)
    assert [Path(problem.path).name for problem in problems] == ["site.yml"]
