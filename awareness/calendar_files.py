"""Renderers of calendars that telephones subscribe to (RFC 5545): the plan week by week, the campaigns of two years.

All days are whole days, which have no time zone that a telephone could get wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from awareness.artifacts import Artifact
from awareness.calendar_days import by_next_occurrence
from awareness.catalogue import Catalogue
from awareness.page import page_address
from awareness.season_pages import PLAN
from awareness.sharing import tactic_url
from awareness.weekly_plan import campaign_tactics, weekly_plan

if TYPE_CHECKING:  # it takes a tenth of what loading all renderers takes, and one process of a build needs it
    from icalendar import Calendar, Event

WEEKS: Final = 52
"""A telephone that fetches the calendar once a year still has something to say every Monday."""


def plan_calendar(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/lich/tuan-nay-gui-gi.ics``: every Monday, what to send in this week."""
    calendar = _calendar(catalogue, PLAN["title"])
    for week in weekly_plan(catalogue, catalogue.day, WEEKS):
        lines = [f"{tactic.title}\n{tactic_url(catalogue, tactic.id)}" for tactic in week.tactics]
        event = _event(catalogue, f"tuan-{week.name}", week.monday, week.monday)
        event.add("summary", f"Tuần này gửi {len(lines)} cảnh báo")
        event.add("description", "\n\n".join([*(campaign.title for campaign in week.campaigns), *lines]))
        event.add("url", catalogue.site.base_url + PLAN["url"])
        calendar.add_component(event)
    yield _artifact("tuan-nay-gui-gi", calendar)


def campaign_calendar(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/lich/chien-dich.ics``: when each campaign is on, this time or the next and the one after."""
    calendar = _calendar(catalogue, "Theo mùa trong năm")
    for campaign, times in by_next_occurrence(catalogue.current_campaigns, catalogue.day):
        for time in times:
            event = _event(catalogue, f"{campaign.id}-{time.year}", time.starts, time.ends)
            event.add("summary", campaign.title)
            titles = [tactic.title for tactic in campaign_tactics(catalogue, campaign)]
            event.add("description", "\n".join([campaign.summary, *titles]))
            event.add("url", page_address(catalogue, campaign))
            calendar.add_component(event)
    yield _artifact("chien-dich", calendar)


def _calendar(catalogue: Catalogue, title: str) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//{catalogue.site.name}//{title}//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):  # the standard's, and the one that most programs read
        calendar.add(name, f"{title} - {catalogue.site.name}")
    return calendar


def _event(catalogue: Catalogue, name: str, first: datetime.date, last: datetime.date) -> Event:
    """A span of whole days, both of which belong to it, that keeps nobody busy.

    name: the same for the same event whenever the calendar is made, so that it is replaced and not doubled.
    """
    from icalendar import Event

    site = urlsplit(catalogue.site.base_url)
    event = Event()
    event.add("uid", f"{name}@{site.netloc}{site.path.rstrip('/')}")
    # The day of the newest record stands for the clock: the same records make the same bytes.
    event.add("dtstamp", datetime.datetime.combine(catalogue.changed_on, datetime.time(), datetime.UTC))
    event.add("dtstart", first)
    event.add("dtend", last + datetime.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _artifact(name: str, calendar: Calendar) -> Artifact:
    """In ``docs/``, so that links to it are checked like all others."""
    return Artifact(PurePosixPath(f"docs/lich/{name}.ics"), calendar.to_ical())
