"""What the open data answers, as pydantic models: from these come the files, their JSON Schema and OpenAPI.

An item is its record with links added, so the schema of records stays the only one. Field descriptions are Vietnamese,
like those of records. What version 1 promises is kept by ``tests/test_open_data.py``: a field may be added, but none
disappears or becomes something else.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field

from awareness import cards, licence
from awareness.area_pages import area_path, shown_neighbours, unit_path
from awareness.area_records import Area
from awareness.catalogue import Catalogue
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.gazetteer import Unit
from awareness.page import page_address
from awareness.records import Article, Contact, Guide, Part, Record, Response, Tactic, Tip

AnyPart = TypeVar("AnyPart", bound=Part)

ROOT: Final = "api/v1/"
"""Where the answers lie below the site."""


class Version(NamedTuple):
    """number: of the schema; day: since when; what: what is new, for people who use the data."""

    number: str
    day: datetime.date
    what: str


VERSIONS: Final = (
    Version("1.0.0", datetime.date(2026, 11, 29), "Bản đầu tiên."),
    Version(
        "1.1.0", datetime.date(2026, 11, 29), "Thêm questions ở trang nên biết; translations, quick_exit ở cảnh báo."
    ),
    Version("1.2.0", datetime.date(2026, 11, 30), "Thêm areas: xã, phường có bản ghi, số gọi ở đó, nơi giáp ranh."),
)
"""The latest last. A new field raises the second number; whatever would break a user needs ``api/v2/``."""


PublishedStatus = Literal["hien-hanh", "het-hieu-luc"]
"""Drafts are never published."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Licence(_Part):
    name: str = Field(description="Tên giấy phép")
    url: str = Field(description="Nội dung giấy phép")


class Answer(_Part):
    """What stands around every result."""

    schema_version: str = Field(description="Phiên bản của cấu trúc dữ liệu")
    generated_at: str = Field(
        description="Lúc sửa bản ghi mới nhất trong kết quả này", json_schema_extra={"format": "date-time"}
    )
    license: Licence = Field(description="Giấy phép dùng lại")
    total: int = Field(description="Số bản ghi trong result")


class Linked(_Part):
    """What every item has besides its record."""

    page: str = Field(description="Trang cho người đọc")
    uri: str = Field(description="Bản ghi đầy đủ trong API")
    review_before: datetime.date = Field(description="Kiểm lại trước ngày")


class Pictured(Linked):
    card: str = Field(description="Ảnh thẻ để chia sẻ, 1200×630")


class Place(_Part):
    key: str = Field(description="Mã xã, phường: vn-2025: và năm chữ số của Nhà nước")
    name: str = Field(description="Tên, có loại")
    province: str = Field(description="Tỉnh, thành phố")
    page: str = Field(description="Trang cho người đọc")


class Located(Pictured):
    name: str = Field(description="Tên xã, phường, có loại")
    province: str = Field(description="Tỉnh, thành phố")
    bordering: list[Place] = Field(description="Những nơi trong neighbours, có tên")


class TacticSummary(Pictured):
    id: str = Field(description="Mã, cũng là địa chỉ; không bao giờ đổi nghĩa")
    title: str = Field(description="Tên mối nguy")
    summary: str = Field(description="Việc chính phải làm")
    category: str = Field(description="Nhóm")
    channels: list[str] = Field(description="Mối nguy đến qua đâu")
    audiences: list[str] = Field(description="Ai hay gặp")
    severity: str = Field(description="Mức độ")
    season: list[str] = Field(description="Mùa hay gặp")
    status: PublishedStatus = Field(description="Đang dùng, hoặc chỉ lưu lại để tra cứu")
    published: datetime.date = Field(description="Ngày đăng lần đầu")
    updated: datetime.date = Field(description="Ngày sửa gần nhất")


SUMMARY_FIELDS: Final = TacticSummary.model_fields.keys() & Tactic.model_fields.keys()


