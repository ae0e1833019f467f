"""Drives MkDocs' own steps over slices of pages.

The only room that knows MkDocs. It calls the steps of ``mkdocs.commands.build`` in the same order, so that plain
``mkdocs build --strict`` gives the same pages byte for byte; what is ours happens after a page is written.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
import os
import posixpath
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # read when the theme is loaded; the advice is for people, not builds

from mkdocs.commands.build import _build_extra_template, _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from awareness.content_security import PolicyError, add_policy
from awareness.output import OutputError, disk_errors
from awareness.page_memory import PageFacts, PageMemory, RenderedPage
from awareness.project import Project
from awareness.references import referenced_names
from awareness.slices import SliceError, available_processors, crew

PAGES_WORTH_A_PROCESS = 60
"""Below this, starting a process takes longer than it saves."""

_HERE = Path(__file__)
_OWN_WORK = ("rendering.py", "fast_markdown.py", "content_security.py", "references.py")
_PROGRAMS = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pyyaml")
_LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


class PublishError(Exception):
    """Pages that must not be published. ``messages``: every problem, each naming its file; nothing was published."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(dict.fromkeys(messages))
        super().__init__("Chưa dựng được trang, bản đang chạy vẫn giữ nguyên:\n" + "\n".join(self.messages))


@dataclass(frozen=True, slots=True)
class Rendering:
    """pages: built from Markdown, relative to the site; warnings: only when strict is off; remembered: what the next
    build may know of the pages, by source."""

    pages: tuple[str, ...]
    warnings: tuple[str, ...]
    remembered: Mapping[str, RenderedPage]


def render_pages(
    project: Project,
    destination: Path,
    *,
    processes: int | None = None,
    strict: bool = True,
    day: date | None = None,
    content_security: bool = True,
    also_referring: Iterable[str] = (),
    memory: PageMemory | None = None,
) -> Rendering:
    """Render ``docs/`` into a folder, with the theme files that something refers to and no others.

    destination: an empty or missing folder.
    processes: None chooses by the number of pages and processors.
    strict: warnings of MkDocs (broken links and anchors, …) are errors.
    day: today, for templates; None leaves it to SOURCE_DATE_EPOCH or the clock.
    content_security: write the policy into every page; off gives exactly what plain ``mkdocs build`` gives.
    also_referring: HTML and CSS made elsewhere, whose references keep theme files too.
    memory: pages of an earlier build, taken over where they would come out the same.

    Raises PublishError with every problem found, OutputError when the disk refuses.
    """
    found = _Findings()
    with disk_errors(destination), _collected_in(found), _pinned_day(day):
        destination.mkdir(parents=True, exist_ok=True)
        if any(destination.iterdir()):
            raise OutputError(f"Thư mục {destination} không trống → Chọn thư mục khác.")
        try:
            config = _load_config(project, destination, strict)
            site = _Site(config, content_security, found, memory or PageMemory(), _circumstances(project, config, day))
            names = {name for text in also_referring for name in referenced_names(text)}
            pages = site.render(_number_of_slices(processes, len(site.pages)), names)
        except (MkDocsException, SliceError) as error:
            raise PublishError([*found.errors, *found.warnings, str(error)]) from error
    return Rendering(tuple(pages), tuple(dict.fromkeys(found.warnings)), {} if found.warnings else site.rendered)


