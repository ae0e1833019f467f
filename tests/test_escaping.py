"""Whatever stands in a field shows as typed: Markdown is only what the templates write."""

from __future__ import annotations

import html
import re

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awareness.escaping import escape_and_dial, escape_markdown, front_matter, link_target

# the extensions of mkdocs.yml, and those that MkDocs always adds
EXTENSIONS = ["attr_list", "toc", "tables", "fenced_code"]

PLACES = {
    "paragraph": "{}",
    "bold": "**{}**",
    "list": "- {}",
    "numbered": "1. {}",
    "heading": "## {} {{ #muc }}",
    "quote": "> “{}”",
    "link": "[{}](muc.md)",
    "after text": "**Sự thật:** {}",
}

TRICKS = [
    "<script>alert(1)</script>",
    "[bấm](javascript:alert(1))",
    "![x](https://xau.example/x.png)",
    "{ onclick=alert(1) }",
    "{: onclick=alert(1) }",
    "**đậm** _nghiêng_ `mã`",
    "# không phải tiêu đề",
    "- không phải danh sách",
    "1. không phải danh sách",
    "12) ba",
    "> không phải trích",
    "---",
    "===",
    "***",
    "~~~ mã",
    "``` mã",
    "a | b",
    "\\* thoát",
    "&lt;b&gt; &amp; &#60;",
    "[ref]: https://xau.example",
    "<https://xau.example>",
    "a__b__c",
    "!!! note",
    "{% raw %} {{ 7*7 }} {# #}",
    "+ cộng",
    ": định nghĩa",
    "[^1]",
    "](x) [",
]


def _shown(html_text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", html_text)).strip()


def _render(place: str, text: str) -> str:
    return markdown.markdown(PLACES[place].format(escape_markdown(text)), extensions=EXTENSIONS)


def _check(place: str, text: str) -> None:
    rendered = _render(place, text)
    plain = _render(place, "chữ")
    tags = re.findall(r"<[^>]*>", rendered)
    assert tags == re.findall(r"<[^>]*>", plain), rendered
    assert _shown(rendered) == _shown(plain).replace("chữ", text)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TRICKS)
def test_tricks_show_as_typed(place: str, text: str) -> None:
    _check(place, text)


WORDS = st.text(st.sampled_from("aĐề1 -#*_`[](){}<>&|=~!+.:\\\"'$^%@/"), min_size=1, max_size=30)


@given(place=st.sampled_from(sorted(PLACES)), text=WORDS)
def test_any_text_shows_as_typed(place: str, text: str) -> None:
    text = " ".join(text.split())  # what the schema does to every field
    if text:
        _check(place, text)


def test_ordinary_sentences_stay_readable() -> None:
    for sentence in (
        "Đừng đọc mã xác thực (OTP), số 1.900.000 đồng!",
        "Sạc 20 phút, không quá 8 giờ.",
        "“Ai đó?”, bà hỏi",
    ):
        assert escape_markdown(sentence) == sentence


NUMBERS = {"113": "113", "1900 9068": "19009068"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gọi 113 khi bị ép.", "Gọi [113](tel:113) khi bị ép."),
        ("Đang bị ép thì gọi 113", "Đang bị ép thì gọi [113](tel:113)"),
        ("Gọi 1900 9068 để hỏi", "Gọi [1900 9068](tel:19009068) để hỏi"),
        ("Gọi lại. Điều 113 của luật", "Gọi lại. Điều 113 của luật"),
        ("Gọi trả 113.000 đồng", "Gọi trả 113.000 đồng"),
        ("Gọi số 1133", "Gọi số 1133"),
        ("Ứng dụng 113", "Ứng dụng 113"),
        ("- gọi 113", "&#45; gọi [113](tel:113)"),
        ("Gọi 113! Ngay", "Gọi [113](tel:113)! Ngay"),
        ("Gọi 113 hoặc 1900 9068", "Gọi [113](tel:113) hoặc [1900 9068](tel:19009068)"),
        ("Gọi ngay? Số 113", "Gọi ngay? Số 113"),
        ("Gọi <b>113</b>", "Gọi &#60;b&#62;[113](tel:113)&#60;/b&#62;"),
    ],
)
def test_only_numbers_to_call_become_links(text: str, expected: str) -> None:
    assert escape_and_dial(text, NUMBERS) == expected


def test_without_numbers_it_only_escapes() -> None:
    assert escape_and_dial("Gọi *113*", {}) == "Gọi &#42;113&#42;"


def test_only_what_is_active_is_replaced() -> None:
    assert escape_markdown("Hãng X") == "Hãng X"
    assert escape_markdown("Bước ##") == "Bước &#35;&#35;"
    assert escape_markdown("12. Cúp máy") == "12&#46; Cúp máy"
    assert escape_markdown("1) Cúp máy") == "1&#41; Cúp máy"
    assert (
        link_target("https://a.vn/a-b_c.d~e/?x=1&y=%20+z,!$'*@:;#f")
        == "https://a.vn/a-b_c.d~e/?x=1&y=%20+z,!$'*@:%3B#f"
    )


@pytest.mark.parametrize(
    "url", ["https://a.vn/x(1)", 'https://a.vn/"><script>', "https://a.vn/a b", "https://a.vn/<x>"]
)
def test_link_target_cannot_leave_its_parentheses(url: str) -> None:
    rendered = markdown.markdown(f"[x]({link_target(url)})", extensions=EXTENSIONS)
    assert re.fullmatch(r'<p><a href="https://a\.vn/[^"<>]*">x</a></p>', rendered), rendered


# what the reader lets through: no control, private or unassigned characters, no line separators
READABLE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=50)


@given(st.dictionaries(st.sampled_from(["title", "summary", "message"]), READABLE))
def test_front_matter_reads_back(values: dict[str, str]) -> None:
    block = front_matter(values)
    assert block.startswith("---\n")
    assert block.endswith("\n---")
    assert (yaml.safe_load(block[4:-4]) or {}) == values
