"""Every link of the built site leads somewhere, and every address ever published is still there."""

from __future__ import annotations

import shutil
from pathlib import Path

import html5lib
import pytest

from awareness.catalogue import Catalogue
from awareness.history import addresses_of, lost_addresses
from awareness.reading import PUBLISHED_ADDRESSES, lines_of_list
from awareness.site_links import dead_links, links_of, target_of
from tests.conftest import ROOT
from tests.small_site import write

BASE = "https://mau.example/x/y/"
ODD = """<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=../moi/?a=1&amp;b=2">
<!-- <a href="nhan-xet/">remark</a> --><title>a > b</title>
<script src="mot.js" data-cb-area-src="hai.js">const html = '<a href="trong-ma/">';</script>
<style>a[href="kieu/"] {}</style>
<a title="1 > 2" href='nhay-don/'>one</a><a href="a&amp;b/#x">two</a><img alt="" src="anh.png">
<form action="tim/"></form>
<textarea><a href="van-ban/">share me</a></textarea><p>chữ href="khong-phai/"</p><a
 href="dong-hai/" class="x">three</a>"""


def test_links_are_what_a_browser_finds() -> None:
    """html5lib says what a browser makes of the page; the addresses of scripts named by others are ours."""
    tree = html5lib.parse(ODD, namespaceHTMLElements=False)
    known = ("href", "src", "action", "data-cb-area-src")
    expected = [value for element in tree.iter() for name, value in element.attrib.items() if name in known]
    found = list(links_of(ODD))
    assert [link.text for link in found] == ["../moi/?a=1&b=2", *expected]
    assert len(expected) == 7
    assert ODD[found[0].start : found[0].end] == "../moi/?a=1&amp;b=2"
    assert [ODD[link.start : link.end] for link in found][3] == "nhay-don/"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("../kenh/", ("kenh/index.html", "")),
        ("..", ("index.html", "")),
        ("./", ("canh-bao/index.html", "")),
        ("../assets/shell.js?v=1", ("assets/shell.js", "")),
        ("#lam-ngay", ("canh-bao/index.html", "lam-ngay")),
        ("x/#%C4%91%C3%A2y", ("canh-bao/x/index.html", "đây")),
        (f"{BASE}kenh/", ("kenh/index.html", "")),
        ("/x/y/tim/", ("tim/index.html", "")),
        ("/elsewhere/", None),
        ("tel:113", None),
        ("//cdn.example/x.js", None),
        ("https://bocongan.gov.vn/", None),
    ],
)
def test_where_a_link_leads(link: str, target: tuple[str, str] | None) -> None:
    assert target_of("canh-bao/index.html", link, BASE) == target


def test_dead_links_are_named(tmp_path: Path) -> None:
    write(
        tmp_path / "index.html",
        '<a href="mot/">1</a><a href="mot/#co">2</a><a href="mot/#khong">3</a><a href="#">4</a>',
    )
    write(tmp_path / "mot/index.html", '<p id="co"></p><img src="../thieu.png"><a href="../mot.html">x</a>')
    assert dead_links(tmp_path, BASE) == [
        "index.html: mot/#khong",
        "mot/index.html: ../mot.html",
        "mot/index.html: ../thieu.png",
    ]


def test_every_link_of_the_built_site_resolves(built_site: Path, catalogue: Catalogue) -> None:
    assert dead_links(built_site, catalogue.site.base_url) == []


def test_no_published_address_is_lost(built_site: Path) -> None:
    """To take a page away, let another record name it in its aliases: then it leads on."""
    listed = lines_of_list(ROOT / "warnings" / PUBLISHED_ADDRESSES)
    assert len(listed) > 300
    assert lost_addresses(sorted(listed), built_site) == []


def test_an_address_that_leads_on_is_not_lost(tmp_path: Path) -> None:
    names = ("index.html", "a/index.html", "a/b.pdf", "the/a.png", "api/v1/index.json", "404.html")
    for name in names:
        write(tmp_path / name, "x")
    listed = addresses_of([*names, "in-an/a/b.pdf", "in-an/c.html", "d/e.png", "d/404.html", "the.pdf"])
    assert listed == ["./", "a/", "a/b.pdf", "d/404.html", "in-an/c.html", "the.pdf"]
    listed = ["./", "a/", "a/b.pdf"]
    shutil.rmtree(tmp_path / "a")
    assert lost_addresses(listed, tmp_path) == ["a/", "a/b.pdf"]
    write(tmp_path / "a/index.html", '<meta http-equiv="refresh" content="0; url=../">')
    assert lost_addresses(listed, tmp_path) == ["a/b.pdf"]
