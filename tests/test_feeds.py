"""Feeds are valid, keep their ids whatever changes, hold enough, and are announced where people look."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from jsonschema import Draft202012Validator

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.feeds import ENTRIES, Feed, all_feeds, audience_feed, category_feed, entry_id, feeds
from awareness.page import page_address
from awareness.records import Change
from tests.conftest import ROOT

JSON_FEED = json.loads((ROOT / "tests/data/json-feed-1.1.schema.json").read_text("utf-8"))
PAYLOAD = "]]></title><script>ran()</script>&amp;\"'"


def by_path(artifacts: list[Artifact]) -> dict[str, bytes]:
    return {artifact.inner: artifact.content for artifact in artifacts}


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> dict[str, bytes]:
    return by_path(list(feeds(catalogue)))


@pytest.fixture(scope="module")
def plans(catalogue: Catalogue) -> dict[str, Feed]:
    return {feed.path: feed for feed in all_feeds(catalogue)}


def test_everything_each_category_and_each_audience_has_both(catalogue: Catalogue, made: dict[str, bytes]) -> None:
    vocabulary = catalogue.vocabulary
    paths = ["feed", *map(category_feed, vocabulary.categories), *map(audience_feed, vocabulary.audiences)]
    assert sorted(made) == sorted(f"{path}.{ending}" for path in paths for ending in ("xml", "json"))


def test_every_atom_feed_is_valid_and_whole(
    catalogue: Catalogue, made: dict[str, bytes], plans: dict[str, Feed]
) -> None:
    for path, plan in plans.items():
        found = feedparser.parse(made[f"{path}.xml"])
        assert found.bozo is False, (path, found.get("bozo_exception"))
        assert found.version == "atom10"
        assert found.feed.id == f"{catalogue.site.base_url}{path}.xml"
        assert found.feed.author == catalogue.site.operator.name
        assert "CC BY 4.0" in found.feed.rights
        links = {link.rel: link.href for link in found.feed.links}
        assert links["self"] == found.feed.id
        assert len({entry.id for entry in found.entries}) == len(found.entries) == len(plan.articles)
        for entry, article in zip(found.entries, plan.articles, strict=True):
            assert (entry.title, entry.summary) == (article.title, article.summary)
            assert entry.updated == f"{article.updated.isoformat()}T00:00:00+07:00"
            assert entry.published[:10] == article.published.isoformat()
            assert entry.content[0].type == "text/html"
            assert article.summary in unescape(entry.content[0].value)
        newest = max((entry.updated for entry in found.entries), default=found.feed.updated)
        assert found.feed.updated == newest
        assert [entry.updated for entry in found.entries] == sorted((e.updated for e in found.entries), reverse=True)


def test_every_json_feed_keeps_the_rules_and_says_the_same(made: dict[str, bytes], plans: dict[str, Feed]) -> None:
    for path in plans:
        found = json.loads(made[f"{path}.json"])
        assert [str(error) for error in Draft202012Validator(JSON_FEED).iter_errors(found)] == []
        atom = feedparser.parse(made[f"{path}.xml"])
        assert found["feed_url"].removesuffix(".json") == atom.feed.id.removesuffix(".xml")
        assert found["home_page_url"] == next(link.href for link in atom.feed.links if link.rel == "alternate")
        told = [(item["id"], item["url"], item["title"], item["date_modified"]) for item in found["items"]]
        assert told == [(entry.id, entry.link, entry.title, entry.updated) for entry in atom.entries]


def test_a_wrong_json_feed_is_noticed(made: dict[str, bytes]) -> None:
    found = json.loads(made["feed.json"])
    for changed in ({"version": "1.1"}, {"items": [{"id": 1}]}, {"authors": "ai đó"}, {"date": "2026"}):
        assert list(Draft202012Validator(JSON_FEED).iter_errors(found | changed)), changed


def test_feeds_hold_at_least_ten_where_there_are_ten(catalogue: Catalogue, plans: dict[str, Feed]) -> None:
    tactics = catalogue.current_tactics
    members = Counter(category_feed(tactic.category) for tactic in tactics)
    members += Counter(audience_feed(key) for tactic in tactics for key in tactic.audiences)
    assert ENTRIES >= 10
    assert len(plans["feed"].articles) >= 10
    for path, number in members.items():
        assert len(plans[path].articles) == min(number, ENTRIES), path


def test_links_lead_to_pages_and_places_that_exist(built_site: Path, catalogue: Catalogue) -> None:
    """Of all articles, not only those that are in the feeds today."""
    addresses = {page_address(catalogue, article) for article in catalogue.articles()}
    addresses |= {catalogue.site.base_url + feed.home for feed in all_feeds(catalogue)}
    for address in addresses:
        parts = urlsplit(address)
        page = built_site / parts.path.lstrip("/") / "index.html"
        assert page.is_file(), address
        assert not parts.fragment or f'id="{parts.fragment}"' in page.read_text("utf-8"), address


# --- ids -------------------------------------------------------------------------------------------------------


def test_ids_outlive_titles_and_addresses(catalogue: Catalogue) -> None:
    tactic = catalogue.current_tactics[0]
    renamed = tactic.model_copy(update={"title": "Tên khác", "summary": "Câu khác"})
    site = catalogue.site.model_copy(update={"base_url": "https://phuong.example/canh-giac/"})
    moved = dataclasses.replace(catalogue, site=site, tactics=dict(catalogue.tactics) | {renamed.id: renamed})

    def ids(made: dict[str, bytes]) -> set[str]:
        return {
            entry.id
            for path, content in made.items()
            if path.endswith(".xml")
            for entry in feedparser.parse(content).entries
        }

    assert entry_id(renamed) == entry_id(tactic)
    assert ids(by_path(list(feeds(moved)))) == ids(by_path(list(feeds(catalogue))))


def test_ids_are_pinned(catalogue: Catalogue) -> None:
    """Another way of making them would show every warning as new to every reader."""
    known = catalogue.tactics["gia-danh-dien-luc"]
    assert entry_id(known) == "urn:uuid:1d794cb3-9731-5a3d-a300-f060494ead3d"
    ids = [entry_id(article) for article in catalogue.articles()]
    assert len(set(ids)) == len(ids)


# --- what stays out, what follows --------------------------------------------------------------------------------


def test_retired_warnings_leave_the_feeds(catalogue: Catalogue, plans: dict[str, Feed]) -> None:
    first = plans["feed"].articles[0]
    retired = {first.id: first.model_copy(update={"status": "het-hieu-luc"})}
    changed = dataclasses.replace(catalogue, tactics=dict(catalogue.tactics) | retired)
    assert first.id in {article.id for feed in plans.values() for article in feed.articles}
    assert first.id not in {article.id for feed in all_feeds(changed) for article in feed.articles}


def test_a_correction_says_what_was_corrected(catalogue: Catalogue) -> None:
    tactic = catalogue.current_tactics[0]
    change = Change.model_validate({"on": "2027-01-02", "what": "Sửa số cần gọi."})
    corrected = tactic.model_copy(update={"changes": [change], "updated": change.on})
    made = by_path(list(feeds(dataclasses.replace(catalogue, tactics={corrected.id: corrected}))))
    first = feedparser.parse(made["feed.xml"]).entries[0]
    assert first.title == tactic.title
    assert "Sửa ngày 02/01/2027: Sửa số cần gọi." in first.content[0].value


def test_another_site_has_its_own_addresses_and_name(catalogue: Catalogue) -> None:
    operator = catalogue.site.operator.model_copy(update={"name": "Công an phường mẫu"})
    site = catalogue.site.model_copy(
        update={"base_url": "https://phuong.example/canh-giac/", "name": "Tên khác", "operator": operator}
    )
    for path, content in by_path(list(feeds(dataclasses.replace(catalogue, site=site)))).items():
        text = content.decode()
        assert catalogue.site.base_url not in text, path
        assert catalogue.site.operator.name not in text, path
        assert "https://phuong.example/canh-giac/" in text
        assert "Công an phường mẫu" in text


def test_fields_stay_text(catalogue: Catalogue) -> None:
    """A payload changes neither the elements of the feed nor those of the content, and shows as typed."""
    plain = catalogue.current_tactics[0]
    fields: dict[str, Any] = {"title": PAYLOAD, "summary": PAYLOAD, "red_flags": [PAYLOAD] * len(plain.red_flags)}
    label = catalogue.category(plain).model_copy(update={"label": PAYLOAD})
    vocabulary = catalogue.vocabulary.model_copy(
        update={"categories": dict(catalogue.vocabulary.categories) | {plain.category: label}}
    )
    told = dataclasses.replace(catalogue, vocabulary=vocabulary, tactics={plain.id: plain.model_copy(update=fields)})
    harmless = dataclasses.replace(catalogue, tactics={plain.id: plain})
    found, expected = (
        feedparser.parse(by_path(list(feeds(c)))[f"{category_feed(plain.category)}.xml"], sanitize_html=False)
        for c in (told, harmless)
    )
    assert found.bozo is False
    (entry,), (other,) = found.entries, expected.entries
    assert found.feed.title.endswith(PAYLOAD)
    assert entry.tags[0].label == PAYLOAD
    elements = re.compile(r"<[^>]+>")
    assert elements.findall(entry.content[0].value) == elements.findall(other.content[0].value)
    assert PAYLOAD in unescape(entry.content[0].value)
    item = json.loads(by_path(list(feeds(told)))["feed.json"])["items"][0]
    assert item["title"] == PAYLOAD
    assert item["content_html"].count("<script") == 0


# --- announced ---------------------------------------------------------------------------------------------------


def alternates(html: str) -> dict[str, str]:
    found = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="([^"]*)" href="([^"]*)">', html)
    return {href: unescape(title) for title, href in found}


def test_pages_announce_the_feed_of_everything_and_their_own(catalogue: Catalogue, built_site: Path) -> None:
    tactic = catalogue.current_tactics[0]
    own = {
        f"canh-bao/{tactic.id}/": category_feed(tactic.category),
        f"doi-tuong/{tactic.audiences[0]}/": audience_feed(tactic.audiences[0]),
        "kenh/": None,
        "": None,
    }
    for path, feed in own.items():
        announced = alternates((built_site / path / "index.html").read_text("utf-8"))
        targets = [urlsplit(urljoin(catalogue.site.base_url + path, href)).path.lstrip("/") for href in announced]
        assert targets == ["feed.xml", *([f"{feed}.xml"] if feed else [])], path
        for target in targets:
            assert (built_site / target).is_file(), target


def test_announcing_weighs_little(built_site: Path, catalogue: Catalogue) -> None:
    for tactic in catalogue.current_tactics:
        head = (built_site / f"canh-bao/{tactic.id}/index.html").read_text("utf-8").partition("</head>")[0]
        links = re.findall(r'<link rel="alternate" type=[^>]*>', head)
        assert len(links) == 2
        assert sum(len(link.encode()) for link in links) < 350
