"""Validation errors → what is wrong and how to mend it, in Vietnamese."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from awareness.records import ID_PATTERN
from awareness.vietnamese import as_id, closest
from awareness.yaml_source import Location


class Explanation(NamedTuple):
    """location: where to put the cursor, on the key itself when ``of_key``; what, fix: Vietnamese sentences."""

    location: Location
    what: str
    fix: str
    of_key: bool = False


_UNKNOWN_KEY_FIX: Final = "Xóa mục này, hoặc xem tên các mục trong CONTRIBUTING.md"


def did_you_mean(written: str, candidates: Iterable[str]) -> str | None:
    """``Có phải bạn muốn viết 'gia-danh'?`` or None when nothing is near."""
    meant = closest(written, candidates)
    return f"Có phải bạn muốn viết '{meant}'?" if meant else None


def explain(error: ErrorDetails, model: type[BaseModel]) -> Explanation:
    """One error of pydantic about a record of class ``model``."""
    location: Location = tuple(step for step in error["loc"] if step != "[key]")
    is_about_key = "[key]" in error["loc"]
    context: Mapping[str, Any] = error.get("ctx", {})
    name = _name(location)
    written = error["input"]
    match error["type"]:
        case "missing":
            fields = _fields_at(model, location[:-1])
            about = fields.get(str(location[-1]), "")
            return Explanation(location[:-1], f"Thiếu mục '{name}'" + (f" ({about})" if about else ""), f"Thêm mục {name}")
        case "extra_forbidden":
            fix = did_you_mean(name, _fields_at(model, location[:-1])) or _UNKNOWN_KEY_FIX
            return Explanation(location, f"Không có mục nào tên '{name}'", fix, of_key=True)
        case "empty":
            what, fix = f"Mục '{name}' chưa có nội dung", "Viết nội dung trong ngoặc kép, hoặc xóa mục này"
        case "unquoted":
            value = context["written"]
            what = f"'{value}' không có ngoặc kép, máy có thể đọc thành số, ngày hoặc có/không"
            fix = f'Viết "{value}"'
        case "whole_number":
            what, fix = f"Mục '{name}' cần một số nguyên", "Viết ví dụ: 180"
        case "yes_or_no":
            what, fix = f"Mục '{name}' chỉ nhận true hoặc false", "Viết true nếu đúng, false nếu không"
        case "day":
            what = f"'{context['written']}' không phải ngày theo kiểu năm-tháng-ngày"
            fix = f'Viết "{_guess_day(context["written"]) or "2026-11-21"}"'
        case "partial_day":
            what = f"'{context['written']}' không phải ngày, tháng hoặc năm"
            fix = f'Viết "{_guess_day(context["written"]) or "2026-11-21"}", hoặc "2026-11", hoặc "2026"'
        case "string_type":
            what, fix = f"Mục '{name}' chỉ nhận một câu chữ", f'Viết {name}: "…"'
        case "list_type":
            what, fix = f"Mục '{name}' nhận một danh sách", "Viết mỗi ý một dòng, mở đầu bằng dấu gạch và dấu cách"
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            children = ", ".join(_fields_at(model, location)) or "tên và nội dung"
            what, fix = f"Mục '{name}' phải gồm các mục con", f"Viết thụt vào dưới nó: {children}"
        case "string_too_long":
            limit, length = context["max_length"], len(" ".join(str(written).split()))
            what, fix = f"Mục '{name}' dài {length} ký tự, nhiều nhất {limit}", f"Bỏ bớt {length - limit} ký tự"
        case "too_short":
            what = f"Mục '{name}' có {context['actual_length']} ý, ít nhất {context['min_length']}"
            fix = f"Thêm {context['min_length'] - context['actual_length']} ý"
        case "too_long":
            what = f"Mục '{name}' có {context['actual_length']} ý, nhiều nhất {context['max_length']}"
            fix = f"Bỏ bớt {context['actual_length'] - context['max_length']} ý"
        case "literal_error":
            choices = re.findall(r"'([^']+)'", context["expected"])
            what = f"Giá trị '{written}' không có trong danh sách của mục '{name}'"
            fix = did_you_mean(str(written), choices) or f"Chọn một trong: {', '.join(choices)}"
        case "string_pattern_mismatch":
            what, fix = _pattern_explanation(str(written), context["pattern"])
        case "greater_than_equal" | "less_than_equal":
            what, fix = f"Số {written} nằm ngoài khoảng cho phép", "Viết một số từ 1 đến 730"
        case _:
            what, fix = f"Mục '{name}' chưa đúng", "Xem mục này trong CONTRIBUTING.md"
    return Explanation(location, what, fix, of_key=is_about_key)


def _name(location: Location) -> str:
    """The name of the field an editor has to look for: ``("script", 0, "says")`` → ``says``, ``("do", 3)`` → ``do``."""
    return next((step for step in reversed(location) if isinstance(step, str)), "")


def _pattern_explanation(written: str, pattern: str) -> tuple[str, str]:
    if pattern == ID_PATTERN:
        proposal = as_id(written)
        what = f"Mã '{written}' chỉ được có chữ thường không dấu, số và dấu gạch nối"
        return what, f"Có phải bạn muốn viết '{proposal}'?" if proposal else "Viết mã như: gia-danh-dien-luc"
    if pattern.startswith("^https"):
        return f"'{written}' không phải địa chỉ trang dùng được ở đây", "Viết địa chỉ bắt đầu bằng https://, không có dấu cách"
    digits = " ".join(re.findall(r"[0-9]+", written))
    return f"'{written}' không phải số điện thoại", f'Chỉ viết chữ số và dấu cách: "{digits or "113"}"'


def _guess_day(written: str) -> str | None:
    """``21/11/2026`` or ``2026/11/21`` → ``2026-11-21``; also months and days without their zero."""
    if match := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", written):
        day, month, year = match.groups()
    elif match := re.fullmatch(r"(\d{4})[/.\- ](\d{1,2})[/.\- ](\d{1,2})", written):
        year, month, day = match.groups()
    else:
        return None
    return f"{year}-{int(month):02}-{int(day):02}"


def _fields_at(model: type[BaseModel], location: Location) -> dict[str, str]:
    """Names (as written in YAML) and descriptions of the fields allowed at ``location`` of a record."""
    annotation: Any = model
    for step in location:
        annotation = _step_into(annotation, step)
    found = _model_in(annotation)
    if found is None:
        return {}
    fields = found.model_fields
    return {field.alias or name: field.description or "" for name, field in fields.items() if name != "id"}


def _step_into(annotation: Any, step: str | int) -> Any:
    model = _model_in(annotation)
    if model is not None and isinstance(step, str):
        return next((f.annotation for n, f in model.model_fields.items() if step in (n, f.alias)), None)
    return annotation  # a step into a list or a mapping: the item's class is found inside the same annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The record class inside ``list[X]``, ``X | None``, ``Mapping[Id, X]`` or ``Annotated[X, …]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, types.UnionType) or get_args(annotation):
        return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
    return None
