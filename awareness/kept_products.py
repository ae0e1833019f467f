"""Products as text and back, to be handed from process to process and kept from build to build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from awareness.artifacts import Artifact, Drawing, Product
from awareness.page import Page


def told(groups: Sequence[Sequence[Product]]) -> str:
    """Pages, other text files and drawings as JSON. Raises TypeError for other products."""
    return json.dumps([[_told(product) for product in group] for group in groups], ensure_ascii=False)


def read(text: str) -> list[list[Product]]:
    """What `told` was given."""
    return [[_read(product) for product in group] for group in json.loads(text)]


def _told(product: Product) -> dict[str, Any]:
    match product:
        case Page(path, content, drawings):
            return {"page": str(path), "text": content.decode(), "drawings": [_told(drawing) for drawing in drawings]}
        case Artifact(path, content):
            return {"file": str(path), "text": content.decode()}
        case Drawing(path, template, data, limit, codes, inks):
            rest = {"template": template, "data": data, "limit": limit, "codes": codes, "inks": inks}
            return {"drawing": str(path), **rest}
    raise TypeError(type(product))


def _read(told: dict[str, Any]) -> Any:
    match told:
        case {"page": path, "text": text, "drawings": drawings}:
            return Page(PurePosixPath(path), text.encode(), tuple(map(_read, drawings)))
        case {"file": path, "text": text}:
            return Artifact(PurePosixPath(path), text.encode())
        case {"drawing": path, "inks": inks, **rest}:
            return Drawing(PurePosixPath(path), **rest, inks=tuple(map(tuple, inks)))
    raise ValueError(told)
