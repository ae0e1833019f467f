"""The ready message of every record: complete, short enough, never cut in the middle."""

from __future__ import annotations

import pytest

from awareness.catalogue import Catalogue
from awareness.sharing import MESSAGE_LENGTH, full_message, tactic_url
from awareness.vietnamese import unaccented
from tests.conftest import ROOT

TACTICS = sorted(path.stem for path in (ROOT / "warnings/tactics").glob("*.yml"))


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_message_stands_alone(catalogue: Catalogue, tactic_id: str) -> None:
    tactic = catalogue.tactics[tactic_id]
    message = full_message(catalogue, tactic)
    assert len(message) <= MESSAGE_LENGTH
    lines = message.split("\n")
    assert lines[0] == f"⚠️ {tactic.title.upper()}"
    for mark, at_least in (("▪ ", 1), ("✅ ", 1), ("❌ ", 1)):
        assert sum(line.startswith(mark) for line in lines) >= at_least
    assert tactic_url(catalogue, tactic_id) in lines
    assert any("113" in line or "114" in line for line in lines)
    assert lines[-1].startswith("#")


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_sms_fits(catalogue: Catalogue, tactic_id: str) -> None:
    tactic = catalogue.tactics[tactic_id]
    sms = unaccented(f"CANH BAO: {tactic.title}. {tactic.summary}")
    assert sms.isascii(), [letter for letter in sms if not letter.isascii()]
    assert len(sms) <= 160
