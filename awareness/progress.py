"""Progress of long work: a bar on a terminal after half a second, nothing in a pipe or a log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")


def watched(items: Iterable[Item], label: str) -> Iterator[Item]:
    """The same items; while they are taken, a bar named ``label`` shows how far one is."""
    total = len(items) if isinstance(items, Sized) else None
    # disable=None: tqdm looks whether stderr is a terminal
    yield from tqdm(items, desc=label, total=total, disable=None, delay=0.5, leave=False, ncols=80)
