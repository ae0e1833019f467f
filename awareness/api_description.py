"""How the open data describes itself: JSON Schema of every answer, and one OpenAPI 3.1 document."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import Field, create_model
from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from awareness import licence
from awareness.api_answers import (
    KINDS,
    ROOT,
    TACTICS,
    TERMS,
    VERSIONS,
    Answer,
    Endpoint,
    PublishedStatus,
    TacticSummary,
    TermSummary,
)
from awareness.single_files import Site

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_NOT_PROMISED: Final = ("minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern")
"""What editors are held to today; the data promises types only."""

SHORT: Final = "Cảnh báo, dạng ngắn"
_LOCAL: Final = "#/$defs/"
_COMPONENTS: Final = "#/components/schemas/"

Json = dict[str, Any]


class TacticSummaries(Answer):
    result: list[TacticSummary] = Field(description="Cảnh báo, dạng ngắn; gấp nhất đứng đầu")


class TermSummaries(Answer):
    result: list[TermSummary] = Field(description="Các mục của từ điển, theo thứ tự trên trang")


class Index(Answer):
    result: list[Endpoint] = Field(description="Có những gì")


@functools.cache
def answer_models() -> Mapping[str, type[Answer]]:
    """Every answer by its path below `ROOT`, as OpenAPI writes paths (``tactics/{id}.json``)."""
    found: dict[str, type[Answer]] = {"index.json": Index, "tactics.json": TacticSummaries}
    for kind in KINDS:
        name = kind.record.__name__
        item: Any = create_model(
            f"{name}Item",
            __base__=(kind.links, kind.record),
            __doc__=kind.about,
            status=(PublishedStatus, Field(description="Đang dùng, hoặc chỉ lưu lại để tra cứu")),
        )
        many = create_model(f"{name}List", __base__=Answer, result=(list[item], Field(description=kind.about)))
        found["tactics-full.json" if kind is TACTICS else f"{kind.name}.json"] = many
        found[f"{kind.name}/{{id}}.json"] = create_model(
            f"{name}Answer", __base__=Answer, result=(item, Field(description=kind.about))
        )
    for name in TERMS:
        found[f"{name}.json"] = TermSummaries
        found[f"{name}/{{id}}.json"] = TacticSummaries
    return found


class _AnswerSchema(GenerateJsonSchema):
    """The schema of what is written, not of what editors may write: every field is there, others may join them."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        return True

    def model_schema(self, schema: core_schema.ModelSchema) -> Json:
        made: Json = super().model_schema(schema)
        made.pop("additionalProperties", None)
        if not issubclass(schema["cls"], Answer) and not schema["cls"].__name__.endswith("Item"):
            made.pop("description", None)  # the docstring, which speaks to developers of the generator
        return made


def answer_schemas(site: Site) -> dict[str, Json]:
    """The JSON Schema of each answer, complete in itself, by its path below the site."""
    definitions = _definitions()
    found = {}
    for model in dict.fromkeys(answer_models().values()):
        needed = _needed(definitions, model.__name__)
        path = f"{ROOT}schema/{model.__name__}.json"
        parts = {name: definitions[name] for name in definitions if name in needed}
        around = {"$schema": DIALECT, "$id": site.base_url + path}
        found[path] = around | definitions[model.__name__] | {"$defs": parts}
    return found


def openapi(site: Site) -> Json:
    """The OpenAPI 3.1 document of version 1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{site.name}: dữ liệu mở",
            "version": VERSIONS[-1].number,
            "description": "Mọi cảnh báo, việc cần làm, nơi báo tin, số gọi của xã, phường. Chỉ đọc, không cần khóa, "
            "không ghi lại ai hỏi.",
            "license": {"name": licence.NAME, "url": licence.ADDRESS},
            "contact": {"name": site.operator.name, "url": f"{site.base_url}ve-trang-nay/"},
        },
        "servers": [{"url": f"{site.base_url}{ROOT}".rstrip("/")}],
        "paths": {
            f"/{path}": {"get": _operation(path, {"$ref": f"{_COMPONENTS}{model.__name__}"})}
            for path, model in answer_models().items()
        },
        "components": {"schemas": _redirected(_definitions())},
    }


def _operation(path: str, schema: Mapping[str, Any]) -> Json:
    name, one, _ = path.partition("/{id}")
    name = name.removesuffix(".json")
    operation: Json = {
        "operationId": f"{name}-one" if one else name,
        "summary": _ABOUT[name] + (": một mục" if one else ""),
        "responses": {"200": {"description": "Kết quả", "content": {"application/json": {"schema": schema}}}},
    }
    if one:
        operation["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "description": "Mã"}
        ]
        operation["responses"]["404"] = {"description": "Không có mã ấy"}
    return operation


_ABOUT: Final[Mapping[str, str]] = {
    "index": "Có những gì",
    **{kind.name: kind.about for kind in KINDS},
    "tactics": SHORT,
    "tactics-full": "Cảnh báo, đủ mọi mục",
    **TERMS,
}


def _types_only(schema: Any, *, names: bool = False) -> Any:
    """The schema without limits of editors. ``names``: the keys are names of fields or models, not of rules."""
    if isinstance(schema, dict):
        return {
            key: _types_only(value, names=not names and key in ("properties", "$defs"))
            for key, value in schema.items()
            if names or key not in _NOT_PROMISED
        }
    return [_types_only(value) for value in schema] if isinstance(schema, list) else schema


@functools.cache
def _definitions() -> Json:
    """Every answer and every part of one, by name. They come from the classes alone, so `serve` makes them once."""
    models = list(dict.fromkeys(answer_models().values()))
    _, made = models_json_schema([(model, "serialization") for model in models], schema_generator=_AnswerSchema)
    definitions: Json = _types_only(made)["$defs"]
    return definitions


def _needed(definitions: Json, name: str) -> set[str]:
    """The parts that a definition refers to, and those that they refer to."""
    needed: set[str] = set()
    ahead = [name]
    while ahead:
        new = set(re.findall(r"#/\$defs/(\w+)", json.dumps(definitions[ahead.pop()]))) - needed
        needed |= new
        ahead += new
    return needed


def _redirected(schema: Any) -> Any:
    """The schema with its references leading where OpenAPI keeps schemas."""
    if isinstance(schema, dict):
        return {
            key: value.replace(_LOCAL, _COMPONENTS) if key == "$ref" else _redirected(value)
            for key, value in schema.items()
        }
    return [_redirected(value) for value in schema] if isinstance(schema, list) else schema
