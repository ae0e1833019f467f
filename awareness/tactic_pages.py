"""Renderers of tactics: one page each, the list of all, and the lists by channel and by audience. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from awareness.artifacts import Artifact
from awareness.cards import CardText, cards_of, retired_badge
from awareness.catalogue import Catalogue, Listing
from awareness.feeds import audience_feed, category_feed
from awareness.page import HOME_CRUMB, Meta, PageWriter, call_bar, page_path, share_path
from awareness.records import Coaching, Tactic
from awareness.sharing import full_message, list_message
from awareness.single_files import Listener

ALL_TACTICS = {"title": "Mọi cảnh báo", "url": "canh-bao/"}


def tactic_pages(catalogue: Catalogue, tactics: Iterable[Tactic]) -> Iterator[Artifact]:
    """``docs/canh-bao/<id>.md`` for each of ``tactics``, retired ones included."""
    writer = PageWriter(catalogue)
    for tactic in tactics:
        yield writer.page(
            f"canh-bao/{tactic.id}.md",
            "tactic",
            _tactic_meta(catalogue, tactic),
            card=_card(catalogue, tactic),
            tactic=tactic,
            hazard=catalogue.category(tactic).hazard,
            responses=catalogue.responses_of(tactic),
            coaching=list(_coaching_by_listener(catalogue, tactic)),
            reconciliations=catalogue.reconciliations(tactic),
            related=catalogue.related(tactic),
            checklists=catalogue.checklists_about(tactic),
            sources=tactic.sources,
            field_names=catalogue.vocabulary.fields,
        )


def tactic_list(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/canh-bao/index.md``: every current tactic, by category."""
    writer = PageWriter(catalogue)
    description = "Danh sách mọi thủ đoạn lừa đảo và mối nguy, xếp theo nhóm, kèm việc cần làm ngay."
    yield writer.page(
        "canh-bao/index.md",
        "tactic-list",
        writer.meta("Mọi cảnh báo", description),
        categories=list(catalogue.by_category()),
    )


def channel_lists(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/kenh/…``: the way trouble comes (a call, Zalo, the street): an index, and a page for each."""
    description = "Chuyện đến bằng điện thoại, tin nhắn, Zalo, ngoài đường hay tận nhà: chọn để xem cảnh báo."
    yield from _lists(catalogue, catalogue.by_channel(), "kenh", "Chuyện đến bằng đường nào?", description)


def audience_lists(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/doi-tuong/…``: who meets it most (older people, parents, students): an index, and a page for each."""
    description = "Người cao tuổi, cha mẹ, sinh viên, người buôn bán: chọn để xem cảnh báo hay gặp nhất."
    yield from _lists(catalogue, catalogue.by_audience(), "doi-tuong", "Cảnh báo cho ai?", description, audience_feed)


def _lists(
    catalogue: Catalogue,
    listings: Sequence[Listing],
    folder: str,
    title: str,
    description: str,
    feed_of: Callable[[str], str] | None = None,
) -> Iterator[Artifact]:
    writer = PageWriter(catalogue)
    yield writer.page(f"{folder}/index.md", "listing-index", writer.meta(title, description), listings=listings)
    for listing in listings:
        label = listing.term.label
        meta = writer.meta(
            f"Cảnh báo: {label}",
            listing.term.note or f"{len(listing.tactics)} cảnh báo cần biết, kèm việc cần làm ngay.",
            above=[{"title": title, "url": f"{folder}/"}],
            message=list_message(catalogue, label, listing.tactics, f"{folder}/{listing.id}/"),
            updated=max(tactic.updated for tactic in listing.tactics),
        )
        if feed_of:
            meta["feed"] = {"title": label, "url": f"{feed_of(listing.id)}.xml"}
        others = [other for other in listings if other.id != listing.id]
        titles = [tactic.title for tactic in listing.tactics]
        card = CardText(look=folder, label=title, heading="Gấp nhất", lines=titles, numbered=False)
        yield writer.page(f"{folder}/{listing.id}.md", "listing", meta, card=card, listing=listing, others=others)


def _tactic_meta(catalogue: Catalogue, tactic: Tactic) -> Meta:
    category = catalogue.category(tactic)
    translations = [
        {
            "code": t.language,
            "label": catalogue.vocabulary.languages[t.language].label,
            "url": f"{t.language}/{tactic.id}/",
        }
        for t in tactic.translations
    ]
    return (
        quick_exit(catalogue, tactic)
        | ({"languages": translations} if translations else {})
        | ({"prints_of": tactic.id} if catalogue.is_urgent(tactic) else {})
        | {
            "title": tactic.title,
            "description": tactic.summary,
            "template": "tactic.html",
            "id": tactic.id,
            "category_label": category.label,
            "severity": tactic.severity,
            "severity_label": catalogue.vocabulary.severities[tactic.severity].label,
            "status": tactic.status,
            "call": call_bar(catalogue.call_contacts(category.call)),
            "message": full_message(catalogue, tactic),
            "more_ways": share_path(tactic),
            "published": tactic.published,
            "updated": tactic.updated,
            "reviewed": tactic.reviewed,
            "review_due": tactic.review_due,
            "crumbs": [HOME_CRUMB, ALL_TACTICS],
            "feed": {"title": category.label, "url": f"{category_feed(tactic.category)}.xml"},
        }
    )


def quick_exit(catalogue: Catalogue, tactic: Tactic) -> Meta:
    """Where "Thoát nhanh" leads, on the page of a tactic that has it; nothing elsewhere."""
    leads_to = catalogue.site.quick_exit
    return {"quick_exit": leads_to} if tactic.quick_exit and leads_to else {}


def tactic_cards(catalogue: Catalogue, tactic: Tactic) -> Mapping[str, Any]:
    """What the front matter of a tactic's page says of its cards, for pages that show them too."""
    meta = {
        "title": tactic.title,
        "description": tactic.summary,
        "call": call_bar(catalogue.call_contacts(catalogue.category(tactic).call)),
        "updated": tactic.updated,
    }
    return cards_of(catalogue.site, page_path(tactic), meta, _card(catalogue, tactic)).meta


def _card(catalogue: Catalogue, tactic: Tactic) -> CardText:
    severities = catalogue.vocabulary.severities
    most = next(iter(severities))
    return CardText(
        look=tactic.category,
        label=catalogue.category(tactic).label,
        # "trung bình" on a picture would only tell people to look away
        badge=retired_badge(tactic) or (severities[most].label.upper() if tactic.severity == most else None),
        lead=tactic.how_it_works[0],
        lines=tactic.do,
        never=tactic.never[0],
    )


def _coaching_by_listener(catalogue: Catalogue, tactic: Tactic) -> Iterator[tuple[str, Listener, list[Coaching]]]:
    for listener_id, listener in catalogue.vocabulary.coaching_to.items():
        lines = [line for line in tactic.coaching if line.to == listener_id]
        if lines:
            yield listener_id, listener, lines
