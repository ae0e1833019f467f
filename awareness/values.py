"""What a single value in a record may be: text, days, numbers, addresses.

Each refusal carries a type of its own; the words for people are in ``messages.py``.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from awareness.yaml_source import Unquoted

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RECORD_KEY_PATTERN: Final = r"^[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)+$"
UNIT_KEY_PATTERN: Final = r"^vn-2025:[0-9]{5}$"
ITEM_ID_PATTERN: Final = r"^(S[0-9]{3}-[0-9]{2}|CN[0-9]{1,2})$"
PARTIAL_DAY_PATTERN: Final = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
PHONE_PATTERN: Final = r"^[0-9]+( [0-9]+)*$"
URL_PATTERN: Final = r"^https://[^\s<>\"'\[\]{}|\\^`]+$"
"""What a browser's address bar hands over: RFC 3986 has none of these signs as they are but brackets, and brackets only
around the number of a host. Parentheses and percent signs belong to real addresses."""


def _text(value: Any) -> Any:
    if isinstance(value, Unquoted):
        if value == "":
            raise PydanticCustomError("empty", "empty")
        raise PydanticCustomError("unquoted", "unquoted", {"written": str(value)})
    if isinstance(value, str):
        value = " ".join(value.split())
        if not value:
            raise PydanticCustomError("empty", "empty")
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,6}", value):
        return int(value)
    raise PydanticCustomError("whole_number", "whole_number")


def _count(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,15}", value):
        return int(value)
    raise PydanticCustomError("count", "count")


def _yes_or_no(value: Any) -> Any:
    if value in ("true", "false"):
        return value == "true"
    raise PydanticCustomError("yes_or_no", "yes_or_no")


def _day(value: Any) -> Any:
    value = _text(value)
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "day", {"written": str(value)})


def _partial_day(value: Any) -> Any:
    value = _text(value)
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value)):
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            pass
        else:
            return value
    raise PydanticCustomError("partial_day", "partial_day", {"written": str(value)})


Text = Annotated[str, BeforeValidator(_text)]
"""One line of plain text: spaces collapsed, never empty. It is data, not Markdown."""
Id = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=ID_PATTERN)]
RecordKey = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=RECORD_KEY_PATTERN)]
"""``tactics/<id>`` and so on; ``docs/<name>`` is a page that people wrote, ``site/<address>`` one that is made."""
UnitKey = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=UNIT_KEY_PATTERN)]
"""A commune by era and code, since codes were given out anew: ``vn-2025:05443``."""
ItemId = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=ITEM_ID_PATTERN)]
"""``S000-12``: article and item; ``CN14``: form of fraud in the handbook."""
Day = Annotated[datetime.date, BeforeValidator(_day)]
PartialDay = Annotated[
    str, BeforeValidator(_partial_day), WithJsonSchema({"type": "string", "pattern": PARTIAL_DAY_PATTERN})
]
"""``2024``, ``2023-05`` or ``2025-11-01``: as precise as known."""
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
Count = Annotated[int, BeforeValidator(_count)]
"""What somebody counted; money in đồng. Written without points: 3319, 24000000000."""
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Url = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=URL_PATTERN)]
BaseUrl = Annotated[
    str, BeforeValidator(_text), StringConstraints(pattern=r"^https://[a-z0-9.-]+(:[0-9]+)?/([a-z0-9._~-]+/)*$")
]
PhoneNumber = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=PHONE_PATTERN)]
Lines = Annotated[list[Text], Field(min_length=1)]
Ids = Annotated[list[Id], Field(min_length=1)]
Status = Annotated[Literal["nhap", "hien-hanh", "het-hieu-luc"], BeforeValidator(_text)]
CalendarName = Annotated[Literal["duong", "am"], BeforeValidator(_text)]
"""Solar or lunar."""
Confidence = Annotated[Literal["A", "B"], BeforeValidator(_text)]
