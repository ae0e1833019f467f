"""Renderers of open data: JSON answers with their schemas, tables, everything in one archive. Pure functions."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from awareness.api_answers import (
    KINDS,
    ROOT,
    TACTICS,
    TERMS,
    Endpoint,
    TermSummary,
    answer_json,
    changed_on,
    item_json,
    links_json,
    part_json,
    summary_json,
    tactics_by_term,
    without_drafts,
)
from awareness.api_description import SHORT, answer_schemas, openapi
from awareness.archives import checksums, zip_archive
from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.page import page_address
from awareness.records import Contact, Record
from awareness.single_files import Term
from awareness.tables import csv_table
from awareness.templating import text_environment

TACTIC_TABLE: Final = "du-lieu/canh-bao.csv"
CONTACT_TABLE: Final = "du-lieu/so-goi.csv"
ARCHIVE: Final = "du-lieu/du-lieu-mo.zip"
CHECKSUMS: Final = "du-lieu/SHA256SUMS"


def open_data(catalogue: Catalogue) -> Iterator[Artifact]:
    """Everything below ``site/api/v1/``; the tables, the archive and its checksums in ``site/du-lieu/``."""
    tables = [_tactic_table(catalogue), _contact_table(catalogue)]
    whole = list[Artifact]()
    for answer in itertools.chain(_answers(catalogue), _descriptions(catalogue)):
        yield answer
        if _is_whole(answer):  # all of them would be as much again
            whole.append(answer)
    archive = _archive(catalogue, [*whole, *tables])
    yield from tables
    yield archive
    yield _site_file(CHECKSUMS, checksums((file.path.name, file.content) for file in (*tables, archive)).encode())


def _is_whole(file: Artifact) -> bool:
    """Whether a file goes into the archive: what has a folder below the root is a part of a list that is there."""
    return "/" not in file.inner.removeprefix(ROOT) or file.path.parent.name == "schema"


# --- answers ---------------------------------------------------------------------------------------------------


def _answers(catalogue: Catalogue) -> Iterator[Artifact]:
    """The index; of each kind the list and every record; of tactics a short list too, and one for each term."""
    base = f"{catalogue.site.base_url}{ROOT}"
    endpoints = []
    for kind in KINDS:
        records: list[Record] = list(getattr(catalogue, kind.name).values())
        links = [links_json(catalogue, kind, record) for record in records]
        items = [
            item_json(without_drafts(catalogue, record), link) for record, link in zip(records, links, strict=True)
        ]
        if kind is TACTICS:
            tactics = list(catalogue.tactics.values())
            short = {tactic.id: summary_json(tactic, link) for tactic, link in zip(tactics, links, strict=True)}
            yield _answer(catalogue, "tactics.json", list(short.values()), tactics)
            yield from _by_term(catalogue, short)
            endpoints.append(Endpoint(name="tactics", about=SHORT, total=len(short), uri=f"{base}tactics.json"))
        name = "tactics-full" if kind is TACTICS else kind.name
        yield _answer(catalogue, f"{name}.json", items, records)
        for record, item in zip(records, items, strict=True):
            yield _answer(catalogue, f"{kind.name}/{record.id}.json", item, [record])
        endpoints.append(Endpoint(name=name, about=kind.about, total=len(records), uri=f"{base}{name}.json"))
    for name, about in TERMS.items():
        number = len(getattr(catalogue.vocabulary, name))
        endpoints.append(Endpoint(name=name, about=about, total=number, uri=f"{base}{name}.json"))
    yield _answer(catalogue, "index.json", [part_json(endpoint) for endpoint in endpoints], list(catalogue.records()))


def _by_term(catalogue: Catalogue, short: Mapping[str, bytes]) -> Iterator[Artifact]:
    """``<terms>.json`` for each part of the vocabulary, ``<terms>/<term>.json`` for each of its terms."""
    for name in TERMS:
        terms: Mapping[str, Term] = getattr(catalogue.vocabulary, name)
        base = f"{catalogue.site.base_url}{ROOT}{name}/"
        described = []
        for key, tactics in tactics_by_term(catalogue, name).items():
            yield _answer(catalogue, f"{name}/{key}.json", [short[tactic.id] for tactic in tactics], tactics)
            term, uri = terms[key], f"{base}{key}.json"
            described.append(TermSummary(id=key, label=term.label, note=term.note, total=len(tactics), uri=uri))
        yield _answer(catalogue, f"{name}.json", [part_json(term) for term in described], list(catalogue.records()))


def _answer(catalogue: Catalogue, path: str, result: bytes | Sequence[bytes], records: Sequence[Record]) -> Artifact:
    return _site_file(f"{ROOT}{path}", answer_json(catalogue, result, records))


def _descriptions(catalogue: Catalogue) -> Iterator[Artifact]:
    """``openapi.json``, and a schema for each answer."""
    for path, described in {f"{ROOT}openapi.json": openapi(catalogue.site), **answer_schemas(catalogue.site)}.items():
        yield _site_file(path, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())


# --- tables ----------------------------------------------------------------------------------------------------

TACTIC_COLUMNS: Final = (
    *("Mã", "Tên", "Tóm tắt", "Nhóm", "Đến qua đâu", "Ai hay gặp", "Mức độ", "Mùa", "Tình trạng"),
    *("Dấu hiệu", "Việc làm ngay", "Việc đừng làm", "Cách kiểm tra", "Tên gọi khác"),
    *("Đăng ngày", "Sửa ngày", "Đối chiếu nguồn ngày", "Nguồn", "Trang"),
)
CONTACT_COLUMNS: Final = (
    *("Mã", "Tên", "Dùng khi nào", "Loại", "Số điện thoại", "Địa chỉ trang", "Cước", "Giờ trực", "Nơi vận hành"),
    *("Cơ quan nhà nước", "Tình trạng", "Đọc nguồn ngày", "Nguồn", "Trang"),
)


def _tactic_table(catalogue: Catalogue) -> Artifact:
    words = catalogue.vocabulary
    rows = [
        [
            *(tactic.id, tactic.title, tactic.summary, words.categories[tactic.category].label),
            _labels(tactic.channels, words.channels),
            _labels(tactic.audiences, words.audiences),
            words.severities[tactic.severity].label,
            _labels(tactic.season, words.seasons),
            _STATUS[tactic.status],
            *map(_lines, (tactic.red_flags, tactic.do, tactic.never, tactic.check, tactic.also_known_as)),
            *(day.isoformat() for day in (tactic.published, tactic.updated, tactic.reviewed)),
            _sources(tactic),
            page_address(catalogue, tactic),
        ]
        for tactic in catalogue.tactics.values()
    ]
    return _site_file(TACTIC_TABLE, csv_table(TACTIC_COLUMNS, rows).encode())


def _contact_table(catalogue: Catalogue) -> Artifact:
    rows = [
        [
            *(contact.id, contact.title, contact.summary),
            catalogue.vocabulary.contact_kinds[contact.contact_kind].label,
            _number(contact),
            *(text or "" for text in (contact.url, contact.cost, contact.hours, contact.operator)),
            "có" if contact.state_agency else "không",
            _STATUS[contact.status],
            contact.verified_on.isoformat(),
            _sources(contact),
            page_address(catalogue, contact),
        ]
        for contact in catalogue.contacts.values()
    ]
    return _site_file(CONTACT_TABLE, csv_table(CONTACT_COLUMNS, rows).encode())


_STATUS: Final = {"hien-hanh": "đang dùng", "het-hieu-luc": "lưu lại để tra cứu"}


def _number(contact: Contact) -> str:
    if contact.placeholder:
        return "số mẫu, không gọi được"
    return contact.number or ""


def _labels(keys: Iterable[str], terms: Mapping[str, Term]) -> str:
    return ", ".join(terms[key].label for key in keys)


def _lines(lines: Iterable[str]) -> str:
    """Several sentences in one cell, each on a line of its own."""
    return "\n".join(lines)


def _sources(record: Record) -> str:
    return _lines(f"{source.title}, {source.publisher}, {source.date}" for source in record.sources)


# --- archive ---------------------------------------------------------------------------------------------------


def _archive(catalogue: Catalogue, files: Iterable[Artifact]) -> Artifact:
    """``files`` without their folders above, the licence, and ``SHA256SUMS`` of them all."""
    day = changed_on(catalogue, list(catalogue.records()))
    credit = text_environment().get_template("data-licence.txt.j2").render(site=catalogue.site, day=day)
    contents = {_name_in_archive(file): file.content for file in files} | {"GIAY-PHEP.txt": credit.encode()}
    contents["SHA256SUMS"] = checksums(sorted(contents.items())).encode()
    return _site_file(ARCHIVE, zip_archive(contents, day))


def _name_in_archive(file: Artifact) -> str:
    inner = file.inner
    return inner.removeprefix(ROOT) if inner.startswith(ROOT) else file.path.name


def _site_file(path: str, content: bytes) -> Artifact:
    return Artifact(PurePosixPath("site", path), content)
