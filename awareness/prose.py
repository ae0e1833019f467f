"""The words of a record that people read, line by line, and in whose voice each is written.

Which fields hold words follows from the schema: text without a form of its own. A new field is the site's own voice
until it is listed here, so that rules apply to it from the first day.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from awareness.records import Record
from awareness.values import Text
from awareness.yaml_source import Location


class Voice(Enum):
    """Who speaks, and where it is read."""

    OURS = auto()
    """What the site says on its pages."""
    NAME = auto()
    """Titles, names and commands, which cannot explain themselves."""
    ALOUD = auto()
    """Sentences for people to read out on the telephone or at the counter."""
    LOUDSPEAKER = auto()
    STORY = auto()
    CRIMINAL = auto()
    """What criminals say, and what they tell people to say."""
    EXAMPLE = auto()
    """Words and deeds in quiz items, right ones and wrong ones."""
    SEARCH = auto()
    """What residents type, in their own words."""
    LAW = auto()
    TRANSLATION = auto()
    """Another language, which rules about Vietnamese sentences know nothing of."""
    SOURCE = auto()
    """Titles of articles, as somebody else wrote them."""


VOICES: Final[Mapping[str, Voice]] = {
    "title": Voice.NAME,
    "operator": Voice.NAME,
    "approved.by": Voice.NAME,
    "sections.heading": Voice.NAME,
    "contacts.title": Voice.NAME,
    "contacts.place": Voice.NAME,
    "pages.title": Voice.NAME,
    "former.name": Voice.NAME,
    "former.became": Voice.NAME,
    "former.document": Voice.LAW,
    "figures.what": Voice.NAME,
    "figures.about": Voice.NAME,
    "figures.place": Voice.NAME,
    "reviews.by": Voice.NAME,
    "say.text": Voice.ALOUD,
    "loudspeaker": Voice.LOUDSPEAKER,
    "case.story": Voice.STORY,
    "script.says": Voice.CRIMINAL,
    "coaching.told": Voice.CRIMINAL,
    "quiz.unsafe.text": Voice.EXAMPLE,
    "quiz.safe.text": Voice.EXAMPLE,
    "kit.quiz.unsafe.text": Voice.EXAMPLE,
    "kit.quiz.safe.text": Voice.EXAMPLE,
    "symptoms": Voice.SEARCH,
    "also_known_as": Voice.SEARCH,
    "law.article": Voice.LAW,
    "law.note": Voice.LAW,
    "sources.title": Voice.SOURCE,
    "sources.publisher": Voice.SOURCE,
    "sources.supports": Voice.SOURCE,
    "sms.forms.text": Voice.NAME,
    **{f"translations.{name}": Voice.TRANSLATION for name in ("title", "summary", "what", "red_flags", "do", "never")},
}
"""Fields by path, without the numbers of list items; all others are `Voice.OURS`."""


class Line(NamedTuple):
    """One text of a record: in which field (``if_happened.steps``), where in the file, in whose voice."""

    text: str
    path: str
    location: Location
    voice: Voice


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A record as a reader has it: key ``<folder>/<id>``, the record, its lines, and all of them in one text.

    ``whole`` lets a rule see at once that there is nothing for it.
    """

    key: str
    record: Record
    lines: Sequence[Line]
    whole: str = field(repr=False)

    @classmethod
    def of(cls, key: str, record: Record) -> Manuscript:
        lines = list(_lines(record, _slots(type(record)), ()))
        return cls(key, record, lines, "\n".join([line.text for line in lines]))


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field that holds words, or parts with such fields."""

    attribute: str
    name: str
    path: str
    voice: Voice
    is_list: bool
    parts: tuple[_Slot, ...]


def _lines(part: BaseModel, slots: tuple[_Slot, ...], above: Location) -> Iterator[Line]:
    for slot in slots:
        value = getattr(part, slot.attribute)
        if not value:
            continue
        location = (*above, slot.name)
        if slot.parts:
            parts = [((*location, i), child) for i, child in enumerate(value)] if slot.is_list else [(location, value)]
            for place, child in parts:
                yield from _lines(child, slot.parts, place)
        elif slot.is_list:
            for i, text in enumerate(value):
                yield Line(text, slot.path, (*location, i), slot.voice)
        else:
            yield Line(value, slot.path, location, slot.voice)


@cache
def _slots(model: type[BaseModel], above: str = "") -> tuple[_Slot, ...]:
    found = []
    for attribute, info in model.model_fields.items():
        name = info.alias or attribute
        path = above + name
        leaf, marks, is_list = _leaf(info.annotation, info.metadata)
        parts = _slots(leaf, f"{path}.") if isinstance(leaf, type) and issubclass(leaf, BaseModel) else ()
        if parts or _holds_words(leaf, marks):
            found.append(_Slot(attribute, name, path, VOICES.get(path, Voice.OURS), is_list, parts))
    return tuple(found)


def _leaf(annotation: Any, marks: Sequence[Any]) -> tuple[Any, Sequence[Any], bool]:
    """``list[Text] | None`` → ``str``, what marks it as text, True."""
    is_list = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *marks = get_args(annotation)
        elif origin in (Union, types.UnionType):
            annotation = next(option for option in get_args(annotation) if option is not type(None))
        elif origin is list:
            (annotation,), marks, is_list = get_args(annotation), (), True
        else:
            return annotation, marks, is_list


_TEXT: Final = get_args(Text)[1]
"""The validator that makes a string a `Text`; ids, numbers and addresses have a pattern besides."""


def _holds_words(leaf: Any, marks: Sequence[Any]) -> bool:
    return leaf is str and _TEXT in marks and not any(getattr(mark, "pattern", None) for mark in marks)
