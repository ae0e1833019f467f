"""Seasons: when they are, what their pages tell, what home says while one is on, and after it."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re
from collections.abc import Callable
from html import unescape
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lunar_vn import convert_lunar_to_solar, solar_to_lunar

from awareness.calendar_days import LAST_YEAR, by_next_occurrence, occurrences, solar_date, spoken_calendar_day
from awareness.calendar_files import campaign_calendar
from awareness.catalogue import Catalogue
from awareness.community import CalendarDay, Campaign
from awareness.pages import OF_THE_SEASON_ON_HOME, home
from awareness.reading import Library
from awareness.search_engine import SearchIndex
from awareness.search_index import entries
from awareness.season_pages import campaign_list, campaign_pages
from awareness.weekly_plan import campaign_tactics
from tests.conftest import ROOT
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]

CAMPAIGNS = sorted(path.stem for path in (ROOT / "warnings/campaigns").glob("*.yml"))
ONE_DAY = datetime.timedelta(days=1)
TET = {
    2007: "2007-02-17",
    2023: "2023-01-22",
    2024: "2024-02-10",
    2025: "2025-01-29",
    2026: "2026-02-17",
    2027: "2027-02-06",
    2028: "2028-01-26",
    2029: "2029-02-13",
    2030: "2030-02-02",
}


def day_of(name: str, month: int, day: int) -> CalendarDay:
    return CalendarDay.model_validate({"calendar": name, "month": str(month), "day": str(day)})


def with_days(catalogue: Catalogue, starts: CalendarDay, ends: CalendarDay) -> Campaign:
    return catalogue.campaigns["tet-nguyen-dan"].model_copy(update={"starts": starts, "ends": ends})


# --- days of the calendar ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "date"), TET.items())
def test_tet_is_when_it_was_and_will_be(year: int, date: str) -> None:
    assert solar_date(day_of("am", 1, 1), year).isoformat() == date


@pytest.mark.parametrize("year", [2007, 2030])
def test_it_is_the_calendar_of_vietnam(year: int) -> None:
    """In these years the new moon falls between 16 and 17 o'clock UTC: a day later in China (UTC+8)."""
    assert convert_lunar_to_solar(1, 1, year, time_zone=8.0) == solar_date(day_of("am", 1, 1), year) + ONE_DAY


def test_a_leap_month_does_not_count() -> None:
    """2025 has two sixth months; the regular one comes first."""
    assert solar_date(day_of("am", 6, 1), 2025).isoformat() == "2025-06-25"
    assert solar_date(day_of("am", 7, 1), 2025).isoformat() == "2025-08-23"


@pytest.mark.parametrize(
    ("name", "month", "day", "year", "date"),
    [
        ("am", 12, 30, 2023, "2024-02-09"),  # Chạp of 30 days
        ("am", 12, 30, 2024, "2025-01-28"),  # of 29
        ("duong", 2, 29, 2028, "2028-02-29"),
        ("duong", 2, 29, 2027, "2027-02-28"),
        ("duong", 4, 31, 2027, "2027-04-30"),
    ],
)
def test_a_month_that_is_too_short_ends_with_its_last_day(
    name: str, month: int, day: int, year: int, date: str
) -> None:
    assert solar_date(day_of(name, month, day), year).isoformat() == date


lunar_days = st.builds(day_of, st.just("am"), st.integers(1, 12), st.integers(1, 30))
solar_days = st.builds(day_of, st.just("duong"), st.integers(1, 12), st.integers(1, 31))


@given(day=lunar_days, year=st.integers(1901, LAST_YEAR))
def test_a_lunar_day_is_found_on_its_date(day: CalendarDay, year: int) -> None:
    found = solar_to_lunar(solar_date(day, year))
    assert (found.month, found.year, found.leap) == (day.month, year, False)
    assert found.day == day.day or (day.day, found.day) == (30, 29)


