"""The command line as editors and machines use it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from awareness.closed_pipe import UNREAD, quiet_when_unread
from awareness.command_line import EDITING
from awareness.editing_commands import EDITING_COMMANDS
from awareness.project import SHARED_DRAWINGS, Project
from tests.conftest import ROOT, copy_project


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "build_warnings.py"), *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copy_project(tmp_path)


def test_check_is_quiet_and_green_on_the_repository() -> None:
    result = run("check", "--strict", "--day", "2026-11-22")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_check_reports_every_problem_and_exits_1(project: Project) -> None:
    (project.warnings / "tactics/mot.yml").write_text("titel: x\n", "utf-8")
    (project.warnings / "contacts/115.yml").write_text('title: "115\n', "utf-8")
    result = run("check", str(project.warnings))
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert any("mot.yml:1:1: Không có mục nào tên 'titel'  → Có phải bạn muốn viết 'title'?" in line for line in lines)
    assert any("115.yml:1:8: Mở ngoặc" in line for line in lines)
    assert lines == sorted(lines, key=lambda line: line.split(":")[0])


def test_check_one_file_shows_only_its_problems(project: Project) -> None:
    (project.warnings / "tactics/mot.yml").write_text("titel: x\n", "utf-8")
    new = project.root / "hai.yml"
    new.write_text("categry: x\n", "utf-8")
    result = run("--project", str(project.root), "check", str(new))
    assert result.returncode == 1
    assert "hai.yml:1:1" in result.stdout
    assert "mot.yml" not in result.stdout


def test_check_formats(project: Project) -> None:
    (project.warnings / "contacts/115.yml").write_text('title: "115\n', "utf-8")
    problems = json.loads(run("check", "--format", "json", str(project.warnings)).stdout)
    assert {"path", "line", "column", "what", "fix", "severity"} == set(problems[0])
    github = run("check", "--format", "github", str(project.warnings)).stdout
    assert github.startswith("::error file=")
    assert ",line=1,col=8::" in github


def test_overdue_fails_only_strict(project: Project) -> None:
    later = ("--day", "2029-01-01", str(project.warnings))
    reminded = run("check", *later)
    assert reminded.returncode == 0
    assert "(nhắc) Quá hạn kiểm" in reminded.stdout
    assert run("check", "--strict", *later).returncode == 1


def test_a_release_knows_the_day_and_refuses_samples(project: Project) -> None:
    """Without --day too: what is overdue must not depend on whether somebody names the day."""
    site = project.warnings / "site.yml"
    result = run("check", "--release", "--day", "2029-01-01", str(project.warnings))
    assert result.returncode == 1
    assert "site.yml:5:11: Còn địa chỉ mẫu 'canhbao.example'" in result.stdout
    assert "Quá hạn kiểm" in result.stdout
    assert "(nhắc)" not in result.stdout
    site.write_text(site.read_text("utf-8").replace(".example", ".invalid"), "utf-8")
    contact = project.warnings / "contacts/115.yml"
    contact.write_text(re.sub("verified_on: .*", 'verified_on: "2020-01-01"', contact.read_text("utf-8")), "utf-8")
    overdue = run("check", "--release", str(contact))
    assert overdue.returncode == 1
    assert "Quá hạn kiểm" in overdue.stdout


def test_the_day_comes_from_source_date_epoch(project: Project) -> None:
    result = run("check", str(project.warnings), SOURCE_DATE_EPOCH="1900000000")
    assert "Quá hạn kiểm" in result.stdout


@pytest.mark.parametrize("day", ["21/11/2026", "2026-02-30", "hôm nay"])
def test_a_bad_day_is_one_clear_line(day: str) -> None:
    result = run("check", "--day", day)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "Viết như 2026-11-21" in result.stderr


def test_build_refuses_invalid_records_and_writes_nothing(project: Project) -> None:
    (project.warnings / "tactics/mot.yml").write_text("titel: x\n", "utf-8")
    before = sorted(project.root.rglob("*"))
    result = run("--project", str(project.root), "build", "--day", "2026-11-22")
    assert result.returncode == 1
    assert "mot.yml:1:1" in result.stdout
    assert sorted(project.root.rglob("*")) == before


def test_build_adds_new_ids_to_the_list_and_never_removes(project: Project) -> None:
    listed = project.warnings / "published-ids.txt"
    listed.write_text("# đầu tệp\ntactics/trom-xe-may\n", "utf-8")
    result = run("--project", str(project.root), "build", "--no-pictures", "--day", "2026-11-22")
    assert result.returncode == 0, result.stdout + result.stderr
    lines = listed.read_text("utf-8").splitlines()
    assert lines[:2] == ["# đầu tệp", "tactics/trom-xe-may"]
    assert {f"tactics/{path.stem}" for path in (project.warnings / "tactics").iterdir()} <= set(lines)
    assert "contacts/113" in lines
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize("arguments", [("find", "công an gọi điện"), ("explain", "title"), ("--help",)])
@pytest.mark.parametrize(("closed", "unbuffered"), [("stdout", ""), ("stdout", "1"), ("both", "")])
def test_whoever_stops_reading_gets_no_traceback(arguments: tuple[str, ...], closed: str, unbuffered: str) -> None:
    """As in ``… find "câu hỏi" | head -1``; with ``2>&1`` before the pipe, too."""
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, str(ROOT / "build_warnings.py"), *arguments],
        stdout=writer,
        stderr=writer if closed == "both" else subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        check=False,
        timeout=120,
    )
    os.close(writer)
    assert process.returncode in ((0, UNREAD) if arguments == ("--help",) else (UNREAD,))
    assert not process.stderr


def test_a_broken_pipe_between_our_own_processes_is_told() -> None:
    def breaks() -> int:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        quiet_when_unread(breaks)()


@pytest.mark.parametrize(("command", "package"), [("check", "pydantic"), ("build", "mkdocs"), ("build", "typst")])
def test_missing_dependency_is_one_line(command: str, package: str, tmp_path: Path, project: Project) -> None:
    """A Python without the packages: say which is missing and what to type."""
    (tmp_path / f"{package}.py").write_text(f"raise ModuleNotFoundError('no', name='{package}')", "utf-8")
    environment = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", SHARED_DRAWINGS: str(tmp_path / "drawings")}
    result = run("--project", str(project.root), command, **environment)
    assert result.returncode == 1
    assert (
        result.stderr.strip()
        == f"Thiếu gói Python '{package}'. Chạy: make setup (hoặc: pip install -r requirements.txt)"
    )
    assert not project.site.exists()


def test_every_command_for_editors_is_run_as_one() -> None:
    assert tuple(EDITING_COMMANDS) == EDITING


DRAWING = {"typst", "segno", "PIL", "fontpkg_be_vietnam_pro"}
PUBLISHING = {"mkdocs", "markdown", "jinja2", "icalendar", "watchfiles"}


@pytest.mark.parametrize(
    ("command", "others"),
    [
        (("check",), DRAWING | PUBLISHING),
        (("explain", "red_flags"), DRAWING | PUBLISHING),
        (("find", "mất xe máy"), DRAWING | PUBLISHING - {"jinja2"}),
        (("verify", "docs"), DRAWING | PUBLISHING),
        (("build", "--no-pictures"), {"watchfiles"}),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_only_what_a_command_needs_is_loaded(command: tuple[str, ...], others: set[str], project: Project) -> None:
    words = [str(ROOT / "build_warnings.py"), "--project", str(project.root), *command]
    program = (
        f"import runpy, sys\nsys.argv = {words}\n"
        "try:\n    runpy.run_path(sys.argv[0], run_name='__main__')\n"
        "except SystemExit:\n    print('LOADED', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(result.stdout.splitlines()[-1].split())
    assert "awareness" in loaded
    assert sorted(loaded & others) == []
