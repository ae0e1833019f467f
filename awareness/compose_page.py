"""Renderer of the page on which a warning is written in a form, and of what its scripts know of records. Pure.

The form follows from the schema of code editors, with its words: a field is written in one place and appears here by
itself. What needs the whole catalogue is left to ``check``; the page says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from awareness.api_answers import without_drafts
from awareness.artifacts import Artifact
from awareness.cards import CardText
from awareness.catalogue import Catalogue
from awareness.cross_references import REFERENCES
from awareness.editor_schemas import DAY_PATTERN, record_schema
from awareness.editorial import EXAMPLES
from awareness.field_order import field_order
from awareness.new_record import DAYS_OF_WRITING, ID_WORDS, STARTING_VALUES
from awareness.page import PageWriter
from awareness.pages import ABOUT_TITLE
from awareness.records import SMS_TITLE_AND_SUMMARY, Tactic
from awareness.sentences import OTHER_FORMS_OF_A_DAY, REVIEW_FIX, SENTENCES
from awareness.sharing import GSM_7, MESSAGE_LENGTH, SHORT_LENGTH, SMS_LENGTH, SMS_SIGNS, numbers_to_call
from awareness.style import ANSWER_CARD, SENTENCE
from awareness.values import ID_PATTERN, PARTIAL_DAY_PATTERN, PHONE_PATTERN, URL_PATTERN
from awareness.vietnamese import PLAIN_SIGNS
from awareness.yaml_source import FORBIDDEN

TITLE: Final = "Soạn cảnh báo"
DATA: Final = "site/assets/compose-data.js"

_CHOSEN: Final = ("responses", "tactics")
"""Folders whose records a tactic may name."""


def compose_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/soan-tin/index.md`` and `DATA`, which is a classic script so that it is read from ``file://``, too."""
    writer = PageWriter(catalogue)
    description = "Viết hoặc sửa một cảnh báo ngay trên điện thoại. Máy nhắc chỗ thiếu, không gửi gì đi đâu."
    repository = catalogue.site.repository
    meta = writer.meta(
        TITLE,
        description,
        template="compose.html",
        above=[{"title": ABOUT_TITLE, "url": "ve-trang-nay/"}],
        repository=repository,
    )
    yield writer.page(
        "soan-tin/index.md",
        "compose",
        meta,
        card=CardText(look="sach", label="Cho người viết", lines=[example.about for example in EXAMPLES[:3]]),
        site=catalogue.site,
        rules=list(dict.fromkeys(example.about for example in EXAMPLES)),
    )
    text = json.dumps(compose_data(catalogue), ensure_ascii=False, separators=(",", ":"))
    yield Artifact.text(DATA, f"window.composeData={text};\n")


def compose_data(catalogue: Catalogue) -> Mapping[str, Any]:
    """All that the scripts need to know about tactics; nothing of it is typed a second time in them."""
    vocabulary, tactics = catalogue.vocabulary, catalogue.tactics
    return {
        "schema": record_schema(Tactic.folder, vocabulary),
        "order": field_order(Tactic),
        "references": {".".join(path): folder for path, folder in REFERENCES[Tactic.folder].items()},
        "titles": {
            folder: {record.id: record.title for record in getattr(catalogue, folder).values()} for folder in _CHOSEN
        },
        "formerIds": [alias for tactic in tactics.values() for alias in tactic.aliases],
        # their names lead to nothing yet, so the open data does not have them, and a copy of it would lose them
        "incomplete": [tactic.id for tactic in tactics.values() if without_drafts(catalogue, tactic) is not tactic],
        "starting": dict(STARTING_VALUES),
        "daysOfWriting": DAYS_OF_WRITING,
        "idWords": ID_WORDS,
        "sentences": SENTENCES,
        "otherDays": OTHER_FORMS_OF_A_DAY,
        "reviewFix": REVIEW_FIX,
        "patterns": {
            "id": ID_PATTERN,
            "day": DAY_PATTERN,
            "partialDay": PARTIAL_DAY_PATTERN,
            "phone": PHONE_PATTERN,
            "url": URL_PATTERN,
            "forbidden": FORBIDDEN.pattern,
        },
        "limits": {
            "sentence": SENTENCE,
            "answerCard": ANSWER_CARD,
            "message": MESSAGE_LENGTH,
            "short": SHORT_LENGTH,
            "sms": SMS_LENGTH,
            "titleAndSummary": SMS_TITLE_AND_SUMMARY,
        },
        "signs": {"gsm": "".join(sorted(GSM_7)), "sms": SMS_SIGNS, "plain": PLAIN_SIGNS},
        "categories": {
            key: {
                "label": category.label,
                "calls": numbers_to_call(catalogue, category),
                "hazard": category.hazard,
                "hashtags": category.hashtags,
            }
            for key, category in vocabulary.categories.items()
        },
        "listeners": {key: listener.label for key, listener in vocabulary.coaching_to.items()},
        "address": catalogue.site.base_url,
        "repository": catalogue.site.repository,
    }
