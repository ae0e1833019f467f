"""Rules of the records about communes: the commune exists, the file is named after it, numbers are real or plainly not.

Small generators, as in ``record_rules.py``, which calls them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from awareness.area_records import Area, LocalContact
from awareness.findings import Finding, Rule
from awareness.gazetteer import Gazetteer, Unit
from awareness.messages import did_you_mean
from awareness.reading import Library
from awareness.vietnamese import spoken_day
from awareness.yaml_source import Location

NUMBER_LASTS: Final = 180
"""Days after which a local number must be read in its source again: posts and shifts change."""

_FIND_KEY: Final = 'Tìm mã bằng: python build_warnings.py find "tên xã"'


def unknown_units(library: Library) -> Iterator[Finding]:
    """Keys of communes that the country does not have."""
    for file, area in _areas(library):
        if area.key not in _gazetteer().units:
            meant = _named(area.id)
            fix = f"Theo tên tệp thì mã là {meant.key}" if meant else _FIND_KEY
            yield Finding(file, ("key",), f"Không có xã, phường nào mã '{area.key}'", fix)
        for i, neighbour in enumerate(area.neighbours):
            if neighbour.key not in _gazetteer().units:
                what = f"Không có xã, phường nào mã '{neighbour.key}'"
                yield Finding(file, ("neighbours", i, "key"), what, _FIND_KEY)


def areas_named_after_their_unit(library: Library) -> Iterator[Finding]:
    """The file is named after province and commune: so a commune has one record, and its address can be told."""
    for file, area in _areas(library):
        unit = _gazetteer().units.get(area.key)
        if unit and area.id != (name := _gazetteer().record_id(unit)):
            what = (
                f"Tên tệp không khớp với mã {area.key} ({unit.name}, {_gazetteer().by_code[unit.province_code].name})"
            )
            yield Finding(file, ("key",), what, f"Đổi tên tệp thành {name}.yml, hoặc sửa mã")


def old_ids_are_addresses(library: Library) -> Iterator[Finding]:
    """An old id is cut into province and commune, so that the address that followed from it leads on."""
    for file, area in _areas(library):
        for i, alias in enumerate(area.aliases):
            if _gazetteer().address_of(alias) is None:
                what = f"Mã cũ '{alias}' không bắt đầu bằng tên tỉnh nào"
                fix = "Viết tên tệp cũ, ví dụ tay-ninh-can-giuoc; không phải tên tệp cũ thì xóa"
                yield Finding(file, ("aliases", i), what, fix)


def neighbours_are_others(library: Library) -> Iterator[Finding]:
    """Nobody lives next to himself, or next to somebody twice."""
    for file, area in _areas(library):
        keys = [neighbour.key for neighbour in area.neighbours]
        for i, key in enumerate(keys):
            if key == area.key:
                yield Finding(file, ("neighbours", i, "key"), "Xã, phường này không giáp chính nó", "Xóa dòng này")
            elif key in keys[:i]:
                yield Finding(file, ("neighbours", i, "key"), f"'{key}' có hai lần trong neighbours", "Xóa một")


def local_contacts_lead_somewhere(library: Library) -> Iterator[Finding]:
    for file, i, contact in _contacts(library):
        if contact.number is None and contact.place is None:
            yield Finding(
                file, ("contacts", i, "title"), "Chưa có số gọi, cũng chưa có nơi đến", "Thêm number hoặc place"
            )


def local_numbers_have_a_source(library: Library) -> Iterator[Finding]:
    """A number that nobody has read in a source does not build."""
    for file, i, contact in _contacts(library):
        if contact.number is None or contact.placeholder:
            continue
        missing = [name for name in ("source", "verified_on") if getattr(contact, name) is None]
        sources = len(library.areas[file.partition("/")[2]].sources)
        if missing:
            what = f"Số của '{contact.title}' chưa có {' và '.join(missing)}"
            fix = (
                'Ghi source (nguồn thứ mấy), verified_on; chưa có số thật thì number: "0000 000 000", placeholder: true'
            )
            yield Finding(file, ("contacts", i, "number"), what, fix)
        elif contact.source is not None and contact.source > sources:
            what = f"Bản ghi chỉ có {sources} nguồn, không có nguồn thứ {contact.source}"
            yield Finding(file, ("contacts", i, "source"), what, "Viết số thứ tự của nguồn có số này")


def placeholders_are_zeros(library: Library) -> Iterator[Finding]:
    """A sample must never be somebody's number."""
    for file, i, contact in _contacts(library):
        is_zeros = contact.number is not None and not contact.number.strip("0 ")
        if is_zeros != contact.placeholder:
            what = (
                f"Số mẫu '{contact.number}' có thể là số của ai đó"
                if contact.placeholder
                else "Đây là số mẫu, không gọi được"
            )
            fix = 'Viết number: "0000 000 000"' if contact.placeholder else "Thêm placeholder: true, hoặc viết số thật"
            yield Finding(file, ("contacts", i, "placeholder" if contact.placeholder else "number"), what, fix)


