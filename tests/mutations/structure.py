"""YAML that is refused, files that are no records."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import yaml

from tests.mutations.indentation import indented_lines
from tests.mutations.operators import operator, operator_that_may_be_harmless
from tests.mutations.record_text import Mutant, RecordText


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
    for start, _ in indented_lines(record):
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
