"""Tasks that whoever is free takes: every result, once, whatever happens in a process."""

from __future__ import annotations

import errno
import functools
import os
import signal
import time

import pytest

from awareness.slices import SliceError, shared_out


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_every_task_is_done_once(processes: int) -> None:
    tasks = [functools.partial(_square, number) for number in range(300)]
    assert sorted(shared_out(tasks, processes)) == [(number, number * number) for number in range(300)]


@pytest.mark.parametrize("processes", [1, 3])
def test_no_task_is_no_work(processes: int) -> None:
    assert list(shared_out([], processes)) == []


def test_whoever_is_free_takes_the_next() -> None:
    def long() -> int:
        time.sleep(1)
        return os.getpid()

    done = list(shared_out([long, *[os.getpid] * 20], 2))
    assert done[-1][0] == 0, "the short tasks waited for the long one"
    assert len({process for _, process in done}) == 2


def test_a_result_may_be_larger_than_a_pipe() -> None:
    tasks = [functools.partial(bytes, 1_000_000 + number) for number in range(4)]
    assert {number: len(result) for number, result in shared_out(tasks, 2)} == {n: 1_000_000 + n for n in range(4)}


def test_an_error_says_where_it_was_made() -> None:
    def broken() -> int:
        raise ValueError("lỗi thử")

    with pytest.raises(SliceError, match=r"(?s)broken.*lỗi thử"):
        list(shared_out([os.getpid, broken, os.getpid], 2))


def test_a_full_disk_stays_a_full_disk() -> None:
    def full() -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left") as caught:
        list(shared_out([full], 2))
    assert caught.value.errno == errno.ENOSPC


def test_a_killed_process_is_told() -> None:
    def killed() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(SliceError, match="mã thoát -9"):
        list(shared_out([killed], 2))


def test_who_takes_no_more_results_leaves_no_process_behind() -> None:
    results = shared_out([os.getpid, functools.partial(time.sleep, 60)], 2)
    _, child = next(results)
    results.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
