"""The page where prints are chosen: every file that it names is there, with a script and without."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awareness.catalogue import Catalogue
from awareness.print_pages import print_page
from awareness.prints import ITEMS, items_of, ready_prints

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.endswith((".pdf", ".svg")):
            self.files.append(address)


def test_every_print_that_lies_ready_is_named_once_and_is_there(catalogue: Catalogue, built_site: Path) -> None:
    links = Links((built_site / "in-an" / "index.html").read_text("utf-8")).files
    ready = [str(drawing.path.relative_to("site/in-an")) for drawing in ready_prints(catalogue)]
    assert sorted(links) == sorted(ready)
    for link in links:
        content = (built_site / "in-an" / link).read_bytes()
        assert content.startswith((b"%PDF-", b"<svg ")), link


def test_every_item_can_be_asked_for(catalogue: Catalogue) -> None:
    (page,) = print_page(catalogue)
    text = page.content.decode()
    assert {item.id for item in items_of(catalogue)} == {item.id for item in ITEMS if f"`{item.id}`" in text}


@pytest.mark.parametrize("place", ["ha-noi/tay-ho", "an-giang/an-bien", "a/b;echo"])
def test_one_chooses_on_a_phone(
    browser: Browser, built_site: Path, serve_folder: Callable[[Path], str], place: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 640})
    try:
        page.goto(f"{serve_folder(built_site)}in-an/?kv={place}")
        link = page.locator("[data-cb-file]")
        link.wait_for()
        shown = link.get_attribute("href") or ""
        if place == "ha-noi/tay-ho":
            assert shown.endswith("in-an/dia-ban/ha-noi/tay-ho/bien-quay-a4.pdf")
            page.select_option("#in-gi", label="Móc khóa tố giác tội phạm: tờ A4 để cắt, 15 chiếc, hai mặt")
            page.select_option("#in-cho", label="Phường Sầm Sơn, Thanh Hóa")
            shown = link.get_attribute("href") or ""
            assert shown.endswith("in-an/dia-ban/thanh-hoa/sam-son/moc-khoa.pdf"), "what was chosen stays chosen"
        elif place == "a/b;echo":
            assert "echo" not in page.locator("article").inner_text(), "nobody puts words into a command"
        else:
            assert "Xã, phường khác" in page.locator("form [role=status]").inner_text()
            assert f"--area {place} --item sign,keychain" in page.locator("#noi-khac ~ p code").first.inner_text()
        assert re.search(r"Tải về: ", link.inner_text())
        assert page.request.get(shown).ok
    finally:
        page.close()
