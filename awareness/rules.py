"""All rules about records that could be read: those of ``record_rules.py``, about one record after another, and here
what ties records together, ids that must never vanish, reviews that are due. How records speak is judged in
``editorial.py``.

Each rule is a small generator: it receives the library (and the day) and yields findings. A finding names a record
and a location in it; the line and column are looked up only for what is found.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator
from typing import Final

from awareness.area_rules import overdue_numbers
from awareness.banner_rules import BANNER_RULES, ended_banner
from awareness.editorial import editorial_findings
from awareness.findings import Finding, Rule, place
from awareness.house import House
from awareness.problems import Problem
from awareness.reading import PUBLISHED_IDS, RECORD_CLASSES, SINGLE_FILES, Library, shown
from awareness.record_rules import RULES_OF_ONE, SOURCE_ITEMS, source_items
from awareness.records import Contact
from awareness.vietnamese import spoken_day
from awareness.work_memory import WorkMemory, key_of


def check_library(library: Library, day: datetime.date | None, *, only: Collection[str] | None = None) -> list[Problem]:
    """All findings of all rules, placed at line and column.

    day: the day of the check; None leaves out what depends on it (reviews that are due).
    only: keys of the records that are judged one by one; None judges all. What ties records together is always checked.
    """
    judged = library if only is None else library.narrowed_to(only)
    findings = list[Finding]()

    def by_the_others() -> None:
        findings.extend(finding for rule in RULES_OF_ONE for finding in rule(judged))
        findings.extend(finding for rule in RULES_OF_ALL for finding in rule(library))

    how_they_speak = editorial_findings(library, only, meanwhile=by_the_others)
    findings += how_they_speak
    if day is not None:
        findings += overdue_reviews(library, day)
        findings += overdue_numbers(library, day)
        findings += ended_banner(library, day)
    return [place(finding, library) for finding in findings]


def check_again(library: Library, day: datetime.date | None, memory: WorkMemory) -> list[Problem]:
    """`check_library`, but what was found sound in the build before, and is judged by the same, is not judged again."""
    if memory.is_empty or library.broken:
        return check_library(library, day)
    surroundings = _surroundings(library)
    keys = {key: key_of("sound", key, library.digests[key], surroundings) for key, _ in library.records()}
    sound = memory.recall(keys.values())
    judged = [key for key, remembered in keys.items() if remembered not in sound]
    problems = check_library(library, day, only=judged)
    blamed = {problem.path for problem in problems}
    for key in judged:
        if shown(library.files[key]) not in blamed:
            memory.keep(keys[key], "")
    return problems


def _surroundings(library: Library) -> str:
    """What a record is judged by, besides its own words: single files, ids, pages, numbers and sites of the house."""
    house = House.of(library)
    parts = [
        [library.digests.get(name) for name in SINGLE_FILES],
        sorted(library.files),
        library.hand_written and sorted(library.hand_written.items()),
        sorted(house.numbers),
        sorted(house.hosts),
    ]
    return json.dumps(parts)


def repeated_items(library: Library) -> Iterator[Finding]:
    """The number of an item under two sources, or the id of a source twice."""
    seen = set[str]()
    for location, item_id, _ in source_items(library):
        if item_id in seen:
            what = f"Mục '{item_id}' đã có ở một nguồn phía trên"
            yield Finding(SOURCE_ITEMS, location, what, "Xóa một, hoặc xem lại số mục", of_key=True)
        seen.add(item_id)
    for i, source in enumerate(library.source_items.sources if library.source_items else ()):
        if source.id in seen:
            what = f"Mã nguồn '{source.id}' đã có ở phía trên"
            yield Finding(SOURCE_ITEMS, ("sources", i, "id"), what, "Mỗi nguồn một mã: viết mã khác")
        seen.add(source.id)


def every_channel_has_a_quiz(library: Library) -> Iterator[Finding]:
    """Each channel belongs to one page of the quiz, or its questions would be asked nowhere, or twice."""
    words = library.vocabulary
    asked = [term for group in words.quiz_groups.values() for term in group.channels] if words else []
    for channel in words.channels if words else ():
        if asked.count(channel) != 1:
            what = f"Đường '{channel}' có ở {asked.count(channel)} nhóm của mục 'quiz_groups', phải đúng một"
            yield Finding(
                "vocabulary.yml", ("channels", channel), what, "Ghi vào channels của một nhóm trong quiz_groups"
            )


# --- history ---------------------------------------------------------------------------------------------------


def alias_collisions(library: Library) -> Iterator[Finding]:
    """An old id leads to one page only."""
    taken: dict[str, str] = {key: key for key in library.files}
    for key, record in library.records():
        for i, alias in enumerate(record.aliases):
            alias_key = f"{record.folder}/{alias}"
            if owner := taken.get(alias_key):
                what = f"Mã cũ '{alias}' đã thuộc về {owner}"
                yield Finding(key, ("aliases", i), what, "Mỗi mã cũ chỉ dẫn tới một trang; xóa ở một nơi")
            taken.setdefault(alias_key, key)


def vanished_ids(library: Library) -> Iterator[Finding]:
    """An address that was ever published must lead somewhere for ever."""
    alive = set(library.files)
    alive |= {f"{record.folder}/{alias}" for _, record in library.records() for alias in record.aliases}
    for key in sorted(library.published_ids - alive):
        folder, _, record_id = key.partition("/")
        known = folder in RECORD_CLASSES
        what = f"Mã '{record_id}' từng được đăng nay không còn bản ghi"
        fix = f"Giữ warnings/{key}.yml với status: het-hieu-luc, hoặc ghi mã vào aliases của bản ghi thay nó"
        if not known:
            what, fix = f"Dòng '{key}' không đúng kiểu", "Lấy lại tệp này như máy đã ghi (git checkout)"
        yield Finding(PUBLISHED_IDS, (key,), what, fix)


def overdue_reviews(library: Library, day: datetime.date) -> Iterator[Finding]:
    """Records that nobody has compared with their sources for too long; days from the future are slips."""
    for key, record in library.records():
        name = "verified_on" if isinstance(record, Contact) else "reviewed"
        if record.checked_on > day:
            what = f"Ngày kiểm {_spoken(record.checked_on)} ở tương lai"
            yield Finding(key, (name,), what, f"Viết ngày đã kiểm thật, muộn nhất là {_spoken(day)}")
        elif record.review_due < day and record.status == "hien-hanh":
            what = f"Quá hạn kiểm từ ngày {_spoken(record.review_due)}"
            yield Finding(key, (name,), what, f"Đối chiếu lại nguồn rồi ghi ngày mới vào {name}", "warning")


RULES_OF_ALL: Final[tuple[Rule, ...]] = (
    repeated_items,
    every_channel_has_a_quiz,
    alias_collisions,
    vanished_ids,
    *BANNER_RULES,
)
RULES: Final = RULES_OF_ONE + RULES_OF_ALL


def _spoken(day: datetime.date) -> str:
    return spoken_day(day.isoformat())
