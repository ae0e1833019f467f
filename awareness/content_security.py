"""The Content-Security-Policy of a page, computed from the page as it was built.

Every inline style and script is allowed by its hash and by nothing else, so text that slips through an escape
cannot run. Pages come from static hosts where headers are out of reach, hence a ``<meta>`` element.
"""

from __future__ import annotations

import functools
import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from html.parser import HTMLParser

_JAVASCRIPT_TYPES = frozenset({
    "", "module", "importmap", "speculationrules", "text/javascript", "application/javascript",
    "text/ecmascript", "application/ecmascript", "application/x-javascript", "text/jscript",
})  # fmt: skip
"""Script types that the policy governs; any other type is a data block (JSON-LD) and never runs."""

# Pages as templates write them are read by these; all else by the parser, which takes ten times as long.
_CHARSET = re.compile(r'<meta charset="[^"<>]*">')
# Not an attribute that no policy can allow: the parser says where it stands.
_ATTRIBUTES = r"""(?:\s+(?!(?i:style|on))[a-zA-Z0-9:-]+(?:="[^"<>]*")?)*+\s*"""
_BLOCK = re.compile(rf"<(script|style)({_ATTRIBUTES})>([^<]*+(?:<(?!/(?i:script|style))[^<]*+)*+)</\1>")
_OTHER_TEXT = "script|style|xmp|iframe|noembed|noframes|noscript|plaintext"
"""In these a tag may be text, and not every parser says so."""
_PLAIN_TAG = rf"""(?:
    !doctype\ html
    |(title|textarea){_ATTRIBUTES}>[^<]*+</\1
    |/?(?!(?:{_OTHER_TEXT}|title|textarea)\b)[a-z][a-z0-9]*+{_ATTRIBUTES}/?
    |/(?:title|textarea)
)>"""
_NO_PLAIN_TAG = re.compile(f"<(?!{_PLAIN_TAG})", re.VERBOSE)
_FOR_A_BLOCK = "<b>"
"""A tag that is plain where a tag may stand, and nowhere else: not in a comment or a value."""


class PolicyError(Exception):
    """The page cannot have a policy. ``reasons``: Vietnamese, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)


def add_policy(html: str) -> str:
    """The page with its policy written right after ``<meta charset>``.

    html: a complete page.

    Raises PolicyError: no charset to write it after, or inline handlers and ``style=``, which no hash can allow.
    """
    inline = _read_simply(html) or _parsed(html)
    reasons = list(inline.reasons)
    if inline.is_open:
        reasons.append("thẻ <script> hoặc <style> không đóng")
    if inline.before is None:
        reasons.append("thiếu <meta charset> ở đầu trang")
    if inline.before is None or reasons:
        raise PolicyError(reasons)
    at = len(inline.before)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_policy(inline.scripts, inline.styles)}">'
    return html[:at] + meta + html[at:]


def _policy(scripts: set[str], styles: set[str]) -> str:
    return "; ".join([
        "default-src 'none'",
        " ".join(["script-src 'self'", *sorted(map(_hash, scripts))]),
        " ".join(["style-src 'self'", *sorted(map(_hash, styles))]),
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ])  # fmt: skip


@functools.lru_cache(maxsize=64)  # the style sheet is the same on every page
def _hash(code: str) -> str:
    # Browsers hash what they parsed, and parsing turns every line end into \n.
    code = code.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@dataclass(slots=True)
class _Inline:
    """What a policy has to know of a page.

    before: the page as far as its charset; scripts, styles: the code of each block; reasons: what no policy can allow;
    is_open: whether a block was begun and not ended.
    """

    before: str | None = None
    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    is_open: bool = False


def _read_simply(html: str) -> _Inline | None:
    """What the parser would say; None where only the parser can tell."""
    pieces = _BLOCK.split(html)
    charset = _CHARSET.search(pieces[0])
    if charset is None or _NO_PLAIN_TAG.search(_FOR_A_BLOCK.join(pieces[::4])):
        return None
    before = html[: charset.end()]
    if before.lower().count("charset") > 1:  # one that is written in another way may come first
        return None
    inline = _Inline(before)
    for tag, attributes, code in zip(pieces[1::4], pieces[2::4], pieces[3::4], strict=True):
        if tag == "style":
            inline.styles.add(code)
        elif _runs(attributes):
            inline.scripts.add(code)
    return inline


@functools.lru_cache(maxsize=64)
def _runs(attributes: str) -> bool:
    """Whether the text of a script is code for the policy to allow. attributes: as they stand in its tag."""
    return bool(_parsed(f"<script{attributes}>code</script>").scripts)


def _parsed(html: str) -> _Inline:
    parser = _InlineCode()
    parser.feed(html)
    parser.close()
    return _Inline(parser.before(html), parser.scripts, parser.styles, parser.reasons, parser.is_open)


class _InlineCode(HTMLParser):
    """Collects inline scripts and styles, the place after the charset, and what a policy cannot allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: set[str] = set()
        self.styles: set[str] = set()
        self.reasons: list[str] = []
        self._after_charset: tuple[int, int] | None = None
        self._kept_in: set[str] | None = None
        self._text: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether a block was begun and not ended."""
        return self._kept_in is not None

    def before(self, html: str) -> str | None:
        """The page, which has been fed, as far as its charset."""
        if self._after_charset is None:
            return None
        line, column = self._after_charset
        start = 0
        for _ in range(line - 1):
            start = html.index("\n", start) + 1
        return html[: start + column]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        for name in attributes:
            if name == "style" or (name.startswith("on") and len(name) > 2):
                self.reasons.append(f"dòng {self.getpos()[0]}: <{tag}> có thuộc tính {name}=, trình duyệt sẽ chặn")
        if tag == "meta" and "charset" in attributes and self._after_charset is None:
            self._after_charset = self._end_of_tag()
        elif tag == "style":
            self._kept_in = self.styles
        elif tag == "script" and "src" not in attributes:
            runs = (attributes.get("type") or "").strip().lower() in _JAVASCRIPT_TYPES
            self._kept_in = self.scripts if runs else None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # <meta … /> is a start tag to a browser; so is <script/>, whose content still runs.
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._kept_in is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._kept_in is not None:
            self._kept_in.add("".join(self._text))
            self._kept_in = None
            self._text.clear()

    def _end_of_tag(self) -> tuple[int, int]:
        line, column = self.getpos()
        tag = self.get_starttag_text() or ""
        breaks = tag.count("\n")
        return line + breaks, len(tag) - tag.rindex("\n") - 1 if breaks else column + len(tag)
