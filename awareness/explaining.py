"""``explain``: what a field is for, how it is filled in well, and how not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awareness.field_guide import KIND_NAMES, FieldGuide, every_field
from awareness.single_files import Vocabulary
from awareness.vietnamese import as_id, closest


@dataclass(frozen=True, slots=True)
class Explained:
    """Fields that an editor asked about.

    asked: as typed; meant: the name that was found instead when there is none such, else None; fields: those that are
    explained alike stand together, first among them the one that is shown.
    """

    asked: str
    meant: str | None
    fields: Sequence[Sequence[FieldGuide]]


def explain_field(asked: str, vocabulary: Vocabulary) -> Explained:
    """Find a field by its name (``says``, ``script.says``, ``tactics.script.says``) or by its Vietnamese label."""
    guides = list(every_field(vocabulary))
    found = [guide for guide in guides if _is_named(guide, asked)]
    meant = None
    if not found:
        names = {name: None for guide in guides for name in (guide.path[-1], guide.name, guide.label)}
        meant = closest(asked, names)
        found = [guide for guide in guides if meant is not None and _is_named(guide, meant)]
    return Explained(asked, meant, _alike(found))


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


def told(explained: Explained) -> Iterator[str]:
    """The lines that a terminal shows."""
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
