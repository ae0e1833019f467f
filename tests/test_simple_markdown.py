"""Simple Markdown gives the bytes that Python-Markdown gives, whatever a page says, or is left to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from awareness.page_steps import json_front_matter
from awareness.simple_markdown import simple_page
from tests.conftest import ROOT

GOLDEN = sorted((ROOT / "tests/data/mau/golden/docs").rglob("*.md"))
PIECES = (
    *("chữ", " ", "  ", "\n", "\n\n", "    ", "- ", "1. ", "> ", "# ", "## ", "===", "---", "***", "___", "|"),
    "| a | b |\n|---|---|",
    *("*", "**", "_", "__", "`", "``", "```\n", "\\", "\\*", "[", "]", "](x)", "![", "[a][b]", "[a]: /x 'y'", "<", ">"),
    *("<b>", "</b>", "<div>", "</div>", "<!-- x -->", "<https://a.vn>", "<a@b.vn>", "&", "&amp;", "&#38;", "&lt;b&gt;"),
    *("{ #id }", "{: .x }", "{ onclick=x }", "\u0002", "klzzwxh:0001", "\u0003", "[TOC]", "é", "e\u0301", "113", "."),
)  # fmt: skip
SIMPLE_PIECES = (
    *("chữ", " ", "\n", "\n\n", "\n\n- ", "\n- ", "\n\n1. ", "\n2. ", "\n\n> ", "\n\n## ", " { #ma }", "{ #ma }"),
    *("[a](b.md#c)", "[a](https://a.vn/?b=1&c=2)", "**", "*", "**đậm**", "*nhẹ*", "&#42;", "&amp;", "!", "113", "a_b"),
    *("\n\n    ", ". ", ": ", "-", "#", "+", "=", "~"),
)  # fmt: skip


def from_library(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The HTML, and level, id and content of each heading."""
    markdown = Markdown(
        extensions=["toc", "tables", "fenced_code", "attr_list"],
        extension_configs={"toc": {"marker": "", "toc_depth": "1-6"}},
    )
    content = markdown.convert(text)

    def flat(tokens: list[dict]) -> list[tuple[int, str, str]]:  # type: ignore[type-arg]
        return [row for at in tokens for row in [(at["level"], at["id"], at["html"]), *flat(at["children"])]]

    return content, flat(markdown.toc_tokens)


def assert_same_or_left(text: str) -> bool:
    """Whether it was simple."""
    page = simple_page(text, lambda address: address)
    if page is not None:
        assert (page.html, [tuple(heading) for heading in page.headings]) == from_library(text)
        assert page.ids == set(re.findall(r' id="(.*?)"', page.html))
    return page is not None


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_pieces_that_mean_something(text: str) -> None:
    assert_same_or_left(text)


@given(st.lists(st.sampled_from(SIMPLE_PIECES), max_size=25).map("".join))
def test_pieces_of_simple_pages(text: str) -> None:
    assert_same_or_left(text)


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    assert_same_or_left(text)


@pytest.mark.parametrize("page", GOLDEN, ids=lambda page: page.stem)
def test_generated_pages(page: Path) -> None:
    told = json_front_matter(page.read_text("utf-8"))
    text = told[0] if told else page.read_text("utf-8")
    is_simple = assert_same_or_left(text)
    if page.parent.name in ("canh-bao", "chia-se") and page.stem != "index":
        assert is_simple, "most pages are of this kind, and the library would take ten times as long"


@pytest.mark.parametrize(
    "text",
    [
        "# Tên { #ten }\n\nMột **đậm** và *nhẹ*, [gọi 113](tel:113).",
        "# Tên\n\n- **Xã An Biên**{ #ten }. Huyện",
        "## Việc\n\n- một\n- hai **ba**\n\n1. bốn\n2. năm\n",
        "> “Lời”\n\nĐoạn.\n\n> Lời khác",
        "> “Lời”\n\n> Lời khác\n\n> **Nữa:** lời",
        "# Trùng\n\n# Trùng\n\n# Trùng_1",
        "- **[a](b.md)**\n\n    dưới\n\n    nữa\n\n- c\n\n    *d*\n\nĐoạn\n\n1. e\n\n    f",
        "Một!\n\n**Gọi [113](tel:113) ngay**: *[a](b)*",
        "10 việc\n\n&#49;&#46; không phải danh sách",
    ],
)
def test_simple_pages_are_simple(text: str) -> None:
    assert assert_same_or_left(text) is not ("_1" in text or "1. bốn" in text)


def test_addresses_are_asked_for_in_their_order_and_only_of_simple_pages() -> None:
    asked = list[str]()

    def address(written: str) -> str:
        asked.append(written)
        return f"/{written}"

    assert simple_page("[a](x.md) **[b](y.md)**\n\n<b>", address) is None
    assert asked == []
    page = simple_page("[a](x.md) **[b](y.md)**", address)
    assert page is not None
    assert page.html == '<p><a href="/x.md">a</a> <strong><a href="/y.md">b</a></strong></p>'
    assert asked == ["x.md", "y.md"]
