"""Renderer of the page on which a warning is written in a form, and of what its scripts know of records. Pure.

The form follows from the schema of code editors, with its words: a field is written in one place and appears here by
itself. What needs the whole catalogue is left to ``check``; the page says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from awareness.api_answers import without_drafts
from awareness.artifacts import Artifact
from awareness.cards import CardText
from awareness.catalogue import Catalogue
from awareness.compose_form import TEXT_PATTERNS, form_of_a_tactic
from awareness.editorial import EXAMPLES
from awareness.new_record import DAYS_OF_WRITING, ID_WORDS, STARTING_VALUES
from awareness.page import PageWriter
from awareness.pages import ABOUT_TITLE
from awareness.records import SMS_TITLE_AND_SUMMARY, Tactic
from awareness.sentences import OTHER_FORMS_OF_A_DAY, SENTENCES, said
from awareness.sharing import (
    GSM_7,
    MESSAGE_LENGTH,
    SHORT_LENGTH,
    SMS_LENGTH,
    SMS_SIGNS,
    call_of,
    hashtags_of,
    help_of,
    numbers_of,
    site_in_sms,
    tactic_url,
)
from awareness.spoken import number_in_words, reading_rules, syllable_count
from awareness.style import ANSWER_CARD, LOUDSPEAKER, SENTENCE_END, long_sentences
from awareness.vietnamese import PLAIN_SIGNS
from awareness.yaml_source import FORBIDDEN

TITLE: Final = "Soạn cảnh báo"
DATA: Final = "site/assets/compose-data.js"

_CHOSEN: Final = ("responses", "tactics")
"""Folders whose records a tactic may name."""

_PREVIEW: Final[Sequence[Mapping[str, Any]]] = (
    {"name": "red_flags", "last": 3},
    {"name": "do", "tag": "ol"},
    {"name": "never"},
    {"name": "if_happened"},
    {"name": "how_it_works", "tag": "ol", "first": 1},
    {"name": "red_flags", "first": 3},
    {"name": "script", "line": "“{says}” {lie}"},
    {"name": "coaching", "line": "{to}: “{told}” “{answer}”"},
    {"name": "case", "tag": "p"},
    {"name": "check"},
    {"name": "law", "line": "{article}: {note}"},
    {"name": "sources", "line": "{title}. {publisher}, {date}"},
)
"""Sections of the page of a tactic, below what stands first: a list, numbered, or a paragraph; its lines from first to
before last; line: of a block, with gaps for its fields."""

_TEXTS: Final[Mapping[str, str | Sequence[str]]] = {
    "taken": "Mã này đã có bản ghi khác: viết mã khác.",
    "empty": "chưa điền",
    "faulty": "còn {count} chỗ",
    "done": "xong",
    "faults": ("Còn {count} chỗ cần sửa", "Còn {count} chỗ thiếu hoặc sai: bấm “Kiểm bản ghi” để xem."),
    "reminded": (
        "Không còn chỗ sai, còn {count} lời nhắc",
        "Bản ghi đủ mục, còn {count} lời nhắc: bấm “Kiểm bản ghi” để xem.",
    ),
    "sound": ("Không còn chỗ sai", "Bản ghi đủ mục."),
    "hand": "Chép bản ghi rồi gửi. Người duyệt sẽ xem tiếp.",
    "length": "{length}/{most} ký tự",
    "long": "{length}/{most} ký tự, quá dài",
    "joined": "Đã ghép: mục không sửa giữ nguyên từng chữ.",
    "other": "Chữ này chưa phải bản ghi ấy: chép cả tệp rồi dán lại.",
    "choose": "Chọn một bản ghi trước.",
    "sure": "Bản đang viết dở sẽ mất. Vẫn muốn thì bấm lần nữa.",
    "unread": "Chưa lấy được bản ghi này. Có mạng thì thử lại.",
    "correcting": "Đã lấy về. Sửa xong thì ghi ngày sửa.",
    "incomplete": "Bản này còn nhắc tới bản nháp chưa đăng: nhớ dán bản gốc ở phần Gửi để khỏi mất.",
    "copied": "Đã chép. Thay từng mục bằng chuyện của bản mới, kể cả nguồn.",
    "restored": "Đã mở lại bản đang viết.",
    "downloaded": "Đã tải: {name}",
    "unshared": "Máy này không gửi được tệp: chép rồi dán.",
}
"""What the form says of itself; gaps are names in braces. Of faults: above their list, and beside the record."""


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
        rules=list(dict.fromkeys(example.about for example in EXAMPLES if example.rule is not long_sentences)),
    )
    text = json.dumps(compose_data(catalogue), ensure_ascii=False, separators=(",", ":"))
    yield Artifact.text(DATA, f"window.composeData={text};\n")


def compose_data(catalogue: Catalogue) -> Mapping[str, Any]:
    """All that the scripts need to know about tactics; nothing of it is typed a second time in them."""
    vocabulary, tactics = catalogue.vocabulary, catalogue.tactics
    form = form_of_a_tactic(catalogue)
    return {
        "form": form,
        "titles": {
            folder: {record.id: record.title for record in getattr(catalogue, folder).values()} for folder in _CHOSEN
        },
        "taken": [name for tactic in tactics.values() for name in (tactic.id, *tactic.aliases)],
        # their names lead to nothing yet, so the open data does not have them, and a copy of it would lose them
        "incomplete": [tactic.id for tactic in tactics.values() if without_drafts(catalogue, tactic) is not tactic],
        "starting": dict(STARTING_VALUES),
        "daysOfWriting": [name for name in DAYS_OF_WRITING if name in form["properties"]],
        "idWords": ID_WORDS,
        "sentences": {
            **SENTENCES,
            "day": said("day", written="{written}", others=""),
            "partial_day": said("partial_day", written="{written}", others=OTHER_FORMS_OF_A_DAY),
            **{name: _of_a_loudspeaker(name) for name in ("long_loudspeaker", "short_loudspeaker")},
        },
        "patterns": TEXT_PATTERNS,
        "sentenceEnd": SENTENCE_END.pattern,
        "aloud": [_in_javascript(pattern, words) for pattern, words in reading_rules()],
        "syllables": "".join(str(syllable_count(number_in_words(number))) for number in range(1000)),
        "lengths": {"card": ANSWER_CARD, "least": LOUDSPEAKER[0], "most": LOUDSPEAKER[1]},
        "forbidden": FORBIDDEN.pattern,
        "titleAndSummary": SMS_TITLE_AND_SUMMARY,
        "messages": {"full": MESSAGE_LENGTH, "short": SHORT_LENGTH, "sms": SMS_LENGTH},
        "inMessages": ("title", "summary", "category", "how_it_works", "red_flags", "do", "never"),
        "smsSigns": {"allowed": "".join(sorted(GSM_7)), "otherwise": {**PLAIN_SIGNS, **SMS_SIGNS}},
        "categories": {
            key: {
                "label": category.label,
                "hazard": category.hazard,
                "numbers": numbers_of(catalogue, category),
                "call": call_of(catalogue, category),
                "help": help_of(catalogue, category),
                "hashtags": hashtags_of(category),
            }
            for key, category in vocabulary.categories.items()
        },
        "preview": _PREVIEW,
        "texts": {
            **_TEXTS,
            "card": f"{{length}}/{ANSWER_CARD} tiếng",
        },
        "pages": tactic_url(catalogue, "").removesuffix("/"),
        "site": site_in_sms(catalogue),
        "github": _github(catalogue.site.repository),
    }


def _of_a_loudspeaker(sentence: str) -> tuple[str, str]:
    least, most = LOUDSPEAKER
    return said(sentence, length="{length}", least=least, most=most, excess="{excess}", lack="{lack}")


def _in_javascript(pattern: re.Pattern[str], words: str) -> tuple[str, str, str]:
    r"""A rule of reading aloud: pattern, flags, words. To scripts, ``\w`` is an English letter: ``\b`` does not find
    "đến". Ours stand where a word or a number begins, at the head of a pattern, or behind one."""
    source = re.sub(r"^\\b", lambda _: r"(?<![\p{L}\p{N}_])", pattern.pattern)
    source = source.replace(r"\b", r"(?![\p{L}\p{N}_])").replace(r"[^\W\d_]", r"[\p{L}\p{Nl}\p{No}]")
    return source, "giu" if pattern.flags & re.IGNORECASE else "gu", words


def _github(repository: str | None) -> Mapping[str, str] | None:
    """Where a file is made and where one is changed: addresses that lack its name."""
    if not repository:
        return None
    root = repository.rstrip("/")
    folder = f"main/warnings/{Tactic.folder}"
    return {"new": f"{root}/new/{folder}?filename=", "edit": f"{root}/edit/{folder}/"}
