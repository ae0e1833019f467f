"""Addresses that were published live for ever."""

from __future__ import annotations

import subprocess

import pytest

from awareness.reading import PUBLISHED_IDS, Library
from tests.conftest import ROOT


def test_every_published_record_is_on_the_list(library: Library) -> None:
    """`make site` adds them; commit the list together with the record."""
    assert {key for key, record in library.records() if record.is_published} <= library.published_ids


def test_the_list_only_grows(library: Library) -> None:
    file = f"warnings/{PUBLISHED_IDS}"
    git = ["git", "-C", str(ROOT)]
    if subprocess.run([*git, "rev-parse", "--git-dir"], capture_output=True, check=False).returncode:
        pytest.skip("not a git checkout: there is no history to compare with")
    log = subprocess.run(
        [*git, "log", "-p", "--format=", "--", file], capture_output=True, text=True, check=True
    ).stdout
    ever = {line[1:] for line in log.splitlines() if line.startswith("+") and not line.startswith(("+++", "+#"))}
    assert {key for key in ever if key} <= library.published_ids
