"""What people paste into a chat or an SMS: ready messages of every tactic, list, guide and model.

Lengths and signs follow what beat officers send to the groups of their hamlets: the danger in capitals, marks at the
beginning of lines, at most five emoji, no shortened address, hashtags without accents at the end.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from awareness.catalogue import Catalogue
from awareness.records import Article, Tactic
from awareness.single_files import Category
from awareness.vietnamese import unaccented

MESSAGE_LENGTH: Final = 600
"""Characters: one screen of a phone in a Zalo group, the address included."""
SHORT_LENGTH: Final = 300
"""Characters: half of that, read without scrolling between other messages."""
SMS_LENGTH: Final = 160
"""Characters of one SMS, as long as all are of `GSM_7`; with a single other one it holds 70."""
TITLES_IN_MESSAGE: Final = 5

GSM_7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The basic set of 3GPP TS 23.038, one septet each. Signs of its extension (``~ [ ] { } | ^ \\ €``) take two."""

SMS_SIGNS: Final = {"…": "...", "×": "x", "[": "(", "]": ")", "{": "(", "}": ")", "~": "-", "•": "-"}
"""Signs that an SMS says otherwise."""
_SMS_TABLE: Final = str.maketrans(SMS_SIGNS)


def tactic_url(catalogue: Catalogue, tactic_id: str) -> str:
    """The address of a tactic's page, to be sent and printed."""
    return f"{catalogue.site.base_url}canh-bao/{tactic_id}/"


def full_message(catalogue: Catalogue, tactic: Tactic) -> str:
    """A message of at most `MESSAGE_LENGTH` characters: danger, signs, what to do, whom to call, address.

    Signs and acts are dropped from the end, one each in turn, until the message fits; one of each always stays, unless
    the lines of the record are so long that only its summary fits.
    """
    messages = (_message(catalogue, tactic, kept) for kept in (3, 2, 1))
    return _first_that_fits(messages, MESSAGE_LENGTH, _least_message(catalogue, tactic))


def short_message(catalogue: Catalogue, tactic: Tactic) -> str:
    """A message of at most `SHORT_LENGTH` characters: danger, one sign, one act, one never, number, address.

    The lines that the record puts first are taken as long as they fit together; else those after them, and where none
    do, the summary in place of all three.
    """
    by_rank = _by_rank(len(tactic.red_flags), len(tactic.do), len(tactic.never))
    messages = (
        "\n".join([
            _danger(tactic),
            f"▪ {tactic.red_flags[flag]}",
            f"✅ {tactic.do[act]}",
            f"❌ {tactic.never[never]}",
            call_of(catalogue, catalogue.category(tactic)),
            tactic_url(catalogue, tactic.id),
        ])
        for flag, act, never in by_rank
    )  # fmt: skip
    return _first_that_fits(messages, SHORT_LENGTH, _least_message(catalogue, tactic))