def earlier_names_lead_here(library: Library) -> Iterator[Finding]:
    """Each earlier name became one that follows in the list, or one that this commune took in on 1 July 2025."""
    for file, area in _areas(library):
        took_in = {former.name for former in _gazetteer().former_names.get(area.key, ())}
        for i, earlier in enumerate(area.former):
            known = took_in | {other.name for other in area.former if other.ended > earlier.ended}
            if area.key in _gazetteer().units and earlier.became not in known:
                what = f"'{earlier.became}' không phải tên cũ nào của nơi này"
                fix = did_you_mean(earlier.became, known) or "Viết tên ngay sau đó, có Phường, Xã hoặc Thị trấn ở trước"
                yield Finding(file, ("former", i, "became"), what, fix, "warning")


def overdue_numbers(library: Library, day: datetime.date) -> Iterator[Finding]:
    """Numbers and pages that nobody has checked for `NUMBER_LASTS` days; days from the future are slips."""
    for file, area in _areas(library):
        days: list[tuple[Location, datetime.date | None, bool]] = [(("tested_on",), area.tested_on, False)]
        days += [(("contacts", i, "verified_on"), contact.verified_on, True) for i, contact in enumerate(area.contacts)]
        days += [(("pages", i, "verified_on"), page.verified_on, True) for i, page in enumerate(area.pages)]
        for location, checked, lapses in days:
            if checked is None:
                continue
            due = checked + datetime.timedelta(days=NUMBER_LASTS)
            if checked > day:
                what = f"Ngày kiểm {_spoken(checked)} ở tương lai"
                yield Finding(file, location, what, f"Viết ngày đã kiểm thật, muộn nhất là {_spoken(day)}")
            elif lapses and due < day and area.status == "hien-hanh":
                what = f"Quá hạn kiểm từ ngày {_spoken(due)}"
                yield Finding(file, location, what, "Hỏi lại, gọi thử, rồi ghi ngày mới", "warning")


AREA_RULES: Final[tuple[Rule, ...]] = (
    unknown_units,
    areas_named_after_their_unit,
    old_ids_are_addresses,
    neighbours_are_others,
    local_contacts_lead_somewhere,
    local_numbers_have_a_source,
    placeholders_are_zeros,
    earlier_names_lead_here,
)


def _areas(library: Library) -> Iterator[tuple[str, Area]]:
    for area in library.areas.values():
        yield f"areas/{area.id}", area


def _contacts(library: Library) -> Iterator[tuple[str, int, LocalContact]]:
    for file, area in _areas(library):
        for i, contact in enumerate(area.contacts):
            yield file, i, contact


def _gazetteer() -> Gazetteer:
    return Gazetteer.of_today()


def _named(record_id: str) -> Unit | None:
    """The commune whose record has this id."""
    return _gazetteer().by_record_id.get(record_id)


def _spoken(day: datetime.date) -> str:
    return spoken_day(day.isoformat())
