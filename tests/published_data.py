"""What the renderer of open data makes, as tests look at it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from awareness.api_answers import ROOT
from awareness.catalogue import Catalogue
from awareness.open_data import open_data

Files = Mapping[str, bytes]
"""Path below the site → content."""


def files_of(catalogue: Catalogue) -> Files:
    return {artifact.inner: artifact.content for artifact in open_data(catalogue)}


def answers(files: Files) -> dict[str, Any]:
    """Path below the root of the data → answer; without what describes them."""
    return {
        path.removeprefix(ROOT): json.loads(content)
        for path, content in files.items()
        if path.startswith(ROOT) and not path.startswith(f"{ROOT}schema/") and path != f"{ROOT}openapi.json"
    }


def table(files: Files, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].decode("utf-8-sig"), newline="")))
