"""Renderer of the site's identity: ``warnings/site.yml`` in the words of ``mkdocs.yml``, which inherits from it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from awareness.artifacts import Artifact, Product
from awareness.banner import banner_now
from awareness.cards import CardText, cards_of
from awareness.catalogue import Catalogue
from awareness.page import EMERGENCY_CALLS, call_bar


def identity(catalogue: Catalogue) -> Iterator[Product]:
    """``docs/.generated/identity.yml``; JSON, which is YAML. With the cards of hand-written pages, whose front matter
    cannot name them."""
    site = catalogue.site
    calls = call_bar(catalogue.call_contacts(EMERGENCY_CALLS))
    cards = {}
    for key, title in catalogue.hand_written.items():
        page = f"{key.removeprefix('docs/')}.md"
        meta = {"title": title, "description": site.description, "call": calls}
        cards[page] = cards_of(site, page, meta, CardText())
    settings = {
        "site_name": site.name,
        "site_url": site.base_url,
        "site_description": site.description,
        "extra": {
            "operator": {"name": site.operator.name},
            "contact": {"label": site.contact.label, "value": site.contact.value},
            "adopted": [{"name": adoption.name, "on": adoption.on.isoformat()} for adoption in site.adopted_by],
            "call": calls,
            "languages": [
                {"code": code, "label": words.label, "url": f"{code}/"}
                for code, words in catalogue.vocabulary.languages.items()
                if any(t.language == code for tactic in catalogue.current_tactics for t in tactic.translations)
            ],
            "never_asks": site.never_asks,
            "guides": [
                {"title": guide.button or guide.title, "url": f"{guide.id}/"} for guide in catalogue.listed_guides
            ],
            "banner": banner_now(catalogue),
            "cards": {page: made.meta for page, made in cards.items()},
        },
    }
    yield Artifact.text("docs/.generated/identity.yml", json.dumps(settings, ensure_ascii=False, indent=2) + "\n")
    for made in cards.values():
        yield from made.drawings
