"""The policy allows exactly the inline code of the page, and pages that no policy can allow are refused."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awareness import content_security
from awareness.content_security import PolicyError, add_policy

PAGE = """<!doctype html>
<html><head>
<meta charset="utf-8"><title>Thử</title>
<style>h1 { color: red }</style>
<script>var a = "</b>";</script>
<script type="application/ld+json">{"data": 1}</script>
<script src="x.js"></script>
</head><body><p>Chữ</p></body></html>
"""


def sha(code: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def policy(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', add_policy(html))
    assert found
    return found[1]


def test_policy_stands_right_after_the_charset_and_nothing_else_changes() -> None:
    secured = add_policy(PAGE)
    assert '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src' in secured
    assert re.sub(r"<meta http-equiv[^>]*>", "", secured) == PAGE


def test_policy_is_the_agreed_one() -> None:
    script = sha('var a = "</b>";')
    assert policy(PAGE) == (
        f"default-src 'none'; script-src 'self' {script}; "
        f"style-src 'self' {sha('h1 { color: red }')}; img-src 'self' data:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
    )


def test_page_without_code_allows_none() -> None:
    assert "script-src 'self'; style-src 'self'; img" in policy('<head><meta charset="utf-8"></head><p>x')


def test_data_blocks_do_not_count_but_every_kind_of_script_does() -> None:
    html = '<head><meta charset="utf-8"></head>'
    for kind in ("", ' type="module"', ' type="text/javascript"', ' TYPE="Module"', ' type="importmap"', " type"):
        assert sha("go()") in policy(f"{html}<script{kind}>go()</script>"), kind
    for kind in (' type="application/json"', ' type="text/template"'):
        assert "sha256" not in policy(f"{html}<script{kind}>go()</script>"), kind


@pytest.mark.parametrize(
    "body",
    [
        "<STYLE media=print>a{b:c}</STYLE>",
        "<p>prose</p>\n<style>a{b:c}</style >\n<p>more</p>",
        "<!-- <style>no</style> --><style>a{b:c}</style>",
        "<p title='<style>no</style>'></p><style>a{b:c}</style>",
        "<noscript><style>a{b:c}</style></noscript>",
    ],
)
def test_finds_code_wherever_it_stands(body: str) -> None:
    found = policy(f'<head><meta charset="utf-8"></head>{body}')
    assert sha("a{b:c}") in found
    assert sha("no") not in found


def test_hashes_what_browsers_see_after_their_line_ends() -> None:
    assert sha("a\nb") in policy('<meta charset="utf-8"><style>a\r\nb</style>')


def test_hashes_are_sorted_so_that_every_build_writes_the_same_policy() -> None:
    styles = [f"p{{order:{number}}}" for number in range(9)]
    found = policy('<meta charset="utf-8">' + "".join(f"<style>{style}</style>" for style in [*styles, styles[0]]))
    assert f"style-src 'self' {' '.join(sorted(map(sha, styles)))};" in found


@pytest.mark.parametrize(
    "body",
    [
        '<p style="color:red">',
        "<p STYLE = 'x'>",
        '<img src="x"onerror="x()">',
        "<a/onclick=x()>",
        "<body\nonload=x()>",
        '<svg><g style="x"/></svg>',
        '<td style="text-align: right;">',
    ],
)
def test_refuses_what_no_hash_can_allow(body: str) -> None:
    with pytest.raises(PolicyError, match="có thuộc tính"):
        add_policy(f'<head><meta charset="utf-8"></head><body><p>{body}')


@pytest.mark.parametrize(
    "body", ["<p>Đặt style= rồi onclick=x trong chữ", '<p title="a onclick=x">', "<pre>&lt;p style=x&gt;"]
)
def test_words_in_the_text_are_no_attributes(body: str) -> None:
    add_policy(f'<head><meta charset="utf-8"></head>{body}')


@pytest.mark.parametrize("body", ["<style>a{}", "<script>go()</p>", '<style media="a>b">a{}', "<style>a{}</style"])
def test_refuses_code_that_never_ends(body: str) -> None:
    with pytest.raises(PolicyError, match="không đóng"):
        add_policy(f'<head><meta charset="utf-8"></head>{body}')


def test_refuses_a_page_without_charset() -> None:
    with pytest.raises(PolicyError, match="charset"):
        add_policy("<head><title>x</title></head><!-- <meta charset=utf-8> -->")


def test_charset_is_found_below_long_lines_and_breaks_inside_the_tag() -> None:
    secured = add_policy(
        '<!doctype html>\n<html\n lang="vi">\n<head>\n  <meta\n   charset="utf-8"><title>x</title></head>'
    )
    assert 'charset="utf-8"><meta http-equiv=' in secured


PLAIN = '<!doctype html>\n<html><head>\n<meta charset="utf-8">\n{}\n</head><body class="a">{}</body></html>'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>Một</title>\n<style>h1 > a { color: red }</style>", "<p>Hai &amp; ba<br/>"),
        ('<script src="a.js" defer></script>', '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><script>a < b</script>'),
        ('<script type="application/ld+json">{"a": "<b>"}</script>', '<script type="module">go()</script>'),
        ('<style media="print">a{}</style><style></style>', "<p>1 > 0</p><script>\r\ngo()</script>"),
    ],
)
def test_plain_pages_are_read_without_the_parser_and_the_policy_is_the_same(head: str, body: str) -> None:
    html = PLAIN.format(head, body)
    assert content_security._read_simply(html) == content_security._parsed(html)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<p title="<script>no()</script>">x</p><script>go()</script>'),
        ("", "<!-- <script>no()</script> --><script>go()</script>"),
        ("", "<p title='<style>'><style>a{}</style>"),
        ("", '<p ONclick="x()">Chữ</p><script>go()</script>'),
        ("", "<p>Chữ</p><script>go()"),
        ("", "<script/>go()</script>"),
        ("", "<script>'</STYLE>'</script>"),
        ("", "<script>go()</SCRIPT><p>x</p></script>"),
        ("", "<p>1 < 2</p>"),
        ("", "<p a=b>"),
        ("", "<textarea><script>no()</script></textarea>"),
        ("<title><b></title>", ""),
        ("", "<iframe><script>no()</script></iframe>"),
    ],
)
def test_all_else_is_left_to_the_parser(head: str, body: str) -> None:
    assert content_security._read_simply(PLAIN.format(head, body)) is None


@pytest.mark.parametrize(
    "html",
    [
        '<head><script>\'<meta charset="utf-8">\'</script><meta charset="utf-8"></head>',
        '<head><meta CHARSET="utf-8"><title>x</title><meta charset="utf-8"></head>',
        "<head><meta charset=utf-8></head>",
        "<p>x",
    ],
)
def test_only_the_parser_says_which_charset_is_the_first(html: str) -> None:
    assert content_security._read_simply(html) is None


_PARTS = [
    '<meta charset="utf-8">',
    "<meta CHARSET=utf-8>",
    "<script>",
    "</script>",
    "<script type='x'>",
    "<style>",
    "</style>",
    "</SCRIPT>",
    "<p>",
    '<p title="',
    '">',
    "<!--",
    "-->",
    "go()",
    "<b/>",
    "<",
    ">",
    "\n",
    " ",
    '"',
    "<a onclick=x>",
    "<textarea>",
    "<title>",
]


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
def test_whatever_is_read_without_the_parser_is_read_as_it_would_be(body: str) -> None:
    for html in (body, PLAIN.format("", body)):
        simple = content_security._read_simply(html)
        assert simple is None or simple == content_security._parsed(html)
