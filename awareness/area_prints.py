"""What stands on prints of a commune: the sign at the counter, the keychain. Pure.

A placeholder number is never printed: where no number can be dialled there is a line to write on.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from awareness.area_records import Area
from awareness.catalogue import Catalogue
from awareness.gazetteer import Unit
from awareness.print_items import BLACK_ON_WHITE, RED, YELLOW, Content, Item, Subject

SIGN_WORDS: Final = 40
"""At most, so that a customer has read the sign before it is their turn."""
EMERGENCY: Final = "113"


class Row(NamedTuple):
    """Whom one calls; number: as the record has it, None where it has to be written in by hand."""

    title: str
    number: str | None


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
