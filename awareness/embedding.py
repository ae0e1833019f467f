"""A warning as plain HTML that any other site can paste: no script, no style, nothing that an editor would strip."""

from __future__ import annotations

from typing import Any, Final

from awareness.catalogue import Catalogue
from awareness.page import EMERGENCY_CALLS, page_address
from awareness.records import Tactic
from awareness.templating import html_environment

URGENT_SHOWN: Final = 6
"""A column beside the news of a ward shows no more without pushing something else away."""


def embed_html(catalogue: Catalogue, tactic: Tactic) -> str:
    """The card of one warning: title, what to do, whom to call, a link to its page, the credit that the licence wants.

    Only headings, paragraphs, lists, quotes and links with ``href``: the elements that every editor of web pages keeps.
    It is a copy, which does not follow later changes; it says of which day it is.
    """
    category = catalogue.category(tactic)
    return _rendered(
        "embed.html.j2",
        catalogue,
        tactic=tactic,
        category=category,
        address=page_address(catalogue, tactic),
        call=catalogue.call_contacts(category.call),
        updated=tactic.updated,
    )


def urgent_embed_html(catalogue: Catalogue) -> str:
    """The card of the urgent warnings, for the front page of a ward's site; a copy like that of `embed_html`."""
    return _rendered(
        "embed-urgent.html.j2",
        catalogue,
        tactics=[(tactic, page_address(catalogue, tactic)) for tactic in catalogue.urgent_tactics[:URGENT_SHOWN]],
        call=catalogue.call_contacts(EMERGENCY_CALLS),
        updated=catalogue.changed_on,
    )


def _rendered(template: str, catalogue: Catalogue, **context: Any) -> str:
    return html_environment().get_template(template).render(site=catalogue.site, **context)
