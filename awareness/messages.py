"""Validation errors → what is wrong and how to mend it, in Vietnamese."""

from __future__ import annotations

import calendar
import collections.abc
import functools
import re
import types
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from awareness.sentences import OTHER_FORMS_OF_A_DAY, REVIEW_FIX, said
from awareness.values import ID_PATTERN, ITEM_ID_PATTERN, RECORD_KEY_PATTERN, UNIT_KEY_PATTERN
from awareness.vietnamese import as_id, closest
from awareness.yaml_source import Location


class Explanation(NamedTuple):
    """location: where to put the cursor, on the key itself when ``of_key``, and ``offset`` characters to the right of
    it; what, fix: Vietnamese sentences."""

    location: Location
    what: str
    fix: str
    of_key: bool = False
    offset: int = 0


_UNKNOWN_KEY_FIX: Final = "Xóa mục này, hoặc xem tên các mục trong CONTRIBUTING.md"


def did_you_mean(written: str, candidates: Iterable[str]) -> str | None:
    """``Có phải bạn muốn viết 'gia-danh'?`` or None when nothing is near."""
    meant = _meant(written, candidates)
    return f"Có phải bạn muốn viết '{meant}'?" if meant else None


def explain(errors: Iterable[ErrorDetails], model: type[BaseModel], data: Mapping[str, Any]) -> list[Explanation]:
    """Errors of pydantic about a record of class ``model`` that was read as ``data``.

    A key that is unknown where it stands and missing where it belongs is one slip, so it is told once.
    """
    result, misnamed = list[Explanation](), set[tuple[Location, str]]()
    by_kind = sorted(errors, key=lambda error: error["type"] == "missing")
    for error in by_kind:
        location = _location(error)
        if error["type"] == "extra_forbidden":
            explanation, meant = _explain_unknown_key(location, model, data)
            misnamed |= meant
            result.append(explanation)
        elif error["type"] != "missing" or not _is_told(location, misnamed):
            result.append(_explain(error, location, model))
    return result


def _location(error: ErrorDetails) -> Location:
    return tuple(step for step in error["loc"] if step != "[key]")


def _is_told(location: Location, misnamed: set[tuple[Location, str]]) -> bool:
    parent, name = location[:-1], str(location[-1])
    return (parent, name) in misnamed or ((), f"*{name}") in misnamed


def _explain_unknown_key(
    location: Location, model: type[BaseModel], data: Any
) -> tuple[Explanation, set[tuple[Location, str]]]:
    """The explanation, and which missing keys it accounts for."""
    parent, name = location[:-1], str(location[-1])
    if found := _colon_slip(name, _fields_at(model, parent)):
        slip, key = found
        return slip._replace(location=location, of_key=True), {(parent, key)}
    what = f"Không có mục nào tên '{name}'"
    if home := _home(model, name):
        return Explanation(location, f"Mục '{name}' không nằm ở đây", home, of_key=True), {((), f"*{name}")}
    for step in parent:
        data = data[step]
    absent = [field for field in _fields_at(model, parent) if field not in data]
    meant = _meant(name, absent)
    fix = f"Có phải bạn muốn viết '{meant}'?" if meant else did_you_mean(name, _fields_at(model, parent))
    return Explanation(location, what, fix or _UNKNOWN_KEY_FIX, of_key=True), {(parent, meant)} if meant else set()


def _meant(written: str, candidates: Iterable[str]) -> str | None:
    """`closest`, but two swapped letters come first: in a short word they are half of it."""
    candidates = list(candidates)
    letters = sorted(as_id(written))
    return next((c for c in candidates if sorted(as_id(c)) == letters), None) or closest(written, candidates)


def _home(model: type[BaseModel], name: str) -> str | None:
    """Where in a record a key belongs that stands in a wrong block."""
    fields = _fields_at(model, ())
    if name in fields:
        return "Mục này ở ngoài cùng của tệp: bỏ thụt đầu dòng, dời ra khỏi khối này"
    blocks = [block for block in fields if name in _fields_at(model, (block, 0))]
    return f"Mục này nằm trong {' hoặc '.join(blocks)}: thụt vào dưới đó" if blocks else None


