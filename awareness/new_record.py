"""``new``: a record to be filled in, with what must be written first and a word on each field."""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from awareness.cross_references import WORDS, FieldPath
from awareness.field_guide import KIND_NAMES, WANTED_BLOCKS, FieldGuide, Json, field_guides, items_of
from awareness.field_order import field_order
from awareness.output import OutputError, disk_errors
from awareness.reading import RECORD_CLASSES, Library
from awareness.single_files import Vocabulary
from awareness.vietnamese import as_id

ID_WORDS: Final = 8
"""Syllables of a title that its id takes over: addresses are sent in SMS and read aloud."""
STARTING_VALUES: Final[Mapping[str, str]] = {"status": "nhap", "review_after_days": "180"}
"""What a new record says until somebody decides otherwise, as it stands in YAML."""
DAYS_OF_WRITING: Final = ("published", "updated")
"""Fields that are the day of writing at first."""
DAYS_OF_READING: Final = ("reviewed", "verified_on")
"""Fields that promise that somebody has read the sources: only who has read them can tell when."""
_WITHOUT_QUOTES: Final[Mapping[str, str]] = {
    "boolean": "ghi true hoặc false, không ngoặc kép",
    "integer": "ghi một số, không ngoặc kép",
}
"""Types of values that are not given quotes to write between, and what is said beside them instead."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a record before it is written.

    folder: the kind; record_id: the name of its file; title: None for a kind without; words: the words chosen for
    fields of the outermost level, by name; day: of writing.
    """

    folder: str
    record_id: str
    title: str | None
    day: datetime.date
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)


def asked_words(folder: str, vocabulary: Vocabulary) -> list[FieldGuide]:
    """Required fields of the outermost level that take words of the vocabulary: they can be asked for in advance."""
    paths = WORDS.get(folder, {})
    return [
        guide
        for guide in field_guides(folder, vocabulary)
        if guide.path in paths and guide.is_required and len(guide.path) == 1
    ]


def option_of(guide: FieldGuide) -> str:
    """The option of the command line that answers for a field; ``--kind`` is already that of the record."""
    return "contact-kind" if guide.name == "kind" else guide.name


def example_command(folder: str, vocabulary: Vocabulary) -> str:
    """A whole command line that asks nothing, for those who have no terminal."""
    title = ' --title "Giả thợ sửa nước đòi vào nhà"' if has_title(folder) else ""
    words = [f" --{option_of(guide)} {next(iter(guide.words), '')}" for guide in asked_words(folder, vocabulary)]
    return f"python build_warnings.py new --kind {folder}{title}{''.join(words)}"


def has_title(folder: str) -> bool:
    return folder != "areas"


def taken_ids(folder: str, library: Library) -> set[str]:
    """Ids that a new record of a kind must not have: those in use, their former ones, all that were ever published."""
    keys = {*library.files, *library.published_ids}
    keys |= {f"{record.folder}/{alias}" for _, record in library.records() for alias in record.aliases}
    return {key.partition("/")[2] for key in keys if key.startswith(f"{folder}/")}


