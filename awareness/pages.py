"""Renderers of all other pages: home, whom to tell, guides, what has changed. Pure functions."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from awareness.area_pages import area_path, area_title
from awareness.artifacts import Artifact
from awareness.calendar_days import running
from awareness.cards import CardText, retired_badge
from awareness.catalogue import Catalogue
from awareness.page import PageWriter, page_path
from awareness.records import Article, Contact, Record
from awareness.sharing import article_message
from awareness.single_files import GENERATED_PAGES, SourceItem
from awareness.weekly_plan import campaign_tactics

LATEST_ON_HOME: Final = 5
URGENT_ON_HOME: Final = 6
"""Tiles and buttons lead to everything; this many titles can still be read standing."""
OF_THE_SEASON_ON_HOME: Final = 4
"""The list of what is sent first goes on on the page of the campaign."""
ABOUT_TITLE: Final = "Ai làm trang này"
CHANGES_SHOWN: Final = 400
"""A year of lively work on two hundred records; the rest is in the history of the repository."""


def home(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/index.md``: what is happening to you, the season, channels and audiences, the most urgent, the latest."""
    writer = PageWriter(catalogue)
    newest_first = sorted(catalogue.current_tactics, key=lambda tactic: tactic.updated, reverse=True)
    seasons = [
        (campaign, time, catalogue.vocabulary.seasons[campaign.season], tactics[:OF_THE_SEASON_ON_HOME])
        for campaign, time in running(catalogue.current_campaigns, catalogue.day)
        if (tactics := campaign_tactics(catalogue, campaign))
    ]
    meta = writer.meta(catalogue.site.name, catalogue.site.description, above=None, template="home.html")
    if seasons:
        meta["until"] = {f"mua-{campaign.id}": time.ends for campaign, time, _, _ in seasons}
    yield writer.page(
        "index.md",
        "home",
        meta,
        card=CardText(label="Cùng nhau cảnh giác"),
        site=catalogue.site,
        guides=catalogue.listed_guides,
        kits=catalogue.current_kits,
        models=catalogue.current_models,
        seasons=seasons,
        checklists=catalogue.current_checklists,
        channels=catalogue.by_channel(),
        audiences=catalogue.by_audience(),
        urgent=catalogue.urgent_tactics[:URGENT_ON_HOME],
        latest=newest_first[:LATEST_ON_HOME],
    )


def reporting_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/bao-tin/index.md``: what to tell whom, what to note down; then every contact."""
    writer = PageWriter(catalogue)
    description = "Thấy việc gì thì báo ai, cần ghi lại gì; số khẩn cấp, nơi trình báo, tổng đài thật."
    yield writer.page(
        "bao-tin/index.md",
        "reporting",
        writer.meta(
            "Gọi ai, báo ở đâu",
            description,
            review_due=earliest_due([*catalogue.tips.values(), *catalogue.contacts.values()]),
        ),
        card=titles_on_card("bao-tin", "Thấy gì, báo ai", catalogue.tips.values()),
        tips=[(tip, catalogue.known_contacts(tip.tell)) for tip in catalogue.tips.values()],
        contacts_by_kind=list(catalogue.contacts_by_kind()),
    )


def titles_on_card(look: str, heading: str, articles: Iterable[Article]) -> CardText:
    return CardText(look=look, heading=heading, lines=[article.title for article in articles], numbered=False)


def guide_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/<id>/index.md`` for each guide that is no kit, retired ones included."""
    writer = PageWriter(catalogue)
    for guide in catalogue.guides.values():
        if guide.kit:
            continue
        meta = writer.meta(
            guide.title,
            guide.summary,
            call=guide.call,
            id=guide.id,
            status=guide.status,
            message=article_message(catalogue, guide, guide.sections[0].lines, f"{guide.id}/"),
            published=guide.published,
            updated=guide.updated,
            reviewed=guide.reviewed,
            review_due=guide.review_due,
        )
        yield writer.page(
            f"{guide.id}/index.md",
            "guide",
            meta,
            card=CardText(
                look="sach",
                label="Nên biết",
                badge=retired_badge(guide),
                heading=guide.sections[0].heading,
                lines=guide.sections[0].lines,
                numbered=guide.sections[0].numbered,
            ),
            guide=guide,
            related=catalogue.related(guide),
            sources=guide.sources,
            field_names=catalogue.vocabulary.fields,
        )


