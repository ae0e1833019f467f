"""What others read of a page without opening it: chat previews, search engines, old addresses; and whose site it is."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import pytest

from awareness.catalogue import Catalogue
from awareness.commands import Request
from awareness.project import Project
from awareness.records import SUMMARY_LENGTH, TITLE_LENGTH
from build_warnings import build
from tests.conftest import DAY, ROOT, copy_project
from tests.pages import SHARE_PAGES, addresses, html_files

HOST: Final = "https://canhbao.example/"
TACTICS: Final = sorted(path.stem for path in (ROOT / "warnings/tactics").glob("*.yml"))
LISTS: Final = ("index.html", "canh-bao/index.html", "mo-hinh/index.html", "chien-dich/index.html")
SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


class Head(HTMLParser):
    """The elements of a page's head in their order, its title and its JSON-LD; texts of links in the body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self.data: list[dict[str, Any]] = []
        self.links: dict[str, str] = {}
        self.scripts = 0
        self._text: list[str] | None = None
        self._href = ""
        self.in_head = True
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "body":
            self.in_head = False
        if self.in_head:
            self.elements.append((tag, values))
        if tag == "script":
            self.scripts += 1
        if tag in ("title", "a") or values.get("type") == "application/ld+json":
            self._text = []
            self._href = values.get("href", "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._text is None or tag not in ("title", "a", "script"):
            return
        text = "".join(self._text)
        if tag == "title" and self.in_head:
            self.title = text
        elif tag == "script":
            self.data.append(json.loads(text))
        elif tag == "a":
            self.links[self._href] = text.strip()
        self._text = None

    def meta(self, name: str) -> str | None:
        """The content of the one meta element of that name or property."""
        found = [
            v["content"] for tag, v in self.elements if tag == "meta" and name in (v.get("name"), v.get("property"))
        ]
        assert len(found) <= 1, f"{name} is there {len(found)} times"
        return found[0] if found else None

    def link(self, rel: str) -> str | None:
        found = [v["href"] for tag, v in self.elements if tag == "link" and v.get("rel") == rel]
        assert len(found) <= 1
        return found[0] if found else None


def head_of(site: Path, path: str) -> Head:
    return Head((site / path / "index.html").read_text("utf-8"))


# --- the head of every page ------------------------------------------------------------------------------------


def test_charset_then_policy_come_first(built_site: Path) -> None:
    """The policy governs what follows it; the charset must be read before anything is."""
    for name in html_files(built_site):
        head = Head((built_site / name).read_text("utf-8"))
        inner = [element for element in head.elements if element[0] not in ("html", "head")]
        assert inner[0] == ("meta", {"charset": "utf-8"}), name
        assert inner[1][1].get("http-equiv") == "Content-Security-Policy", name
        assert "unsafe" not in inner[1][1]["content"], name
        assert head.title.strip(), name


def test_every_page_has_what_previews_read(built_site: Path) -> None:
    titles: dict[str, str] = {}
    for path in addresses(built_site):
        head = head_of(built_site, path)
        shown = path.replace(SHARE_PAGES, "canh-bao/")
        is_shared = shown != path
        assert head.link("canonical") == (None if is_shared else HOST + path), path
        assert head.meta("robots") == ("noindex" if is_shared else None), path
        assert head.meta("og:url") == HOST + shown, path
        assert head.meta("og:type") == (
            "article" if shown.removeprefix("canh-bao/").strip("/") in TACTICS else "website"
        ), path
        assert head.meta("og:site_name") == "Khoan Đã", path
        assert head.meta("og:locale") == "vi_VN", path
        title, description = head.meta("og:title"), head.meta("og:description")
        assert title, path
        assert len(title) <= TITLE_LENGTH, path
        in_the_tab = f"Chia sẻ: {title}" if is_shared else title
        assert head.title == (in_the_tab if not path else f"{in_the_tab} - Khoan Đã"), path
        assert description, path
        assert head.meta("description") == description, path
        # the home page's is one of site.yml, which may be longer
        assert len(description) <= (SUMMARY_LENGTH if path else 150), path
        assert titles.setdefault(title, shown) == shown, "two pages with one title"


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_a_share_page_previews_as_its_warning(built_site: Path, tactic_id: str) -> None:
    """Whoever sends on the address of the share page sends the warning: the same in all that chats read."""
    shared, tactic = (head_of(built_site, f"{folder}/{tactic_id}") for folder in ("chia-se", "canh-bao"))
    for head in (shared, tactic):
        assert head.meta("og:title"), tactic_id

    def preview(head: Head) -> list[dict[str, str]]:
        names = [(values.get("property") or values.get("name") or "", values) for _, values in head.elements]
        return [
            values
            for name, values in names
            if name.startswith(("og:", "article:", "twitter:")) or name == "description"
        ]

    assert preview(shared) == preview(tactic)


def test_not_found_is_for_nobody(built_site: Path) -> None:
    head = Head((built_site / "404.html").read_text("utf-8"))
    assert head.meta("robots") == "noindex"
    assert head.link("canonical") is None
    assert head.meta("og:title") is None


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_structured_data_of_a_tactic(built_site: Path, catalogue: Catalogue, tactic_id: str) -> None:
    head = head_of(built_site, f"canh-bao/{tactic_id}")
    tactic = catalogue.tactics[tactic_id]
    article, crumbs = head.data
    url = f"{HOST}canh-bao/{tactic_id}/"
    publisher = {"@type": "Organization", "name": catalogue.site.operator.name, "url": HOST}
    assert article == article | {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": tactic.title,
        "description": tactic.summary,
        "datePublished": tactic.published.isoformat(),
        "dateModified": tactic.updated.isoformat(),
        "inLanguage": "vi",
        "mainEntityOfPage": url,
        "publisher": publisher,
    }
    assert head.meta("og:title") == tactic.title
    assert head.meta("og:description") == tactic.summary
    assert crumbs["@type"] == "BreadcrumbList"
    assert [step["item"] for step in crumbs["itemListElement"]][:2] == [HOST, f"{HOST}canh-bao/"]


def test_crumbs_are_the_same_for_people_and_machines(built_site: Path) -> None:
    for path in addresses(built_site):
        head = head_of(built_site, path)
        lists = [data for data in head.data if data["@type"] == "BreadcrumbList"]
        assert len(lists) == (1 if path else 0), path
        for step_number, step in enumerate((step for data in lists for step in data["itemListElement"]), 1):
            assert step["position"] == step_number
            shown = {urljoin(HOST + path, href): text for href, text in head.links.items()}
            assert step["item"] in shown, f"{path}: {step}"
            assert (built_site / step["item"].removeprefix(HOST) / "index.html").is_file()


# --- sitemap ---------------------------------------------------------------------------------------------------


def _sitemap(site: Path) -> dict[str, str | None]:
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    assert root.tag == f"{SITEMAP}urlset"
    return {url.findtext(f"{SITEMAP}loc") or "": url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_sitemap_has_every_page_with_its_own_day(built_site: Path, catalogue: Catalogue) -> None:
    days = _sitemap(built_site)
    assert set(days) == {HOST + path for path in addresses(built_site) if not path.startswith(SHARE_PAGES)}
    for tactic in catalogue.tactics.values():
        assert days[f"{HOST}canh-bao/{tactic.id}/"] == tactic.updated.isoformat()


def test_sitemap_takes_days_from_records_not_from_the_clock(changed_site: Path) -> None:
    days = _sitemap(changed_site)
    assert days[f"{HOST}canh-bao/trom-xe-may/"] == "2026-10-09"
    assert f"{HOST}404.html" not in days
    assert not any("xe-may-cu" in address for address in days)


# --- old addresses, retired records, drafts --------------------------------------------------------------------


RETIRED = {
    "tactics/moc-tui-noi-dong-nguoi": "canh-bao/moc-tui-noi-dong-nguoi/",
    "guides/ngan-hang": "ngan-hang/",
    "models/to-dan-phong": "mo-hinh/to-dan-phong/",
    "campaigns/du-lich-he": "chien-dich/du-lich-he/",
}
"""Records that are retired, and their pages."""


@pytest.fixture(scope="module")
def changed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """trom-xe-may has had another id and day; RETIRED are retired; sac-xe-dien-an-toan is a draft."""
    project = copy_project(tmp_path_factory.mktemp("changed"))
    _edit(project, "tactics/trom-xe-may.yml", r"^aliases: .*$", "aliases: [xe-may-cu, trom-xe]")
    change = 'updated: "2026-10-09"\nchanges: [{on: "2026-10-09", what: "Sửa cách khóa xe."}]'
    _edit(project, "tactics/trom-xe-may.yml", r"^updated: .*$", change)
    _edit(project, "tactics/trom-xe-may.yml", r"^published: .*$", 'published: "2026-10-01"')
    for key in RETIRED:
        _edit(project, f"{key}.yml", r"^status: .*$", "status: het-hieu-luc")
    _edit(project, "tactics/sac-xe-dien-an-toan.yml", r"^status: .*$", "status: nhap")
    _edit(project, "tactics/sac-xe-dien-an-toan.yml", r"^title: .*$", 'title: "Bản nháp chưa ai được thấy"')
    build(Request(project, DAY, strict=False, pictures=False))
    return project.site


def _edit(project: Project, name: str, pattern: str, line: str) -> None:
    path = project.warnings / name
    text, count = re.subn(pattern, lambda _: line, path.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1, f"{name}: {pattern}"
    path.chmod(0o644)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("alias", ["xe-may-cu", "trom-xe"])
def test_old_address_leads_to_the_page(changed_site: Path, alias: str) -> None:
    """Without any script, and by a relative link, so that it also works under a folder and from a USB stick."""
    file = changed_site / "canh-bao" / alias / "index.html"
    head = Head(file.read_text("utf-8"))
    assert head.link("canonical") == f"{HOST}canh-bao/trom-xe-may/"
    assert head.scripts == 0
    assert head.meta("robots") == "noindex"
    (refresh,) = [v["content"] for _, v in head.elements if v.get("http-equiv") == "refresh"]
    assert refresh == "0; url=../trom-xe-may/"
    assert list(head.links) == ["../trom-xe-may/"]
    assert head.links["../trom-xe-may/"], "a link that people see"
    assert (file.parent / "../trom-xe-may/index.html").resolve().is_file()


@pytest.mark.parametrize("address", RETIRED.values())
def test_retired_records_keep_their_page_and_leave_the_lists(
    changed_site: Path, built_site: Path, address: str
) -> None:
    assert 'class="cb-banner"' in (changed_site / address / "index.html").read_text("utf-8")
    assert 'class="cb-banner"' not in (built_site / address / "index.html").read_text("utf-8")
    for site, listed in ((built_site, True), (changed_site, False)):
        links = {urljoin(name, link) for name in LISTS for link in Head((site / name).read_text("utf-8")).links}
        assert (address in links) is listed


def test_what_is_retired_is_not_shared(changed_site: Path, built_site: Path) -> None:
    shared = "chia-se/moc-tui-noi-dong-nguoi/"
    assert (built_site / shared / "index.html").is_file()
    assert not (changed_site / shared).exists()
    page = (changed_site / "canh-bao/moc-tui-noi-dong-nguoi/index.html").read_text("utf-8")
    assert "Thêm cách chia sẻ" not in page


def test_what_changed_is_told(changed_site: Path) -> None:
    text = (changed_site / "thay-doi/index.html").read_text("utf-8")
    assert re.search(r'id="ngay-2026-10-09".*?Sửa: <a [^>]*trom-xe-may/">[^<]+</a>. Sửa cách khóa xe.', text, re.DOTALL)
    assert re.search(r'id="ngay-2026-10-01".*?Mới: <a [^>]*trom-xe-may/">', text, re.DOTALL)
    assert text.index('id="ngay-2026-10-09"') < text.index('id="ngay-2026-10-01"')


def test_draft_is_nowhere(changed_site: Path) -> None:
    root = changed_site.parent
    for folder in (changed_site.resolve(), root / "docs"):
        for path in sorted(folder.rglob("*")):
            assert "sac-xe-dien-an-toan" not in path.name
            if path.is_file():
                content = path.read_text("utf-8", errors="replace")
                assert "Bản nháp chưa ai được thấy" not in content, path
                assert "sac-xe-dien-an-toan" not in content, path
    assert "sac-xe-dien-an-toan" not in _published_by(root)


def _published_by(root: Path) -> str:
    """The ids that this build wrote down as published (the repository's list came with the copy)."""
    before = set((ROOT / "warnings/published-ids.txt").read_text("utf-8").splitlines())
    return "\n".join(set((root / "warnings/published-ids.txt").read_text("utf-8").splitlines()) - before)


# --- another operator ------------------------------------------------------------------------------------------

SECOND_SITE = """\
name: "Cảnh giác phường X"
description: "Trang cảnh báo của phường X."
base_url: "https://canh-bao.phuong-x.example/sub/"
operator:
  name: "Ủy ban nhân dân phường X"
  about: ["Trang do phường X vận hành."]
contact: {label: "Điện thoại trực", value: "công bố tại trụ sở"}
adopted_by:
  - {name: "Công an phường X", on: "2026-11-01", document: "Công văn số 1"}
never_asks: ["tiền"]
promises: ["Không quảng cáo."]
"""


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copy_project(tmp_path_factory.mktemp("second"))
    (project.warnings / "site.yml").write_text(SECOND_SITE, "utf-8")
    # nothing of a build of the first identity may come from the working copy
    shutil.rmtree(project.generated, ignore_errors=True)
    build(Request(project, DAY, strict=False, pictures=False))
    return project


def test_no_trace_of_the_first_operator(second: Project, catalogue: Catalogue) -> None:
    """Name, address and operator stand in site.yml only: who takes the site over changes that one file."""
    first = catalogue.site
    traces = [first.name, "canhbao.example", first.operator.name, first.contact.value, *first.operator.about]
    for folder in (second.site.resolve(), second.docs):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = path.read_text("utf-8", errors="replace")
                for text in (content, _unescaped(content)):
                    assert not [trace for trace in traces if trace in text], path


def _unescaped(content: str) -> str:
    r"""JSON-LD writes ``Đ`` as ``\u0110``."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), content)


def test_every_page_names_the_second_operator(second: Project) -> None:
    host = "https://canh-bao.phuong-x.example/sub/"
    for path in addresses(second.site):
        html = (second.site / path / "index.html").read_text("utf-8")
        head = Head(html)
        assert head.meta("og:url") == host + path.replace(SHARE_PAGES, "canh-bao/")
        assert head.meta("og:site_name") == "Cảnh giác phường X"
        assert "Công an phường X, từ ngày 01/11/2026" in html
        assert "chưa có cơ quan nào duyệt" not in html
        if path.removeprefix("canh-bao/").strip("/") in TACTICS:
            assert head.data[0]["publisher"] == {
                "@type": "Organization",
                "name": "Ủy ban nhân dân phường X",
                "url": host,
            }
            assert f"{host}{path}" in html.split("<textarea", 1)[1].split("</textarea>", 1)[0]
    pages = {host + path for path in addresses(second.site) if not path.startswith(SHARE_PAGES)}
    assert set(_sitemap(second.site)) == pages
    assert "/sub/assets/shell.js" in (second.site / "404.html").read_text("utf-8")
