"""What is on the two cards of every page: the one that a chat shows with its address, the one for groups. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from awareness.artifacts import Colour, Drawing
from awareness.drawing import TEMPLATES, fingerprint
from awareness.records import Article
from awareness.single_files import Site
from awareness.vietnamese import spoken_day

WIDE: Final = (1200, 630)
"""Pixels: what Zalo, Facebook and Messenger show with an address (``og:image``)."""
TALL: Final = (1080, 1350)
"""Pixels: a picture for a chat group."""
WIDE_LIMIT: Final = 60_000
TALL_LIMIT: Final = 90_000
LINES: Final = 5
"""Acts or titles on the tall card; what a record has more of is on its page."""

PAPER: Final[Colour] = "#ffffff"
ACCENT: Final[Colour] = "#ffeb3b"
INK: Final[Colour] = "#1a1a1a"


@dataclass(frozen=True, slots=True)
class CardText:
    """What a page wants on its cards beside its title, description, numbers and day.

    look: a category of the vocabulary, or the first part of the page's path; it chooses colour and icon.
    label: the kind of danger or of page, above the title; badge: how urgent it is, or that it is old.
    lead: what happens, in a sentence.
    heading, lines, numbered: what to do or what is there; without lines, the frame of the site.
    never: what not to do.
    """

    look: str = "trang"
    label: str | None = None
    badge: str | None = None
    lead: str | None = None
    heading: str | None = None
    lines: Sequence[str] = ()
    numbered: bool = True
    never: str | None = None


class Cards(NamedTuple):
    """Both cards of a page, and what its front matter says of them."""

    drawings: tuple[Drawing, ...]
    meta: Mapping[str, Any]


def cards_of(site: Site, path: str, meta: Mapping[str, Any], text: CardText) -> Cards:
    """The cards of a page.

    path: the Markdown file below ``docs/``; meta: the page's front matter.
    """
    address = page_address(path)
    name = card_name(path)
    look = looks()[text.look]
    colours = {"ground": look["ground"], "deep": look["deep"], "paper": PAPER, "accent": ACCENT, "ink": INK}
    label = text.label or site.name
    data = {
        "title": meta["title"],
        "summary": meta["description"],
        "label": label,
        "icon": look["icon"],
        "colours": colours,
        "calls": meta.get("call") or [],
        "site": site.name,
    }
    wide = Drawing(
        PurePosixPath(f"site/the/{name}.png"), "card-wide", data, WIDE_LIMIT, inks=inks(look["ground"], look["deep"])
    )
    more = {
        "badge": text.badge or (FRAME_HEADING if text.heading else None),
        "lead": text.lead or meta["description"],
        "heading": text.heading or FRAME_HEADING,
        "lines": list(text.lines or FRAME)[:LINES],
        "numbered": text.numbered,
        "never": text.never,
        "address": site.base_url.split("://", 1)[-1].rstrip("/"),
        "updated": spoken_day(str(meta["updated"])) if meta.get("updated") else None,
    }
    tall = Drawing(
        PurePosixPath(f"site/the/{name}-dung.png"),
        "card-tall",
        data | more,
        TALL_LIMIT,
        codes={"page": site.base_url + address},
        inks=inks(look["ground"], look["deep"]),
    )
    return Cards(
        (wide, tall),
        {
            "image": versioned(wide),
            "width": WIDE[0],
            "height": WIDE[1],
            "alt": f"{label}: {meta['title']}. {meta['description']}",
            "tall": versioned(tall),
            "tall_width": TALL[0],
            "tall_height": TALL[1],
        },
    )


FRAME_HEADING: Final = "DỪNG – KIỂM TRA – BÁO"
FRAME: Final = (
    "Dừng lại. Chưa chuyển tiền, chưa bấm đường dẫn.",
    "Kiểm tra: kể với người nhà, tự tìm số gọi hỏi lại.",
    "Báo công an xã, phường; gấp thì gọi số ở dưới.",
)
"""What helps whatever it is; for pages that are not about one danger."""


def versioned(drawing: Drawing) -> str:
    """The address of a picture below the site. Apps keep pictures by their address, so what is drawn otherwise gets
    another; what stands before the question mark stays, and finds the picture whatever follows it."""
    return f"{PurePosixPath(*drawing.path.parts[1:])}?v={fingerprint(drawing)[:8]}"


def page_address(path: str) -> str:
    """The address of a page below the site: ``"kenh/zalo.md"`` → ``"kenh/zalo/"``, ``"index.md"`` → ``""``."""
    stem = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else ""


def card_name(path: str) -> str:
    """A name that no other page's card has: a tactic's id, or else the page's path with dots, which no id contains."""
    parts = page_address(path).strip("/").split("/")
    match parts:
        case ["canh-bao", tactic]:
            return tactic
        case [""]:
            return "trang.dau"
        case [alone]:
            return f"trang.{alone}"
        case _:
            return ".".join(parts)


def inks(ground: Colour, deep: Colour) -> tuple[tuple[Colour, Colour], ...]:
    """What lies on what on a card. Letters are on the first six: each pair has the contrast that WCAG AA asks for."""
    return (
        (ground, PAPER),
        (ground, ACCENT),
        (deep, PAPER),
        (deep, ACCENT),
        (ACCENT, INK),
        (PAPER, INK),
        (ground, deep),
        (PAPER, ACCENT),
    )


@cache
def looks() -> Mapping[str, Mapping[str, str]]:
    """Colour and icon by category of the vocabulary, and by the first part of a page's path."""
    read = json.loads((TEMPLATES / "looks.json").read_text("utf-8"))
    return _WithDefault({**read["sections"], **read["categories"]})


def retired_badge(article: Article) -> str | None:
    """What a card says of a record that is no longer true or done."""
    return "Bản lưu, không còn cập nhật" if article.status == "het-hieu-luc" else None


class _WithDefault(dict[str, Mapping[str, str]]):
    def __missing__(self, look: str) -> Mapping[str, str]:
        return self["trang"]
