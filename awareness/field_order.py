"""The order in which a record says things: what it is, what to do, where it is from, how old it is.

All records keep it, so that editors find a field where they found it last time.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import BaseModel

_FIRST: Final = ("key", "title", "summary")
_LAST: Final = (
    *("sources", "easy_read", "loudspeaker", "quiz", "translations"),
    *("published", "updated", "reviewed", "verified_on", "changes", "review_after_days"),
    *("quick_exit", "status", "approved"),
    *("related", "models", "aliases"),
)
_AFTER: Final[Mapping[str, str]] = {"kit": "say", "hours": "operator"}
"""Fields that stand after another, against the order of their class; in between, the class decides."""

_KEY: Final = re.compile(r"(?m)^([a-z_]+):")


@functools.cache
def field_order(model: type[BaseModel]) -> Sequence[str]:
    """Names of the outermost fields of a kind of record, as they follow each other in a file."""
    names = [field.alias or name for name, field in model.model_fields.items() if name != "id"]
    first = [name for name in _FIRST if name in names]
    last = [name for name in _LAST if name in names]
    between = [name for name in names if name not in first and name not in last]
    for name, before in _AFTER.items():
        if name in between and before in between:
            between.remove(name)
            between.insert(between.index(before) + 1, name)
    return [*first, *between, *last]


def in_order(text: str, model: type[BaseModel]) -> str:
    """The text of a sound record with its outermost fields in order, each with the comment above it.

    What stands before the first field, up to an empty line, stays at the top. Lines are moved, never changed.
    """
    order = field_order(model)
    starts = [_start(text, match.start()) for match in _KEY.finditer(text)]
    names = [match[1] for match in _KEY.finditer(text)]
    if not names or set(names) - set(order) or names == sorted(names, key=order.index):
        return text
    blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    parts = dict(zip(names, (block if block.endswith("\n") else f"{block}\n" for block in blocks), strict=True))
    moved = text[: starts[0]] + "".join(parts[name] for name in sorted(names, key=order.index))
    return re.sub(r"\n{3,}", "\n\n", moved)


def _start(text: str, key: int) -> int:
    """Where the block of a field begins: at the comment right above it, or the empty line above that."""
    lines = text[:key].split("\n")[:-1]
    number = len(lines)
    while number and lines[number - 1].startswith("#"):
        number -= 1
    if number == 0:
        return key  # a comment at the top of the file is about the whole record
    if not lines[number - 1].strip():
        number -= 1
    return sum(len(line) + 1 for line in lines[:number])
