"""Everything read, linked and looked up: what every renderer receives."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from awareness.area_records import Area
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.gazetteer import Gazetteer, Unit
from awareness.reading import Library
from awareness.records import Article, Conflict, Contact, Guide, Kit, Record, Response, Tactic, Tip
from awareness.single_files import Banner, Category, Emergency, SearchWords, Site, SourceItems, Term, Vocabulary
from awareness.vietnamese import sort_key

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Reconciliation(NamedTuple):
    """Advice of two tactics that pulls two ways: the other tactic, and how to keep both."""

    other: Tactic
    sentences: Sequence[str]


class Listing(NamedTuple):
    """What a list page shows: a term of the vocabulary (id, words) and its tactics, the most urgent first."""

    id: str
    term: Term
    tactics: Sequence[Tactic]


@dataclass(frozen=True)
class Catalogue:
    """The valid records of a build, drafts left out.

    tactics, responses, tips, guides, models, checklists, campaigns, contacts: by id; iteration is in the order of pages
    (tactics by severity, then title).
    areas: by id; they add to what the gazetteer knows of a commune.
    hand_written: ``docs/<name>`` → title of each page that people wrote.
    day: the day of the build.
    digests: as of a `Library`.
    """

    site: Site
    vocabulary: Vocabulary
    tactics: Mapping[str, Tactic]
    responses: Mapping[str, Response]
    tips: Mapping[str, Tip]
    guides: Mapping[str, Guide]
    models: Mapping[str, CommunityModel]
    checklists: Mapping[str, Checklist]
    campaigns: Mapping[str, Campaign]
    contacts: Mapping[str, Contact]
    areas: Mapping[str, Area]
    gazetteer: Gazetteer
    search_words: SearchWords
    source_items: SourceItems
    emergency: Emergency
    hand_written: Mapping[str, str]
    banner: Banner | None
    day: datetime.date
    digests: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def link(cls, library: Library, day: datetime.date) -> Catalogue:
        """The catalogue of a library without problems.

        Raises ValueError when the library is incomplete, which `read_library` has reported as a problem.
        """
        if (
            not (library.site and library.vocabulary and library.search_words)
            or not (library.source_items and library.emergency)
            or library.broken
        ):
            raise ValueError("only a library without problems can be linked")
        severities = list(library.vocabulary.severities)
        kinds = list(library.vocabulary.contact_kinds)
        groups = list(library.vocabulary.model_groups)
        checklist_groups = list(library.vocabulary.checklist_groups)
        seasons = list(library.vocabulary.seasons)
        return cls(
            site=library.site,
            vocabulary=library.vocabulary,
            tactics=_published(
                library.tactics, lambda tactic: (severities.index(tactic.severity), sort_key(tactic.title))
            ),
            responses=_published(library.responses, lambda response: (response.order, response.id)),
            tips=_published(library.tips, lambda tip: (tip.order, tip.id)),
            guides=_published(library.guides, lambda guide: (guide.order, guide.id)),
            models=_published(library.models, lambda model: (groups.index(model.group), sort_key(model.title))),
            checklists=_published(
                library.checklists, lambda checked: (checklist_groups.index(checked.group), checked.order, checked.id)
            ),
            campaigns=_published(library.campaigns, lambda campaign: (seasons.index(campaign.season), campaign.id)),
            contacts=_published(
                library.contacts,
                lambda contact: (kinds.index(contact.contact_kind), contact.order, contact.id),
            ),
            areas=_published(library.areas, lambda area: area.id),
            gazetteer=Gazetteer.of_today(),
            search_words=library.search_words,
            source_items=library.source_items,
            emergency=library.emergency,
            hand_written=library.hand_written or {},
            banner=library.banner,
            day=day,
            digests=library.digests,
        )

    # --- what records point to ---------------------------------------------------------------------------------

    @cached_property
    def current_tactics(self) -> Sequence[Tactic]:
        """Tactics that lists and the home page show: retired ones keep their page only."""
        return [tactic for tactic in self.tactics.values() if tactic.status == "hien-hanh"]

    @cached_property
    def urgent_tactics(self) -> Sequence[Tactic]:
        """Current tactics of the highest severity, the latest changes first."""
        urgent = [tactic for tactic in self.current_tactics if self.is_urgent(tactic)]
        return sorted(urgent, key=lambda tactic: tactic.updated, reverse=True)

    def is_urgent(self, tactic: Tactic) -> bool:
        """Whether the tactic is current and of the highest severity."""
        return tactic.status == "hien-hanh" and tactic.severity == next(iter(self.vocabulary.severities))

    @property
    def current_guides(self) -> list[Guide]:
        return [guide for guide in self.guides.values() if guide.status == "hien-hanh"]

    @property
    def listed_guides(self) -> list[Guide]:
        """Guides that home and the drawer name; kits have a list of their own."""
        return [guide for guide in self.current_guides if guide.kit is None or guide.kit.in_menu]

    @property
    def current_kits(self) -> list[Guide]:
        return [guide for guide in self.current_guides if guide.kit]

    def kit_tactics(self, kit: Kit) -> list[Tactic]:
        """Current tactics for the readers of a kit: those that it names first, then the most urgent."""
        current = {tactic.id: tactic for tactic in self.current_tactics}
        named = {key: current[key] for key in kit.first if key in current}
        audiences = set(kit.audiences)
        # by id: to compare whole records takes long
        others = (tactic for key, tactic in current.items() if key not in named)
        return [*named.values(), *(tactic for tactic in others if not audiences.isdisjoint(tactic.audiences))]

    @property
    def current_models(self) -> list[CommunityModel]:
        return [model for model in self.models.values() if model.status == "hien-hanh"]

    @property
    def current_checklists(self) -> list[Checklist]:
        return [checklist for checklist in self.checklists.values() if checklist.status == "hien-hanh"]

    @property
    def current_campaigns(self) -> list[Campaign]:
        return [campaign for campaign in self.campaigns.values() if campaign.status == "hien-hanh"]

    def models_by_group(self) -> Iterator[tuple[str, Term, list[CommunityModel]]]:
        """Groups that have current models (id, term, models by title), in the order of the vocabulary."""
        for group, term in self.vocabulary.model_groups.items():
            members = [model for model in self.current_models if model.group == group]
            if members:
                yield group, term, members

    def checklists_by_group(self) -> Iterator[tuple[str, Term, list[Checklist]]]:
        """Groups that have current checklists (id, term, checklists in their order), in the order of the vocabulary."""
        for group, term in self.vocabulary.checklist_groups.items():
            members = [checklist for checklist in self.current_checklists if checklist.group == group]
            if members:
                yield group, term, members

    def checklists_about(self, record: Tactic | CommunityModel) -> list[Checklist]:
        """Current checklists that name this warning or this model."""
        return self._checklists_about.get(f"{record.folder}/{record.id}", [])

    def category(self, tactic: Tactic) -> Category:
        return self.vocabulary.categories[tactic.category]

    def by_category(self) -> Iterator[tuple[str, Category, list[Tactic]]]:
        """Categories that have tactics (id, category, tactics by title), in the order of the vocabulary."""
        for category_id, category in self.vocabulary.categories.items():
            members = [tactic for tactic in self.current_tactics if tactic.category == category_id]
            if members:
                yield category_id, category, sorted(members, key=lambda tactic: sort_key(tactic.title))

    def by_channel(self) -> list[Listing]:
        """Channels through which a current tactic comes, in the order of the vocabulary."""
        return self._listings(self.vocabulary.channels, lambda tactic: tactic.channels)

    def by_audience(self) -> list[Listing]:
        """Audiences that a current tactic is aimed at, in the order of the vocabulary."""
        return self._listings(self.vocabulary.audiences, lambda tactic: tactic.audiences)

    def _listings(self, terms: Mapping[str, Term], terms_of: Callable[[Tactic], Sequence[str]]) -> list[Listing]:
        members: dict[str, list[Tactic]] = {term: [] for term in terms}
        for tactic in self.current_tactics:
            for term in terms_of(tactic):
                members[term].append(tactic)
        return [Listing(term, terms[term], tactics) for term, tactics in members.items() if tactics]

    def contacts_by_kind(self) -> Iterator[tuple[str, str, list[Contact]]]:
        """Kinds that have contacts (id, label, contacts by id), in the order of the vocabulary."""
        for kind, term in self.vocabulary.contact_kinds.items():
            members = [contact for contact in self.contacts.values() if contact.contact_kind == kind]
            if members:
                yield kind, term.label, members

    def related(self, record: Tactic | Guide | CommunityModel | Checklist) -> list[Tactic]:
        return [self.tactics[other] for other in record.related if other in self.tactics]

    def responses_of(self, tactic: Tactic) -> list[Response]:
        return [self.responses[key] for key in tactic.if_happened.responses if key in self.responses]

    def reconciliations(self, tactic: Tactic) -> list[Reconciliation]:
        """Conflicts declared by the tactic itself or by the other side: both pages show them."""
        own = [
            Reconciliation(self.tactics[c.tactic], c.reconcile)
            for c in tactic.conflicts_with
            if c.tactic in self.tactics
        ]
        return own + [Reconciliation(other, conflict.reconcile) for other, conflict in self._conflicts_with(tactic)]

    def neighbours(self, tactic: Tactic) -> list[Tactic]:
        """The other tactics of which something stands on a tactic's own pages."""
        others = [*self.related(tactic), *(reconciliation.other for reconciliation in self.reconciliations(tactic))]
        return list({other.id: other for other in others}.values())

    def records(self) -> Iterator[Record]:
        """Every published record, whatever its kind."""
        for group in (
            self.tactics,
            self.responses,
            self.tips,
            self.guides,
            self.models,
            self.checklists,
            self.campaigns,
            self.contacts,
            self.areas,
        ):
            yield from group.values()

    def articles(self) -> Iterator[Article]:
        """Every published record that has a page or a place on one."""
        return (record for record in self.records() if isinstance(record, Article))

    @cached_property
    def areas_by_key(self) -> Mapping[str, Area]:
        """Key of a commune (``vn-2025:28159``) → what a record adds to it; retired records keep their page only."""
        return {area.key: area for area in self.areas.values()}

    def area_of(self, unit: Unit) -> Area | None:
        return self.areas_by_key.get(unit.key)

    def unsourced_tactics(self) -> list[Tactic]:
        """Tactics that no item of source-items.yml leads to."""
        items = (item for source in self.source_items.sources for item in source.items.values())
        answers = {key for item in items for key in item.answered_in}
        return [tactic for tactic in self.tactics.values() if f"tactics/{tactic.id}" not in answers]

    def known_contacts(self, ids: Sequence[str]) -> list[Contact]:
        return [self.contacts[key] for key in ids if key in self.contacts]

    def call_contacts(self, ids: Sequence[str]) -> list[Contact]:
        """Contacts that can be called with one tap."""
        return [contact for contact in self.known_contacts(ids) if contact.dial]

    @cached_property
    def dialled_numbers(self) -> Mapping[str, str]:
        """Numbers as people read them → digits to dial; only numbers that are contact records."""
        return {contact.number: contact.dial for contact in self.contacts.values() if contact.number and contact.dial}

    @cached_property
    def read_out_numbers(self) -> frozenset[str]:
        """Numbers that are read out digit by digit: of calls and of SMS, as people write them."""
        contacts = self.contacts.values()
        return frozenset(
            number
            for contact in contacts
            for number in (contact.number, *(contact.sms.to if contact.sms else ()))
            if number
        )

    @cached_property
    def changed_on(self) -> datetime.date:
        """The day of the newest change, for pages that list records."""
        return max((article.updated for article in self.articles()), default=self.day)

    def _conflicts_with(self, tactic: Tactic) -> Iterator[tuple[Tactic, Conflict]]:
        for other in self._conflicted_by.get(tactic.id, ()):
            for conflict in other.conflicts_with:
                if conflict.tactic == tactic.id:
                    yield other, conflict

    @cached_property
    def _checklists_about(self) -> Mapping[str, list[Checklist]]:
        named: dict[str, list[Checklist]] = {}
        for checklist in self.current_checklists:
            keys = [f"{Tactic.folder}/{other}" for other in checklist.related]
            for key in (*keys, *(f"{CommunityModel.folder}/{other}" for other in checklist.models)):
                named.setdefault(key, []).append(checklist)
        return named

    @cached_property
    def _conflicted_by(self) -> Mapping[str, list[Tactic]]:
        owners: dict[str, list[Tactic]] = {}
        for tactic in self.tactics.values():
            for conflict in tactic.conflicts_with:
                owners.setdefault(conflict.tactic, []).append(tactic)
        return owners


def _published(records: Mapping[str, AnyRecord], order: Callable[[AnyRecord], Any]) -> dict[str, AnyRecord]:
    """By id, without drafts, in the order of ``order``."""
    published = (record for record in records.values() if record.is_published)
    return {record.id: record for record in sorted(published, key=order)}
