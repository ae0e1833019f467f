"""What people paste into a chat: one ready message per tactic, list, guide and model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from awareness.catalogue import Catalogue
from awareness.records import Article, Tactic

MESSAGE_LENGTH: Final = 600
"""Characters: one screen of a phone in a Zalo group, the address included."""
TITLES_IN_MESSAGE: Final = 5


def tactic_url(catalogue: Catalogue, tactic_id: str) -> str:
    """The address of a tactic's page, to be sent and printed."""
    return f"{catalogue.site.base_url}canh-bao/{tactic_id}/"


def full_message(catalogue: Catalogue, tactic: Tactic) -> str:
    """A message of at most `MESSAGE_LENGTH` characters: danger, signs, what to do, whom to call, address.

    Signs and acts are dropped from the end, one each in turn, until the message fits; one of each always stays.
    """
    for kept in (3, 2, 1):
        message = _message(catalogue, tactic, kept)
        if len(message) <= MESSAGE_LENGTH:
            break
    return message


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


def _message(catalogue: Catalogue, tactic: Tactic, kept: int) -> str:
    category = catalogue.category(tactic)
    numbers = " hoặc ".join(contact.number or "" for contact in catalogue.call_contacts(category.call))
    lines = [
        f"⚠️ {tactic.title.upper()}",
        tactic.how_it_works[0],
        *(f"▪ {flag}" for flag in tactic.red_flags[:kept]),
        *(f"✅ {act}" for act in tactic.do[:kept]),
        f"❌ {tactic.never[0]}",
        "Cần giúp: công an xã, phường nơi mình ở" + (f", hoặc gọi {numbers}" if numbers else ""),
        tactic_url(catalogue, tactic.id),
        " ".join(f"#{hashtag}" for hashtag in category.hashtags),
    ]
    return "\n".join(lines)
