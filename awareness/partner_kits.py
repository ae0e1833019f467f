"""Renderer of archives for the partners of a commune: signs, leaflets, cards, messages, to print and to send. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from awareness import licence
from awareness.area_prints import full_name, own_rows
from awareness.artifacts import Artifact, Bundle, Drawing
from awareness.catalogue import Catalogue
from awareness.gazetteer import Unit
from awareness.print_items import Item, Subject, kit_address, print_of
from awareness.print_tactics import TACTIC_ITEMS
from awareness.prints import items_of
from awareness.sharing import full_message, short_message, sms_message
from awareness.templating import text_environment

LEAFLETS: Final = 4
"""Of the most urgent warnings, the latest first: what a partner can hand out at one time."""
SIGNS, LEAFLET_FOLDER, CARDS, MESSAGES = "bien-va-moc-khoa", "to-roi", "the-va-phieu", "tin-nhan"
"""Folders in the archive."""


def partner_kits(catalogue: Catalogue) -> Iterator[Bundle]:
    """``site/in-an/dia-ban/<province>/<commune>/bo-doi-tac.zip`` for each commune that has a current record."""
    environment = text_environment()
    messages = dict(_messages(catalogue))
    for area in catalogue.areas.values():
        if area.status != "hien-hanh":
            continue
        unit = catalogue.gazetteer.units[area.key]
        readme = environment.get_template("partner-kit.txt.j2").render(
            site=catalogue.site,
            name=full_name(catalogue, unit),
            rows=own_rows(catalogue, unit),
            day=catalogue.changed_on,
            licence=f"{licence.NAME}, {licence.ADDRESS}",
            folders={"signs": SIGNS, "leaflets": LEAFLET_FOLDER, "cards": CARDS, "messages": MESSAGES},
        )
        members: dict[str, Artifact | Drawing] = {"DOC-TRUOC.txt": Artifact.text("site/DOC-TRUOC.txt", readme)}
        members.update(_prints(catalogue, unit))
        members.update(messages)
        yield Bundle(PurePosixPath("site", kit_address(catalogue, unit)), members, catalogue.changed_on)


def _prints(catalogue: Catalogue, unit: Unit) -> Iterator[tuple[str, Drawing]]:
    """Name in the archive → print. Signs and leaflets have the numbers of the commune; cards have a line for one."""
    items = [item for item in items_of(catalogue) if item.ready]
    leaflet = TACTIC_ITEMS[0]
    tactics = catalogue.urgent_tactics[:LEAFLETS]
    wanted: list[tuple[str, Item, Subject]] = [
        *((SIGNS, item, Subject(unit=unit)) for item in items if item.made_for == "area"),
        *((CARDS, item, Subject()) for item in items if item.made_for == "everybody"),
    ]
    for folder, item, subject in wanted:
        for save_ink in item.looks:
            drawing = print_of(catalogue, item, subject, save_ink=save_ink)
            yield f"{folder}/{drawing.path.name}", drawing
    for tactic in tactics:
        drawing = print_of(catalogue, leaflet, Subject(unit=unit, record=tactic))
        yield f"{LEAFLET_FOLDER}/{tactic.id}{drawing.path.suffix}", drawing


def _messages(catalogue: Catalogue) -> Iterator[tuple[str, Artifact]]:
    """Name in the archive → the three messages of each current warning, to be pasted as they are."""
    kinds = (("nhom-zalo", full_message), ("ngan", short_message), ("sms", sms_message))
    for tactic in catalogue.current_tactics:
        for kind, message in kinds:
            name = f"{MESSAGES}/{kind}/{tactic.id}.txt"
            yield name, Artifact.text(f"site/{name}", message(catalogue, tactic) + "\n")
