"""Rules that look at one record after another: its words, its references, its days. Each would find the same if it was
given one record at a time. ``rules.py`` calls them.
"""

from __future__ import annotations

import datetime
import functools
import re
import typing
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from awareness.area_rules import AREA_RULES
from awareness.calendar_days import LONGEST_MONTH, occurrences
from awareness.cross_references import REFERENCES, WORDS, FieldPath, values_at
from awareness.findings import Finding, Rule
from awareness.messages import did_you_mean
from awareness.reading import BANNER, SINGLE_FILES, Library
from awareness.records import SMS_TITLE_AND_SUMMARY, Article
from awareness.sentences import said
from awareness.single_files import GENERATED_PAGES, SourceItem
from awareness.values import ID_PATTERN
from awareness.vietnamese import spoken_day
from awareness.yaml_source import Location

SOURCE_ITEMS: Final = "source-items.yml"
EMERGENCY: Final = "emergency.yml"
QUESTIONS: Final = "hoi-nhanh"
"""The section of a guide that its questions stand in."""


# --- references ------------------------------------------------------------------------------------------------


def unknown_terms(library: Library) -> Iterator[Finding]:
    """Words that vocabulary.yml does not have."""
    words = library.vocabulary
    if words is None:
        return
    for folder, fields in WORDS.items():
        for key, record in _each_even_broken(library, folder):
            for path, part in fields.items():
                for location, term in _codes_at(record, path):
                    yield from _unknown(key, location, term, getattr(words, part))
    for name, group in words.quiz_groups.items():
        for i, term in enumerate(group.channels):
            yield from _unknown("vocabulary.yml", ("quiz_groups", name, "channels", i), term, words.channels)
    for location, _, item in source_items(library):
        yield from _unknown(SOURCE_ITEMS, (*location, "kind"), item.item_kind, words.item_kinds)
    if library.banner:
        yield from _unknown(BANNER, ("severity",), library.banner.severity, words.severities)
    for key, record in library.records():
        own_fields = {field.alias or name for name, field in type(record).model_fields.items()} & set(words.fields)
        for i, source in enumerate(record.sources):
            for j, supported in enumerate(source.supports or ()):
                yield from _unknown(key, ("sources", i, "supports", j), supported, own_fields)


def dead_references(library: Library) -> Iterator[Finding]:
    """Ids of records that do not exist."""
    for folder, fields in REFERENCES.items():
        for key, record in _each_even_broken(library, folder):
            for path, target in fields.items():
                for location, other in _codes_at(record, path):
                    yield from _dead(library, key, location, f"{target}/{other}")
    for name, category in (library.vocabulary.categories if library.vocabulary else {}).items():
        for i, contact in enumerate(category.call):
            yield from _dead(library, "vocabulary.yml", ("categories", name, "call", i), f"contacts/{contact}")
    for location, _, item in source_items(library):
        for i, page in enumerate(item.answered_in):
            yield from _dead_page(library, SOURCE_ITEMS, (*location, "answered_in", i), page)
    if library.banner:
        yield from _dead_page(library, BANNER, ("page",), library.banner.page)
    if library.emergency:
        yield from _dead(library, EMERGENCY, ("first",), f"responses/{library.emergency.first}")
        for i, happening in enumerate(library.emergency.triage):
            for j, way in enumerate(happening.ways):
                yield from _dead_page(library, EMERGENCY, ("triage", i, "ways", j, "page"), way.page)
    for key, guide in _each(library, "guides"):
        own = {section.id for section in guide.sections} | {QUESTIONS}
        for i, question in enumerate(guide.questions):
            for j, reply in enumerate(question.replies):
                yield from _unknown(key, ("questions", i, "replies", j, "section"), reply.section, own)


def _each_even_broken(library: Library, folder: str) -> Iterator[tuple[str, BaseModel | Mapping[str, Any]]]:
    """One run of ``check`` is to tell about every code, whatever else is wrong in its file."""
    yield from _each(library, folder)
    yield from ((key, data) for key, data in library.broken.items() if key.startswith(f"{folder}/"))


def _codes_at(record: BaseModel | Mapping[str, Any], path: FieldPath) -> Iterator[tuple[Location, str]]:
    """Of a record that could not be read, only what is spelt like a code: of the rest the reader has told."""
    for location, value in values_at(record, path):
        if isinstance(record, BaseModel) or (isinstance(value, str) and re.fullmatch(ID_PATTERN, value)):
            yield location, value


def _unknown(key: str, location: Location, term: str, known: Collection[str]) -> Iterator[Finding]:
    if term not in known:
        what = f"Giá trị '{term}' không có trong danh sách của mục '{_name(location)}'"
        fix = did_you_mean(term, known) or f"Chọn một trong: {', '.join(sorted(known))}"
        words = re.split(r"[\s，、;]+", term)
        if len(words) > 1 and set(words) <= set(known):
            fix = f"Thêm dấu phẩy ở giữa: {', '.join(words)}"
        yield Finding(key, location, what, fix)


