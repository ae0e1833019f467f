"""Renderers of what browsers, search engines and finders of security holes look for at fixed places. Pure functions."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import quote, urlsplit

from awareness.artifacts import Artifact, Colour, Drawing, Product
from awareness.cards import ACCENT, PAPER
from awareness.catalogue import Catalogue
from awareness.templating import html_environment, text_environment

MANIFEST: Final = "manifest.webmanifest"
ICON: Final = "assets/icon.svg"
RED: Final[Colour] = "#b00020"


class AppIcon(NamedTuple):
    """A picture for phones that draw no SVG. side: pixels; maskable: may be cut to any shape, so it is red all over and
    keeps its sign within the middle 80 % (https://www.w3.org/TR/appmanifest/#icon-masks)."""

    path: str
    side: int
    maskable: bool


APP_ICONS: Final = (
    AppIcon("assets/icon-192.png", 192, False),
    AppIcon("assets/icon-512.png", 512, False),
    AppIcon("assets/icon-512-maskable.png", 512, True),
)
TOUCH_ICON: Final = AppIcon("apple-touch-icon.png", 192, True)
"""iPhones look for it at the root of the host, without a word in the page."""
_ICON_LIMIT: Final = 12_000
_VALID_FOR: Final = datetime.timedelta(days=330)
"""RFC 9116, 2.5.5 recommends less than a year."""


def web_manifest(catalogue: Catalogue) -> Iterator[Product]:
    """``site/manifest.webmanifest`` and its icons: what a phone needs to put the site among its apps.

    Addresses are relative to the file, so it also works below a folder of a host. ``minimal-ui`` keeps the address in
    sight: a site that tells people to look at addresses does not hide its own.
    """
    site = catalogue.site
    pictures = [
        {
            "src": icon.path,
            "sizes": f"{icon.side}x{icon.side}",
            "type": "image/png",
            "purpose": "maskable" if icon.maskable else "any",
        }
        for icon in APP_ICONS
    ]
    manifest = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": "vi",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": RED,
        "icons": [{"src": ICON, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}, *pictures],
    }
    yield Artifact.text(f"site/{MANIFEST}", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    yield Artifact.text(f"site/{ICON}", html_environment().get_template("icon.svg.j2").render())
    for icon in APP_ICONS:
        yield _drawn(icon)
    if _is_at_the_root(catalogue):
        yield _drawn(TOUCH_ICON)


def _drawn(icon: AppIcon) -> Drawing:
    ground, shield, mark = (RED, PAPER, RED) if icon.maskable else (PAPER, RED, ACCENT)
    data = {"side": icon.side, "share": 0.64 if icon.maskable else 1, "ground": ground, "shield": shield, "mark": mark}
    path = PurePosixPath("site", icon.path)
    return Drawing(path, "app-icon", data, _ICON_LIMIT, inks=((ground, shield), (shield, mark)))


def files_of_the_host(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/robots.txt`` and ``site/.well-known/security.txt``, which count only at the root of a host.

    A site below a folder of somebody else's host has neither: there they would be read by nobody, and the host's own
    files are not ours to write.
    """
    if not _is_at_the_root(catalogue):
        return
    for path, template in (("robots.txt", "robots.txt.j2"), (".well-known/security.txt", "security.txt.j2")):
        text = (
            text_environment()
            .get_template(template)
            .render(site=catalogue.site, contact=_contact_address(catalogue), expires=_expires(catalogue))
        )
        yield Artifact.text(f"site/{path}", text)


def _is_at_the_root(catalogue: Catalogue) -> bool:
    return urlsplit(catalogue.site.base_url).path == "/"


def _contact_address(catalogue: Catalogue) -> str:
    """How to reach the operator, as an address (RFC 9116, 2.5.3); the page about them where it is none."""
    value = catalogue.site.contact.value
    if "@" in value and " " not in value:
        return f"mailto:{quote(value, safe='@+')}"
    if value.startswith("https://") and " " not in value:
        return quote(value, safe="/:?#@!$&'()*+,;=%~")
    return f"{catalogue.site.base_url}ve-trang-nay/"


def _expires(catalogue: Catalogue) -> str:
    """Counted from the last day on which somebody looked after any record, not from the day of the build.

    So the file is the same until somebody works on the site; and where nobody does for most of a year, it says by
    itself that nobody may answer.
    """
    last = max((record.checked_on for record in catalogue.records()), default=catalogue.day)
    return f"{(max(last, catalogue.changed_on) + _VALID_FOR).isoformat()}T00:00:00Z"
