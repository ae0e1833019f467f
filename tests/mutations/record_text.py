"""The text of a real record, its values with their places, and a mutant of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import yaml

from awareness.reading import RECORD_CLASSES, SINGLE_FILES
from awareness.yaml_source import FastLoader
from tests.conftest import ROOT

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A record after one slip.

    name: where the slip was made; text: the whole file (surrogates stand for raw bytes); line, column: from 1;
    fix_contains: what the right fix has in it; file_name: when the slip is in the name of the file; meant: the whole
    file as the editor meant it, where that is not the record as it was.
    """

    name: str
    text: str
    line: int
    column: int
    fix_contains: str
    file_name: str | None = None
    encoding: str = "utf-8"
    meant: str | None = None

    @property
    def content(self) -> bytes:
        return self.text.encode(self.encoding, "surrogateescape" if self.encoding == "utf-8" else "strict")


@dataclass(frozen=True, slots=True)
class Slot:
    """A value and where it stands. parent: the list or mapping around it; index: its number in there."""

    location: Location
    key: yaml.ScalarNode | None
    value: yaml.Node
    parent: yaml.CollectionNode
    index: int

    @property
    def in_flow(self) -> bool:
        return bool(self.parent.flow_style)

    @property
    def is_quoted(self) -> bool:
        return isinstance(self.value, yaml.ScalarNode) and self.value.style == '"'

    @property
    def is_plain(self) -> bool:
        return isinstance(self.value, yaml.ScalarNode) and not self.value.style  # libyaml says "", Python None

    @property
    def start(self) -> int:
        return int(self.value.start_mark.index)

    @property
    def end(self) -> int:
        return int(self.value.end_mark.index)


class RecordText:
    """The text of a real record, its values with their places, and what the schema says about each."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        folder, _, name = file.rpartition("/")
        self.folder = folder
        self.stem = name.removesuffix(".yml")
        self.model = RECORD_CLASSES[folder] if folder else SINGLE_FILES[file]

    @cached_property
    def root(self) -> yaml.MappingNode:
        node = yaml.compose(self.text, Loader=FastLoader)
        assert isinstance(node, yaml.MappingNode)
        return node

    @cached_property
    def data(self) -> Any:
        return yaml.load(self.text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))

    @cached_property
    def slots(self) -> list[Slot]:
        """Every value below the root, in the order of the file."""
        return list(_slots(self.root, ()))

    @cached_property
    def mappings(self) -> list[tuple[Location, yaml.MappingNode]]:
        below = [(slot.location, slot.value) for slot in self.slots if isinstance(slot.value, yaml.MappingNode)]
        return [((), self.root), *below]

    @cached_property
    def _schema(self) -> dict[str, Any]:
        return self.model.model_json_schema(by_alias=True)

    def schema(self, location: Location) -> dict[str, Any]:
        """The JSON schema of the value at `location`, without ``null`` and references."""
        found = self._resolve(self._schema)
        for step in location:
            if isinstance(step, int):
                found = found["items"]
            elif step in found.get("properties", ()):
                found = found["properties"][step]
            else:
                by_pattern = list(found.get("patternProperties", {}).values())
                found = by_pattern[0] if by_pattern else found["additionalProperties"]
            found = self._resolve(found)
        return found

    def _resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        if "anyOf" in schema:
            schema = next(choice for choice in schema["anyOf"] if choice.get("type") != "null")
        if "$ref" in schema:
            schema = self._schema["$defs"][schema["$ref"].rpartition("/")[2]]
        return schema

    def kind(self, slot: Slot) -> str:
        """What may stand there.

        ``prose``, ``day``, ``partial_day``, ``id``, ``url``, ``phone``, ``choice``, ``number``, ``yes_no``, ``list`` or
        ``block``.
        """
        schema = self.schema(slot.location)
        if schema.get("type") != "string":
            return {"array": "list", "object": "block", "integer": "number", "boolean": "yes_no"}[schema["type"]]
        if "enum" in schema:
            return "choice"
        if schema.get("format") == "date":
            return "day"
        if slot.location[0] in ("fields", "examples"):  # of the vocabulary: named after keys, but all prose
            return "prose"
        names = [step for step in slot.location if isinstance(step, str)]
        return _KINDS_BY_NAME.get(tuple(names[-2:]), _KINDS_BY_NAME.get((names[-1],), "prose"))

    def of_kind(self, *kinds: str) -> Iterator[Slot]:
        return (slot for slot in self.slots if self.kind(slot) in kinds)

    def edit(
        self,
        start: int,
        end: int,
        new: str,
        fix_contains: str,
        at: int | None = None,
        name: str = "",
        meant: str | None = None,
    ) -> Mutant:
        """Put `new` where ``text[start:end]`` is; the slip stands at offset `at` of the new text (default: start).

        meant: what should stand there instead of `new`, when it is not what stood there before.
        """
        text = self.text[:start] + new + self.text[end:]
        line, column = place(text, start if at is None else at)
        whole = None if meant is None else self.text[:start] + meant + self.text[end:]
        name = f"{self.file}:{line}:{column}{name and f' {name}'}"
        return Mutant(name, text, line, column, fix_contains, meant=whole)

    def line_of(self, offset: int) -> tuple[int, int]:
        """Start and end (before the line break) of the line around `offset`."""
        end = self.text.find("\n", offset)
        return self.text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(self.text)

    def entry_end(self, node: yaml.Node) -> int:
        """Offset of the end of the last line of a value."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        end = len(self.text[: node.end_mark.index].rstrip())
        return self.line_of(end)[1]


_KINDS_BY_NAME: Final[dict[tuple[str, ...], str]] = {
    ("sources", "date"): "partial_day",
    ("reviews", "on"): "partial_day",
    ("as_of",): "partial_day",
    ("url",): "url",
    ("base_url",): "url",
    ("number",): "phone",
    ("sms", "to"): "phone",
    ("coaching", "to"): "id",
    ("steps", "when"): "id",
    ("sections", "id"): "id",
    ("sources", "id"): "id",
    **dict.fromkeys(
        [
            (name,)
            for name in (
                *("category", "channels", "audiences", "severity", "season", "kind"),
                *("related", "responses", "call", "tell", "tactic", "aliases", "answered_in"),
                *("group", "measure", "result", "model"),
            )
        ],
        "id",
    ),
}


def _slots(node: yaml.CollectionNode, location: Location) -> Iterator[Slot]:
    for index, child in enumerate(node.value):
        key, value = child if isinstance(child, tuple) else (None, child)
        slot = Slot((*location, key.value if key is not None else index), key, value, node, index)
        yield slot
        if isinstance(value, yaml.CollectionNode):
            yield from _slots(value, slot.location)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def real_records() -> list[RecordText]:
    """Every record of the repository, as it is."""
    folder = ROOT / "warnings"
    files = [folder / name for name in SINGLE_FILES if (folder / name).is_file()]  # a banner is there only when needed
    files += [file for kind in RECORD_CLASSES for file in sorted((folder / kind).glob("*.yml"))]
    return [RecordText(file.relative_to(folder).as_posix(), file.read_text("utf-8")) for file in files]
