"""Leaving out work must not change a byte of HTML, whatever a page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import SimpleTagInlineProcessor

from awareness import fast_markdown
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


INLINE = {
    "backtick": "một `mã` hai",
    "escape": r"một \* hai \* ba",
    "reference": "[chữ][tên]\n\n[tên]: /x",
    "link": "[chữ](/x)",
    "image_link": "![chữ](/x)",
    "image_reference": "![chữ][tên]\n\n[tên]: /x",
    "short_reference": "[tên]\n\n[tên]: /x",
    "short_image_ref": "![tên]\n\n[tên]: /x",
    "autolink": "<https://vi.example>",
    "automail": "<ai@vi.example>",
    "linebreak": "một  \nhai",
    "html": "một <b>hai</b>",
    "em_strong": "một *hai* __ba__",
}
BLOCKS = {
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "setextheader": "Tên\n===",
    "hr": "- một\n\n    * * *",
    "reference": "[tên][]\n\n[tên]: /x",
}
"""For each thing that may be left out, a text that needs it. An entity stays what it is either way."""


@pytest.mark.parametrize("text", [*INLINE.values(), *BLOCKS.values(), "&amp; &#38;", "<div>\n\nchữ\n\n</div>"])
def test_what_a_text_needs_is_kept(text: str) -> None:
    assert html(text, fast=True) == html(text, fast=False)


def test_the_texts_need_what_they_show() -> None:
    """Else the test above would prove nothing."""
    assert fast_markdown._INLINE.keys() - {"entity"} == INLINE.keys()
    assert fast_markdown._BLOCKS.keys() == BLOCKS.keys()
    for registry, texts in (("inlinePatterns", INLINE), ("blockprocessors", BLOCKS)):
        for name, text in texts.items():
            markdown = Markdown(extensions=EXTENSIONS)
            getattr(markdown if registry == "inlinePatterns" else markdown.parser, registry).deregister(name)
            assert markdown.convert(text) != html(text, fast=False), name


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