def sms_message(catalogue: Catalogue, tactic: Tactic) -> str:
    """One SMS of at most `SMS_LENGTH` characters of `GSM_7`: danger, what to do, number, the site.

    The summary says what to do, without its last sentences where they do not fit; where none does, the first act that
    fits. The site stands for the page, whose address would fill half of the message; it is not shortened in another
    way, because shortened addresses look like those of criminals.
    """
    danger = f"CANH BAO: {tactic.title}."
    site = site_in_sms(catalogue)
    category = catalogue.category(tactic)
    numbers = numbers_of(catalogue, category)
    call = f"{call_of(catalogue, category)}."
    counsel = sentences(tactic.summary)
    counsels = [" ".join(counsel[:kept]) for kept in range(len(counsel), 0, -1)]
    messages = (
        as_sms(" ".join([danger, counsel, *([] if _tells(counsel, numbers) else [call]), site]))
        for counsel in (*counsels, *tactic.do)
    )
    return _first_that_fits(messages, SMS_LENGTH, as_sms(f"{danger} {call} {site}"))


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the sign at its end."""
    return re.split(r"(?<=[.!?])\s+", text)


def site_in_sms(catalogue: Catalogue) -> str:
    """The address of the site as it is typed by hand: ``canhbao.example``."""
    return re.sub(r"^https?://|/$", "", catalogue.site.base_url)


def as_sms(text: str) -> str:
    """The text in characters of `GSM_7`: without accents, typographic signs in their plain form, others left out.

    "Đừng" (do not), "dừng" (stop) and "dùng" (use) would all read "dung", so the first is said with another word.
    """
    text = text.replace("Đừng", "Không").replace("đừng", "không")
    plain = unaccented(text.translate(_SMS_TABLE))
    return "".join(filter(GSM_7.__contains__, plain))


def list_message(catalogue: Catalogue, title: str, tactics: Sequence[Tactic], address: str) -> str:
    """A message that leads to a list page: as many titles as fit in `MESSAGE_LENGTH` characters.

    address: of the page, relative to the site.
    """
    for kept in range(min(len(tactics), TITLES_IN_MESSAGE), -1, -1):
        titles = [f"▪ {tactic.title}" for tactic in tactics[:kept]]
        message = "\n".join([f"⚠️ CẢNH BÁO: {title.upper()}", *titles, catalogue.site.base_url + address])
        if len(message) <= MESSAGE_LENGTH:
            break
    return message


def article_message(catalogue: Catalogue, article: Article, lines: Sequence[str], address: str) -> str:
    """A message of at most `MESSAGE_LENGTH` characters: title, summary, as many lines as fit, address.

    address: of the page, relative to the site.
    """
    for kept in range(len(lines), -1, -1):
        told = [f"▪ {line}" for line in lines[:kept]]
        message = "\n".join([f"📌 {article.title.upper()}", article.summary, *told, catalogue.site.base_url + address])
        if len(message) <= MESSAGE_LENGTH:
            break
    return message


def page_message(catalogue: Catalogue, title: str, summary: str, address: str) -> str:
    """A message that leads to a page made of many records; address: of the page, relative to the site."""
    return "\n".join([f"📌 {title.upper()}", summary, catalogue.site.base_url + address])


def numbers_of(catalogue: Catalogue, category: Category) -> list[str]:
    """The numbers of the call bar of a category's warnings."""
    return [contact.number or "" for contact in catalogue.call_contacts(category.call)]


def call_of(catalogue: Catalogue, category: Category) -> str:
    """``Gọi 113 hoặc 111``; whom to tell where there is no number."""
    numbers = " hoặc ".join(numbers_of(catalogue, category))
    return f"Gọi {numbers}" if numbers else "Báo công an xã, phường"


def help_of(catalogue: Catalogue, category: Category) -> str:
    """Where help comes from: the line of a long message."""
    numbers = " hoặc ".join(numbers_of(catalogue, category))
    return "Cần giúp: công an xã, phường nơi mình ở" + (f", hoặc gọi {numbers}" if numbers else "")


def hashtags_of(category: Category) -> str:
    """The last line of a long message: ``#canhbao #luadao``."""
    return " ".join(f"#{hashtag}" for hashtag in category.hashtags)


@functools.cache
def _by_rank(*lengths: int) -> list[tuple[int, ...]]:
    """Every choice of one line from each list, the lines that stand first before others."""
    return sorted(itertools.product(*map(range, lengths)), key=lambda places: (sum(places), places))


def _message(catalogue: Catalogue, tactic: Tactic, kept: int) -> str:
    category = catalogue.category(tactic)
    lines = [
        _danger(tactic),
        tactic.how_it_works[0],
        *(f"▪ {flag}" for flag in tactic.red_flags[:kept]),
        *(f"✅ {act}" for act in tactic.do[:kept]),
        f"❌ {tactic.never[0]}",
        help_of(catalogue, category),
        tactic_url(catalogue, tactic.id),
        hashtags_of(category),
    ]
    return "\n".join(lines)


def _least_message(catalogue: Catalogue, tactic: Tactic) -> str:
    """What is never too long: the schema bounds the title and the summary."""
    call = call_of(catalogue, catalogue.category(tactic))
    return "\n".join([_danger(tactic), f"✅ {tactic.summary}", call, tactic_url(catalogue, tactic.id)])


def _danger(tactic: Tactic) -> str:
    return f"⚠️ {tactic.title.upper()}"


def _tells(counsel: str, numbers: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", counsel) for number in numbers)


def _first_that_fits(messages: Iterator[str], length: int, otherwise: str) -> str:
    return next((message for message in messages if len(message) <= length), otherwise)
