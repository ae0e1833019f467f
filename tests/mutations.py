"""Mistakes that editors really make, put into real records.

An operator takes a record as it is and yields mutants of it: the text after the slip, the line and column where the
slip stands, and what the offered fix has to contain. Places come from how the slip was made (an offset into the
text, or PyYAML's marks of the sound record), never from the code under test.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from awareness.problems import Problem, show
from awareness.reading import RECORD_CLASSES, SINGLE_FILES, Library, parse_record, read_library
from awareness.rules import check_library
from awareness.yaml_source import FastLoader
from tests.conftest import DAY, ROOT

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A record after one slip.

    name: where the slip was made; text: the whole file (surrogates stand for raw bytes); line, column: from 1;
    fix_contains: what the right fix has in it; file_name: when the slip is in the name of the file.
    """

    name: str
    text: str
    line: int
    column: int
    fix_contains: str
    file_name: str | None = None
    encoding: str = "utf-8"

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

    def edit(self, start: int, end: int, new: str, fix_contains: str, at: int | None = None, name: str = "") -> Mutant:
        """Put `new` where ``text[start:end]`` is; the slip stands at offset `at` of the new text (default: start)."""
        text = self.text[:start] + new + self.text[end:]
        line, column = place(text, start if at is None else at)
        return Mutant(f"{self.file}:{line}:{column}{name and f' {name}'}", text, line, column, fix_contains)

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


def sound_library() -> Library:
    """The records of the repository, which have no problems."""
    library, problems = read_library(ROOT / "warnings")
    assert not problems, show(problems)
    return library


class Workshop:
    """The real library, in which one record at a time is replaced by a mutant of it."""

    def __init__(self, scratch: Path, library: Library | None = None) -> None:
        self._scratch = scratch
        self._library = library or sound_library()

    def problems(self, record: RecordText, mutant: Mutant) -> list[Problem]:
        """What ``check`` says about the mutant, in its own file."""
        if mutant.file_name is not None:
            return self._misnamed(record, mutant, mutant.file_name)
        extra = {"id": record.stem} if record.folder else {}
        parsed, problems = parse_record(mutant.content, record.model, extra, record.file)
        if parsed is None:
            return problems
        path = self._scratch / "mutant.yml"
        path.write_bytes(mutant.content)
        found = check_library(self._with(record, parsed, path), DAY, only={f"{record.folder}/{record.stem}"})
        return problems + [problem for problem in found if problem.path.endswith("mutant.yml")]

    def _with(self, record: RecordText, parsed: Any, path: Path) -> Library:
        library = dataclasses.replace(self._library)
        if not record.folder:
            library.files = {**library.files, record.file: path}
            setattr(library, record.model.folder, parsed)  # type: ignore[attr-defined]
        else:
            library.files = {**library.files, f"{record.folder}/{record.stem}": path}
            setattr(library, record.folder, {**getattr(library, record.folder), record.stem: parsed})
        return library

    def _misnamed(self, record: RecordText, mutant: Mutant, file_name: str) -> list[Problem]:
        path = self._scratch / "warnings" / record.folder / file_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutant.content)
        try:
            _, problems = read_library(self._scratch / "warnings")
        finally:
            path.unlink()
        return [problem for problem in problems if problem.path.endswith(file_name)]


Mutants = Callable[[RecordText], Iterator[Mutant]]


class Operator:
    """A kind of mistake: makes a mutant at every place of a record where it fits.

    A slip that changes nothing is no mistake; to find that out takes a parse of the whole file, so a sample asks it
    only of those that it draws.
    """

    def __init__(self, generator: Mutants, may_be_harmless: bool) -> None:
        self.__doc__ = generator.__doc__
        self._generator = generator
        self._may_be_harmless = may_be_harmless

    def __call__(self, record: RecordText) -> Iterator[Mutant]:
        return (mutant for mutant in self._generator(record) if self._is_mistake(record, mutant))

    def sample(self, record: RecordText, places: int, seed: str) -> list[Mutant]:
        """At most ``places`` of all mutants, the same in every run with the same seed."""
        mutants = list(self._generator(record))
        random.Random(seed).shuffle(mutants)
        return list(itertools.islice((mutant for mutant in mutants if self._is_mistake(record, mutant)), places))

    def _is_mistake(self, record: RecordText, mutant: Mutant) -> bool:
        return not (self._may_be_harmless and _reads_the_same(record, mutant))


OPERATORS: Final[dict[str, Operator]] = {}
"""Every kind of mistake, by name."""


def operator(generator: Mutants) -> Mutants:
    """Enter a generator of mutants into `OPERATORS`."""
    OPERATORS[generator.__name__] = Operator(generator, may_be_harmless=False)
    return generator


def operator_that_may_be_harmless(generator: Mutants) -> Mutants:
    """The same for slips that some places forgive."""
    OPERATORS[generator.__name__] = Operator(generator, may_be_harmless=True)
    return generator


# --- quotes ----------------------------------------------------------------------------------------------------


@operator
def closing_quote_missing(record: RecordText) -> Iterator[Mutant]:
    """``title: "Giả công an``"""
    for slot in record.slots:
        if slot.is_quoted:
            yield record.edit(slot.end - 1, slot.end, "", 'Thêm "', at=slot.start)


@operator
def opening_quote_missing(record: RecordText) -> Iterator[Mutant]:
    """``title: Giả công an"``; where YAML accepts it, the text would end in a stray quote."""
    for slot in record.slots:
        if slot.is_quoted:
            yield record.edit(slot.start, slot.start + 1, "", "ngoặc")


