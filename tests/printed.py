"""Communes and records at their worst, for whoever draws prints of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from awareness.area_records import CONTACT_TITLE, CONTACTS, Area, LocalContact, Neighbour
from awareness.catalogue import Catalogue
from awareness.gazetteer import Unit
from awareness.print_items import Item, Subject
from awareness.prints import items_of, ready_subjects
from tests.printed_records import worst_records

TITLES: Final = (
    "Công an phường Văn Miếu - Quốc Tử Giám",
    "ĐƯỜNG DÂY NÓNG TỐ GIÁC TỘI PHẠM PHƯỜNG",
    "Chốt ngã ba Đường Nguyễn Thượng Nghĩa",
    "Cảnh sát khu vực tổ dân phố số mười hai",
    "Ư" * CONTACT_TITLE,
    "Chốt",
)
NUMBERS: Final = ("0000 000 001", "0000 0000 0000 02", "003", "00000000004", "0000 000 005", "0000 000 006")
"""Numbers that nobody has, in all lengths that occur."""


def contact(title: str, number: str) -> LocalContact:
    return LocalContact.model_construct(
        contact_kind="chot", title=title, number=number, placeholder=False, place=None, hours=None, notes=[]
    )


def with_record(
    catalogue: Catalogue, unit: Unit, contacts: Sequence[LocalContact], neighbours: Sequence[Unit]
) -> Catalogue:
    """The same catalogue with these numbers for a commune, and with these communes next door."""
    pattern = next(iter(catalogue.areas.values()))
    area: Area = pattern.model_copy(
        update={
            "id": catalogue.gazetteer.record_id(unit),
            "key": unit.key,
            "contacts": list(contacts),
            "neighbours": [Neighbour.model_construct(key=other.key, proposed=False) for other in neighbours],
            "status": "hien-hanh",
        }
    )
    return replace(catalogue, areas={**catalogue.areas, area.id: area})


def worst_areas(catalogue: Catalogue) -> dict[str, tuple[Catalogue, Subject]]:
    """What may go wrong with a commune → a catalogue and the commune in it."""
    units = catalogue.gazetteer.units
    by_id = catalogue.gazetteer.by_record_id
    longest = max(units.values(), key=lambda unit: len(unit.name))
    shortest = min(units.values(), key=lambda unit: len(unit.name))
    ours = by_id["tay-ninh-can-giuoc"]
    rows = [contact(title, number) for title, number in zip(TITLES, NUMBERS, strict=True)]
    assert len(rows) == CONTACTS
    next_door = [longest, by_id["ha-noi-hong-ha"], by_id["can-tho-cai-khe"]]
    many = catalogue
    for neighbour in next_door:
        many = with_record(many, neighbour, rows[:2], [])
    apart = ours._replace(name=unicodedata.normalize("NFD", "Phường Ổ Khóa Ễ Ữ"))
    return {
        "longest name, nothing known": (catalogue, Subject(unit=longest)),
        "longest name, its police alone": (with_record(catalogue, longest, rows[:1], []), Subject(unit=longest)),
        "shortest name, nothing known": (catalogue, Subject(unit=shortest)),
        "most rows": (with_record(many, ours, rows, next_door), Subject(unit=ours)),
        "one endless word": (with_record(catalogue, ours, rows[4:5], [longest]), Subject(unit=ours)),
        "capitals": (with_record(many, ours, rows[1:2], next_door), Subject(unit=ours)),
        "accents apart": (catalogue, Subject(unit=apart)),
    }


def every_case(catalogue: Catalogue) -> Iterator[tuple[Catalogue, Item, Subject, bool]]:
    """Each item with the subjects that are hardest for it: worst communes and five of the records; or worst records.

    The last value: whether ink is saved. Another look or another size of the same template has fewer cases.
    """
    areas = list(worst_areas(catalogue).values())
    areas += [(catalogue, subject) for subject in ready_subjects(catalogue, "area")[:5]]
    seen: set[str] = set()
    for item in items_of(catalogue):
        cases = areas if item.made_for == "area" else worst_records(catalogue, item.made_for)
        fewer = cases[2:4] if item.made_for == "area" else cases[:1]
        for save_ink in item.looks:
            known = item.template in seen and item.template != "print-card"  # of cards each has another content
            for its_catalogue, subject in fewer if save_ink or known else cases:
                yield its_catalogue, item, subject, save_ink
            seen.add(item.template)
