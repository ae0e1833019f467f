"""Prints for those who look at each other's homes and at their own: checklists, the roster, the logbook. Pure."""

from __future__ import annotations

from typing import Any, Final

from awareness.catalogue import Catalogue
from awareness.checklist_pages import MONTHS, NEIGHBOURS, USUAL_HOUSEHOLDS
from awareness.community import Checklist
from awareness.print_items import Content, Item, Subject
from awareness.print_tactics import ON_PAPER, calls_of, look_of
from awareness.roster import roster
from awareness.vietnamese import spoken_day

NEIGHBOURS_CALLS: Final = ["114", "115"]
"""Contacts on the cover of the logbook: what households look for is fire."""
SIZE: Final = 13.0
"""Points of a line that is ticked; the reason below it is as small as the sheet's smallest."""
LINES: Final = 15
"""Of a sheet of the logbook, each 10.6 mm high: room for a hand that writes standing."""


def checklist_content(catalogue: Catalogue, subject: Subject) -> Content:
    """The whole checklist, on as many sheets as it needs."""
    checklist = subject.record
    assert isinstance(checklist, Checklist), "made for a checklist"
    data: dict[str, Any] = {
        "title": checklist.title,
        "place": checklist.place,
        "who": checklist.who,
        "when": checklist.when,
        "look": look_of("kiem-tra"),
        "size": SIZE,
        "sections": [
            {
                "heading": section.heading,
                "items": [{"text": item.text, "why": item.why, "mend": item.mend} for item in section.items],
                "blanks": list(section.blanks),
            }
            for section in checklist.sections
        ],
        "unmet": list(checklist.unmet),
        "calls": calls_of(catalogue, subject, list(checklist.call), len(checklist.call) + 1),
        "updated": spoken_day(checklist.updated.isoformat()),
    }
    return Content(data, {"page": f"{catalogue.site.base_url}kiem-tra/{checklist.id}/"})


def roster_content(catalogue: Catalogue, subject: Subject) -> Content:
    """Numbered households: who goes to whom in which month; names are written in by hand."""
    households = [str(number) for number in range(1, USUAL_HOUSEHOLDS + 1)]
    months = [[visit.host for visit in visits] for visits in roster(households, MONTHS)]
    data = {
        "title": "Lịch kiểm tra chéo 12/1",
        "look": look_of("kiem-tra"),
        "households": households,
        "months": months,
    }
    return Content(data, {"page": f"{catalogue.site.base_url}{NEIGHBOURS['url']}lich/"})


def logbook_content(catalogue: Catalogue, subject: Subject) -> Content:
    """A cover, and a sheet for each month of a year."""
    data = {
        "title": "Sổ kiểm tra chéo 12/1",
        "look": look_of("kiem-tra"),
        "lines": LINES,
        "months": MONTHS,
        "calls": calls_of(catalogue, subject, NEIGHBOURS_CALLS, len(NEIGHBOURS_CALLS) + 1),
    }
    return Content(data, {"page": f"{catalogue.site.base_url}{NEIGHBOURS['url']}"})


NEIGHBOUR_ITEMS: Final = (
    Item(
        id="checklist", file="phieu-kiem-a4", group="Bảng kiểm", title="A4", made_for="checklist",
        width=210, height=297, smallest=12.0, template="print-checklist", content=checklist_content, colours=ON_PAPER,
    ),
    Item(
        id="roster", file="lich-kiem-tra-cheo-a4", group="Kiểm tra chéo 12/1", title="Lịch cho 12 nhà, A4",
        made_for="everybody",
        width=297, height=210, smallest=12.0, template="print-roster", content=roster_content, colours=ON_PAPER,
    ),
    Item(
        id="logbook", file="so-kiem-tra-cheo-a4", group="Kiểm tra chéo 12/1", title="Sổ cho một năm, A4",
        made_for="everybody",
        width=297, height=210, smallest=12.0, template="print-logbook", content=logbook_content, colours=ON_PAPER,
    ),
)  # fmt: skip
