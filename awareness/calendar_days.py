"""Days of the solar and the lunar calendar → dates, and when a season that comes back every year is on.

Lunar dates come from ``lunar-vn``, which reckons new moons and the longitude of the sun as Hồ Ngọc Đức wrote it down,
at the meridian of Vietnam, UTC+7. The calendar of China is reckoned at UTC+8: in years when the new moon of Tết falls
into the hour between (2007, 2030), Tết is a day earlier here.
"""

from __future__ import annotations

import calendar
import datetime
import itertools
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lunar_vn import SUPPORTED_YEAR_RANGE, convert_lunar_to_solar, convert_solar_to_lunar

from awareness.community import CalendarDay, Campaign

LAST_YEAR: Final = SUPPORTED_YEAR_RANGE[1] - 1
"""The last lunar year that ends within what the library reckons."""
LONGEST_MONTH: Final = {"duong": (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), "am": (30,) * 12}
"""Days that each month of a calendar has at most."""
_LUNAR_MONTHS: Final = {1: "Giêng", 12: "Chạp"}
"""Months that people call by a name."""


def solar_date(day: CalendarDay, year: int) -> datetime.date:
    """The date of a day of the calendar in a year of that calendar (lunar 1/12 of 2026 is 2027-01-08).

    A leap month does not count: the day is that of the regular month of the same number. Where the month is too short
    (lunar 30 of a month of 29 days, 29 February), it is the last day of the month.
    Raises ValueError for lunar years outside 1900 to `LAST_YEAR`.
    """
    if day.calendar == "duong":
        return datetime.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
    first = convert_lunar_to_solar(1, day.month, year)
    date = first + datetime.timedelta(days=min(day.day, LONGEST_MONTH["am"][0]) - 1)
    is_in_month = convert_solar_to_lunar(date.day, date.month, date.year).day >= day.day
    return date if is_in_month else date - datetime.timedelta(days=1)


def spoken_calendar_day(day: CalendarDay) -> str:
    """``mùng 1 tháng Chạp âm lịch``, ``ngày 15 tháng 8``."""
    if day.calendar == "duong":
        return f"ngày {day.day} tháng {day.month}"
    name = "rằm" if day.day == 15 else f"mùng {day.day}" if day.day <= 10 else f"ngày {day.day}"
    return f"{name} tháng {_LUNAR_MONTHS.get(day.month, day.month)} âm lịch"


class Occurrence(NamedTuple):
    """A campaign in one year. Both days belong to it.

    year: of the calendar that ``starts`` is written in. Two occurrences may begin in the same solar year.
    """

    year: int
    starts: datetime.date
    ends: datetime.date

    def contains(self, day: datetime.date) -> bool:
        return self.starts <= day <= self.ends

    def week_starts(self, week: int) -> datetime.date:
        """The first day of the ``week``-th seven days, counted from 1."""
        return self.starts + datetime.timedelta(weeks=week - 1)

    @property
    def weeks(self) -> int:
        """How many weeks it has, the last one perhaps not whole."""
        return (self.ends - self.starts).days // 7 + 1


def occurrences(campaign: Campaign, day: datetime.date) -> Iterator[Occurrence]:
    """The times when a campaign is on, in order, from the one that contains ``day`` or else the next one.

    It ends with the first ``ends`` on or after the day on which it starts, so a campaign may cross the end of a year.
    Nothing is yielded beyond `LAST_YEAR`.
    """
    for year in range(max(day.year - 2, SUPPORTED_YEAR_RANGE[0]), LAST_YEAR):
        starts = solar_date(campaign.starts, year)
        ends = min(date for date in _around(campaign.ends, starts.year) if date >= starts)
        if ends >= day:
            yield Occurrence(year, starts, ends)


def _around(day: CalendarDay, year: int) -> list[datetime.date]:
    return [solar_date(day, near) for near in (year - 1, year, year + 1) if near <= LAST_YEAR]


def by_next_occurrence(campaigns: Iterable[Campaign], day: datetime.date) -> list[tuple[Campaign, list[Occurrence]]]:
    """Campaigns with this or the next occurrence and the one after it, in the order in which they begin."""
    coming = [(campaign, list(itertools.islice(occurrences(campaign, day), 2))) for campaign in campaigns]
    return sorted((entry for entry in coming if entry[1]), key=lambda entry: (entry[1][0].starts, entry[0].id))


def running(campaigns: Iterable[Campaign], day: datetime.date) -> list[tuple[Campaign, Occurrence]]:
    """Campaigns that are on, the one that began last first: it is the news."""
    coming = by_next_occurrence(campaigns, day)
    return [(campaign, times[0]) for campaign, times in reversed(coming) if times[0].contains(day)]
