"""Renderers of where people live: the provinces, a page for each, one for each commune that has a record. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from awareness.area_records import Area, EarlierName, LocalContact, Neighbour
from awareness.artifacts import Artifact
from awareness.cards import CardText, cards_of
from awareness.catalogue import Catalogue
from awareness.former_units import FormerUnit
from awareness.gazetteer import Province, Unit
from awareness.page import EMERGENCY_CALLS, Meta, PageWriter, call_bar
from awareness.print_items import kit_address
from awareness.vietnamese import fold

LIST: Final = {"title": "Công an nơi mình ở", "url": "dia-ban/"}
PART: Final = "*"
"""Behind a former name of which only a part came here."""
NO_NUMBER: Final = "Chưa có số địa phương, gọi 113."


class TookIn(NamedTuple):
    """The former units of one district that a unit took in. district: with its province where that is another one."""

    district: str
    names: Sequence[str]


class Named(NamedTuple):
    """A unit on the page of its province. page: Markdown file beside it, where a record has made one."""

    unit: Unit
    page: str | None
    took_in: Sequence[TookIn]


class NextDoor(NamedTuple):
    """A neighbour on the page of a commune. path: from the folder of its province's page; name: with its province where
    that is another one."""

    name: str
    path: str
    contacts: Sequence[LocalContact]


# --- addresses -------------------------------------------------------------------------------------------------


def unit_path(catalogue: Catalogue, unit: Unit) -> str:
    """Where a unit is shown, below ``docs/``: its own page, or its line on the page of the province."""
    province = catalogue.gazetteer.by_code[unit.province_code]
    own = catalogue.area_of(unit) is not None
    return f"dia-ban/{province.slug}/{unit.slug}.md" if own else f"dia-ban/{province.slug}/index.md#{unit.slug}"


def area_path(catalogue: Catalogue, area: Area) -> str:
    """The page of a record, below ``docs/``."""
    return unit_path(catalogue, catalogue.gazetteer.units[area.key])


def area_title(catalogue: Catalogue, area: Area) -> str:
    """``"Phường Tây Hồ, Hà Nội"``"""
    return full_name(catalogue, catalogue.gazetteer.units[area.key])


def former_addresses(catalogue: Catalogue, area: Area) -> list[str]:
    """``"tay-ninh/can-giuoc"``: where its page was below ``dia-ban/``, an address for each of its aliases."""
    cut = map(catalogue.gazetteer.address_of, area.aliases)
    return ["/".join(address) for address in cut if address]


def full_name(catalogue: Catalogue, unit: Unit) -> str:
    """With its province: ``"Phường Tây Hồ, Hà Nội"``"""
    return f"{unit.name}, {catalogue.gazetteer.by_code[unit.province_code].short_name}"


# --- the country -----------------------------------------------------------------------------------------------


def country_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/dia-ban/index.md``: 34 provinces, what they are made of, how to find one's commune."""
    writer = PageWriter(catalogue)
    yield writer.page(
        _COUNTRY,
        "area-list",
        _country_meta(writer),
        card=_COUNTRY_CARD,
        provinces=[(province, _joined(catalogue, province)) for province in catalogue.gazetteer.provinces],
        units=len(catalogue.gazetteer.units),
        areas=[(area_title(catalogue, area), area_path(catalogue, area)) for area in catalogue.areas.values()],
    )


def _country_meta(writer: PageWriter) -> Meta:
    description = "Không còn công an quận, huyện. Gõ tên cũ hoặc tên mới để biết báo tin ở công an xã, phường nào."
    return writer.meta(LIST["title"], description, template="area-list.html")


_COUNTRY: Final = "dia-ban/index.md"
_WHERE: Final = (
    "Gấp thì gọi 113, không cần mã vùng.",
    "Không gấp thì đến công an xã, phường.",
    "Không còn công an quận, huyện.",
)
_COUNTRY_CARD: Final = CardText(look="dia-ban", heading="Báo tin ở đâu?", lines=_WHERE, numbered=False)


def _joined(catalogue: Catalogue, province: Province) -> list[str]:
    """The former provinces that a province is made of besides the one whose name it has."""
    former = {
        _without_kind(unit.province)
        for own in province.units
        for unit in catalogue.gazetteer.former_names.get(own.key, ())
    }
    return sorted(former - {province.short_name}, key=fold)


def _without_kind(province: str) -> str:
    return province.removeprefix("Thành phố ").removeprefix("Tỉnh ")


# --- a province ------------------------------------------------------------------------------------------------


