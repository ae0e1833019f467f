"""One page at a time: JSON is read as YAML reads it, and what is kept for many pages is right on each of them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from awareness.escaping import front_matter
from awareness.mkdocs_setup import Findings, load_config
from awareness.page_steps import Links, json_front_matter, read_page
from awareness.project import Project

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.from_regex(r"[a-z][a-z_]{1,8}", fullmatch=True)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5), st.text(max_size=40))
def test_json_is_read_as_yaml_reads_it_or_left_to_it(values: dict[str, Any], body: str) -> None:
    source = f"{front_matter(values)}\n{body}"
    read = json_front_matter(source)
    assert read is None or read == get_data(source)


@given(st.lists(st.text(alphabet='ab: "\\,[]{}0.1e#-&*!|>%@\n', max_size=12), max_size=4))
def test_other_lines_are_read_as_yaml_reads_them_or_left_to_it(lines: list[str]) -> None:
    source = "\n".join(["---", *(f"key{line}" for line in lines), "---", "chữ"])
    read = json_front_matter(source)
    assert read is None or read == get_data(source)


def test_front_matter_of_our_pages_needs_no_yaml(built_site: Path) -> None:
    pages = sorted((built_site.parent / "docs").rglob("*.md"))
    slow = [page for page in pages if json_front_matter(page.read_text("utf-8")) is None]
    assert len(pages) > 300
    assert len(slow) < 5, slow  # written by hand


@pytest.mark.parametrize(
    "source",
    [
        "chữ không có đầu tệp",
        "---\n---\n",
        '---\ntitle: "a\n---\n',
        "---\ntitle: chữ trần\n---\n",
        '---\nyes: "a"\n---\n',
        "---\nnumber: 1e3\n---\n",
        "---\nlist: [1.5]\n---\n",
        "---\nnumber: 012\n---\n",
        '---\ntitle: "a\\u00e0"\n---\n',
        '---\ntitle: "a" # chú thích\n---\n',
        '---\ntitle: "a"\n  more: "b"\n---\n',
        '---\ntitle: "a\u2028b"\n---\n',
    ],
)
def test_what_yaml_might_read_otherwise_is_left_to_it(source: str) -> None:
    assert json_front_matter(source) is None


def test_a_link_leads_where_it_would_lead_if_no_page_had_it_before(built_project: Project, tmp_path: Path) -> None:
    config = load_config(built_project, tmp_path, True)
    files = get_files(config)
    known: Links = {}
    for file in files.documentation_pages():
        together, alone = (Page(None, file, config) for _ in range(2))
        read_page(together, config, files, Findings(), known)
        read_page(alone, config, files, Findings(), {})
        assert together.content == alone.content, file.src_uri
    assert len(known) > 200


# --- what is the same on many pages ----------------------------------------------------------------------------


class _Frame(HTMLParser):
    """Where header, drawer and footer lead, the drawer by itself, and which links say that they are of this page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.leads_to, self.drawer, self.current = address, list[str](), list[str](), list[str]()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in ("header", "nav", "footer") and "cb-crumbs" not in (attributes.get("class") or ""):
            self._inside = tag
        leads_to = attributes.get("href") or attributes.get("action")
        if self._inside and leads_to:
            self.leads_to.append(urljoin(self.address, leads_to))
            if self._inside == "nav":
                self.drawer.append(self.leads_to[-1])
            if "aria-current" in attributes:
                self.current.append(self.leads_to[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""


def _frame(site: Path, page: Path) -> _Frame:
    address = page.relative_to(site).as_posix().removesuffix("index.html")
    frame = _Frame(f"https://a.example/{address}")
    frame.feed(page.read_text("utf-8"))
    return frame


def test_the_frame_of_every_page_leads_where_that_of_the_home_page_leads(built_site: Path) -> None:
    home = _frame(built_site, built_site / "index.html")
    with_form = _frame(built_site, built_site / "bao-tin/index.html")
    assert len(home.leads_to) > 20
    for page in sorted(built_site.rglob("index.html")):
        html = page.read_text("utf-8")
        if 'class="cb-footer' not in html:
            continue  # a redirect
        frame = _frame(built_site, page)
        assert frame.leads_to in (home.leads_to, with_form.leads_to), page
        assert frame.current == ([frame.address] if frame.address in home.drawer else []), page
