"""The policy allows exactly the inline code of the page, and pages that no policy can allow are refused."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest

from awareness.content_security import PolicyError, _without_own_text, add_policy

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


SHEET = "<style>h1 { color: red }</style>"


@pytest.mark.parametrize(
    "head",
    [
        '<title>Một</title>\n<meta name="a" content="b">\n' + SHEET,
        '<meta name="a" content="b">\n<meta charset="utf-8">\n' + SHEET,
        "<style>\n<title>a</title>\n</style>",
        '<script>\n<meta name="a" content="b">\n</script>',
        "<!--\n<title>a</title>\n" + SHEET + "\n-->",
        '<p title="\n<meta name="a" content="b">\n">' + SHEET,
        '<script type="application/ld+json">{"a": 1}</script>\n<script>go()</script>',
        '<script>\n<script type="application/ld+json">{"a": 1}</script>\nalert(1)',
    ],
)
def test_what_pages_have_in_common_is_read_once_and_the_policy_is_the_same(
    head: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_read_alike(
        f'<!doctype html>\n<html><head>\n<meta charset="utf-8">\n{head}\n</head><body></body></html>', monkeypatch
    )


@pytest.mark.parametrize(
    "body",
    [
        '<p title="<script>">no()</p><script>go()</script>',
        '<p title="\'">Chữ</p><script src="a.js" defer></script><script>go()</script><p>sau</p>',
        "<p>Chữ</p><script>if (a<b) go()</script>",
        "<!-- <script>no()</script> --><script>go()</script>",
        "<p>1 < 2</p><script>go()</script>",
        '<textarea><b>x</textarea><script type="application/json">{}</script><style media="print">a{}</style>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><script>go()</script>',
        '<p ONclick="x()">Chữ</p><script>go()</script>',
        "<p>Chữ</p><script>go()",
        "<script/>go()</script>",
    ],
)
def test_prose_between_blocks_is_not_read_and_the_policy_is_the_same(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_read_alike(
        f'<!doctype html>\n<html><head>\n<meta charset="utf-8">\n</head><body>{body}</body></html>', monkeypatch
    )


def test_pages_that_differ_in_prose_alone_are_read_once() -> None:
    head = '<head>\n<meta charset="utf-8">\n<title>{}</title>\n</head>'
    pages = [f'{head}<body class="a"><p>{{}}</p><script>go()</script>'.format(*2 * [text]) for text in ("Một", "Hai")]
    assert len(set(map(_without_own_text, pages))) == 1


def assert_read_alike(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcome() -> str:
        try:
            return add_policy(html)
        except PolicyError as error:
            return str(error)

    quick = outcome()
    monkeypatch.setattr("awareness.content_security._without_own_text", lambda text: text)
    assert quick == outcome()
