"""Everything that can be printed, and what of it the site holds ready. A new item is one more entry. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awareness.area_prints import SIGNS
from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.print_items import Item, MadeFor, Subject, print_of

ITEMS: Final[tuple[Item, ...]] = (*SIGNS,)
"""In the order of lists."""


def ready_prints(catalogue: Catalogue) -> Iterator[Drawing]:
    """``site/in-an/…``: every item in every look, of communes and records that have a page of their own."""
    for item in ITEMS:
        for subject in ready_subjects(catalogue, item.made_for):
            for save_ink in item.looks:
                yield print_of(catalogue, item, subject, save_ink=save_ink)


def ready_subjects(catalogue: Catalogue, made_for: MadeFor) -> list[Subject]:
    """For whom or what an item lies ready on the site; prints of other communes are made by the command ``prints``."""
    match made_for:
        case "area":
            areas = (area for area in catalogue.areas.values() if area.status == "hien-hanh")
            return [Subject(unit=catalogue.gazetteer.units[area.key]) for area in areas]
        case "tactic":
            return [Subject(record=tactic) for tactic in catalogue.current_tactics]
        case "checklist":
            return [Subject(record=checklist) for checklist in catalogue.current_checklists]
        case "everybody":
            return [Subject()]
