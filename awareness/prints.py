"""Everything that can be printed, and what of it the site holds ready. A new item is one more entry. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awareness.area_prints import KEYCHAINS, SIGNS
from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.checklist_pages import NEIGHBOURS_MODEL
from awareness.print_cards import CARD_ITEMS
from awareness.print_items import Item, MadeFor, Subject, print_of
from awareness.print_neighbours import NEIGHBOUR_ITEMS
from awareness.print_plan import PLAN_ITEMS
from awareness.print_tactics import TACTIC_ITEMS

ITEMS: Final[tuple[Item, ...]] = (*SIGNS, *KEYCHAINS, *TACTIC_ITEMS, *NEIGHBOUR_ITEMS, *CARD_ITEMS, *PLAN_ITEMS)
"""In the order of lists."""


def ready_prints(catalogue: Catalogue) -> Iterator[Drawing]:
    """``site/in-an/…``: every item that is to lie ready, in every look, about the subjects for which it does."""
    for item in items_of(catalogue):
        if not item.ready:
            continue
        for subject in ready_subjects(catalogue, item.made_for):
            for save_ink in item.looks:
                yield print_of(catalogue, item, subject, save_ink=save_ink)


def items_of(catalogue: Catalogue) -> list[Item]:
    """What can be printed from these records, in the order of lists."""
    return [item for item in ITEMS if item.exists(catalogue)]


def ready_subjects(catalogue: Catalogue, made_for: MadeFor) -> list[Subject]:
    """For whom or what an item lies ready on the site; other prints are made by the command ``prints``.

    Of tactics the most urgent, of checklists those of neighbours who check one another: all would double the time of a
    build and weigh 40 MB.
    """
    match made_for:
        case "area":
            areas = (area for area in catalogue.areas.values() if area.status == "hien-hanh")
            return [Subject(unit=catalogue.gazetteer.units[area.key]) for area in areas]
        case "tactic":
            return [Subject(record=tactic) for tactic in catalogue.urgent_tactics]
        case "checklist":
            neighbours = (each for each in catalogue.current_checklists if NEIGHBOURS_MODEL in each.models)
            return [Subject(record=checklist) for checklist in neighbours]
        case "everybody":
            return [Subject()]
