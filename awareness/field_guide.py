"""What every field of a record is for: the one source of schemas, tables, the field page and ``explain``.

Built from the record classes (names, descriptions, limits) and ``vocabulary.yml`` (labels, words, examples).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from awareness.cross_references import REFERENCES, WORDS, FieldPath
from awareness.reading import RECORD_CLASSES
from awareness.records import Article, Record
from awareness.single_files import FieldExample, SourceItems, Vocabulary
from awareness.values import (
    ID_PATTERN,
    ITEM_ID_PATTERN,
    PARTIAL_DAY_PATTERN,
    PHONE_PATTERN,
    RECORD_KEY_PATTERN,
    UNIT_KEY_PATTERN,
    URL_PATTERN,
)

Json = dict[str, Any]

KIND_NAMES: Final[Mapping[str, str]] = {
    "tactics": "Thủ đoạn và mối nguy",
    "responses": "Việc cần làm khi đã lỡ",
    "tips": "Báo tin việc gì",
    "guides": "Trang nên biết",
    "models": "Mô hình bà con cùng làm",
    "checklists": "Bảng kiểm",
    "campaigns": "Chiến dịch theo mùa",
    "contacts": "Số gọi, trang, nơi đến",
    "areas": "Địa bàn: xã, phường của mình",
}
"""Folder below ``warnings/`` → what its records are, for editors."""

SUPPORTS: Final[FieldPath] = ("sources", "supports")
WANTED_BLOCKS: Final[Mapping[FieldPath, int]] = {("quiz", "unsafe"): 3, ("quiz", "safe"): 3}
"""How many blocks of a list CONTRIBUTING asks for, where that is more than a record must have."""

_FORMS: Final[Mapping[str, str]] = {
    ID_PATTERN: "mã: chữ thường không dấu, số, dấu gạch nối",
    UNIT_KEY_PATTERN: 'mã xã, phường như "vn-2025:28159"',
    ITEM_ID_PATTERN: "số mục như S000-12, CN14",
    RECORD_KEY_PATTERN: "thư mục/mã bản ghi",
    PARTIAL_DAY_PATTERN: 'ngày, tháng hoặc năm: "2026-11-21", "2026-11", "2026"',
    PHONE_PATTERN: "số điện thoại trong ngoặc kép, chỉ chữ số và dấu cách",
    URL_PATTERN: "địa chỉ bắt đầu bằng https://",
}

_MEANINGS: Final[Mapping[str, str]] = {
    "nhap": "bản nháp, chưa lên trang",
    "hien-hanh": "đang dùng",
    "het-hieu-luc": "đã cũ, giữ lại để tra cứu",
    "duong": "dương lịch",
    "am": "âm lịch",
    "A": "đã đối chiếu nguồn",
    "B": "chưa đối chiếu được",
}
"""Words that no part of the vocabulary explains, because they are fixed."""


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """One field of one kind of record.

    folder: below ``warnings/``; path: names from the outermost; label: what readers call it; about: what it is for;
    holds: what may stand there, in words; is_required; words: each word that may be chosen and what it means;
    refers_to: folder of the records whose ids it names; example: None where nobody has written one; schema: JSON
    Schema of its value, without references.
    """

    folder: str
    path: FieldPath
    label: str
    about: str
    holds: str
    is_required: bool
    words: Mapping[str, str]
    refers_to: str | None
    example: FieldExample | None
    schema: Json

    @property
    def name(self) -> str:
        """As people write it: ``script.says``."""
        return ".".join(self.path)

    @property
    def purpose(self) -> str:
        """`about` for people who see its words before them, and write no YAML."""
        return purpose_of(self.about)

    @property
    def is_common(self) -> bool:
        """Whether other kinds of records have it too, because every record has."""
        model = RECORD_CLASSES[self.folder]
        base = Article if issubclass(model, Article) else Record
        return self.path[0] in base.model_fields


def purpose_of(about: str) -> str:
    """What a field is for, without what only matters in a file: where its words stand, how a yes is written."""
    return re.sub(r", theo [^,]*vocabulary\.yml$|^true: ", "", about)


def limits_of(schema: Json) -> str:
    """How many lines or characters a field takes: ``, 3 đến 6 ý``; empty where one is enough and none too many."""
    least, most = schema.get("minItems"), schema.get("maxItems")
    if schema.get("type") == "array" and (most or (least or 0) > 1):
        return _limits(least, most, "ý")
    return _limits(None, schema.get("maxLength"), "ký tự")


def field_guides(folder: str, vocabulary: Vocabulary) -> list[FieldGuide]:
    """Every field of a kind of record, blocks before what is in them, in the order of the record classes."""
    schema = inlined_schema(RECORD_CLASSES[folder])
    return list(_guides(schema, (), folder, vocabulary))


def every_field(vocabulary: Vocabulary) -> Iterator[FieldGuide]:
    """`field_guides` of every kind of record."""
    for folder in RECORD_CLASSES:
        yield from field_guides(folder, vocabulary)


def source_item_fields() -> list[tuple[str, str, bool]]:
    """Name, purpose, whether required: the fields of ``source-items.yml``, which is no record."""
    found: list[tuple[str, str, bool]] = []

    def walk(schema: Json, path: FieldPath) -> None:
        for name, value in schema.get("properties", {}).items():
            found.append((".".join((*path, name)), value.get("description", ""), name in schema.get("required", ())))
            inner = items_of(value)
            keyed = inner.get("additionalProperties") or next(iter(inner.get("patternProperties", {}).values()), None)
            walk(keyed or inner, (*path, name))

    walk(inlined_schema(SourceItems), ())
    return found


def _guides(schema: Json, above: FieldPath, folder: str, vocabulary: Vocabulary) -> Iterator[FieldGuide]:
    for name, value in schema.get("properties", {}).items():
        path = (*above, name)
        if path == ("id",):  # the name of the file
            continue
        words = _words(value, folder, path, vocabulary)
        example = vocabulary.example(folder, path)
        yield FieldGuide(
            folder,
            path,
            label=vocabulary.fields.get(name, name) if len(path) == 1 else name,
            about=value.get("description", ""),
            holds=_holds(value, folder, path),
            is_required=name in schema.get("required", ()),
            words=words,
            refers_to=REFERENCES.get(folder, {}).get(path),
            example=example if example and (not words or example.good in words) else None,
            schema=value,
        )
        yield from _guides(items_of(value), path, folder, vocabulary)


def _words(schema: Json, folder: str, path: FieldPath, vocabulary: Vocabulary) -> dict[str, str]:
    if part := WORDS.get(folder, {}).get(path):
        return {name: term.label for name, term in getattr(vocabulary, part).items()}
    if path == SUPPORTS:
        own = inlined_schema(RECORD_CLASSES[folder])["properties"]
        return {name: label for name, label in vocabulary.fields.items() if name in own}
    return {word: _MEANINGS.get(word, "") for word in items_of(schema).get("enum", ())}


def _holds(schema: Json, folder: str, path: FieldPath) -> str:
    if schema.get("type") == "array":
        inner = schema["items"]
        what = "danh sách khối" if inner.get("type") == "object" else f"danh sách, mỗi ý: {_holds(inner, folder, path)}"
        return what + _limits(schema.get("minItems"), schema.get("maxItems"), "ý")
    if schema.get("type") == "object":
        return "khối gồm các mục con"
    if schema.get("type") == "integer":
        return "số nguyên, không ngoặc kép" + _limits(schema.get("minimum"), schema.get("maximum"), "")
    if schema.get("type") == "boolean":
        return "ghi true hoặc false"
    if "enum" in schema or path in WORDS.get(folder, {}) or path == SUPPORTS:
        return "một mã trong danh sách"
    if target := REFERENCES.get(folder, {}).get(path):
        return f"mã của một bản ghi trong {target}"
    if schema.get("format") == "date":
        return 'ngày trong ngoặc kép: "2026-11-21"'
    form = _FORMS.get(schema.get("pattern", ""), "câu chữ trong ngoặc kép")
    return form + _limits(None, schema.get("maxLength"), "ký tự")


def _limits(least: int | None, most: int | None, unit: str) -> str:
    unit = f" {unit}" if unit else ""
    if least is not None and most is not None:
        return f", đúng {least}{unit}" if least == most else f", {least} đến {most}{unit}"
    if most is not None:
        return f", nhiều nhất {most}{unit}"
    return f", ít nhất {least}{unit}" if least else ""


# --- JSON Schema without references ----------------------------------------------------------------------------


def items_of(schema: Json) -> Json:
    """The schema of one item of a list; of anything else, the schema itself."""
    while schema.get("type") == "array":
        schema = schema["items"]
    return schema


@functools.cache
def inlined_schema(model: type[BaseModel]) -> Json:
    """What pydantic says about a class, every part in its place and ``null`` left out: editors never write it.

    Of what is written, not of what is read: a pattern behind a validator of ours is in that one only.
    """
    schema = model.model_json_schema(by_alias=True, mode="serialization")
    inlined: Json = _inline(schema, schema.get("$defs", {}))
    return inlined


def _inline(value: Any, definitions: Mapping[str, Json]) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_inline(item, definitions) for item in value]
    if not isinstance(value, dict):
        return value
    around = {key: item for key, item in value.items() if key not in ("$ref", "anyOf", "$defs")}
    if "anyOf" in value:
        around |= next(choice for choice in value["anyOf"] if choice.get("type") != "null")
        return _inline(
            around | {"description": value["description"]} if "description" in value else around, definitions
        )
    if "$ref" in value:
        around = definitions[value["$ref"].rpartition("/")[2]] | around
    return {key: _inline(item, definitions) for key, item in around.items()}
