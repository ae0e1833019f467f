"""What a record is: with ``community.py`` and ``single_files.py`` the one schema for checks, messages and field tables.

Each class is one kind of file under ``warnings/``. Field descriptions are Vietnamese: editors read them.
Every limit has its reason beside it.
"""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field

from awareness.values import (
    Confidence,
    Day,
    Id,
    Ids,
    Lines,
    PartialDay,
    PhoneNumber,
    Status,
    Text,
    Url,
    WholeNumber,
    YesNo,
)

TITLE_LENGTH: Final = 60
"""Characters; Zalo and Facebook cut og:title after about 60."""
SUMMARY_LENGTH: Final = 110
"""Characters; the previews cut og:description after about 110."""
SMS_TITLE_AND_SUMMARY: Final = 148
"""Characters of title and summary together: an unaccented SMS holds 160, "CANH BAO: " and ". " take twelve."""


class Part(BaseModel):
    """A block inside a record. Unknown keys are errors, so that a slip in a name is never silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Citation(Part):
    title: Text = Field(description="Tên bài, tên văn bản")
    publisher: Text = Field(description="Nơi đăng, theo cơ quan nào")
    date: PartialDay = Field(description="Ngày đăng, ghi đúng phần mình biết")
    url: Url | None = Field(default=None, description="Địa chỉ bài, nếu có")


class Source(Citation):
    supports: Lines | None = Field(default=None, description="Những mục dựa vào nguồn này")


class Record(Part):
    """What every kind of record carries: its life. The id is the name of the file."""

    folder: ClassVar[str]

    id: Id
    sources: Annotated[list[Source], Field(min_length=1)] = Field(description="Nguồn, ít nhất một")
    review_after_days: WholeNumber = Field(ge=1, le=730, description="Bao nhiêu ngày thì kiểm lại")
    status: Status = Field(description="nhap, hien-hanh hoặc het-hieu-luc")
    aliases: list[Id] = Field(default_factory=list, description="Mã cũ, khi đổi tên tệp")

    @property
    def checked_on(self) -> datetime.date:
        """The day somebody last compared the record with its sources."""
        raise NotImplementedError

    @property
    def review_due(self) -> datetime.date:
        return self.checked_on + datetime.timedelta(days=self.review_after_days)

    @property
    def is_published(self) -> bool:
        return self.status != "nhap"


class Change(Part):
    on: Day = Field(description="Ngày sửa")
    what: Text = Field(description="Đã sửa điều gì, nói cho người đọc")


class Article(Record):
    """A record with a history of its own page."""

    title: Text = Field(max_length=TITLE_LENGTH, description="Nêu mối nguy trước, không có dấu chấm cuối")
    summary: Text = Field(max_length=SUMMARY_LENGTH, description="Việc chính phải làm")
    published: Day = Field(description="Ngày đăng lần đầu")
    updated: Day = Field(description="Ngày sửa gần nhất")
    reviewed: Day = Field(description="Ngày đối chiếu nguồn gần nhất")
    changes: list[Change] = Field(default_factory=list, description="Những lần đã sửa sau khi đăng")

    @property
    def checked_on(self) -> datetime.date:
        return self.reviewed


# --- tactics ---------------------------------------------------------------------------------------------------


class ScriptLine(Part):
    says: Text = Field(description="Lời kẻ gian nói")
    lie: Text = Field(description="Vì sao là dối, nói bằng một sự thật")


class Coaching(Part):
    to: Id = Field(description="Dặn nói dối ai: ngan-hang, gia-dinh")
    told: Text = Field(description="Lời kẻ gian dặn nạn nhân")
    answer: Text = Field(description="Lời đáp của nhân viên hoặc người nhà")


class IfHappened(Part):
    responses: Ids = Field(description="Mã các cách xử lý dùng chung")
    steps: list[Text] = Field(default_factory=list, description="Việc riêng của thủ đoạn này")


class Case(Part):
    composite: YesNo = Field(description="true: chuyện ghép từ nhiều vụ")
    story: Lines = Field(description="Câu chuyện, mỗi câu một dòng")


class Conflict(Part):
    tactic: Id = Field(description="Bản ghi có lời khuyên kéo ngược lại")
    reconcile: Lines = Field(description="Làm sao giữ được cả hai")


class LawArticle(Part):
    article: Text = Field(description="Điều luật")
    note: Text = Field(description="Nói về việc gì")
    confidence: Confidence = Field(description="A: đã đối chiếu nguồn, B: chưa đối chiếu bản hiện hành")


class QuizItem(Part):
    text: Text = Field(description="Câu hỏi: một lời nói, một việc làm")
    reason: Text = Field(description="Vì sao an toàn hoặc không")


class Quiz(Part):
    unsafe: Annotated[list[QuizItem], Field(min_length=1)] = Field(description="Ví dụ nguy hiểm")
    safe: Annotated[list[QuizItem], Field(min_length=1)] = Field(description="Ví dụ ổn")


class Approval(Part):
    by: Text = Field(description="Cơ quan duyệt")
    on: Day = Field(description="Ngày duyệt")


class Translation(Part):
    """The answer card in another language; everything else of the record stays Vietnamese."""

    language: Id = Field(description="Mã ngôn ngữ, theo languages trong vocabulary.yml")
    title: Text = Field(max_length=TITLE_LENGTH, description="Tiêu đề, dịch ra")
    summary: Text = Field(max_length=SUMMARY_LENGTH, description="Câu tóm tắt, dịch ra")
    what: Text = Field(description="Câu đầu của how_it_works, dịch ra")
    red_flags: Annotated[list[Text], Field(min_length=3, max_length=3)] = Field(description="Ba dấu hiệu đầu, dịch ra")
    do: Annotated[list[Text], Field(min_length=3, max_length=5)] = Field(description="Việc làm ngay, dịch đủ")
    never: Annotated[list[Text], Field(min_length=1, max_length=5)] = Field(description="Việc đừng làm, dịch đủ")
    translated: Day = Field(description="Ngày dịch")


class Tactic(Article):
    """A trick of criminals, or a danger without any: one page."""

    folder = "tactics"

    category: Id = Field(description="Nhóm, theo vocabulary.yml")
    channels: Ids = Field(description="Mối nguy đến qua đâu")
    audiences: Ids = Field(description="Ai hay gặp")
    severity: Id = Field(description="Mức độ")
    season: Ids = Field(description="Mùa hay gặp")
    how_it_works: Annotated[list[Text], Field(min_length=3, max_length=6)] = Field(
        description="Chuyện diễn ra thế nào; câu đầu đứng một mình được"
    )
    red_flags: Annotated[list[Text], Field(min_length=3, max_length=8)] = Field(
        description="Dấu hiệu, quyết định nhất trước; ba câu đầu lên thẻ"
    )
    script: list[ScriptLine] = Field(default_factory=list, description="Kẻ gian nói gì, vì sao là dối")
    coaching: list[Coaching] = Field(default_factory=list, description="Kẻ gian dặn nói dối thế nào")
    do: Annotated[list[Text], Field(min_length=3, max_length=5)] = Field(
        description="Việc làm ngay, theo thứ tự DỪNG, KIỂM TRA, BÁO"
    )
    never: Annotated[list[Text], Field(min_length=1, max_length=5)] = Field(description="Việc đừng làm")
    check: Lines = Field(description="Kiểm tra bằng cách nào")
    if_happened: IfHappened = Field(description="Đã lỡ rồi thì làm gì")
    case: Case = Field(description="Một câu chuyện không nêu tên ai")
    symptoms: Annotated[list[Text], Field(min_length=8)] = Field(description="Bà con ba miền gõ tìm thế nào")
    also_known_as: Lines = Field(description="Tên gọi khác của thủ đoạn")
    conflicts_with: list[Conflict] = Field(default_factory=list, description="Lời khuyên kéo ngược nhau")
    law: list[LawArticle] = Field(default_factory=list, description="Luật liên quan")
    easy_read: Annotated[list[Text], Field(min_length=1, max_length=4)] = Field(description="Nói thật gọn")
    loudspeaker: Text = Field(description="Bài loa phát thanh, 150 đến 200 tiếng")
    quiz: Quiz = Field(description="Câu hỏi thử")
    translations: list[Translation] = Field(default_factory=list, description="Thẻ trả lời bằng tiếng khác")
    quick_exit: YesNo = Field(default=False, description="true: có nút Thoát nhanh, cho người sợ bị nhìn thấy")
    approved: Approval | None = Field(default=None, description="Chỉ cơ quan nhận nội dung mới ghi mục này")
    related: list[Id] = Field(default_factory=list, description="Bản ghi nên đọc thêm")


# --- responses, tips, guides ------------------------------------------------------------------------


class Phase(Part):
    when: Id = Field(description="Giai đoạn: lam-ngay, trong-mot-gio, trong-ngay, ve-sau")
    do: Lines = Field(description="Việc làm, mỗi dòng một việc")


class Sentence(Part):
    to: Text = Field(description="Nói với ai")
    text: Text = Field(description="Câu đọc theo, có chỗ trống")


class Response(Article):
    """What to do when it has already happened; shared by many tactics."""

    folder = "responses"

    order: WholeNumber = Field(default=100, description="Thứ tự trên trang, số nhỏ đứng trước")
    call: Ids = Field(description="Mã những số cần gọi")
    steps: Annotated[list[Phase], Field(min_length=1)] = Field(description="Việc làm theo giai đoạn")
    say: list[Sentence] = Field(default_factory=list, description="Câu đọc theo khi gọi")
    keep: list[Text] = Field(default_factory=list, description="Thứ cần giữ, cần ghi lại")
    never: Lines = Field(description="Việc đừng làm")
    comfort: Lines = Field(description="Lời nói với người gặp nạn và người nhà")
    symptoms: list[Text] = Field(default_factory=list, description="Bà con ba miền gõ tìm thế nào")


class Tip(Article):
    """Something worth telling the police or others about: whom to tell, what to note down."""

    folder = "tips"

    order: WholeNumber = Field(default=100, description="Thứ tự trên trang, số nhỏ đứng trước")
    tell: Ids = Field(description="Mã những nơi nhận tin, nơi chính đứng đầu")
    when: Lines = Field(description="Báo khi thấy gì")
    note_down: Lines = Field(description="Ghi lại, nói rõ những gì")
    say: list[Sentence] = Field(default_factory=list, description="Câu đọc theo khi báo")
    never: Lines = Field(description="Việc đừng làm")
    symptoms: Lines = Field(description="Bà con ba miền gõ tìm thế nào")


class Section(Part):
    id: Id = Field(description="Mã của phần, dùng trong địa chỉ; đăng rồi thì đừng đổi")
    heading: Text = Field(max_length=TITLE_LENGTH, description="Tên phần")
    intro: Text | None = Field(default=None, description="Một câu mở đầu phần")
    lines: Lines = Field(description="Các ý, mỗi ý một dòng")
    numbered: YesNo = Field(default=False, description="true: các ý phải làm theo thứ tự")


class Reply(Part):
    label: Text = Field(max_length=30, description="Câu trả lời, thật ngắn")
    text: Text = Field(description="Trả lời vậy thì nghĩa là gì, làm gì")
    section: Id = Field(description="Dẫn tới phần nào của trang")


class Question(Part):
    text: Text = Field(description="Câu hỏi, trả lời được trong một giây")
    replies: Annotated[list[Reply], Field(min_length=2, max_length=3)] = Field(description="Các câu trả lời")


class Kit(Part):
    """What makes a guide a kit for an audience: the records that its page brings together."""

    audiences: Ids = Field(description="Bộ tài liệu cho ai, theo audiences trong vocabulary.yml")
    first: list[Id] = Field(default_factory=list, description="Cảnh báo đưa lên đầu, ngoài mức độ")
    checklists: list[Id] = Field(default_factory=list, description="Bảng kiểm nên dùng kèm")
    models: list[Id] = Field(default_factory=list, description="Mô hình nên làm cùng")
    coaching: Id | None = Field(default=None, description="Ghép lời kẻ gian dặn nói dối ai: ngan-hang hoặc gia-dinh")
    spoken: YesNo = Field(default=False, description="true: thêm bản dễ đọc và bài loa, để nói cho bà con nghe")
    self_test: WholeNumber = Field(default=0, le=20, description="Bao nhiêu câu tự thử ở cuối trang")
    quiz: Quiz | None = Field(default=None, description="Câu tự thử riêng của bộ này")
    in_menu: YesNo = Field(default=False, description="true: có tên trong danh mục của mọi trang")


class Guide(Article):
    """A page that is not about one danger: what the police never do; with ``kit``, all that one audience needs."""

    folder = "guides"

    order: WholeNumber = Field(default=100, description="Thứ tự trong các danh sách, số nhỏ đứng trước")
    button: Text | None = Field(default=None, max_length=30, description="Chữ trên nút ở trang đầu, cho việc gấp")
    call: Ids = Field(description="Mã những số trên thanh gọi")
    questions: list[Question] = Field(
        default_factory=list, max_length=3, description="Câu hỏi đứng đầu trang, cho người đang rối"
    )
    sections: Annotated[list[Section], Field(min_length=1)] = Field(description="Các phần của trang")
    kit: Kit | None = Field(default=None, description="Chỉ với bộ tài liệu cho một nhóm người: ghép thêm những gì")
    say: list[Sentence] = Field(default_factory=list, description="Câu nói sẵn")
    symptoms: Lines = Field(description="Bà con ba miền gõ tìm thế nào")
    related: list[Id] = Field(default_factory=list, description="Cảnh báo nên đọc thêm")


# --- contacts --------------------------------------------------------------------------------------------------


class SmsForm(Part):
    text: Text = Field(description="Cú pháp tin nhắn")
    purpose: Text = Field(alias="for", description="Dùng để làm gì")


class Sms(Part):
    to: Annotated[list[PhoneNumber], Field(min_length=1)] = Field(description="Gửi đến số nào")
    forms: Annotated[list[SmsForm], Field(min_length=1)] = Field(description="Các cú pháp")


class Contact(Record):
    """A number, site, app or office. Nothing of the kind is ever typed into a template."""

    folder = "contacts"

    title: Text = Field(max_length=TITLE_LENGTH, description="Tên ngắn")
    summary: Text = Field(max_length=SUMMARY_LENGTH, description="Dùng khi nào")
    contact_kind: Id = Field(alias="kind", description="Loại: khan-cap, dau-so, tong-dai, trang-web, ung-dung, co-quan")
    number: PhoneNumber | None = Field(default=None, description="Số điện thoại")
    sms: Sms | None = Field(default=None, description="Nhắn tin")
    url: Url | None = Field(default=None, description="Địa chỉ trang")
    cost: Text | None = Field(default=None, description="Cước")
    hours: Text | None = Field(default=None, description="Giờ trực")
    operator: Text | None = Field(default=None, description="Ai vận hành")
    use_for: Lines = Field(description="Dùng khi")
    not_for: list[Text] = Field(default_factory=list, description="Không dùng khi")
    notes: list[Text] = Field(default_factory=list, description="Điều cần biết")
    order: WholeNumber = Field(default=100, description="Thứ tự trong loại của nó, số nhỏ đứng trước")
    state_agency: YesNo = Field(description="true: cơ quan nhà nước")
    placeholder: YesNo = Field(default=False, description="true: số mẫu, không gọi được")
    confidence: Confidence = Field(description="A: đã thấy trong nguồn")
    verified_on: Day = Field(description="Ngày đọc nguồn gần nhất")

    @property
    def checked_on(self) -> datetime.date:
        return self.verified_on

    @property
    def reached(self) -> str:
        """Whom one reaches, without the number: titles read "113 – Công an"."""
        return self.title.removeprefix(f"{self.number} – ")

    @property
    def dial(self) -> str | None:
        """The digits for a ``tel:`` link; None for a placeholder or where there is no number."""
        return None if self.placeholder or self.number is None else self.number.replace(" ", "")
