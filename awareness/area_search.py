"""Finding a place by any name it has or had: province, district, commune; the same on the phone.

``overrides/assets/area-search.js`` does exactly what this room does, on the same text; ``tests/test_area_search.py``
compares them. Names of places are no warnings: they have an index of their own, fetched on ``/dia-ban/`` only.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from awareness.area_records import Area
from awareness.folding import Syllable, syllables
from awareness.gazetteer import Gazetteer, Unit
from awareness.vietnamese import as_id

ASK_FOR_PROVINCE: Final = 10
"""So many places of one name are a list in which nobody finds his own."""

KINDS: Final = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Đặc khu", "Xã")
"""What stands before a name."""
_TYPED_KINDS: Final[Mapping[str, str]] = {
    **{" ".join(syllable.folded for syllable in syllables(kind)): kind for kind in KINDS},
    "tp": "Thành phố",
    "q": "Quận",
    "h": "Huyện",
    "tx": "Thị xã",
    "tt": "Thị trấn",
    "p": "Phường",
    "f": "Phường",
    "x": "Xã",
}


_ALSO: Final[Mapping[str, Sequence[str]]] = {"Hồ Chí Minh": ("HCM", "TPHCM", "Sài Gòn")}
"""Other names that everybody uses for a province."""


def area_text(gazetteer: Gazetteer, areas: Mapping[str, Area]) -> str:
    """All names in one text, which Python and the phone read alike.

    One block for each province of today, lines beginning with a sign::

        =Thành phố Hà Nội
        +HN                               another name of the province
        -Quận Tây Hồ                      a former district; "/Long An" behind it where its province was another
        Phường Tây Hồ|0:Bưởi,Nhật Tân*    a unit, and what it took in from district 0 (* a part)
        !Phường An Cư>Phường Thới Bình    an earlier name of the unit above, and what became of it
        .xa-dong-tien                     the slug of the unit above, where its name alone does not give it
        @                                 the unit above has a page of its own

    areas: records by key.
    """
    return "".join(f"{line}\n" for line in _lines(gazetteer, areas))


def _lines(gazetteer: Gazetteer, areas: Mapping[str, Area]) -> Iterator[str]:
    for province in gazetteer.provinces:
        yield f"={province.name}"
        yield from (f"+{also}" for also in _ALSO.get(province.short_name, ()))
        members = {unit.key: gazetteer.former_names.get(unit.key, ()) for unit in province.units}
        districts = list(dict.fromkeys((u.district, u.province) for formers in members.values() for u in formers))
        for district, where in districts:
            bare = _bare(where)
            yield f"-{district}" + ("" if bare == province.short_name else f"/{bare}")
        for unit in province.units:
            line = unit.name
            for held_by, formers in itertools.groupby(members[unit.key], key=lambda u: (u.district, u.province)):
                names = [
                    former.name + ("" if (unit.code, True) in former.successors else "*")
                    for former in formers
                    if former.name
                ]
                line += f"|{districts.index(held_by)}:{','.join(map(_short, names))}"
            yield line
            if unit.slug != as_id(unit.short_name):
                yield f".{unit.slug}"
            area = areas.get(unit.key)
            if area is not None:
                yield "@"
                yield from (f"!{earlier.name}>{earlier.became}" for earlier in area.former)


def _short(name: str) -> str:
    """Most are communes; a township and a numbered ward keep their kind."""
    bare = name.removeprefix("Phường ").removeprefix("Xã ")
    return name if bare[:1].isdigit() else bare


_KIND: Final = re.compile(f"({'|'.join(KINDS)}) (?![0-9])")


def _bare(name: str) -> str:
    """Without its kind, but "Phường 1" and "Quận 3" keep theirs: nobody says "ở 1"."""
    match = _KIND.match(name)
    return name[match.end() :] if match else name


# --- what is found ---------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """Something that has a name.

    sort: "province", "unit", "district", "former" or "earlier", which is also the order among equals.
    name: as people read it; where: what tells it from its namesakes (district, province), "" for a province.
    units: numbers of the units of today that it is or that took it in, none for a province; partly: of those that took
    a part.
    """

    sort: str
    name: str
    where: str
    units: tuple[int, ...]
    partly: tuple[int, ...] = ()


class Shown(NamedTuple):
    """A unit of today. province: slug; slug: in the province; own: whether it has a page of its own."""

    name: str
    province: str
    province_name: str
    slug: str
    own: bool


_SORTS: Final = ("province", "unit", "district", "former", "earlier")


class _Entry(NamedTuple):
    """A place as it is looked up. names: without kind; beside: names that may stand beside it and then tell more."""

    place: Place
    names: Sequence[str]
    beside: Sequence[str]


@dataclass
class AreaIndex:
    """The index of one `area_text`."""

    shown: list[Shown] = field(default_factory=list)
    _entries: list[_Entry] = field(default_factory=list)
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _longest: int = 1

    @classmethod
    def of(cls, text: str) -> AreaIndex:
        index = cls()
        for block in text.split("=")[1:]:
            index._read_province(block.rstrip("\n").split("\n"))
        for number, entry in enumerate(index._entries):
            for name in entry.names:
                sequence = syllables(name)
                index._by_name[_folded(sequence)].append(number)
                index._longest = max(index._longest, len(sequence))
        return index

    def search(self, query: str) -> list[Place]:
        """Places that the query names, best first.

        A place must have its whole name in the query. What explains most of the query wins: "an cư cần thơ" is An Cư
        in Cần Thơ, not Cần Thơ. Letters with accents, once typed, must fit if anything fits them.
        """
        typed = syllables(query)
        scores: dict[int, tuple[int, bool, bool]] = {}
        for start in range(len(typed)):
            for end in range(start + 1, min(start + self._longest, len(typed)) + 1):
                for number in self._by_name.get(_folded(typed[start:end]), ()):
                    score = self._score(self._entries[number], typed, start, end)
                    scores[number] = max(scores.get(number, score), score)
        most = max((told for told, _, _ in scores.values()), default=0)
        best = {number: score for number, score in scores.items() if score[0] == most}
        if any(accents for _, accents, _ in best.values()):
            best = {number: score for number, score in best.items() if score[1]}
        order = sorted(
            best, key=lambda number: (not best[number][2], _SORTS.index(self._entries[number].place.sort), number)
        )
        return [self._entries[number].place for number in order]

    def _score(self, entry: _Entry, typed: Sequence[Syllable], start: int, end: int) -> tuple[int, bool, bool]:
        """How many syllables the place explains, whether accents fit, whether its kind was typed before it."""
        names = map(syllables, entry.names)
        pairs = list(
            zip(typed[start:end], next(n for n in names if _folded(n) == _folded(typed[start:end])), strict=True)
        )
        left = [list(typed[:start]), list(typed[end:])]
        for words in map(syllables, entry.beside):
            for side, part in enumerate(left):
                at = _find(part, words)
                if at >= 0:
                    pairs += zip(part[at : at + len(words)], words, strict=True)
                    left[side] = [*part[:at], *part[at + len(words) :]]
                    break
        accents = all(said.keyed in (meant.keyed, meant.folded) for said, meant in pairs)
        kind = _kind_before(typed, start)
        return len(pairs), accents, kind != "" and entry.place.name.startswith(f"{kind} ")

    def _read_province(self, lines: Sequence[str]) -> None:
        name = lines[0]
        bare = _bare(name)
        slug = as_id(bare)
        first = len(self.shown)
        districts: list[tuple[str, str]] = []
        formers: dict[tuple[str, int], list[tuple[int, bool]]] = {}
        held: dict[int, list[int]] = {}
        earlier: list[tuple[int, str, str]] = []
        also: list[str] = []
        for line in lines[1:]:
            sign, rest = line[0], line[1:]
            if sign == "-":
                district, _, where = rest.partition("/")
                districts.append((district, where or bare))
            elif sign == "+":
                also.append(rest)
            elif sign == ".":
                self.shown[-1] = self.shown[-1]._replace(slug=rest)
            elif sign == "@":
                self.shown[-1] = self.shown[-1]._replace(own=True)
            elif sign == "!":
                old, _, became = rest.partition(">")
                earlier.append((len(self.shown) - 1, old, became))
            else:
                unit, *groups = line.split("|")
                number = len(self.shown)
                self.shown.append(Shown(unit, slug, bare, as_id(_bare(unit)), own=False))
                for i, names in ((int(group.partition(":")[0]), group.partition(":")[2]) for group in groups):
                    held.setdefault(i, []).append(number)
                    for former in filter(None, names.split(",")):
                        formers.setdefault((former.rstrip("*"), i), []).append((number, former.endswith("*")))
        old_provinces = list(dict.fromkeys(where for _, where in districts if where != bare))
        self._add(Place("province", name, "", ()), [bare, *also, *old_provinces], [])
        before: dict[int, list[str]] = defaultdict(list)
        for i, numbers in held.items():
            for number in numbers:
                before[number] += districts[i]
        for number in range(first, len(self.shown)):
            unit = self.shown[number].name
            self._add(Place("unit", unit, bare, (number,)), [unit], [bare, *before[number]])
        for i, (district, where) in enumerate(districts):
            self._add(Place("district", district, where, tuple(held.get(i, ()))), [district], [where, bare])
        for (former, i), into in formers.items():
            district, where = districts[i]
            units = tuple(number for number, _ in into)
            place = Place(
                "former", former, f"{district}, {where}", units, tuple(number for number, part in into if part)
            )
            self._add(place, [former], [where, bare, district, *(self.shown[number].name for number in units)])
        for number, old, became in earlier:
            place = Place("earlier", old, f"{became}, {bare}", (number,))
            self._add(place, [old], [bare, became, *before[number]])

    def _add(self, place: Place, names: Sequence[str], beside: Sequence[str]) -> None:
        self._entries.append(
            _Entry(place, list(dict.fromkeys(map(_bare, names))), list(dict.fromkeys(map(_bare, beside))))
        )


def _folded(sequence: Sequence[Syllable]) -> str:
    return " ".join(syllable.folded for syllable in sequence)


def _find(sequence: Sequence[Syllable], words: Sequence[Syllable]) -> int:
    """Where the words begin in the sequence, -1 where they do not stand in it."""
    for start in range(len(sequence) - len(words) + 1):
        if all(sequence[start + i].folded == word.folded for i, word in enumerate(words)):
            return start
    return -1


def _kind_before(typed: Sequence[Syllable], start: int) -> str:
    for length in (2, 1):
        if start >= length and (kind := _TYPED_KINDS.get(_folded(typed[start - length : start]))):
            return kind
    return ""


def unit_of(gazetteer: Gazetteer, shown: Shown) -> Unit:
    """The unit that is shown."""
    (province,) = (province for province in gazetteer.provinces if province.slug == shown.province)
    return next(unit for unit in province.units if unit.slug == shown.slug)
