"""Which values of a record are words of the vocabulary, and which are ids of other records.

One table for the rules that check them, the schema that offers them and the commands that repair or ask for them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from awareness.yaml_source import Location

FieldPath = tuple[str, ...]
"""Names of fields as written in YAML, from the outermost: ``("script", "says")``."""

WORDS: Final[Mapping[str, Mapping[FieldPath, str]]] = {
    "tactics": {
        ("category",): "categories",
        ("severity",): "severities",
        ("channels",): "channels",
        ("audiences",): "audiences",
        ("season",): "seasons",
        ("coaching", "to"): "coaching_to",
        ("translations", "language"): "languages",
    },
    "responses": {("steps", "when"): "phases"},
    "contacts": {("kind",): "contact_kinds"},
    "models": {
        ("group",): "model_groups",
        ("figures", "measure"): "measures",
        ("reviews", "result"): "review_results",
    },
    "guides": {("kit", "audiences"): "audiences", ("kit", "coaching"): "coaching_to"},
    "checklists": {("group",): "checklist_groups"},
    "campaigns": {("season",): "seasons"},
    "areas": {("contacts", "kind"): "area_contact_kinds"},
}
"""Folder → field → part of ``vocabulary.yml`` in which its words stand."""

REFERENCES: Final[Mapping[str, Mapping[FieldPath, str]]] = {
    "tactics": {
        ("related",): "tactics",
        ("conflicts_with", "tactic"): "tactics",
        ("if_happened", "responses"): "responses",
    },
    "responses": {("call",): "contacts"},
    "tips": {("tell",): "contacts"},
    "guides": {
        ("call",): "contacts",
        ("related",): "tactics",
        ("kit", "first"): "tactics",
        ("kit", "checklists"): "checklists",
        ("kit", "models"): "models",
    },
    "models": {("extends", "model"): "models", ("related",): "tactics"},
    "checklists": {("call",): "contacts", ("related",): "tactics", ("models",): "models"},
    "campaigns": {("tactics",): "tactics", ("checklists",): "checklists"},
}
"""Folder → field → folder of the records whose ids it names."""


def values_at(record: BaseModel | Mapping[str, Any], path: FieldPath) -> Iterator[tuple[Location, Any]]:
    """Every value of a field, with its place; lists on the way and at the end are gone through.

    record: also a record that could not be read as one, as it stands in its file.
    """
    return _values(record, path, ())


def _values(value: Any, path: FieldPath, location: Location) -> Iterator[tuple[Location, Any]]:
    if value is None:
        return
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from _values(item, path, (*location, i))
    elif not path:
        yield location, value
    elif isinstance(value, Mapping):
        yield from _values(value.get(path[0]), path[1:], (*location, path[0]))
    elif isinstance(value, BaseModel):
        attribute = _attributes(type(value))[path[0]]
        yield from _values(getattr(value, attribute), path[1:], (*location, path[0]))


@functools.cache
def _attributes(model: type[BaseModel]) -> dict[str, str]:
    """Names of fields as written in YAML → attributes of the model."""
    return {field.alias or attribute: attribute for attribute, field in model.model_fields.items()}
