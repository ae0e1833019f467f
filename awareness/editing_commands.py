"""The commands that help editors write: words at a terminal → what the rooms need, and back."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from awareness.choosing import ChoiceError, chosen, numbered
from awareness.explaining import explain_field, told
from awareness.field_guide import KIND_NAMES, FieldGuide
from awareness.links import dead_links
from awareness.new_record import (
    Draft,
    asked_words,
    example_command,
    has_title,
    option_of,
    proposed_id,
    record_text,
    taken_ids,
    write_new,
)
from awareness.output import OutputError, disk_errors, write_file
from awareness.problems import show
from awareness.project import Project
from awareness.reading import RECORD_CLASSES, SINGLE_FILES, parse_record, read_library, shown
from awareness.records import TITLE_LENGTH
from awareness.repairs import Repaired, Vocabularies, repair
from awareness.report import InvalidRecords
from awareness.single_files import Vocabulary
from awareness.vietnamese import as_id

Command = Callable[[argparse.Namespace, Project], int]
Answer = TypeVar("Answer")


# --- explain ---------------------------------------------------------------------------------------------------


def _explain(options: argparse.Namespace, project: Project) -> int:
    explained = explain_field(" ".join(options.field), _vocabulary(project))
    print("\n".join(told(explained, project.warnings)))
    return 0 if explained.fields and not explained.meant else 1


def _vocabulary(project: Project) -> Vocabulary:
    """Raises InvalidRecords, OutputError: the vocabulary has errors, or cannot be opened."""
    path = project.warnings / "vocabulary.yml"
    with disk_errors(path, "đọc"):
        content = path.read_bytes()
    vocabulary, problems = parse_record(content, Vocabulary, {}, shown(path))
    if vocabulary is None:
        raise InvalidRecords(problems)
    return vocabulary


# --- new -------------------------------------------------------------------------------------------------------


def _new(options: argparse.Namespace, project: Project) -> int:
    """Everything is asked before anything is written, so that whoever stops half-way leaves nothing behind."""
    vocabulary = _vocabulary(project)
    library, _ = read_library(project.warnings)
    folder = _kind(options.kind, vocabulary)
    example = example_command(folder, vocabulary)
    title = _title(options.title, example) if has_title(folder) else None
    record_id = _id(options.id, title or "", taken_ids(folder, library))
    words = {guide.name: _words(_option(options, guide), guide, example) for guide in asked_words(folder, vocabulary)}
    day = _day(options.day)
    path = project.warnings / folder / f"{record_id}.yml"
    write_new(path, record_text(Draft(folder, record_id, title, day, words), vocabulary))
    print(shown(path))
    _say(f"Mở tệp, điền từ trên xuống, rồi chạy: python build_warnings.py check {shown(path)}")
    return 0


def _option(options: argparse.Namespace, guide: FieldGuide) -> str | None:
    given: str | None = getattr(options, option_of(guide).replace("-", "_"), None)
    return given


def _kind(given: str | None, vocabulary: Vocabulary) -> str:
    if given is None:
        _need_terminal("--kind", RECORD_CLASSES, example_command("tactics", vocabulary))
        print(*numbered(KIND_NAMES), sep="\n")
    return _until_right(given, "Viết gì? Gõ số hoặc mã", lambda typed: _one_of(typed, KIND_NAMES))


def _title(given: str | None, example: str) -> str:
    if given is None:
        _need_terminal("--title", (), example)

    def read(typed: str) -> str | None:
        title = " ".join(typed.split())
        if 0 < len(title) <= TITLE_LENGTH:
            return title
        _complain(f"Tiêu đề dài {len(title)} ký tự, nhiều nhất {TITLE_LENGTH}" if title else "Chưa có tiêu đề")
        return None

    return _until_right(given, "Tiêu đề (nêu mối nguy trước)", read)


def _id(given: str | None, title: str, taken: set[str]) -> str:
    proposed = proposed_id(title, taken)

    def read(typed: str) -> str | None:
        record_id = as_id(typed.removesuffix(".yml")) if typed else proposed
        if record_id and record_id not in taken:
            return record_id
        _complain(f"Mã '{record_id}' đã dùng rồi, mã cũ không dùng lại. Có thể dùng: {proposed_id(record_id, taken)}")
        return None

    if given is None and not sys.stdin.isatty():
        return proposed
    if given is None:
        print("Mã là tên tệp, cũng là địa chỉ trang mãi về sau, không đổi được: ngắn thì dễ nhắn, dễ đọc qua loa.")
        print("Bấm Enter là lấy mã trong ngoặc vuông.")
    return _until_right(given, f"Mã [{proposed}]", read)


def _words(given: str | None, guide: FieldGuide, example: str) -> list[str]:
    is_list = guide.schema["type"] == "array"
    if given is None:
        _need_terminal(f"--{option_of(guide)}", guide.words, example)
        print(f"{guide.purpose}:", *numbered(guide.words), sep="\n")

    def read(typed: str) -> list[str] | None:
        names = _chosen(typed, guide.words)
        if names == [] or (names and not is_list and len(names) > 1):
            _complain("Chọn ít nhất một" if is_list else "Chọn một")
            return None
        return names

    ask = f"{guide.label}: gõ số hoặc mã{', nhiều thì cách nhau dấu phẩy' if is_list else ''}"
    return _until_right(given, ask, read)


def _one_of(typed: str, offered: Mapping[str, str]) -> str | None:
    names = _chosen(typed, offered)
    if names is not None and len(names) != 1:
        _complain("Chọn một")
    return names[0] if names and len(names) == 1 else None


def _chosen(typed: str, offered: Mapping[str, str]) -> list[str] | None:
    """None when that is not on the list, which is then shown once more: it may have scrolled out of sight."""
    try:
        return chosen(typed, offered)
    except ChoiceError as error:
        _complain("\n".join([*numbered(offered), str(error)]))
    return None


def _until_right(given: str | None, ask: str, read: Callable[[str], Answer | None]) -> Answer:
    """What an option says, or else what somebody types, asked again until it is right."""
    if given is not None:
        answer = read(given)
        if answer is None:
            sys.exit(2)
        return answer
    while (answer := read(input(f"{ask}: ").strip())) is None:
        pass
    return answer


def _day(given: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(given) if given else datetime.date.today()
    except ValueError:
        _fail(f"Ngày '{given}' không đúng. Viết như 2026-11-21")


# --- fix -------------------------------------------------------------------------------------------------------


def _fix(options: argparse.Namespace, project: Project) -> int:
    vocabularies = Vocabularies.in_folder(project.warnings)
    paths = options.paths or [path for path in _records(project.warnings) if not path.is_symlink()]
    left = waiting = 0
    for path in paths:
        repaired = _repaired(path, vocabularies)
        left += len(repaired.left)
        if not repaired.is_changed:
            continue
        print(repaired.diff(shown(path)), end="")
        for step in repaired.steps:
            _say(f"  {step}")
        if options.yes or _agrees(f"Ghi vào {shown(path)}?"):
            _write(path, repaired)
        else:
            waiting += 1
    if waiting and not sys.stdin.isatty():
        _complain("Chưa ghi tệp nào. Xem lại phần trên, rồi chạy lại với --yes")
    if left:
        _say(f"Còn {left} lỗi phải tự sửa: chạy python build_warnings.py check")
    elif not waiting:
        _say("Không còn gì phải sửa trong từng tệp. Chạy check để kiểm cả các bản ghi với nhau.")
    return 1 if left or waiting else 0


def _records(warnings: Path) -> list[Path]:
    single = [warnings / name for name in SINGLE_FILES]
    return [
        *(path for path in single if path.is_file()),
        *(path for folder in RECORD_CLASSES for path in sorted((warnings / folder).glob("*.yml"))),
    ]


def _repaired(path: Path, vocabularies: Vocabularies) -> Repaired:
    with disk_errors(path, "đọc"):
        content = path.read_bytes()
    single = SINGLE_FILES.get(path.name)
    model = single or RECORD_CLASSES.get(path.parent.name, RECORD_CLASSES["tactics"])
    return repair(content, model, path.stem, vocabularies, shown(path))


def _write(path: Path, repaired: Repaired) -> None:
    with disk_errors(path, "đọc"):
        now = path.read_bytes()
    if now != repaired.before:
        raise OutputError(f"Tệp {shown(path)} vừa được sửa ở nơi khác → Chạy lại lệnh fix.")
    write_file(path, repaired.after)


# --- links -----------------------------------------------------------------------------------------------------


def _links(options: argparse.Namespace, project: Project) -> int:
    library, _ = read_library(project.warnings)
    dead = dead_links(library)
    if output := show(dead, options.format):
        print(output)
    if options.format == "text":
        _say(f"{len(dead)} địa chỉ không mở được." if dead else "Mọi địa chỉ đều mở được.")
    return 1 if dead else 0


# --- talking ---------------------------------------------------------------------------------------------------


def _agrees(question: str) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [c = có, K = không] ").strip().lower() in ("c", "có", "co", "y")


def _need_terminal(option: str, choices: Collection[str], example: str) -> None:
    if not sys.stdin.isatty():
        offered = f": {', '.join(choices)}" if choices else ""
        _complain(f"Thiếu {option}{offered}")
        _complain("Gõ lệnh này trong cửa sổ dòng lệnh (terminal) thì máy hỏi từng câu một. Hoặc viết đủ, ví dụ:")
        _fail(f"  {example}")


def _say(sentence: str) -> None:
    """For people at a terminal; a pipe gets results only."""
    if sys.stdout.isatty():
        print(sentence)


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _fail(sentence: str) -> NoReturn:
    _complain(sentence)
    sys.exit(2)


EDITING_COMMANDS: Final[Mapping[str, Command]] = {"explain": _explain, "new": _new, "fix": _fix, "links": _links}
