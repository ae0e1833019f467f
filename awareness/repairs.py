"""``fix``: what is certain is mended, the rest is left for people. Meaning is never changed.

A repair is kept only if the record is better for it: fewer problems than before, or readable where it was not. Of a
record that is sound only what nobody sees changes: spaces at line ends, the form of its letters, line ends.
"""

from __future__ import annotations

import codecs
import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from awareness.cross_references import REFERENCES, WORDS, values_at
from awareness.field_guide import SUPPORTS, inlined_schema, items_of
from awareness.field_order import in_order
from awareness.problems import Problem
from awareness.reading import RECORD_CLASSES, parse_record, validated
from awareness.repair_steps import Known, meant_among, offers, words_within
from awareness.repair_text import Spot
from awareness.single_files import Vocabulary
from awareness.yaml_source import FORBIDDEN, parse_yaml

MAX_REPAIRS: Final = 200
"""Of one file; who has more did not write a record."""

_INVISIBLE: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")
"""Takes no room, so a space in its place would cut a word in two. All other forbidden characters became spaces."""


@dataclass(slots=True)
class Repaired:
    """before, after: the file; steps: what was mended, a Vietnamese sentence each; left: problems that remain."""

    before: bytes
    after: bytes
    steps: list[str] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    def diff(self, name: str) -> str:
        """Unified, as Git shows it."""
        before, after = (_shown(content).splitlines(keepends=True) for content in (self.before, self.after))
        return "".join(difflib.unified_diff(before, after, name, name))


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Words and ids that records may use: those of the vocabulary by its parts, ids by folder."""

    words: Mapping[str, Mapping[str, Any]]
    ids: Mapping[str, Sequence[str]]

    @classmethod
    def in_folder(cls, warnings: Path) -> Vocabularies:
        """Of a ``warnings/`` folder, whose records need not be sound: their names are enough.

        Words of a vocabulary that cannot be read are unknown, so none is put in place of another.
        """
        path = warnings / "vocabulary.yml"
        read, _ = parse_record(path.read_bytes(), Vocabulary, {}, path.name) if path.is_file() else (None, [])
        ids = {folder: sorted(file.stem for file in (warnings / folder).glob("*.yml")) for folder in RECORD_CLASSES}
        return cls(read.model_dump() if read else {}, ids)

    @property
    def all(self) -> frozenset[str]:
        terms = (term for name, part in self.words.items() if name != "examples" for term in part)
        return frozenset(terms) | {name for names in self.ids.values() for name in names}


def repair(content: bytes, model: type[BaseModel], stem: str, vocabularies: Vocabularies, path: str) -> Repaired:
    """Mend one file.

    content: its bytes; model: the class of its record; stem: its name without ``.yml``, the id of a record; path: how
    problems name it. Bytes that are no text at all come back as they are.
    """
    bench = _Bench(model, stem, vocabularies, path)
    text, steps = _decoded(content)
    if text is None:
        return Repaired(content, content, [], bench.look(content).problems)
    text, unseen = _visible(text)
    steps += unseen
    text = bench.indented(text, steps)
    text = bench.mended(text, steps)
    text = bench.ordered(_tidy(text), steps)
    if text != _lines(content) and not steps:
        steps.append("Bỏ dấu cách thừa ở cuối dòng, viết chữ có dấu theo một kiểu")
    return Repaired(content, text.encode(), steps, bench.look(text).problems)


# --- what nobody sees ------------------------------------------------------------------------------------------


def _decoded(content: bytes) -> tuple[str | None, list[str]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:2]:
        wide = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-16-le"
        try:
            return _plain_ends(content.decode(wide)), ["Đổi tệp sang bảng mã UTF-8"]
        except UnicodeDecodeError:
            return None, []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, []
    return _plain_ends(text), ["Đổi dấu xuống dòng, bỏ dấu đầu tệp của Windows"] if text != _plain_ends(text) else []


def _plain_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(content: bytes) -> str:
    return _plain_ends(content.decode("utf-8-sig", "replace"))


def _shown(content: bytes) -> str:
    return content.decode("utf-8", "replace").replace("\r", "␍")


def _visible(text: str) -> tuple[str, list[str]]:
    """Without invisible characters and odd spaces; tabs that indent are left for `_Bench.indented`."""
    clean = _INVISIBLE.sub("", text)
    clean = re.sub(r"(?m)^([ \t\u00a0]*)", lambda match: match[1].replace("\u00a0", " "), clean)
    clean = re.sub(r"(?m)(?<=[^\s])[^\S\n]*\t[^\S\n]*", " ", clean)
    clean = FORBIDDEN.sub(lambda match: match[0] if set(match[0]) == {"\t"} else " ", clean)
    return clean, ["Bỏ ký tự ẩn, thay tab và dấu cách lạ bằng dấu cách"] if clean != text else []


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    lines = [line.rstrip(" ") for line in text.split("\n")]
    return "\n".join(lines).strip("\n") + "\n" if any(lines) else text


# --- problems --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """What the reader says about a text: whether it is YAML at all, its record, its problems by place."""

    is_yaml: bool
    record: BaseModel | None
    problems: list[Problem]

    def is_better_than(self, other: _Look, mended: Problem) -> bool:
        """Whether it is worth having mended a problem of the other."""
        if self.is_yaml != other.is_yaml:
            return self.is_yaml
        if not self.is_yaml and self.problems and other.problems:
            return self.problems[0].line > other.problems[0].line  # the first slip is gone, the parser came further
        if len(self.problems) == len(
            other.problems
        ):  # what stood there is read now, and something else is wrong with it
            here = [problem.what for problem in self.problems if problem.line == mended.line]
            return bool(here) and all(what not in {problem.what for problem in other.problems} for what in here)
        return len(self.problems) < len(other.problems)


@dataclass(slots=True)
class _Bench:
    """One file on the bench: how it is read, and what its words may be."""

    model: type[BaseModel]
    stem: str
    vocabularies: Vocabularies
    path: str

    @property
    def folder(self) -> str:
        return str(getattr(self.model, "folder", ""))

    def look(self, text: str | bytes) -> _Look:
        tree = parse_yaml(text.encode() if isinstance(text, str) else text)
        extra = {"id": self.stem} if self.folder in RECORD_CLASSES else {}
        record, problems = validated(tree, self.model, extra, self.path)
        return _Look(tree.data is not None, record, sorted(problems))

    def mended(self, text: str, steps: list[str]) -> str:
        known = Known(_keys(self.model), self.vocabularies.all, self.stem)
        look, given_up = self.look(text), set[tuple[str, str]]()
        for _ in range(MAX_REPAIRS):
            problem = next((p for p in look.problems if (p.what, p.fix) not in given_up), None)
            if problem is None:
                break
            offer = self._best(problem, look, offers(problem, text, known))
            if offer is None:
                given_up.add((problem.what, problem.fix))
                continue
            steps.append(f"Dòng {problem.line}: {problem.what[:1].lower()}{problem.what[1:]}")
            text, look = offer, self.look(offer)
        return self._worded(text, look, steps)

    def _best(self, problem: Problem, look: _Look, texts: Iterator[str]) -> str | None:
        """The text that leaves the fewest problems, if it is better; none if another that is as good means something
        else, because then nobody but its writer knows."""
        better = [(new, new_look) for new in texts if (new_look := self.look(new)).is_better_than(look, problem)]
        least = min((len(new_look.problems) for _, new_look in better), default=0)
        best = [new for new, new_look in better if len(new_look.problems) == least]
        meanings = [parse_yaml(new.encode()).data for new in best]
        return best[0] if best and all(meaning == meanings[0] for meaning in meanings) else None

    def indented(self, text: str, steps: list[str]) -> str:
        """Tabs at the start of a line, as the spaces with which the record can be read; else like the line above."""
        if not re.search(r"(?m)^ *\t", text):
            return text
        steps.append("Thay tab ở đầu dòng bằng dấu cách")
        lines = text.split("\n")
        tabbed = [number for number, line in enumerate(lines) if re.match(r" *\t", line)]

        def with_depths(depth: int) -> str:
            changed = list(lines)
            for number in tabbed:
                blank = re.match(r"[ \t]*", lines[number])
                assert blank is not None
                changed[number] = " " * depth * max(1, blank[0].count("\t")) + lines[number][blank.end() :]
            return "\n".join(changed)

        made = [with_depths(depth) for depth in (2, 4, 6, 8)]
        sound = [text for text in made if not self.look(text).problems]
        return sound[0] if sound else made[0]

    def ordered(self, text: str, steps: list[str]) -> str:
        """The fields of a sound record in the order of all records; its comments go with them."""
        if self.folder not in RECORD_CLASSES:
            return text
        moved = in_order(text, self.model)
        before, after = self.look(text), self.look(moved)
        if moved == text or before.record is None or after.record != before.record:
            return text
        steps.append("Xếp các mục theo thứ tự chung của mọi bản ghi")
        return moved

    # --- words -------------------------------------------------------------------------------------------------

    def _worded(self, text: str, look: _Look, steps: list[str]) -> str:
        """Words of the vocabulary and ids that are one slip away, lines that stand twice in a list."""
        for _ in range(MAX_REPAIRS):
            new = next(self._word_offers(text, look), None) if look.record is not None else None
            if new is None:
                break
            what, text = new
            steps.append(what)
            look = self.look(text)
        return text

    def _word_offers(self, text: str, look: _Look) -> Iterator[tuple[str, str]]:
        assert look.record is not None
        tree = parse_yaml(text.encode())
        for location, written, known in self._words(look.record):
            if written in known:
                continue
            spot = Spot.of(text, *tree.position(location))
            if spot.in_flow and (words := words_within(written, known)):
                yield f"Thêm dấu phẩy giữa {' và '.join(words)}", spot.replace_token(", ".join(words))
            elif meant := meant_among(written, known, shortest=3):
                token = spot.token()
                new = f'"{meant}"' if token.startswith('"') or meant.isdigit() else meant
                yield f"Viết '{meant}' thay cho '{written}'", spot.replace_token(new)
        for location, value in _repeated(tree.data, ()):
            spot = Spot.of(text, *tree.position(location))
            if (without := _without_item(spot)) and self.look(without).record is not None:
                yield f"Bỏ ý viết hai lần: {value}", without

    def _words(self, record: BaseModel) -> Iterator[tuple[tuple[str | int, ...], str, Sequence[str]]]:
        for path, part in WORDS.get(self.folder, {}).items():
            for location, written in values_at(record, path):
                yield location, written, list(self.vocabularies.words.get(part, ()))
        for path, folder in REFERENCES.get(self.folder, {}).items():
            for location, written in values_at(record, path):
                yield location, written, [name for name in self.vocabularies.ids[folder] if name != self.stem]
        if self.folder in RECORD_CLASSES:
            own = inlined_schema(self.model)["properties"]
            labelled = [name for name in self.vocabularies.words.get("fields", ()) if name in own]
            for location, written in values_at(record, SUPPORTS):
                yield location, written, labelled


def _keys(model: type[BaseModel]) -> frozenset[str]:
    def below(schema: dict[str, Any]) -> Iterator[str]:
        for name, value in schema.get("properties", {}).items():
            yield name
            inner = items_of(value)
            yield from below(inner)
            if isinstance(inner.get("additionalProperties"), dict):
                yield from below(inner["additionalProperties"])

    return frozenset(below(inlined_schema(model))) - {"id"}


def _repeated(data: Any, location: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Lines of a list that stand in it already."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _repeated(value, (*location, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            if isinstance(value, str) and value in data[:number]:
                yield (*location, number), value
            yield from _repeated(value, (*location, number))


def _without_item(spot: Spot) -> str | None:
    token = spot.token()
    if spot.in_flow:
        comma = re.search(r",\s*$", spot.before)
        return spot.put("", len(token) + len(comma[0]), at=spot.at - len(comma[0])) if comma else None
    return spot.without_line() if re.fullmatch(r" *- +", spot.before) and spot.rest == token else None
