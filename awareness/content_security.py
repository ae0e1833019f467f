"""The Content-Security-Policy of a page, computed from the page as it was built.

Every inline style and script is allowed by its hash and by nothing else, so text that slips through an escape
cannot run. Pages come from static hosts where headers are out of reach, hence a ``<meta>`` element.
"""

from __future__ import annotations

import functools
import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser

_JAVASCRIPT_TYPES = frozenset({
    "", "module", "importmap", "speculationrules", "text/javascript", "application/javascript",
    "text/ecmascript", "application/ecmascript", "application/x-javascript", "text/jscript",
})  # fmt: skip
"""Script types that the policy governs; any other type is a data block (JSON-LD) and never runs."""

# What the parser would have to tell us about looks like one of these. They may match too much, never too little. For
# lower-case bytes, and each beginning with a literal: then `re` skips to it instead of trying at every letter.
_BLOCKS = (re.compile(rb"</?script\b"), re.compile(rb"</?style\b"))
_ATTRIBUTES = (re.compile(rb"style\s*="), re.compile(rb"on[a-z]+\s*="))

_PLAIN = re.compile(
    r"""\n\ *<(?:
        (?:meta|link)(?!\scharset)(?:\s[a-z:-]+="[^"<>]*")*
        |title>[^<]*</title
        |script\ type="application/ld\+json">[^<]*</script
    )>(?=\n)""",
    re.VERBOSE,
)
_ATTRIBUTE = r"""\s+(?!(?i:style|on))[a-zA-Z0-9:-]+(?:="[^"<>]*")?"""
_BLOCK = rf"<(?:script(?:{_ATTRIBUTE})*>[^<]*+</script|style(?:{_ATTRIBUTE})*>[^<]*+</style)>"
_PROSE = rf"[^<>]++|</?(?!(?:script|style)\b)[a-z][a-z0-9]*+(?:{_ATTRIBUTE})*+\s*/?>"
_PROSE_AND_BLOCKS = re.compile(rf"(?:{_PROSE}|{_BLOCK})*+")
_BLOCK_ALONE = re.compile(_BLOCK)


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
    part = _part_of_interest(html)
    inline = _parsed_once(_without_own_text(part))
    if not inline.is_of(html):
        inline = _parsed(part)
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


def _part_of_interest(html: str) -> str:
    """How far the page must be parsed: the parser is slow, and most of a page is prose without anything to find."""
    encoded = html.encode()
    text = encoded.lower()  # names of tags and attributes are ASCII, and bytes are ten times faster to lower
    end_of_head = text.find(b"</head")
    if end_of_head < 0 or _has_suspect(text):
        return html
    blocks = [match for block in _BLOCKS for match in block.finditer(text, end_of_head)]
    last = max(blocks, key=lambda match: match.start(), default=None)
    if last is not None and not last[0].startswith(b"</"):
        return html
    end = text.find(b">", last.end() if last else end_of_head)
    return encoded[: end + 1].decode() if end >= 0 else html


def _has_suspect(text: bytes) -> bool:
    """Whether something may be an attribute that no policy can allow; ``content=`` only ends like one."""
    places = (match.start() for pattern in _ATTRIBUTES for match in pattern.finditer(text))
    return any(place == 0 or text[place - 1] in b" \t\n\r\f\"'/" for place in places)


def _without_own_text(html: str) -> str:
    """Without the head's elements that say what this page is, and without the prose of its body, where that is plain.
    What is left is the same on many pages."""
    head, end, body = html.partition("</head>")
    if _PROSE_AND_BLOCKS.fullmatch(body):  # else a quotation mark or a comment may hide where a block begins
        body = "".join(_BLOCK_ALONE.findall(body))
    return _PLAIN.sub("", head) + end + body


def _parsed(html: str) -> _InlineCode:
    inline = _InlineCode()
    inline.feed(html)
    inline.close()
    inline.read(html)
    return inline


_parsed_once = functools.lru_cache(maxsize=64)(_parsed)


class _InlineCode(HTMLParser):
    """Collects inline scripts and styles, the place after the charset, and what a policy cannot allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: set[str] = set()
        self.styles: set[str] = set()
        self.reasons: list[str] = []
        self.before: str | None = None
        """The page as far as its charset."""
        self._after_charset: tuple[int, int] | None = None
        self._kept_in: set[str] | None = None
        self._text: list[str] = []

    @property
    def is_open(self) -> bool:
        """Whether a block was begun and not ended."""
        return self._kept_in is not None

    def read(self, html: str) -> None:
        """Called at the end, with what was fed."""
        if self._after_charset is not None:
            line, column = self._after_charset
            start = 0
            for _ in range(line - 1):
                start = html.index("\n", start) + 1
            self.before = html[: start + column]

    def is_of(self, html: str) -> bool:
        """Whether what was found in a part of the page stands in the page as well, and nothing was amiss."""
        blocks = [f"<script>{code}</script>" for code in self.scripts]
        blocks += [f"<style>{code}</style>" for code in self.styles]
        are_there = all(block in html for block in blocks)
        return (
            are_there
            and self.before is not None
            and html.startswith(self.before)
            and not (self.reasons or self.is_open)
        )

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