def _explain(error: ErrorDetails, location: Location, model: type[BaseModel]) -> Explanation:
    is_about_key = "[key]" in error["loc"]
    context: Mapping[str, Any] = error.get("ctx", {})
    name = _name(location)
    whole_name = ".".join(step for step in location if isinstance(step, str))
    written = error["input"]
    match error["type"]:
        case "missing":
            fields = _fields_at(model, location[:-1])
            about = fields.get(str(location[-1]), "")
            return Explanation(location[:-1], *said("missing", name=name, about=f" ({about})" if about else ""))
        case "empty":
            what, fix = f"Mục '{whole_name}' chưa có nội dung", "Viết nội dung trong ngoặc kép"
            if _can_be_left_out(location, model):
                fix += ", hoặc xóa dòng này"
        case "unquoted":
            value = context["written"]
            what = f"'{value}' không có ngoặc kép, máy có thể đọc thành số, ngày hoặc có/không"
            fix = f'Viết "{value}"'
        case "whole_number":
            what, fix = said("whole_number", name=name)
            if name == "review_after_days":
                fix = REVIEW_FIX
        case "count":
            what, fix = f"Mục '{whole_name}' cần một số viết liền", "Bỏ dấu chấm và đơn vị, ví dụ: 3319, 24000000000"
        case "yes_or_no":
            what, fix = f"Mục '{whole_name}' chỉ nhận true hoặc false", "Viết true nếu đúng, false nếu không"
        case "day":
            what, fix = _about_day("day", context["written"], "")
        case "partial_day":
            what, fix = _about_day("partial_day", context["written"], OTHER_FORMS_OF_A_DAY)
        case "string_type":
            what, fix = f"Mục '{whole_name}' chỉ nhận một câu chữ", 'Đặt cả câu trong ngoặc kép, loại ngoặc thẳng: "…"'
            if isinstance(written, dict) and any(" " in key or value == "" for key, value in written.items()):
                what = "Câu có dấu hai chấm phải đặt trong ngoặc kép"
        case "list_type":
            what, fix = (
                f"Mục '{whole_name}' nhận một danh sách",
                "Viết mỗi ý một dòng, mở đầu bằng dấu gạch và dấu cách",
            )
            if isinstance(written, str) and re.fullmatch(ID_PATTERN, written):
                fix = f"Viết: {name}: [{written}]"
            elif isinstance(written, str) and written.endswith("]"):
                fix = "Thêm [ ở đầu danh sách"
            elif isinstance(written, str) and written.startswith(("–", "—", "−", "•")):
                fix = "Thay bằng dấu - và dấu cách"
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            if found := _colon_slip(str(written), _fields_at(model, location)):
                return found[0]._replace(location=location)
            children = ", ".join(_fields_at(model, location)) or "tên và nội dung"
            what, fix = f"Mục '{whole_name}' phải gồm các mục con", f"Viết thụt vào dưới nó: {children}"
        case "string_too_long":
            limit, length = context["max_length"], len(" ".join(str(written).split()))
            what, fix = said("string_too_long", name=name, length=length, limit=limit, excess=length - limit)
        case "too_short":
            length, limit = context["actual_length"], context["min_length"]
            what, fix = said("too_short", name=name, length=length, limit=limit, lack=limit - length)
        case "too_long":
            length, limit = context["actual_length"], context["max_length"]
            what, fix = said("too_long", name=name, length=length, limit=limit, excess=length - limit)
        case "literal_error":
            choices = re.findall(r"'([^']+)'", context["expected"])
            what, fix = said("unknown_word", written=written, name=name, words=", ".join(choices))
            fix = did_you_mean(str(written), choices) or fix
            if name == "confidence":
                fix = "Viết A hoặc B; điều chưa chắc (mức C) thì không đăng"
        case "string_pattern_mismatch":
            what, fix = _pattern_explanation(str(written), context["pattern"])
            if isinstance(location[-1], int) and " " in written.strip():
                fix += " Nếu là hai mã thì thêm dấu phẩy ở giữa"
        case "greater_than_equal" | "less_than_equal":
            what, fix = said("out_of_range", written=written)
        case _:
            what, fix = f"Mục '{whole_name}' chưa đúng", "Xem mục này trong CONTRIBUTING.md"
    return Explanation(location, what, fix, of_key=is_about_key)


_COLON_SLIP: Final = re.compile(
    r"(?P<key>\w+)(?:(?P<wide> *[：﹕])|(?P<tight>:)(?=\S)|(?P<equals> *=>?)| +(?=[\"'“\[{]))"
)


def _colon_slip(written: str, fields: Collection[str]) -> tuple[Explanation, str] | None:
    """What is wrong with a text that was meant to be a key and its value: ``text "…"``, ``calendar:am``; and the key.
    Its place is within that text."""
    slip = _COLON_SLIP.match(written)
    if slip is None or slip["key"] not in fields:
        return None
    what, offset = "Thiếu dấu hai chấm sau tên mục", slip.end("key")
    if slip["wide"]:
        what, fix = "Dấu hai chấm gõ bằng bàn phím khác", "Thay bằng dấu : và dấu cách"
        offset = slip.end("wide") - 1
    elif slip["tight"]:
        what, fix, offset = "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"', slip.end()
    else:
        fix = "Thay dấu = bằng dấu hai chấm" if slip["equals"] else 'Thêm dấu hai chấm: mục: "nội dung"'
    return Explanation((), what, fix, offset=offset), slip["key"]


