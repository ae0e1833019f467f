"""The two steps of MkDocs for one page, as `mkdocs.commands.build` takes them when there are no plugins.

Reading differs in nothing but speed: front matter that is JSON, as this project writes it, is read as JSON, and simple
Markdown is read by `simple_markdown`. The second step gives the HTML to the caller in place of writing it, since what
goes to the disk has a policy in it.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from jinja2 import Environment
from markdown.extensions.toc import nest_toc_tokens
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from awareness.mkdocs_setup import Findings
from awareness.simple_markdown import simple_page

_BLOCK: Final = re.compile(r"---\n((?:[^\n]*\n)+?)---\n")
_LINE: Final = re.compile(r"([a-z][a-z_]+): ([\"\[{].*|null|true|false|\d+)")
_NOT_KEYS: Final = frozenset({"yes", "no", "on", "off", "true", "false", "null"})
"""Words that YAML reads as something else than text."""
_READ_OTHERWISE: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\\[u/]")
"""What a JSON text may hold that YAML reads in another way, or not at all."""
_EXTENSIONS: Final = ["toc", "tables", "fenced_code", "attr_list"]
_SETTINGS: Final = {"toc": {"marker": "", "toc_depth": 1}}
"""Those of `mkdocs.yml` and of MkDocs itself; with others the library reads every page."""


Links = dict[tuple[str, str, str], str]
"""Folder of a page's source, folder of its address, a link as it is written → what it becomes."""


def read_page(page: Page, config: MkDocsConfig, files: Files, found: Findings, known: Links) -> None:
    """Front matter, content, title and anchors of a page, from its source. Problems go to ``found``.

    known: links of other pages of the same build, to be taken over and added to.
    """
    with _current(page, config, found, "reading"):
        source = page.file.content_string
        told = json_front_matter(source)
        if told is None:
            page.read_source(config)
        else:
            page.markdown, page.meta = told
        if not _render_simply(page, config, files, known):
            page.render(config, files)


def _render_simply(page: Page, config: MkDocsConfig, files: Files, known: Links) -> bool:
    """What `Page.render` does, for pages that need no more than `simple_markdown`."""
    if config.markdown_extensions != _EXTENSIONS or config.mdx_configs != _SETTINGS or "title" not in page.meta:
        return False
    links = _RelativePathTreeprocessor(page.file, files, config)
    simple = simple_page(page.markdown or "", _remembering(links.path_to_url, page.file, known))
    if simple is None:
        return False
    titles: list[Any] = [
        {"level": 1, "id": at.id, "name": " ".join(at.html.split())} for at in simple.headings if at.level == 1
    ]
    page.content = simple.html
    page.toc = get_toc(nest_toc_tokens(titles))
    page.present_anchor_ids = simple.ids
    page.links_to_anchors = links.links_to_anchors
    return True


def _remembering(resolve: Callable[[str], str], file: File, known: Links) -> Callable[[str], str]:
    """``resolve``, asked once for each folder where that is enough: the same few pages are linked from thousands."""
    source = posixpath.dirname(file.src_uri)
    folder, _, own_name = file.url.rstrip("/").rpartition("/")

    def resolved(link: str) -> str:
        # Anchors are noted for each page; a link to itself is shorter than from elsewhere.
        if "#" in link or own_name in link:
            return resolve(link)
        address = known.get((source, folder, link))
        if address is None:
            address = resolve(link)
            if address != link:  # a link that leads nowhere stays as it is, and each page with it is told
                known[source, folder, link] = address
        return address

    return resolved


def page_html(
    page: Page, config: MkDocsConfig, files: Sequence[File], nav: Navigation, env: Environment, found: Findings
) -> str:
    """The page in its template. Empty where that gives nothing, or a problem, which goes to ``found``."""
    with _current(page, config, found, "building"):
        page.active = True  # the navigation marks it
        try:
            template = env.get_template(page.meta.get("template", "main.html"))
            html = template.render(get_context(nav, files, config, page))
        finally:
            page.active = False
        return html if html.strip() else ""
    return ""


@contextmanager
def _current(page: Page, config: MkDocsConfig, found: Findings, doing: str) -> Iterator[None]:
    """One broken page does not hide the next. Raises OSError: that is the disk, not the page."""
    config._current_page = page
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        found.errors.append(f"Error {doing} page '{page.file.src_uri}': {error}")
    finally:
        config._current_page = None


def json_front_matter(source: str) -> tuple[str, dict[str, Any]] | None:
    """What follows the front matter, and its values, if every line of it is ``key: JSON`` that YAML reads alike.

    YAML takes five times as long, and a share page is mostly front matter. None: YAML has to read it.
    """
    block = _BLOCK.match(source)
    if block is None or _READ_OTHERWISE.search(block[1]):
        return None
    values: dict[str, Any] = {}
    for line in block[1].splitlines():
        entry = _LINE.fullmatch(line)
        if entry is None or entry[1] in _NOT_KEYS:
            return None
        try:
            values[entry[1]] = _decode(entry[2])
        except ValueError:
            return None
    return source[block.end() :].lstrip("\n"), values


def _no_fraction(text: str) -> Any:
    raise ValueError(text)  # YAML reads 1e3 as text


_decode: Final[Callable[[str], Any]] = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction).decode
