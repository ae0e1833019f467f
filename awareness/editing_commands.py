"""The commands that help editors write: words at a terminal → what the rooms need, and back."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final, NoReturn, TypeVar

from awareness.explaining import explain_field, told
from awareness.field_guide import KIND_NAMES, FieldGuide
from awareness.links import dead_links
from awareness.new_record import (
    Draft,
    asked_words,
    has_title,
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
from awareness.vietnamese import as_id, closest

Command = Callable[[argparse.Namespace, Project], int]
Answer = TypeVar("Answer")


def add_editing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Enter the commands, with their Vietnamese help, into those of the command line."""
    explain = commands.add_parser("explain", help="một mục để làm gì, viết thế nào là được, thế nào là chưa")
    explain.add_argument(
        "field", nargs="+", metavar="MỤC", help="tên mục như red_flags, script.says, hoặc tên tiếng Việt"
    )

    new = commands.add_parser("new", help="bản ghi mới, có sẵn các mục để điền")
    new.add_argument("--kind", metavar="LOẠI", help=f"một trong: {', '.join(RECORD_CLASSES)}")
    new.add_argument("--title", metavar="TIÊU_ĐỀ", help="nêu mối nguy trước, ví dụ: Giả điện lực dọa cắt điện")
    new.add_argument("--id", metavar="MÃ", help="tên tệp, bỏ .yml (mặc định: làm từ tiêu đề)")
    for name in ("category", "channels", "audiences", "severity", "season", "group"):
        new.add_argument(f"--{name}", metavar="MÃ,MÃ", help=f"mã của mục {name}, theo vocabulary.yml")
    new.add_argument("--contact-kind", dest="word_kind", metavar="MÃ", help="với contacts: mã của mục kind")
    new.add_argument("--day", metavar="NĂM-THÁNG-NGÀY", help="ngày viết (mặc định: hôm nay)")

    fix = commands.add_parser("fix", help="sửa giúp những chỗ chắc chắn, cho xem trước khi ghi")
    fix.add_argument("paths", nargs="*", type=Path, metavar="TỆP", help="các tệp bản ghi (mặc định: tất cả)")
    links = commands.add_parser("links", help="nguồn nào không còn mở được (cần mạng)")
    links.add_argument("--format", choices=("text", "github", "json"), default="text", help="cách in")
    fix.add_argument("--yes", action="store_true", help="ghi luôn, không hỏi")


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
    folder = _kind(options.kind)
    title = _title(options.title) if has_title(folder) else None
    record_id = _id(options.id, title or "", taken_ids(folder, library))
    words = {guide.name: _words(_option(options, guide), guide) for guide in asked_words(folder, vocabulary)}
    day = _day(options.day)
    path = project.warnings / folder / f"{record_id}.yml"
    write_new(path, record_text(Draft(folder, record_id, title, day, words), vocabulary))
    print(shown(path))
    _say(f"Mở tệp, điền từ trên xuống, rồi chạy: python build_warnings.py check {shown(path)}")
    return 0


def _option(options: argparse.Namespace, guide: FieldGuide) -> str | None:
    given: str | None = getattr(options, "word_kind" if guide.name == "kind" else guide.name, None)
    return given


def _kind(given: str | None) -> str:
    if given is None:
        _need_terminal("--kind", RECORD_CLASSES)
        for number, (name, about) in enumerate(KIND_NAMES.items(), start=1):
            print(f"  {number}. {about} ({name})")
    return _until_right(given, "Viết gì? Gõ số hoặc tên", lambda typed: _one_of(typed, list(KIND_NAMES)))


def _title(given: str | None) -> str:
    if given is None:
        _need_terminal("--title", ())

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
    return _until_right(given, f"Mã, cũng là địa chỉ trang [{proposed}]", read)


def _words(given: str | None, guide: FieldGuide) -> list[str]:
    is_list = guide.schema["type"] == "array"
    names = list(guide.words)
    if given is None:
        _need_terminal(f"--{'contact-kind' if guide.name == 'kind' else guide.name}", names)
        print(f"{guide.purpose}:")
        for number, (name, label) in enumerate(guide.words.items(), start=1):
            print(f"  {number}. {label} ({name})")

    def read(typed: str) -> list[str] | None:
        chosen = [_one_of(part, names) for part in typed.replace(",", " ").split()]
        if chosen and None not in chosen and (is_list or len(chosen) == 1):
            return list(dict.fromkeys(word for word in chosen if word))
        if not chosen or None not in chosen:
            _complain("Chọn ít nhất một" if is_list else "Chỉ chọn một")
        return None

    ask = f"{guide.label}: gõ {'các số, cách nhau dấu phẩy' if is_list else 'một số'}"
    return _until_right(given, ask, read)


def _one_of(typed: str, names: list[str]) -> str | None:
    if typed.isdigit() and 1 <= int(typed) <= len(names):
        return names[int(typed) - 1]
    if typed in names:
        return typed
    near = closest(typed, names)
    _complain(f"Không có '{typed}'." + (f" Có phải bạn muốn viết '{near}'?" if near else f" Chọn: {', '.join(names)}"))
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
    return input(f"{question} [c/K] ").strip().lower() in ("c", "có", "co", "y")


def _need_terminal(option: str, choices: Collection[str]) -> None:
    if not sys.stdin.isatty():
        offered = f": {', '.join(choices)}" if choices else ""
        _fail(f"Thiếu {option}{offered}")


def _say(sentence: str) -> None:
    """For people at a terminal; a pipe gets results only."""
    if sys.stdout.isatty():
        print(sentence)


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _fail(sentence: str) -> NoReturn:
    _complain(sentence)
    sys.exit(2)


EDITING_COMMANDS: Final[dict[str, Command]] = {"explain": _explain, "new": _new, "fix": _fix, "links": _links}
