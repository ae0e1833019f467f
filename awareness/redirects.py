"""Renderer of redirect pages: an address that was ever published keeps leading somewhere, without any script."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awareness.area_pages import area_title, former_addresses, summary_of, unit_path
from awareness.artifacts import Artifact
from awareness.cards import WIDE, card_name, page_address
from awareness.catalogue import Catalogue
from awareness.page import page_path, share_path
from awareness.records import Tactic
from awareness.templating import html_environment


class Moved(NamedTuple):
    """A page that has had other addresses. All addresses are relative to the site and end in ``/``.

    title, summary, card: what a chat shows of it, and the name of its picture.
    """

    address: str
    before: Sequence[str]
    title: str
    summary: str
    card: str


def redirect_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/<old address>/index.html`` for every alias of a record that has a page of its own.

    The link is relative, so that it also works below a folder of a host and from a USB stick.
    """
    template = html_environment().get_template("redirect.html.j2")
    for moved in (*_moved_articles(catalogue), *_moved_areas(catalogue)):
        for before in moved.before:
            html = template.render(
                moved=moved,
                target=f"{os.path.relpath(moved.address, before)}/".replace(os.sep, "/"),
                canonical=catalogue.site.base_url + moved.address,
                # without a version: an old address sent again still shows the card
                image=f"{catalogue.site.base_url}the/{moved.card}.png",
                size=WIDE,
            )
            yield Artifact.text(f"site/{before}index.html", html)


def _moved_articles(catalogue: Catalogue) -> Iterator[Moved]:
    """Every page that is one record's, and those about a tactic: to share it, its translations."""
    for article in catalogue.articles():
        path = page_path(article)
        if not article.aliases or "#" in path:
            continue
        own = [(page_address(path), article.title, article.summary)]
        if isinstance(article, Tactic) and (share := share_path(article)):
            own.append((share, article.title, article.summary))
            own += [(f"{other.language}/{article.id}/", other.title, other.summary) for other in article.translations]
        for address, title, summary in own:
            folder = address.removesuffix(f"{article.id}/")
            yield Moved(address, [f"{folder}{alias}/" for alias in article.aliases], title, summary, card_name(path))


def _moved_areas(catalogue: Catalogue) -> Iterator[Moved]:
    """Communes whose address was another: renamed, or another of the province has taken the same name."""
    for area in catalogue.areas.values():
        path = unit_path(catalogue, catalogue.gazetteer.units[area.key])
        title, summary = area_title(catalogue, area), summary_of(catalogue, area)
        before = [f"dia-ban/{address}/" for address in former_addresses(catalogue, area)]
        yield Moved(page_address(path), before, title, summary, card_name(path))
