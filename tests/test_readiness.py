"""A release goes out only when it is real: no samples, no unverified numbers, nothing overdue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from awareness.commands import CheckRequest, Request
from awareness.problems import Problem
from awareness.project import Project
from awareness.publish import PublishError
from awareness.readiness import RULES
from awareness.report import InvalidRecords
from build_warnings import build, check
from tests.conftest import DAY, copy_project

PLACEHOLDER = """\
title: "Trực ban công an xã mẫu"
summary: "Gọi khi cần báo tin ở xã."
kind: tong-dai
number: "0000 000 000"
use_for: ["Báo tin ở xã."]
state_agency: true
placeholder: true
confidence: A
sources:
  - {title: "Bản mẫu", publisher: "Nhóm vận hành", date: "2026"}
verified_on: "2026-11-21"
review_after_days: 180
status: hien-hanh
"""


def own_project(folder: Path) -> Project:
    """The repository as shipped, with an address and a contact of its own."""
    project = copy_project(folder)
    rewrite(project.warnings / "site.yml", r"canhbao\.example", "canhbao.invalid", count=2)
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return own_project(tmp_path)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A release of such a project; tests leave its files as they found them."""
    project = own_project(tmp_path_factory.mktemp("released"))
    build(Request(project, DAY, strict=True, release=True, pictures=False))
    return project


def rewrite(path: Path, pattern: str, replacement: str, count: int = 1) -> None:
    text, made = re.subn(pattern, replacement, path.read_text("utf-8"), count=count, flags=re.MULTILINE)
    assert made == count
    path.write_text(text, "utf-8")


def refused(project: Project) -> list[Problem]:
    return check(CheckRequest(project.warnings, (), DAY, release=True))


def test_repository_is_fit_for_release_but_for_its_address(tmp_path: Path) -> None:
    problems = refused(copy_project(tmp_path))
    assert [(Path(problem.path).name, problem.line, problem.column) for problem in problems] == [
        ("site.yml", 5, 11),
        ("site.yml", 16, 10),
    ]
    assert {problem.what for problem in problems} == {"Còn địa chỉ mẫu 'canhbao.example'"}


def test_release_has_no_sample_in_any_file(released: Project) -> None:
    files = [path for path in released.site.resolve().rglob("*") if path.is_file()]
    assert len(files) > 100
    for path in files:
        assert b".example" not in path.read_bytes(), path


def test_samples_are_refused_where_they_stand(project: Project) -> None:
    tactic = project.warnings / "tactics/trom-xe-may.yml"
    rewrite(
        tactic,
        r"^sources:\n",
        'sources:\n  - {title: "a", publisher: "b", date: "2025", url: "https://bao.example/1"}\n',
    )
    (problem,) = refused(project)
    line = tactic.read_text("utf-8").splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith('"https://bao.example/1"')
    assert problem.severity == "error"


def test_placeholders_are_refused_unless_they_are_drafts(project: Project) -> None:
    contact = project.warnings / "contacts/xa-mau.yml"
    contact.write_text(PLACEHOLDER, "utf-8")
    (problem,) = refused(project)
    assert problem.path.endswith("contacts/xa-mau.yml")
    assert (problem.line, problem.what) == (7, "'Trực ban công an xã mẫu' còn là số mẫu")
    rewrite(contact, "hien-hanh", "nhap")
    assert refused(project) == []


def test_unverified_contacts_are_refused(project: Project) -> None:
    rewrite(project.warnings / "contacts/115.yml", "confidence: A", "confidence: B")
    (problem,) = refused(project)
    assert problem.path.endswith("contacts/115.yml")
    assert "chưa đối chiếu nguồn (mức B)" in problem.what


def test_overdue_records_are_refused(project: Project) -> None:
    rewrite(project.warnings / "contacts/115.yml", r"^review_after_days: .*", "review_after_days: 1")
    rewrite(project.warnings / "contacts/115.yml", r"^verified_on: .*", 'verified_on: "2026-11-01"')
    (problem,) = refused(project)
    assert (problem.severity, problem.what) == ("error", "Quá hạn kiểm từ ngày 02/11/2026")
    with pytest.raises(InvalidRecords):
        build(Request(project, DAY, strict=False, release=True, pictures=False))
    assert not project.site.exists()


def test_style_stops_a_release(project: Project) -> None:
    rewrite(project.warnings / "tactics/trom-xe-may.yml", r"^do:\n", 'do:\n  - "Bà con nhớ khóa xe."\n')
    # one more act than a card has room for would be another problem
    rewrite(project.warnings / "tactics/trom-xe-may.yml", r"(^do:\n  - .*\n)  - .*\n", r"\1")
    (problem,) = refused(project)
    assert (problem.severity, problem.what) == ("error", "“Bà con” ở đầu câu chưa phải là việc cần làm")


def test_what_hand_written_pages_bring_is_refused_and_the_old_site_stays(released: Project) -> None:
    before = released.site.resolve()
    page = released.docs / "dung-kiem-tra-bao.md"
    written = page.read_text("utf-8")
    page.write_text(written + "\nViết cho ai@nhom.example nhé.\n", "utf-8")
    with pytest.raises(PublishError) as stopped:
        build(Request(released, DAY, strict=False, release=True, pictures=False))
    page.write_text(written, "utf-8")
    assert stopped.value.messages == (
        "dung-kiem-tra-bao/index.html: còn địa chỉ mẫu 'nhom.example'"
        "  → Tìm nó trong docs/ và overrides/, thay bằng địa chỉ thật",
    )
    assert released.site.resolve() == before


def test_every_rule_is_shown_failing() -> None:
    assert {rule.__name__ for rule in RULES} == {"sample_addresses", "placeholder_numbers", "unverified_contacts"}
