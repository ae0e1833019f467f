"""What to send in which week: nothing is forgotten, a season has its own, and no promise is broken by a rebuild."""

from __future__ import annotations

import dataclasses
import datetime
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from awareness.calendar_days import occurrences
from awareness.calendar_files import WEEKS, campaign_calendar, plan_calendar
from awareness.catalogue import Catalogue
from awareness.community import CalendarDay
from awareness.records import Tactic
from awareness.season_pages import PLANNED_WEEKS, plan_page
from awareness.sharing import MESSAGE_LENGTH, full_message
from awareness.weekly_plan import LONGEST_SILENCE, ROUND, PlannedWeek, campaign_tactics, monday_of, weekly_plan
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]

LEAP_YEAR = [datetime.date(2028, 1, 1) + datetime.timedelta(days=number) for number in range(366)]
HORIZON = datetime.timedelta(days=457)
"""Fifteen months."""


def made_up(catalogue: Catalogue, number: int, **changes: Any) -> Catalogue:
    """So many tactics, published one a day, all like the ones that there are."""
    real = list(catalogue.tactics.values())
    first = datetime.date(2026, 1, 1)
    tactics = {
        f"thu-{i}": real[i % len(real)].model_copy(
            update={"id": f"thu-{i}", "published": first + datetime.timedelta(days=i), **changes}
        )
        for i in range(number)
    }
    return dataclasses.replace(catalogue, tactics=tactics)


def days_of_sending(plan: Sequence[PlannedWeek]) -> dict[str, list[int]]:
    """Tactic → ordinals of the Mondays on which it is sent."""
    days: dict[str, list[int]] = defaultdict(list)
    for week in plan:
        for tactic in week.tactics:
            days[tactic.id].append(week.monday.toordinal())
    return days


def longest_silence(days: Sequence[int], start: datetime.date) -> int:
    """Days from ``start``, and from each sending, to the next one, within the horizon."""
    first = bisect_left(days, start.toordinal())
    end = bisect_left(days, (start + HORIZON).toordinal())
    known = [start.toordinal(), *days[first : end + 1]]
    assert days[-1] >= (start + HORIZON).toordinal() - LONGEST_SILENCE
    return max(later - earlier for earlier, later in pairwise(known))


