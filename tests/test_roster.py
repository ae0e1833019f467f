"""Roster and logbook of neighbours: one rule in Python and on the phone, months to choose, faults to be mended."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from awareness.roster import FEWEST, Visit, roster
from tests.filling import CLOCK, LOGBOOK, ROSTER, boxes, enter, printed, use
from tests.pages import watched_page


@pytest.fixture
def home(sample_site: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(sample_site)


# --- the roster: one rule, twice -------------------------------------------------------------------------------


def faults(households: list[str], months: int) -> Iterator[str]:
    """Whatever a roster must not have; places count, since two households may have one name."""
    number = len(households)
    everybody = list(range(number))
    plan = hosts_by_place(number, months)
    for month, hosts in enumerate(plan):
        if sorted(hosts) != everybody:
            yield f"month {month}: not everybody goes once and is visited once"
        if any(host == place for place, host in enumerate(hosts)):
            yield f"month {month}: somebody checks its own home"
    for month, (hosts, later) in enumerate(itertools.pairwise(plan)):
        if number > FEWEST and any(host == again for host, again in zip(hosts, later, strict=True)):
            yield f"month {month}: the same visit twice in a row"
    if months >= number - 1:
        for place in everybody:
            visited = sorted(hosts[place] for hosts in plan[: number - 1])
            if visited != everybody[:place] + everybody[place + 1 :]:
                yield f"household {place} has not been to every other one once"
    named = [[Visit(households[place], households[host]) for place, host in enumerate(hosts)] for hosts in plan]
    if roster(households, months) != named:
        yield "names change the plan"


def hosts_by_place(number: int, months: int) -> list[list[int]]:
    """For each month whom each household visits, by place."""
    plan = roster([str(place) for place in range(number)], months)
    assert all([visit.visitor for visit in visits] == [str(place) for place in range(number)] for visits in plan)
    return [[int(visit.host) for visit in visits] for visits in plan]


HOUSEHOLDS = st.lists(st.text(max_size=8), min_size=FEWEST, max_size=30)
MONTHS = st.integers(0, 36)


@settings(max_examples=300, deadline=None)
@given(HOUSEHOLDS, MONTHS)
def test_everybody_goes_once_and_is_visited_once(names: list[str], months: int) -> None:
    """``python -m benchmarks roster`` looks at 10,000 lists."""
    assert list(faults(names, months)) == []


def test_faults_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other side: a roster that never changes, and one in which everybody stays at home."""
    for step in (0, 1):
        monkeypatch.setattr(
            f"{__name__}.roster",
            lambda names, months, step=step: (
                [[Visit(name, names[(place + step) % len(names)]) for place, name in enumerate(names)]] * months
            ),
        )
        assert list(faults(["a", "b", "c"], 3))


@pytest.mark.parametrize(("names", "months"), [([], 1), (["Nhà 1"], 1), (["Nhà 1", "Nhà 2"], -1)])
def test_a_roster_that_cannot_be(names: list[str], months: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        roster(names, months)


def test_the_phone_follows_the_same_rule(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + ROSTER)
        for number in (2, 3, 4, 11, 12, 13, 29):
            there = page.evaluate("([number, months]) => window.roster(number, months)", [number, 2 * number])
            assert [[host for _, host in visits] for visits in there] == hosts_by_place(number, 2 * number)
            assert all(visitor == place for visits in there for place, (visitor, _) in enumerate(visits))


# --- roster and logbook on the phone ---------------------------------------------------------------------------


def test_a_roster_from_names(browser: Browser, home: str) -> None:
    """The month of today first, any month by choice, every month on paper; only what people typed is kept."""
    names = [f"Nhà {word}" for word in ("Tư", "Ba", "Hai", "Năm", "Sáu")]
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + ROSTER)
        assert page.locator("#lich-mau").is_visible()
        page.get_by_label("Tên các nhà").fill("\n".join([names[0], "", *names[1:]]))
        page.get_by_label("Bắt đầu từ tháng").fill("2026-10")
        page.get_by_label("Lập cho mấy tháng").fill("14")
        assert not page.locator("#lich-mau").is_visible()
        plan = roster(names, 14)
        choice = page.get_by_label("Xem tháng")
        assert choice.input_value() == "11/2026"
        for month, title in ((1, "11/2026"), (0, "10/2026"), (13, "11/2027")):
            choice.select_option(title)
            shown = page.locator("[data-cb-month] li").all_inner_texts()
            assert shown == [f"{visit.visitor} xem {visit.host}" for visit in plan[month]]
        page.reload()
        assert page.locator("[data-cb-month] li").count() == 5
        sheets = page.locator("[data-cb-sheets] table").all()
        assert [sheet.locator("thead th").count() - 1 for sheet in sheets] == [12, 2]
        printed = [
            [int(cell) - 1 for cell in row.locator("td").all_text_contents()]
            for row in sheets[0].locator("tbody tr").all()
        ]
        assert [list(column) for column in zip(*printed, strict=True)] == hosts_by_place(5, 12)