def test_days_are_said_as_people_say_them() -> None:
    said = [spoken_calendar_day(day_of(*day)) for day in (("am", 12, 1), ("am", 1, 15), ("am", 8, 23), ("duong", 9, 5))]
    assert said == ["mùng 1 tháng Chạp âm lịch", "rằm tháng Giêng âm lịch", "ngày 23 tháng 8 âm lịch", "ngày 5 tháng 9"]


# --- when a campaign is on ---------------------------------------------------------------------------------------


def is_on_date(day: CalendarDay, date: datetime.date) -> bool:
    """The same question asked the other way round: which day of the calendar is a date."""
    if day.calendar == "duong":
        last = calendar.monthrange(date.year, date.month)[1]
        return (date.month, date.day) == (day.month, min(day.day, last))
    lunar, next_day = solar_to_lunar(date), solar_to_lunar(date + ONE_DAY)
    is_last = next_day.day == 1
    return (lunar.month, lunar.leap) == (day.month, False) and (
        lunar.day == day.day or (is_last and lunar.day < day.day)
    )


def is_running(campaign: Campaign, day: datetime.date) -> bool:
    """Walks back until the campaign has begun or ended."""
    date = day
    while True:
        if date < day and is_on_date(campaign.ends, date):
            return False
        if is_on_date(campaign.starts, date):
            return True
        date -= ONE_DAY


@settings(deadline=None)
@given(
    starts=lunar_days | solar_days,
    ends=lunar_days | solar_days,
    day=st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 1, 1)),
)
def test_the_occurrence_contains_the_day_or_is_the_next(
    catalogue: Catalogue, starts: CalendarDay, ends: CalendarDay, day: datetime.date
) -> None:
    campaign = with_days(catalogue, starts, ends)
    first, second = islice(occurrences(campaign, day), 2)
    assert day <= first.ends
    assert first.starts <= first.ends
    assert first.starts < second.starts
    assert is_on_date(starts, first.starts)
    assert is_on_date(ends, first.ends)
    assert first.contains(day) is is_running(campaign, day)
    if first.starts > day:
        between = (day + ONE_DAY * n for n in range((first.starts - day).days))
        assert not any(is_on_date(starts, date) for date in between)


def test_a_campaign_crosses_the_end_of_the_year(catalogue: Catalogue) -> None:
    tet = catalogue.campaigns["tet-nguyen-dan"]
    (first, second) = islice(occurrences(tet, datetime.date(2027, 12, 31)), 2)
    assert (first.starts.isoformat(), first.ends.isoformat()) == ("2027-12-28", "2028-02-09")
    assert second.starts.isoformat() == "2029-01-15", "none begins in 2028"


def test_no_occurrence_beyond_what_the_library_reckons(catalogue: Catalogue) -> None:
    tet = catalogue.campaigns["tet-nguyen-dan"]
    assert list(occurrences(tet, datetime.date(2100, 6, 1))) == []
    assert list(occurrences(tet, datetime.date(2098, 6, 1)))[-1].year < LAST_YEAR


def test_the_year_is_in_order(catalogue: Catalogue) -> None:
    for month in range(1, 13):
        day = datetime.date(2027, month, 1)
        coming = by_next_occurrence(catalogue.current_campaigns, day)
        assert {campaign.id for campaign, _ in coming} == set(CAMPAIGNS)
        begins = [times[0].starts for _, times in coming]
        assert begins == sorted(begins)


# --- records and pages -------------------------------------------------------------------------------------------


def test_what_belongs_to_a_season_is_in_its_campaign(catalogue: Catalogue) -> None:
    told = {campaign.season: set(campaign.tactics) for campaign in catalogue.current_campaigns}
    for tactic in catalogue.current_tactics:
        for season in set(tactic.season) - {"quanh-nam"}:
            assert tactic.id in told[season], f"{tactic.id}: {season}"