def plan_of_the_horizon(catalogue: Catalogue, start: datetime.date, last_start: datetime.date) -> list[PlannedWeek]:
    return weekly_plan(catalogue, start, (last_start + HORIZON - start).days // 7 + ROUND)


# --- nothing is forgotten ------------------------------------------------------------------------------------------


def test_no_warning_is_silent_for_more_than_90_days(catalogue: Catalogue) -> None:
    """Whichever day of a year one begins on, over fifteen months."""
    sent = days_of_sending(plan_of_the_horizon(catalogue, LEAP_YEAR[0], LEAP_YEAR[-1]))
    assert set(sent) == {tactic.id for tactic in catalogue.current_tactics}
    worst = max(longest_silence(days, start) for days in sent.values() for start in LEAP_YEAR)
    assert worst <= 90


calendar_days = st.builds(
    lambda name, month, day: CalendarDay.model_validate({"calendar": name, "month": str(month), "day": str(day)}),
    st.sampled_from(["duong", "am"]),
    st.integers(1, 12),
    st.integers(1, 30),
)
seasons = st.lists(
    st.tuples(calendar_days, calendar_days, st.lists(st.integers(0, 299), min_size=1, max_size=20, unique=True)),
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@given(
    number=st.integers(1, 300),
    retired=st.sets(st.integers(0, 299)),
    seasons=seasons,
    start=st.dates(datetime.date(2026, 1, 1), datetime.date(2060, 1, 1)),
)
def test_whatever_records_there_are(
    catalogue: Catalogue,
    number: int,
    retired: set[int],
    seasons: list[tuple[CalendarDay, CalendarDay, list[int]]],
    start: datetime.date,
) -> None:
    """Any number of warnings, some retired, some in seasons of any length that overlap."""
    made = made_up(catalogue, number)
    tactics = {
        tactic.id: tactic.model_copy(update={"status": "het-hieu-luc" if i in retired else "hien-hanh"})
        for i, tactic in enumerate(made.tactics.values())
    }
    tet = catalogue.campaigns["tet-nguyen-dan"]
    campaigns = {
        f"mua-{i}": tet.model_copy(
            update={"id": f"mua-{i}", "starts": starts, "ends": ends, "tactics": [f"thu-{other}" for other in own]}
        )
        for i, (starts, ends, own) in enumerate(seasons)
    }
    made = dataclasses.replace(made, tactics=tactics, campaigns=campaigns)
    plan = plan_of_the_horizon(made, start, start)
    sent = days_of_sending(plan)
    assert set(sent) == {tactic.id for tactic in made.current_tactics}
    for days in sent.values():
        assert longest_silence(days, start) <= 90
    later = start + datetime.timedelta(weeks=17)
    assert weekly_plan(made, later, 9) == plan[17:26]


@pytest.mark.parametrize(("number", "a_week"), [(1, 1), (5, 1), (13, 2), (66, 6), (300, 25), (2000, 167)])
def test_how_many_a_week_follows_from_how_many_there_are(catalogue: Catalogue, number: int, a_week: int) -> None:
    made = dataclasses.replace(made_up(catalogue, number), campaigns={})
    assert {len(week.tactics) for week in weekly_plan(made, LEAP_YEAR[0], ROUND)} == {a_week}


def test_a_week_is_neither_empty_nor_a_flood(catalogue: Catalogue) -> None:
    """The groups of a hamlet bear about one message a day."""
    counts = [len(week.tactics) for week in weekly_plan(catalogue, LEAP_YEAR[0], 104)]
    share = -(-len(catalogue.current_tactics) // ROUND)
    assert min(counts) == share
    assert max(counts) <= share + 2
    assert sum(count <= share + 1 for count in counts) > 0.9 * len(counts)


def test_nothing_to_send(catalogue: Catalogue) -> None:
    empty = dataclasses.replace(catalogue, tactics={})
    assert [len(week.tactics) for week in weekly_plan(empty, catalogue.day, 3)] == [0, 0, 0]
    assert "Chưa có cảnh báo nào để gửi" in next(plan_page(empty)).content.decode()


def test_nothing_twice_in_a_week(catalogue: Catalogue) -> None:
    for week in weekly_plan(catalogue, LEAP_YEAR[0], 104):
        ids = [tactic.id for tactic in week.tactics]
        assert len(ids) == len(set(ids))


def test_what_room_there_is_goes_to_what_is_urgent(catalogue: Catalogue) -> None:
    plan = weekly_plan(dataclasses.replace(catalogue, campaigns={}), LEAP_YEAR[0], 10 * ROUND)
    more_often = [tactic_id for tactic_id, days in days_of_sending(plan).items() if len(days) > 10]
    assert {catalogue.tactics[tactic_id].severity for tactic_id in more_often} == {"khan-cap"}
    assert len(more_often) >= len(catalogue.urgent_tactics) // 2, "always the same few"


# --- the calendar and the records alone ----------------------------------------------------------------------------


@given(days=st.integers(0, 400))
@settings(deadline=None, max_examples=20)
def test_a_rebuild_keeps_what_was_promised(catalogue: Catalogue, days: int) -> None:
    promised = {week.monday: week for week in weekly_plan(catalogue, LEAP_YEAR[0], 100)}
    later = LEAP_YEAR[0] + datetime.timedelta(days=days)
    plan = weekly_plan(dataclasses.replace(catalogue, day=later), later, 40)
    assert plan[0].monday <= later <= plan[0].sunday
    assert plan == [promised[week.monday] for week in plan]


def base_weeks(catalogue: Catalogue, weeks: int = 4 * ROUND) -> dict[str, set[datetime.date]]:
    sent: dict[str, set[datetime.date]] = defaultdict(set)
    for week in weekly_plan(catalogue, LEAP_YEAR[0], weeks):
        for tactic in week.tactics:
            sent[tactic.id].add(week.monday)
    return sent


def test_a_new_warning_moves_no_other(catalogue: Catalogue) -> None:
    """It takes weeks from those that are sent more often than they must, and from no one else."""
    newest = max(tactic.published for tactic in catalogue.tactics.values())
    some = next(iter(catalogue.tactics.values()))
    new = some.model_copy(update={"id": "thu-doan-moi", "published": newest + datetime.timedelta(days=30)})
    before = base_weeks(catalogue)
    after = base_weeks(dataclasses.replace(catalogue, tactics={**catalogue.tactics, new.id: new}))
    changed = {tactic_id for tactic_id, weeks in before.items() if weeks != after[tactic_id]}
    assert {catalogue.tactics[tactic_id].severity for tactic_id in changed} <= {"khan-cap"}
    lost = sum(len(before[tactic_id] - after[tactic_id]) for tactic_id in changed)
    assert lost <= len(after[new.id])


def test_a_retired_warning_moves_no_other(catalogue: Catalogue) -> None:
    of_seasons = {tactic_id for campaign in catalogue.campaigns.values() for tactic_id in campaign.tactics}
    gone = next(t for t in catalogue.tactics.values() if t.severity == "trung-binh" and t.id not in of_seasons)
    retired = gone.model_copy(update={"status": "het-hieu-luc"})
    before = base_weeks(catalogue)
    after = base_weeks(dataclasses.replace(catalogue, tactics={**catalogue.tactics, gone.id: retired}))
    assert gone.id not in after
    for tactic_id in before.keys() - {gone.id}:
        assert before[tactic_id] <= after[tactic_id], tactic_id


# --- seasons -------------------------------------------------------------------------------------------------------


def test_a_season_sends_all_its_own_in_its_weeks_and_first(catalogue: Catalogue) -> None:
    plan = weekly_plan(catalogue, LEAP_YEAR[0], 104)
    for campaign in catalogue.current_campaigns:
        own = campaign_tactics(catalogue, campaign)
        for time in occurrences(campaign, LEAP_YEAR[0]):
            if time.starts < LEAP_YEAR[0] or time.ends > plan[-1].sunday:
                break
            weeks = [week for week in plan if monday_of(time.starts) <= week.monday <= monday_of(time.ends)]
            assert {tactic.id for tactic in own} <= {tactic.id for week in weeks for tactic in week.tactics}
            assert own[0] in weeks[0].tactics
            for week in weeks:
                assert campaign in week.campaigns
                of_seasons = {tactic for running in week.campaigns for tactic in running.tactics}
                is_own = [tactic.id in of_seasons for tactic in week.tactics]
                assert is_own == sorted(is_own, reverse=True)


def test_a_season_keeps_its_order(catalogue: Catalogue) -> None:
    """The first sending of each, as far as the round of the year does not send it earlier."""
    tet = catalogue.campaigns["tet-nguyen-dan"]
    start = datetime.date(2027, 1, 8)
    with_season = weekly_plan(catalogue, start, 7)
    without = weekly_plan(dataclasses.replace(catalogue, campaigns={}), start, 7)
    added: list[Tactic] = []
    for week, plain in zip(with_season, without, strict=True):
        added += [tactic for tactic in week.tactics if tactic not in plain.tactics]
    ids = [tactic.id for tactic in added if tactic.id in tet.tactics]
    assert len(ids) > 4
    assert ids == sorted(ids, key=tet.tactics.index)


# --- page and calendar ---------------------------------------------------------------------------------------------


def test_the_page_names_every_warning_of_every_week(catalogue: Catalogue) -> None:
    (page,) = plan_page(catalogue)
    text = page.content.decode()
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    plan = weekly_plan(catalogue, catalogue.day, PLANNED_WEEKS)
    assert PLANNED_WEEKS > 13
    for week, section in zip(plan, sections, strict=False):
        assert section.startswith(f"Tuần {week.spoken} {{ #tuan-{week.name} }}")
        assert re.findall(r"\(\.\./canh-bao/([a-z0-9-]+)\.md\)", section) == [tactic.id for tactic in week.tactics]
        assert re.findall(r"\(\.\./chia-se/([a-z0-9-]+)\.md\)", section) == [tactic.id for tactic in week.tactics]
        lengths = [int(length) for length in re.findall(r"dài (\d+) ký tự", section)]
        assert lengths == [len(full_message(catalogue, tactic)) for tactic in week.tactics]
        assert max(lengths) <= MESSAGE_LENGTH
    assert {tactic.id for week in plan for tactic in week.tactics} == {t.id for t in catalogue.current_tactics}


def test_the_page_of_thousands_can_still_be_loaded(catalogue: Catalogue) -> None:
    """It shows whole weeks, this one whatever its size."""
    for number, shown in ((66, PLANNED_WEEKS), (2000, 2), (6000, 1)):
        made = made_up(catalogue, number)
        (page,) = plan_page(made)
        weeks = re.split(r"^## ", page.content.decode(), flags=re.MULTILINE)[1:-1]
        assert len(weeks) == shown
        for week, planned in zip(weeks, weekly_plan(made, made.day, shown), strict=True):
            assert week.count("](../canh-bao/") == len(planned.tactics)


CLOCK = """
const RealDate = Date;
window.Date = class extends RealDate {
  constructor(...given) { super(...(given.length ? given : ["%sT12:00:00Z"])); }
};
"""


@pytest.mark.parametrize(
    ("today", "first"), [("2026-11-22", "16/11"), ("2026-11-23", "23/11"), ("2027-01-01", "28/12")]
)
def test_an_old_page_begins_with_this_week(
    browser: Any, built_site: Path, serve_folder: Serve, today: str, first: str
) -> None:
    with watched_page(browser, size=PHONE, init=CLOCK % today) as page:
        page.goto(serve_folder(built_site) + "tuan-nay-gui-gi/")
        heading = page.locator("main h2:visible").first
        assert (heading.text_content() or "").startswith(f"Tuần {first}")


def test_the_calendar_is_downloaded_from_the_page(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE) as page:
        home = serve_folder(built_site)
        page.goto(f"{home}tuan-nay-gui-gi/")
        address = page.get_by_role("link", name="Tải lịch gửi tin cả năm").evaluate("link => link.href")
        assert address == f"{home}lich/tuan-nay-gui-gi.ics"
        page.goto(f"{home}chien-dich/")
        address = page.get_by_role("link", name="Tải lịch các đợt").evaluate("link => link.href")
        assert address == f"{home}lich/chien-dich.ics"
    for name in ("tuan-nay-gui-gi", "chien-dich"):
        assert Calendar.from_ical((built_site / f"lich/{name}.ics").read_bytes()).walk("VEVENT")


def test_the_calendar_says_the_same_as_the_plan(catalogue: Catalogue) -> None:
    (file,) = plan_calendar(catalogue)
    events = Calendar.from_ical(file.content).walk("VEVENT")
    plan = weekly_plan(catalogue, catalogue.day, WEEKS)
    assert len(events) == len(plan) >= 52
    for event, week in zip(events, plan, strict=True):
        assert event["dtstart"].dt == week.monday
        assert type(event["dtstart"].dt) is datetime.date, "a whole day has no time zone"
        assert event["dtend"].dt == week.monday + datetime.timedelta(days=1)
        assert event["dtstamp"].dt.date() == catalogue.changed_on
        for tactic in week.tactics:
            assert f"{tactic.title}\nhttps://canhbao.example/canh-bao/{tactic.id}/" in str(event["description"])
    names = [str(event["uid"]) for event in events]
    assert len(set(names)) == len(names)
    later = dataclasses.replace(catalogue, day=catalogue.day + datetime.timedelta(weeks=3))
    (file,) = plan_calendar(later)
    assert [str(event["uid"]) for event in Calendar.from_ical(file.content).walk("VEVENT")][:-3] == names[3:]


@pytest.mark.parametrize("render", [plan_calendar, campaign_calendar])
def test_the_file_is_as_the_standard_wants(catalogue: Catalogue, render: Callable[[Catalogue], Any]) -> None:
    """RFC 5545: lines end with CR LF and hold at most 75 octets, in whole letters; always the same bytes."""
    (file,) = render(catalogue)
    lines = file.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    for needed in (b"BEGIN:VCALENDAR", b"VERSION:2.0", b"METHOD:PUBLISH"):
        assert lines.count(needed) == 1
    assert next(render(catalogue)).content == file.content


def test_no_title_breaks_out_of_its_line(catalogue: Catalogue) -> None:
    title = "A; b, c\\n d: END:VEVENT “é”"
    made = made_up(catalogue, 3, title=title)
    (file,) = plan_calendar(made)
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert len(events) == WEEKS
    assert all(title in str(event["description"]) for event in events)
