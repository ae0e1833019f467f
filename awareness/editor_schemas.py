"""JSON Schema (draft-07) of what editors write, with the words that a code editor shows while they type.

``yaml-language-server`` (the YAML extension of VS Code and others) shows ``title``, ``description`` and ``examples`` on
hover, ``enum`` on completion, ``errorMessage`` and ``patternErrorMessage`` instead of its own English sentences.
The schema sees one file at a time; what needs all records is left to ``check``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from awareness.artifacts import Artifact
from awareness.field_guide import KIND_NAMES, FieldGuide, Json, field_guides, inlined_schema
from awareness.reading import RECORD_CLASSES
from awareness.single_files import Vocabulary
from awareness.values import (
    ID_PATTERN,
    ITEM_ID_PATTERN,
    PARTIAL_DAY_PATTERN,
    PHONE_PATTERN,
    RECORD_KEY_PATTERN,
    UNIT_KEY_PATTERN,
    URL_PATTERN,
)

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""What editors of YAML understand; newer dialects they only half do."""
FOLDER: Final = PurePosixPath(".vscode")
"""The settings that name the schemas lie there too. Below ``warnings/`` they would be read as records."""
DAY_PATTERN: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

_PATTERN_MESSAGES: Final[Mapping[str, str]] = {
    DAY_PATTERN: 'Viết năm-tháng-ngày trong ngoặc kép, như "2026-11-21".',
    ID_PATTERN: "Mã chỉ có chữ thường không dấu, số và dấu gạch nối, như gia-danh-dien-luc.",
    UNIT_KEY_PATTERN: 'Viết "vn-2025:" rồi năm chữ số, như "vn-2025:28159".',
    ITEM_ID_PATTERN: "Viết số mục như S000-12, hoặc CN14.",
    RECORD_KEY_PATTERN: "Viết thư mục rồi mã, như tactics/gia-danh-dien-luc.",
    PARTIAL_DAY_PATTERN: 'Viết ngày như "2026-11-21", hoặc "2026-11", hoặc "2026".',
    PHONE_PATTERN: 'Số điện thoại chỉ có chữ số và dấu cách, như "1900 1288".',
    URL_PATTERN: "Viết địa chỉ bắt đầu bằng https://, không có dấu cách.",
}
_TYPE_MESSAGES: Final[Mapping[str, str]] = {
    "string": 'Đặt cả câu trong ngoặc kép thẳng: "…".',
    "integer": "Viết một số nguyên, không ngoặc kép, như 180.",
    "boolean": "Viết true nếu đúng, false nếu không.",
    "array": "Viết mỗi ý một dòng, mở đầu bằng dấu gạch và dấu cách.",
}
_UNQUOTED_NUMBER: Final = 'Đặt số trong ngoặc kép: "113". Không có ngoặc thì máy đọc thành số, mất số 0 đứng đầu.'


def editor_schemas(vocabulary: Vocabulary) -> list[Artifact]:
    """The schema of each kind of record, and the settings by which VS Code finds it, as files of the repository."""
    files = {f"schema/{folder}.json": record_schema(folder, vocabulary) for folder in RECORD_CLASSES}
    files["settings.json"] = _SETTINGS
    files["extensions.json"] = {"recommendations": ["redhat.vscode-yaml"]}
    return [Artifact(FOLDER / name, _json(content)) for name, content in files.items()]


def record_schema(folder: str, vocabulary: Vocabulary) -> Json:
    """The schema of one kind of record, complete in itself."""
    guides = {guide.path: guide for guide in field_guides(folder, vocabulary)}
    schema = _object(inlined_schema(RECORD_CLASSES[folder]), (), guides)
    about = f"Một tệp trong warnings/{folder}/. Tên tệp là mã, cũng là địa chỉ trang."
    return {"$schema": DIALECT, "title": KIND_NAMES[folder], "description": about} | schema


