"""What people do together, as records: models with figures and reviews, checklists, campaigns.

As in ``records.py``, field descriptions are Vietnamese: editors read them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from awareness.records import TITLE_LENGTH, Article, Part
from awareness.values import CalendarName, Count, Id, Ids, Lines, PartialDay, Text, WholeNumber, YesNo

# --- models ----------------------------------------------------------------------------------------------------


class Role(Part):
    who: Text = Field(description="Ai")
    task: Text = Field(description="Làm việc gì")


class Extension(Part):
    model: Id = Field(description="Mô hình gần giống")
    adds: Text = Field(description="Mô hình này thêm điều gì")


class Figure(Part):
    """A number that a source gives. The day it was counted stands apart from the day it is printed."""

    what: Text = Field(description="Con số nói về điều gì")
    measure: Id = Field(description="Đếm gì, theo measures trong vocabulary.yml")
    value: Count = Field(description="Con số, không dấu chấm; tiền tính bằng đồng")
    about: Text | None = Field(default=None, description="Chữ đứng trước số trong nguồn: trên, gần, ít nhất")
    place: Text = Field(description="Ở đâu, tên gọi lúc đó")
    as_of: PartialDay | None = Field(default=None, description="Số tính đến bao giờ; nguồn không ghi thì bỏ mục này")
    source: WholeNumber = Field(ge=1, description="Lấy từ nguồn thứ mấy trong sources")
    summed: YesNo = Field(default=True, description="false: đã nằm trong một con số khác, không cộng")


class ModelReview(Part):
    on: PartialDay = Field(description="Rà soát lúc nào")
    by: Text = Field(description="Ai rà soát")
    result: Id = Field(description="giu, cung-co, thay-the hoặc nhan-rong")
    evidence: Lines = Field(description="Dựa vào điều gì")


class CommunityModel(Article):
    """Something that neighbours, shops, banks or schools do together against crime and fire: one page."""

    folder = "models"

    group: Id = Field(description="Nhóm mô hình, theo model_groups trong vocabulary.yml")
    what: Lines = Field(description="Mô hình là gì")
    roles: Annotated[list[Role], Field(min_length=1)] = Field(description="Ai làm việc gì")
    start: Annotated[list[Text], Field(min_length=3, max_length=8)] = Field(description="Bắt đầu thế nào, theo thứ tự")
    budget: list[Text] = Field(default_factory=list, description="Chi phí: số nguồn nêu, khoản phải tính")
    cautions: Lines = Field(description="Điều phải giữ")
    promises: list[Text] = Field(default_factory=list, description="Lời hứa với bà con")
    extends: list[Extension] = Field(default_factory=list, description="Gần giống mô hình nào, thêm điều gì")
    figures: list[Figure] = Field(default_factory=list, description="Số liệu nguồn đã nêu")
    questions: Annotated[list[Text], Field(min_length=2)] = Field(description="Câu hỏi khi rà soát hằng năm")
    reviews: list[ModelReview] = Field(default_factory=list, description="Những lần rà soát đã có kết quả")
    source_errors: list[Text] = Field(default_factory=list, description="Chỗ nguồn ghi chưa khớp, chưa rõ")
    symptoms: Annotated[list[Text], Field(min_length=3)] = Field(description="Bà con gõ tìm thế nào")
    related: list[Id] = Field(default_factory=list, description="Cảnh báo liên quan")


# --- checklists ------------------------------------------------------------------------------------------------


class CheckItem(Part):
    text: Text = Field(description="Kiểm điều gì; nhìn là biết đạt hay chưa")
    why: Text | None = Field(default=None, description="Vì sao phải kiểm")
    mend: Text | None = Field(default=None, description="Chưa đạt thì làm gì")


class CheckSection(Part):
    id: Id = Field(description="Mã của phần, dùng trong địa chỉ; đăng rồi thì đừng đổi")
    heading: Text = Field(max_length=TITLE_LENGTH, description="Tên phần")
    items: list[CheckItem] = Field(default_factory=list, description="Các điều phải kiểm")
    blanks: list[Text] = Field(default_factory=list, description="Chỗ để điền: tên của từng chỗ")


class Checklist(Article):
    """What is looked at, item by item, at home, at work, before a journey: one page, printed or ticked on the phone."""

    folder = "checklists"

    order: WholeNumber = Field(default=100, description="Thứ tự trong nhóm, số nhỏ đứng trước")
    group: Id = Field(description="Nhóm bảng kiểm, theo checklist_groups trong vocabulary.yml")
    place: Text = Field(description="Dùng cho nơi nào, lúc nào")
    who: Text = Field(description="Ai kiểm")
    when: Text = Field(description="Bao lâu kiểm một lần")
    sections: Annotated[list[CheckSection], Field(min_length=1)] = Field(description="Các phần của bảng kiểm")
    unmet: Lines = Field(description="Còn điều chưa đạt thì làm gì")
    call: Ids = Field(description="Mã những số trên thanh gọi")
    symptoms: Annotated[list[Text], Field(min_length=3)] = Field(description="Bà con gõ tìm thế nào")
    related: list[Id] = Field(default_factory=list, description="Cảnh báo liên quan")
    models: list[Id] = Field(default_factory=list, description="Mô hình dùng bảng kiểm này")


# --- campaigns -------------------------------------------------------------------------------------------------


class CalendarDay(Part):
    calendar: CalendarName = Field(description="duong hoặc am (lịch)")
    month: WholeNumber = Field(ge=1, le=12, description="Tháng")
    day: WholeNumber = Field(ge=1, le=31, description="Ngày; tháng âm lịch có 29 hoặc 30 ngày")


class CampaignWeek(Part):
    week: WholeNumber = Field(ge=1, le=52, description="Tuần thứ mấy của đợt")
    do: Lines = Field(description="Việc làm trong tuần ấy")


class Campaign(Article):
    """A season of the year in which some dangers are near: when, which warnings come first, who does what."""

    folder = "campaigns"

    season: Id = Field(description="Mùa, theo seasons trong vocabulary.yml")
    starts: CalendarDay = Field(description="Ngày bắt đầu hằng năm")
    ends: CalendarDay = Field(description="Ngày kết thúc hằng năm")
    why: Lines = Field(description="Vì sao phải nhắc lúc này")
    tactics: Ids = Field(description="Cảnh báo đưa lên trước, theo thứ tự gửi")
    checklists: list[Id] = Field(default_factory=list, description="Bảng kiểm nên làm trong đợt")
    weeks: Annotated[list[CampaignWeek], Field(min_length=1)] = Field(description="Việc theo tuần")
    symptoms: Annotated[list[Text], Field(min_length=3)] = Field(description="Bà con gõ tìm thế nào")
