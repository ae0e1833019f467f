"""Tables, archive and page of the open data: safe in a spreadsheet, whole, always the same."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from awareness.api_answers import KINDS, ROOT, TERMS, VERSIONS
from awareness.archives import LARGE, zip_archive
from awareness.catalogue import Catalogue
from awareness.data_page import data_page
from awareness.embedding import urgent_embed_html
from awareness.open_data import CONTACT_COLUMNS, TACTIC_COLUMNS
from awareness.tables import csv_table, harmless
from tests.conftest import DAY
from tests.conftest import ROOT as REPOSITORY
from tests.pages import PHONE, watched_page
from tests.published_data import Files, files_of, table


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> Files:
    return files_of(catalogue)


# --- tables ------------------------------------------------------------------------------------------------------


def test_tables_hold_every_record(catalogue: Catalogue, files: Files) -> None:
    rows = table(files, "du-lieu/canh-bao.csv")
    assert [row["Mã"] for row in rows] == list(catalogue.tactics)
    assert tuple(rows[0]) == TACTIC_COLUMNS
    for row, tactic in zip(rows, catalogue.tactics.values(), strict=True):
        assert row["Tên"] == harmless(tactic.title)
        assert row["Việc làm ngay"].split("\n") == [harmless(tactic.do[0]), *tactic.do[1:]]
        assert row["Trang"] == f"{catalogue.site.base_url}canh-bao/{tactic.id}/"
    rows = table(files, "du-lieu/so-goi.csv")
    assert tuple(rows[0]) == CONTACT_COLUMNS
    assert {row["Mã"]: row["Số điện thoại"] for row in rows}["113"] == "113"


@pytest.mark.parametrize("path", ["du-lieu/canh-bao.csv", "du-lieu/so-goi.csv"])
def test_tables_open_in_excel(path: str, files: Files) -> None:
    """A byte order mark, and lines that end with CR LF; a line break inside a cell is LF."""
    content = files[path]
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    records = list(csv.reader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(records)
    assert len({len(record) for record in records}) == 1


CELL = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=4))
def test_any_text_comes_back_and_nothing_is_a_formula(rows: list[list[str]]) -> None:
    text = csv_table(("a", "b", "c"), rows)
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]
    assert [
        [cell.removeprefix("'") if cell[1:] == typed else cell for cell, typed in zip(*pair, strict=True)]
        for pair in zip(found, rows, strict=True)
    ] == rows
    assert not [cell for row in found for cell in row if cell[:1] in set("=+-@\t\r\n＝＋－＠")]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("x")', "=cmd|'/c x'!A0"]
)
def test_what_begins_like_a_formula_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


# --- archive -----------------------------------------------------------------------------------------------------


def checked(sums: str, contents: Mapping[str, bytes]) -> set[str]:
    """The files that a list of checksums names, all of them right."""
    names = set()
    for line in sums.splitlines():
        digest, name = re.fullmatch(r"([0-9a-f]{64})  (\S+)", line).groups()  # type: ignore[union-attr]
        assert hashlib.sha256(contents[name]).hexdigest() == digest, name
        names.add(name)
    return names


def test_the_archive_is_whole_and_always_the_same(catalogue: Catalogue, files: Files) -> None:
    content = files["du-lieu/du-lieu-mo.zip"]
    assert files_of(catalogue)["du-lieu/du-lieu-mo.zip"] == content
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    assert archive.namelist() == sorted(archive.namelist())
    inside = {name: archive.read(name) for name in archive.namelist()}
    assert checked(inside["SHA256SUMS"].decode(), inside) == set(inside) - {"SHA256SUMS"}
    whole = {
        "tactics-full.json",
        "openapi.json",
        "canh-bao.csv",
        "so-goi.csv",
        "GIAY-PHEP.txt",
        "schema/TacticList.json",
    }
    assert whole | {f"{kind.name}.json" for kind in KINDS} | {f"{name}.json" for name in TERMS} <= set(inside)
    for name in ("canh-bao.csv", "so-goi.csv"):
        assert inside[name] == files[f"du-lieu/{name}"]
    assert inside["tactics-full.json"] == files[f"{ROOT}tactics-full.json"]
    newest = max(
        max(record.updated for record in catalogue.articles()), max(c.verified_on for c in catalogue.contacts.values())
    )
    assert {entry.date_time[:3] for entry in archive.infolist()} == {(newest.year, newest.month, newest.day)}


def test_checksums_lie_beside_the_files(files: Files) -> None:
    beside = {path.removeprefix("du-lieu/"): content for path, content in files.items() if path.startswith("du-lieu/")}
    assert checked(beside["SHA256SUMS"].decode(), beside) == {"canh-bao.csv", "so-goi.csv", "du-lieu-mo.zip"}


def test_the_licence_in_the_archive_is_that_of_the_repository(files: Files) -> None:
    archive = zipfile.ZipFile(io.BytesIO(files["du-lieu/du-lieu-mo.zip"]))
    told = archive.read("GIAY-PHEP.txt").decode()
    for address in re.findall(r"https://\S+", (REPOSITORY / "LICENSE-content").read_text("utf-8")):
        assert address in told


def test_a_large_archive_is_packed_quickly_and_reads_back() -> None:
    contents = {"b.txt": b"ab" * LARGE, "a.txt": b"x"}
    archive = zipfile.ZipFile(io.BytesIO(zip_archive(contents, DAY)))
    assert {name: archive.read(name) for name in archive.namelist()} == contents
    assert archive.namelist() == ["a.txt", "b.txt"]


# --- the page ----------------------------------------------------------------------------------------------------


def test_the_page_tells_licence_versions_and_promises(catalogue: Catalogue, built_site: Path) -> None:
    html = (built_site / "du-lieu/index.html").read_text("utf-8")
    text = unescape(re.sub(r"<[^>]+>", "", html))
    assert f"Theo {catalogue.site.name}, {catalogue.site.base_url}, giấy phép CC BY 4.0." in text
    for version in VERSIONS:
        assert f"{version.number}, ngày {version.day:%d/%m/%Y}" in text
    linked = set(re.findall(r'href="\.\./([^"#?]+\.(?:xml|json|csv|zip))"', html))
    linked |= {f"du-lieu/{name}" for name in re.findall(r'href="([a-z-]+\.(?:csv|zip))"', html)}
    for address in linked:
        assert (built_site / address).is_file(), address
    vocabulary = catalogue.vocabulary
    assert len([address for address in linked if address.startswith("feed/")]) == len(vocabulary.categories) + len(
        vocabulary.audiences
    )
    for page in ("index.html", "ve-trang-nay/index.html"):
        assert re.search(r'href="(\.\./)?du-lieu/"', (built_site / page).read_text("utf-8"))


def test_the_card_looks_like_its_preview(catalogue: Catalogue) -> None:
    """Both are made from templates of their own, in Markdown and in HTML: they must say the same."""
    (page,) = data_page(catalogue)
    preview = page.content.decode().partition("## Thẻ trông như thế này")[2].partition("\n## ")[0]
    links = re.compile(r"\[([^\]]*)\]\([^)]*\)")
    shown = [unescape(links.sub(r"\1", line)).lstrip("- ") for line in preview.splitlines()[2:] if line]
    shown[0] = re.sub(r"^#+ | \{ #.*", "", shown[0])
    card = [re.sub(r"<[^>]+>", "", line) for line in urgent_embed_html(catalogue).splitlines()]
    assert [unescape(line) for line in card if line] == shown


def test_the_card_is_copied_from_the_page(
    browser: Browser, built_site: Path, serve_folder: Any, catalogue: Catalogue
) -> None:
    with watched_page(browser, size=PHONE, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{serve_folder(built_site)}du-lieu/")
        page.get_by_role("button", name="Chép mã").click()
        page.get_by_text("Đã chép. Dán vào trang của mình nhé.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").strip() == urgent_embed_html(catalogue).strip()
