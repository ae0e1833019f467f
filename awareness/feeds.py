"""Renderers of feeds: what is new and what was changed, as Atom (RFC 4287) and as JSON Feed 1.1. Pure functions.

Everything has one feed, each category and each audience has its own, whether or not it has warnings today: an address
that somebody has subscribed to must not disappear.
"""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from awareness import licence
from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.page import page_address
from awareness.records import Article, Tactic
from awareness.templating import html_environment

ENTRIES: Final = 20
"""Of each feed, the latest changes: readers ask often, and keep what they have seen."""
SITE_FEED: Final = "feed"
"""Path of the feed of everything, without its ending."""
_ENTRY_IDS: Final = uuid.UUID("6f1d6f0e-5d1c-5b8e-9a51-8c6f0a3d9b57")
"""The name space of entries; another one would make every entry new to every reader."""


@dataclass(frozen=True, slots=True)
class Feed:
    """path: relative to the site, without ``.xml`` or ``.json``; home: the page that shows the same, likewise relative.

    articles: the latest change first.
    """

    path: str
    title: str
    home: str
    articles: Sequence[Article]


def category_feed(category_id: str) -> str:
    """The path of a category's feed, without its ending."""
    return f"feed/nhom/{category_id}"


def audience_feed(audience_id: str) -> str:
    """The path of an audience's feed, without its ending."""
    return f"feed/doi-tuong/{audience_id}"


def all_feeds(catalogue: Catalogue) -> Iterator[Feed]:
    """The feed of everything that is current, then one for each category and each audience of the vocabulary."""
    name, tactics = catalogue.site.name, catalogue.current_tactics
    current = [article for article in catalogue.articles() if article.status == "hien-hanh"]
    yield Feed(SITE_FEED, name, "", _latest(current))
    for key, category in catalogue.vocabulary.categories.items():
        members = [tactic for tactic in tactics if tactic.category == key]
        yield Feed(category_feed(key), f"{name}: {category.label}", f"canh-bao/#{key}", _latest(members))
    for key, audience in catalogue.vocabulary.audiences.items():
        members = [tactic for tactic in tactics if key in tactic.audiences]
        # an audience without warnings has no page
        home = f"doi-tuong/{key}/" if members else "doi-tuong/"
        yield Feed(audience_feed(key), f"{name}: {audience.label}", home, _latest(members))


def feeds(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/feed.xml``, ``site/feed.json``, and both for every category and audience below ``site/feed/``."""
    atom = html_environment().get_template("atom.xml.j2")
    entry = _entries(catalogue)
    for feed in all_feeds(catalogue):
        entries = [entry(article) for article in feed.articles]
        updated = max((article.updated for article in feed.articles), default=catalogue.changed_on)
        text = atom.render(feed=feed, entries=entries, updated=timestamp(updated), site=catalogue.site, licence=licence)
        yield Artifact.text(f"site/{feed.path}.xml", text)
        yield Artifact.text(f"site/{feed.path}.json", _json_feed(catalogue, feed, entries))


def entry_id(article: Article) -> str:
    """The permanent id of an entry, a UUID of version 5 (RFC 9562) made from the folder and id of the record alone.

    It survives a new title and, unlike an address or a ``tag:`` URI, a new address of the site; a community that
    republishes the same record keeps the id, as RFC 4287, 4.2.6 demands. The feed itself is identified by its address:
    two communities have two feeds.
    """
    return uuid.uuid5(_ENTRY_IDS, f"{article.folder}/{article.id}").urn


def timestamp(day: datetime.date) -> str:
    """A day as RFC 3339 wants a moment: records know days, which begin at midnight in Vietnam."""
    return f"{day.isoformat()}T00:00:00+07:00"


def _latest(articles: Sequence[Article]) -> list[Article]:
    """The latest changes first; within a day, the order of the catalogue."""
    return sorted(articles, key=lambda article: article.updated, reverse=True)[:ENTRIES]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What both formats print. tags: (term, label, what kind of term)."""

    id: str
    title: str
    summary: str
    address: str
    published: str
    updated: str
    content: str
    tags: Sequence[tuple[str, str, str]]


def _entries(catalogue: Catalogue) -> Callable[[Article], _Entry]:
    """Makes entries, each only once: a warning stands in the feeds of everything, its category and its audiences."""
    template = html_environment().get_template("feed-content.html.j2")
    made: dict[tuple[str, str], _Entry] = {}

    def entry(article: Article) -> _Entry:
        key = (article.folder, article.id)
        if key not in made:
            address = page_address(catalogue, article)
            made[key] = _Entry(
                entry_id(article),
                article.title,
                article.summary,
                address,
                timestamp(article.published),
                timestamp(article.updated),
                template.render(article=article, address=address),
                list(_tags(catalogue, article)),
            )
        return made[key]

    return entry


def _tags(catalogue: Catalogue, article: Article) -> Iterator[tuple[str, str, str]]:
    if isinstance(article, Tactic):
        vocabulary = catalogue.vocabulary
        yield article.category, vocabulary.categories[article.category].label, "categories"
        for key in article.audiences:
            yield key, vocabulary.audiences[key].label, "audiences"


def _json_feed(catalogue: Catalogue, feed: Feed, entries: Sequence[_Entry]) -> str:
    site = catalogue.site
    content: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": site.description,
        "home_page_url": site.base_url + feed.home,
        "feed_url": f"{site.base_url}{feed.path}.json",
        "language": "vi",
        "authors": [{"name": site.operator.name, "url": f"{site.base_url}ve-trang-nay/"}],
        "_license": {"about": f"{site.base_url}du-lieu/", "name": licence.NAME, "url": licence.ADDRESS},
        "items": [
            {
                "id": entry.id,
                "url": entry.address,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.content,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": [label for _, label, _ in entry.tags],
            }
            for entry in entries
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
