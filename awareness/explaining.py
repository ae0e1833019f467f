"""``explain``: what a field is for, how it is filled in well, and how not."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from awareness.cross_references import FieldPath
from awareness.field_guide import KIND_NAMES, FieldGuide, every_field
from awareness.reading import shown
from awareness.real_examples import block_example, titles_in
from awareness.single_files import Vocabulary
from awareness.vietnamese import as_id, closest

ASK: Final = "python build_warnings.py explain"
FEW: Final = 12
"""Records that are named one by one, since they can be looked through at a glance."""


@dataclass(frozen=True, slots=True)
class Explained:
    """Fields that an editor asked about.

    asked: as typed; meant: the name that was found instead when there is none such, else None; fields: those that are
    explained alike stand together, first among them the one that is shown; children: of a block, by the name of the
    field and its folder; others: fields that end in the same name, inside of others.
    """

    asked: str
    meant: str | None
    fields: Sequence[Sequence[FieldGuide]]
    children: Mapping[tuple[str, FieldPath], Sequence[FieldGuide]]
    others: Sequence[FieldGuide]


def explain_field(asked: str, vocabulary: Vocabulary) -> Explained:
    """Find a field by its name (``says``, ``script.says``, ``tactics.script.says``) or by its Vietnamese label."""
    guides = list(every_field(vocabulary))
    found = [guide for guide in guides if _is_named(guide, asked)]
    meant = None
    if not found:
        names = {name: None for guide in guides for name in (guide.path[-1], guide.name, guide.label)}
        meant = closest(asked, names)
        found = [guide for guide in guides if meant is not None and _is_named(guide, meant)]
    # whoever asks for "quiz" means the quiz of a record, not that inside of a kit
    whole = [guide for guide in found if (meant or asked) in (guide.name, f"{guide.folder}.{guide.name}")] or found
    others = [guide for guide in found if guide not in whole]
    children = collections.defaultdict[tuple[str, FieldPath], list[FieldGuide]](list)
    for guide in guides:
        children[guide.folder, guide.path[:-1]].append(guide)
    return Explained(asked, meant, _alike(whole), children, [alike[0] for alike in _alike(others)])


def _is_named(guide: FieldGuide, asked: str) -> bool:
    path = (guide.folder, *guide.path)
    names = {".".join(path[start:]) for start in range(len(path))}
    return asked in names or as_id(asked) == as_id(guide.label)


def _alike(guides: Sequence[FieldGuide]) -> list[list[FieldGuide]]:
    groups: dict[tuple[object, ...], list[FieldGuide]] = {}
    for guide in guides:
        key = (guide.path, guide.about, guide.holds, guide.is_required, tuple(guide.words), guide.example)
        groups.setdefault(key, []).append(guide)
    return list(groups.values())


def told(explained: Explained, warnings: Path) -> Iterator[str]:
    """The lines that a terminal shows; records of the folder ``warnings`` are the examples."""
    if not explained.fields:
        yield f"Không có mục nào tên '{explained.asked}'. Xem tên các mục trong CONTRIBUTING.md, hoặc trang /cac-muc/."
        return
    if explained.meant:
        yield f"Không có mục '{explained.asked}'. Có phải bạn muốn hỏi '{explained.meant}'?"
        yield ""
    for number, alike in enumerate(explained.fields):
        if number:
            yield ""
        yield from _one(alike)
        yield from _choice_of_records(alike[0], warnings)
        yield from _block(alike[0], explained.children, warnings)
    if explained.others:
        yield ""
        yield "Mục cùng tên nằm trong khối khác, hỏi bằng tên đủ:"
        yield from (f"  {ASK} {guide.name}  ({KIND_NAMES[guide.folder]})" for guide in explained.others)


def _one(alike: Sequence[FieldGuide]) -> Iterator[str]:
    guide = alike[0]
    label = f" ({guide.label})" if guide.label != guide.path[-1] else ""
    yield f"{guide.name}{label}"
    yield f"  Ở:      {', '.join(f'{KIND_NAMES[field.folder]} ({field.folder})' for field in alike)}"
    yield f"  Để:     {guide.about}"
    yield f"  Viết:   {guide.holds}; {'bắt buộc' if guide.is_required else 'không bắt buộc'}"
    if guide.words:
        yield "  Chọn:   " + ", ".join(f"{word} ({label})" if label else word for word, label in guide.words.items())
    if guide.example:
        yield f"  Được:   {guide.example.good}"
        yield f"  Chưa:   {guide.example.bad}"
        yield f"  Vì sao: {guide.example.why}"


def _choice_of_records(guide: FieldGuide, warnings: Path) -> Iterator[str]:
    """Which ids a field may name: all with their titles while they are few, else where they are found."""
    if guide.refers_to is None:
        return
    titles = titles_in(warnings / guide.refers_to)
    if not 0 < len(titles) <= FEW:
        yield f"  Chọn:   mã là tên tệp trong {shown(warnings / guide.refers_to)}/, bỏ .yml (đang có {len(titles)} mã)"
        return
    yield "  Chọn:   một trong các mã này (mã, rồi tên bản ghi)"
    width = max(map(len, titles))
    yield from (f"          {name:{width}}  {title}" for name, title in titles.items())


def _block(
    guide: FieldGuide, children: Mapping[tuple[str, FieldPath], Sequence[FieldGuide]], warnings: Path
) -> Iterator[str]:
    """What is in a block, how to ask further, and one that somebody has filled in."""
    inside = children.get((guide.folder, guide.path), ())
    if not inside:
        return
    yield "  Mục con, viết thụt vào dưới nó:"
    width = max(len(child.path[-1]) for child in inside)
    for child in inside:
        optional = "" if child.is_required else " (không bắt buộc)"
        yield f"          {child.path[-1]:{width}}  {child.about}{optional}"
    yield f"  Hỏi tiếp: {ASK} {guide.name}.{inside[0].path[-1]}"
    if example := block_example(warnings / guide.folder, guide.path):
        yield f"  Ví dụ, trong {shown(example.path)}:"
        yield from (f"    {line}" for line in example.lines)
