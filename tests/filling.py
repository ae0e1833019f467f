"""Forms that neighbours fill in on the phone: where they are, and how a test fills them in."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
from playwright.sync_api import Page

CHECKLIST = "kiem-tra/12-1-ho-gia-dinh/"
ROSTER = "kiem-tra-12-1/lich/"
LOGBOOK = "kiem-tra-12-1/so/"
NO_STORAGE = """
for (const name of ["getItem", "setItem", "removeItem"])
  Storage.prototype[name] = () => { throw new DOMException("refused", "SecurityError"); };
"""
CLOCK = """
const RealDate = Date;
window.Date = class extends RealDate {
  constructor(...given) { super(...(given.length ? given : ["2026-11-22T12:00:00"])); }
};
"""


def boxes(page: Page) -> Any:
    return page.locator(".cb-check input")


def use(page: Page, path: str) -> None:
    """Fill in whatever there is to fill in, and see that it shows."""
    if path == CHECKLIST:
        boxes(page).nth(1).check()
        assert page.locator("[data-cb-count]").inner_text().startswith("1/5")
    elif path == ROSTER:
        page.get_by_label("Tên các nhà").fill("Nhà Tư\nNhà Ba\nNhà Hai")
        assert page.locator("[data-cb-month] li").all_inner_texts()[0] == "Nhà Tư xem Nhà Ba"
    else:
        enter(page, "Nhà Tư", "Dây điện hở")
        assert "Nhà Tư: Dây điện hở" in page.locator(".cb-lines").inner_text()


def enter(page: Page, house: str, fault: str) -> None:
    page.get_by_label("Nhà", exact=True).fill(house)
    page.get_by_label("Chỗ chưa ổn, ngày hẹn sửa").fill(fault)
    page.get_by_role("button", name="Ghi vào sổ").click()


def printed(page: Page) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