@operator
def unquoted_text_with_colon(record: RecordText) -> Iterator[Mutant]:
    """``summary: Nhớ một điều: cúp máy``"""
    for slot in record.of_kind("prose"):
        if slot.is_quoted and not slot.in_flow:
            text = record.text[slot.start + 1 : slot.end - 1]
            new = text if ": " in text else text.replace(" ", ": ", 1) if " " in text else f"Nhớ: {text}"
            yield record.edit(slot.start, slot.end, new, "cả câu")


@operator
def unquoted_text_with_hash(record: RecordText) -> Iterator[Mutant]:
    """``- Gắn thẻ #canhgiac khi đăng``: YAML takes the end for a comment and drops it silently."""
    for slot in record.of_kind("prose"):
        text = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and not slot.in_flow and " " in text and ": " not in text and text[0].isalnum():
            yield record.edit(slot.start, slot.end, f"{text} #canhgiac", "ngoặc kép")


@operator
def unquoted_text_with_special_start(record: RecordText) -> Iterator[Mutant]:
    """``- *Chú ý* gọi 113``: characters that mean something to YAML at the start."""
    signs = itertools.cycle(["*", "&", "!", "%", "@", "`", "- ", "? ", "[", "{", "> ", "| "])
    for slot in record.of_kind("prose"):
        text = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and not slot.in_flow and text[0].isalnum() and ": " not in text and " " in text:
            sign = next(signs)
            yield record.edit(slot.start, slot.end, f"{sign}{text}", "ngoặc kép", name=f"sign {sign}")