def _name(location: Location) -> str:
    """The name of the field an editor has to look for: ``("script", 0, "says")`` → ``says``, ``("do", 3)`` → ``do``."""
    return next((step for step in reversed(location) if isinstance(step, str)), "")


def _pattern_explanation(written: str, pattern: str) -> tuple[str, str]:
    if pattern == ID_PATTERN:
        proposal = as_id(written.removesuffix(".yml").rpartition("/")[2])
        what, fix = said("id", written=written)
        return what, said("id_meant", meant=proposal)[1] if proposal else fix
    if pattern == ITEM_ID_PATTERN:
        return f"'{written}' không phải số mục của nguồn", "Viết số mục như: S000-12, hoặc CN14"
    if pattern == UNIT_KEY_PATTERN:
        code = re.search(r"[0-9]{5}$", written)
        fix = f'Viết "vn-2025:{code[0]}"' if code else 'Viết "vn-2025:" rồi năm chữ số, ví dụ "vn-2025:28159"'
        return f"'{written}' không phải mã xã, phường", fix
    if pattern == RECORD_KEY_PATTERN:
        proposal = "/".join(as_id(part) for part in written.split("/"))
        what = f"'{written}' không phải mã của một trang"
        is_key = re.match(pattern, proposal)
        fix = f"Có phải bạn muốn viết '{proposal}'?" if is_key else "Viết thư mục rồi mã: tactics/gia-danh-dien-luc"
        return what, fix
    if pattern.startswith("^https"):
        inside = re.search(r"https?://[^\s<>()\[\]]+", written)
        address = "https://" + re.sub(r"^[a-zA-Z]*:/*", "", inside[0] if inside and written[0] in "<[(" else written)
        what, fix = said("address", written=written)
        return what, f'Viết "{address}"' if re.match(pattern, address) else fix
    digits = " ".join(re.findall(r"[0-9]+", written))
    return f"'{written}' không phải số điện thoại", f'Chỉ viết chữ số và dấu cách: "{digits or "113"}"'


def _about_day(kind: str, written: str, others: str) -> tuple[str, str]:
    """What is wrong with a day, and how it is written: ``21/11/2026``, ``21 tháng 11`` and so on → ``"2026-11-21"``.

    others: further ways in which it may be written.
    """
    what, fix = said(kind, written=written, others=others)
    numbers = [int(number) for number in re.findall(r"[0-9]+", written)]
    match numbers:
        case [year, month, day] if 31 < year < 10_000:
            pass
        case [day, month, year] if 31 < year < 10_000:
            pass
        case _:
            return what, fix
    if not 1 <= month <= 12:
        return what, said("no_such_month")[1]
    if not 1 <= day <= (last := calendar.monthrange(year, month)[1]):
        return what, said("no_such_day", month=month, year=year, last=last)[1]
    return what, said("day_meant", day=f"{year:04}-{month:02}-{day:02}")[1]


def _fields_at(model: type[BaseModel], location: Location) -> dict[str, str]:
    """Names (as written in YAML) and descriptions of the fields allowed at ``location`` of a record."""
    return _fields_below(model, tuple(0 if isinstance(step, int) else step for step in location))


@functools.lru_cache(maxsize=1_024)
def _fields_below(model: type[BaseModel], location: Location) -> dict[str, str]:
    found = _model_at(model, location)
    if found is None:
        return {}
    fields = found.model_fields
    return {field.alias or name: field.description or "" for name, field in fields.items() if name != "id"}


def _can_be_left_out(location: Location, model: type[BaseModel]) -> bool:
    """Whether a record may do without the value: an optional field, or an item of a list. Without a required field it
    would only have another error."""
    found = _model_at(model, location[:-1])
    if isinstance(location[-1], int) or found is None:
        return True
    fields = found.model_fields.items()
    return not any(field.is_required() for name, field in fields if location[-1] in (name, field.alias))


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    annotation: Any = model
    for step in location:
        annotation = _step_into(annotation, step)
    return _model_in(annotation)


def _step_into(annotation: Any, step: str | int) -> Any:
    if isinstance(step, int) or get_origin(annotation) is collections.abc.Mapping:
        return get_args(annotation)[-1] if get_origin(annotation) is collections.abc.Mapping else annotation
    model = _model_in(annotation)
    fields = model.model_fields.items() if model is not None else ()
    return next((field.annotation for name, field in fields if step in (name, field.alias)), None)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The record class inside ``list[X]``, ``X | None``, ``Mapping[Id, X]`` or ``Annotated[X, …]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, types.UnionType) or get_args(annotation):
        return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
    return None