def _object(schema: Json, path: tuple[str, ...], guides: Mapping[tuple[str, ...], FieldGuide]) -> Json:
    names = [name for name in schema["properties"] if (*path, name) in guides]
    required = [name for name in names if name in schema.get("required", ())]
    others = [name for name in names if name not in required]
    message = f"Khối này cần có: {', '.join(required)}."
    message += f" Có thể thêm: {', '.join(others)}." if others else ""
    return {
        "type": "object",
        "properties": {name: _field(guides[*path, name], guides) for name in names},
        "required": required,
        "additionalProperties": False,
        "errorMessage": f"{message} Mục có tên khác thì sửa lại tên, hoặc xóa.",
    }


def _field(guide: FieldGuide, guides: Mapping[tuple[str, ...], FieldGuide]) -> Json:
    title = guide.label if guide.label != guide.path[-1] else guide.name
    return {"title": title, "description": _description(guide)} | _value(guide.schema, guide, guides)


def _description(guide: FieldGuide) -> str:
    need = "Bắt buộc" if guide.is_required else "Không bắt buộc"
    lines = [f"{guide.about}.", f"{need}: {guide.holds}."]
    if example := guide.example:
        lines += [f"👍 {example.good}", f"👎 {example.bad}", f"Vì sao: {example.why}"]
    return "\n\n".join(lines)


def _value(schema: Json, guide: FieldGuide, guides: Mapping[tuple[str, ...], FieldGuide]) -> Json:
    """The rules for a value, with messages; lists go down to their items, which carry the examples."""
    kind = schema["type"]
    if kind == "object":
        return _object(schema, guide.path, guides)
    result: Json = {"type": kind, "errorMessage": _TYPE_MESSAGES[kind]}
    if kind == "array":
        result["items"] = _value(schema["items"], guide, guides)
        return result | {key: schema[key] for key in ("minItems", "maxItems") if key in schema}
    if guide.example:
        result["examples"] = [_typed(guide.example.good, kind)]
    if kind == "string":
        result |= _text(schema, guide)
    return result | {key: schema[key] for key in ("minimum", "maximum") if key in schema}


def _text(schema: Json, guide: FieldGuide) -> Json:
    if guide.words:
        # `examples` would be offered a second time, beside the words themselves
        result: Json = {"enum": list(guide.words), "examples": []}
        result["errorMessage"] = f"Chọn một trong: {', '.join(guide.words)}."
        if any(guide.words.values()):
            result["enumDescriptions"] = list(guide.words.values())
        return result
    pattern = DAY_PATTERN if schema.get("format") == "date" else schema.get("pattern")
    if pattern:
        result = {"pattern": pattern, "patternErrorMessage": _PATTERN_MESSAGES[pattern]}
        if pattern in (PHONE_PATTERN, ID_PATTERN) and guide.example and guide.example.good[0].isdigit():
            result["errorMessage"] = _UNQUOTED_NUMBER
        return result
    if most := schema.get("maxLength"):
        # not `maxLength`, whose message is English
        pattern = rf"^(?=[\s\S]*\S)[\s\S]{{1,{most}}}$"
        return {"pattern": pattern, "patternErrorMessage": f"Viết một câu, nhiều nhất {most} ký tự."}
    return {"pattern": r"\S", "patternErrorMessage": "Mục này chưa có nội dung."}


def _typed(written: str, kind: str) -> Any:
    if kind == "integer":
        return int(written) if re.fullmatch(r"[0-9]+", written) else written
    return written == "true" if kind == "boolean" else written


_SETTINGS: Final[Json] = {
    "yaml.schemas": {f"./{FOLDER}/schema/{folder}.json": f"warnings/{folder}/*.yml" for folder in RECORD_CLASSES},
    "yaml.schemaStore.enable": False,
    "yaml.format.enable": False,
    "files.associations": {"warnings/**/*.yml": "yaml"},
    "[yaml]": {
        "editor.insertSpaces": True,
        "editor.tabSize": 2,
        "editor.detectIndentation": False,
        "editor.quickSuggestions": {"strings": True},
        "editor.wordWrap": "on",
    },
    "files.encoding": "utf8",
    "files.eol": "\n",
    "files.insertFinalNewline": True,
    "files.trimTrailingWhitespace": True,
}


def _json(content: Json) -> bytes:
    """Names stay in their order: completion offers fields as the record has them."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
