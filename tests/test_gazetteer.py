"""Where people live: names of today, names of before, and that no two places share an address."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from awareness.derive_former_units import keyed_name
from awareness.former_units import former_units
from awareness.gazetteer import Gazetteer, Unit, provinces_of_today
from awareness.vietnamese import as_id
from tests.conftest import ROOT

GAZETTEER = Gazetteer.of_today()

with (ROOT / "tests/data/successors.tsv").open(encoding="utf-8", newline="") as _file:
    SUCCESSORS = list(csv.DictReader(_file, delimiter="\t"))
"""What units of the five articles' provinces took in (* a part), as the resolutions of 16 June 2025 say: 1656 (Hà Nội),
1668 (Cần Thơ), 1682 (Tây Ninh), 1683 (Thái Nguyên), 1686 (Thanh Hóa)/NQ-UBTVQH15."""


def unit(code: str) -> Unit:
    return GAZETTEER.units[f"vn-2025:{code}"]


def test_all_of_the_country() -> None:
    assert len(GAZETTEER.provinces) == 34
    assert sum(len(province.units) for province in GAZETTEER.provinces) == len(GAZETTEER.units) == 3321
    assert len(GAZETTEER.former) == 10_040
    assert len({former.province for former in GAZETTEER.former}) == 63
    assert Counter(unit.name.split()[0] for unit in GAZETTEER.units.values()) == {
        "Xã": 2621,
        "Phường": 687,
        "Đặc": 13,
    }


def test_no_two_places_share_an_address() -> None:
    """Provinces in the country, units in their province, although ten pairs differ in accents or kind only."""
    slugs = [province.slug for province in GAZETTEER.provinces]
    assert len(set(slugs)) == len(slugs)
    alike = 0
    for province in GAZETTEER.provinces:
        own = [unit.slug for unit in province.units]
        assert len(set(own)) == len(own), province.name
        alike += sum(count == 2 for count in Counter(as_id(unit.short_name) for unit in province.units).values())
    assert alike == 10


def test_an_address_does_not_depend_on_the_order() -> None:
    """A unit that comes first in the list must not take the short slug away from its namesake."""
    assert unit("15853").slug == "phuong-dong-tien"
    assert unit("15724").slug == "xa-dong-tien"
    assert unit("28159").slug == "can-giuoc"


def test_a_slug_is_an_id_and_a_record_has_its_own_file_name() -> None:
    """``<province>-<unit>`` is the name of a record's file: it must not be that of another unit either."""
    names = [f"{province.slug}-{unit.slug}" for province in GAZETTEER.provinces for unit in province.units]
    assert len(set(names)) == len(names)
    assert all(as_id(name) == name for name in names)


def test_every_former_unit_has_successors_that_exist() -> None:
    for former in GAZETTEER.former:
        successors = list(GAZETTEER.successors(former))
        assert successors, former
        assert [whole for _, whole in successors] in ([True], [False] * len(successors)), former


def test_every_unit_of_today_has_a_past() -> None:
    assert set(GAZETTEER.former_names) == set(GAZETTEER.units)


@pytest.mark.parametrize("row", SUCCESSORS, ids=lambda row: row["name"])
def test_successors_as_the_resolutions_say(row: dict[str, str]) -> None:
    found = unit(row["code"])
    assert keyed_name(found.name) == keyed_name(row["name"])
    took_in = set()
    for former in GAZETTEER.former_names[found.key]:
        (whole,) = (successor.whole for successor in former.successors if successor.code == found.code)
        took_in.add(former.short_name + ("" if whole else "*"))
    assert set(row["took_in"].split(", ")) == took_in


def test_a_former_unit_with_two_successors() -> None:
    (former,) = (
        former for former in GAZETTEER.former if (former.name, former.district) == ("Phường Nhật Tân", "Quận Tây Hồ")
    )
    assert {(unit.name, whole) for unit, whole in GAZETTEER.successors(former)} == {
        ("Phường Tây Hồ", False),
        ("Phường Hồng Hà", False),
    }


def test_codes_of_before_2025_are_never_taken_for_those_of_today() -> None:
    """05443 was Trưng Vương and is Phan Đình Phùng: the key carries the era."""
    assert unit("05443").key == "vn-2025:05443"
    assert unit("05443").name == "Phường Phan Đình Phùng"


def test_names_of_provinces_are_written_one_way() -> None:
    names = {province.slug: province.short_name for province in provinces_of_today()}
    assert names["thanh-hoa"] == "Thanh Hóa"
    assert names["tay-ninh"] == "Tây Ninh"
    assert next(iter(former_units())).province == "Thành phố Hà Nội"
