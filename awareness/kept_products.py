"""What was made of a tactic as text and back, to be kept from build to build.

Of an artifact the text has where it lies and its checksum: the bytes are on the disk, in their place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any

from awareness.artifacts import Drawing, StoredArtifact, StoredProduct

Groups = list[list[StoredProduct]]
"""For each renderer, what it made."""


def told(groups: Sequence[Sequence[StoredProduct]]) -> str:
    """Stored artifacts and drawings as JSON. Raises TypeError for other products."""
    return json.dumps([[_told(product) for product in group] for group in groups], ensure_ascii=False)


def read(text: str, find: Callable[[str, str], StoredArtifact | None]) -> Groups | None:
    """What `told` was given. find: path, checksum → the artifact, None where it is there no more: then there is
    nothing to be had of the text."""
    groups: Groups = []
    for group in json.loads(text):
        groups.append([])
        for told in group:
            product = find(told["file"], told["checksum"]) if "file" in told else _drawing(told)
            if product is None:
                return None
            groups[-1].append(product)
    return groups


def _told(product: StoredProduct) -> dict[str, Any]:
    match product:
        case StoredArtifact(where, _, checksum):
            return {"file": where, "checksum": checksum}
        case Drawing(path, template, data, limit, codes, inks):
            rest = {"template": template, "data": data, "limit": limit, "codes": codes, "inks": inks}
            return {"drawing": str(path), **rest}
    raise TypeError(type(product))


def _drawing(told: dict[str, Any]) -> Drawing:
    match told:
        case {"drawing": path, "inks": inks, **rest}:
            return Drawing(PurePosixPath(path), **rest, inks=tuple(map(tuple, inks)))
    raise ValueError(told)
