"""Cards, slips and sheets to read, to tick, to fill in by hand: at the counter, at the telephone, on the fridge. Pure.

All that stands on them is in records: a guide, checklists, tips. Where the record of an item is missing or no longer
current there is no such item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from awareness.catalogue import Catalogue
from awareness.community import Checklist, CheckSection
from awareness.page import page_address
from awareness.print_items import Content, Item, Subject
from awareness.print_tactics import ON_PAPER, calls_of, look_of
from awareness.records import Guide, Tip

TELLERS: Final = "ngan-hang"
FAMILY: Final = "the-khan-cap-gia-dinh"
PASSWORD: Final = "mat-khau-gia-dinh"
CALL_TAKERS: Final = "nghe-may-nhan-tin-bao"
FORUM: Final = "phieu-hoi-cong-an-lang-nghe"
FAMILY_CALLS: Final = ["113", "114", "115", "111"]
"""The four numbers that a family knows by heart."""

Block = dict[str, Any]
"""What is below one heading of a card: ``kind`` (lines, numbered, never, note, ticks, blanks, say), ``heading``
(None: the template's own for this kind), ``lines``; of blanks, ``more``: further lines to write on below each."""
Columns = Sequence[Sequence[Block]]
"""Blocks of one sheet, column by column."""


# --- at the counter of a bank ----------------------------------------------------------------------------------


def teller_content(catalogue: Catalogue, subject: Subject) -> Content:
    """Two sides: what to do and to ask; signs, what not to do, what to say to the police and to the family."""
    guide = catalogue.guides[TELLERS]
    sides = [
        [_sections(guide, "ba-cau-hoi", "viec-lam"), _sections(guide, "dau-hieu", "dung-lam")],
        [_said(guide), _sections(guide, "cham-lai", "canh-bao-tren-man-hinh", "da-lo-chuyen")],
    ]
    sheets = [[column for column in columns if column] for columns in sides]
    calls = calls_of(catalogue, subject, list(guide.call), 2)
    card = _card(guide.title, guide.summary, [sheet for sheet in sheets if sheet], calls, "page")
    return _content(card, look="ngan-hang", code=page_address(catalogue, guide))


def _sections(guide: Guide, *ids: str) -> list[Block]:
    """Sections in the order of ``ids``; those that the guide no longer has are left out."""
    by_id = {section.id: section for section in guide.sections}
    return [
        {
            "kind": "never" if section.id == "dung-lam" else "numbered" if section.numbered else "lines",
            "heading": section.heading,
            "lines": list(section.lines),
        }
        for section in (by_id[key] for key in ids if key in by_id)
    ]


def _said(record: Guide | Tip) -> list[Block]:
    lines = [{"to": sentence.to, "text": sentence.text} for sentence in record.say]
    return [{"kind": "say", "heading": None, "lines": lines}] if lines else []


# --- from checklists -------------------------------------------------------------------------------------------


def family_content(catalogue: Catalogue, subject: Subject) -> Content:
    """The sheet for the fridge: numbers, then everything that a family writes in. What is checked afterwards is on the
    page of the checklist."""
    checklist = catalogue.checklists[FAMILY]
    blanks = [_blanks(section) for section in checklist.sections if section.blanks]
    calls = calls_of(catalogue, subject, FAMILY_CALLS, len(FAMILY_CALLS) + 1)
    calls = [call for call in calls if call["number"]]  # among the blanks there is one for the commune's
    card = _card(checklist.title, checklist.summary, [[blanks]], calls, None)
    return _content(card, look="kiem-tra")


def password_content(catalogue: Catalogue, subject: Subject) -> Content:
    """For the purse: what to do when somebody calls. No room for question or answer: a purse can be lost."""
    checklist = catalogue.checklists[PASSWORD]
    first = checklist.sections[0]
    block = {"kind": "numbered", "heading": None, "lines": [item.text for item in first.items]}
    return _content(_card(first.heading, None, [[[block]]], [], None), look="vua-bi-lua")


def call_taker_content(catalogue: Catalogue, subject: Subject) -> Content:
    """The questions; below them room to note down the answers of one call."""
    checklist = catalogue.checklists[CALL_TAKERS]
    asked = [_ticks(section) for section in checklist.sections if section.items]
    noted = [_blanks(section, more=1) for section in checklist.sections if section.blanks]
    half = -(-len(asked) // 2)
    columns = [column for column in (asked[:half], [*asked[half:], *noted]) if column]
    card = _card(checklist.title, checklist.summary, [columns], [], None)
    return _content(card, look="bao-tin")


def forum_content(catalogue: Catalogue, subject: Subject) -> Content:
    """Half a sheet of A4, to write on."""
    checklist = catalogue.checklists[FORUM]
    written = [section for section in checklist.sections if section.blanks]
    blanks = [_blanks(section, more=1 if section is written[0] else 0) for section in written]
    kept = [_ticks(section) for section in checklist.sections if section.items]
    card = _card(checklist.title, checklist.summary, [[[*blanks, *kept]]], [], None)
    return _content(card, look="mo-hinh")


def _ticks(section: CheckSection) -> Block:
    return {"kind": "ticks", "heading": section.heading, "lines": [item.text for item in section.items]}


def _blanks(section: CheckSection, more: int = 0) -> Block:
    return {"kind": "blanks", "heading": section.heading, "lines": list(section.blanks), "more": more}


# --- from tips -------------------------------------------------------------------------------------------------


def note_content(catalogue: Catalogue, subject: Subject) -> Content:
    """What to note down when one reports something: a card for each current tip."""
    cards = [
        _card(
            tip.title,
            tip.summary,
            [[[{"kind": "note", "heading": None, "lines": list(tip.note_down)}], _said(tip)]],
            calls_of(catalogue, subject, list(tip.tell), 2),
            None,
        )
        for tip in _tips(catalogue)
    ]
    return _content(*cards, look="bao-tin")


def _tips(catalogue: Catalogue) -> list[Tip]:
    return [tip for tip in catalogue.tips.values() if tip.status == "hien-hanh"]


# --- what all of them have -------------------------------------------------------------------------------------


def _card(
    title: str, lead: str | None, sheets: Sequence[Columns], calls: Sequence[Any], code: str | None
) -> dict[str, Any]:
    filled = [[list(column) for column in columns if column] for columns in sheets]
    return {"title": title, "lead": lead, "sheets": filled, "calls": list(calls), "code": code}


def _content(*cards: dict[str, Any], look: str, code: str | None = None) -> Content:
    return Content({"title": cards[0]["title"], "cards": cards, "look": look_of(look)}, {"page": code} if code else {})


def _current(kind: str, id: str) -> Callable[[Catalogue], bool]:
    def is_current(catalogue: Catalogue) -> bool:
        record: Guide | Checklist | None = getattr(catalogue, kind).get(id)
        return record is not None and record.status == "hien-hanh"

    return is_current


def _card_item(
    id: str, file: str, title: str, content: Callable[[Catalogue, Subject], Content],
    exists: Callable[[Catalogue], bool], *,
    across: int = 1, down: int = 1, smallest: float = 12.0, largest: float = 18.0,
) -> Item:  # fmt: skip
    """Sheets of A4; across, down: how many cards are on one; largest: points of letters, where there is much room."""
    return Item(
        id=id, file=file, group="Thẻ, phiếu, tờ tại quầy", title=title, made_for="everybody",
        width=210, height=297, smallest=smallest, template="print-card", content=content, colours=ON_PAPER,
        more={"across": across, "down": down, "largest": largest}, exists=exists,
    )  # fmt: skip


CARD_ITEMS: Final = (
    _card_item(
        "teller", "tai-quay-giao-dich-a4", "Tờ sau quầy cho giao dịch viên, A4 hai mặt",
        teller_content, _current("guides", TELLERS),
    ),
    _card_item(
        "fridge", "the-tu-lanh-a4", "Thẻ khẩn cấp dán tủ lạnh, A4",
        family_content, _current("checklists", FAMILY), largest=16.0,
    ),
    _card_item(
        "password", "the-mat-khau-gia-dinh", "Thẻ mật khẩu gia đình bỏ ví, 8 thẻ một tờ",
        password_content, _current("checklists", PASSWORD), across=2, down=4, smallest=9.0, largest=12.0,
    ),
    _card_item(
        "call-taker", "the-nghe-may-a4", "Thẻ câu hỏi cho người trực máy, A4",
        call_taker_content, _current("checklists", CALL_TAKERS), largest=16.0,
    ),
    _card_item(
        "question-slip", "phieu-hoi-lang-nghe", "Phiếu hỏi buổi công an lắng nghe, 2 phiếu một tờ",
        forum_content, _current("checklists", FORUM), down=2, smallest=11.0, largest=13.0,
    ),
    _card_item(
        "report-notes", "the-ghi-khi-bao-tin", "Thẻ ghi gì khi báo tin, 2 thẻ một tờ",
        note_content, lambda catalogue: bool(_tips(catalogue)), down=2, smallest=11.0, largest=16.0,
    ),
)  # fmt: skip
