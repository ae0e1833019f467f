"""What stands on prints of a commune: the sign at the counter, the keychain. Pure.

A placeholder number is never printed: where no number can be dialled there is a line to write on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from awareness.area_pages import shown_neighbours
from awareness.area_records import CONTACTS, Area
from awareness.catalogue import Catalogue
from awareness.gazetteer import Unit
from awareness.print_items import BLACK_ON_WHITE, RED, YELLOW, Content, Item, Subject


class Row(NamedTuple):
    """Whom one calls; number: as the record has it, None where it has to be written in by hand."""

    title: str
    number: str | None


SIGN_WORDS: Final = 40
"""At most, so that a customer has read the sign before it is their turn."""
EMERGENCY: Final = "113"
OTHER_EMERGENCIES: Final = {"114": "Cháy, cứu nạn", "115": "Cấp cứu"}
"""Contacts of the records, in as few words as a keychain holds."""
CHECKPOINT: Final = Row("Chốt, tổ tự quản", None)
NEXT_DOOR: Final = Row("Xã, phường giáp ranh", None)
BLEED: Final = 3
"""Millimetres of colour beyond the edge, for the factory to cut into."""


def unit_of(subject: Subject) -> Unit:
    assert subject.unit, "made for a commune"
    return subject.unit


def full_name(catalogue: Catalogue, unit: Unit) -> str:
    """``"Phường Tây Hồ, Hà Nội"``"""
    return f"{unit.name}, {catalogue.gazetteer.by_code[unit.province_code].short_name}"


def police_of(unit: Unit) -> str:
    """``"Công an phường Tây Hồ"``"""
    return f"Công an {unit.name[:1].lower()}{unit.name[1:]}"


def current_area(catalogue: Catalogue, unit: Unit) -> Area | None:
    """The record of a commune, unless it is no longer true."""
    area = catalogue.area_of(unit)
    return area if area and area.status == "hien-hanh" else None


def own_rows(catalogue: Catalogue, unit: Unit) -> list[Row]:
    """Numbers of a commune that can be dialled, the main one first; without any, its police and a line to write on."""
    area = current_area(catalogue, unit)
    rows = [Row(contact.title, contact.number) for contact in area.callable_contacts] if area else []
    return rows or [Row(police_of(unit), None)]


def address_of(catalogue: Catalogue, unit: Unit) -> str:
    """What a QR code says: home, where the call bar then has the numbers of this commune."""
    province = catalogue.gazetteer.by_code[unit.province_code]
    return f"{catalogue.site.base_url}?kv={province.slug}/{unit.slug}"


# --- the sign at the counter -------------------------------------------------------------------------------------


def sign_content(catalogue: Catalogue, subject: Subject) -> Content:
    """Short enough for `SIGN_WORDS` words with the longest name of a commune."""
    unit = unit_of(subject)
    police = own_rows(catalogue, unit)[0]
    data = {
        "title": f"Biển tại quầy: {police_of(unit)}, {full_name(catalogue, unit).rpartition(', ')[2]}",
        "question": "AI GIỤC CHUYỂN TIỀN?",
        "truth": "Công an không đòi tiền qua điện thoại.",
        "steps": [
            ["DỪNG", "Đừng chuyển tiền, đừng đọc OTP."],
            ["KIỂM TRA", "Hỏi nhân viên và người nhà."],
        ],
        "report": "BÁO",
        "police": police.title,
        "number": police.number,
        "urgent": "GẤP",
        "emergency": EMERGENCY,
    }
    return Content(data, {"page": address_of(catalogue, unit)})


def _signs() -> tuple[Item, ...]:
    """Both sizes in both readings of "red, with letters on yellow": the ground is red, or the letters are."""
    sizes = (("a4", 297, 210, 28.0), ("a3", 420, 297, 39.0))
    readings = (
        ("", "", "nền đỏ, chữ vàng", RED, BLACK_ON_WHITE),
        ("-yellow", "-vang", "nền vàng, chữ đỏ", YELLOW, None),
    )
    return tuple(
        Item(
            id="sign" + ("" if size == "a4" else f"-{size}") + suffix,
            file=f"bien-quay-{size}{ending}",
            group="Biển tại quầy",
            title=f"{size.upper()}, {words}",
            made_for="area",
            width=width,
            height=height,
            smallest=smallest,
            template="print-sign",
            content=sign_content,
            colours=colours,
            ink_saving=saving,
        )
        for size, width, height, smallest in sizes
        for suffix, ending, words, colours, saving in readings
    )


SIGNS: Final = _signs()


# --- the keychain ------------------------------------------------------------------------------------------------


def keychain_content(catalogue: Catalogue, subject: Subject) -> Content:
    """In front the main number of the commune; behind, its others, those next door, fire and ambulance."""
    unit = unit_of(subject)
    police = own_rows(catalogue, unit)[0]
    rows = back_rows(catalogue, unit)
    data = {
        "title": f"Móc khóa tố giác tội phạm: {full_name(catalogue, unit)}",
        "how": "In hai mặt, lật theo cạnh dài, cỡ 100 %. Ép nhựa, cắt theo nét đứt, đục lỗ ở vòng trắng.",
        "measure": "Vạch này dài đúng 100 mm thì đã in đúng cỡ.",
        "heading": "TỐ GIÁC TỘI PHẠM",
        "police": police.title,
        "number": police.number,
        "urgent": "Gấp gọi",
        "emergency": EMERGENCY,
        "rows": [row._asdict() for row in rows],
    }
    return Content(data, {})


def art_content(catalogue: Catalogue, subject: Subject) -> Content:
    """What a factory makes has no lines to write on: nobody writes on plastic."""
    content = keychain_content(catalogue, subject)
    known = [row for row in content.data["rows"] if row["number"]]
    return Content({**content.data, "rows": known, "title": f"{content.data['title']}, bản cho xưởng"}, {})


def back_rows(catalogue: Catalogue, unit: Unit) -> list[Row]:
    """At most `CONTACTS` rows: all that is known, then lines to write on. Guessed neighbours are left out."""
    own = own_rows(catalogue, unit)[1:]
    area = current_area(catalogue, unit)
    units = [
        catalogue.gazetteer.units[neighbour.key] for neighbour in (shown_neighbours(catalogue, area) if area else ())
    ]
    next_door = [Row(police_of(other), own_rows(catalogue, other)[0].number) for other in units]
    emergencies = [Row(title, number) for number, title in OTHER_EMERGENCIES.items() if number in catalogue.contacts]
    if len(own) + len(next_door) > CONTACTS - len(emergencies):
        return [*own, *next_door][:CONTACTS]
    empty = ([] if own else [CHECKPOINT]) + ([] if next_door else [NEXT_DOOR])
    rows = [*own, *next_door, *empty][: CONTACTS - len(emergencies)]
    return sorted(rows, key=lambda row: row.number is None) + emergencies


def _keychains() -> tuple[Item, ...]:
    arts = (
        ("-factory", "xuong", "PDF cho xưởng, chừa xén 3 mm", "both", ".pdf"),
        ("-factory-front", "xuong-mat-truoc", "SVG cho xưởng, mặt trước", "front", ".svg"),
        ("-factory-back", "xuong-mat-sau", "SVG cho xưởng, mặt sau", "back", ".svg"),
    )
    sheet = Item(
        id="keychain",
        file="moc-khoa",
        group="Móc khóa tố giác tội phạm",
        title="tờ A4 để cắt, 15 chiếc, hai mặt",
        made_for="area",
        width=210,
        height=297,
        smallest=6,
        template="print-keychain",
        content=keychain_content,
        colours=RED,
    )
    return sheet, *(
        replace(
            sheet,
            id=f"keychain{suffix}",
            file=f"moc-khoa-{file}",
            title=title,
            width=62 + 2 * BLEED,
            height=44 + 2 * BLEED,
            template="print-keychain-art",
            content=art_content,
            ink_saving=None,
            ending=ending,
            more={"side": side, "cut": "#00a0e0"},
        )
        for suffix, file, title, side, ending in arts
    )


KEYCHAINS: Final = _keychains()
