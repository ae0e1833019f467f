"""``new``: a record to be filled in, with what must be written first and a word on each field."""

from __future__ import annotations

import datetime
import itertools
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from awareness.cross_references import WORDS
from awareness.field_guide import KIND_NAMES, FieldGuide, Json, field_guides, items_of
from awareness.field_order import field_order
from awareness.output import OutputError, disk_errors
from awareness.reading import RECORD_CLASSES, Library
from awareness.single_files import Vocabulary
from awareness.vietnamese import as_id

ID_WORDS: Final = 8
"""Syllables of a title that its id takes over: addresses are sent in SMS and read aloud."""
STARTING_VALUES: Final[Mapping[str, str]] = {"status": "nhap", "review_after_days": "180"}
"""What a new record says until somebody decides otherwise, as it stands in YAML."""
DAYS_OF_WRITING: Final = ("published", "updated", "reviewed", "verified_on")
"""Fields that are the day of writing at first."""


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
        f"# {KIND_NAMES[draft.folder]}. Điền vào chỗ còn trống giữa hai dấu ngoặc kép, rồi chạy:",
        f"#   python build_warnings.py check warnings/{draft.folder}/{draft.record_id}.yml",
        "# Không hiểu một mục: python build_warnings.py explain TÊN_MỤC",
    ]
    for guide in outermost:
        if guide.is_required:
            lines += ["", *_about(guide), *_entry(guide, guides, draft)]
    lines += ["", "## --- Không bắt buộc: cần thì bỏ dấu # và dấu cách ở đầu dòng rồi điền ---"]
    for guide in outermost:
        if not guide.is_required:
            lines += ["", *_about(guide), *(f"# {line}" for line in _entry(guide, guides, draft))]
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


def _entry(guide: FieldGuide, guides: Mapping[tuple[str, ...], FieldGuide], draft: Draft) -> Iterator[str]:
    """``key: value`` and what belongs below it, without indentation from above."""
    name = guide.path[-1]
    value = _known(guide, draft)
    if value is not None:
        yield f"{name}: {value}"
        return
    schema = guide.schema
    if schema["type"] == "array":
        inner, number = schema["items"], max(1, schema.get("minItems", 1))
        yield f"{name}:"
        for _ in range(1 if inner["type"] == "object" else number):
            yield from (
                _indented(_block(inner, guide, guides, draft), "  - ") if inner["type"] == "object" else ['  - ""']
            )
    elif schema["type"] == "object":
        yield f"{name}:"
        yield from _indented(_block(schema, guide, guides, draft), "  ")
    else:
        yield f'{name}: ""'


def _block(
    schema: Json, above: FieldGuide, guides: Mapping[tuple[str, ...], FieldGuide], draft: Draft
) -> Iterator[str]:
    children = [guides[(*above.path, name)] for name in items_of(schema)["properties"]]
    for child in children:
        if child.is_required:
            lines = list(_entry(child, guides, draft))
            named = f"; mã là tên tệp trong warnings/{child.refers_to}/" if child.refers_to else ""
            yield f"{lines[0]}  # {child.about}{named}"
            yield from lines[1:]


def _indented(lines: Iterator[str], first: str) -> Iterator[str]:
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