@operator
def unquoted_text_on_two_lines(record: RecordText) -> Iterator[Mutant]:
    """Pasted without quotes, the second line at the left margin."""
    for slot in record.of_kind("prose"):
        text = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and not slot.in_flow and text[0].isalnum() and ": " not in text and text.count(" ") > 2:
            middle = text.index(" ", len(text) // 3)
            yield record.edit(slot.start, slot.end, f"{text[:middle]}\n{text[middle + 1 :]}", "ngoặc kép")


@operator
def curly_quotes_around_text(record: RecordText) -> Iterator[Mutant]:
    """Word turns ``"…"`` into ``“…”``"""
    for slot in record.slots:
        if slot.is_quoted:
            text = record.text[slot.start + 1 : slot.end - 1]
            yield record.edit(slot.start, slot.end, f"“{text}”", "ngoặc thẳng")


@operator
def curly_quote_closes(record: RecordText) -> Iterator[Mutant]:
    """``title: "Giả công an”``"""
    for slot in record.slots:
        if slot.is_quoted and not slot.in_flow:
            yield record.edit(slot.end - 1, slot.end, "”", 'Thêm "', at=slot.start)


@operator
def straight_quotes_inside(record: RecordText) -> Iterator[Mutant]:
    """``"Chúng chuyển máy cho "điều tra viên", rồi"``"""
    for slot in record.of_kind("prose"):
        if slot.is_quoted and not slot.in_flow:
            text = record.text[slot.start + 1 : slot.end - 1]
            if "“" in text:
                inner, new = text.index("“"), text.replace("“", '"').replace("”", '"')
            elif text.count(" ") > 2:
                first, second, *rest = text.split(" ")
                inner, new = len(first) + 1, f'{first} "{second}" {" ".join(rest)}'
            else:
                continue
            yield record.edit(slot.start + 1, slot.end - 1, new, "“", at=slot.start + 1 + inner)


@operator
def backslash_in_quotes(record: RecordText) -> Iterator[Mutant]:
    r"""``"Cục \ Thuế"``, ``"D:\new"``: YAML refuses some and silently turns others into something else."""
    tails = itertools.cycle(["m", "n", "t", "u200b", " ", "x41", "0", "q", "_", "d"])
    for slot in record.of_kind("prose"):
        if slot.is_quoted:
            middle = (slot.start + slot.end) // 2
            yield record.edit(middle, middle, f"\\{next(tails)}", "Bỏ dấu \\")


# --- colons, dashes, brackets ----------------------------------------------------------------------------------


@operator
def colon_missing(record: RecordText) -> Iterator[Mutant]:
    """``title "Giả công an"``, ``severity cao``, ``do``"""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            end = slot.key.end_mark.index
            yield record.edit(end, end + 1, "", "hai chấm" if slot.location else "")


@operator
def space_after_colon_missing(record: RecordText) -> Iterator[Mutant]:
    """``title:"Giả công an"``"""
    for slot in record.slots:
        if slot.key is not None and not (isinstance(slot.value, yaml.CollectionNode) and not slot.value.flow_style):
            end = slot.key.end_mark.index + 1
            yield record.edit(end, end + 1, "", "nội dung")


@operator
def full_width_colon(record: RecordText) -> Iterator[Mutant]:
    """``title： "Giả công an"``, from an East Asian keyboard."""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            end = slot.key.end_mark.index
            yield record.edit(end, end + 1, "：", "dấu :")


@operator
def space_after_dash_missing(record: RecordText) -> Iterator[Mutant]:
    """``-"Cúp máy"``"""
    for _, dash in _dashes(record):
        yield record.edit(dash + 1, dash + 2, "", "nội dung")


@operator
def smart_dash(record: RecordText) -> Iterator[Mutant]:
    """``– "Cúp máy"``: Word's dash, or a bullet."""
    dashes = itertools.cycle("–—•−")
    for _, dash in _dashes(record):
        yield record.edit(dash, dash + 1, next(dashes), "dấu -")


@operator
def dash_missing(record: RecordText) -> Iterator[Mutant]:
    """The dash and its space are gone, the line begins where the dash was."""
    for _, dash in _dashes(record):
        yield record.edit(dash, dash + 2, "", "gạch")


@operator
def dash_became_space(record: RecordText) -> Iterator[Mutant]:
    """The dash is gone, the text stays where it was."""
    for _, dash in _dashes(record):
        yield record.edit(dash, dash + 1, " ", "gạch", at=dash + 2)


@operator
def bracket_unclosed(record: RecordText) -> Iterator[Mutant]:
    """``channels: [goi-dien, zalo``"""
    for slot in record.slots:
        if isinstance(slot.value, yaml.CollectionNode) and slot.value.flow_style and slot.value.value:
            sign = record.text[slot.end - 1]
            yield record.edit(slot.end - 1, slot.end, "", f"Thêm {sign}", at=slot.start)


@operator
def bracket_unopened(record: RecordText) -> Iterator[Mutant]:
    """``channels: goi-dien, zalo]``"""
    for slot in record.slots:
        if isinstance(slot.value, yaml.CollectionNode) and slot.value.flow_style and slot.value.value:
            sign = record.text[slot.start]
            yield record.edit(slot.start, slot.start + 1, "", f"Thêm {sign}")


@operator
def comma_missing(record: RecordText) -> Iterator[Mutant]:
    """``channels: [goi-dien zalo]``: the place is the end of the first word, or the word that came of the two."""
    for slot, following in itertools.pairwise(record.slots):
        is_word = slot.is_quoted or record.kind(slot) == "id" or slot.location[-2:-1] == ("supports",)
        if slot.in_flow and slot.parent is following.parent and slot.key is None and is_word:
            comma = record.text.index(",", slot.end)
            yield record.edit(comma, comma + 1, "", "phẩy", at=slot.end if slot.is_quoted else slot.start)


def _dashes(record: RecordText) -> Iterator[tuple[Slot, int]]:
    """List items with the offset of their dash."""
    for slot in record.slots:
        if slot.key is None and not slot.in_flow:
            yield slot, record.text.rindex("- ", 0, slot.start)


# --- indentation -----------------------------------------------------------------------------------------------


@operator_that_may_be_harmless
def one_space_too_many(record: RecordText) -> Iterator[Mutant]:
    """One space more than the lines of the same group."""
    for start, indent in _indented_lines(record):
        yield record.edit(start, start, " ", f" {indent} ", at=start + indent + 1)


@operator_that_may_be_harmless
def one_space_too_few(record: RecordText) -> Iterator[Mutant]:
    """One space less than the lines of the same group."""
    for start, indent in _indented_lines(record):
        if indent:
            yield record.edit(start, start + 1, "", f" {indent} ", at=start + indent - 1)


@operator_that_may_be_harmless
def not_indented(record: RecordText) -> Iterator[Mutant]:
    """A line that has lost its whole indentation."""
    for start, indent in _indented_lines(record):
        if indent:
            yield record.edit(start, start + indent, "", "hụt vào")


@operator
def tab_as_indentation(record: RecordText) -> Iterator[Mutant]:
    """A tab where two or four spaces belong."""
    for start, indent in _indented_lines(record):
        if indent:
            yield record.edit(start, start + indent, "\t", "dấu cách")


def _indented_lines(record: RecordText) -> Iterator[tuple[int, int]]:
    """Start offset and indentation of every line that is neither empty nor a comment."""
    for match in re.finditer(r"^( *)[^ #\n]", record.text, re.MULTILINE):
        yield match.start(), len(match[1])


def _reads_the_same(record: RecordText, mutant: Mutant) -> bool:
    """Whether PyYAML finds the same words in the same places: then nothing is wrong."""
    try:
        data = yaml.load(mutant.text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return False
    return bool(_words(data) == _words(record.data))


def _words(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _words(value) for key, value in data.items()}
    return [_words(value) for value in data] if isinstance(data, list) else data.split()


# --- unseen characters, bytes ----------------------------------------------------------------------------------


def _inserted(record: RecordText, character: str, fix_contains: str) -> Iterator[Mutant]:
    """`character` in the middle of every quoted text, or instead of a space in it."""
    for slot in record.slots:
        if slot.is_quoted:
            middle = (slot.start + slot.end) // 2
            space = record.text.find(" ", middle, slot.end)
            replaced = 1 if space >= 0 and character in "\t\xa0" else 0
            offset = space if replaced else middle
            yield record.edit(offset, offset + replaced, character, fix_contains)


@operator
def tab_in_text(record: RecordText) -> Iterator[Mutant]:
    """A tab between two words."""
    return _inserted(record, "\t", "dấu cách")


@operator
def no_break_space(record: RecordText) -> Iterator[Mutant]:
    """Word puts it between a number and its unit."""
    return _inserted(record, "\xa0", "dấu cách")


@operator
def zero_width_space(record: RecordText) -> Iterator[Mutant]:
    """Comes with text copied from web pages."""
    return _inserted(record, "\u200b", "Xóa")


@operator
def bidi_mark(record: RecordText) -> Iterator[Mutant]:
    """Makes a text look other than it is."""
    return _inserted(record, "\u202e", "Xóa")


@operator
def soft_hyphen(record: RecordText) -> Iterator[Mutant]:
    """Comes with text copied from PDF files."""
    return _inserted(record, "\xad", "Xóa")


@operator
def byte_that_is_not_utf8(record: RecordText) -> Iterator[Mutant]:
    """A byte of an older Vietnamese encoding."""
    return _inserted(record, "\udcea", "UTF-8")


@operator
def utf16_file(record: RecordText) -> Iterator[Mutant]:
    """Notepad's “Unicode”."""
    for encoding in ("utf-16", "utf-16-le"):
        yield Mutant(f"{record.file} {encoding}", record.text, 1, 1, "UTF-8", encoding=encoding)


# --- keys ------------------------------------------------------------------------------------------------------


def slips_of_the_finger(word: str) -> Iterator[str]:
    """A letter dropped, doubled, two swapped: each once, in the middle of the word."""
    middle = len(word) // 2
    yield word[:middle] + word[middle + 1 :]
    yield word[:middle] + word[middle] + word[middle:]
    yield word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def _keys(record: RecordText) -> Iterator[tuple[Slot, yaml.ScalarNode, set[str]]]:
    """Keys of the schema (not the free ones of the vocabulary), with all that are allowed beside them."""
    for slot in record.slots:
        allowed = set(record.schema(slot.location[:-1]).get("properties", ())) - {"id"}
        if slot.key is not None and slot.key.value in allowed:
            yield slot, slot.key, allowed


def _renamed(record: RecordText, key: yaml.ScalarNode, new: str) -> Mutant:
    return record.edit(key.start_mark.index, key.end_mark.index, new, f"'{key.value}'", name=new)


@operator
def misspelt_key(record: RecordText) -> Iterator[Mutant]:
    """``tile:``, ``tiitle:``, ``ttile:``"""
    for _, key, allowed in _keys(record):
        for slip in set(slips_of_the_finger(key.value)) - allowed:
            yield _renamed(record, key, slip)


@operator
def key_with_hyphen(record: RecordText) -> Iterator[Mutant]:
    """``red-flags:`` or ``red flags:``"""
    for _, key, _allowed in _keys(record):
        if "_" in key.value:
            yield _renamed(record, key, key.value.replace("_", "-"))
            yield _renamed(record, key, key.value.replace("_", " "))


@operator
def key_with_accent(record: RecordText) -> Iterator[Mutant]:
    """``tỉtle:``: the Vietnamese keyboard was on."""
    for _, key, _allowed in _keys(record):
        accented = re.sub(
            "[aeiou]", lambda vowel: dict(zip("aeiou", "áéíóú", strict=True))[vowel[0]], key.value, count=1
        )
        if accented != key.value:
            yield _renamed(record, key, accented)


@operator
def key_in_wrong_case(record: RecordText) -> Iterator[Mutant]:
    """``Title:``, ``TITLE:``"""
    for _, key, _allowed in _keys(record):
        yield _renamed(record, key, key.value.capitalize())
        yield _renamed(record, key, key.value.upper())


@operator
def unknown_key(record: RecordText) -> Iterator[Mutant]:
    """A key that no record has, as the first of each block."""
    for location, mapping in record.mappings:
        if "properties" in record.schema(location) and not mapping.flow_style:
            start = mapping.start_mark.index
            new = 'zzz_qqq: "x"\n' + " " * mapping.start_mark.column
            yield record.edit(start, start, new, "Xóa")


@operator
def id_written(record: RecordText) -> Iterator[Mutant]:
    """``id:`` in the file: the name of the file says it."""
    if record.folder:
        start = record.root.start_mark.index
        yield record.edit(start, start, f"id: {record.stem}\n", "Xóa")


@operator
def key_twice(record: RecordText) -> Iterator[Mutant]:
    """The same key again, right after the first."""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow and slot.value.start_mark.line == slot.key.start_mark.line:
            end = record.entry_end(slot.value)
            start = end + 1 + slot.key.start_mark.column
            new = "\n" + " " * slot.key.start_mark.column + f'{slot.key.value}: "x"'
            yield record.edit(end, end, new, "xóa một", at=start)


@operator
def required_key_deleted(record: RecordText) -> Iterator[Mutant]:
    """A required entry is gone; the place is the first key of what is left of its block."""
    for location, mapping in record.mappings:
        required = set(record.schema(location).get("required", ())) - {"id"}
        if mapping.flow_style or len(mapping.value) < 2:
            continue
        for i, (key, value) in enumerate(mapping.value):
            if key.value in required:
                start = key.start_mark.index if i == 0 else record.entry_end(mapping.value[i - 1][1])
                end = mapping.value[1][0].start_mark.index if i == 0 else record.entry_end(value)
                yield record.edit(start, end, "", f"Thêm mục {key.value}", at=mapping.start_mark.index, name=key.value)


@operator
def key_in_wrong_block(record: RecordText) -> Iterator[Mutant]:
    """A line of the outermost level, pushed into the block above it."""
    blocks = [
        (location, mapping) for location, mapping in record.mappings if len(location) == 1 and not mapping.flow_style
    ]
    for key, value in record.root.value:
        if (
            isinstance(value, yaml.CollectionNode) and not value.flow_style
        ) or value.start_mark.line != value.end_mark.line:
            continue
        for location, mapping in blocks:
            if key.value in record.schema(location).get("properties", {key.value}):
                continue
            line_start, line_end = record.line_of(key.start_mark.index)
            block_end = record.entry_end(mapping)
            line = record.text[line_start:line_end]
            column = mapping.start_mark.column
            without = record.text[:line_start] + record.text[line_end + 1 :]
            at = block_end - (line_end + 1 - line_start if line_start < block_end else 0)
            text = f"{without[:at]}\n{' ' * column}{line}{without[at:]}"
            row, _ = place(text, at + 1)
            yield Mutant(f"{record.file} {key.value} in {location[0]}", text, row, column + 1, "ngoài cùng")


# --- words and references --------------------------------------------------------------------------------------

_FREE_WORDS: Final = {"hashtags"}


def _words_used(record: RecordText) -> Iterator[tuple[Slot, str]]:
    """Ids that have to stand in vocabulary.yml (or in the schema), with the word as written."""
    for slot in record.of_kind("id", "choice", "prose"):
        names = [step for step in slot.location if isinstance(step, str)]
        is_supported = names[-1] == "supports" and len(names) == 2
        known = names[-1] in ("category", "severity", "channels", "audiences", "season", "kind", "status")
        known |= names in (["coaching", "to"], ["steps", "when"])
        if record.folder and isinstance(slot.value, yaml.ScalarNode) and (is_supported or known):
            yield slot, slot.value.value


def _references(record: RecordText) -> Iterator[tuple[Slot, str]]:
    """Ids of other records."""
    for slot in record.of_kind("id"):
        names = [step for step in slot.location if isinstance(step, str)]
        refers = names[-1] in ("related", "responses", "call", "tell", "tactic", "answered_in")
        if refers and isinstance(slot.value, yaml.ScalarNode):
            yield slot, slot.value.value


def _rewritten(record: RecordText, slot: Slot, written: str, meant: str) -> Mutant:
    new = f'"{written}"' if slot.is_quoted else written
    return record.edit(slot.start, slot.end, new, f"'{meant}'", name=written)


@operator
def misspelt_word(record: RecordText) -> Iterator[Mutant]:
    """``category: gia-dnah-co-quan``"""
    for slot, word in _words_used(record):
        for slip in sorted(set(slips_of_the_finger(word)) - {word}):
            yield _rewritten(record, slot, slip, word)


@operator
def word_with_spaces_and_accents(record: RecordText) -> Iterator[Mutant]:
    """``category: giá danh co quan``"""
    for slot, word in _words_used(record):
        if slot.location[0] not in ("sources",):
            accented = word.replace("-", " ").replace("a", "ạ", 1).replace("e", "ệ", 1).replace("i", "ĩ", 1)
            if accented != word:
                yield _rewritten(record, slot, accented, word)


@operator
def word_with_underscores_or_capitals(record: RecordText) -> Iterator[Mutant]:
    """``Gia_Danh_Co_Quan``"""
    for slot, word in _words_used(record):
        if slot.location[0] not in ("sources",):
            yield _rewritten(record, slot, word.replace("-", "_").title(), word)


@operator
def unknown_word(record: RecordText) -> Iterator[Mutant]:
    """A word that is near no other: all that may be chosen is shown."""
    for slot, _ in _words_used(record):
        mutant = _rewritten(record, slot, "zzzqqq", "")
        yield dataclasses.replace(mutant, fix_contains="Chọn một trong")


@operator
def misspelt_reference(record: RecordText) -> Iterator[Mutant]:
    """``related: [trom-xe-may-]`` and the like."""
    for slot, word in _references(record):
        for slip in sorted(set(slips_of_the_finger(word)) - {word} - _RECORD_IDS):
            yield _rewritten(record, slot, slip, word)


_RECORD_IDS: Final = {path.stem for path in (ROOT / "warnings").glob("*/*.yml")}


@operator
def reference_in_words(record: RecordText) -> Iterator[Mutant]:
    """``related: [Trộm xe máy]``"""
    for slot, word in _references(record):
        if "-" in word:
            written = word.replace("-", " ").replace("a", "ạ", 1).replace("o", "ộ", 1).capitalize()
            yield _rewritten(record, slot, written, word)


@operator
def reference_to_itself(record: RecordText) -> Iterator[Mutant]:
    """``related:`` names the record it stands in."""
    for slot, _ in _references(record):
        if record.folder == "tactics" and slot.location[0] in ("related", "conflicts_with"):
            yield record.edit(slot.start, slot.end, record.stem, "Xóa")


@operator
def alias_of_another(record: RecordText) -> Iterator[Mutant]:
    """``aliases:`` takes the id of a record that exists."""
    for slot in record.slots:
        if slot.location == ("aliases",):
            yield record.edit(slot.start, slot.end, f'[ma-cu-cua-toi, "{record.stem}"]', "xóa", at=slot.start + 16)


@operator
def value_twice_in_list(record: RecordText) -> Iterator[Mutant]:
    """The same line, or the same id, twice in one list."""
    for slot in record.slots:
        most = record.schema(slot.location[:-1]).get("maxItems")
        if slot.key is None and isinstance(slot.value, yaml.ScalarNode) and len(slot.parent.value) != most:
            written = record.text[slot.start : slot.end]
            if slot.in_flow:
                yield record.edit(slot.end, slot.end, f", {written}", "Xóa một", at=slot.end + 2)
            else:
                gap = "\n" + " " * (slot.value.start_mark.column - 2) + "- "
                yield record.edit(slot.end, slot.end, gap + written, "Xóa một", at=slot.end + len(gap))


# --- values ----------------------------------------------------------------------------------------------------


def _valued(record: RecordText, slot: Slot, new: str, fix_contains: str) -> Mutant:
    """`new` instead of the value; block values begin on the line of their key."""
    if isinstance(slot.value, yaml.CollectionNode) and not slot.value.flow_style and slot.key is not None:
        start = slot.key.end_mark.index + 1
        return record.edit(start, record.entry_end(slot.value), f" {new}", fix_contains, at=start + 1, name=new)
    end = record.entry_end(slot.value) if not slot.in_flow else slot.end
    return record.edit(slot.start, end, new, fix_contains, name=new)


@operator
def unquoted_day(record: RecordText) -> Iterator[Mutant]:
    """``published: 2026-11-21``"""
    for slot in record.of_kind("day", "partial_day"):
        written = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and written.count("-") != 1:
            yield record.edit(slot.start, slot.end, written, f'"{written}"')


@operator
def unquoted_phone_number(record: RecordText) -> Iterator[Mutant]:
    """``number: 0912345678``, ``call: [113]``"""
    for slot in record.of_kind("phone", "id"):
        written = record.text[slot.start + 1 : slot.end - 1]
        if slot.is_quoted and written.isdigit():
            yield record.edit(slot.start, slot.end, written, f'"{written}"')


@operator
def phone_number_with_signs(record: RecordText) -> Iterator[Mutant]:
    """``"1900.1234"``, ``"(024) 38250000"``"""
    for slot in record.of_kind("phone"):
        yield record.edit(slot.start, slot.end, '"1900.1234"', '"1900 1234"')
        yield record.edit(slot.start, slot.end, '"(024) 3825-0000"', '"024 3825 0000"')
        yield record.edit(slot.start, slot.end, "1900.1234", '"1900.1234"')


@operator
def unquoted_number_as_text(record: RecordText) -> Iterator[Mutant]:
    """``cost: 0113``, ``title: 1900.1234``: numbers to YAML."""
    numbers = itertools.cycle(["113", "0113", "1900.1234", "1_000", "0x1F", "12:30", "1e5", "2024", "-5", "+84"])
    for slot in record.of_kind("prose"):
        if slot.is_quoted:
            number = next(numbers)
            yield record.edit(slot.start, slot.end, number, f'"{number}"', name=number)


@operator
def unquoted_yes_or_no_as_text(record: RecordText) -> Iterator[Mutant]:
    """``cost: no``"""
    words = itertools.cycle(["no", "yes", "on", "Off", "true", "NO", "y", "False"])
    for slot in record.of_kind("prose"):
        if slot.is_quoted:
            word = next(words)
            yield record.edit(slot.start, slot.end, word, f'"{word}"', name=word)


_EMPTY_FIXES: Final = {
    "list": "dấu gạch",
    "block": "thụt vào",
    "number": "180",
    "yes_no": "true",
}


@operator
def nothing_after_key(record: RecordText) -> Iterator[Mutant]:
    """``title:`` and nothing; the place is the key."""
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            fix = _EMPTY_FIXES.get(record.kind(slot), "Viết nội dung")
            end = record.entry_end(slot.value)
            yield record.edit(slot.key.end_mark.index + 1, end, "", fix, at=slot.key.start_mark.index)


@operator
def null_value(record: RecordText) -> Iterator[Mutant]:
    """``title: ~``, ``title: null``"""
    nulls = itertools.cycle(["~", "null", "NULL"])
    for slot in record.slots:
        if slot.key is not None and not slot.in_flow:
            null = next(nulls)
            fix = _EMPTY_FIXES.get(record.kind(slot), f'"{null}"')
            yield _valued(record, slot, null, fix)


@operator
def empty_text(record: RecordText) -> Iterator[Mutant]:
    """``title: ""``, ``- "  "``"""
    for slot in record.of_kind("prose", "id", "url", "phone", "day", "partial_day"):
        yield _valued(record, slot, '""', "Viết nội dung")
        yield _valued(record, slot, '"  "', "Viết nội dung")


@operator
def list_for_text(record: RecordText) -> Iterator[Mutant]:
    """``title: ["Giả công an"]``"""
    for slot in record.of_kind("prose", "id", "url", "phone"):
        yield _valued(record, slot, '["một", "hai"]', '"…"')


@operator
def text_for_list(record: RecordText) -> Iterator[Mutant]:
    """``do: "Cúp máy"``"""
    for slot in record.of_kind("list"):
        if slot.key is not None:
            yield _valued(record, slot, '"Cúp máy"', "dấu gạch")


@operator
def text_for_block(record: RecordText) -> Iterator[Mutant]:
    """``case: "Một bà giáo…"``, ``script: ["Tôi là…"]``"""
    for slot in record.of_kind("block"):
        yield _valued(record, slot, '"Cúp máy"', "thụt vào")


@operator
def block_for_text(record: RecordText) -> Iterator[Mutant]:
    """``title:`` with an indented ``vi:`` below it."""
    for slot in record.of_kind("prose", "id", "url", "phone"):
        yield _valued(record, slot, '{vi: "Giả"}', '"…"')


@operator
def day_with_slashes(record: RecordText) -> Iterator[Mutant]:
    """``"21/11/2026"``, ``"9.3.2026"``, ``"2026/11/21"``"""
    for slot in record.of_kind("day", "partial_day"):
        for written, meant in (("21/11/2026", "2026-11-21"), ("9.3.2026", "2026-03-09"), ("2026/11/21", "2026-11-21")):
            yield record.edit(slot.start, slot.end, f'"{written}"', f'"{meant}"', name=written)


@operator
def day_in_words(record: RecordText) -> Iterator[Mutant]:
    """``"9 tháng 3 năm 2025"``, ``"ngày 9-3-2025"``"""
    for slot in record.of_kind("day", "partial_day"):
        for written in ("9 tháng 3 năm 2025", "ngày 9-3-2025", "mồng 9 tháng 3, 2025"):
            yield record.edit(slot.start, slot.end, f'"{written}"', '"2025-03-09"', name=written)


@operator
def impossible_day(record: RecordText) -> Iterator[Mutant]:
    """``"2026-02-30"``, ``"2026-13-01"``"""
    for slot in record.of_kind("day", "partial_day"):
        yield record.edit(slot.start, slot.end, '"2026-02-30"', "28 ngày")
        yield record.edit(slot.start, slot.end, '"2026-13-01"', "12 tháng")
        yield record.edit(slot.start, slot.end, '"2026-11-1"', '"2026-11-01"')


@operator
def review_in_the_future(record: RecordText) -> Iterator[Mutant]:
    """Next year, at the start of the year."""
    for slot in record.slots:
        if slot.location in (("reviewed",), ("verified_on",)):
            yield record.edit(slot.start, slot.end, '"2027-01-05"', "muộn nhất")


@operator
def updated_before_published(record: RecordText) -> Iterator[Mutant]:
    """Last year, at the start of the year."""
    for slot in record.slots:
        if slot.location == ("updated",) and "published" in record.data:
            yield record.edit(slot.start, slot.end, '"2025-11-21"', "hai ngày")


@operator
def address_without_https(record: RecordText) -> Iterator[Mutant]:
    """``http://…``, ``www.…``"""
    for slot in record.of_kind("url"):
        address = record.text[slot.start + 1 : slot.end - 1].removeprefix("https://")
        for written in (f"http://{address}", address):
            yield record.edit(slot.start, slot.end, f'"{written}"', f"https://{address}", name=written[:5])


@operator
def address_with_space(record: RecordText) -> Iterator[Mutant]:
    """``https://bo cong an.vn``"""
    for slot in record.of_kind("url"):
        yield record.edit(slot.end - 4, slot.end - 4, " ", "dấu cách", at=slot.start)


@operator
def number_in_words(record: RecordText) -> Iterator[Mutant]:
    """``review_after_days: sáu tháng``, ``"6 tháng"``, ``180 ngày``"""
    for slot in record.of_kind("number"):
        for written in ("sáu tháng", '"6 tháng"', "180 ngày", "18O", "1.5", "-5"):
            yield record.edit(slot.start, slot.end, written, "180", name=written)


@operator
def number_out_of_range(record: RecordText) -> Iterator[Mutant]:
    """``review_after_days: 0``, ``9999``"""
    for slot in record.of_kind("number"):
        if slot.location == ("review_after_days",):
            for written in ("0", "9999", "12345678"):
                yield record.edit(slot.start, slot.end, written, "730", name=written)


@operator
def yes_or_no_in_vietnamese(record: RecordText) -> Iterator[Mutant]:
    """``composite: có``"""
    for slot in record.of_kind("yes_no"):
        for written in ("có", "không", '"đúng"', "yes", "True", "0"):
            yield record.edit(slot.start, slot.end, written, "true", name=written)


@operator
def too_long(record: RecordText) -> Iterator[Mutant]:
    """Seven characters more than `title` or `summary` may have."""
    for slot in record.of_kind("prose"):
        if limit := record.schema(slot.location).get("maxLength"):
            yield record.edit(slot.start, slot.end, '"' + ("Giả công an " * 20)[: limit + 6] + 'x"', "Bỏ bớt 7 ký tự")


@operator
def too_long_for_sms(record: RecordText) -> Iterator[Mutant]:
    """Title and summary each fit, together they do not."""
    if record.folder == "tactics":
        by_key = {slot.location: slot for slot in record.slots}
        title, summary = by_key["title",], by_key["summary",]
        new_title, new_summary = '"' + "Giả công an gọi " * 3 + 'x"', '"' + "Cúp máy, gọi " * 8 + 'xxxxx"'
        text = record.text[: title.start] + new_title + record.text[title.end : summary.start]
        line, column = place(text, len(text))
        text += new_summary + record.text[summary.end :]
        yield Mutant(f"{record.file} sms", text, line, column, "Bỏ bớt 10 ký tự")


@operator
def too_few_items(record: RecordText) -> Iterator[Mutant]:
    """A list shorter than it must be, or empty; the place is the list."""
    for slot in record.of_kind("list"):
        least = record.schema(slot.location).get("minItems", 0)
        items = slot.value.value
        if least:
            yield _valued(record, slot, "[]", f"Thêm {least} ý")
        if least > 1 and slot.key is not None:
            start, end = record.entry_end(items[least - 2]), record.entry_end(slot.value)
            yield record.edit(start, end, "", "Thêm 1 ý", at=slot.start)


@operator
def too_many_items(record: RecordText) -> Iterator[Mutant]:
    """One line more than the list may have; the place is the list."""
    for slot in record.of_kind("list"):
        if most := record.schema(slot.location).get("maxItems"):
            new = "".join(f'\n  - "Câu thêm {i}"' for i in range(most + 1 - len(slot.value.value)))
            end = record.entry_end(slot.value)
            yield record.edit(end, end, new, "Bỏ bớt 1 ý", at=slot.start)


@operator
def criminal_in_a_fire(record: RecordText) -> Iterator[Mutant]:
    """A category without a criminal for a record that has a `script`."""
    by_key = {slot.location: slot for slot in record.slots}
    if record.folder == "tactics" and ("script",) in by_key:
        category, script = by_key["category",], by_key["script",]
        assert script.key is not None
        at = script.key.start_mark.index + len("chay-no") - (category.end - category.start)
        yield record.edit(category.start, category.end, "chay-no", "category", at=at)


@operator
def contact_without_any_way(record: RecordText) -> Iterator[Mutant]:
    """A number without its number."""
    by_key = {slot.location: slot for slot in record.slots}
    ways = [key for key in ("number", "sms", "url") if (key,) in by_key]
    if record.folder == "contacts" and len(ways) == 1 and record.data["kind"] not in ("co-quan", "ung-dung"):
        slot = by_key[ways[0],]
        assert slot.key is not None
        start, end = record.line_of(slot.key.start_mark.index)[0], record.entry_end(slot.value) + 1
        yield record.edit(start, end, "", "Thêm number", at=by_key["title",].start)


# --- YAML that is refused --------------------------------------------------------------------------------------


@operator
def anchor(record: RecordText) -> Iterator[Mutant]:
    """``title: &a "Giả công an"``"""
    for slot in record.slots:
        if isinstance(slot.value, yaml.ScalarNode):
            yield record.edit(slot.start, slot.start, "&goc ", "ngoặc kép")


@operator
def alias(record: RecordText) -> Iterator[Mutant]:
    """``title: *goc``"""
    for slot in record.slots:
        if isinstance(slot.value, yaml.ScalarNode):
            end = slot.end if slot.in_flow else record.entry_end(slot.value)
            yield record.edit(slot.start, end, "*goc", "ngoặc kép")


@operator
def tag(record: RecordText) -> Iterator[Mutant]:
    """``number: !!str 113``, ``!!python/object…``"""
    tags = itertools.cycle(["!!str ", "!nhan ", "!!python/object/apply:os.system ", "! "])
    for slot in record.slots:
        if isinstance(slot.value, yaml.ScalarNode):
            yield record.edit(slot.start, slot.start, next(tags), "ngoặc kép")


@operator
def merge_key(record: RecordText) -> Iterator[Mutant]:
    """``<<: {title: "x"}``"""
    for _, mapping in record.mappings:
        if not mapping.flow_style:
            start = mapping.start_mark.index
            new = '<<: {title: "x"}\n' + " " * mapping.start_mark.column
            yield record.edit(start, start, new, "Chép nội dung")


@operator
def second_document(record: RecordText) -> Iterator[Mutant]:
    """``---`` between two entries, or a whole second record below the first."""
    for key, _ in record.root.value[1:]:
        yield record.edit(key.start_mark.index, key.start_mark.index, "---\n", "---", name="line")
    end = len(record.text)
    yield record.edit(end, end, f"---\n{record.text}", "---", name="whole")


@operator
def merge_conflict(record: RecordText) -> Iterator[Mutant]:
    """``<<<<<<< HEAD`` that Git left."""
    for start, _ in _indented_lines(record):
        end = record.line_of(start)[1]
        line = record.text[start:end]
        new = f"<<<<<<< HEAD\n{line}\n=======\n{line}.\n>>>>>>> sua-loi"
        yield record.edit(start, end, new, "<<<<<<<")


@operator_that_may_be_harmless
def comment_sign_missing(record: RecordText) -> Iterator[Mutant]:
    """A note to other editors without its ``#``."""
    for match in re.finditer(r"^ *# (?=[^\n:]*$)", record.text, re.MULTILINE):
        sign = match.end() - 2
        yield record.edit(sign, sign + 2, "", "#")


@operator
def nothing_in_the_file(record: RecordText) -> Iterator[Mutant]:
    """Empty, or comments only."""
    for text in ("", "\n\n", "# chưa viết\n"):
        yield Mutant(f"{record.file} {text!r}", text, 1, 1, "Chép")


@operator
def prose_instead_of_record(record: RecordText) -> Iterator[Mutant]:
    """Somebody pasted an article, or a list."""
    for text in ("Giả công an gọi điện dọa bắt\n", '- "Cúp máy"\n- "Gọi 113"\n'):
        yield Mutant(f"{record.file} {text[:5]!r}", text, 1, 1, "title:")


@operator
def misnamed_file(record: RecordText) -> Iterator[Mutant]:
    """``Gia-Danh.yml``, ``giả danh.yml``, ``gia_danh.yml``, ``gia-danh.yaml``"""
    stem = record.stem if not record.stem.isdigit() else f"so-{record.stem}"
    accented = stem.replace("a", "ả", 1).replace("-", " ")
    names = {f"{stem.title()}.yml", f"{stem}_a.yml", f"{stem}.yaml", f"{stem}.YML", f"{stem}.yml.txt"} | (
        {f"{accented}.yml"} if accented != stem else set()
    )
    if record.folder:
        for name in sorted(names):
            meant = f"{stem}-a.yml" if "_" in name else f"{stem}.yml"
            yield Mutant(f"{record.file} as {name}", record.text, 1, 1, meant, file_name=name)


# --- line ends and byte order mark -----------------------------------------------------------------------------


def _with_other_line_ends(record: RecordText) -> Iterator[Mutant]:
    """A few kinds of mistakes; every thirteenth of each keeps the number of files small."""
    for make in (
        closing_quote_missing,
        misspelt_key,
        zero_width_space,
        byte_that_is_not_utf8,
        misspelt_word,
        null_value,
    ):
        yield from itertools.islice(make(record), 0, None, 13)


@operator
def mistake_with_windows_line_ends(record: RecordText) -> Iterator[Mutant]:
    """The same slips with CRLF: no place may move."""
    for mutant in _with_other_line_ends(record):
        yield dataclasses.replace(mutant, text=mutant.text.replace("\n", "\r\n"))


@operator
def mistake_with_byte_order_mark(record: RecordText) -> Iterator[Mutant]:
    """The same slips behind a byte order mark, with LF and with CRLF."""
    for mutant in _with_other_line_ends(record):
        yield dataclasses.replace(mutant, text="\ufeff" + mutant.text)
        yield dataclasses.replace(mutant, text="\ufeff" + mutant.text.replace("\n", "\r\n"))


@operator
def mistake_with_old_mac_line_ends(record: RecordText) -> Iterator[Mutant]:
    """The same slips with CR alone."""
    for mutant in _with_other_line_ends(record):
        yield dataclasses.replace(mutant, text=mutant.text.replace("\n", "\r"))
