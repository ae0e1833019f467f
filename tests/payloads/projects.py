"""The two projects: what is typed where, the files, the built sites."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from awareness import search_shards
from awareness.commands import Request
from awareness.project import Project
from awareness.records import Tactic
from awareness.vietnamese import sort_key
from build_warnings import build
from tests.conftest import DAY, copy_project
from tests.payloads.records import (
    area_data,
    area_id,
    banner_data,
    campaign_data,
    checklist_data,
    contact_data,
    emergency_data,
    guide_data,
    model_data,
    response_data,
    site_data,
    source_items_data,
    tactic_data,
    tip_data,
    vocabulary_data,
)
from tests.payloads.schema import FILES, Node, fill, schema_of
from tests.payloads.texts import PAYLOADS, URL_PAYLOADS, URL_START

TOKEN = re.compile(r"([Tt][Zz])([0-9]{5})[Zz]*")


@dataclass
class Typed:
    """What stands where: the text behind each token, and the field that it was typed into."""

    texts: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    @staticmethod
    def shown(text: str) -> str:
        """What the reader makes of a text."""
        return unicodedata.normalize("NFC", " ".join(text.split()))

    def token(self, text: str, where: str) -> str:
        """A harmless text of the same length, so that whatever depends on lengths stays the same."""
        shown = self.shown(text)
        assert len(shown) >= 7, f"no room for a token: {text}"
        assert not shown.endswith("."), f"templates take a last stop away: {text}"
        assert len(shown.upper()) == len(shown), f"capitals are longer: {text}"
        self.texts.append(shown)
        self.fields.append(where)
        return f"Tz{len(self.texts) - 1:05}".ljust(len(shown), "z")

    def expected(self, harmless: str) -> str:
        """What the site with payloads must show where the harmless one shows ``harmless``."""
        return TOKEN.sub(self._text, harmless)

    def _text(self, match: re.Match[str]) -> str:
        number = int(match[2])
        self.seen.add(number)
        text = self.texts[number]
        if match[1] == "TZ":
            return text.upper()
        return text if match[1] == "Tz" else text[:1].lower() + text[1:]

    @property
    def shown_fields(self) -> set[str]:
        return {self.fields[number] for number in self.seen}


Files = dict[str, dict[str, Any]]
"""File below ``warnings/`` → its data."""


def make_files(payloads: tuple[str, ...] = PAYLOADS, count: int = 28, variant: int = 0) -> tuple[Files, Files, Typed]:
    """The files of the project with payloads, those of the harmless one, and what was typed where.

    count: how many records of each kind; with as many as there are payloads, each field meets each payload.
    variant: which payloads the fields get that a project has only once (name of the site and so on).
    """
    typed = Typed()
    stride = -(-len(payloads) // count)

    def payload_of(place: str, number: int, turn: int, node: Node) -> str:
        fitting = payloads if node.longest >= 60 else tuple(p for p in payloads if len(p) <= node.longest - 4)
        # places begin at different payloads, so that those of one record differ
        payload = fitting[(number * stride + turn + sum(map(ord, place))) % len(fitting)]
        # pages leave out the site's name where it is their title, and of which kind a contact is where its name says so
        return f"Ở {payload}" if place in ("name", "contacts[].title") else payload

    titles = {n: payload_of("title", n, 0, schema_of(Tactic).children["title"]) for n in range(count)}
    # lists are sorted by title, so the tokens must sort like the payloads that they stand for
    in_order = sorted(titles, key=lambda number: sort_key(Typed.shown(titles[number])))
    title_tokens = {number: typed.token(titles[number], "tactics: title") for number in in_order}
    dangerous: Files = {}
    harmless: Files = {}

    def add(name: str, kind: str, data: dict[str, Any], number: int) -> None:
        pairs: list[tuple[str, str]] = []
        turns: dict[str, int] = {}

        def choose(place: str, node: Node) -> str:
            turns[place] = turns.get(place, -1) + 1
            payload = payload_of(place, number, turns[place], node)
            is_title = (kind, place) == ("tactics", "title")
            token = title_tokens[number] if is_title else typed.token(payload, f"{kind}: {place}")
            pairs.append((payload, token))
            return payload

        dangerous[name] = fill(schema_of(FILES[kind]), data, choose)
        answers = iter(pairs)
        harmless[name] = fill(schema_of(FILES[kind]), data, lambda place, node: next(answers)[1])

    for number in range(count):
        made = {
            f"tactics/thu-{number:02}.yml": tactic_data(number, count),
            f"responses/viec-{number:02}.yml": response_data(number),
            f"tips/tin-{number:02}.yml": tip_data(number),
            f"guides/trang-{number:02}.yml": guide_data(number),
            f"models/mo-hinh-{number:02}.yml": model_data(number),
            f"campaigns/dot-{number:02}.yml": campaign_data(number),
            f"checklists/bang-{number:02}.yml": checklist_data(number),
            f"areas/{area_id(number)}.yml": area_data(number),
            f"contacts/kenh-{number:02}.yml": contact_data(number),
        }
        for name, data in made.items():
            add(name, name.partition("/")[0], data, number)
        url = URL_PAYLOADS[number % len(URL_PAYLOADS)]
        token = typed.token(url.removeprefix(URL_START), "url")
        for files, address in ((dangerous, url), (harmless, URL_START + token)):
            for name in made:
                files[name]["sources"][0]["url"] = address
            files[name]["url"] = address
    add("site.yml", "site.yml", site_data(len(payloads)), variant)
    add("vocabulary.yml", "vocabulary.yml", vocabulary_data(count), variant)
    add("source-items.yml", "source-items.yml", source_items_data(count, len(payloads)), variant)
    add("emergency.yml", "emergency.yml", emergency_data(len(payloads)), variant)
    add("banner.yml", "banner.yml", banner_data(), variant)
    return dangerous, harmless, typed


def write_project(folder: Path, files: Files) -> Project:
    """A project of these files alone."""
    project = copy_project(folder)
    for path in sorted(project.warnings.rglob("*"), reverse=True):
        # its words are for matching only: no output prints them
        if path.is_file() and path.name != "search-words.yml":
            path.unlink()
    for name, data in files.items():
        (project.warnings / name).parent.mkdir(exist_ok=True)
        (project.warnings / name).write_bytes(yaml_text(data).encode())
    return project


def yaml_text(value: Any, indent: str = "") -> str:
    """YAML with text in single quotes, where only the quote itself needs care."""
    if isinstance(value, dict):
        return "".join(f"\n{indent}{name}: {yaml_text(child, indent + '  ')}" for name, child in value.items())
    if isinstance(value, list):
        return "".join(f"\n{indent}- {yaml_text(child, indent + '  ')}" for child in value) or "[]"
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("\n", f"\n{indent}  ") + "'"
    return json.dumps(value)


def build_project(folder: Path, files: Files) -> Project:
    """A built site; the whole index is fetched, however many entries there are, so that the test can see them all."""
    project = write_project(folder, files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_shards, "LARGE", 1_000)
        build(Request(project, DAY, strict=False, pictures=False))
    return project


@dataclass(frozen=True)
class Pair:
    dangerous: Project
    harmless: Project
    typed: Typed


def make_pair(folder: Path, payloads: tuple[str, ...], variant: int = 0, count: int | None = None) -> Pair:
    dangerous, harmless, typed = make_files(payloads, count or len(payloads), variant)
    return Pair(build_project(folder / "dangerous", dangerous), build_project(folder / "harmless", harmless), typed)