class TermSummary(_Part):
    id: str = Field(description="Mã, dùng trong bản ghi")
    label: str = Field(description="Tên hiện trên trang")
    note: str | None = Field(description="Giải thích ngắn")
    total: int = Field(description="Bao nhiêu cảnh báo")
    uri: str = Field(description="Các cảnh báo ấy trong API")


class Endpoint(_Part):
    name: str = Field(description="Tên")
    about: str = Field(description="Có gì trong đó")
    total: int = Field(description="Bao nhiêu bản ghi")
    uri: str = Field(description="Địa chỉ")


class Kind(NamedTuple):
    """A kind of records that the open data has: its list, and a file for each record.

    record: its class, whose folder is the name of the list; about: for people; links: what is added to a record.
    """

    record: type[Record]
    about: str
    links: type[Linked] = Linked

    @property
    def name(self) -> str:
        return self.record.folder


TACTICS: Final = Kind(Tactic, "Cảnh báo: thủ đoạn và mối nguy, đủ mọi mục", Pictured)
KINDS: Final = (
    TACTICS,
    Kind(Response, "Việc cần làm khi đã xảy ra"),
    Kind(Tip, "Báo tin việc gì, cho ai"),
    Kind(Guide, "Trang nên biết"),
    Kind(CommunityModel, "Mô hình bà con cùng làm"),
    Kind(Checklist, "Bảng kiểm"),
    Kind(Campaign, "Đợt nhắc theo mùa"),
    Kind(Contact, "Số gọi, trang, nơi đến"),
    Kind(Area, "Xã, phường có bản ghi: gọi ai ở đó, giáp đâu, trang chính thức", Located),
)
"""A new kind of records is one more line here."""

TERMS: Final[Mapping[str, str]] = {
    "categories": "Nhóm",
    "channels": "Mối nguy đến qua đâu",
    "audiences": "Ai hay gặp",
    "severities": "Mức độ",
    "seasons": "Mùa hay gặp",
}
"""Parts of the vocabulary by which tactics can be asked for, and what they are."""


def links_json(catalogue: Catalogue, kind: Kind, record: Record) -> bytes:
    """What is added to a record: the addresses of its page, its file and its card, the day of its next review."""
    base = catalogue.site.base_url
    links: dict[str, object] = {
        "uri": f"{base}{ROOT}{kind.name}/{record.id}.json",
        "review_before": record.review_due,
    }
    if isinstance(record, Area):
        unit = catalogue.gazetteer.units[record.key]
        links |= _place(catalogue, unit)
        links["card"] = f"{base}the/{cards.card_name(area_path(catalogue, record))}.png"
        neighbours = (catalogue.gazetteer.units[neighbour.key] for neighbour in shown_neighbours(catalogue, record))
        links["bordering"] = [_place(catalogue, neighbour) for neighbour in neighbours]
    else:
        links["page"] = page_address(catalogue, cast(Article | Contact, record))
        links["card"] = f"{base}the/{record.id}.png"
    return _json(kind.links.model_validate(links))


def _place(catalogue: Catalogue, unit: Unit) -> dict[str, str]:
    path, hash_sign, anchor = unit_path(catalogue, unit).partition("#")
    page = f"{catalogue.site.base_url}{cards.page_address(path)}{hash_sign}{anchor}"
    province = catalogue.gazetteer.by_code[unit.province_code].name
    return {"key": unit.key, "name": unit.name, "province": province, "page": page}


def without_drafts(catalogue: Catalogue, part: AnyPart) -> AnyPart:
    """The record, or the block of one, with no id of a record that is not published.

    catalogue: holds what is. What was never published has no address; and its id tells what is being prepared.
    """
    changes: dict[str, object] = {}
    for name, folder in _LISTS_OF_IDS.items():
        if ids := getattr(part, name, None):
            published = getattr(catalogue, folder)
            changes[name] = [other for other in ids if other in published]
    for name, (field, folder) in _LISTS_OF_PARTS.items():
        if parts := getattr(part, name, None):
            published = getattr(catalogue, folder)
            changes[name] = [other for other in parts if getattr(other, field) in published]
    for name in _PARTS:
        if inner := getattr(part, name, None):
            changes[name] = without_drafts(catalogue, inner)
    changes = {name: value for name, value in changes.items() if value != getattr(part, name)}
    return part.model_copy(update=changes) if changes else part


