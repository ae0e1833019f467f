"""The site as a folder that opens from a stick: no server, no network, no address of its own.

From ``file://`` a link to a folder shows a listing, nothing can be fetched, and there is no service worker. So links
to folders get the name of the page, and what only a host needs is left out.
"""

from __future__ import annotations

import datetime
import posixpath
import re
import secrets
import shutil
from html import escape
from pathlib import Path
from typing import Final

from awareness.archives import zip_archive
from awareness.content_security import add_policy
from awareness.output import OutputError, canonical_json, disk_errors, write_file
from awareness.releases import checksums_of, digest_of, manifest_path
from awareness.site_links import Link, links_of, target_of
from awareness.templating import html_environment

PAGES: Final = "trang"
"""The folder of the site inside the one handed out, so that the file to open stands alone beside it."""
START: Final = "mo-trang-nay.html"
_FOR_HOSTS: Final = frozenset({
    "404.html", "apple-touch-icon.png", "banner.json", "manifest.webmanifest", "robots.txt", "sitemap.xml", "sw.js",
    ".well-known/security.txt",
})  # fmt: skip
_CARDS: Final = "the/"
_MANIFEST_TAG: Final = re.compile(r'\s*<link rel="manifest"[^>]*>')


def write_portable(site: Path, out: Path, *, base: str, name: str, day: datetime.date) -> list[Path]:
    """Write the portable form of a built site: a folder, a ZIP of it, and the list of its files beside it.

    site: a finished build; out: the folder to make (an earlier one of ours is replaced); base: the full address of the
    site, ending in ``/``; name: what people call it; day: of the build, for the list and the packed files.

    Returns the three paths. Cards that no page links to are left out: they are for chats, which read them from a host.
    Raises OutputError: something else is in the way, the disk refuses.
    """
    site = site.resolve()
    if out.exists() and not manifest_path(out).is_file():
        raise OutputError(f"{out} có sẵn và không do lệnh usb tạo → Đổi tên nó, hoặc chọn --out khác.")
    staging = out.with_name(f".{out.name}-{secrets.token_hex(4)}")
    with disk_errors(out):
        try:
            _write_pages(site, staging / PAGES, base)
            start = html_environment().get_template("usb-start.html.j2").render(name=name, target=f"{PAGES}/index.html")
            (staging / START).write_text(add_policy(start), "utf-8")
            checksums = checksums_of(staging)
            shutil.rmtree(out, ignore_errors=True)
            staging.rename(out)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    archive = out.with_name(f"{out.name}.zip")
    write_file(archive, zip_archive({f"{out.name}/{path}": (out / path).read_bytes() for path in checksums}, day))
    listing = {"day": day.isoformat(), "digest": digest_of(checksums), "files": checksums}
    write_file(manifest_path(out), canonical_json(listing))
    return [out, archive, manifest_path(out)]


def _write_pages(site: Path, target: Path, base: str) -> None:
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - _FOR_HOSTS
    named = set[str]()
    for path in sorted(files):
        if path.endswith(".html"):
            html = (site / path).read_text("utf-8")
            links = list(links_of(html))
            named |= {found[0] for link in links if (found := target_of(path, link.text, base))}
            _write(target / path, opened_from_disk(html, path, links, base, files).encode())
    for path in sorted(files):
        if not path.endswith(".html") and not (path.startswith(_CARDS) and path not in named):
            _write(target / path, (site / path).read_bytes())


def opened_from_disk(html: str, page: str, links: list[Link], base: str, files: set[str]) -> str:
    """A page whose links to folders name the page in them; full addresses (``canonical``) stay.

    page: its path; links: its links; files: what there is to link to.
    """
    parts, done = [], 0
    for link in links:
        if link.text.startswith(base):
            continue
        found = target_of(page, link.text, base)
        path = re.split("[?#]", link.text)[0]
        if found and found[0] in files and path and posixpath.basename(found[0]) == "index.html" != path[-10:]:
            parts += [html[done : link.start], escape(f"{path.rstrip('/')}/index.html{link.text[len(path) :]}")]
            done = link.end
    return _MANIFEST_TAG.sub("", "".join(parts) + html[done:])


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
