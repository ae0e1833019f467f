"""Work that runs side by side in forked processes, or one after another where fork is missing.

A slice is a generator. It yields an answer, is sent everybody's answers, and goes on: a meeting between two steps
without files, queues or shared state. Tasks need no meeting: each is done by whichever process is free. The caller
cannot tell from the answers how many processes there were.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Protocol, TypeVar

Slice = Generator[Any, Any, None]
"""Yields its answers; receives what the caller tells everybody in between."""
Result = TypeVar("Result")
_BYTES: Final = 2
"""Of the number of a task. All numbers wait in a pipe, which holds 16 KB where it holds least."""


class SliceError(RuntimeError):
    """A process died, or raised what it should have handled; the text says which and why."""


class Crew(Protocol):
    """All slices of one piece of work."""

    def gather(self) -> list[Any]:
        """The next answer of every slice, in the order of the slices. Raises SliceError, or a slice's own
        OSError or ModuleNotFoundError."""

    def tell(self, message: object) -> None:
        """Let every slice go on with this message; returns at once."""


def can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def crew(slices: Sequence[Slice]) -> Iterator[Crew]:
    """Start the slices, each in a process of its own if there are several and the system can fork.

    Everything that was loaded before is shared with the children; on leaving, children still at work are stopped.
    """
    if len(slices) < 2 or not can_fork():
        yield _Inline(slices)
        return
    with _started(slices, listen=True) as members:
        yield _Forked(members)


def shared_out(tasks: Sequence[Callable[[], Result]], processes: int) -> Iterator[tuple[int, Result]]:
    """The number of each task and its result, in the order in which they are done.

    tasks: some hundreds, begun in this order; the longest had better come first.
    Raises SliceError, or a task's own OSError or ModuleNotFoundError.
    """
    if processes < 2 or not can_fork():
        yield from enumerate(task() for task in tasks)
        return
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as pipe:  # closed before anybody reads, who would wait for more
        pipe.writelines(number.to_bytes(_BYTES, "big") for number in range(len(tasks)))

    def worker() -> Slice:
        while taken := os.read(reading, _BYTES):
            number = int.from_bytes(taken, "big")
            yield number, tasks[number]()
        yield None

    try:
        with _started([worker() for _ in range(processes)], listen=False) as members:
            at_work: dict[object, _Member] = {member.connection: member for member in members}
            while at_work:
                for connection in wait([member.connection for member in at_work.values()]):
                    if answer := _answer(at_work[connection]):
                        yield answer
                    else:
                        del at_work[connection]
    finally:
        os.close(reading)


@contextmanager
def _started(slices: Sequence[Slice], *, listen: bool) -> Iterator[list[_Member]]:
    """A process for each. listen: whether they wait for a message after each answer."""
    gc.freeze()  # the collector leaves frozen objects alone, so their pages of memory stay shared
    members: list[_Member] = []
    try:
        for piece in slices:
            members.append(_start(piece, [member.connection for member in members], listen))
        yield members
    finally:
        gc.unfreeze()
        for member in members:
            member.connection.close()
            member.process.terminate()
            member.process.join()


class _Inline:
    def __init__(self, slices: Sequence[Slice]) -> None:
        self._slices = slices
        self._message: object = None

    def gather(self) -> list[Any]:
        return [piece.send(self._message) for piece in self._slices]

    def tell(self, message: object) -> None:
        self._message = message


@dataclass(frozen=True, slots=True)
class _Member:
    process: multiprocessing.process.BaseProcess
    connection: Connection


@dataclass(frozen=True, slots=True)
class _Crash:
    """What a child sends in place of an answer when it fails."""

    trace: str
    error: OSError | ModuleNotFoundError | None
    """What is told to people in its own way."""


class _Forked:
    def __init__(self, members: Sequence[_Member]) -> None:
        self._members = members

    def gather(self) -> list[Any]:
        return [_answer(member) for member in self._members]

    def tell(self, message: object) -> None:
        for member in self._members:
            try:
                member.connection.send(message)
            except OSError as error:
                raise SliceError(_last_words(member)) from error


def _answer(member: _Member) -> Any:
    try:
        answer = member.connection.recv()
    except (EOFError, OSError) as error:
        raise SliceError(_last_words(member)) from error
    if isinstance(answer, _Crash):
        raise answer.error or SliceError(answer.trace)
    return answer


def _last_words(member: _Member) -> str:
    member.process.join(timeout=5)
    return f"tiến trình con {member.process.pid} dừng giữa chừng, mã thoát {member.process.exitcode}"


def _start(piece: Slice, strangers: Sequence[Connection], listen: bool) -> _Member:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(piece, theirs, [*strangers, ours], listen), daemon=True)
    process.start()
    theirs.close()  # so that the child's death is heard as an end of file
    return _Member(process, ours)


def _run(piece: Slice, connection: Connection, strangers: Sequence[Connection], listen: bool) -> None:
    for stranger in strangers:
        stranger.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, and the parent stops us
    threading.Thread(target=leave_with_parent, daemon=True).start()
    message: Any = None
    try:
        while True:
            connection.send(piece.send(message))
            message = connection.recv() if listen else None
    except (StopIteration, EOFError, ConnectionError):
        return  # done, or nobody is left to hear the answer
    except BaseException as error:
        told = error if isinstance(error, OSError | ModuleNotFoundError) else None
        connection.send(_Crash(traceback.format_exc(), told))


def leave_with_parent() -> None:
    """A killed parent must not leave children that still write into its folders."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
