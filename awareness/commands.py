"""The command line: words people type → requests; results and problems → words people read."""

from __future__ import annotations

import argparse
import datetime
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from awareness.closed_pipe import quiet_when_unread
from awareness.command_line import EDITING, command_parser
from awareness.problems import Problem, ToldError, has_errors, show
from awareness.project import Project
from awareness.report import InvalidRecords, show_apart, summary

if TYPE_CHECKING:  # each command loads its own rooms, and no other's
    from awareness.print_choice import PrintChoice
    from awareness.print_run import PrintReport
    from awareness.releases import Release
    from awareness.verify import Comparison


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """folder: a ``warnings/`` folder; files: single files to report on (none: all); day, release: see `Request`."""

    folder: Path
    files: tuple[Path, ...]
    day: datetime.date | None
    release: bool = False


@dataclass(frozen=True, slots=True)
class FindRequest:
    """project: the folders; query: what a resident types; day: see `Request`."""

    project: Project
    query: str
    day: datetime.date


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of the search: a page, its address below the site, the sentence that matched."""

    title: str
    url: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Request:
    """What to build.

    project: the folders; day: what the build takes for today; strict: reminders stop the build too; release: so do
    samples and numbers that nobody has verified; pictures: draw what there is to draw; port: of the preview.
    """

    project: Project
    day: datetime.date
    strict: bool
    release: bool = False
    pictures: bool = True
    port: int = 8000


@dataclass(frozen=True, slots=True)
class TalkRequest:
    """Slides to make.

    project, day: see `Request`; tactics: ids in the order of the talk; campaign: id or None; out: the PDF.
    """

    project: Project
    day: datetime.date
    tactics: tuple[str, ...]
    campaign: str | None
    out: Path


@dataclass(frozen=True, slots=True)
class UsbRequest:
    """site: what to build first; out: the folder to write it into once more, so that it opens from a stick."""

    site: Request
    out: Path


@dataclass(frozen=True, slots=True)
class HostRequest:
    """site: what to build first; out: the folder for a web server; gzip_only: do without Brotli."""

    site: Request
    out: Path
    gzip_only: bool


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """project: the folders; folder: what to look at; manifest: the list of files to hold it against, None finds it."""

    project: Project
    folder: Path
    manifest: Path | None


@dataclass(frozen=True, slots=True)
class PrintsRequest:
    """Prints to draw.

    project, day: see `Request`; choice: which, for whom; jobs: processes, None: as many as there are processors; out:
    the folder.
    """

    project: Project
    day: datetime.date
    choice: PrintChoice
    jobs: int | None
    out: Path


_GARBAGE_THRESHOLDS: Final = (100_000, 50, 1_000)
"""A build makes millions of objects that stay; looking for garbage among them as often as Python does by default costs
about a tenth of the time at 2,000 records and frees nothing."""


@quiet_when_unread
def main(
    *,
    check: Callable[[CheckRequest], list[Problem]],
    find: Callable[[FindRequest], list[Found]],
    build: Callable[[Request], Release],
    serve: Callable[[Request], None],
    talk: Callable[[TalkRequest], list[Path]],
    usb: Callable[[UsbRequest], list[Path]],
    host: Callable[[HostRequest], list[Path]],
    prints: Callable[[PrintsRequest], PrintReport],
    verify: Callable[[VerifyRequest], Comparison],
    arguments: Sequence[str] | None = None,
) -> int:
    """Run one command; the exit code is 0, or 1 when there is something to mend (2 for unusable arguments)."""
    options = command_parser().parse_args(arguments)
    gc.set_threshold(*_GARBAGE_THRESHOLDS)
    project = Project(options.project.resolve())
    try:
        if options.command == "check":
            return _check(check, options, project)
        if options.command == "find":
            return _find(find, options, project)
        if options.command == "verify":
            return _verify(verify, options, project)
        if options.command in EDITING:
            from awareness.editing_commands import EDITING_COMMANDS

            return EDITING_COMMANDS[options.command](options, project)
        day = _day(options.day) or datetime.date.today()
        if options.command == "talk":
            return _talk(talk, options, project, day)
        if options.command == "prints":
            return _prints(prints, options, project, day)
        if options.command == "serve":
            serve(Request(project, day, options.strict, pictures=options.pictures, port=options.port))
            return 0
        if options.release and not options.pictures:
            _fail("Bản phát hành phải có đủ ảnh. Bỏ --no-pictures")
        request = Request(project, day, options.strict or options.release, options.release, options.pictures)
        if options.command == "usb":
            print(*usb(UsbRequest(request, options.out)), sep="\n")
        elif options.command == "host":
            print(*host(HostRequest(request, options.out, options.gzip_only)), sep="\n")
        else:
            release = build(request)
            _say(f"Đã dựng {release.pages} trang vào {project.site} (bản {release.digest[:8]}).")
    except InvalidRecords as invalid:
        print(show(invalid.problems))
        _say(summary(invalid.problems))
        return 1
    except ToldError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        return 130
    return 0


def _check(check: Callable[[CheckRequest], list[Problem]], options: argparse.Namespace, project: Project) -> int:
    folders = [path for path in options.paths if path.is_dir()]
    files = tuple(path for path in options.paths if not path.is_dir())
    if len(folders) > 1 or (folders and files):
        _fail("Chỉ kiểm một thư mục mỗi lần, hoặc một số tệp")
    day = _day(options.day)
    if options.release and day is None:  # what is overdue must not depend on whether somebody names the day
        day = datetime.date.today()
    problems = check(CheckRequest(folders[0] if folders else project.warnings, files, day, options.release))
    output = show_apart(problems) if options.format == "text" else show(problems, options.format)
    if output:
        print(output)
    if options.format == "text":
        _say(summary(problems))
    return 1 if has_errors(problems, strict=options.strict) else 0


def _find(find: Callable[[FindRequest], list[Found]], options: argparse.Namespace, project: Project) -> int:
    query = " ".join(options.words)
    found = find(FindRequest(project, query, _day(options.day) or datetime.date.today()))
    for place, answer in enumerate(found, start=1):
        print(f"{place}. {answer.title}  /{answer.url}\n   vì: {answer.sentence}")
    if not found:
        _say("Không có trang nào giống. Bà con sẽ thấy số 113, ngân hàng và danh sách mọi cảnh báo.")
    return 0


def _talk(
    talk: Callable[[TalkRequest], list[Path]], options: argparse.Namespace, project: Project, day: datetime.date
) -> int:
    tactics = tuple(word.strip() for word in options.tactics.split(",") if word.strip())
    out: Path = options.out or Path(f"noi-chuyen-{options.campaign or (tactics or ('',))[0]}.pdf")
    if out.suffix != ".pdf":
        _fail(f"Tên tệp '{out}' phải kết thúc bằng .pdf")
    for path in talk(TalkRequest(project, day, tactics, options.campaign, out)):
        print(path)
    return 0


def _prints(
    prints: Callable[[PrintsRequest], PrintReport], options: argparse.Namespace, project: Project, day: datetime.date
) -> int:
    from awareness.print_choice import PrintChoice, Shard

    if options.jobs is not None and options.jobs < 1:
        _fail("Số tiến trình (--jobs) ít nhất là 1")
    choice = PrintChoice(
        items=_words(options.item),
        records=_words(options.record),
        areas=_words(options.area),
        provinces=_words(options.province),
        everywhere=options.all,
        save_ink=options.ink,
        shard=Shard.parse(options.shard),
    )
    report = prints(PrintsRequest(project, day, choice, options.jobs, options.out))
    _say(f"Đã có {report.drawn + report.kept} tệp trong {options.out}: vẽ {report.drawn}, giữ {report.kept}.")
    return 0


def _words(options: Sequence[str]) -> tuple[str, ...]:
    """Options that may be given more than once, or with commas."""
    return tuple(word.strip() for option in options for word in option.split(",") if word.strip())


def _verify(verify: Callable[[VerifyRequest], Comparison], options: argparse.Namespace, project: Project) -> int:
    comparison = verify(VerifyRequest(project, options.folder, options.manifest))
    print(*comparison.lines(), sep="\n")
    return 0 if comparison.is_the_same else 1


def _day(option: str | None) -> datetime.date | None:
    """The day of the build: the option, else SOURCE_DATE_EPOCH (https://reproducible-builds.org), else None."""
    try:
        if option is not None:
            return datetime.date.fromisoformat(option)
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError):
        _fail(f"Ngày '{option or epoch}' không đúng. Viết như 2026-11-21")
    return None


def _say(sentence: str) -> None:
    """For people at a terminal; a pipe gets results only."""
    if sys.stdout.isatty():
        print(sentence)


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(2)
