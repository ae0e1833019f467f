"""Renderer of the site's identity: ``warnings/site.yml`` in the words of ``mkdocs.yml``, which inherits from it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue


def identity(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/.generated/identity.yml``; JSON, which is YAML."""
    site = catalogue.site
    settings = {
        "site_name": site.name,
        "site_url": site.base_url,
        "site_description": site.description,
        "extra": {
            "operator": {"name": site.operator.name},
            "contact": {"label": site.contact.label, "value": site.contact.value},
            "adopted": [{"name": adoption.name, "on": adoption.on.isoformat()} for adoption in site.adopted_by],
            "never_asks": site.never_asks,
            "guides": [
                {"title": guide.button or guide.title, "url": f"{guide.id}/"} for guide in catalogue.current_guides
            ],
        },
    }
    yield Artifact.text("docs/.generated/identity.yml", json.dumps(settings, ensure_ascii=False, indent=2) + "\n")
