"""What somebody types when offered a numbered list: numbers, codes or labels → the codes that are meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from awareness.vietnamese import as_id, closest

ASK_AGAIN: Final = "Gõ số hoặc mã trong danh sách trên"


class ChoiceError(Exception):
    """What was typed is nothing that was offered; the message is for whoever typed it."""


def numbered(offered: Mapping[str, str]) -> Iterator[str]:
    """The list as it is shown; offered: code → label."""
    return (f"  {number}. {label or name} ({name})" for number, (name, label) in enumerate(offered.items(), start=1))


def chosen(typed: str, offered: Mapping[str, str]) -> list[str]:
    """The codes that were typed, each once, with commas between them; between numbers and codes spaces do as well.

    A label counts with or without accents, whole or a part of it that no other has; it may have a comma of its own.
    Raises ChoiceError: a part is not on the list, or could be several.
    """
    parts = [part.strip() for part in re.split("[,;]", typed) if part.strip()]
    found = list[str]()
    while parts:
        count, names = _first_of(parts, offered)
        found += names
        parts = parts[count:]
    return list(dict.fromkeys(found))


def _first_of(parts: list[str], offered: Mapping[str, str]) -> tuple[int, list[str]]:
    """How many parts are read, and as which codes: as many as make a label together, else one."""
    for count in range(len(parts), 0, -1):
        if name := _exactly(", ".join(parts[:count]), offered):
            return count, [name]
    words = [_exactly(word, offered) for word in parts[0].split()]
    if None not in words:
        return 1, [word for word in words if word]
    return 1, [_by_part(parts[0], offered)]


def _exactly(typed: str, offered: Mapping[str, str]) -> str | None:
    names = list(offered)
    if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(names):
        return names[int(typed) - 1]
    wanted = as_id(typed)
    return next((name for name, label in offered.items() if wanted and wanted in (name, as_id(label))), None)


def _by_part(typed: str, offered: Mapping[str, str]) -> str:
    wanted = as_id(typed)  # of a lone sign nothing is left
    texts = {name: f"-{name}- -{as_id(label)}-" for name, label in offered.items()}
    meant = [name for name, text in texts.items() if wanted and f"-{wanted}-" in text]
    if len(meant) == 1:
        return meant[0]
    if meant:
        several = ", ".join(f"{name} ({offered[name]})" for name in meant)
        raise ChoiceError(f"'{typed}' có thể là: {several}. {ASK_AGAIN}")
    near = closest(typed, [*filter(None, offered.values()), *offered])
    guess = f" Có phải bạn muốn viết '{near}'?" if near else ""
    raise ChoiceError(f"Không có '{typed}'.{guess} {ASK_AGAIN}")
