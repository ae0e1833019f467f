"""Renderers of the year: one page for each campaign, their calendar, what to send in which week. Pure functions."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from awareness.artifacts import Artifact
from awareness.calendar_days import by_next_occurrence, occurrences, spoken_calendar_day
from awareness.cards import CardText, retired_badge
from awareness.catalogue import Catalogue
from awareness.page import PageWriter
from awareness.sharing import article_message, full_message, list_message
from awareness.weekly_plan import LONGEST_SILENCE, campaign_tactics, weekly_plan

YEAR: Final = {"title": "Theo mùa trong năm", "url": "chien-dich/"}
PLAN: Final = {"title": "Tuần này gửi gì", "url": "tuan-nay-gui-gi/"}
PLANNED_WEEKS: Final = 14
"""This week and a quarter of a year: every current warning is in it at least once."""
PLANNED_WARNINGS: Final = 400
"""More would take seconds on a slow line; then the page shows fewer weeks, and the calendar file has all."""


def campaign_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/chien-dich/<id>.md`` for each campaign, retired ones included."""
    writer = PageWriter(catalogue)
    for campaign in catalogue.campaigns.values():
        tactics = campaign_tactics(catalogue, campaign)
        titles = [tactic.title for tactic in tactics]
        times = list(itertools.islice(occurrences(campaign, catalogue.day), 2))
        meta = writer.meta(
            campaign.title,
            campaign.summary,
            above=[YEAR],
            id=campaign.id,
            status=campaign.status,
            message=article_message(catalogue, campaign, titles, f"chien-dich/{campaign.id}/"),
            published=campaign.published,
            updated=campaign.updated,
            reviewed=campaign.reviewed,
            review_due=campaign.review_due,
        )
        yield writer.page(
            f"chien-dich/{campaign.id}.md",
            "campaign",
            meta,
            card=CardText(
                look="chien-dich",
                label=catalogue.vocabulary.seasons[campaign.season].label,
                badge=retired_badge(campaign),
                lead=campaign.why[0],
                heading="Cảnh báo gửi trước",
                lines=titles,
                numbered=False,
            ),
            campaign=campaign,
            starts=spoken_calendar_day(campaign.starts),
            ends=spoken_calendar_day(campaign.ends),
            times=times,
            tactics=tactics,
            checklists=[catalogue.checklists[other] for other in campaign.checklists if other in catalogue.checklists],
            sources=campaign.sources,
            field_names=catalogue.vocabulary.fields,
        )


def campaign_list(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/chien-dich/index.md``: the year, from the campaign that is on or comes next."""
    writer = PageWriter(catalogue)
    description = "Tết, nghỉ hè, vào năm học, mùa bão: mỗi mùa dặn nhau điều gì, từ ngày nào đến ngày nào."
    campaigns = by_next_occurrence(catalogue.current_campaigns, catalogue.day)
    titles = [campaign.title for campaign in catalogue.current_campaigns]
    yield writer.page(
        "chien-dich/index.md",
        "campaign-list",
        writer.meta(YEAR["title"], description),
        card=CardText(look="chien-dich", heading="Mỗi mùa một đợt", lines=titles, numbered=False),
        campaigns=campaigns,
    )


def plan_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/tuan-nay-gui-gi/index.md``: which warnings to send to the groups, week by week.

    Its front matter names the last day of each week: shell.js puts away the weeks that are over.
    """
    writer = PageWriter(catalogue)
    planned = weekly_plan(catalogue, catalogue.day, PLANNED_WEEKS)
    counted = itertools.accumulate(len(week.tactics) for week in planned)
    shown = sum(total <= PLANNED_WARNINGS for total in counted)
    weeks = planned[: max(shown, 1)]
    description = "Lịch gửi cảnh báo vào nhóm Zalo, mỗi tuần vài tin, không cảnh báo nào bị quên."
    meta = writer.meta(
        PLAN["title"],
        description,
        template="weeks.html",
        message=list_message(catalogue, f"tuần {weeks[0].spoken}", weeks[0].tactics, PLAN["url"]),
        until={f"tuan-{week.name}": week.sunday for week in weeks},
    )
    yield writer.page(
        "tuan-nay-gui-gi/index.md",
        "plan",
        meta,
        weeks=weeks,
        lengths={tactic.id: len(full_message(catalogue, tactic)) for week in weeks for tactic in week.tactics},
        longest_silence=LONGEST_SILENCE,
    )
