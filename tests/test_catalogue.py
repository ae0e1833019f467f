"""Links between records, seen from both ends."""

from __future__ import annotations

import dataclasses

import pytest

from awareness import reading, renderers
from awareness.catalogue import Catalogue
from awareness.reading import Library
from tests.conftest import DAY, ROOT


def test_a_conflict_shows_on_both_pages(catalogue: Catalogue) -> None:
    declared = [(tactic, conflict) for tactic in catalogue.tactics.values() for conflict in tactic.conflicts_with]
    assert declared, "no record declares a conflict: the test proves nothing"
    for tactic, conflict in declared:
        other = catalogue.tactics[conflict.tactic]
        assert other in [reconciliation.other for reconciliation in catalogue.reconciliations(tactic)]
        assert tactic in [reconciliation.other for reconciliation in catalogue.reconciliations(other)]


def test_order_is_severity_then_title(catalogue: Catalogue) -> None:
    severities = list(catalogue.vocabulary.severities)
    ranks = [severities.index(tactic.severity) for tactic in catalogue.tactics.values()]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1, 2}


def test_drafts_are_left_out_and_retired_tactics_keep_their_page(library: Library) -> None:
    first, second, *_ = library.tactics
    changed = dict(library.tactics)
    changed[first] = changed[first].model_copy(update={"status": "nhap"})
    changed[second] = changed[second].model_copy(update={"status": "het-hieu-luc"})
    catalogue = Catalogue.link(dataclasses.replace(library, tactics=changed), DAY)
    assert first not in catalogue.tactics
    assert second in catalogue.tactics
    assert second not in [tactic.id for tactic in catalogue.current_tactics]


def test_a_library_with_problems_is_not_linked(library: Library) -> None:
    with pytest.raises(ValueError, match="without problems"):
        Catalogue.link(dataclasses.replace(library, broken={"tactics/x": {}}), DAY)


def test_placeholders_cannot_be_dialled(library: Library) -> None:
    contacts = dict(library.contacts)
    contacts["113"] = contacts["113"].model_copy(update={"placeholder": True})
    catalogue = Catalogue.link(dataclasses.replace(library, contacts=contacts), DAY)
    assert "113" not in catalogue.dialled_numbers
    assert catalogue.call_contacts(["113"]) == []


def test_rendering_side_by_side_gives_the_same(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = renderers.render_all(catalogue)
    monkeypatch.setattr(renderers, "TACTICS_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(renderers, "_TACTICS_TOGETHER", 7)
    monkeypatch.setattr(renderers, "available_processors", lambda: 3)
    assert renderers.render_all(catalogue) == alone


def test_reading_side_by_side_gives_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FILES_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(reading, "_FILES_A_ROUND", 5)
    monkeypatch.setattr(reading, "available_processors", lambda: 3)
    assert reading.read_library(ROOT / "warnings") == (library, [])
