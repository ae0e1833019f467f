"""The way of a contribution: forms ask for sources, workflows run what they say with no more rights than they need."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from awareness.command_line import command_parser
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
OURS = [path for path in WORKFLOWS if path.name in ("kiem-ban-ghi.yml", "hang-tuan.yml")]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    return loaded


def test_three_kinds_of_reports() -> None:
    assert {path.stem for path in FORMS} == {"thu-doan-moi", "da-cu", "cho-sai"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_form_requires_a_source(path: Path) -> None:
    form = read(path)
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    assert fields["nguon"]["validations"]["required"] == "true"
    assert all(field["attributes"]["label"] for field in fields.values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if used := re.search(r"uses: (\S+)(.*)", line):
            assert re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", used[1]), line
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", used[2]), line


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_workflows_may_only_read(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert int(job["timeout-minutes"]) <= 30
        checkout = next(step for step in job["steps"] if "checkout" in step.get("uses", ""))
        assert checkout["with"]["persist-credentials"] == "false"
    assert "pull_request_target" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_workflows_run_commands_that_exist(path: Path) -> None:
    found = 0
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            words = shlex.split(step.get("run", ""))
            if words[:2] == ["python", "build_warnings.py"]:
                arguments = ["2026-11-22" if word.startswith("$(") else word for word in words[2:]]
                command_parser().parse_args(arguments)
                found += 1
    assert found


def test_the_network_is_asked_once_a_week_only() -> None:
    asking = [path.stem for path in WORKFLOWS if "build_warnings.py links" in path.read_text("utf-8")]
    assert asking == ["hang-tuan"]
    assert "schedule" in read(GITHUB / "workflows/hang-tuan.yml")["on"]


def test_known_holes_are_looked_for_every_week() -> None:
    commands = [step.get("run", "") for step in read(GITHUB / "workflows/hang-tuan.yml")["jobs"]["audit"]["steps"]]
    for requirements in ROOT.glob("requirements*.txt"):
        assert f"pip-audit --disable-pip --require-hashes -r {requirements.name}" in commands


def test_commands_named_to_editors_exist() -> None:
    named = re.findall(r"python build_warnings\.py ([a-z]+)", CONTRIBUTING)
    assert {"new", "fix", "explain", "check"} <= set(named)
    for name in named:
        assert name in command_parser().format_help(), name


def test_owners_are_an_example_only() -> None:
    """Names of real accounts are for those who run a site to fill in."""
    assert not (GITHUB / "CODEOWNERS").exists()
    lines = (GITHUB / "CODEOWNERS.example").read_text("utf-8").splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    for pattern, *owners in rules:
        assert owners
        assert pattern == "*" or (ROOT / pattern.strip("/")).exists(), pattern
