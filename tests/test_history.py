"""Addresses that were published live for ever."""

from __future__ import annotations

import subprocess

import pytest

from awareness.reading import PUBLISHED_ADDRESSES, PUBLISHED_IDS, Library, lines_of_list
from tests.conftest import ROOT


def test_every_published_record_is_on_the_list(library: Library) -> None:
    """`make site` adds them; commit the list together with the record."""
    assert {key for key, record in library.records() if record.is_published} <= library.published_ids


@pytest.mark.parametrize("name", [PUBLISHED_IDS, PUBLISHED_ADDRESSES])
def test_the_lists_only_grow(name: str) -> None:
    git = ["git", "-C", str(ROOT)]
    if subprocess.run([*git, "rev-parse", "--git-dir"], capture_output=True, check=False).returncode:
        pytest.skip("not a git checkout: there is no history to compare with")
    log = subprocess.run(
        [*git, "log", "-p", "--format=", "--", f"warnings/{name}"], capture_output=True, text=True, check=True
    ).stdout
    ever = {line[1:] for line in log.splitlines() if line.startswith("+") and not line.startswith(("+++", "+#"))}
    # for an hour before any release, prints were listed too
    ever = {key for key in ever if not key.startswith("in-an/") or key.endswith("/")}
    assert {key for key in ever if key} <= lines_of_list(ROOT / "warnings" / name)
