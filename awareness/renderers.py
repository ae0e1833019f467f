"""The list of everything that is made from the catalogue. A new output is one more function here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.identity import identity
from awareness.pages import about_page, home, reporting_page, response_page, search_page, tactic_list, tactic_pages
from awareness.redirects import redirect_pages
from awareness.search_index import search_data

Renderer = Callable[[Catalogue], Iterator[Artifact]]

RENDERERS: Final[tuple[Renderer, ...]] = (
    identity,
    home,
    tactic_list,
    tactic_pages,
    response_page,
    reporting_page,
    about_page,
    search_page,
    search_data,
    redirect_pages,
)