@pytest.mark.parametrize(
    ("names", "told"),
    [("Nhà Tư", "Cần ít nhất hai nhà."), ("Nhà Tư\nNhà Ba\nNhà Tư", "Có hai dòng cùng tên “Nhà Tư”"), ("", "")],
)
def test_a_roster_says_what_is_missing(browser: Browser, home: str, names: str, told: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + ROSTER)
        page.get_by_label("Tên các nhà").fill(names)
        assert page.locator("[data-cb-told]").inner_text().startswith(told)
        assert page.locator("[data-cb-month]").is_visible() == (names.count("\n") > 0)


def test_a_fault_stays_in_the_book_until_it_is_mended(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + LOGBOOK)
        month = page.get_by_label("Tháng kiểm tra")
        lines = page.locator(".cb-lines li")
        assert month.input_value() == "2026-11"
        enter(page, "Nhà Tư", "Dây điện hở <i>")
        enter(page, "Nhà Ba", "Xe chắn cầu thang")
        boxes(page).nth(1).check()
        assert page.locator("[data-cb-count]").inner_text() == "1 chỗ chưa sửa, 1 chỗ đã sửa trong tháng 11/2026"

        page.reload()
        month.fill("2026-12")
        assert lines.all_inner_texts() == ["Nhà Tư: Dây điện hở <i> (ghi từ tháng 11/2026)\nSửa"]
        month.fill("2027-02")
        boxes(page).nth(0).check()
        copied = page.locator("#so-chu").input_value().splitlines()
        assert copied == [
            "Sổ kiểm tra chéo 12/1, tháng 2/2027",
            "Đã sửa (1):",
            "▪ Nhà Tư: Dây điện hở <i> (ghi từ tháng 11/2026)",
        ]
        month.fill("2027-03")
        assert lines.count() == 0
        month.fill("2027-01")  # looking back: it was open then
        assert [box.is_checked() for box in boxes(page).all()] == [False]
        month.fill("2026-10")
        assert lines.count() == 0


def test_a_line_of_the_book_is_changed_or_taken_out(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + LOGBOOK)
        page.get_by_role("button", name="Ghi vào sổ").click()
        assert page.locator("[data-cb-told]").inner_text() == "Ghi đủ tháng, nhà và chỗ chưa ổn."
        enter(page, "Nhà Tư", "Dây điện hở")
        page.get_by_role("button", name="Sửa dòng").click()
        enter(page, "Nhà Tư", "Dây điện hở cạnh bếp")
        assert page.locator(".cb-lines span").all_inner_texts() == ["Nhà Tư: Dây điện hở cạnh bếp"]
        page.get_by_role("button", name="Sửa dòng").click()
        enter(page, "Nhà Tư", "")
        assert page.locator(".cb-lines li").count() == 0
        assert page.evaluate("JSON.stringify(localStorage)").count("Nhà Tư") == 0


def test_on_paper_the_roster_has_every_month(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + ROSTER)
        use(page, ROSTER)
        paper = printed(page)
        for wanted in ("1. Nhà Tư", "3. Nhà Hai", "11/2026", "10/2027"):
            assert wanted in paper
        assert "Xem tháng" not in paper
        assert "Lịch mẫu" not in paper
