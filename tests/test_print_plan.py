"""The planner of prints: figures of the source alone, sums that are right, nothing that leaves the device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from awareness.catalogue import Catalogue
from awareness.print_plan import ADDRESS, COST, MODEL, example_of
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]


# --- the example -----------------------------------------------------------------------------------------------


def test_the_example_is_what_the_source_says(catalogue: Catalogue) -> None:
    model = catalogue.models[MODEL]
    example = example_of(model)
    assert example
    assert (example.total.value, example.cost.value, example.cost.as_of) == (11_000, 70_000_000, "2018-05")
    assert [share.figure.value for share in example.shares] == [1_650, 6_500, 1_000, 1_300]
    assert example.named == 10_450
    assert abs(example.each - example.cost.value / example.total.value) <= 50
    assert all(share.cost == share.figure.value * example.each for share in example.shares)


def test_no_cost_is_made_up(catalogue: Catalogue) -> None:
    """Without money in the source, or with money of another day, there is no example."""
    model = catalogue.models[MODEL]
    without = [figure for figure in model.figures if figure.measure != COST]
    later = [
        figure.model_copy(update={"as_of": "2020"}) if figure.measure == COST else figure for figure in model.figures
    ]
    for figures in (without, later):
        assert example_of(model.model_copy(update={"figures": figures})) is None


def test_the_example_needs_no_script(built_site: Path) -> None:
    html = unescape((built_site / ADDRESS / "index.html").read_text("utf-8"))
    for shown in ("1.650", "6.500", "1.000", "1.300", "10.450", "6.400 đồng", "05/2018"):
        assert shown in html


# --- one's own numbers -----------------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, built_site: Path, serve_folder: Serve) -> Iterator[Page]:
    with watched_page(browser, size=PHONE) as page:
        page.goto(serve_folder(built_site) + ADDRESS)
        yield page


def rows(page: Page) -> list[list[str]]:
    return page.locator("[data-cb-sum] tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    )


def test_sums_are_right_and_kept(page: Page) -> None:
    groups = "Tổ 1: 120\nXe ôm – tiểu thương: 60\nKhu trọ 1.200 chiếc\n<b>Chợ</b>: 20"
    page.fill("#in-nhom", groups)
    assert {row[2] for row in rows(page)} == {"chưa có giá"}
    page.fill("#in-gia", "6.400 đ")
    page.fill("#in-du", "3")
    expected = [
        ["Tổ 1", "120", "768.000 đồng"],
        ["Xe ôm – tiểu thương", "60", "384.000 đồng"],
        ["Khu trọ", "1.200", "7.680.000 đồng"],
        ["<b>Chợ</b>", "20", "128.000 đồng"],
        ["Để dành", "42", "268.800 đồng"],
        ["Cộng", "1.442", "9.228.800 đồng"],
    ]
    assert rows(page) == expected
    page.reload()
    assert rows(page) == expected
    assert page.evaluate("location.search + location.hash") == ""


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("#in-nhom", "Tổ 1", "chưa có số"),
        ("#in-gia", "rẻ", "chỉ ghi số"),
        ("#in-du", "900", "từ 0 đến 100"),
        ("#in-nhom", "Cả nước: 999999999999", "Số lớn quá"),
    ],
)
def test_what_cannot_be_reckoned_is_told(page: Page, field: str, typed: str, told: str) -> None:
    page.fill("#in-nhom", "Tổ 1: 120")
    page.fill("#in-gia", "6400")
    page.fill(field, typed)
    assert told in page.locator("[data-cb-told]").inner_text()
    assert not page.locator("[data-cb-sum]").is_visible()