_CODES_TOLD: Final = 12
"""So many are still read; of more, the nearest is named."""


def _dead(library: Library, key: str, location: Location, target: str) -> Iterator[Finding]:
    folder, _, target_id = target.partition("/")
    if target == key:
        yield Finding(key, location, f"'{target_id}' là chính bản ghi này", "Xóa đi, hoặc viết mã của bản ghi khác")
    elif target not in library.files:
        same_folder = [file.partition("/")[2] for file in library.files if file.startswith(f"{folder}/")]
        fix = f"Viết bản ghi warnings/{target}.yml, hoặc xóa mã này"
        if 0 < len(same_folder) <= _CODES_TOLD:
            fix = f"Chọn một trong: {', '.join(same_folder)}; hoặc viết bản ghi warnings/{target}.yml"
        fix = did_you_mean(target_id, same_folder) or fix
        yield Finding(key, location, f"Không có bản ghi nào mã '{target_id}' trong {folder}", fix)


def _dead_page(library: Library, key: str, location: Location, page: str) -> Iterator[Finding]:
    if page.startswith("docs/") and library.hand_written is None:
        return  # the records were checked on their own, away from the pages
    hand_written = library.hand_written or {}
    is_record = "/" in page and page in library.files
    if not (is_record or page in hand_written or page in GENERATED_PAGES):
        pages = {file for file in library.files if "/" in file} | set(hand_written) | set(GENERATED_PAGES)
        fix = did_you_mean(page, pages) or "Xem tên tệp trong warnings/ và docs/, hoặc xóa mã này"
        yield Finding(key, location, f"Không có trang nào mã '{page}'", fix)


def source_items(library: Library) -> Iterator[tuple[Location, str, SourceItem]]:
    """Every item of every source: where it stands, its id, what it says."""
    for i, source in enumerate(library.source_items.sources if library.source_items else ()):
        for item_id, item in source.items.items():
            yield ("sources", i, "items", item_id), item_id, item


# --- inside one record -----------------------------------------------------------------------------------------


def repeated_values(library: Library) -> Iterator[Finding]:
    """The same line or id twice in one list."""
    singles = {name: getattr(library, single.folder) for name, single in SINGLE_FILES.items()}  # type: ignore[attr-defined]
    for key, record in (*library.records(), *singles.items()):
        for location, values in _lists_of_text(record, ()):
            if len(set(values)) == len(values):
                continue
            for i, value in enumerate(values):
                if (first := values.index(value)) < i:
                    told = said("repeated", written=value, name=_name(location), first=first + 1)
                    yield Finding(key, (*location, i), *told)


def _lists_of_text(value: Any, location: Location) -> Iterator[tuple[Location, list[str]]]:
    """Every list of lines or ids in a record, however deep."""
    if isinstance(value, list):
        if value and isinstance(value[0], str):
            yield location, value
        else:
            for i, item in enumerate(value):
                yield from _lists_of_text(item, (*location, i))
    elif isinstance(value, BaseModel):
        for name, step in _containers(type(value)):
            if inner := getattr(value, name):
                yield from _lists_of_text(inner, (*location, step))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _lists_of_text(item, (*location, name))


