"""Where people live: 34 provinces and 3,321 communes, wards and special zones, with the names they had before.

Names and codes of today come from the package ``vietnam-provinces`` (which follows Decision 19/2025/QĐ-TTg), those of
before from `former_units`. Codes were given out anew in 2025 (05443 was Trưng Vương and is Phan Đình Phùng), so a key
carries its era: ``vn-2025:05443``.
"""

from __future__ import annotations

import functools
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH

from awareness.former_units import FormerUnit, former_units
from awareness.vietnamese import as_id, sort_key

ERA: Final = "vn-2025"
_UNIT_KINDS: Final = ("Đặc khu ", "Phường ", "Xã ")
_PROVINCE_KIND: Final = "Thành phố "


class Unit(NamedTuple):
    """A commune, ward or special zone.

    code: five digits, of the year 2025; name: with its kind (``"Phường Tây Hồ"``).
    slug: what stands in the address below that of the province, unique there.
    """

    code: str
    name: str
    short_name: str
    slug: str
    province_code: str

    @property
    def key(self) -> str:
        return f"{ERA}:{self.code}"


class Province(NamedTuple):
    """code: two digits; name: with ``"Thành phố"`` where it is one; slug: unique in the country; units: by name."""

    code: str
    name: str
    short_name: str
    slug: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Gazetteer:
    """provinces: by name; former: every former unit of the third tier."""

    provinces: Sequence[Province]
    former: Sequence[FormerUnit]

    @classmethod
    @functools.cache
    def of_today(cls) -> Gazetteer:
        """What the package and the file of former names hold; read once."""
        return cls(provinces_of_today(), tuple(former_units()))

    @functools.cached_property
    def units(self) -> Mapping[str, Unit]:
        """By key (``vn-2025:05443``)."""
        return {unit.key: unit for province in self.provinces for unit in province.units}

    @functools.cached_property
    def by_code(self) -> Mapping[str, Province]:
        """Provinces by code."""
        return {province.code: province for province in self.provinces}

    @functools.cached_property
    def by_record_id(self) -> Mapping[str, Unit]:
        """``tay-ninh-can-giuoc``, as the file of a record is named → the unit."""
        return {self.record_id(unit): unit for unit in self.units.values()}

    def record_id(self, unit: Unit) -> str:
        return f"{self.by_code[unit.province_code].slug}-{unit.slug}"

    def address_of(self, record_id: str) -> tuple[str, str] | None:
        """``"tay-ninh-can-giuoc"`` → ``("tay-ninh", "can-giuoc")``, whether a unit is called so or was; None where no
        province begins it. No slug of a province begins that of another."""
        slugs = (province.slug for province in self.provinces if record_id.startswith(f"{province.slug}-"))
        found = next(slugs, None)
        return None if found is None else (found, record_id.removeprefix(f"{found}-"))

    @functools.cached_property
    def former_names(self) -> Mapping[str, Sequence[FormerUnit]]:
        """Key of a unit of today → the former units that it took in, wholly or in part."""
        found = defaultdict[str, list[FormerUnit]](list)
        for former in self.former:
            for successor in former.successors:
                found[f"{ERA}:{successor.code}"].append(former)
        return found

    def successors(self, former: FormerUnit) -> Iterator[tuple[Unit, bool]]:
        """The units that took in a former one; True where the whole of it."""
        for successor in former.successors:
            yield self.units[f"{ERA}:{successor.code}"], successor.whole


def provinces_of_today() -> list[Province]:
    """The 34 provinces with their units, by name."""
    divisions = json.loads(NESTED_DIVISIONS_JSON_PATH.read_text("utf-8"))
    return sorted(map(_province, divisions), key=lambda province: sort_key(province.short_name))


def short_name(name: str) -> str:
    """``"Phường Tây Hồ"`` → ``"Tây Hồ"``; numbers keep their kind, since nobody says "ở 1"."""
    for kind in _UNIT_KINDS:
        if name.startswith(kind) and not name.removeprefix(kind)[:1].isdigit():
            return name.removeprefix(kind)
    return name


def _province(division: Mapping[str, object]) -> Province:
    code = f"{division['code']:02}"
    name = _clean(str(division["name"]))
    short = name.removeprefix(_PROVINCE_KIND)
    names = {f"{ward['code']:05}": _clean(ward["name"]) for ward in division["wards"]}  # type: ignore[attr-defined]
    slugs = _slugs(names)
    units = [Unit(unit, named, short_name(named), slugs[unit], code) for unit, named in names.items()]
    return Province(code, name, short, as_id(short), tuple(sorted(units, key=lambda unit: sort_key(unit.short_name))))


def _clean(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").split())


def _slugs(names: Mapping[str, str]) -> dict[str, str]:
    """Code → slug, unique among these. Each form is used only where it is nobody else's: the short name, with the kind
    before it ("phuong-dong-tien" beside "xa-dong-tien"), with the code behind it. So no slug depends on the order."""
    forms = {code: (as_id(short_name(name)), as_id(name), f"{as_id(name)}-{code}") for code, name in names.items()}
    taken = Counter(form for own in forms.values() for form in set(own))
    return {code: next(form for form in own if taken[form] == 1) for code, own in forms.items()}
