"""Renderer of redirect pages: an address that was ever published keeps leading somewhere, without any script."""

from __future__ import annotations

from collections.abc import Iterator

from awareness.artifacts import Artifact
from awareness.cards import WIDE, card_name
from awareness.catalogue import Catalogue
from awareness.page import page_path
from awareness.records import Article
from awareness.templating import html_environment


def redirect_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/<old address>/index.html`` for every alias of a tactic, a guide, a model or a campaign.

    The link is relative, so that it also works below a folder of a host and from a USB stick.
    """
    template = html_environment().get_template("redirect.html.j2")
    moved: list[tuple[str, Article]] = [
        *(("canh-bao/", tactic) for tactic in catalogue.tactics.values()),
        *(("", guide) for guide in catalogue.guides.values()),
        *(("mo-hinh/", model) for model in catalogue.models.values()),
        *(("chien-dich/", campaign) for campaign in catalogue.campaigns.values()),
    ]
    for folder, article in moved:
        canonical = f"{catalogue.site.base_url}{folder}{article.id}/"
        for alias in article.aliases:
            html = template.render(
                article=article,
                target=f"../{article.id}/",
                canonical=canonical,
                # without a version: an old address sent again still shows the card
                image=f"{catalogue.site.base_url}the/{card_name(page_path(article))}.png",
                size=WIDE,
            )
            yield Artifact.text(f"site/{folder}{alias}/index.html", html)
