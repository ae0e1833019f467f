"""A command whose output nobody reads any longer, as in ``… find "câu hỏi" | head -1``: it ends without a word."""

from __future__ import annotations

import functools
import os
import select
import sys
from collections.abc import Callable
from typing import Final, ParamSpec

UNREAD: Final = 141
"""The exit code that shells give to a program for this: 128 and the number of SIGPIPE."""

Arguments = ParamSpec("Arguments")


def quiet_when_unread(command: Callable[Arguments, int]) -> Callable[Arguments, int]:
    """The same command, which returns `UNREAD` when whoever read its output has gone.

    A pipe between our own processes that breaks is a fault, and is told as one.
    """

    @functools.wraps(command)
    def run(*arguments: Arguments.args, **options: Arguments.kwargs) -> int:
        try:
            try:
                return command(*arguments, **options)
            finally:
                sys.stdout.flush()  # what is kept back until Python ends can no longer be caught then
        except BrokenPipeError:
            if not _let_go_of_closed():
                raise
            return UNREAD

    return run


def _let_go_of_closed() -> bool:
    """Whether an output is closed; from now on nothing is written to it, not even when Python ends."""
    closed = [stream for stream in (sys.stdout, sys.stderr) if _has_no_reader(stream.fileno())]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in closed:
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    return bool(closed)


def _has_no_reader(output: int) -> bool:
    """Asked of the system: whether writing again would fail depends on what Python still holds back."""
    if not hasattr(select, "poll"):
        return True  # Windows, which has no such error to begin with
    poll = select.poll()
    poll.register(output, 0)
    return any(events & (select.POLLERR | select.POLLHUP) for _, events in poll.poll(0))
