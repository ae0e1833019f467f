"""Prints about records: nothing of a checklist or card is lost, nothing is on paper that the records do not say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from awareness.cards import INK, PAPER, looks
from awareness.catalogue import Catalogue
from awareness.community import Checklist
from awareness.drawing import data_text
from awareness.print_cards import CARD_ITEMS, FAMILY, PASSWORD
from awareness.print_items import Item, Subject, print_of
from awareness.print_neighbours import NEIGHBOUR_ITEMS
from awareness.print_tactics import TACTIC_ITEMS, calls_of, look_of
from awareness.prints import ITEMS, items_of, ready_prints
from awareness.project import Project
from awareness.records import Tactic
from tests.drawn import draw_apart, letters_of
from tests.printed import NUMBERS, contact, with_record
from tests.printed_records import worst_records
from tests.test_prints import CONTRAST, contrast

BY_ID = {item.id: item for item in ITEMS}
FLOWING = ("checklist", "fridge", "call-taker", "question-slip", "report-notes", "teller", "password")
"""Items that go on on further sheets before anything is left out."""


def bare(text: str) -> str:
    """Letters alone: where lines break, and how a dash is written, is the template's."""
    return re.sub(r"[\s\u00a0\u200b\ufffe\x02–-]+", "", unicodedata.normalize("NFC", text))


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


@pytest.fixture(scope="module")
def text_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Catalogue, Item, Subject], str]:
    project = Project(tmp_path_factory.mktemp("texts"))

    def text(catalogue: Catalogue, item: Item, subject: Subject) -> str:
        [artifact] = draw_apart(project, [print_of(catalogue, item, subject)])
        return bare(letters_of(artifact.content).text)

    return text


TextOf = Callable[[Catalogue, Item, Subject], str]


def longest(catalogue: Catalogue) -> Tactic:
    record = worst_records(catalogue, "tactic")[0][1].record
    assert isinstance(record, Tactic)
    return record


# --- whole, and nothing else -----------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [BY_ID[key] for key in FLOWING], ids=lambda item: item.id)
def test_nothing_of_a_list_is_lost(catalogue: Catalogue, text_of: TextOf, item: Item) -> None:
    its_catalogue, subject = worst_records(catalogue, item.made_for)[-1]
    content = item.content(its_catalogue, subject).data
    shown = text_of(its_catalogue, item, subject)
    kept = {key: value for key, value in content.items() if key in ("sections", "unmet", "cards")}
    for block in texts_in(kept):
        if block not in ("page", "lines", "numbered", "never", "note", "ticks", "blanks", "say"):
            assert bare(block) in shown, block


def test_a_leaflet_says_what_to_do_in_the_words_of_the_record(catalogue: Catalogue, text_of: TextOf) -> None:
    tactic = longest(catalogue)
    shown = text_of(catalogue, BY_ID["leaflet"], Subject(record=tactic))
    for line in (tactic.title, tactic.summary, *tactic.red_flags[:5], *tactic.do, *tactic.never):
        assert bare(line) in shown, line


@pytest.mark.parametrize("item", TACTIC_ITEMS, ids=lambda item: item.id)
def test_every_print_of_a_tactic_has_danger_act_and_number(catalogue: Catalogue, text_of: TextOf, item: Item) -> None:
    tactic = longest(catalogue)
    shown = text_of(catalogue, item, Subject(record=tactic))
    assert bare(tactic.title) in shown
    assert bare(tactic.never[0]) in shown
    assert "113" in shown


def test_a_card_for_the_purse_has_no_room_for_a_secret(catalogue: Catalogue) -> None:
    """Whoever finds a purse must not find the family's question in it."""
    drawing = print_of(catalogue, BY_ID["password"], Subject())
    assert '"blanks"' not in data_text(drawing)
    blanks = [blank for section in catalogue.checklists[FAMILY].sections for blank in section.blanks]
    assert blanks
    secrets = ("OTP", "PIN", "mật khẩu tài khoản")
    assert not any(secret in blank for blank in blanks for secret in secrets)


# --- whom to call ----------------------------------------------------------------------------------------------


def test_a_commune_prints_its_own_number(catalogue: Catalogue) -> None:
    unit = catalogue.gazetteer.by_record_id["tay-ninh-can-giuoc"]
    known = with_record(catalogue, unit, [contact("Công an xã Cần Giuộc", NUMBERS[0])], [])
    subject = Subject(unit=unit, record=longest(catalogue))
    for item in (*TACTIC_ITEMS, BY_ID["checklist"], BY_ID["teller"]):
        record = next(iter(catalogue.current_checklists)) if item.made_for == "checklist" else subject.record
        its_subject = Subject(unit=unit, record=None if item.made_for == "everybody" else record)
        with_number, without = (print_of(each, item, its_subject) for each in (known, catalogue))
        assert NUMBERS[0] in data_text(with_number), item.id
        assert "0000" not in data_text(without), item.id
        assert "/dia-ban/tay-ninh/can-giuoc/" in str(with_number.path)


def test_without_a_commune_there_is_a_line_to_write_on(catalogue: Catalogue) -> None:
    calls = calls_of(catalogue, Subject(), ["114", "113"], 2)
    assert [call["number"] for call in calls] == ["114", None]
    assert calls[1]["label"] == catalogue.contacts["cong-an-xa-phuong"].reached


# --- what there is ---------------------------------------------------------------------------------------------


def test_an_item_without_its_record_is_not_there(catalogue: Catalogue) -> None:
    retired = catalogue.checklists[PASSWORD].model_copy(update={"status": "het-hieu-luc"})
    fewer = replace(catalogue, guides={}, tips={}, checklists={PASSWORD: retired})
    missing = {item.id for item in items_of(catalogue)} - {item.id for item in items_of(fewer)}
    assert missing == {item.id for item in CARD_ITEMS}
    assert all("the-mat-khau" not in str(drawing.path) for drawing in ready_prints(fewer))


def test_nobody_scans_while_driving(catalogue: Catalogue) -> None:
    assert print_of(catalogue, BY_ID["board"], Subject(record=longest(catalogue))).codes == {}


@pytest.mark.parametrize("look", sorted(looks()))
def test_every_colour_of_the_records_is_readable(look: str) -> None:
    """Ground and letters as `roles` in ``paper.typ`` puts them together."""
    own = look_of(look)
    pairs = [
        *((own[ground], letters) for ground in ("ground", "deep") for letters in (PAPER, own["accent"])),
        *((own[ground], INK) for ground in ("accent", "soft")),
        (PAPER, own["ground"]),
    ]
    assert all(contrast(ground, letters) >= CONTRAST for ground, letters in pairs)


def test_the_kit_of_neighbours_has_a_sheet_for_every_kind_of_place(catalogue: Catalogue) -> None:
    paths = {str(drawing.path) for drawing in ready_prints(catalogue)}
    places = [each for each in catalogue.current_checklists if each.group == "phong-chay"]
    assert places
    for checklist in places:
        assert isinstance(checklist, Checklist)
        assert f"site/in-an/kiem-tra/{checklist.id}/phieu-kiem-a4.pdf" in paths
    assert {f"site/in-an/{item.file}.pdf" for item in NEIGHBOUR_ITEMS if item.made_for == "everybody"} <= paths
