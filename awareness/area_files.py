"""Renderers of what phones fetch about places: numbers of the communes of a province, all names. Pure. And the places
that a query names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from awareness.area_pages import former_addresses, full_name, unit_path
from awareness.area_search import AreaIndex, area_text, unit_of
from awareness.artifacts import Artifact
from awareness.cards import page_address
from awareness.catalogue import Catalogue

PLACES_FOUND: Final = 5


def area_data(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/assets/dia-ban/<province>.js`` for each province: names of its units by slug, numbers where a record has
    any; where units are now that were here under another slug: phones and printed codes still name that one. A classic
    script, fetched once somebody has chosen a commune there."""
    moved = _moved(catalogue)
    for province in catalogue.gazetteer.provinces:
        calls = {
            unit.slug: [[contact.number, contact.title] for contact in area.callable_contacts]
            for unit in province.units
            if (area := catalogue.area_of(unit)) and area.status == "hien-hanh"
        }
        data = {"name": province.short_name, "units": {unit.slug: unit.name for unit in province.units}, "calls": calls}
        if province.slug in moved:
            data |= {"moved": moved[province.slug]}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        yield Artifact.text(f"site/assets/dia-ban/{province.slug}.js", f'areaData("{province.slug}",{text});\n')


def _moved(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """Slug of a province → slug of a unit that was there → where it is now (``"tay-ninh/can-giuoc"``)."""
    moved = defaultdict[str, dict[str, str]](dict)
    for area in catalogue.areas.values():
        unit = catalogue.gazetteer.units[area.key]
        for province, _, slug in (address.partition("/") for address in former_addresses(catalogue, area)):
            moved[province][slug] = f"{catalogue.gazetteer.by_code[unit.province_code].slug}/{unit.slug}"
    return moved


def area_names(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/assets/area-names.js``: names of today and of before, fetched on ``/dia-ban/`` once somebody types."""
    text = area_text(catalogue.gazetteer, catalogue.areas_by_key)
    yield Artifact.text("site/assets/area-names.js", f"areaNames({json.dumps(text, ensure_ascii=False)});\n")


def places_named(catalogue: Catalogue, query: str) -> list[tuple[str, str, str]]:
    """Communes that a query names, at most `PLACES_FOUND`: name, address below the site, key of a record."""
    index = AreaIndex.of(area_text(catalogue.gazetteer, catalogue.areas_by_key))
    numbers = dict.fromkeys(number for place in index.search(query) for number in place.units)
    units = [unit_of(catalogue.gazetteer, index.shown[number]) for number in list(numbers)[:PLACES_FOUND]]
    return [
        (full_name(catalogue, unit), _address(unit_path(catalogue, unit)), f"địa bàn, mã {unit.key}") for unit in units
    ]


def _address(path: str) -> str:
    """``"dia-ban/a/index.md#b"`` → ``"dia-ban/a/#b"``"""
    page, hash_sign, anchor = path.partition("#")
    return page_address(page) + hash_sign + anchor
