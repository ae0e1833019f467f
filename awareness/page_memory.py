"""Which pages of the published build would come out the same again: these are linked, not rendered.

A page is known by a digest of everything it followed from. What another page says is no part of that, since no page
shows more of another than a title that ``mkdocs.yml`` gives; whether its links and anchors still lead somewhere is
asked anew in every build. The memory is one file; when it is missing, damaged or of another build, every page is
rendered, and the result is the same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from awareness.project import Project
from awareness.sites import current_digest

_DAY: Final = "\0day"
"""JSON has no days, and front matter has: ``{"\\0day": "2026-11-29"}``."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What other pages, the sitemap and the link check need to know about a page.

    meta: as much of its front matter as other pages show.
    links: per linked source file, anchor → the link as it was written.
    """

    title: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page that was rendered without any finding.

    inputs: digest of all that it followed from; html: sha256 of its file; names: of the files that it refers to.
    """

    inputs: str
    html: str
    names: tuple[str, ...]
    facts: PageFacts


class PageMemory:
    """The pages of one build. ``folder``: where its files are; None remembers nothing."""

    def __init__(self, folder: Path | None = None, pages: Mapping[str, RenderedPage] | None = None) -> None:
        self._folder = folder
        self.pages = pages or {}

    @classmethod
    def of_published(cls, project: Project) -> PageMemory:
        """What is remembered of the build that is published now."""
        digest = current_digest(project)
        try:
            told = json.loads(_file(project).read_bytes(), object_hook=_decoded)
            if digest is None or told["build"] != digest:
                return cls()
            pages = {
                uri: RenderedPage(page["inputs"], page["html"], tuple(page["names"]), _facts(page["facts"]))
                for uri, page in told["pages"].items()
            }
        except (OSError, ValueError, KeyError, TypeError):
            return cls()
        return cls(project.builds / digest, pages)

    def take(self, uri: str, inputs: str, path: str, destination: str) -> RenderedPage | None:
        """Put the page where it belongs, if it would come out as it was.

        uri: of its source; inputs: digest of what it follows from now; path: of its file, below a site;
        destination: of the file. Returns None, and writes nothing, where the page has to be rendered.
        """
        page = self.pages.get(uri)
        if self._folder is None or page is None or page.inputs != inputs:
            return None
        source = f"{self._folder}/{path}"
        try:
            content = Path(source).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest() != page.html:
            return None  # somebody has edited the build by hand
        os.makedirs(destination.rpartition("/")[0], exist_ok=True)  # noqa: PTH103, there are thousands of pages
        try:
            os.link(source, destination)
        except OSError:  # a disk without hard links
            Path(destination).write_bytes(content)
        return page


def remember(project: Project, build: Path, pages: Mapping[str, RenderedPage]) -> None:
    """Keep what is known of the pages of a build that has just been published. Where the disk refuses, the next build
    takes longer, and that is all."""
    told = {"build": build.name, "pages": {uri: _as_told(page) for uri, page in pages.items()}}
    file = _file(project)
    temporary = file.with_name(f"staging-{file.name}")
    try:
        temporary.write_text(json.dumps(told, ensure_ascii=False, default=_encoded), encoding="utf-8")
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)


def _file(project: Project) -> Path:
    return project.builds / "pages.json"


def _as_told(page: RenderedPage) -> dict[str, Any]:
    facts = page.facts
    known = {"title": facts.title, "meta": facts.meta, "anchors": facts.anchors, "links": facts.links}
    return {"inputs": page.inputs, "html": page.html, "names": page.names, "facts": known}


def _facts(told: Mapping[str, Any]) -> PageFacts:
    return PageFacts(told["title"], told["meta"], tuple(told["anchors"]), told["links"])


def _encoded(value: object) -> object:
    if isinstance(value, datetime.date):
        return {_DAY: value.isoformat()}
    raise TypeError(f"front matter cannot hold {value!r}")


def _decoded(told: dict[str, Any]) -> Any:
    return datetime.date.fromisoformat(told[_DAY]) if told.keys() == {_DAY} else told