@dataclass(slots=True)
class _Findings:
    """Problems found so far. Errors always stop the build, warnings when it is strict."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, other: _Findings) -> None:
        self.errors += other.errors
        self.warnings += other.warnings

    def stop(self, *, strict: bool) -> None:
        if self.errors or (strict and self.warnings):
            raise PublishError([*self.errors, *self.warnings])


class _Site:
    """MkDocs' idea of a site (configuration, files, navigation, templates), and what was found while building it."""

    def __init__(
        self, config: MkDocsConfig, content_security: bool, found: _Findings, memory: PageMemory, circumstances: str
    ) -> None:
        self.config = config
        self.content_security = content_security
        self.found = found
        # A title that comes from a page stands in the navigation of all others.
        self.memory = memory if _titles_are_given(config.nav) else PageMemory()
        self.rendered: dict[str, RenderedPage] = {}
        self.env = config.theme.get_env()
        self.env.auto_reload = False  # templates do not change during a build: no look at the disk for each include
        self.files = get_files(config)
        self.files.add_files_from_theme(self.env, config)
        set_exclusions(self.files, config)
        self.nav = get_navigation(self.files, config)
        self.pages = self.files.documentation_pages()
        # Links are written by what there is to link to.
        targets = sorted(file.src_uri for file in self.files if not self._is_from_theme(file))
        self.circumstances = _digest(circumstances, str(content_security), *targets)

    def render(self, slices: int, names: set[str]) -> list[str]:
        """Everything, in so many slices. ``names``: files referred to elsewhere. Returns the paths of the pages."""
        with crew([self._slice(self.pages[start::slices]) for start in range(slices)]) as workers:
            facts = {uri: page.facts for uri, page in self.memory.pages.items()}
            found: dict[str, _Findings] = {}
            read: dict[str, PageFacts] = {}
            for taken, answers in workers.gather():
                self.rendered |= {uri: self.memory.pages[uri] for uri in taken}
                found |= {uri: findings for uri, (findings, _) in answers.items()}
                read |= {uri: known for uri, (_, known) in answers.items()}
            for file in self.pages:  # in this order the messages do not depend on the number of slices
                self.found.add(found.get(file.src_uri, _Findings()))
            facts |= read
            self._learn(facts)
            self._check_anchors(facts)
            self.found.stop(strict=self.config.strict)

            workers.tell(read)
            names |= self._copy_media() | self._build_templates()  # while the children build pages
            for built, findings in workers.gather():
                self.rendered |= built
                self.found.add(findings)
        self.found.stop(strict=self.config.strict)
        self._copy_theme_files(names.union(*(page.names for page in self.rendered.values())))
        return [file.dest_uri for file in self.pages]

    def _slice(self, files: Sequence[File]) -> Generator[Any, dict[str, PageFacts], None]:
        """One process' share: take over what is known, read the other pages, meet the others, build its pages."""
        inputs = {file.src_uri: _digest(self.circumstances, file.src_uri, file.content_string) for file in files}
        taken = [file.src_uri for file in files if self._take(file, inputs[file.src_uri])]
        files = [file for file in files if file.src_uri not in set(taken)]
        facts = yield taken, {file.src_uri: self._read(_page(file)) for file in files}
        self._learn({uri: page.facts for uri, page in self.memory.pages.items()} | facts)
        built: dict[str, RenderedPage] = {}
        found = _Findings()
        with _collected_in(found):
            for file in files:
                with self._going_on_after_errors():
                    _build_page(_page(file), self.config, self.pages, self.nav, self.env)
                    names = self._after_writing(file.dest_uri, found)
                    uri, path = file.src_uri, Path(file.abs_dest_path)
                    if path.exists():  # a template may render to nothing
                        html = hashlib.sha256(path.read_bytes()).hexdigest()
                        built[uri] = RenderedPage(inputs[uri], html, tuple(sorted(names)), facts[uri])
        yield built, found

    def _take(self, file: File, inputs: str) -> RenderedPage | None:
        return self.memory.take(file.src_uri, inputs, file.dest_uri, Path(file.abs_dest_path))

    def _read(self, page: Page) -> tuple[_Findings, PageFacts]:
        found = _Findings()
        with _collected_in(found), self._going_on_after_errors():
            _populate_page(page, self.config, self.files)
            links = {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}
            return found, PageFacts(page.title, page.meta, tuple(sorted(page.present_anchor_ids or ())), links)
        return found, PageFacts()

    @staticmethod
    @contextmanager
    def _going_on_after_errors() -> Iterator[None]:
        """One broken page does not hide the next: MkDocs has logged the error with the page's name."""
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the page

    def _learn(self, facts: Mapping[str, PageFacts]) -> None:
        """Titles and front matter of pages read elsewhere: navigation, sitemap and 404 page show them."""
        for file in self.pages:
            page = _page(file)
            if page.markdown is None:
                page.title = facts[file.src_uri].title
                page.meta = dict(facts[file.src_uri].meta)

    def _check_anchors(self, facts: Mapping[str, PageFacts]) -> None:
        by_uri = {file.src_uri: file for file in self.files}
        for file in self.pages:
            page, known = _page(file), facts[file.src_uri]
            page.present_anchor_ids = set(known.anchors)
            page.links_to_anchors = {by_uri[uri]: dict(anchors) for uri, anchors in known.links.items()}
        for file in self.pages:
            _page(file).validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)

    def _copy_media(self) -> set[str]:
        names: set[str] = set()
        for file in self.files:
            if not (file.is_documentation_page() or self._is_from_theme(file) or file.inclusion in _LEFT_OUT):
                file.copy_file()
                names |= self._after_writing(file.dest_uri, self.found)
        return names

    def _build_templates(self) -> set[str]:
        names: set[str] = set()
        for template in sorted(self.config.theme.static_templates):
            _build_theme_template(template, self.env, self.files, self.config, self.nav)
            names |= self._after_writing(template, self.found)
        for template in map(str, self.config.extra_templates):
            _build_extra_template(template, self.files, self.config, self.nav)
            names |= self._after_writing(template, self.found)
        # It holds a date and the path of the build; hosts compress the sitemap themselves.
        Path(self.config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)
        return names

    def _after_writing(self, dest_uri: str, found: _Findings) -> set[str]:
        """Give HTML its policy. Returns the names that the file refers to."""
        path = Path(self.config.site_dir, dest_uri)
        if path.suffix not in (".html", ".css") or not path.exists():  # a template may render to nothing
            return set()
        text = path.read_bytes().decode(errors="replace")
        if self.content_security and path.suffix == ".html":
            try:
                path.write_bytes(add_policy(text).encode())
            except PolicyError as error:
                found.errors += [f"{dest_uri}: {reason}" for reason in error.reasons]
        return referenced_names(text)

    def _copy_theme_files(self, names: set[str]) -> None:
        """Only what something names: Material brings a bundle, 30 search languages and a megabyte of source maps."""
        waiting = [file for file in self.files if self._is_from_theme(file) and file.inclusion not in _LEFT_OUT]
        while wanted := [file for file in waiting if posixpath.basename(file.src_uri) in names]:
            waiting = [file for file in waiting if file not in wanted]
            for file in wanted:
                file.copy_file()
                names |= self._after_writing(file.dest_uri, self.found)

    def _is_from_theme(self, file: File) -> bool:
        return file.src_dir != self.config.docs_dir


