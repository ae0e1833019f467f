"""Renderer of redirect pages: an address that was ever published keeps leading somewhere, without any script."""

from __future__ import annotations

from collections.abc import Iterator

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.sharing import tactic_url
from awareness.templating import html_environment


def redirect_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/canh-bao/<old id>/index.html`` for every alias of a tactic.

    The link is relative, so that it also works below a folder of a host and from a USB stick.
    """
    template = html_environment().get_template("redirect.html.j2")
    for tactic in catalogue.tactics.values():
        for alias in tactic.aliases:
            html = template.render(
                title=tactic.title, target=f"../{tactic.id}/", canonical=tactic_url(catalogue, tactic.id)
            )
            yield Artifact.text(f"site/canh-bao/{alias}/index.html", html)
