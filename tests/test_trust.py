"""An old copy says that it is old; whoever finds a mistake has the text ready, with or without scripts."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from awareness.catalogue import Catalogue
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]
DATED = ["canh-bao/trom-xe-may/", "vua-bi-lua/", "bao-tin/", "ngan-hang/"]

CLOCK = """
const RealDate = Date;
window.Date = class extends RealDate {
  constructor(...given) { super(...(given.length ? given : ["%sT12:00:00Z"])); }
};
"""


def due_days(catalogue: Catalogue) -> dict[str, datetime.date]:
    shown = {
        "canh-bao/trom-xe-may/": [catalogue.tactics["trom-xe-may"]],
        "vua-bi-lua/": list(catalogue.responses.values()),
        "bao-tin/": [*catalogue.tips.values(), *catalogue.contacts.values()],
        "ngan-hang/": [catalogue.guides["ngan-hang"]],
    }
    return {path: min(record.review_due for record in records) for path, records in shown.items()}


@pytest.mark.parametrize("path", DATED)
@pytest.mark.parametrize(("days_after", "shown"), [(0, False), (1, True)])
def test_an_old_copy_says_so(
    browser: Any,
    built_site: Path,
    serve_folder: Serve,
    catalogue: Catalogue,
    path: str,
    days_after: int,
    shown: bool,
) -> None:
    due = due_days(catalogue)[path]
    clock = CLOCK % (due + datetime.timedelta(days=days_after)).isoformat()
    with watched_page(browser, size=PHONE, init=clock) as page:
        page.goto(serve_folder(built_site) + path)
        banner = page.locator("[data-cb-due]")
        assert banner.is_visible() is shown
        assert f"Quá hạn kiểm từ ngày {due:%d/%m/%Y}" in (banner.text_content() or "")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("path", ["", *DATED, "kenh/goi-dien/", "tim/"])
def test_a_mistake_is_reported_with_page_and_day(
    browser: Any, built_site: Path, serve_folder: Serve, catalogue: Catalogue, path: str, javascript: bool
) -> None:
    site = catalogue.site
    with watched_page(browser, size=PHONE, javascript=javascript) as page:
        page.goto(serve_folder(built_site) + path)
        details = page.locator("details.cb-fix")
        details.locator("summary").click()
        text = page.locator("#sai-sot").input_value()
        assert f"Địa chỉ: {site.base_url}{path}\n" in text
        assert "Bản ngày: 2026-" in text
        assert site.contact.value in details.inner_text()
        assert details.locator("button").is_visible() is javascript
        letter = urlsplit(details.locator("a[href^=mailto]").get_attribute("href") or "")
        assert unquote(letter.path) == site.contact.value
        # browsers turn the line ends of a text area into \r\n only when they send it
        sent = parse_qs(letter.query)
        assert [text.partition("\n")[2]] == sent["body"]
        assert sent["subject"] == [f"Sai sót: {path or site.name}"]


def test_the_text_is_copied(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    init = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async t => { window.copied = t; }}});"
    with watched_page(browser, init=init) as page:
        page.goto(f"{serve_folder(built_site)}canh-bao/trom-xe-may/")
        page.locator("details.cb-fix summary").click()
        page.locator("details.cb-fix button").click()
        page.wait_for_function("() => window.copied")
        assert page.evaluate("window.copied") == page.locator("#sai-sot").input_value()
        assert page.locator("details.cb-fix [role=status]").inner_text() == "Đã chép."
