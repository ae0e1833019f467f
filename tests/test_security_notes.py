"""SECURITY.md tells the truth: every test that it names is there, and every threat has one."""

from __future__ import annotations

import ast
import re

import pytest

from tests.conftest import ROOT

NOTES = (ROOT / "SECURITY.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"\[(test_\w+\.py)::(test_\w+)\]", NOTES)))


@pytest.mark.parametrize("file", sorted({file for file, _ in NAMED}))
def test_every_named_test_is_there(file: str) -> None:
    functions = {
        node.name
        for node in ast.parse((ROOT / "tests" / file).read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    assert {test for named, test in NAMED if named == file} <= functions


def test_every_threat_has_a_test() -> None:
    rows = [row for row in re.findall(r"^\| (.+) \|$", NOTES, re.MULTILINE) if not row.startswith(("mối nguy", "---"))]
    assert len(rows) >= 20
    for row in rows:
        threat, defence, tests = row.split(" | ")
        assert threat
        assert defence
        assert re.fullmatch(r"(\[test_\w+\.py::test_\w+\] ?)+", tests), threat