def about_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/ve-trang-nay/index.md``: who runs this site and what it never asks."""
    writer = PageWriter(catalogue)
    description = "Ai vận hành trang này, cơ quan nào đã nhận nội dung, và những điều trang không bao giờ hỏi."
    yield writer.page("ve-trang-nay/index.md", "about", writer.meta(ABOUT_TITLE, description), site=catalogue.site)


def offline_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/ngoai-mang/index.md``: what a phone shows in place of a page that it has not stored."""
    writer = PageWriter(catalogue)
    description = "Không có mạng vẫn gọi được, và mở được những trang đã lưu trong máy."
    yield writer.page(
        "ngoai-mang/index.md",
        "offline",
        writer.meta("Khi không có mạng", description),
        calling=catalogue.guides.get("dang-co-nguoi-goi"),
    )


def source_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/doi-chieu/index.md``: what the sources contain, item by item, and which page answers it."""
    writer = PageWriter(catalogue)
    pages = pages_by_key(catalogue)
    sources = [
        (source, [(item_id, item, _answers(item, pages)) for item_id, item in source.items.items()])
        for source in catalogue.source_items.sources
    ]
    description = "Cẩm nang và các bài báo nêu điều gì, trang nào ở đây trả lời: đối chiếu từng mục một."
    above = [{"title": ABOUT_TITLE, "url": "ve-trang-nay/"}]
    yield writer.page(
        "doi-chieu/index.md",
        "source-items",
        writer.meta("Nguồn nêu gì, trang nào trả lời", description, above=above),
        sources=sources,
        kinds=catalogue.vocabulary.item_kinds,
        unsourced=catalogue.unsourced_tactics(),
    )


def pages_by_key(catalogue: Catalogue) -> dict[str, Linked]:
    """Whatever an item may name: ``tactics/<id>`` and so on, ``docs/<name>``."""
    shown: list[Article | Contact] = [*catalogue.articles(), *catalogue.contacts.values()]
    pages = {f"{record.folder}/{record.id}": Linked(record.title, page_path(record)) for record in shown}
    pages |= {
        f"areas/{area.id}": Linked(area_title(catalogue, area), area_path(catalogue, area))
        for area in catalogue.areas.values()
    }
    pages |= {key: Linked(*page) for key, page in GENERATED_PAGES.items()}
    return pages | {
        key: Linked(title, f"{key.removeprefix('docs/')}.md") for key, title in catalogue.hand_written.items()
    }


def _answers(item: SourceItem, pages: Mapping[str, Linked]) -> list[Linked]:
    """The pages that answer an item; drafts have none yet."""
    return [pages[key] for key in item.answered_in if key in pages]


def change_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/thay-doi/index.md``: what was published and what was changed, the latest first."""
    writer = PageWriter(catalogue)
    news: list[tuple[datetime.date, str | None, Article]] = []
    for article in catalogue.articles():
        news.append((article.published, None, article))
        news += [(change.on, change.what, article) for change in article.changes]
    news.sort(key=lambda entry: entry[0], reverse=True)  # stable: within a day, the order of the catalogue
    days = {
        day: [_Change(what, article.title, page_path(article)) for _, what, article in entries]
        for day, entries in itertools.groupby(news[:CHANGES_SHOWN], key=lambda entry: entry[0])
    }
    description = "Trang nào mới đăng, trang nào vừa sửa, sửa điều gì, ngày nào."
    yield writer.page("thay-doi/index.md", "changes", writer.meta("Điều đã thay đổi", description), days=days)


class Linked(NamedTuple):
    title: str
    path: str


class _Change(NamedTuple):
    """what: None for a page that is new; title and path of the page."""

    what: str | None
    title: str
    path: str


def earliest_due(records: Iterable[Record]) -> datetime.date | None:
    """When the first of the records on a page must be compared with its sources again."""
    return min((record.review_due for record in records), default=None)
