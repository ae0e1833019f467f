"""See the site while writing: watch, show an edited page at once, rebuild, say what is wrong, keep the last good."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path, PurePosixPath
from typing import Final

from watchfiles import Change, DefaultFilter, watch

from awareness.first_look import FirstLook, Look
from awareness.output import OutputError, generated_paths
from awareness.preview_server import PreviewError, PreviewState, serving
from awareness.project import Project
from awareness.publish import PublishError
from awareness.reading import PUBLISHED_ADDRESSES, PUBLISHED_IDS
from awareness.releases import Release
from awareness.slices import can_fork, leave_with_parent

__all__ = ["PreviewError", "serve"]

RebuildResult = Release | Sequence[str]
"""What was published, or the lines that say why nothing was."""

_DEBOUNCE_MS: Final = 400
_WAIT_MS: Final = 100
"""How long to wait for edits before looking whether a build has ended."""


def serve(
    project: Project,
    rebuild: Callable[[], RebuildResult],
    first_look: FirstLook | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
) -> None:
    """Build, serve ``site``, and build again after every edit, until Ctrl-C.

    rebuild: called at the start and after edits, in a process of its own: a newer edit stops it. Returns the release,
        or lines to show; may raise what a build raises. Either way a failed build leaves the last good site in place.
    first_look: shows the page of an edited record before the build has begun.

    Raises PreviewError when the port is taken.
    """
    state = PreviewState()
    with serving(project, state, host, port):
        is_edit = _IsEdit(project)
        edits = _edits(project, is_edit)
        next(edits)  # watching begins before the first build, so that no edit falls between the two
        _say(f"Xem trang tại http://{host}:{port}/ (dừng: Ctrl-C)")
        builder = _Builder(project, rebuild)
        try:
            builder.start()
            if first_look:
                first_look.get_ready()
            for edited in edits:
                if edited:
                    builder.stop()
                    if first_look:
                        _show(state, _look(first_look, edited))
                    builder.start()
                elif outcome := builder.outcome():
                    is_edit.learn()
                    _tell(project, outcome)
                    if outcome.published or outcome.problems != state.problems:
                        state.show(pages={} if outcome.published else None, problems=outcome.problems)
        except KeyboardInterrupt:
            _say("Đã dừng.")
        finally:
            builder.stop()


def _look(first_look: FirstLook, edited: frozenset[Path]) -> Look:
    """A slip of ours, or a full disk, must not end the preview: it is told, and the build follows."""
    try:
        return first_look.at(edited)
    except Exception:
        traceback.print_exc()
        return Look()


def _show(state: PreviewState, look: Look) -> None:
    """What is wrong in this file now takes the place of what was; other files stay as the last build found them."""
    if look.file:
        others = [line for line in state.problems if not line.startswith(f"{look.file}:")]
        state.show(pages={**state.pages, **look.pages} if look.pages else None, problems=[*look.problems, *others])


# --- the whole build -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Outcome:
    """said: for the terminal, when all is well; problems: for the page; lines: for the terminal, when it is not."""

    published: bool
    said: str = ""
    problems: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def _build(rebuild: Callable[[], RebuildResult]) -> _Outcome:
    try:
        result = rebuild()
    except (OutputError, PublishError) as error:
        lines = tuple(str(error).splitlines())
        return _Outcome(False, problems=lines, lines=lines)
    except Exception as error:
        # Records with errors carry their problems. Anything else is our own slip: show where, and live on.
        problems = tuple(map(str, getattr(error, "problems", ())))
        lines = (*problems, str(error)) if problems else tuple(traceback.format_exc().splitlines())
        return _Outcome(False, problems=problems or lines[-1:], lines=lines)
    if isinstance(result, Release):
        return _Outcome(True, said=f"Đã dựng {result.pages} trang ({result.changed} tệp thay đổi).")
    return _Outcome(False, problems=tuple(result), lines=tuple(result))


class _Builder:
    """One build at a time, in a process of its own where the system can fork. To stop it is as safe as to kill it."""

    def __init__(self, project: Project, rebuild: Callable[[], RebuildResult]) -> None:
        self._project = project
        self._rebuild = rebuild
        self._process: BaseProcess | None = None
        self._answer: Connection | None = None
        self._done: _Outcome | None = None

    def start(self) -> None:
        if not can_fork():
            self._done = _build(self._rebuild)
            return
        context = multiprocessing.get_context("fork")
        self._answer, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_build_apart, args=(self._rebuild, theirs))
        self._process.start()
        theirs.close()

    def stop(self) -> None:
        if self._process is not None and self._answer is not None:
            self._process.terminate()
            self._process.join()
            self._answer.close()
        self._process = self._answer = self._done = None

    def outcome(self) -> _Outcome | None:
        """What came of the build, told once; None while it is at work."""
        if self._answer is not None and self._answer.poll():
            try:
                self._done = self._answer.recv()
            except EOFError:
                self._done = _Outcome(False, lines=("Lệnh dựng trang dừng giữa chừng → Lưu lại một tệp để dựng lại.",))
            done = self._done
            self.stop()
            return done
        done, self._done = self._done, None
        return done


def _build_apart(rebuild: Callable[[], RebuildResult], answer: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, and the parent stops us
    threading.Thread(target=leave_with_parent, daemon=True).start()
    answer.send(_build(rebuild))


def _tell(project: Project, outcome: _Outcome) -> None:
    if outcome.said:
        _say(outcome.said)
    if outcome.lines:
        kept = "Trang đang xem vẫn là bản tốt gần nhất." if project.site.exists() else "Chưa có trang nào để xem."
        print(*outcome.lines, kept, sep="\n", file=sys.stderr, flush=True)


# --- edits -----------------------------------------------------------------------------------------------------


def _edits(project: Project, is_edit: _IsEdit) -> Iterator[frozenset[Path]]:
    """Yields at once, then the files of every burst of edits by people; none again and again while all is still."""
    watched = [
        project.warnings, project.docs, project.root / "overrides", project.mkdocs_config,
        project.root / "awareness" / "templates",
    ]  # fmt: skip
    changes = watch(
        *(path for path in watched if path.exists()),
        watch_filter=is_edit, debounce=_DEBOUNCE_MS, rust_timeout=_WAIT_MS, yield_on_timeout=True,
    )  # fmt: skip
    for burst in changes:
        yield frozenset(Path(path) for _, path in burst)


class _IsEdit(DefaultFilter):
    """Lets edits through and holds back what our own build writes, or we would build forever."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._docs = project.docs.resolve()
        self._project = project
        self._generated: frozenset[PurePosixPath] = frozenset()
        self._ours: frozenset[PurePosixPath] = frozenset()
        self.learn()

    def learn(self) -> None:
        """What a build wrote, and what it removed, which only the manifest before it names."""
        try:
            now = generated_paths(self._project)
        except OutputError:
            now = frozenset()  # the next build says what is wrong with the manifest
        paths = self._generated | now
        self._ours = paths | {folder for path in paths for folder in path.parents}
        self._generated = now

    def __call__(self, change: Change, path: str) -> bool:
        if not super().__call__(change, path):
            return False
        if Path(path).name in (PUBLISHED_IDS, PUBLISHED_ADDRESSES):
            return False
        try:
            inner = PurePosixPath(Path(path).resolve().relative_to(self._docs).as_posix())
        except ValueError:
            return True  # outside docs/
        if inner.parts[:1] == (self._project.generated.name,):
            return False
        if inner not in self._ours:
            self.learn()  # a build at work names its files before it writes them
        return inner not in self._ours


def _say(line: str) -> None:
    """Status, for people at a terminal only."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)
