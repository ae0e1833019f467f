"""The schema of a tactic, boiled down to what the scripts of the form at ``/soan-tin/`` ask of it.

What follows from the records alone is worked out here once, not on every phone: labels, examples, which words may be
chosen, what a text must look like. Each field is a dictionary with ``type`` (as in JSON Schema), ``required``,
``label``, ``about`` (what `check` says of a field that is missing) and, where they apply,

- ``properties`` of an object, in the order of a record; ``items``, ``minItems``, ``maxItems`` of a list
- ``minimum``, ``maximum``, ``fix`` of a number (``fix``: what to write instead of words)
- ``words``: [value, label] of each word that may be chosen; ``folder``: of the records whose ids may be chosen
- ``kind``: a key of `TEXT_PATTERNS`; ``most``: characters of a text; ``sentence``: syllables of a sentence
- ``bare``: a word or an id, which needs no quotes in YAML
- ``input``: attributes of its ``<input>``; a text without has a ``<textarea>``
- ``hint``: what the field is for, with an example
- ``named``: the label of a field that may stay empty; ``rows``: of a list, before anything is written
- ``few``: 1 where all that may be chosen in a list is shown
- ``folded``: 1 where only its name is in sight until it is opened
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from awareness.catalogue import Catalogue
from awareness.cross_references import REFERENCES
from awareness.editor_schemas import DAY_PATTERN, record_schema
from awareness.field_guide import WANTED_BLOCKS, Json, purpose_of
from awareness.field_order import field_order
from awareness.prose import VOICES, Voice
from awareness.records import Tactic
from awareness.sentences import REVIEW_FIX, SENTENCES
from awareness.spoken import number_in_words
from awareness.style import SENTENCE_LIMITS
from awareness.values import ID_PATTERN, PARTIAL_DAY_PATTERN, URL_PATTERN

TEXT_PATTERNS: Final[Mapping[str, str]] = {
    "day": DAY_PATTERN,
    "partial_day": PARTIAL_DAY_PATTERN,
    "id": ID_PATTERN,
    "address": URL_PATTERN,
}
"""What is said of a text that does not match, by the name of the sentence → its pattern."""

FEW: Final = 40
"""Choices that are all shown; of more, one is chosen in a list."""

_KINDS: Final = {pattern: kind for kind, pattern in TEXT_PATTERNS.items()}
_INPUTS: Final[Mapping[str, Mapping[str, str]]] = {
    "day": {"type": "date"},
    "partial_day": {"type": "text"},
    "id": {"type": "text", "autocapitalize": "none", "spellcheck": "false"},
    "address": {"type": "url"},
}
_NUMBER: Final = {"inputmode": "numeric"}
_YES_NO: Final = (("true", "Đúng"), ("false", "Không"))
_IN_USE: Final = "hien-hanh"
_ANY_TEXT: Final = r"\S"
_LIMITED_TEXT: Final = re.compile(r"\^\(\?=.*\{1,([0-9]+)\}\$")
_BOUNDS: Final = ("minItems", "maxItems", "minimum", "maximum")


def form_of_a_tactic(catalogue: Catalogue) -> Json:
    """The outermost field, whose properties are those of a record.

    Raises KeyError: a pattern that the form has no words for.
    """
    schema = record_schema(Tactic.folder, catalogue.vocabulary)
    order = field_order(Tactic)
    schema["properties"] = {name: schema["properties"][name] for name in order if name in schema["properties"]}
    form: Json = {"type": "object", "required": True, "properties": _properties(schema, ())}
    for field in _lists(form):
        items = field["items"]
        choices = items.get("words") or getattr(catalogue, items.get("folder", ""), ())
        field["few"] = int(0 < len(choices) <= FEW)
    return form


def _lists(field: Json) -> Iterator[Json]:
    if field["type"] == "array":
        yield field
        yield from _lists(field["items"])
    for inner in field.get("properties", {}).values():
        yield from _lists(inner)


def _properties(schema: Json, path: tuple[str, ...]) -> Json:
    return {
        name: _field(inner, (*path, name), name in schema["required"]) for name, inner in schema["properties"].items()
    }


def _field(schema: Json, path: tuple[str, ...], is_required: bool) -> Json:
    about, *others = schema.get("description", "").split("\n\n")
    about = about.removesuffix(".")
    purpose = _capital(purpose_of(about))
    label = _capital(schema["title"]) if len(path) == 1 else purpose
    value = _value(schema, path, label)
    shows_codes = any(word in about.split() for word, _ in value.get("words", ()))
    hints = [f"{purpose}."] if len(path) == 1 and purpose != label and not shows_codes else []
    if path == ("status",):
        hints.append(f"Viết xong thì chọn “{dict(value['words'])[_IN_USE]}”; người duyệt xem rồi mới đăng.")
    if path in WANTED_BLOCKS:
        hints.append(f"Viết {number_in_words(WANTED_BLOCKS[path])} câu.")
    sample = next((line.removeprefix("👍").strip() for line in others if line.startswith("👍")), "")
    if sample and value.get("kind") != "day" and not _is_chosen(value) and not _is_chosen(value.get("items", {})):
        hints.append(f"Ví dụ: {sample}")
    value |= {"hint": " ".join(hints)} if hints else {}
    if value["type"] in ("array", "object"):
        value["folded"] = int(len(path) == 1 or not is_required)
    if value["type"] == "array":
        value["rows"] = WANTED_BLOCKS.get(path, value.get("minItems", 1) if is_required else 0)
    if not is_required:
        value["named"] = f"{label} (không bắt buộc)"
    return {"label": label, "about": about, "required": is_required} | value


def _value(schema: Json, path: tuple[str, ...], label: str) -> Json:
    kind = schema["type"]
    value: Json = {"type": kind} | {name: schema[name] for name in _BOUNDS if name in schema}
    if kind == "object":
        return value | {"properties": _properties(schema, path)}
    if kind == "array":
        item = {"label": re.split("[,;:]", label)[0], "required": True}
        return value | {"items": item | _value(schema["items"], path, label)}
    if kind == "boolean":
        return value | {"words": _YES_NO}
    if kind == "integer":
        fix = REVIEW_FIX if path == ("review_after_days",) else SENTENCES["whole_number"][1]
        return value | {"input": _NUMBER, "fix": fix}
    return value | _text(schema, path)


def _text(schema: Json, path: tuple[str, ...]) -> Json:
    if "enum" in schema:
        labels = schema.get("enumDescriptions") or schema["enum"]
        return {"words": list(zip(schema["enum"], labels, strict=True)), "bare": True}
    pattern = schema["pattern"]
    limit = SENTENCE_LIMITS.get(VOICES.get(".".join(path), Voice.OURS))
    sentence = {"sentence": limit} if limit else {}
    if pattern == _ANY_TEXT:
        return sentence
    if limited := _LIMITED_TEXT.match(pattern):
        return {"most": int(limited[1])} | sentence
    kind = _KINDS[pattern]
    text: Json = {"kind": kind, "input": _INPUTS[kind]} | ({"bare": True} if kind == "id" else {})
    folder = REFERENCES[Tactic.folder].get(path)
    return text | {"folder": folder} if folder else text


def _is_chosen(value: Json) -> bool:
    return "words" in value or "folder" in value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
