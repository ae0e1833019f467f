"""Everything read, linked and looked up: what every renderer receives."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from awareness.reading import Library
from awareness.records import Category, Conflict, Contact, Response, SearchWords, Site, Tactic, Vocabulary
from awareness.vietnamese import sort_key


class Reconciliation(NamedTuple):
    """Advice of two tactics that pulls two ways: the other tactic, and how to keep both."""

    other: Tactic
    sentences: Sequence[str]


@dataclass(frozen=True)
class Catalogue:
    """The valid records of a build, drafts left out.

    tactics, responses, contacts: by id; iteration is in the order of pages (tactics by severity, then title).
    day: the day of the build.
    """

    site: Site
    vocabulary: Vocabulary
    tactics: Mapping[str, Tactic]
    responses: Mapping[str, Response]
    contacts: Mapping[str, Contact]
    search_words: SearchWords
    day: datetime.date

    @classmethod
    def link(cls, library: Library, day: datetime.date) -> Catalogue:
        """The catalogue of a library without problems.

        Raises ValueError when the library is incomplete, which `read_library` has reported as a problem.
        """
        if not (library.site and library.vocabulary and library.search_words) or library.broken:
            raise ValueError("only a library without problems can be linked")
        severities = list(library.vocabulary.severities)
        kinds = list(library.vocabulary.contact_kinds)
        tactics = [tactic for tactic in library.tactics.values() if tactic.is_published]
        tactics.sort(key=lambda tactic: (severities.index(tactic.severity), sort_key(tactic.title)))
        contacts = [contact for contact in library.contacts.values() if contact.is_published]
        contacts.sort(key=lambda contact: (kinds.index(contact.contact_kind), contact.order, contact.id))
        responses = [response for response in library.responses.values() if response.is_published]
        responses.sort(key=lambda response: (response.order, response.id))
        return cls(
            site=library.site,
            vocabulary=library.vocabulary,
            tactics={tactic.id: tactic for tactic in tactics},
            responses={response.id: response for response in responses},
            contacts={contact.id: contact for contact in contacts},
            search_words=library.search_words,
            day=day,
        )

    # --- what records point to ---------------------------------------------------------------------------------

    @property
    def current_tactics(self) -> list[Tactic]:
        """Tactics that lists and the home page show: retired ones keep their page only."""
        return [tactic for tactic in self.tactics.values() if tactic.status == "hien-hanh"]

    def category(self, tactic: Tactic) -> Category:
        return self.vocabulary.categories[tactic.category]

    def by_category(self) -> Iterator[tuple[str, Category, list[Tactic]]]:
        """Categories that have tactics (id, category, tactics by title), in the order of the vocabulary."""
        for category_id, category in self.vocabulary.categories.items():
            members = [tactic for tactic in self.current_tactics if tactic.category == category_id]
            if members:
                yield category_id, category, sorted(members, key=lambda tactic: sort_key(tactic.title))

    def contacts_by_kind(self) -> Iterator[tuple[str, str, list[Contact]]]:
        """Kinds that have contacts (id, label, contacts by id), in the order of the vocabulary."""
        for kind, term in self.vocabulary.contact_kinds.items():
            members = [contact for contact in self.contacts.values() if contact.contact_kind == kind]
            if members:
                yield kind, term.label, members

    def related(self, tactic: Tactic) -> list[Tactic]:
        return [self.tactics[other] for other in tactic.related if other in self.tactics]

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

    def call_contacts(self, ids: Sequence[str]) -> list[Contact]:
        """Contacts that can be called with one tap."""
        return [self.contacts[key] for key in ids if key in self.contacts and self.contacts[key].dial]

    @cached_property
    def dialled_numbers(self) -> Mapping[str, str]:
        """Numbers as people read them → digits to dial; only numbers that are contact records."""
        return {contact.number: contact.dial for contact in self.contacts.values() if contact.number and contact.dial}

    @property
    def changed_on(self) -> datetime.date:
        """The day of the newest change, for pages that list records."""
        days = [record.updated for record in (*self.tactics.values(), *self.responses.values())]
        return max(days, default=self.day)

    def _conflicts_with(self, tactic: Tactic) -> Iterator[tuple[Tactic, Conflict]]:
        for other in self._conflicted_by.get(tactic.id, ()):
            for conflict in other.conflicts_with:
                if conflict.tactic == tactic.id:
                    yield other, conflict

    @cached_property
    def _conflicted_by(self) -> Mapping[str, list[Tactic]]:
        owners: dict[str, list[Tactic]] = {}
        for tactic in self.tactics.values():
            for conflict in tactic.conflicts_with:
                owners.setdefault(conflict.tactic, []).append(tactic)
        return owners
