"""Renderers of translations: a page for each answer card in another language, and a list of them. Pure functions.

Each is a page of its own, not a section of the Vietnamese one: its address can be sent to whoever needs it and previews
in its own language, and the first view of the Vietnamese page loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.page import HOME_CRUMB, Crumb, Meta, PageWriter
from awareness.records import Tactic, Translation
from awareness.single_files import Language
from awareness.tactic_pages import quick_exit, tactic_cards


def translation_pages(catalogue: Catalogue, tactics: Iterable[Tactic]) -> Iterator[Artifact]:
    """``docs/<language>/<id>.md`` for each translation of each of these tactics that is current."""
    writer = PageWriter(catalogue)
    languages = catalogue.vocabulary.languages
    for tactic in tactics:
        for translation in _translations(tactic):
            code, words = translation.language, languages[translation.language]
            meta = _meta(catalogue, code, words, tactic, translation)
            path = f"{code}/{tactic.id}.md"
            yield writer.page(path, "translation", meta, tactic=tactic, translation=translation, words=words)


def translation_lists(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/<language>/index.md`` for each language that something is translated into."""
    writer = PageWriter(catalogue)
    for code, words in catalogue.vocabulary.languages.items():
        translated = [
            (tactic, translation)
            for tactic in catalogue.current_tactics
            for translation in _translations(tactic)
            if translation.language == code
        ]
        if translated:
            meta = _around(words) | {"description": words.intro, "template": "translation.html", "language": code}
            meta = writer.meta(words.all, **meta)
            meta |= {"call": _calls(catalogue, words, ["113", "114"]), "crumbs": _home(words)}
            yield writer.page(f"{code}/index.md", "translation-list", meta, translated=translated, words=words)


def _translations(tactic: Tactic) -> list[Translation]:
    """None of a tactic that is only kept."""
    return tactic.translations if tactic.status == "hien-hanh" else []


def _meta(catalogue: Catalogue, code: str, words: Language, tactic: Tactic, translation: Translation) -> Meta:
    vietnamese = {"code": "vi", "label": "Tiếng Việt", "url": f"canh-bao/{tactic.id}/"}
    return (
        quick_exit(catalogue, tactic)
        | _around(words)
        | {
            "title": translation.title,
            "description": translation.summary,
            "template": "translation.html",
            "language": code,
            "languages": [vietnamese],
            "updated": max(tactic.updated, translation.translated),
            "review_due": tactic.review_due,
            "call": _calls(catalogue, words, catalogue.category(tactic).call),
            "card": tactic_cards(catalogue, tactic),
            "crumbs": [*_home(words), {"title": words.all, "url": f"{code}/"}],
        }
    )


def _around(words: Language) -> Meta:
    """Words of the page outside its text."""
    names = ("call", "help", "leave", "menu", "search")
    return {"words": {name: getattr(words, name) for name in names}}


def _home(words: Language) -> list[Crumb]:
    return [HOME_CRUMB | {"title": words.home}]


def _calls(catalogue: Catalogue, words: Language, ids: list[str]) -> list[dict[str, str | None]]:
    return [
        {"number": contact.dial, "label": words.calls.get(contact.id, contact.reached)}
        for contact in catalogue.call_contacts(ids)
    ]
