"""Drives MkDocs' own steps over slices of pages.

With ``mkdocs_setup.py`` and ``page_steps.py`` the only room that knows MkDocs. It takes the steps of
``mkdocs.commands.build`` in the same order, so that plain ``mkdocs build --strict`` gives the same pages byte for
byte; what is ours happens to the finished page.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import posixpath
import sys
import tempfile
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from mkdocs.commands.build import _build_extra_template, _build_theme_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from awareness.content_security import PolicyError, add_policy
from awareness.mkdocs_setup import Findings, PublishError, collected_in, load_config, pinned_day, titles_are_given
from awareness.output import OutputError, disk_errors
from awareness.page_memory import PageFacts, PageMemory, RenderedPage
from awareness.page_steps import Links, page_html, read_page
from awareness.project import Project
from awareness.references import referenced_names
from awareness.slices import SliceError, available_processors, crew

PAGES_WORTH_A_PROCESS = 60
"""Below this, starting a process takes longer than it saves."""

META_OF_OTHERS = ("updated", "preview")
"""What a template may ask of the front matter of other pages than its own: see ``overrides/sitemap.xml``. All of it
would be most of what processes tell each other."""

COMPILED_TEMPLATES = "templates"
"""Folder of templates that Jinja has compiled, each known by its text: to compile them all takes a second."""

_HERE = Path(__file__)
_OWN_WORK = (
    "rendering.py",
    "page_steps.py",
    "mkdocs_setup.py",
    "simple_markdown.py",
    "content_security.py",
    "references.py",
)
_PROGRAMS = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pyyaml")
_LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


@dataclass(frozen=True, slots=True)
class Rendering:
    """pages: built from Markdown, relative to the site; warnings: only when strict is off; checksums: sha256 of pages,
    by path; remembered: what the next build may know of the pages, by source."""

    pages: tuple[str, ...]
    warnings: tuple[str, ...]
    checksums: Mapping[str, str]
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
    found = Findings()
    with disk_errors(destination), collected_in(found), pinned_day(day):
        destination.mkdir(parents=True, exist_ok=True)
        if any(destination.iterdir()):
            raise OutputError(f"Thư mục {destination} không trống → Chọn thư mục khác.")
        try:
            config = load_config(project, destination, strict)
            circumstances = _circumstances(project, config, day)
            site = _Site(config, content_security, found, memory or PageMemory(), circumstances, project.builds)
            names = {name for text in also_referring for name in referenced_names(text)}
            pages = site.render(_number_of_slices(processes, len(site.pages)), names)
        except (MkDocsException, SliceError) as error:
            raise PublishError([*found.errors, *found.warnings, str(error)]) from error
    warnings = tuple(dict.fromkeys(found.warnings))
    return Rendering(tuple(pages), warnings, site.checksums(), {} if warnings else site.rendered)


def render_some(project: Project, texts: Mapping[str, str], *, day: date) -> dict[str, bytes]:
    """A few pages as `render_pages` would make them, without the rest of the site.

    texts: source below ``docs/`` → its Markdown, which need not be on the disk.
    Returns path below the site → HTML. Raises PublishError with every problem of these pages. Empty where the pages
    would not be the same: titles of others that stand in the navigation are not known here.
    """
    found = Findings()
    with tempfile.TemporaryDirectory() as folder, collected_in(found), pinned_day(day):
        config = load_config(project, Path(folder), True)
        if not titles_are_given(config.nav):
            return {}
        site = _Site(config, True, found, PageMemory(), "", project.builds, instead=texts)
        try:
            return site.render_some(texts)
        except MkDocsException as error:
            raise PublishError([*found.errors, *found.warnings, str(error)]) from error


class _Site:
    """MkDocs' idea of a site (configuration, files, navigation, templates), and what was found while building it."""

    def __init__(
        self,
        config: MkDocsConfig,
        content_security: bool,
        found: Findings,
        memory: PageMemory,
        circumstances: str,
        builds: Path,
        *,
        instead: Mapping[str, str] | None = None,
    ) -> None:
        """instead: texts of pages in place of what is on the disk, where no more than these pages are wanted."""
        self.config = config
        self.content_security = content_security
        self.found = found
        # A title that comes from a page stands in the navigation of all others.
        self.memory = memory if titles_are_given(config.nav) else PageMemory()
        self.rendered: dict[str, RenderedPage] = {}
        self._links: Links = {}
        self.env = config.theme.get_env()
        self.env.auto_reload = False  # templates do not change during a build: no look at the disk for each include
        with suppress(OSError):  # templates are compiled anew then
            compiled = builds / COMPILED_TEMPLATES
            compiled.mkdir(parents=True, exist_ok=True)
            self.env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        self.files = get_files(config)
        if instead is None:
            self.files.add_files_from_theme(self.env, config)
        else:
            self._put(instead)
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
            found: dict[str, Findings] = {}
            read: dict[str, PageFacts] = {}
            for taken, answers in workers.gather():
                self.rendered |= {uri: self.memory.pages[uri] for uri in taken}
                found |= {uri: findings for uri, (findings, _) in answers.items()}
                read |= {uri: known for uri, (_, known) in answers.items()}
            for file in self.pages:  # in this order the messages do not depend on the number of slices
                self.found.add(found.get(file.src_uri, Findings()))
            facts |= read
            self._learn(facts)
            self._check_anchors(facts)
            self.found.stop(strict=self.config.strict)

            workers.tell({page.file.src_uri: facts[page.file.src_uri] for page in self.nav.pages})
            names |= self._copy_media() | self._build_templates()  # while the children build pages
            for built, findings in workers.gather():
                self.rendered |= built
                self.found.add(findings)
        self.found.stop(strict=self.config.strict)
        self._copy_theme_files(names.union(*(page.names for page in self.rendered.values())))
        return [file.dest_uri for file in self.pages]

    def checksums(self) -> dict[str, str]:
        """sha256 of every page that `render` has written, by its path in the site."""
        paths = {file.src_uri: file.dest_uri for file in self.pages}
        return {paths[uri]: page.html for uri, page in self.rendered.items()}

    def render_some(self, uris: Iterable[str]) -> dict[str, bytes]:
        """These pages alone, by path. Whether their links lead to an anchor is left to `render`."""
        files = [self.files.src_uris[uri] for uri in uris]
        for file in files:
            findings, _ = self._read(_page(file))
            self.found.add(findings)
        self.found.stop(strict=True)
        html = {file.dest_uri: self._finished_page(file, self.found)[0] for file in files}
        self.found.stop(strict=True)
        return html

    def _put(self, texts: Mapping[str, str]) -> None:
        for uri, text in texts.items():
            file = self.files.src_uris.get(uri)
            if file is None:
                file = File(uri, self.config.docs_dir, self.config.site_dir, self.config.use_directory_urls)
                self.files.append(file)
            file.content_string = text

    def _slice(self, files: Sequence[File]) -> Generator[Any, dict[str, PageFacts], None]:
        """One process' share: take over what is known, read the other pages, meet the others, build its pages."""
        inputs, taken, read = dict[str, str](), set[str](), dict[str, tuple[Findings, PageFacts]]()
        for file in files:
            uri, text = file.src_uri, file.content_string
            inputs[uri] = _digest(self.circumstances, uri, text)
            if self._take(file, inputs[uri]):
                taken.add(uri)
            else:
                file.content_string = text  # not read from the disk once more
                read[uri] = self._read(_page(file))
                file.content_string = ""
        files = [file for file in files if file.src_uri not in taken]
        self._learn((yield taken, read))
        built: dict[str, RenderedPage] = {}
        found = Findings()
        with collected_in(found):
            for file in files:
                html, names = self._finished_page(file, found)
                if html:  # a template may render to nothing
                    write_file(html, file.abs_dest_path)
                    digest, uri = hashlib.sha256(html).hexdigest(), file.src_uri
                    built[uri] = RenderedPage(inputs[uri], digest, tuple(sorted(names)), read[uri][1])
        yield built, found

    def _take(self, file: File, inputs: str) -> RenderedPage | None:
        return self.memory.take(file.src_uri, inputs, file.dest_uri, file.abs_dest_path)

    def _read(self, page: Page) -> tuple[Findings, PageFacts]:
        found = Findings()
        with collected_in(found):
            read_page(page, self.config, self.files, found, self._links)
        page.markdown = ""  # nobody else asks for it, and thousands of them are held until all are read
        if found.errors:
            return found, PageFacts()
        links = {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}
        meta = {name: page.meta[name] for name in META_OF_OTHERS if name in page.meta}
        return found, PageFacts(page.title, meta, tuple(sorted(page.present_anchor_ids or ())), links)

    def _finished_page(self, file: File, found: Findings) -> tuple[bytes, set[str]]:
        """A page as it goes to the disk, and the names that it refers to."""
        html = page_html(_page(file), self.config, self.pages, self.nav, self.env, found)
        return self._with_policy(html, file.dest_uri, found), referenced_names(html)

    def _learn(self, facts: Mapping[str, PageFacts]) -> None:
        """Titles and front matter of pages read elsewhere: navigation, sitemap and 404 page show them."""
        for file in self.pages:
            page, known = _page(file), facts.get(file.src_uri)
            if page.markdown is None and known is not None:
                page.title = known.title
                page.meta = dict(known.meta)

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

    def _after_writing(self, dest_uri: str, found: Findings) -> set[str]:
        """Give HTML its policy. Returns the names that the file refers to."""
        path = Path(self.config.site_dir, dest_uri)
        if path.suffix not in (".html", ".css") or not path.exists():  # a template may render to nothing
            return set()
        text = path.read_bytes().decode(errors="replace")
        if path.suffix == ".html":
            path.write_bytes(self._with_policy(text, dest_uri, found))
        return referenced_names(text)

    def _with_policy(self, html: str, dest_uri: str, found: Findings) -> bytes:
        if html and self.content_security:
            try:
                html = add_policy(html)
            except PolicyError as error:
                found.errors += [f"{dest_uri}: {reason}" for reason in error.reasons]
        return html.encode("utf-8", errors="xmlcharrefreplace")  # as MkDocs writes it

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


def _circumstances(project: Project, config: MkDocsConfig, day: date | None) -> str:
    """A digest of what every page follows from besides its source and the names of the other files: templates,
    settings, day, the programs."""
    files = [project.mkdocs_config, *project.generated.glob("*.yml")]
    files += (path for path in Path(config.theme.custom_dir or "").rglob("*") if path.is_file())
    files += (_HERE.with_name(name) for name in _OWN_WORK)
    versions = [sys.version, *(f"{name} {importlib.metadata.version(name)}" for name in _PROGRAMS)]
    contents = (part for path in sorted(files) for part in (str(path), path.read_text("utf-8", errors="replace")))
    return _digest(str(day), str(config.strict), *versions, *contents)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _number_of_slices(processes: int | None, pages: int) -> int:
    if processes is not None:
        return max(1, min(processes, pages))
    return max(1, min(available_processors(), pages // PAGES_WORTH_A_PROCESS))
