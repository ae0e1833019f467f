"""What a print is: for whom it is made, how large, in which colours. What stands on it is in the rooms of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final, Literal, NamedTuple

from awareness.artifacts import Colour, Drawing
from awareness.catalogue import Catalogue
from awareness.community import Checklist
from awareness.gazetteer import Unit
from awareness.records import Tactic

MadeFor = Literal["area", "tactic", "checklist", "everybody"]
FOLDER: Final = PurePosixPath("site/in-an")
INK_SAVING: Final = "-tiet-kiem-muc"
"""Behind the name of a file that uses little ink."""
LIMIT: Final = 250_000
"""Bytes of a print: what a phone on a slow network still fetches within seconds."""


@dataclass(frozen=True, slots=True)
class Colours:
    """field: what the sheet is covered with; letters: what is written on it; panel, panel_letters: the same of parts
    that stand out; paper, ink: where people write by hand. Each pair is readable: 4.5 to 1 or more."""

    field: Colour
    letters: Colour
    panel: Colour
    panel_letters: Colour
    paper: Colour = "#ffffff"
    ink: Colour = "#1a1a1a"

    def pairs(self) -> list[tuple[Colour, Colour]]:
        """Grounds, and what is written on them."""
        return [(self.field, self.letters), (self.panel, self.panel_letters), (self.paper, self.ink)]


RED: Final = Colours(field="#b00020", letters="#ffeb3b", panel="#ffeb3b", panel_letters="#b00020")
YELLOW: Final = Colours(field="#ffeb3b", letters="#b00020", panel="#b00020", panel_letters="#ffeb3b")
BLACK_ON_WHITE: Final = Colours(field="#ffffff", letters="#1a1a1a", panel="#ffffff", panel_letters="#1a1a1a")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a print is about: a commune, a record, or neither. Both: a record, with the numbers of a commune."""

    unit: Unit | None = None
    record: Tactic | Checklist | None = None


class Content(NamedTuple):
    """data: what the template receives beside colours and size, and ``title`` of the document; codes: see `Drawing`."""

    data: Mapping[str, Any]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that people print.

    id: what is typed after ``--item``; file: its name without look and ending.
    group, title: what is listed together, and what tells its members apart.
    made_for: what its `Subject` holds.
    width, height: of a sheet, in mm; smallest: of its letters, in points.
    template: in ``templates/drawings/``, without ``.typ``.
    content: what stands on it.
    colours: of the usual look; ink_saving: of the other one, None where there is none.
    ending: of the file.
    more: what the template also receives.
    exists: whether a catalogue has the records that it is made from.
    ready: whether the site holds it ready to download; what does not lie there is made by the command ``prints``.
    """

    id: str
    file: str
    group: str
    title: str
    made_for: MadeFor
    width: float
    height: float
    smallest: float
    template: str
    content: Callable[[Catalogue, Subject], Content]
    colours: Colours
    ink_saving: Colours | None = BLACK_ON_WHITE
    ending: str = ".pdf"
    more: Mapping[str, Any] = field(default_factory=dict)
    exists: Callable[[Catalogue], bool] = lambda catalogue: True
    ready: bool = True

    @property
    def looks(self) -> tuple[bool, ...]:
        """Whether ink is saved, for each look that there is."""
        return (False,) if self.ink_saving is None else (False, True)


def print_of(catalogue: Catalogue, item: Item, subject: Subject, *, save_ink: bool = False) -> Drawing:
    """The drawing of an item, pure: ``site/in-an/<page of the commune>/<page of the record>/<file>``.

    Raises ValueError: the item has no look that saves ink.
    """
    colours = item.ink_saving if save_ink else item.colours
    if colours is None:
        raise ValueError(f"{item.id} has one look")
    content = item.content(catalogue, subject)
    data = {
        **item.more,
        **content.data,
        "colours": asdict(colours),
        "page": {"width": item.width, "height": item.height, "smallest": item.smallest},
        "site": catalogue.site.name,
        "address": shown_address(catalogue),
    }
    return Drawing(print_path(catalogue, item, subject, save_ink=save_ink), item.template, data, LIMIT, content.codes)


def print_path(catalogue: Catalogue, item: Item, subject: Subject, *, save_ink: bool = False) -> PurePosixPath:
    return subject_folder(catalogue, subject) / f"{item.file}{INK_SAVING if save_ink else ''}{item.ending}"


def subject_folder(catalogue: Catalogue, subject: Subject) -> PurePosixPath:
    """Where the prints about a subject lie: as its page does below the site."""
    folder = FOLDER
    if subject.unit:
        province = catalogue.gazetteer.by_code[subject.unit.province_code]
        folder = folder / "dia-ban" / province.slug / subject.unit.slug
    if subject.record:
        folder = folder / ("canh-bao" if isinstance(subject.record, Tactic) else "kiem-tra") / subject.record.id
    return folder


def kit_address(catalogue: Catalogue, unit: Unit) -> str:
    """Where the archive for the partners of a commune lies, below the site."""
    return str(PurePosixPath(*subject_folder(catalogue, Subject(unit=unit)).parts[1:], "bo-doi-tac.zip"))


def shown_address(catalogue: Catalogue) -> str:
    """The address of the site as people type it."""
    return catalogue.site.base_url.split("://", 1)[-1].rstrip("/")
