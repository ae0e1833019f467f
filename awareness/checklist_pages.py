"""Renderers of checklists, and of what households need who check one another. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.page import PageWriter
from awareness.roster import roster
from awareness.sharing import article_message

LIST: Final = {"title": "Bảng kiểm", "url": "kiem-tra/"}
NEIGHBOURS: Final = {"title": "Kiểm tra chéo 12/1", "url": "kiem-tra-12-1/"}
NEIGHBOURS_MODEL: Final = "kiem-tra-pccc-12-1"
"""The model that ``/kiem-tra-12-1/`` helps to carry out; how it is done is told there in the words of its record."""
USUAL_HOUSEHOLDS: Final = 12
"""As the name of the model says; the roster printed without scripts is for so many."""
MONTHS: Final = 12
EMPTY_LINES: Final = 14
"""Lines of the logbook that fit on one sheet of A4, high enough to write by hand."""


def checklist_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/kiem-tra/<id>.md`` for each checklist, retired ones included."""
    writer = PageWriter(catalogue)
    for checklist in catalogue.checklists.values():
        items = [item.text for section in checklist.sections for item in section.items]
        meta = writer.meta(
            checklist.title,
            checklist.summary,
            above=[LIST],
            call=checklist.call,
            template="checklist.html",
            id=checklist.id,
            status=checklist.status,
            checks=[anchor(section.id) for section in checklist.sections if section.items],
            blanks=[anchor(section.id) for section in checklist.sections if not section.items],
            message=article_message(catalogue, checklist, items, f"kiem-tra/{checklist.id}/"),
            published=checklist.published,
            updated=checklist.updated,
            reviewed=checklist.reviewed,
            review_due=checklist.review_due,
        )
        yield writer.page(
            f"kiem-tra/{checklist.id}.md",
            "checklist",
            meta,
            checklist=checklist,
            anchor=anchor,
            related=catalogue.related(checklist),
            models=[catalogue.models[model] for model in checklist.models if model in catalogue.models],
            for_neighbours=NEIGHBOURS_MODEL in checklist.models,
            sources=checklist.sources,
            field_names=catalogue.vocabulary.fields,
        )


def anchor(section_id: str) -> str:
    """The anchor of a section that a record names: never one of those that every page has."""
    return f"phan-{section_id}"


def checklist_list(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/kiem-tra/index.md``: every current checklist, by group."""
    description = (
        "Bảng kiểm an toàn ở nhà, khi đi xa, nơi làm việc, phòng cháy 12/1: in ra hoặc đánh dấu trên điện thoại."
    )
    writer = PageWriter(catalogue)
    meta = writer.meta(LIST["title"], description)
    yield writer.page("kiem-tra/index.md", "checklist-list", meta, groups=list(catalogue.checklists_by_group()))


def neighbour_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/kiem-tra-12-1/``: how households check one another, roster, logbook: three pages, each to print."""
    writer = PageWriter(catalogue)
    model = catalogue.models.get(NEIGHBOURS_MODEL)
    description = "Rủ đủ hộ, lập lịch xem chéo, in phiếu theo nơi, ghi sổ chỗ chưa ổn cho đến khi sửa xong."
    about_model = {"message": article_message(catalogue, model, model.start, NEIGHBOURS["url"])} if model else {}
    yield writer.page(
        "kiem-tra-12-1/index.md",
        "neighbours",
        writer.meta("Kiểm tra chéo 12/1: làm thế nào", description, above=[LIST], **about_model),
        model=model,
        checklists=[checklist for checklist in catalogue.current_checklists if NEIGHBOURS_MODEL in checklist.models],
        sources=model.sources if model else (),
        field_names=catalogue.vocabulary.fields,
    )
    description = "Gõ tên các nhà, có ngay lịch: mỗi tháng nhà nào xem nhà nào, không nhà nào bị bỏ sót."
    meta = writer.meta("Lịch kiểm tra chéo 12/1", description, above=[LIST, NEIGHBOURS], template="roster.html")
    numbers = [str(number) for number in range(1, USUAL_HOUSEHOLDS + 1)]
    yield writer.page("kiem-tra-12-1/lich.md", "roster", meta, households=numbers, months=roster(numbers, MONTHS))
    description = "Ghi chỗ chưa ổn của từng nhà; chưa sửa thì tháng sau còn nguyên trong sổ."
    meta = writer.meta("Sổ kiểm tra chéo 12/1", description, above=[LIST, NEIGHBOURS], template="logbook.html")
    yield writer.page("kiem-tra-12-1/so.md", "logbook", meta, lines=EMPTY_LINES)