@functools.cache
def _containers(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Fields that can hold a list, a mapping or a further model: attribute, name in the record."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _can_hold(field.annotation))


def _can_hold(annotation: Any) -> bool:
    kind = typing.get_origin(annotation) or annotation
    if isinstance(kind, type) and issubclass(kind, (list, Mapping, BaseModel)):
        return True
    return any(_can_hold(part) for part in typing.get_args(annotation))  # of a union; of a value with limits


def sms_length(library: Library) -> Iterator[Finding]:
    """Title and summary make the SMS, which holds 160 unaccented characters."""
    for key, tactic in _each(library, "tactics"):
        excess = len(tactic.title) + len(tactic.summary) - SMS_TITLE_AND_SUMMARY
        if excess > 0:
            yield Finding(key, ("summary",), *said("sms_length", excess=excess, limit=SMS_TITLE_AND_SUMMARY))


def hazards_have_no_criminal(library: Library) -> Iterator[Finding]:
    """A fire says nothing: `script` and `coaching` belong to records with a criminal."""
    categories = library.vocabulary.categories if library.vocabulary else {}
    for key, tactic in _each(library, "tactics"):
        category = categories.get(tactic.category)
        if category and category.hazard:
            for name in ("script", "coaching"):
                if getattr(tactic, name):
                    yield Finding(key, (name,), *said("hazard", category=category.label, name=name), of_key=True)


def contacts_lead_somewhere(library: Library) -> Iterator[Finding]:
    """A contact needs a number, an SMS or an address, unless it is an office to walk to or a function of an app."""
    for key, contact in _each(library, "contacts"):
        if contact.contact_kind not in ("co-quan", "ung-dung") and not (contact.number or contact.sms or contact.url):
            yield Finding(key, ("title",), "Kênh này chưa có cách liên hệ", "Thêm number, sms hoặc url")


def figures_have_a_source(library: Library) -> Iterator[Finding]:
    """A figure names its source by the place in the list of sources."""
    for key, model in _each(library, "models"):
        for i, figure in enumerate(model.figures):
            if figure.source > len(model.sources):
                what = f"Bản ghi chỉ có {len(model.sources)} nguồn, không có nguồn thứ {figure.source}"
                yield Finding(key, ("figures", i, "source"), what, "Viết số thứ tự của nguồn có con số này")


def calendar_days_exist(library: Library) -> Iterator[Finding]:
    """No month has a 32nd day, and no lunar month a 31st."""
    for key, campaign in _each(library, "campaigns"):
        for name in ("starts", "ends"):
            day = getattr(campaign, name)
            longest = LONGEST_MONTH[day.calendar][day.month - 1]
            if day.day > longest:
                what = f"Tháng {day.month} {_CALENDARS[day.calendar]} nhiều nhất có {longest} ngày"
                yield Finding(key, (name, "day"), what, "Xem lại ngày, và lịch là duong hay am")


_CALENDARS: Final = {"duong": "dương lịch", "am": "âm lịch"}


def campaign_weeks_in_order(library: Library) -> Iterator[Finding]:
    """Weeks of a campaign come one after the other, and none after its end."""
    for key, campaign in _each(library, "campaigns"):
        time = next(occurrences(campaign, campaign.published), None)
        before = 0
        for i, week in enumerate(campaign.weeks):
            if week.week <= before:
                what = f"Tuần {week.week} đứng sau tuần {before}"
                yield Finding(key, ("weeks", i, "week"), what, "Xếp các tuần từ nhỏ đến lớn, mỗi tuần một khối")
            elif time and week.week > time.weeks:
                what = f"Đợt này chỉ có {time.weeks} tuần, không có tuần {week.week}"
                yield Finding(key, ("weeks", i, "week"), what, "Sửa số tuần, hoặc xem lại starts, ends")
            before = week.week


def dates_in_order(library: Library) -> Iterator[Finding]:
    """Nothing is changed before it is published."""
    for key, record in library.records():
        if isinstance(record, Article) and record.updated < record.published:
            days = {"updated": _spoken(record.updated), "published": _spoken(record.published)}
            yield Finding(key, ("updated",), *said("updated_before_published", **days))


def translations_follow(library: Library) -> Iterator[Finding]:
    """A translation says what the record says now, once in each language, line for line."""
    for key, tactic in _each(library, "tactics"):
        languages = [translation.language for translation in tactic.translations]
        for i, translation in enumerate(tactic.translations):
            if languages.index(translation.language) < i:
                what = f"Tiếng '{translation.language}' đã có bản dịch ở trên"
                yield Finding(key, ("translations", i, "language"), what, "Xóa một")
            for name in ("do", "never"):
                own, wanted = len(getattr(translation, name)), len(getattr(tactic, name))
                if own != wanted:
                    what = f"Bản dịch của '{name}' có {own} ý, bản gốc có {wanted}"
                    yield Finding(key, ("translations", i, name), what, "Dịch đủ từng ý")
            if translation.translated < tactic.updated:
                what = f"Bản gốc đã sửa ngày {_spoken(tactic.updated)}, sau ngày dịch"
                fix = "So lại từng câu, rồi ghi ngày mới vào translated"
                yield Finding(key, ("translations", i, "translated"), what, fix, "warning")


def changes_are_told(library: Library) -> Iterator[Finding]:
    """A page that was changed says what was changed, on the day that it carries."""
    for key, record in library.records():
        if not isinstance(record, Article):
            continue
        days = [change.on for change in record.changes]
        if record.updated > record.published and record.updated not in days:
            told = said("change_untold", updated=_spoken(record.updated), day=record.updated)
            yield Finding(key, ("updated",), *told)
        for i, day in enumerate(days):
            if not record.published <= day <= record.updated:
                yield Finding(key, ("changes", i, "on"), *said("change_out_of_time", day=_spoken(day)))


RULES_OF_ONE: Final[tuple[Rule, ...]] = (
    unknown_terms,
    dead_references,
    repeated_values,
    sms_length,
    hazards_have_no_criminal,
    contacts_lead_somewhere,
    figures_have_a_source,
    calendar_days_exist,
    campaign_weeks_in_order,
    dates_in_order,
    translations_follow,
    changes_are_told,
    *AREA_RULES,
)


def _name(location: Location) -> str:
    return next(step for step in reversed(location) if isinstance(step, str))


def _each(library: Library, folder: str) -> Iterator[tuple[str, Any]]:
    for record_id, record in getattr(library, folder).items():
        yield f"{folder}/{record_id}", record


def _spoken(day: datetime.date) -> str:
    return spoken_day(day.isoformat())
