"""What an editor sees at once after saving one record: its own page, long before the whole site is built again."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from awareness.catalogue import Catalogue
from awareness.mkdocs_setup import PublishError
from awareness.project import Project
from awareness.reading import RECORD_CLASSES, Library, read_again, read_library, shown
from awareness.renderers import render_pages_of
from awareness.rendering import render_some


@dataclass(frozen=True, slots=True)
class Look:
    """pages: path below the site → HTML; problems: lines that say what is wrong in the file; file: as problems name it.

    Without pages and problems: what was edited shows only when the whole site is built.
    """

    pages: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    file: str = ""


class FirstLook:
    """Knows all records, so that one of them can be read again alone. Rules across records are left to the build."""

    def __init__(self, project: Project, day: datetime.date) -> None:
        self._project = project
        self._day = day
        self._library: Library | None = None

    def get_ready(self) -> None:
        """Read all records, if that has not been done since something else than a record changed."""
        if self._library is None:
            self._library, _ = read_library(self._project.warnings)

    def at(self, edited: Collection[Path]) -> Look:
        """The pages that stand for one edited record."""
        (path, *others) = edited
        if others or not self._is_record(path):
            self._library = None
            return Look()
        self.get_ready()
        assert self._library is not None
        if problems := read_again(self._library, path):
            return Look({}, tuple(map(str, problems)), shown(path))
        try:
            catalogue = Catalogue.link(self._library, self._day)
            texts = {
                artifact.inner: artifact.content.decode()
                for artifact in render_pages_of(catalogue, path.parent.name, path.stem)
                if not self._is_as_before(artifact.inner, artifact.content)
            }
            return Look(render_some(self._project, texts, day=self._day), (), shown(path)) if texts else Look()
        except (LookupError, ValueError):
            return Look()  # other records are broken, or a word is unknown: the build says where
        except PublishError as error:
            return Look({}, error.messages, shown(path))

    def _is_record(self, path: Path) -> bool:
        folder = self._project.warnings.resolve()
        parent = path.resolve().parent
        return parent.parent == folder and parent.name in RECORD_CLASSES and path.suffix == ".yml" and path.is_file()

    def _is_as_before(self, page: str, content: bytes) -> bool:
        try:
            return (self._project.docs / page).read_bytes() == content
        except OSError:
            return False
