"""Renderer of what an officer needs to pass a warning on: one page for each current tactic. A pure function.

What is bulky (messages, script for the loudspeaker, frames) goes to the template in the front
matter and not through Markdown: its lines hold no markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from awareness.artifacts import Drawing, Product
from awareness.cards import versioned
from awareness.catalogue import Catalogue
from awareness.embedding import embed_html
from awareness.page import HOME_CRUMB, Meta, PageWriter, call_bar, share_path
from awareness.records import Tactic
from awareness.sharing import full_message, sentences, short_message, sms_message, tactic_url
from awareness.spoken import read_aloud, seconds_to_read
from awareness.storyboard import storyboard
from awareness.tactic_pages import ALL_TACTICS, tactic_cards


def share_pages(catalogue: Catalogue, tactics: Iterable[Tactic]) -> Iterator[Product]:
    """``docs/chia-se/<id>.md`` for each of ``tactics`` that has a share page, and ``site/the/<id>-qr.svg``."""
    writer = PageWriter(catalogue)
    for tactic in tactics:
        if share_path(tactic):
            code = _code(catalogue, tactic)
            meta = _meta(catalogue, tactic) | {"qr": versioned(code)}
            yield writer.page(f"chia-se/{tactic.id}.md", "share", meta, tactic=tactic)
            yield code


def _meta(catalogue: Catalogue, tactic: Tactic) -> Meta:
    loudspeaker = read_aloud(tactic.loudspeaker, catalogue.read_out_numbers)
    return {
        "title": f"Chia sẻ: {tactic.title}",
        "description": tactic.summary,
        "template": "share-page.html",
        "preview": {"title": tactic.title, "url": f"canh-bao/{tactic.id}/"},
        "card": tactic_cards(catalogue, tactic),
        "updated": tactic.updated,
        "call": call_bar(catalogue.call_contacts(catalogue.category(tactic).call)),
        "crumbs": [HOME_CRUMB, ALL_TACTICS, {"title": "Trang cảnh báo", "url": f"canh-bao/{tactic.id}/"}],
        "message": full_message(catalogue, tactic),
        "short_message": short_message(catalogue, tactic),
        "sms": sms_message(catalogue, tactic),
        "loudspeaker": {"lines": sentences(loudspeaker), "seconds": _rounded(seconds_to_read(loudspeaker))},
        "frames": [frame._asdict() for frame in storyboard(catalogue, tactic)],
        "embed": embed_html(catalogue, tactic),
    }


def _code(catalogue: Catalogue, tactic: Tactic) -> Drawing:
    """The QR code of a warning: a drawing, since to make one takes longer than the rest of the page."""
    return Drawing(
        PurePosixPath(f"site/the/{tactic.id}-qr.svg"),
        "qr",
        {"title": "Mã QR mở trang cảnh báo"},
        limit=4_000,
        codes={"address": tactic_url(catalogue, tactic.id)},
    )


def _rounded(seconds: int) -> int:
    """To five seconds: nobody reads more exactly."""
    return round(seconds / 5) * 5