def proposed_id(title: str, taken: Collection[str]) -> str:
    """An id from a title, short and not taken: ``"Giả điện lực dọa cắt điện"`` → ``"gia-dien-luc-doa-cat-dien"``."""
    stem = "-".join(as_id(title).split("-")[:ID_WORDS]) or "ban-ghi-moi"
    numbered = (f"{stem}-{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain([stem], numbered) if name not in taken)


def record_text(draft: Draft, vocabulary: Vocabulary) -> str:
    """The file: required fields first, each with its purpose; others below, behind ``#``, to be used when needed."""
    guides = {guide.path: guide for guide in field_guides(draft.folder, vocabulary)}
    outermost = [guides[(name,)] for name in field_order(RECORD_CLASSES[draft.folder])]
    lines = [
        f"## {KIND_NAMES[draft.folder]}. Điền vào chỗ còn trống giữa hai dấu ngoặc kép, rồi chạy:",
        f"##   python build_warnings.py check warnings/{draft.folder}/{draft.record_id}.yml",
        "## Không hiểu một mục: python build_warnings.py explain TÊN_MỤC",
        "## Mục nằm sau một dấu # là không bắt buộc: cần thì bỏ dấu # và dấu cách sau nó rồi điền.",
    ]
    for guide in outermost:
        if guide.is_required:
            lines += ["", *_about(guide), *_outermost(guide, guides, draft)]
    lines += ["", "## --- Không bắt buộc: cần thì bỏ dấu # và dấu cách ở đầu dòng rồi điền ---"]
    for guide in outermost:
        if not guide.is_required:
            lines += ["", *_about(guide), *_behind_a_hash(_outermost(guide, guides, draft))]
    return "\n".join(lines) + "\n"


def write_new(path: Path, text: str) -> None:
    """A file that was not there before, whole or not at all.

    Raises OutputError: there is a file of that name already; the disk refuses.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with disk_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(text.encode())
            try:
                os.link(temporary, path)  # unlike a rename, it never replaces
            except FileExistsError:
                raise OutputError(f"Đã có tệp {path} → Chọn mã khác bằng --id, hoặc sửa tệp ấy.") from None
            except OSError:  # a disk without hard links
                with path.open("xb") as file:
                    file.write(text.encode())
    finally:
        with suppress(OSError):
            temporary.unlink()


def _about(guide: FieldGuide) -> Iterator[str]:
    yield f"## {guide.label}: {guide.purpose}. {guide.holds[:1].upper()}{guide.holds[1:]}."
    if guide.words and len(guide.path) == 1:
        yield f"## Chọn trong: {', '.join(guide.words)}"
    elif guide.example:
        yield f"## Ví dụ: {guide.example.good}"


def _outermost(guide: FieldGuide, guides: Mapping[FieldPath, FieldGuide], draft: Draft) -> Iterator[str]:
    """`_entry` of a field whose purpose stands in the lines above it."""
    lines = _entry(guide, guides, draft)
    remarks = _form(guide)
    if guide.name in DAYS_OF_READING:
        remarks = [f'ngày tự mình đọc lại các nguồn; đọc hôm nay thì ghi "{draft.day.isoformat()}"']
    yield _with_remark(next(lines), [] if _known(guide, draft) else remarks)
    yield from lines


def _entry(guide: FieldGuide, guides: Mapping[FieldPath, FieldGuide], draft: Draft) -> Iterator[str]:
    """``key: value`` and what belongs below it, without indentation from above."""
    name = guide.path[-1]
    value = _known(guide, draft)
    if value is not None:
        yield f"{name}: {value}"
        return
    schema = guide.schema
    if schema["type"] == "array" and schema["items"]["type"] == "object":
        yield f"{name}:"
        for number in range(WANTED_BLOCKS.get(guide.path, 1)):
            block = _block(schema["items"], guide, guides, draft)
            # what the first block says of its fields need not be read again
            yield from _indented(block if number == 0 else map(_without_remark, block), "  - ")
    elif schema["type"] == "array":
        yield f"{name}:"
        yield from ['  - ""'] * max(1, schema.get("minItems", 1))
    elif schema["type"] == "object":
        yield f"{name}:"
        yield from _indented(_block(schema, guide, guides, draft), "  ")
    else:
        yield f"{name}:" if schema["type"] in _WITHOUT_QUOTES else f'{name}: ""'


def _block(schema: Json, above: FieldGuide, guides: Mapping[FieldPath, FieldGuide], draft: Draft) -> Iterator[str]:
    for name in items_of(schema)["properties"]:
        child = guides[(*above.path, name)]
        lines = _entry(child, guides, draft)
        first = _with_remark(next(lines), _remarks(child))
        yield from (first, *lines) if child.is_required else _behind_a_hash([first, *lines])


def _remarks(guide: FieldGuide) -> list[str]:
    optional = [] if guide.is_required else ["không bắt buộc"]
    named = [f"mã là tên tệp trong warnings/{guide.refers_to}/"] if guide.refers_to else []
    return [*optional, *_form(guide), guide.about, *named]


def _form(guide: FieldGuide) -> list[str]:
    form = _WITHOUT_QUOTES.get(guide.schema["type"])
    return [form] if form else []


def _with_remark(line: str, remarks: Sequence[str]) -> str:
    return f"{line}  # {'; '.join(remarks)}" if remarks else line


def _without_remark(line: str) -> str:
    return line.partition("  # ")[0]


def _behind_a_hash(lines: Iterable[str]) -> Iterator[str]:
    return (f"# {line}" for line in lines)


def _indented(lines: Iterable[str], first: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield (first if number == 0 else " " * len(first)) + line


def _known(guide: FieldGuide, draft: Draft) -> Any:
    """What need not be asked for: the value as it stands in YAML, or None."""
    name = guide.name
    if name == "title" and draft.title:
        return '"' + draft.title.replace("\\", "").replace('"', "”") + '"'
    if chosen := draft.words.get(name):
        return f"[{', '.join(chosen)}]" if guide.schema["type"] == "array" else chosen[0]
    if name in DAYS_OF_WRITING:
        return f'"{draft.day.isoformat()}"'
    return STARTING_VALUES.get(name)
