"""Which fields of which files take free text: read off the classes of the records, so that no field is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from awareness.area_records import Area
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.records import Contact, Guide, Response, Tactic, Tip
from awareness.single_files import Banner, Emergency, Site, SourceItems, Vocabulary
from awareness.values import _text

FILES: Final[Mapping[str, type[BaseModel]]] = {
    "tactics": Tactic,
    "responses": Response,
    "tips": Tip,
    "guides": Guide,
    "models": CommunityModel,
    "campaigns": Campaign,
    "checklists": Checklist,
    "contacts": Contact,
    "areas": Area,
    "site.yml": Site,
    "vocabulary.yml": Vocabulary,
    "source-items.yml": SourceItems,
    "emergency.yml": Emergency,
    "banner.yml": Banner,
}
_WORDS = {"supports"}
"""Text in the schema, but only words of vocabulary.yml pass (see `test_words_outside_the_vocabulary_are_refused`)."""

NOT_YET_SHOWN: Final = {
    "checklists: symptoms[]",
    "guides: symptoms[]",
    "models: symptoms[]",
    "campaigns: symptoms[]",
    "tactics: also_known_as[]",
    "tactics: easy_read[]",
    "tactics: loudspeaker",
    "tactics: symptoms[]",
    "responses: symptoms[]",
    "tips: symptoms[]",
    "vocabulary.yml: audiences{}.label",
    "vocabulary.yml: audiences{}.note",
    "vocabulary.yml: categories{}.label",
    "vocabulary.yml: categories{}.note",
    "vocabulary.yml: channels{}.label",
    "vocabulary.yml: channels{}.note",
    "vocabulary.yml: checklist_groups{}.note",
    "vocabulary.yml: coaching_to{}.note",
    "vocabulary.yml: area_contact_kinds{}.note",
    "vocabulary.yml: contact_kinds{}.note",
    "vocabulary.yml: item_kinds{}.note",
    "vocabulary.yml: measures{}.note",
    "vocabulary.yml: model_groups{}.note",
    "vocabulary.yml: phases{}.note",
    "vocabulary.yml: quiz_groups{}.label",
    "vocabulary.yml: quiz_groups{}.note",
    "vocabulary.yml: quiz_groups{}.opening",
    "vocabulary.yml: quiz_groups{}.words[]",
    "vocabulary.yml: seasons{}.label",
    "vocabulary.yml: seasons{}.note",
    "vocabulary.yml: severities{}.label",
    "vocabulary.yml: severities{}.note",
}
"""Fields that no output shows so far, or not always; whatever is not named here must show."""


@dataclass(frozen=True)
class Node:
    """One place of the schema.

    kind: "text" (people may type anything), "form" (only what has a certain form passes), "object", "list", "mapping".
    """

    kind: str
    longest: int = 1_000
    children: Mapping[str, Node] = field(default_factory=dict)


_Chooser = Callable[[str, Node], str]


@cache
def schema_of(model: type[BaseModel]) -> Node:
    hints = get_type_hints(model, include_extras=True)
    return Node(
        "object",
        children={
            info.alias or name: _node(hints[name], info.metadata, info.alias or name)
            for name, info in model.model_fields.items()
        },
    )


def _node(hint: Any, metadata: Sequence[Any], name: str) -> Node:
    if get_origin(hint) is Annotated:
        return _node(hint.__origin__, [*hint.__metadata__, *metadata], name)
    if get_origin(hint) in (Union, UnionType):
        return _node(next(option for option in get_args(hint) if option is not type(None)), metadata, name)
    if get_origin(hint) is list:
        return Node("list", children={"[]": _node(get_args(hint)[0], [], name)})
    if get_origin(hint) is Mapping:
        return Node("mapping", children={"{}": _node(get_args(hint)[1], [], name)})
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return schema_of(hint)
    checks = {getattr(check, "func", None) for check in metadata} - {None}
    has_pattern = any(getattr(check, "pattern", None) for check in metadata)
    if hint is not str or has_pattern or checks != {_text} or name in _WORDS:
        return Node("form")
    longest = min((check.max_length for check in metadata if getattr(check, "max_length", None)), default=1_000)
    return Node("text", longest)


def leaves(node: Node, place: str = "") -> Iterator[tuple[str, str]]:
    """Every value in a kind of file: its place, as ``script[].says``, and whether it is "text" or "form"."""
    if node.kind in ("text", "form"):
        yield place, node.kind
    for name, child in node.children.items():
        yield from leaves(child, _below(place, name))


def _below(place: str, name: str) -> str:
    return f"{place}{name}" if name in ("[]", "{}") or not place else f"{place}.{name}"


def fill(node: Node, value: Any, choose: _Chooser, place: str = "") -> Any:
    """The data of a file with every free text replaced by ``choose(place, node)``."""
    if isinstance(value, dict):
        names = {name: "{}" if node.kind == "mapping" else name for name in value}
        return {
            name: fill(node.children[names[name]], value[name], choose, _below(place, names[name])) for name in value
        }
    if isinstance(value, list):
        return [fill(node.children["[]"], item, choose, f"{place}[]") for item in value]
    return choose(place, node) if node.kind == "text" else value