def _page(file: File) -> Page:
    assert file.page is not None, file.src_uri  # get_navigation gave every page file its page
    return file.page


def _load_config(project: Project, destination: Path, strict: bool) -> MkDocsConfig:
    config = load_config(str(project.mkdocs_config), site_dir=str(destination.resolve()), strict=strict)
    if config.plugins:
        # A plugin expects to see the whole site at once, and no process here does.
        names = ", ".join(config.plugins)
        raise PublishError([f"mkdocs.yml: không dùng plugin hay hook ({names}) → Đặt plugins: [] và bỏ hooks."])
    config.markdown_extensions = [*config.markdown_extensions, "awareness.fast_markdown:FastMarkdown"]
    return config


def _circumstances(project: Project, config: MkDocsConfig, day: date | None) -> str:
    """A digest of what every page follows from besides its source and the names of the other files: templates,
    settings, day, the programs."""
    files = [project.mkdocs_config, *project.generated.glob("*.yml")]
    files += (path for path in Path(config.theme.custom_dir or "").rglob("*") if path.is_file())
    files += (_HERE.with_name(name) for name in _OWN_WORK)
    versions = [sys.version, *(f"{name} {importlib.metadata.version(name)}" for name in _PROGRAMS)]
    contents = (part for path in sorted(files) for part in (str(path), path.read_text("utf-8", errors="replace")))
    return _digest(str(day), str(config.strict), *versions, *contents)


def _titles_are_given(nav: object) -> bool:
    """Whether ``nav`` in the settings names every page in it: ``[{"Trang đầu": "index.md"}, …]``."""
    if isinstance(nav, Mapping):
        return all(isinstance(inner, str) or _titles_are_given(inner) for inner in nav.values())
    return isinstance(nav, list) and all(isinstance(item, Mapping) and _titles_are_given(item) for item in nav)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _number_of_slices(processes: int | None, pages: int) -> int:
    if processes is not None:
        return max(1, min(processes, pages))
    return max(1, min(available_processors(), pages // PAGES_WORTH_A_PROCESS))


class _Collector(logging.Handler):
    def __init__(self, found: _Findings) -> None:
        super().__init__(logging.WARNING)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        kind = self.found.errors if record.levelno >= logging.ERROR else self.found.warnings
        kind.append(record.getMessage())


@contextmanager
def _collected_in(found: _Findings) -> Iterator[None]:
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
def _pinned_day(day: date | None) -> Iterator[None]:
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
