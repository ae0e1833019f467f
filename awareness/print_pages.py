"""Renderer of ``/in-an/``: what lies ready to be printed, and how to make what does not. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from awareness.area_pages import area_title
from awareness.artifacts import Artifact
from awareness.cards import CardText
from awareness.catalogue import Catalogue
from awareness.page import PageWriter
from awareness.print_items import Item, Subject, print_path
from awareness.print_plan import ALL_PRINTS
from awareness.prints import items_of, ready_subjects
from awareness.vietnamese import sort_key

TITLE: Final = ALL_PRINTS["title"]
DESCRIPTION: Final = "Chọn xã, phường hay cảnh báo, chọn bản in, tải về. Có bản màu và bản tiết kiệm mực."
SAVES_INK: Final = ", tiết kiệm mực"
CARD: Final = CardText(
    look="bao-tin",
    heading="Có sẵn để in",
    lines=("Biển đỏ tại quầy", "Móc khóa tố giác tội phạm", "Tờ rơi, áp phích", "Bảng kiểm, lịch, sổ 12/1"),
    numbered=False,
)


def print_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/in-an/index.md``. Its front matter says which files belong to which section: ``prints`` is section id →
    list of ``{id, name, files}``, a file being ``{title, url}``; MkDocs knows of none of them."""
    writer = PageWriter(catalogue)
    meta = writer.meta(
        TITLE,
        DESCRIPTION,
        template="prints.html",
        prints={
            "xa-phuong": _of_areas(catalogue),
            "canh-bao": _of_tactics(catalogue),
            "bang-kiem": _of_checklists(catalogue),
            "moi-noi": _of_everybody(catalogue),
        },
    )
    items = items_of(catalogue)
    yield writer.page("in-an/index.md", "prints", meta, card=CARD, items=items, by_group=_by_group(items))


Entry = dict[str, Any]


def _of_areas(catalogue: Catalogue) -> list[Entry]:
    entries = []
    for subject in ready_subjects(catalogue, "area"):
        assert subject.unit
        area = catalogue.areas_by_key[subject.unit.key]
        province = catalogue.gazetteer.by_code[subject.unit.province_code]
        path = f"{province.slug}/{subject.unit.slug}"
        name = area_title(catalogue, area)
        entries.append({"id": area.id, "name": name, "area": path, "files": _files(catalogue, "area", subject)})
    return sorted(entries, key=lambda entry: sort_key(entry["name"]))


def _of_tactics(catalogue: Catalogue) -> list[Entry]:
    subjects = [subject for subject in ready_subjects(catalogue, "tactic") if subject.record]
    entries = [_entry(subject, _files(catalogue, "tactic", subject)) for subject in subjects]
    return sorted(entries, key=lambda entry: sort_key(entry["name"]))


def _of_checklists(catalogue: Catalogue) -> list[Entry]:
    subjects = [subject for subject in ready_subjects(catalogue, "checklist") if subject.record]
    return [_entry(subject, _files(catalogue, "checklist", subject)) for subject in subjects]


def _entry(subject: Subject, files: Sequence[dict[str, str]]) -> Entry:
    assert subject.record
    return {"id": subject.record.id, "name": subject.record.title, "files": files}


def _of_everybody(catalogue: Catalogue) -> list[Entry]:
    items = [item for item in items_of(catalogue) if item.ready and item.made_for == "everybody"]
    return [
        {
            "id": f"moi-noi-{number}",
            "name": group,
            "files": [file for item in members for file in _looks(catalogue, item, Subject(), item.title)],
        }
        for number, (group, members) in enumerate(_by_group(items), start=1)
    ]


def _files(catalogue: Catalogue, made_for: str, subject: Subject) -> list[dict[str, str]]:
    return [
        file
        for item in items_of(catalogue)
        if item.ready and item.made_for == made_for
        for file in _looks(catalogue, item, subject, f"{item.group}: {item.title}")
    ]


def _looks(catalogue: Catalogue, item: Item, subject: Subject, title: str) -> Iterator[dict[str, str]]:
    for save_ink in item.looks:
        path = print_path(catalogue, item, subject, save_ink=save_ink)
        yield {"title": title + (SAVES_INK if save_ink else ""), "url": path.relative_to("site").as_posix()}


def _by_group(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    return list(groups.items())