@pytest.mark.parametrize("campaign_id", CAMPAIGNS)
def test_the_page_tells_all(campaign_id: str, catalogue: Catalogue, built_site: Path) -> None:
    campaign = catalogue.campaigns[campaign_id]
    html = (built_site / f"chien-dich/{campaign_id}/index.html").read_text("utf-8")
    text = unescape(re.sub(r"<[^>]+>", "", html))
    for line in (*campaign.why, *(line for week in campaign.weeks for line in week.do)):
        assert line in text
    sent_first = html.partition('id="gui-truoc"')[2].partition("<h2")[0]
    linked = re.findall(r'href="\.\./\.\./canh-bao/([a-z0-9-]+)/"', sent_first)
    assert linked == [tactic.id for tactic in campaign_tactics(catalogue, campaign)]
    for time in islice(occurrences(campaign, catalogue.day), 2):
        assert f"Từ {time.starts:%d/%m/%Y} đến {time.ends:%d/%m/%Y}" in text
    assert f'href="{campaign_id}/"' in (built_site / "chien-dich/index.html").read_text("utf-8")


def test_checklists_are_named_once_they_are_published(catalogue: Catalogue, library: Library) -> None:
    tet = catalogue.campaigns["tet-nguyen-dan"]
    for status, links in (("nhap", []), ("hien-hanh", list(tet.checklists))):
        checklists = {key: library.checklists[key].model_copy(update={"status": status}) for key in tet.checklists}
        changed = Catalogue.link(dataclasses.replace(library, checklists=checklists), catalogue.day)
        (page,) = (page for page in campaign_pages(changed) if page.path.stem == tet.id)
        assert re.findall(r"\(\.\./kiem-tra/([a-z0-9-]+)\.md\)", page.content.decode()) == links


def test_without_campaigns_there_is_a_page_and_nothing_on_home(catalogue: Catalogue) -> None:
    empty = dataclasses.replace(catalogue, campaigns={})
    assert list(campaign_pages(empty)) == []
    (page,) = campaign_list(empty)
    assert "Chưa có đợt nào." in page.content.decode().replace("&#46;", ".")
    assert "Đang là" not in home_text(empty, catalogue.day)


QUERIES = {
    "gần tết dặn bà con cái gì": "chien-dich/tet-nguyen-dan/",
    "tuyen truyen dip nghi he du lich": "chien-dich/du-lich-he/",
    "phụ huynh cần chú ý gì đầu năm học": "chien-dich/dau-nam-hoc/",
    "sap bao to dan pho chuan bi gi": "chien-dich/mua-bao-lu/",
    "tuần này gửi gì vào nhóm zalo": "tuan-nay-gui-gi/",
}


@pytest.mark.parametrize(("query", "url"), QUERIES.items())
def test_search_finds_seasons_and_the_plan(query: str, url: str, catalogue: Catalogue) -> None:
    index = SearchIndex(entries(catalogue), catalogue.search_words)
    found = [index.entries[hit.number] for hit in index.search(query, 3)]
    assert (url, "Theo mùa") in [(entry.url, entry.kind) for entry in found]


# --- home --------------------------------------------------------------------------------------------------------


def home_text(catalogue: Catalogue, day: datetime.date) -> str:
    (page,) = home(dataclasses.replace(catalogue, day=day))
    return page.content.decode()


def seasons_on_home(text: str) -> list[str]:
    return re.findall(r"^## Đang là .* \{ #mua-([a-z0-9-]+) \}$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2027-01-07", []),
        ("2027-01-08", ["tet-nguyen-dan"]),
        ("2027-02-06", ["tet-nguyen-dan"]),
        ("2027-02-20", ["tet-nguyen-dan"]),
        ("2027-02-21", []),
        ("2027-07-01", ["mua-bao-lu", "du-lich-he"]),
        ("2027-08-15", ["dau-nam-hoc", "mua-bao-lu"]),
        ("2027-12-01", []),
    ],
)
def test_home_raises_a_season_from_its_first_day_to_its_last(catalogue: Catalogue, day: str, shown: list[str]) -> None:
    assert seasons_on_home(home_text(catalogue, datetime.date.fromisoformat(day))) == shown


