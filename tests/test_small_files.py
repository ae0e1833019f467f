"""The files that browsers, search engines and finders of security holes look for."""

from __future__ import annotations

import dataclasses
import datetime
import json
import math
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.small_files import files_of_the_host, web_manifest


def host_files(catalogue: Catalogue) -> dict[str, str]:
    return {file.inner: file.content.decode() for file in files_of_the_host(catalogue)}


def fields(security: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in security.splitlines())


def with_site(catalogue: Catalogue, **changes: object) -> Catalogue:
    return dataclasses.replace(catalogue, site=catalogue.site.model_copy(update=changes))


def with_contact(catalogue: Catalogue, value: str) -> Catalogue:
    return with_site(catalogue, contact=catalogue.site.contact.model_copy(update={"value": value}))


def test_the_manifest_is_linked_and_leads_home(catalogue: Catalogue, built_site: Path) -> None:
    """From any depth, and wherever the site lies on its host."""
    for page in ("", f"canh-bao/{next(iter(catalogue.tactics))}/"):
        html = (built_site / page / "index.html").read_text("utf-8")
        (href,) = re.findall(r'<link rel="manifest" href="([^"]+)">', html)
        address = urljoin(f"https://x.example/thu-muc/{page}", href)
        assert address == "https://x.example/thu-muc/manifest.webmanifest"
        manifest = json.loads((built_site / "manifest.webmanifest").read_text("utf-8"))
        for name in ("start_url", "scope"):
            assert urljoin(address, manifest[name]) == "https://x.example/thu-muc/"
        for icon in manifest["icons"]:
            assert (built_site / icon["src"]).is_file()
    assert manifest["name"] == catalogue.site.name
    assert "manifest-src 'self'" in html


def test_the_manifest_takes_the_name_of_the_site(catalogue: Catalogue) -> None:
    payload = '"}</script>'
    manifest, *_ = web_manifest(with_site(catalogue, name=payload))
    assert isinstance(manifest, Artifact)
    assert json.loads(manifest.content)["name"] == payload


def test_icons_have_their_size_and_stay_whole_under_a_mask(built_site: Path) -> None:
    listed = json.loads((built_site / "manifest.webmanifest").read_text("utf-8"))["icons"]
    pictures = {(icon["sizes"], icon["purpose"]): icon["src"] for icon in listed if icon["type"] == "image/png"}
    assert set(pictures) == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for (size, purpose), src in (*pictures.items(), (("192x192", "maskable"), "apple-touch-icon.png")):
        with Image.open(built_site / src) as image:
            picture = image.convert("RGB")
        side = picture.width
        assert f"{side}x{picture.height}" == size
        ground = picture.getpixel((0, 0))
        assert ground == ((176, 0, 32) if purpose == "maskable" else (255, 255, 255))
        signs = [
            math.hypot(x - side / 2, y - side / 2)
            for x in range(side)
            for y in range(side)
            if picture.getpixel((x, y)) != ground
        ]
        assert len(signs) > side * side / 10
        if purpose == "maskable":
            assert max(signs) <= 0.4 * side


def test_a_site_in_a_folder_puts_nothing_at_the_root_of_its_host(catalogue: Catalogue) -> None:
    made = web_manifest(with_site(catalogue, base_url="https://host.example/canh-bao/"))
    assert "site/apple-touch-icon.png" not in {str(product.path) for product in made}


def test_robots_blocks_nothing_and_names_the_sitemap(catalogue: Catalogue, built_site: Path) -> None:
    robots = host_files(catalogue)["robots.txt"]
    assert robots == f"User-agent: *\nDisallow:\n\nSitemap: {catalogue.site.base_url}sitemap.xml\n"
    assert (built_site / "sitemap.xml").is_file()


def test_security_txt_is_what_rfc_9116_wants(catalogue: Catalogue, built_site: Path) -> None:
    told = fields(host_files(catalogue)[".well-known/security.txt"])
    assert (built_site / ".well-known/security.txt").is_file()
    assert told["Contact"] == f"mailto:{catalogue.site.contact.value}"
    assert told["Preferred-Languages"] == "vi, en"
    assert told["Canonical"] == f"{catalogue.site.base_url}.well-known/security.txt"
    expires = datetime.datetime.fromisoformat(told["Expires"])
    newest = max(record.checked_on for record in catalogue.records())
    assert expires.date() - newest < datetime.timedelta(days=365)


def test_expiry_follows_the_work_on_records_and_not_the_day(catalogue: Catalogue) -> None:
    later = dataclasses.replace(catalogue, day=catalogue.day + datetime.timedelta(days=300))
    assert host_files(later) == host_files(catalogue)
    first = next(iter(catalogue.tactics.values()))
    checked = first.model_copy(update={"reviewed": catalogue.day + datetime.timedelta(days=100)})
    worked_on = dataclasses.replace(catalogue, tactics=dict(catalogue.tactics) | {first.id: checked})
    assert host_files(worked_on) != host_files(catalogue)


@pytest.mark.parametrize(
    ("value", "contact"),
    [
        ("lien-he@phuong.example", "mailto:lien-he@phuong.example"),
        ("https://phuong.example/lien-he", "https://phuong.example/lien-he"),
        ("Nhà văn hóa, tổ 4", "https://canhbao.example/ve-trang-nay/"),
        ("a@b.example\r\nX: y", "https://canhbao.example/ve-trang-nay/"),
        ('"><script>@x', "mailto:%22%3E%3Cscript%3E@x"),
    ],
)
def test_the_contact_is_always_an_address(catalogue: Catalogue, value: str, contact: str) -> None:
    security = host_files(with_contact(catalogue, value))[".well-known/security.txt"]
    assert fields(security)["Contact"] == contact


def test_below_a_folder_of_a_host_there_are_no_files_of_the_host(catalogue: Catalogue) -> None:
    assert host_files(with_site(catalogue, base_url="https://host.example/canh-bao/")) == {}
    assert host_files(with_site(catalogue, base_url="https://phuong.example:8443/")) != {}
