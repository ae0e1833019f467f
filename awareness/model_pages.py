"""Renderers of what neighbours do together: one page for each model, the list, the yearly review. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from awareness.artifacts import Artifact
from awareness.cards import CardText, retired_badge
from awareness.catalogue import Catalogue
from awareness.checklist_pages import NEIGHBOURS_MODEL
from awareness.community import CommunityModel, Extension, Figure
from awareness.page import PageWriter
from awareness.sharing import article_message
from awareness.single_files import Measure, Term
from awareness.tables import csv_table
from awareness.vietnamese import spoken_day

LIST: Final = {"title": "Bà con cùng làm", "url": "mo-hinh/"}
REVIEW_TITLE: Final = "Rà soát mô hình hằng năm"
_NOT_SUMMED: Final = frozenset({"%"})
"""Units of which a sum says nothing."""


def model_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/mo-hinh/<id>.md`` for each model, retired ones included."""
    writer = PageWriter(catalogue)
    for model in catalogue.models.values():
        meta = writer.meta(
            model.title,
            model.summary,
            above=[LIST],
            id=model.id,
            status=model.status,
            message=article_message(catalogue, model, model.what, f"mo-hinh/{model.id}/"),
            published=model.published,
            updated=model.updated,
            reviewed=model.reviewed,
            review_due=model.review_due,
        )
        yield writer.page(
            f"mo-hinh/{model.id}.md",
            "model",
            meta,
            card=CardText(
                look="mo-hinh",
                label=catalogue.vocabulary.model_groups[model.group].label,
                badge=retired_badge(model),
                lead=model.what[0],
                heading="Bắt đầu thế nào",
                lines=model.start,
            ),
            model=model,
            extends=_extended(catalogue, model),
            extended_by=_extending(catalogue, model),
            measures=catalogue.vocabulary.measures,
            results=catalogue.vocabulary.review_results,
            related=catalogue.related(model),
            checklists=catalogue.checklists_about(model),
            for_neighbours=model.id == NEIGHBOURS_MODEL,
            sources=model.sources,
            field_names=catalogue.vocabulary.fields,
        )


def model_list(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/mo-hinh/index.md``: every current model, by group."""
    description = "Tổ tự quản, nhóm Zalo, biển đỏ, móc khóa, kiểm tra cháy 12/1: cách làm, ai làm, điều phải giữ."
    writer = PageWriter(catalogue)
    meta = writer.meta(LIST["title"], description)
    yield writer.page("mo-hinh/index.md", "model-list", meta, groups=list(catalogue.models_by_group()))


def review_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/mo-hinh/ra-soat-hang-nam.md``: what the figures add up to, what is missing, how the review is done."""
    description = "Cộng số liệu đã có của các mô hình, chỉ ra chỗ còn thiếu, kèm bảng để xã, phường tự rà soát."
    writer = PageWriter(catalogue)
    models = catalogue.current_models
    yield writer.page(
        "mo-hinh/ra-soat-hang-nam.md",
        "model-review",
        writer.meta(REVIEW_TITLE, description, above=[LIST]),
        totals=list(totals(catalogue)),
        groups=list(catalogue.models_by_group()),
        results=catalogue.vocabulary.review_results,
        without_figures=[model for model in models if not model.figures],
        without_day=[model for model in models if any(figure.as_of is None for figure in model.figures)],
        never_reviewed=[model for model in models if not model.reviews],
        number_of_models=len(models),
    )


class Total(NamedTuple):
    """What the figures of one measure in one group of models add up to.

    value: the sum; places: how many places have given a figure; years: the first and last one known, or None;
    undated: figures whose source does not say when they were counted.
    """

    measure: Measure
    value: int
    places: int
    years: tuple[str, str] | None
    undated: int


def totals(catalogue: Catalogue) -> Iterator[tuple[Term, list[Total]]]:
    """Sums where several figures say the same of the same kind of model, group by group in the order of the vocabulary.

    Members of chat groups and of patrols are both people, but nobody wants to know how many they are together.
    """
    for _, group, models in catalogue.models_by_group():
        sums = []
        for measure_id, measure in catalogue.vocabulary.measures.items():
            figures = [
                figure for model in models for figure in model.figures if figure.summed and figure.measure == measure_id
            ]
            if len(figures) > 1 and measure.unit not in _NOT_SUMMED:
                sums.append(_total(measure, figures))
        if sums:
            yield group, sums


def _total(measure: Measure, figures: Sequence[Figure]) -> Total:
    years = sorted(figure.as_of[:4] for figure in figures if figure.as_of)
    return Total(
        measure,
        sum(figure.value for figure in figures),
        len({figure.place for figure in figures}),
        (years[0], years[-1]) if years else None,
        sum(figure.as_of is None for figure in figures),
    )


COLUMNS: Final = (
    *("Mã mô hình", "Mô hình", "Nhóm", "Số liệu đã có", "Con số", "Đơn vị", "Nơi", "Tính đến", "Nguồn"),
    *("Con số năm nay", "Đếm ngày nào", "Kết quả rà soát", "Bằng chứng", "Rà soát lại ngày"),
)


def review_table(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/mo-hinh/ra-soat.csv``: every figure of every current model, and empty columns for this year's review."""
    rows = []
    for model in catalogue.current_models:
        group = catalogue.vocabulary.model_groups[model.group].label
        for known in [_known(catalogue, model, figure) for figure in model.figures] or [[]]:
            rows.append([model.id, model.title, group, *known])
    yield Artifact.text("docs/mo-hinh/ra-soat.csv", csv_table(COLUMNS, rows))


def _known(catalogue: Catalogue, model: CommunityModel, figure: Figure) -> list[str]:
    source = model.sources[figure.source - 1]
    return [
        f"{figure.what} ({figure.about})" if figure.about else figure.what,
        str(figure.value),
        catalogue.vocabulary.measures[figure.measure].unit,
        figure.place,
        spoken_day(figure.as_of) if figure.as_of else "nguồn không ghi",
        f"{source.title}, {spoken_day(source.date)}",
    ]


def _extended(catalogue: Catalogue, model: CommunityModel) -> Sequence[tuple[CommunityModel, Extension]]:
    return [
        (catalogue.models[extension.model], extension)
        for extension in model.extends
        if extension.model in catalogue.models
    ]


def _extending(catalogue: Catalogue, model: CommunityModel) -> Sequence[tuple[CommunityModel, Extension]]:
    return [
        (other, extension)
        for other in catalogue.current_models
        for extension in other.extends
        if extension.model == model.id
    ]
