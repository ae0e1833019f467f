"""What a web server must do with the site: each rule is a small generator that yields what is wrong, in English."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import brotli

from benchmarks.web_servers import WebServer

PAGE: Final = "canh-bao/gia-danh-cong-an-vien-kiem-sat-toa-an/"
SHARD: Final = "assets/search-0123456789abcdef/a.js"
"""Made for the measurement: this site is too small to have shards."""
_YEAR: Final = "public, max-age=31536000, immutable"
_FIVE_MINUTES: Final = "public, max-age=300"
_TYPES: Final = {
    PAGE: "text/html; charset=utf-8",
    "assets/shell.js": "text/javascript; charset=utf-8",
    "assets/icon.svg": "image/svg+xml",
    "manifest.webmanifest": "application/manifest+json",
    "feed.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    "feed/doi-tuong/xe-om.xml": "application/atom+xml; charset=utf-8",
    "banner.json": "application/json",
    "api/v1/seasons.json": "application/json",
    "sitemap.xml": "text/xml",
    "robots.txt": "text/plain; charset=utf-8",
    "the/trang.dau.png": "image/png",
    "*.ics": "text/calendar; charset=utf-8",
    "*.pdf": "application/pdf",
    "*.csv": "text/csv; charset=utf-8",
    "*.zip": "application/zip",
    "*/SHA256SUMS": "text/plain; charset=utf-8",
}
_SECURITY: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000",
}

Rule = Callable[[WebServer, Path], Iterator[str]]


def types(server: WebServer, site: Path) -> Iterator[str]:
    """Every kind of file says what it is."""
    for pattern, wanted in _TYPES.items():
        path = _first(site, pattern)
        answer = server.ask(f"/{path}")
        kind = answer.headers.get("content-type", "none")
        # JSON and SVG say their encoding themselves, so a charset may follow or not
        if answer.status != 200 or not (kind == wanted or kind == f"{wanted}; charset=utf-8"):
            yield f"/{path}: {answer.status}, {kind} for {wanted}"


def packed(server: WebServer, site: Path) -> Iterator[str]:
    """Brotli before gzip before plain, the very bytes that lie there, and caches are told that it varies."""
    original = (site / PAGE / "index.html").read_bytes()
    for asked, sent in (("br, gzip", "br"), ("gzip, deflate", "gzip"), ("", None)):
        answer = server.ask(f"/{PAGE}", **({"accept_encoding": asked} if asked else {}))
        encoding = answer.headers.get("content-encoding")
        ending = {"br": ".br", "gzip": ".gz", None: ""}[sent]
        if encoding != sent or answer.body != (site / PAGE / f"index.html{ending}").read_bytes():
            yield f"asked for {asked or 'nothing'}: {encoding}, {len(answer.body)} bytes"
        if encoding and {"gzip": gzip.decompress, "br": brotli.decompress}[encoding](answer.body) != original:
            yield f"what was packed as {encoding} is another page"
        if "accept-encoding" not in answer.headers.get("vary", "").lower():
            yield f"asked for {asked or 'nothing'}: no Vary"


def kept(server: WebServer, site: Path) -> Iterator[str]:
    """Fingerprinted files a year, pages and banner five minutes, the worker and what is not there never."""
    wanted = {
        SHARD: _YEAR,
        "the/trang.dau.png?v=12345678": _YEAR,
        "the/trang.dau.png": _FIVE_MINUTES,
        "assets/below.css?v=12345678": _YEAR,
        "assets/below.css": _FIVE_MINUTES,
        "": _FIVE_MINUTES,
        PAGE: _FIVE_MINUTES,
        "banner.json": _FIVE_MINUTES,
        "assets/shell.js": _FIVE_MINUTES,
        "sw.js": "no-cache",
        "khong-co-trang-nay/": "no-cache",
    }
    for path, rule in wanted.items():
        found = server.ask(f"/{path}").headers.get("cache-control")
        if found != rule:
            yield f"/{path}: {found} for {rule}"


def headers(server: WebServer, site: Path) -> Iterator[str]:
    """Everything, the answer for a page that is not there too, has the headers that no page can give itself."""
    for path in (PAGE, "khong-co-trang-nay/", "assets/shell.js", _first(site, "*.pdf"), "feed.xml"):
        answer = server.ask(f"/{path}")
        for name, value in _SECURITY.items():
            if answer.headers.get(name) != value:
                yield f"/{path}: {name}: {answer.headers.get(name)}"
        policy = answer.headers.get("content-security-policy", "")
        if "frame-ancestors 'none'" not in policy:
            yield f"/{path}: may be framed"
        if "camera=()" not in answer.headers.get("permissions-policy", ""):
            yield f"/{path}: no Permissions-Policy"
        if any(character.isdigit() for character in answer.headers.get("server", "")):
            yield f"/{path}: tells its version"
    for path in ("assets/icon.svg", "feed.xml"):
        if "default-src 'none'" not in server.ask(f"/{path}").headers.get("content-security-policy", ""):
            yield f"/{path}: may run scripts when opened by itself"
    for path, may in (("api/v1/seasons.json", "*"), ("feed.xml", "*"), (PAGE, None)):
        if server.ask(f"/{path}").headers.get("access-control-allow-origin") != may:
            yield f"/{path}: readable by other sites is not {may}"


def unchanged(server: WebServer, site: Path) -> Iterator[str]:
    """304 without a body for who has it, by tag and by time, packed or not."""
    for encoding in ("br", "gzip", "identity"):
        first = server.ask(f"/{PAGE}", accept_encoding=encoding)
        for name, header in (("if_none_match", "etag"), ("if_modified_since", "last-modified")):
            if header not in first.headers:
                yield f"{encoding}: no {header}"
                continue
            again = server.ask(f"/{PAGE}", accept_encoding=encoding, **{name: first.headers[header]})
            if again.status != 304 or again.body:
                yield f"{encoding}, {name}: {again.status}"
        if server.ask(f"/{PAGE}", accept_encoding=encoding, if_none_match='"another"').status != 200:
            yield f"{encoding}: 304 for another tag"


def ranges(server: WebServer, site: Path) -> Iterator[str]:
    """A PDF comes in parts, so that a download which broke goes on."""
    path = _first(site, "*.pdf")
    whole = (site / path).read_bytes()
    for asked, part in (("bytes=0-99", whole[:100]), ("bytes=100-", whole[100:]), ("bytes=-50", whole[-50:])):
        answer = server.ask(f"/{path}", range=asked)
        if answer.status != 206 or answer.body != part or not answer.headers.get("content-range"):
            yield f"{asked}: {answer.status}, {len(answer.body)} bytes"
    if server.ask(f"/{path}", range=f"bytes={len(whole)}-").status != 416:
        yield "a part beyond the end is not refused"


def not_there(server: WebServer, site: Path) -> Iterator[str]:
    """404 with the page that has the search; hidden files and ways out are as if they were not there."""
    (site / ".bi-mat").mkdir(exist_ok=True)
    (site / ".bi-mat" / "khoa.txt").write_text("x", "utf-8")
    for path in ("/khong-co-trang-nay/", "/khong-co.pdf", "/.bi-mat/khoa.txt", "/canh-bao/.env"):
        answer = server.ask(path)
        searches = b'role="search"' in answer.body
        if answer.status != 404 or not searches:
            yield f"{path}: {answer.status}, {'with' if searches else 'without'} search"
    for path in ("/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/a%00b"):
        answer = server.ask(path)
        if answer.status not in (400, 404) or b"root:" in answer.body:
            yield f"{path}: {answer.status}"
    if server.ask("/.well-known/security.txt").status != 200:
        yield "security.txt is hidden"


def addresses(server: WebServer, site: Path) -> Iterator[str]:
    """A missing slash leads on, on the same host; only reading is allowed."""
    answer = server.ask(f"/{PAGE.rstrip('/')}")
    if answer.status not in (301, 308) or answer.headers.get("location", "").rpartition(":")[2] != f"/{PAGE}":
        yield f"without slash: {answer.status} {answer.headers.get('location')}"
    if server.ask(f"/{PAGE}", "HEAD").status != 200:
        yield "HEAD is refused"
    for method in ("POST", "PUT", "DELETE"):
        if (status := server.ask(f"/{PAGE}", method, content_length="0").status) != 405:
            yield f"{method}: {status}"


def every_file(server: WebServer, site: Path) -> Iterator[str]:
    """Every file arrives as it was built."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or path.suffix in (".br", ".gz") or name.startswith(".bi-mat"):
            continue
        answer = server.ask(f"/{name.removesuffix('index.html')}")
        if answer.status != 200 or answer.body != path.read_bytes():
            yield f"/{name}: {answer.status}, {len(answer.body)} bytes"


RULES: Final[tuple[Rule, ...]] = (
    types, packed, kept, headers, unchanged, ranges, not_there, addresses, every_file,
)  # fmt: skip


def _first(site: Path, pattern: str) -> str:
    """The path itself, or the first file whose name is like a pattern."""
    if "*" not in pattern:
        return pattern
    found = min(path.relative_to(site).as_posix() for path in site.rglob(pattern.rpartition("/")[2]) if path.is_file())
    return str(found)
