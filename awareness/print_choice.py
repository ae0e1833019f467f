"""What somebody asked to have printed: words of the command line → items, subjects, drawings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.gazetteer import ERA, Gazetteer, Province, Unit
from awareness.print_items import Item, MadeFor, Subject, print_of
from awareness.prints import items_of
from awareness.problems import ToldError
from awareness.vietnamese import as_id, closest

Found = TypeVar("Found")


class PrintError(ToldError):
    """What was asked for cannot be printed. Its text is one Vietnamese sentence and how to mend it."""


class Shard(NamedTuple):
    """One of ``of`` equal parts of a run, counted from 1."""

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """``"2/8"``. Raises PrintError."""
        found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            raise PrintError(f"Phần '{text}' không đúng → Viết như 2/8: phần thứ hai trong tám phần")
        return cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        return f"{self.number}-{self.of}"


WHOLE: Final = Shard(1, 1)


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """items: their ids; areas, provinces: codes or slugs; everywhere: all communes; records: ids of tactics and
    checklists, none: all of them; save_ink: the look that does so."""

    items: Sequence[str]
    records: Sequence[str] = ()
    areas: Sequence[str] = ()
    provinces: Sequence[str] = ()
    everywhere: bool = False
    save_ink: bool = False
    shard: Shard = WHOLE


def chosen_prints(catalogue: Catalogue, choice: PrintChoice) -> list[Drawing]:
    """The drawings that were asked for, without repetition; a shard has each ``of``-th of them.

    Raises PrintError: nobody is named this way, or an item has no such look.
    """
    items = _items({item.id: item for item in items_of(catalogue)}, choice.items)
    if choice.save_ink and (plain := [item.id for item in items if item.ink_saving is None]):
        raise PrintError(f"Bản in '{plain[0]}' không có kiểu tiết kiệm mực → Bỏ --ink, hoặc bỏ bản in ấy")
    units = [Subject(unit=unit) for unit in _units(catalogue.gazetteer, choice)]
    if not units and any(item.made_for == "area" for item in items):
        raise PrintError("Chưa nói in cho nơi nào → Thêm --area mã, --province mã, hoặc --all cho cả nước")
    subjects: dict[MadeFor, list[Subject]] = {"area": units, "everybody": [Subject()], **_records(catalogue, choice)}
    drawings = [
        print_of(catalogue, item, subject, save_ink=choice.save_ink)
        for item in items
        for subject in subjects[item.made_for]
    ]
    if not drawings:
        raise PrintError("Bản in này không dùng cho bản ghi đã chọn → Chọn bản in khác, hoặc bỏ --record")
    return drawings[choice.shard.number - 1 :: choice.shard.of]


def _items(known: Mapping[str, Item], ids: Iterable[str]) -> list[Item]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise PrintError(f"Chưa nói in gì → Thêm --item với mã trong: {', '.join(known)}")
    return [_named(known, item, "bản in", f"Chọn trong: {', '.join(known)}") for item in wanted]


def _records(catalogue: Catalogue, choice: PrintChoice) -> dict[MadeFor, list[Subject]]:
    """Current tactics and checklists: those that are named, else all."""
    tactics = {tactic.id: tactic for tactic in catalogue.current_tactics}
    checklists = {checklist.id: checklist for checklist in catalogue.current_checklists}
    otherwise = "Tìm mã bằng lệnh: python build_warnings.py find"
    for word in choice.records:
        _named({**tactics, **checklists}, word, "cảnh báo hay bảng kiểm", otherwise)
    wanted = set(choice.records) or {*tactics, *checklists}
    return {
        "tactic": [Subject(record=tactic) for tactic in tactics.values() if tactic.id in wanted],
        "checklist": [Subject(record=checklist) for checklist in checklists.values() if checklist.id in wanted],
    }


def _units(gazetteer: Gazetteer, choice: PrintChoice) -> list[Unit]:
    if choice.everywhere:
        return list(gazetteer.units.values())
    found = [unit for word in choice.provinces for unit in _province(gazetteer, word).units]
    found += [_unit(gazetteer, word) for word in choice.areas]
    return list(dict.fromkeys(found))


def _province(gazetteer: Gazetteer, word: str) -> Province:
    known = {province.slug: province for province in gazetteer.provinces}
    return _named({**known, **gazetteer.by_code}, word, "tỉnh", "Mở trang Địa bàn để xem tên viết thế nào", known)


def _unit(gazetteer: Gazetteer, word: str) -> Unit:
    """By code (``28159``, ``vn-2025:28159``) or slug (``tay-ninh/can-giuoc``, as in addresses, or with a hyphen)."""
    if unit := gazetteer.units.get(f"{ERA}:{word.removeprefix(f'{ERA}:')}"):
        return unit
    known = gazetteer.by_record_id
    return _named(known, word.replace("/", "-"), "xã, phường", "Viết như tay-ninh/can-giuoc, hoặc mã năm chữ số")


def _named(
    known: Mapping[str, Found], word: str, kind: str, otherwise: str, to_guess: Iterable[str] | None = None
) -> Found:
    if word in known:
        return known[word]
    if as_id(word) in known:  # typed with accents and spaces
        return known[as_id(word)]
    near = closest(word, known if to_guess is None else to_guess)
    mend = f"Có phải bạn muốn viết '{near}'?" if near else otherwise
    raise PrintError(f"Không có {kind} nào mang mã '{word}' → {mend}")
