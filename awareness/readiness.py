"""What must not go out in a release: samples, numbers that nobody has verified, reminders that were left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from awareness.findings import Finding, Rule, place
from awareness.problems import Problem
from awareness.reading import SINGLE_FILES, Library
from awareness.yaml_source import Location

_SAMPLE: Final = r"[\w.-]*[\w-]\.example\b"
"""Addresses under .example are kept for examples (RFC 2606): whoever follows one arrives nowhere."""
_SAMPLE_IN_TEXT: Final = re.compile(_SAMPLE)
_SAMPLE_IN_FILE: Final = re.compile(_SAMPLE.encode())
_SAMPLE_NUMBER: Final = b"0000 000 000"
"""What a placeholder looks like: `area_rules.placeholders_are_zeros`."""


def check_release(library: Library, problems: Iterable[Problem]) -> list[Problem]:
    """The problems of a release.

    problems: of every build; here a reminder is an error as well, an overdue review first of all. Added is what only a
    release refuses. Drafts are left in peace: they are in no output.
    """
    findings = [finding for rule in RULES for finding in rule(library)]
    return [
        *(replace(problem, severity="error") for problem in problems),
        *(place(finding, library) for finding in findings),
    ]


def without_samples(library: Library) -> Library:
    """The library of a release: communes keep their page and lose the numbers that only stand for real ones.

    Then the page says that there is no local number yet and to call 113.
    """
    areas = {
        area_id: area.model_copy(update={"contacts": [contact for contact in area.contacts if not contact.placeholder]})
        for area_id, area in library.areas.items()
    }
    return replace(library, areas=areas, digests={})


def sample_addresses(library: Library) -> Iterator[Finding]:
    """Addresses under .example, in ``site.yml``, the other settings and every record that is published."""
    settings = {name: getattr(library, single.folder) for name, single in SINGLE_FILES.items()}  # type: ignore[attr-defined]
    records = {key: record for key, record in library.records() if record.is_published}
    for key, part in (settings | records).items():
        for location, text in _texts(part, ()):
            if found := _SAMPLE_IN_TEXT.search(text):
                what = f"Còn địa chỉ mẫu '{found[0]}'"
                yield Finding(key, location, what, "Thay bằng địa chỉ thật trước khi phát hành")


def placeholder_numbers(library: Library) -> Iterator[Finding]:
    """Numbers that stand for a real one."""
    for contact in library.contacts.values():
        if contact.placeholder and contact.is_published:
            what = f"'{contact.title}' còn là số mẫu"
            fix = "Thay bằng số thật, có nguồn và ngày kiểm; chưa có số thì ghi status: nhap"
            yield Finding(f"contacts/{contact.id}", ("placeholder",), what, fix)


def unverified_contacts(library: Library) -> Iterator[Finding]:
    """Numbers and addresses that nobody has read in a source."""
    for contact in library.contacts.values():
        if contact.confidence != "A" and contact.is_published:
            what = f"'{contact.title}' chưa đối chiếu nguồn (mức {contact.confidence})"
            fix = "Đọc nguồn, ghi verified_on và confidence: A; chưa đọc được thì ghi status: nhap"
            yield Finding(f"contacts/{contact.id}", ("confidence",), what, fix)


RULES: Final[tuple[Rule, ...]] = (sample_addresses, placeholder_numbers, unverified_contacts)


def samples_in(site: Path) -> list[str]:
    """What is left of samples in a finished site, one sentence for each file.

    Records and settings were checked before; this finds what hand-written pages and templates bring.
    """
    found = []
    for path in sorted(site.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(site).as_posix()
        if sample := _SAMPLE_IN_FILE.search(content):
            address = sample[0].decode(errors="replace")
            found.append(
                f"{name}: còn địa chỉ mẫu '{address}'  → Tìm nó trong docs/ và overrides/, thay bằng địa chỉ thật"
            )
        if _SAMPLE_NUMBER in content:
            found.append(f"{name}: còn số mẫu {_SAMPLE_NUMBER.decode()}  → Thay bằng số thật, có nguồn và ngày kiểm")
    return found


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Every text of a record or of settings, however deep."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _texts(item, (*location, i))
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*location, field.alias or name))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, (*location, name))
