"""Which warnings are sent in which week, so that none is forgotten and each season has its own.

The plan is a function of the calendar and of the records, never of the day on which it is made: a week that was
promised stays as it was. Three layers, each decided for itself:

1. Every warning has a place in a round of `ROUND` weeks, in the order in which warnings were published. A warning that
   is published later takes the next place and moves no other; a retired one leaves its place empty.
2. A campaign sends its warnings in its weeks, in its order, spread evenly. What it sends both before and after a
   warning's own week, not more than a round apart, is not sent in that week too.
3. Weeks in which fewer are left than a week's share are filled, urgent warnings first, those that were not sent lately.

So two sendings are at most `ROUND` weeks apart: those of the first layer are, and where one of them is left out, it
lies between two of a campaign, which are.
"""

from __future__ import annotations

import bisect
import datetime
import hashlib
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from awareness.calendar_days import occurrences
from awareness.catalogue import Catalogue
from awareness.community import Campaign
from awareness.records import Tactic

LONGEST_SILENCE: Final = 90
"""Days that a current warning may stay unsent: what is not repeated within a season is forgotten."""
ROUND: Final = LONGEST_SILENCE // 7
"""Weeks: 12, so that any two sendings are at most 84 days apart, whichever day of the week it is."""
CAMPAIGN_ROUND: Final = 6
"""Weeks after which a long campaign begins again with its first warning."""
RESTED: Final = 4
"""Weeks before and after its place in the round in which a warning is not used to fill up."""
WEEK: Final = datetime.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """What is sent from Monday to Sunday.

    campaigns: those that are on in this week. tactics: what to send, in order, those of the campaigns first.
    """

    monday: datetime.date
    campaigns: Sequence[Campaign]
    tactics: Sequence[Tactic]

    @property
    def sunday(self) -> datetime.date:
        return self.monday + datetime.timedelta(days=6)

    @property
    def spoken(self) -> str:
        """``23/11 đến 29/11/2026``."""
        return f"{self.monday:%d/%m} đến {self.sunday:%d/%m/%Y}"

    @property
    def name(self) -> str:
        """``2026-w48``, the year and week of ISO 8601."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-w{week:02}"


def monday_of(day: datetime.date) -> datetime.date:
    """The first day of its week."""
    return day - datetime.timedelta(days=day.weekday())


def weekly_plan(catalogue: Catalogue, day: datetime.date, weeks: int) -> list[PlannedWeek]:
    """The plan of so many weeks, from the week that contains ``day``."""
    first = monday_of(day)
    begin, end = first - ROUND * WEEK, first + (weeks + ROUND) * WEEK  # what may stand in for a warning's own week
    seasons = [_Season(catalogue, campaign, begin, end) for campaign in catalogue.current_campaigns]
    plan = _Plan(catalogue, [season for season in seasons if season.tactics])
    return [plan.week(first + number * WEEK) for number in range(weeks)]


class _Plan:
    def __init__(self, catalogue: Catalogue, seasons: Sequence[_Season]) -> None:
        self._seasons = seasons
        self._severities = {severity: rank for rank, severity in enumerate(catalogue.vocabulary.severities)}
        published = sorted(catalogue.tactics.values(), key=lambda tactic: (tactic.published, tactic.id))
        self._place = {tactic.id: number % ROUND for number, tactic in enumerate(published)}
        current = [tactic for tactic in published if tactic.status == "hien-hanh"]
        self._current = sorted(current, key=lambda tactic: self._severities[tactic.severity])

    @cached_property
    def _by_place(self) -> list[list[Tactic]]:
        places: list[list[Tactic]] = [[] for _ in range(ROUND)]
        for tactic in self._current:
            places[self._place[tactic.id]].append(tactic)
        return places

    @property
    def _share(self) -> int:
        """Warnings a week, when all are sent once in a round."""
        return -(-len(self._current) // ROUND)

    @cached_property
    def _season_days(self) -> Mapping[str, list[datetime.date]]:
        """Tactic → the Mondays on which a campaign sends it, in order."""
        days: dict[str, list[datetime.date]] = defaultdict(list)
        for monday, tactic in sorted(
            ((monday, tactic) for season in self._seasons for monday, sent in season.sent.items() for tactic in sent),
            key=lambda sending: sending[0],
        ):
            days[tactic.id].append(monday)
        return days

    def _is_stood_in_for(self, tactic: Tactic, monday: datetime.date) -> bool:
        days = self._season_days.get(tactic.id, [])
        after = bisect.bisect(days, monday)
        return 0 < after < len(days) and days[after] - days[after - 1] <= ROUND * WEEK

    def week(self, monday: datetime.date) -> PlannedWeek:
        number = monday.toordinal() // 7
        running = [season for season in self._seasons if season.contains(monday)]
        own = {tactic.id: tactic for season in running for tactic in season.sent.get(monday, ())}
        regular = (t for t in self._by_place[number % ROUND] if not self._is_stood_in_for(t, monday))
        sent = own | {tactic.id: tactic for tactic in regular}
        missing = self._share - len(sent)
        if missing > 0:
            sent |= {tactic.id: tactic for tactic in self._fillers(number, sent)[:missing]}
        # What belongs to a season comes first, for whatever reason it is sent this week.
        first = {tactic.id: tactic for season in running for tactic in season.tactics if tactic.id in sent}
        return PlannedWeek(monday, [season.campaign for season in running], list((first | sent).values()))

    def _fillers(self, number: int, sent: dict[str, Tactic]) -> list[Tactic]:
        """Who is sent once more, the best first: rested, urgent, then by lot.

        The lot is drawn from the week and the id alone, so a new warning only changes the weeks that it wins.
        """

        def order(tactic: Tactic) -> tuple[bool, int, bytes]:
            weeks_since = (number - self._place[tactic.id]) % ROUND
            is_rested = RESTED <= weeks_since <= ROUND - RESTED
            lot = hashlib.sha256(f"{number} {tactic.id}".encode()).digest()
            return not is_rested, self._severities[tactic.severity], lot

        return sorted((tactic for tactic in self._current if tactic.id not in sent), key=order)


class _Season:
    """A campaign with its current warnings in the order of sending, and what it sends when it is on.

    sent: Monday → warnings, of every time that touches a week from ``begin``, a Monday, to before ``end``.
    """

    def __init__(self, catalogue: Catalogue, campaign: Campaign, begin: datetime.date, end: datetime.date) -> None:
        self.campaign = campaign
        self.tactics = campaign_tactics(catalogue, campaign)
        times = itertools.takewhile(lambda time: monday_of(time.starts) < end, occurrences(campaign, begin))
        self._times = [(monday_of(time.starts), monday_of(time.ends)) for time in times]
        self.sent = {monday: tactics for time in self._times for monday, tactics in self._sent_in(*time)}

    def contains(self, monday: datetime.date) -> bool:
        return any(first <= monday <= last for first, last in self._times)

    def _sent_in(self, first: datetime.date, last: datetime.date) -> Iterator[tuple[datetime.date, list[Tactic]]]:
        """All warnings once in every `CAMPAIGN_ROUND` weeks, at least once, spread evenly over the weeks."""
        weeks = (last - first) // WEEK + 1
        sendings = max(1, weeks // CAMPAIGN_ROUND) * len(self.tactics)
        for number in range(weeks):
            # Rounded up: the first week has something to send.
            start, end = (-(-step * sendings // weeks) for step in (number, number + 1))
            yield first + number * WEEK, [self.tactics[place % len(self.tactics)] for place in range(start, end)]


def campaign_tactics(catalogue: Catalogue, campaign: Campaign) -> list[Tactic]:
    """The current warnings of a campaign, in the order of sending."""
    known = (catalogue.tactics.get(tactic_id) for tactic_id in campaign.tactics)
    return [tactic for tactic in known if tactic is not None and tactic.status == "hien-hanh"]