def test_home_says_what_comes_first_and_until_when(catalogue: Catalogue) -> None:
    text = home_text(catalogue, datetime.date(2027, 1, 20))
    section = text.partition("{ #mua-tet-nguyen-dan }")[2].partition("\n## ")[0]
    assert "Đến hết ngày 20/02/2027: [" in section
    linked = re.findall(r"\(canh-bao/([a-z0-9-]+)\.md\)", section)
    assert linked == list(catalogue.campaigns["tet-nguyen-dan"].tactics[:OF_THE_SEASON_ON_HOME])
    assert text.index("#viec-gap") < text.index("#mua-tet-nguyen-dan") < text.index("#den-bang-duong-nao")


CLOCK = """
const RealDate = Date;
window.Date = class extends RealDate {
  constructor(...given) { super(...(given.length ? given : ["%sT12:00:00Z"])); }
};
"""


@pytest.mark.parametrize(("javascript", "today", "shown"), [(True, "2026-11-30", True), (True, "2026-12-01", False)])
def test_an_old_home_page_puts_away_a_season_that_is_over(
    browser: Any, built_site: Path, serve_folder: Serve, javascript: bool, today: str, shown: bool
) -> None:
    with watched_page(browser, size=PHONE, init=CLOCK % today) as page:
        page.goto(serve_folder(built_site))
        section = page.locator(".cb-section--mua-mua-bao-lu")
        assert section.is_visible() is shown
        assert "Đến hết ngày 30/11/2026" in (section.text_content() or "")


def test_without_scripts_the_last_day_is_there_to_read(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(serve_folder(built_site))
        assert page.get_by_text("Đến hết ngày 30/11/2026").is_visible()


# --- the calendar of campaigns -------------------------------------------------------------------------------------


def test_the_calendar_has_two_years_of_every_campaign(catalogue: Catalogue) -> None:
    (file,) = campaign_calendar(catalogue)
    events = Calendar.from_ical(file.content).walk("VEVENT")
    told = {(str(event["url"]), event["dtstart"].dt, event["dtend"].dt - ONE_DAY) for event in events}
    expected = {
        (f"https://canhbao.example/chien-dich/{campaign.id}/", time.starts, time.ends)
        for campaign in catalogue.current_campaigns
        for time in islice(occurrences(campaign, catalogue.day), 2)
    }
    assert told == expected
    assert len({str(event["uid"]) for event in events}) == len(events) == 2 * len(CAMPAIGNS)


def test_an_event_keeps_its_name_from_year_to_year(catalogue: Catalogue) -> None:
    """Made a year later, the event of a season is replaced in the telephone, not doubled."""
    names: dict[datetime.date, set[str]] = {}
    for year in (2026, 2027, 2028):
        (file,) = campaign_calendar(dataclasses.replace(catalogue, day=datetime.date(year, 11, 22)))
        for event in Calendar.from_ical(file.content).walk("VEVENT"):
            if "tet" in str(event["uid"]):
                names.setdefault(event["dtstart"].dt, set()).add(str(event["uid"]))
    assert len(names) == 4
    assert all(len(uids) == 1 for uids in names.values())
    assert len(set.union(*names.values())) == 4, "two begin in 2027"


def test_weeks_of_a_campaign_are_counted_from_its_first_day(catalogue: Catalogue) -> None:
    time = next(occurrences(catalogue.campaigns["tet-nguyen-dan"], datetime.date(2027, 1, 1)))
    weeks = list(takewhile(lambda week: time.week_starts(week) <= time.ends, range(1, 60)))
    assert len(weeks) == time.weeks == 7
    assert time.week_starts(1) == time.starts
