"""Who gets how many prints, at what cost: a page with a worked example from a record, and a sheet to fill in. Pure.

No cost is ever made up: the only one is what a source says, with its day; for their own place people ask printers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.community import CommunityModel, Figure
from awareness.page import PageWriter
from awareness.print_items import Content, Item, Subject
from awareness.print_tactics import ON_PAPER, look_of
from awareness.sharing import page_message

MODEL: Final = "moc-khoa-to-giac-toi-pham"
"""The model whose source says how many pieces were handed out, by whom, and what they cost together."""
COST: Final = "kinh-phi"
"""The measure of money, in đồng."""
ADDRESS: Final = "in-an/ke-hoach/"
TITLE: Final = "Kế hoạch in và phát"
SUMMARY: Final = "Ai nhận bao nhiêu cái, hết bao nhiêu tiền: xem một nơi đã làm, rồi tính cho nơi mình."
ROUNDED_TO: Final = 100
"""Đồng: the source says "gần" and "hơn", so the price of one piece is not known more exactly."""
EMPTY_LINES: Final = 14
ALL_PRINTS: Final = {"title": "In biển, móc khóa, tờ rơi", "url": "in-an/"}
"""`print_pages.py` names the page of all prints so."""


class Share(NamedTuple):
    """What one giver handed out; cost: đồng, at the price of one piece."""

    figure: Figure
    cost: int


class Example(NamedTuple):
    """total: pieces; cost: đồng for all; each: đồng for one, rounded; shares: what the source names of the total."""

    total: Figure
    cost: Figure
    each: int
    shares: Sequence[Share]

    @property
    def named(self) -> int:
        """Pieces of all shares: sources do not always name them all."""
        return sum(share.figure.value for share in self.shares)


def example_of(model: CommunityModel) -> Example | None:
    """The first total of the model for which its source gives a cost, too: of the same place and day."""
    for total in model.figures:
        if not total.summed or total.measure == COST or not total.value:
            continue
        same = [figure for figure in model.figures if _when_and_where(figure) == _when_and_where(total)]
        costs = [figure for figure in same if figure.measure == COST]
        if not costs:
            continue
        each = round(costs[0].value / total.value / ROUNDED_TO) * ROUNDED_TO
        parts = [figure for figure in same if figure.measure == total.measure and not figure.summed]
        return Example(total, costs[0], each, [Share(part, part.value * each) for part in parts])
    return None


def _when_and_where(figure: Figure) -> tuple[str, str | None, int]:
    return figure.place, figure.as_of, figure.source


def print_plan(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/in-an/ke-hoach.md``: the example; with a script, the same reckoning for one's own numbers."""
    writer = PageWriter(catalogue)
    model = catalogue.models.get(MODEL)
    message = page_message(catalogue, TITLE, SUMMARY, ADDRESS)
    yield writer.page(
        "in-an/ke-hoach.md",
        "print-plan",
        writer.meta(TITLE, SUMMARY, above=[ALL_PRINTS], template="print-plan.html", message=message),
        model=model,
        example=example_of(model) if model else None,
        measures=catalogue.vocabulary.measures,
        sources=model.sources if model else (),
        field_names=catalogue.vocabulary.fields,
    )


def plan_content(catalogue: Catalogue, subject: Subject) -> Content:
    """An empty plan: groups, numbers, prices, signatures are written in by hand."""
    data = {"title": TITLE, "summary": SUMMARY, "look": look_of("mo-hinh"), "lines": EMPTY_LINES}
    return Content(data, {"page": catalogue.site.base_url + ADDRESS})


PLAN_ITEMS: Final = (
    Item(
        id="plan", file="ke-hoach-in-phat-a4", group="Kế hoạch in và phát", title="Tờ để điền, A4",
        made_for="everybody",
        width=297, height=210, smallest=12.0, template="print-plan", content=plan_content, colours=ON_PAPER,
    ),
)  # fmt: skip
