"""Prints about one danger: leaflet, poster, sign for a shop, board beside a road. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Final

from awareness.area_prints import own_rows
from awareness.cards import ACCENT, FRAME_HEADING, looks
from awareness.catalogue import Catalogue
from awareness.print_items import Colours, Content, Item, Subject
from awareness.quiz import telling_line
from awareness.records import Tactic
from awareness.sharing import tactic_url
from awareness.vietnamese import spoken_day

OFFICE: Final = "cong-an-xa-phuong"
"""The contact whose number each commune has for itself; without a commune there is a line to write it on."""
STEPS_AFTER: Final = 5
"""Acts when it has already happened: the first hour, the rest is on the page."""
SOFT: Final = "#fff6c2"
"""Ground of what criminals say, light enough to be read like paper."""
ON_PAPER: Final = Colours(field="#b00020", letters="#ffffff", panel=ACCENT, panel_letters="#1a1a1a")
"""What all of these prints have in common; the ground is the one of the category, see `look_of`."""


def look_of(look: str) -> dict[str, str]:
    """Colours and icon by category, or by the first part of a page's path, as the cards of the site have them."""
    own = looks()[look]
    return {"icon": own["icon"], "ground": own["ground"], "deep": own["deep"], "accent": ACCENT, "soft": SOFT}


def calls_of(catalogue: Catalogue, subject: Subject, national: list[str], most: int) -> list[Mapping[str, str | None]]:
    """Whom to call: one national number or more, then the main one of the commune, or a line to write it on.

    national: ids of contacts, the first that can be called comes first; most: how many calls there are room for.
    """
    country = [{"number": contact.number, "label": contact.reached} for contact in catalogue.call_contacts(national)]
    if subject.unit:
        local = [{"number": row.number, "label": row.title} for row in own_rows(catalogue, subject.unit)]
    else:
        local = [{"number": None, "label": contact.reached} for contact in catalogue.known_contacts([OFFICE])]
    return [*country[: max(1, most - 1)], *local[:1]]


def tactic_content(catalogue: Catalogue, subject: Subject, most_calls: int = 2) -> Content:
    """What the four templates choose from; each shows as many lines as it has room for."""
    tactic = subject.record
    assert isinstance(tactic, Tactic), "made for a tactic"
    category = catalogue.category(tactic)
    most_severe = next(iter(catalogue.vocabulary.severities))
    line = telling_line(tactic) or next(iter(tactic.script), None)
    data: dict[str, Any] = {
        "title": tactic.title,
        "summary": tactic.summary,
        "label": category.label,
        "badge": catalogue.vocabulary.severities[most_severe].label.upper() if tactic.severity == most_severe else None,
        "hazard": category.hazard,
        "look": look_of(tactic.category),
        "frame": FRAME_HEADING,
        "signs": list(tactic.red_flags),
        "acts": list(tactic.do),
        "never": list(tactic.never),
        "act": tactic.never[0],
        "lie": {"says": line.says, "lie": line.lie} if line else None,
        "checks": list(tactic.check),
        "happened": _first_acts(catalogue, tactic),
        "calls": calls_of(catalogue, subject, list(category.call), most_calls),
        "operator": catalogue.site.operator.name,
        "updated": spoken_day(tactic.updated.isoformat()),
    }
    return Content(data, {"page": tactic_url(catalogue, tactic.id)})


def _first_acts(catalogue: Catalogue, tactic: Tactic) -> list[str]:
    """What to do first when it has happened: of the first response, or else what the record itself says."""
    steps = (step for response in catalogue.responses_of(tactic)[:1] for step in response.steps)
    acts = list(itertools.chain.from_iterable(step.do for step in steps)) or list(tactic.if_happened.steps)
    return acts[:STEPS_AFTER]


def board_content(catalogue: Catalogue, subject: Subject) -> Content:
    """Without a QR code: nobody should scan while driving."""
    return Content(tactic_content(catalogue, subject).data, {})


def _tactic_item(id: str, file: str, group: str, title: str, **more: Any) -> Item:
    return Item(
        id=id, file=file, group=group, title=title, made_for="tactic", content=more.pop("content", tactic_content),
        colours=ON_PAPER, **more,
    )  # fmt: skip


TACTIC_ITEMS: Final = (
    _tactic_item(
        "leaflet", "to-roi-a5", "Tờ rơi", "A5, in hai mặt giấy A4 rồi gấp đôi",
        width=297, height=210, smallest=13.0, template="print-leaflet",
    ),
    _tactic_item(
        "poster", "ap-phich-a3", "Áp phích", "A3", width=297, height=420, smallest=24.0, template="print-poster",
    ),
    _tactic_item(
        "shop-sign", "bien-cua-hang-a4", "Biển cửa hàng, nhà trọ", "A4",
        width=297, height=210, smallest=24.0, template="print-shop-sign",
    ),
    _tactic_item(
        "shop-sign-a5", "bien-cua-hang-a5", "Biển cửa hàng, nhà trọ", "A5",
        width=210, height=148.5, smallest=16.5, template="print-shop-sign", ready=False,
    ),
    _tactic_item(
        "board", "pano-240x120", "Pano ven đường", "240 × 120 cm",
        width=2400, height=1200, smallest=250.0, template="print-board", content=board_content,
        ready=False,
    ),
)  # fmt: skip
"""Type sizes: 13 pt for the hands of old people; 24 pt is read at two metres; the board has capitals of 62 mm and more
(0.7 of 250 pt). With three millimetres of letter for each metre they are read from 20 m, those of the title, mostly
twice as high, from 40 m, which is five seconds at 30 km/h. 240 × 120 cm is cut from one sheet of 244 × 122 cm.

These are measures of our own, not of a norm; nobody has yet tried them beside a road.
"""
