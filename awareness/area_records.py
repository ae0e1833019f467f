"""What a record about a commune adds to its name: whom to call there, who lives next door, what it was called.

As in ``records.py``, field descriptions are Vietnamese: editors read them. Names and codes are in ``gazetteer.py``.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final

from pydantic import Field

from awareness.records import Part, Record
from awareness.values import Day, Id, Lines, PhoneNumber, Text, UnitKey, Url, WholeNumber, YesNo

CONTACTS: Final = 6
"""As many rows as a keychain of 62 × 44 mm holds in letters of 6 pt."""
CONTACT_TITLE: Final = 40
"""Characters: one row of a keychain."""


class LocalContact(Part):
    """Whom one reaches in this commune, by telephone or by walking there."""

    contact_kind: Id = Field(alias="kind", description="Loại, theo area_contact_kinds trong vocabulary.yml")
    title: Text = Field(max_length=CONTACT_TITLE, description="Gọi thì gặp ai, ví dụ: Công an xã Cần Giuộc")
    number: PhoneNumber | None = Field(default=None, description="Số điện thoại")
    placeholder: YesNo = Field(default=False, description="true: số mẫu toàn số 0, không gọi được")
    place: Text | None = Field(default=None, description="Địa chỉ, nếu là nơi đến")
    hours: Text | None = Field(default=None, description="Giờ trực")
    notes: list[Text] = Field(default_factory=list, description="Điều cần biết khi gọi, khi đến")
    source: WholeNumber | None = Field(default=None, ge=1, description="Số này lấy từ nguồn thứ mấy trong sources")
    verified_on: Day | None = Field(default=None, description="Ngày đọc nguồn của số này")

    @property
    def shown_number(self) -> str:
        """The number with spaces at which no line breaks."""
        return (self.number or "").replace(" ", "\u00a0")

    @property
    def dial(self) -> str | None:
        """The digits for a ``tel:`` link; None for a placeholder or where there is no number."""
        return None if self.placeholder or self.number is None else self.number.replace(" ", "")


class Neighbour(Part):
    key: UnitKey = Field(description="Mã của xã, phường giáp ranh; khác tỉnh cũng được")
    proposed: YesNo = Field(default=False, description="true: máy đoán, chưa ai xác nhận; không hiện ra")


class OfficialPage(Part):
    title: Text = Field(description="Tên trang, tên tài khoản, viết đúng như trên đó")
    url: Url = Field(description="Địa chỉ của trang")
    verified_on: Day = Field(description="Ngày hỏi lại công an xã, phường về trang này")
    how_to_tell: Lines = Field(description="Nhìn vào đâu để biết là trang thật")


class EarlierName(Part):
    """A name that was given up before 2025. Those of June 2025 are in the gazetteer."""

    name: Text = Field(description="Tên cũ, có loại: Phường An Cư")
    ended: Day = Field(description="Ngày thôi dùng tên này")
    became: Text = Field(description="Thành tên gì, viết như lúc đó")
    document: Text = Field(description="Văn bản đổi tên")


class Area(Record):
    """A commune, ward or special zone that somebody looks after: one page with numbers of its own.

    The name of its file is ``<province>-<unit>``, as the gazetteer writes them in addresses.
    """

    folder = "areas"

    key: UnitKey = Field(description="Mã xã, phường: vn-2025: và năm chữ số")
    contacts: Annotated[list[LocalContact], Field(max_length=CONTACTS)] = Field(
        default_factory=list, description="Số gọi, nơi đến ở đây, số chính đứng đầu; nhiều nhất sáu"
    )
    neighbours: list[Neighbour] = Field(default_factory=list, description="Xã, phường giáp ranh")
    pages: list[OfficialPage] = Field(default_factory=list, description="Trang, tài khoản chính thức của công an ở đây")
    hours: Text | None = Field(default=None, description="Giờ tiếp dân")
    promises: list[Text] = Field(default_factory=list, description="Công an ở đây hứa điều gì")
    tested_on: Day | None = Field(default=None, description="Ngày gọi thử các số gần nhất")
    former: list[EarlierName] = Field(default_factory=list, description="Tên đã thôi dùng trước năm 2025")
    changed: list[Text] = Field(default_factory=list, description="Năm 2025 ở đây đổi điều gì")
    updated: Day = Field(description="Ngày sửa gần nhất")
    reviewed: Day = Field(description="Ngày đối chiếu nguồn gần nhất")

    @property
    def checked_on(self) -> datetime.date:
        return self.reviewed

    @property
    def callable_contacts(self) -> list[LocalContact]:
        """Numbers that can be dialled, in the order of the record."""
        return [contact for contact in self.contacts if contact.dial]