def province_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/dia-ban/<province>/index.md`` for each province: its units from A to Z, with their former names."""
    writer = PageWriter(catalogue)
    # 34 cards that say the same would take six seconds to draw
    card = cards_of(catalogue.site, _COUNTRY, _country_meta(writer), _COUNTRY_CARD).meta
    for province in catalogue.gazetteer.provinces:
        named = [_named(catalogue, province, unit) for unit in province.units]
        description = f"{len(named)} xã, phường của {province.short_name}: tên mới, tên cũ nay về đâu, báo tin ở đâu."
        by_letter = itertools.groupby(named, key=lambda entry: fold(entry.unit.short_name)[0])
        yield writer.page(
            f"dia-ban/{province.slug}/index.md",
            "province",
            writer.meta(
                f"{province.name}: tìm xã, phường",
                description,
                above=[LIST],
                card=card,
                template="province.html",
                province=province.slug,
            ),
            province=province,
            joined=_joined(catalogue, province),
            letters=[(letter, list(units)) for letter, units in by_letter],
            part=PART,
        )


def _named(catalogue: Catalogue, province: Province, unit: Unit) -> Named:
    page = f"{unit.slug}.md" if catalogue.area_of(unit) else None
    return Named(unit, page, took_in(catalogue, province, unit))


def took_in(catalogue: Catalogue, province: Province, unit: Unit) -> list[TookIn]:
    """The former units that a unit took in, by district, in the order of the old codes."""
    found = []
    members = catalogue.gazetteer.former_names.get(unit.key, ())
    for (district, former_province), formers in itertools.groupby(members, key=lambda u: (u.district, u.province)):
        elsewhere = _without_kind(former_province)
        where = district if elsewhere == province.short_name else f"{district} ({elsewhere})"
        found.append(TookIn(where, [_former_name(former, unit) for former in formers]))
    return found


def _former_name(former: FormerUnit, unit: Unit) -> str:
    """``"Bưởi"``, ``"thị trấn Cần Giuộc"``, ``"phường 1"``, ``"Nhật Tân*"``."""
    bare = former.short_name
    name = f"{former.kind.lower()} {bare}" if former.kind == "Thị trấn" or bare[:1].isdigit() else bare
    whole = any(successor.code == unit.code and successor.whole for successor in former.successors)
    return name if whole else name + PART


# --- a commune with a record -----------------------------------------------------------------------------------


def area_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/dia-ban/<province>/<commune>.md`` for each record: whom to call here and next door, what changed."""
    writer = PageWriter(catalogue)
    for area in catalogue.areas.values():
        unit = catalogue.gazetteer.units[area.key]
        province = catalogue.gazetteer.by_code[unit.province_code]
        yield writer.page(
            f"dia-ban/{province.slug}/{unit.slug}.md",
            "area",
            _area_meta(catalogue, writer, area),
            card=CardText(look="dia-ban", heading="Gọi ai?", lines=_lines(area, unit), numbered=False),
            area=area,
            unit=unit,
            province=province,
            no_number=NO_NUMBER,
            kinds=catalogue.vocabulary.area_contact_kinds,
            neighbours=[next_door(catalogue, area, neighbour) for neighbour in shown_neighbours(catalogue, area)],
            took_in=took_in(catalogue, province, unit),
            former=[(earlier, _chain(area, earlier)) for earlier in area.former],
            part=PART,
            sources=area.sources,
            field_names=catalogue.vocabulary.fields,
        )


def shown_neighbours(catalogue: Catalogue, area: Area) -> list[Neighbour]:
    """Guesses stay unseen until somebody confirms them."""
    return [
        neighbour
        for neighbour in area.neighbours
        if not neighbour.proposed and neighbour.key in catalogue.gazetteer.units
    ]


def next_door(catalogue: Catalogue, area: Area, neighbour: Neighbour) -> NextDoor:
    unit = catalogue.gazetteer.units[neighbour.key]
    same = unit.province_code == catalogue.gazetteer.units[area.key].province_code
    known = catalogue.areas_by_key.get(neighbour.key)
    return NextDoor(
        unit.name if same else full_name(catalogue, unit),
        f"../../{unit_path(catalogue, unit)}",
        known.callable_contacts if known else (),
    )


def _chain(area: Area, earlier: EarlierName) -> list[str]:
    """The names after an earlier one, up to the one that lasted until June 2025."""
    names = [earlier.became]
    for later in sorted(area.former, key=lambda other: other.ended):
        if later.ended > earlier.ended and later.name == names[-1]:
            names.append(later.became)
    return names


def _area_meta(catalogue: Catalogue, writer: PageWriter, area: Area) -> Meta:
    unit = catalogue.gazetteer.units[area.key]
    province = catalogue.gazetteer.by_code[unit.province_code]
    name = f"{unit.name}, {province.short_name}"
    national = call_bar(catalogue.call_contacts(EMERGENCY_CALLS))
    local = [{"number": contact.dial, "label": contact.title} for contact in area.callable_contacts]
    address = f"dia-ban/{province.slug}/{unit.slug}/"
    meta = writer.meta(
        f"{name}: báo tin ở đâu",
        summary_of(catalogue, area),
        above=[LIST, {"title": province.short_name, "url": f"dia-ban/{province.slug}/"}],
        template="area.html",
        status=area.status,
        updated=area.updated,
        reviewed=area.reviewed,
        review_due=area.review_due,
        area={"path": f"{province.slug}/{unit.slug}", "name": name},
        partner_kit=kit_address(catalogue, unit) if area.status == "hien-hanh" else None,
        message="\n".join(
            [
                f"📌 {name.upper()}: BÁO TIN Ở ĐÂU",
                *(f"▪ {line}" for line in _lines(area, unit)),
                "Không còn công an quận, huyện. Ai xưng tên ấy thì dừng lại, gọi 113 hỏi.",
                catalogue.site.base_url + address,
            ]
        ),
    )
    # 360 px hold no more than two
    return meta | {"call": [*national[:1], *local[:1]]} if local else meta


def summary_of(catalogue: Catalogue, area: Area) -> str:
    """What its page is about, in a sentence or two."""
    name = area_title(catalogue, area)
    return f"Báo tin cho ai khi ở {name[:1].lower()}{name[1:]}. Tên cũ nào nay về đây, năm 2025 đổi điều gì."


def _lines(area: Area, unit: Unit) -> list[str]:
    """Whom to call, in a few words; only numbers that can be dialled."""
    local = [f"{contact.title}: {contact.number}" for contact in area.callable_contacts]
    kind = unit.name.removesuffix(unit.short_name).strip().lower() or "xã, phường"
    return ["Gấp thì gọi 113.", *(local or [f"Không gấp thì đến công an {kind}."])]
