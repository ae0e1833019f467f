"""A clip of six frames that anybody can film with a phone, derived from a record: the danger, what happens, a sign, two
acts, whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from awareness.catalogue import Catalogue
from awareness.records import Tactic
from awareness.spoken import read_aloud, seconds_to_read, syllable_count

WORDS_ON_SCREEN: Final = 12
"""Syllables that are read at one glance while somebody speaks."""
LEAST_SECONDS: Final = 3
"""A frame that goes by faster is not seen. Our own measure."""


class Frame(NamedTuple):
    """kind: what the frame is for, one of `KINDS`; screen: words on it; voice: what is said, numbers in words;
    seconds: how long it lasts."""

    kind: str
    screen: str
    voice: str
    seconds: int


KINDS: Final = {
    "moi-nguy": "Khoan đã!",
    "dien-bien": "Chuyện diễn ra thế nào?",
    "dau-hieu": "Dấu hiệu nhận ra",
    "viec-dau": "Dừng",
    "viec-sau": "Kiểm tra",
    "bao": "Báo",
}
"""Kinds of frames in their order, and the words on the screen where no line of the record is short enough."""


def storyboard(catalogue: Catalogue, tactic: Tactic) -> list[Frame]:
    """Six frames, one of each of `KINDS`. Lines of the record are never cut: a shorter one is taken instead."""
    calls = [contact.number or "" for contact in catalogue.call_contacts(catalogue.category(tactic).call)]
    numbers = catalogue.read_out_numbers
    title = f"{tactic.title}."
    first, *rest = tactic.how_it_works
    told = _short((*rest, *(f"“{line.says}”" for line in tactic.script))) or ""
    call = f"Gọi {' hoặc '.join(calls)}. " if calls else ""
    report = f"{call}Báo công an xã, phường."
    lines = (
        ((title, *tactic.easy_read, *tactic.also_known_as), title),
        ((first, told), f"{first} {told}" if told and told != first else first),
        _shown_and_said(tactic.red_flags),
        _shown_and_said(tactic.do[:1] + tactic.do[2:]),
        _shown_and_said(tactic.do[1:]),
        ((report,), f"{report} Xin bà con gửi tin này cho người thân."),
    )
    return [
        _frame(kind, _short(shown) or otherwise, read_aloud(said, numbers))
        for (kind, otherwise), (shown, said) in zip(KINDS.items(), lines, strict=True)
    ]


def _frame(kind: str, screen: str, voice: str) -> Frame:
    return Frame(kind, screen, voice, max(seconds_to_read(voice), LEAST_SECONDS))


def _shown_and_said(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """The first line that can stand on the screen is said too, else the first."""
    return lines, _short(lines) or lines[0]


def _short(lines: Iterable[str]) -> str | None:
    return next((line for line in lines if line and syllable_count(line) <= WORDS_ON_SCREEN), None)
