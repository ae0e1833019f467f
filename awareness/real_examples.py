"""How a field is filled in by the records that there are: a block of one of them, the ids that a field may name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from awareness.cross_references import FieldPath
from awareness.yaml_source import Location, YamlTree, parse_yaml

MOST_LINES: Final = 24
"""Of a block that is shown: a terminal has about as many lines."""
DRAFT: Final = "nhap"


@dataclass(frozen=True, slots=True)
class BlockExample:
    """path: the file that has it; lines: as they stand there, the names of the blocks around it above them."""

    path: Path
    lines: Sequence[str]


def block_example(folder: Path, field: FieldPath) -> BlockExample | None:
    """A block as one of the records of a folder has it: with most of its fields, of middling length. Of a list its
    first item.

    None: no record has it, or only at great length.
    """
    found = list[tuple[int, BlockExample]]()
    for path, text, tree in _sound_files(folder):
        if block := _first_at(tree.data, field):
            location, inside = block
            example = BlockExample(path, _lines_of(text, tree, location))
            if len(example.lines) <= MOST_LINES and not example.lines[-1].endswith(":"):
                found.append((len(inside), example))
    most = max((number for number, _ in found), default=0)
    fullest = sorted((example for number, example in found if number == most), key=lambda each: len(each.lines))
    return fullest[len(fullest) // 2] if fullest else None


def titles_in(folder: Path) -> dict[str, str]:
    """Id → title of every record of a folder that is no draft."""
    return {path.stem: str(tree.data.get("title", "")) for path, _, tree in _sound_files(folder)}


def _sound_files(folder: Path) -> Iterator[tuple[Path, str, YamlTree]]:
    """Whoever asks about a field may have broken files beside those that show how it is done."""
    for path in sorted(folder.glob("*.yml")):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        tree = parse_yaml(content)
        if not tree.flaws and isinstance(tree.data, Mapping) and tree.data.get("status") != DRAFT:
            yield path, content.decode("utf-8-sig"), tree


def _first_at(data: Any, field: FieldPath) -> tuple[Location, Mapping[str, Any]] | None:
    """Where the field of that name is, in the first item of lists, and the (first) block that it holds."""
    location = list[str | int]()
    for name in field:
        if isinstance(data, list) and data:
            data = data[0]
            location.append(0)
        if not isinstance(data, Mapping) or name not in data:
            return None
        data = data[name]
        location.append(name)
    block = data[0] if isinstance(data, list) and data else data
    return (tuple(location), block) if isinstance(block, Mapping) else None


def _lines_of(text: str, tree: YamlTree, location: Location) -> list[str]:
    """The key and all that is indented below it, up to a second item of its list."""
    lines = text.splitlines()
    line, column = tree.position(location, of_key=True)
    written = [below for below in lines[line:] if below.strip() and not below.lstrip().startswith("#")]
    below_key = list(itertools.takewhile(lambda below: _indent(below) >= column, written))
    dash = " " * _indent(below_key[0]) + "- " if below_key else "- "
    is_list = bool(below_key) and below_key[0].startswith(dash)
    items = (place for place, below in enumerate(below_key) if place and below.startswith(dash))
    block = [lines[line - 1], *below_key[: next(items, None) if is_list else None]]
    if 0 in location:  # the items around it would have to be shown, too
        return [shown[column - 1 :] for shown in block]
    return [f"{'  ' * depth}{name}:" for depth, name in enumerate(location[:-1])] + block


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
