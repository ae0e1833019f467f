"""What the records together vouch for: numbers that may be called, sites that may be opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from awareness.prose import Manuscript, Voice
from awareness.reading import Library

SHORT_NUMBER: Final = re.compile(r"\d[\d ]*\d\b(?! (?:người|lần|cuộc|phút|nghìn|ngàn|triệu|tỷ))")
"""What may be a number to call; the length is for the rule to judge."""
ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>“”\"')\]]*[\w/]|(?<![\w.-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[a-z]{2,24}(?![\w(-])"
)


@dataclass(frozen=True, slots=True)
class House:
    """What the records together vouch for.

    numbers: of contacts, digits only; hosts: of contacts, of sources and of the site itself. Contact records vouch for
    the numbers and addresses in their own words too: they are about real bodies, and carry a source and a day.
    """

    numbers: frozenset[str]
    hosts: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> House:
        numbers: list[str] = []
        addresses = [source.url for _, record in library.records() for source in record.sources]
        addresses += [library.site.base_url] if library.site else []
        for key, contact in library.contacts.items():
            words = "\n".join(line.text for line in Manuscript.of(key, contact).lines if line.voice is not Voice.SOURCE)
            numbers += [contact.number or "", *(contact.sms.to if contact.sms else ()), *SHORT_NUMBER.findall(words)]
            addresses += [contact.url, *ADDRESS.findall(words)]
        for area in library.areas.values():
            numbers += [contact.number for contact in area.contacts if contact.number and not contact.placeholder]
            addresses += [page.url for page in area.pages]
        return cls(frozenset(map(digits, numbers)), frozenset(host_of(address) for address in addresses if address))


def digits(number: str) -> str:
    """``"0900 000"`` → ``"0900000"``"""
    return "".join(filter(str.isdigit, number))


def host_of(address: str) -> str:
    """``"https://www.a.vn/x"`` and ``"a.vn"`` → ``"a.vn"``"""
    try:
        host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    except ValueError:  # a lone bracket, which Python takes for an address of the next protocol
        return ""
    return host.removeprefix("www.")
