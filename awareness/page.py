"""What every generated page is made of: front matter, a template, one Markdown file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from awareness.artifacts import Artifact, Drawing
from awareness.cards import Cards, CardText, cards_of
from awareness.catalogue import Catalogue
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.records import Article, Contact, Guide, Response, Tactic, Tip
from awareness.templating import markdown_environment, tidy

EMERGENCY_CALLS: Final = ("113", "114")
"""Contacts on the call bar of pages that are not about one danger."""

Meta = dict[str, Any]
"""Front matter of a page; see "Contracts" in HACKING.md."""

Crumb = dict[str, str]
"""``title`` and ``url`` of a page above this one; the url is relative to the site root."""

HOME_CRUMB: Final[Crumb] = {"title": "Trang đầu", "url": ""}


@dataclass(frozen=True, slots=True)
class Page(Artifact):
    """A generated page, and the pictures that belong to it."""

    drawings: tuple[Drawing, ...] = ()


class PageWriter:
    """Turns templates into pages of ``docs/`` for one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._environment = markdown_environment(catalogue.dialled_numbers)

    def page(self, path: str, template: str, meta: Meta, *, card: CardText | None = None, **context: Any) -> Page:
        """``docs/<path>`` from ``templates/<template>.md.j2``; the template also sees ``meta``.

        card: what its two cards say beside title, description, numbers and day. Every page has them, unless its front
        matter says ``card`` already: then chats show those of another page.
        """
        if "card" in meta:
            cards = Cards((), meta["card"])
        else:
            cards = cards_of(self._catalogue.site, path, meta, card or CardText(look=path.split("/")[0]))
        meta = meta | {"card": cards.meta}
        text = self._environment.get_template(f"{template}.md.j2").render(meta=meta, **context)
        return Page(PurePosixPath("docs", path), tidy(text).encode(), cards.drawings)

    def meta(
        self,
        title: str,
        description: str,
        *,
        above: Sequence[Crumb] | None = (),
        call: Sequence[str] = EMERGENCY_CALLS,
        **more: Any,
    ) -> Meta:
        """Front matter of a page that is not one tactic's.

        above: the pages between home and this one; None on the home page itself.
        call: ids of the contacts on the call bar.
        more: further entries, or others in place of the usual ones (``template``, ``updated``).
        """
        meta: Meta = {
            "title": title,
            "description": description,
            "template": "shell.html",
            "updated": self._catalogue.changed_on,
            "call": call_bar(self._catalogue.call_contacts(call)),
            **more,
        }
        return meta if above is None else meta | {"crumbs": [HOME_CRUMB, *above]}


def page_path(record: Article | Contact) -> str:
    """Where a record is shown: the Markdown file below ``docs/``, with the anchor on a page of many."""
    match record:
        case Tactic():
            return f"canh-bao/{record.id}.md"
        case Guide():
            return f"{record.id}/index.md"
        case CommunityModel():
            return f"mo-hinh/{record.id}.md"
        case Checklist():
            return f"kiem-tra/{record.id}.md"
        case Campaign():
            return f"chien-dich/{record.id}.md"
        case Response():
            return f"vua-bi-lua/index.md#{record.id}"
        case Tip():
            return f"bao-tin/index.md#viec-{record.id}"
        case Contact():
            return f"bao-tin/index.md#kenh-{record.id}"
    raise TypeError(type(record))


def page_address(catalogue: Catalogue, record: Article | Contact) -> str:
    """The full address of the page that shows a record, with its anchor on a page of many."""
    path, hash_sign, anchor = page_path(record).partition("#")
    folder = path.removesuffix("index.md").removesuffix(".md").rstrip("/")
    return f"{catalogue.site.base_url}{folder}/{hash_sign}{anchor}"


def share_path(tactic: Tactic) -> str | None:
    """The address of a tactic's share page, relative to the site. None for one that is not current: nobody should pass
    on what is out of date."""
    return f"chia-se/{tactic.id}/" if tactic.status == "hien-hanh" else None


def call_bar(contacts: Iterable[Contact]) -> list[dict[str, str | None]]:
    """What the call bar dials and whom one reaches."""
    return [{"number": contact.dial, "label": contact.reached} for contact in contacts]
