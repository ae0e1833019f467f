"""Records at their worst, for whoever draws prints of them: the longest, the shortest, what is barely let through."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from awareness.catalogue import Catalogue
from awareness.community import Checklist
from awareness.print_items import MadeFor, Subject
from awareness.records import Tactic

Case = tuple[Catalogue, Subject]

SENTENCE: Final = "Nghe ai giục chuyển tiền thì dừng lại, gọi hỏi người nhà rồi mới tính tiếp."
WORD: Final = "NGHIÊNGNGHIÊNGNGHIÊNGNGHIÊNGNGHIÊNGNGHIÊ"
TITLE: Final = unicodedata.normalize("NFD", ("Giả danh thượng úy Nguyễn Quỳnh Hương, Ể Ộ Ẵ Ỹ " * 5)[:200].strip())
"""200 letters, accents apart."""


def worst_records(catalogue: Catalogue, made_for: MadeFor) -> list[Case]:
    """What may go wrong with records of a kind. The first case is what is usual, for looks that do not change sizes."""
    match made_for:
        case "tactic":
            return _tactics(catalogue)
        case "checklist":
            return _checklists(catalogue)
        case _:
            return [(catalogue, Subject()), (_longer_cards(catalogue), Subject())]


def _tactics(catalogue: Catalogue) -> list[Case]:
    tactics = sorted(catalogue.current_tactics, key=_letters)
    unit = catalogue.gazetteer.by_record_id["tay-ninh-can-giuoc"]
    longest = tactics[-1]
    worst = longest.model_copy(
        update={
            "title": TITLE,
            "script": [],
            "red_flags": [SENTENCE, *[WORD] * 4],
            "do": [f"{SENTENCE} {SENTENCE}"] * 5,
            "never": [f"{SENTENCE} {SENTENCE}"],
            "check": [SENTENCE],
            "if_happened": longest.if_happened.model_copy(update={"responses": [], "steps": []}),
        }
    )
    site = catalogue.site.model_copy(
        update={"operator": catalogue.site.operator.model_copy(update={"name": "Tổ bảo vệ an ninh, trật tự " * 4})}
    )
    changed = replace(catalogue, tactics={worst.id: worst}, site=site)
    return [
        (catalogue, Subject(unit=unit, record=longest)),
        (catalogue, Subject(record=tactics[0])),
        (changed, Subject(record=worst)),
    ]


def _checklists(catalogue: Catalogue) -> list[Case]:
    checklists = sorted(catalogue.current_checklists, key=_letters)
    worst = _longer(checklists[-1], 2)
    return [
        (catalogue, Subject(record=checklists[-1])),
        (catalogue, Subject(record=checklists[0])),
        (catalogue, Subject(record=worst)),
    ]


def _letters(record: Tactic | Checklist) -> int:
    return len(record.model_dump_json(exclude={"symptoms", "sources", "also_known_as"}))


def _longer(checklist: Checklist, times: int) -> Checklist:
    """Everything twice as often, in longer words, under a title of 200 letters."""
    sections = [
        section.model_copy(
            update={
                "items": [item.model_copy(update={"text": f"{item.text} {WORD}"}) for item in section.items] * times,
                "blanks": [f"{blank}, {SENTENCE}" for blank in section.blanks] * times,
            }
        )
        for section in checklist.sections
    ]
    return checklist.model_copy(update={"title": TITLE, "sections": sections, "unmet": [SENTENCE] * 12})


def _longer_cards(catalogue: Catalogue) -> Catalogue:
    """The same catalogue with twice the lines in every guide, checklist and tip."""
    twice: Callable[[Any], list[str]] = lambda lines: [f"{line} {SENTENCE}" for line in lines] * 2  # noqa: E731
    guides = {
        key: guide.model_copy(
            update={
                "title": TITLE,
                "sections": [each.model_copy(update={"lines": twice(each.lines)}) for each in guide.sections],
                "say": list(guide.say) * 3,
            }
        )
        for key, guide in catalogue.guides.items()
        if guide.id == "ngan-hang"
    }
    tip = max(catalogue.tips.values(), key=lambda tip: len("".join(tip.note_down)))
    tips = {tip.id: tip.model_copy(update={"title": TITLE, "note_down": twice(tip.note_down)})}
    checklists = {key: _longer(checklist, 1) for key, checklist in catalogue.checklists.items()}
    return replace(catalogue, guides=guides, tips=tips, checklists=checklists)
