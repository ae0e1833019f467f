"""Leaving out work must not change a byte of HTML, whatever a page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from awareness.fast_markdown import FastMarkdown
from tests.conftest import ROOT

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list"]
"""What MkDocs loads by itself, and what mkdocs.yml adds."""
PIECES = (
    *("chữ", " ", "  ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "## ", "===", "---", "***", "___", "|"),
    "| a | b |\n|---|---|",
    *("*", "**", "_", "__", "`", "``", "```\n", "\\", "\\*", "[", "]", "](x)", "![", "[a][b]", "[a]: /x 'y'", "<", ">"),
    *("<b>", "</b>", "<div>", "</div>", "<!-- x -->", "<https://a.vn>", "<a@b.vn>", "&", "&amp;", "&#38;", "&lt;b&gt;"),
    *("{ #id }", "{: .x }", "{ onclick=x }", "\u0002", "klzzwxh:0001", "\u0003", "[TOC]", "é", "e\u0301", "113", "."),
)  # fmt: skip


def html(text: str, *, fast: bool) -> str:
    return Markdown(extensions=[*EXTENSIONS, *([FastMarkdown()] if fast else [])]).convert(text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_pieces_that_mean_something(text: str) -> None:
    assert html(text, fast=True) == html(text, fast=False)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert html(text, fast=True) == html(text, fast=False)


@pytest.mark.parametrize(
    "page", sorted((ROOT / "tests/data/mau/golden/docs").rglob("*.md")), ids=lambda page: page.stem
)
def test_generated_pages(page: Path) -> None:
    text = page.read_text("utf-8")
    assert html(text, fast=True) == html(text, fast=False)


def test_patterns_of_others_are_left_alone() -> None:
    """A pattern that nobody here knows may match text without any sign."""
    results = []
    for extensions in (EXTENSIONS, [*EXTENSIONS, FastMarkdown()]):
        markdown = Markdown(extensions=extensions)
        markdown.inlinePatterns.register(SimpleTagInlineProcessor(r"()(trăm)", "mark"), "hundred", 50)
        results.append(markdown.convert("một trăm"))
    assert results[0] == results[1] == "<p>một <mark>trăm</mark></p>"
