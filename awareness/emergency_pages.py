"""Renderers for the worst minute: what to do when it has happened, a report to write, what is happening. All pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awareness.artifacts import Artifact
from awareness.cards import CardText
from awareness.catalogue import Catalogue
from awareness.page import PageWriter
from awareness.pages import earliest_due, pages_by_key, titles_on_card

HELP: Final = {"title": "Tôi vừa bị lừa", "url": "vua-bi-lua/"}


def response_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/vua-bi-lua/index.md``: whom to call, what to read out, what to keep; then each response, by minutes."""
    writer = PageWriter(catalogue)
    description = "Đã chuyển tiền, cài ứng dụng lạ, lộ giấy tờ, gặp cướp, có cháy: việc cần làm theo từng phút."
    first = catalogue.responses.get(catalogue.emergency.first)
    yield writer.page(
        "vua-bi-lua/index.md",
        "responses",
        writer.meta(
            "Tôi vừa bị lừa hoặc gặp nạn",
            description,
            template="responses.html",
            review_due=earliest_due(catalogue.responses.values()),
        ),
        card=titles_on_card("vua-bi-lua", "Chuyện gì vừa xảy ra?", catalogue.responses.values()),
        first=first,
        guides=catalogue.listed_guides,
        responses=list(catalogue.responses.values()),
        phases=catalogue.vocabulary.phases,
        field_names=catalogue.vocabulary.fields,
    )


def report_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/vua-bi-lua/trinh-bao.md``: what to tell the police, written on the phone and kept nowhere else."""
    writer = PageWriter(catalogue)
    description = "Điền trên máy mình, chép hoặc in ra, mang tới công an xã, phường. Không gửi đi đâu."
    fields = [{"label": field.label, "hint": field.hint, "lines": field.lines} for field in catalogue.emergency.report]
    meta = writer.meta("Viết sẵn bản trình báo", description, above=[HELP], template="report.html", report=fields)
    lines = [field.label for field in catalogue.emergency.report]
    card = CardText(look="vua-bi-lua", heading="Cần nhớ, cần ghi", lines=lines, numbered=False)
    yield writer.page("vua-bi-lua/trinh-bao.md", "report", meta, card=card)


def triage_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/chuyen-gi-dang-xay-ra/index.md``: two questions, by links alone, to the page that answers."""
    writer = PageWriter(catalogue)
    pages = pages_by_key(catalogue)
    happenings = [
        (happening, [(way.label, pages[way.page].path) for way in happening.ways if way.page in pages])
        for happening in catalogue.emergency.triage
    ]
    description = "Không cần gõ chữ: chọn chuyện đang gặp, rồi chọn tiếp, tới đúng trang cần xem."
    lines = [happening.label for happening in catalogue.emergency.triage]
    yield writer.page(
        "chuyen-gi-dang-xay-ra/index.md",
        "triage",
        writer.meta("Chuyện gì đang xảy ra?", description, template="triage.html"),
        card=CardText(look="vua-bi-lua", heading="Chọn một chuyện", lines=lines, numbered=False),
        happenings=[(happening, ways) for happening, ways in happenings if ways],
    )
