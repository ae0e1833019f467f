"""MkDocs made ready: its settings without plugins, its day, and what it complains about as data.

Beside ``rendering.py`` and ``page_steps.py`` the only room that knows MkDocs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # read when the theme is loaded; the advice is for people, not builds

from mkdocs.config import load_config as load_mkdocs_config
from mkdocs.config.defaults import MkDocsConfig

from awareness.problems import ToldError
from awareness.project import Project


class PublishError(ToldError):
    """Pages that must not be published. ``messages``: every problem, each naming its file; nothing was published."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(dict.fromkeys(messages))
        super().__init__("Chưa dựng được trang, bản đang chạy vẫn giữ nguyên:\n" + "\n".join(self.messages))


@dataclass(slots=True)
class Findings:
    """Problems found so far. Errors always stop the build, warnings when it is strict."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, other: Findings) -> None:
        self.errors += other.errors
        self.warnings += other.warnings

    def stop(self, *, strict: bool) -> None:
        """Raises PublishError with all of them, if there is anything to stop for."""
        if self.errors or (strict and self.warnings):
            raise PublishError([*self.errors, *self.warnings])


def load_config(project: Project, destination: Path, strict: bool) -> MkDocsConfig:
    """The settings of ``mkdocs.yml`` for a build into a folder. Raises PublishError where they name a plugin."""
    config = load_mkdocs_config(str(project.mkdocs_config), site_dir=str(destination.resolve()), strict=strict)
    if config.plugins:
        # A plugin expects to see the whole site at once, and no process here does.
        names = ", ".join(config.plugins)
        raise PublishError([f"mkdocs.yml: không dùng plugin hay hook ({names}) → Đặt plugins: [] và bỏ hooks."])
    return config


def titles_are_given(nav: object) -> bool:
    """Whether ``nav`` in the settings names every page in it: ``[{"Trang đầu": "index.md"}, …]``."""
    if isinstance(nav, Mapping):
        return all(isinstance(inner, str) or titles_are_given(inner) for inner in nav.values())
    return isinstance(nav, list) and all(isinstance(item, Mapping) and titles_are_given(item) for item in nav)


class _Collector(logging.Handler):
    def __init__(self, found: Findings) -> None:
        super().__init__(logging.WARNING)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        kind = self.found.errors if record.levelno >= logging.ERROR else self.found.warnings
        kind.append(record.getMessage())


@contextmanager
def collected_in(found: Findings) -> Iterator[None]:
    """Keep what MkDocs logs from WARNING upwards, in place of printing it. Inside another one, only the inner keeps."""
    logger = logging.getLogger("mkdocs")
    handlers, propagate, level = logger.handlers, logger.propagate, logger.level
    logger.handlers, logger.propagate = [_Collector(found)], False
    # At DEBUG MkDocs does not note links to anchors; whatever the embedding program logs, they must be checked.
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


@contextmanager
def pinned_day(day: date | None) -> Iterator[None]:
    """MkDocs takes its dates from SOURCE_DATE_EPOCH, and only from the environment."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    if day is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if day is not None:
            os.environ.pop("SOURCE_DATE_EPOCH")
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