_LISTS_OF_IDS: Final = {
    "related": "tactics",
    "first": "tactics",
    "tactics": "tactics",
    "responses": "responses",
    "call": "contacts",
    "tell": "contacts",
    "checklists": "checklists",
    "models": "models",
}
"""Fields that name other records → the part of the catalogue where those are."""
_LISTS_OF_PARTS: Final = {"conflicts_with": ("tactic", "tactics"), "extends": ("model", "models")}
"""Fields with blocks that are each about another record → the field of the block that names it, and where that is."""
_PARTS: Final = ("if_happened", "kit")


def item_json(record: Record, links: bytes) -> bytes:
    """The record as it is published; a number that nobody can call is left out, and a neighbour that is a guess."""
    match record:
        case Contact(placeholder=True):
            record = record.model_copy(update={"number": None, "sms": None})
        case Area():
            contacts = [
                contact.model_copy(update={"number": None}) if contact.placeholder else contact
                for contact in record.contacts
            ]
            confirmed = [neighbour for neighbour in record.neighbours if not neighbour.proposed]
            record = record.model_copy(update={"contacts": contacts, "neighbours": confirmed})
    return _joined(_json(record), links)


def summary_json(tactic: Tactic, links: bytes) -> bytes:
    """What lists of tactics show of each."""
    return _joined(_json(tactic, include=SUMMARY_FIELDS), links)


def answer_json(catalogue: Catalogue, result: bytes | Sequence[bytes], records: Sequence[Record]) -> bytes:
    """An answer: its result, ready as JSON, and what stands around it. ``records``: what it is made of, for its day."""
    around = Answer(
        schema_version=VERSIONS[-1].number,
        generated_at=f"{changed_on(catalogue, records).isoformat()}T00:00:00+07:00",
        license=Licence(name=licence.NAME, url=licence.ADDRESS),
        total=1 if isinstance(result, bytes) else len(result),
    )
    content = result if isinstance(result, bytes) else b"[" + b",".join(result) + b"]"
    return _joined(_json(around), b'{"result":' + content + b"}") + b"\n"


def part_json(part: Endpoint | TermSummary) -> bytes:
    return _json(part)


def _json(part: BaseModel, include: set[str] | None = None) -> bytes:
    # bytes at once: thousands of records would be decoded only to be encoded again
    return part.__pydantic_serializer__.to_json(part, by_alias=True, include=include)


def _joined(first: bytes, second: bytes) -> bytes:
    """One JSON object from two: records are written once and stand in several answers, so answers are put together."""
    return first[:-1] + b"," + second[1:]


def tactics_by_term(catalogue: Catalogue, name: str) -> Mapping[str, Sequence[Tactic]]:
    """The tactics of each term of one part of the vocabulary, retired ones included, in the order of the catalogue."""
    field = {"categories": "category", "severities": "severity", "seasons": "season"}.get(name, name)
    members: dict[str, list[Tactic]] = {term: [] for term in getattr(catalogue.vocabulary, name)}
    for tactic in catalogue.tactics.values():
        terms = getattr(tactic, field)
        for term in [terms] if isinstance(terms, str) else terms:
            members[term].append(tactic)
    return members


def changed_on(catalogue: Catalogue, records: Sequence[Record]) -> datetime.date:
    """The day of the newest of some records; of none, of the newest there is. Never the day of the build."""
    if not records:
        return catalogue.changed_on
    return max(record.updated if isinstance(record, Article | Area) else record.checked_on for record in records)
