"""The site on a stick: every link leads to a file, and a Chromium without any server uses it."""

from __future__ import annotations

import datetime
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from awareness.catalogue import Catalogue
from awareness.output import OutputError
from awareness.portable import PAGES, START, opened_from_disk, write_portable
from awareness.reading import Library
from awareness.releases import manifest_path
from awareness.site_links import dead_links, links_of
from awareness.verify import compare
from tests.composing import FORM, fill_in, record_of, told_by_check
from tests.conftest import DAY
from tests.pages import PRINTS, chosen_links, watched_page
from tests.small_site import write

BASE = "https://mau.example/"


@pytest.fixture(scope="module")
def stick(built_site: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stick") / "trang-usb"
    write_portable(built_site, out, base=catalogue.site.base_url, name=catalogue.site.name, day=DAY)
    return out


def test_links_to_folders_name_the_page() -> None:
    html = (
        '<link rel="manifest" href="m.webmanifest"><link rel="canonical" href="https://mau.example/a/">'
        '<a href="../">1</a><a href="..">2</a><a href="../kenh/#zalo">3</a>'
        '<a href="#x">4</a><a href="../kenh/?kv=a&amp;b">5</a>'
        '<a href="../b.pdf">6</a><a href="../khong-co/">7</a><a href="tel:113">8</a><form action="./"></form>'
        '<script>const a = \'<a href="../kenh/">\';</script><meta http-equiv="refresh" content="0; url=../kenh/">'
    )
    files = {"index.html", "a/index.html", "kenh/index.html", "b.pdf"}
    assert opened_from_disk(html, "a/index.html", list(links_of(html)), BASE, files) == (
        '<link rel="canonical" href="https://mau.example/a/">'
        '<a href="../index.html">1</a><a href="../index.html">2</a><a href="../kenh/index.html#zalo">3</a>'
        '<a href="#x">4</a>'
        '<a href="../kenh/index.html?kv=a&amp;b">5</a><a href="../b.pdf">6</a><a href="../khong-co/">7</a>'
        '<a href="tel:113">8</a><form action="./index.html"></form>'
        "<script>const a = '<a href=\"../kenh/\">';</script>"
        '<meta http-equiv="refresh" content="0; url=../kenh/index.html">'
    )


def test_every_link_leads_to_a_file(stick: Path, catalogue: Catalogue) -> None:
    assert dead_links(stick / PAGES, catalogue.site.base_url) == []
    assert [link.text for link in links_of((stick / START).read_text("utf-8"))].count(f"{PAGES}/index.html") == 2
    to_folder = re.compile(r"""<(?:a|form)\b[^>]*\s(?:href|action)="(?!https?:)(?:[^"#?]*/)?\.*[#?"]""")
    assert to_folder.search('<a class="x" href="../kenh/#zalo">')
    assert to_folder.search('<a href="..">')
    for page in (stick / PAGES).rglob("*.html"):
        found = to_folder.search(re.sub(r'(?:href|action)="#', "", page.read_text("utf-8")))
        assert found is None, (page, found)


def test_the_folder_the_archive_and_the_list_say_the_same(stick: Path) -> None:
    assert compare(stick, manifest_path(stick)).is_the_same
    with zipfile.ZipFile(stick.with_suffix(".zip")) as archive:
        names = archive.namelist()
        assert archive.read(f"{stick.name}/{START}") == (stick / START).read_bytes()
    assert names == sorted(
        f"{stick.name}/{path.relative_to(stick).as_posix()}" for path in stick.rglob("*") if path.is_file()
    )
    assert not {"sw.js", "404.html", "manifest.webmanifest"} & {Path(name).name for name in names}


def test_what_people_have_there_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path / "site/index.html", '<meta charset="utf-8"><a href="a/">a</a>')
    out = tmp_path / "out"
    write(out / "anh.jpg", "mine")
    day = datetime.date(2026, 1, 2)
    with pytest.raises(OutputError, match="không do lệnh usb tạo"):
        write_portable(tmp_path / "site", out, base=BASE, name="Thử", day=day)
    assert (out / "anh.jpg").read_text() == "mine"
    (out / "anh.jpg").rename(tmp_path / "anh.jpg")
    out.rmdir()
    first = [path.read_bytes() for path in write_portable(tmp_path / "site", out, base=BASE, name="Thử", day=day)[1:]]
    write(out / "old.html", "of an earlier one")
    again = [path.read_bytes() for path in write_portable(tmp_path / "site", out, base=BASE, name="Thử", day=day)[1:]]
    assert first == again
    assert not (out / "old.html").exists()


def test_without_a_server_the_site_is_used(stick: Path, browser: Browser, library: Library) -> None:
    """Start, search, result, back; a pasted message, a checklist, a commune, a question, a record written, a print
    chosen: no error, no request out."""
    with watched_page(browser) as page:
        page.goto((stick / START).as_uri())
        page.wait_for_url(f"**/{PAGES}/index.html")
        page.fill("#hoi", "co nguoi goi bao no tien dien")
        page.press("#hoi", "Enter")
        page.wait_for_url("**/tim/index.html#q=*")
        page.click(".cb-result__title >> nth=0")
        page.wait_for_url("**/canh-bao/gia-danh-dien-luc/index.html")
        page.go_back()
        page.wait_for_selector(".cb-result__title")
        page.fill(
            "#dan", "Công an thông báo: chuyển tiền ngay vào tài khoản an toàn, không nói với ai, nếu không sẽ bị bắt"
        )
        page.click("[data-cb-paste] button")
        page.wait_for_selector("[data-cb-told]:not([hidden]) [data-cb-page] a")
        page.click("[data-cb-page] a")
        page.wait_for_url("**/canh-bao/*/index.html")

        root = f"{(stick / PAGES).as_uri()}/"
        page.goto(f"{root}kiem-tra/truoc-khi-di-ngu/index.html")
        page.check(".cb-check input >> nth=0")
        page.goto(f"{root}dia-ban/tay-ninh/can-giuoc/index.html")
        page.click("[data-cb-area] button")
        page.goto(f"{root}index.html")
        page.wait_for_selector("[data-cb-own]")
        page.goto(f"{root}trac-nghiem/zalo/index.html")
        page.click(".cb-quiz button >> nth=0")
        page.wait_for_selector(".cb-quiz details[open]")

        page.goto(f"{root}{FORM}index.html")
        fill_in(page)
        assert told_by_check(record_of(page), library) == []
        page.goto(f"{root}{PRINTS}index.html")
        for link in chosen_links(page):
            assert Path(unquote(urlsplit(link).path)).is_file(), link
