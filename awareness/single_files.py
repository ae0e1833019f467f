"""What there is once: the words that records may use, the search words, the items of the sources, what is
needed in an emergency, who runs the site.

As in ``records.py``, field descriptions are Vietnamese: editors read them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final, NamedTuple

from pydantic import Field

from awareness.records import TITLE_LENGTH, Citation, Part
from awareness.values import BaseUrl, Day, Id, Ids, ItemId, Lines, RecordKey, Text, Url, WholeNumber, YesNo


class Term(Part):
    label: Text = Field(description="Tên hiện trên trang")
    note: Text | None = Field(default=None, description="Giải thích ngắn")


class Category(Term):
    call: Ids = Field(description="Mã số trên thanh gọi")
    hazard: YesNo = Field(description="true: mối nguy không có kẻ gian")
    hashtags: Lines = Field(description="Thẻ không dấu ở cuối tin nhắn")


class Listener(Term):
    answerer: Text = Field(description="Ai đáp lại")


class Measure(Term):
    unit: Text = Field(description="Đơn vị, ví dụ: mắt camera")


class QuizGroup(Term):
    """Channels whose questions stand on one page of the quiz."""

    channels: Ids = Field(description="Những đường đến hỏi chung một trang")
    words: list[Text] = Field(
        default_factory=list, description="Câu hỏi có chữ này thì xếp vào đây, nếu thủ đoạn đến bằng đường này"
    )
    opening: Text = Field(description="Đặt trước câu hỏi chỉ có lời nói, để biết lời ấy đến bằng đường nào")


class FieldExample(Part):
    """How a field is filled in well, and how it is not; both as they stand in YAML, one item of a list."""

    good: Text = Field(description="Viết được, lấy từ bản ghi thật")
    bad: Text = Field(description="Viết chưa được")
    why: Text = Field(description="Vì sao")


class Language(Part):
    """A language that some warnings are translated into, and the words around them."""

    label: Text = Field(description="Tên ngôn ngữ, viết bằng ngôn ngữ ấy")
    red_flags: Text = Field(description="Tên phần dấu hiệu")
    do: Text = Field(description="Tên phần việc làm ngay")
    never: Text = Field(description="Tên phần việc đừng làm")
    all: Text = Field(description="Tên trang liệt kê các bản dịch")
    intro: Text = Field(description="Câu mở đầu trang ấy")
    note: Text = Field(description="Câu nói đây là bản dịch; sau đó là ngày")
    rest: Text = Field(description="Câu dẫn tới trang tiếng Việt")
    call: Text = Field(description="Chữ “Gọi”")
    help: Text = Field(description="Chữ “Tôi vừa bị lừa”")
    leave: Text = Field(description="Chữ “Thoát nhanh”")
    menu: Text = Field(description="Chữ “Danh mục”")
    search: Text = Field(description="Chữ “Tìm cảnh báo”")
    home: Text = Field(description="Chữ “Trang đầu”")
    calls: Mapping[Id, Text] = Field(description="Gọi số nào thì gặp ai, theo mã trong contacts/")


class Vocabulary(Part):
    """The words that records may use; every term has a label. Order in the file is order on the pages."""

    folder: ClassVar[str] = "vocabulary"

    categories: Mapping[Id, Category]
    channels: Mapping[Id, Term]
    quiz_groups: Mapping[Id, QuizGroup]
    audiences: Mapping[Id, Term]
    seasons: Mapping[Id, Term]
    severities: Mapping[Id, Term]
    phases: Mapping[Id, Term]
    coaching_to: Mapping[Id, Listener]
    contact_kinds: Mapping[Id, Term]
    area_contact_kinds: Mapping[Id, Term]
    item_kinds: Mapping[Id, Term]
    model_groups: Mapping[Id, Term]
    checklist_groups: Mapping[Id, Term]
    measures: Mapping[Id, Measure]
    review_results: Mapping[Id, Term]
    languages: Mapping[Id, Language] = Field(default_factory=dict)
    fields: Mapping[Text, Text]
    examples: Mapping[Text, FieldExample] = Field(default_factory=dict)

    def example(self, folder: str, path: Sequence[str]) -> FieldExample | None:
        """The example of a field: that of ``contacts.sms.to`` before that of ``sms.to`` before that of ``to``."""
        names = (folder, *path)
        keys = (".".join(names[start:]) for start in range(len(names)))
        return next((self.examples[key] for key in keys if key in self.examples), None)


class SearchWords(Part):
    """What people type that records do not say: abbreviations, other words for the same, words without weight."""

    folder: ClassVar[str] = "search_words"

    abbreviations: Mapping[Text, Lines] = Field(description="Chữ tắt và những điều nó có thể là")
    groups: list[Annotated[list[Text], Field(min_length=2)]] = Field(description="Những cách nói cùng nghĩa")
    light: Lines = Field(description="Từ ai cũng gõ, tính điểm thấp")


class GeneratedPage(NamedTuple):
    """title: as the list of items calls it; path: below ``docs/``."""

    title: str
    path: str


GENERATED_PAGES: Final[Mapping[str, GeneratedPage]] = {
    "site/chia-se/gia-danh-cong-an-vien-kiem-sat-toa-an": GeneratedPage(
        "Bài đăng, bài loa, kịch bản clip của một cảnh báo", "chia-se/gia-danh-cong-an-vien-kiem-sat-toa-an.md"
    ),
    "site/dia-ban/can-tho": GeneratedPage("Xã, phường của Cần Thơ", "dia-ban/can-tho/index.md"),
    "site/dia-ban/thai-nguyen": GeneratedPage("Xã, phường của Thái Nguyên", "dia-ban/thai-nguyen/index.md"),
    "site/kiem-tra-12-1": GeneratedPage("Kiểm tra chéo 12/1: làm thế nào", "kiem-tra-12-1/index.md"),
    "site/mo-hinh/ra-soat-hang-nam": GeneratedPage("Rà soát mô hình hằng năm", "mo-hinh/ra-soat-hang-nam.md"),
    "site/trac-nghiem": GeneratedPage("Trắc nghiệm: ổn hay nguy hiểm?", "trac-nghiem/index.md"),
    "site/tuan-nay-gui-gi": GeneratedPage("Tuần này gửi gì", "tuan-nay-gui-gi/index.md"),
    "site/ve-trang-nay": GeneratedPage("Ai làm trang này", "ve-trang-nay/index.md"),
}
"""Pages without a record of their own that answer an item: by ``site/<address>``."""


class SourceItem(Part):
    item_kind: Id = Field(alias="kind", description="Loại mục, theo vocabulary.yml")
    text: Text = Field(description="Nguồn nêu điều gì: lời trích đặt trong “…”, hoặc nói lại bằng lời của mình")
    answered_in: Annotated[list[RecordKey], Field(min_length=1)] = Field(
        description="Trang trả lời: thư mục/mã bản ghi, docs/tên trang viết tay, site/trang do máy làm"
    )


class ItemizedSource(Citation):
    id: Id = Field(description="Mã của nguồn, dùng trong địa chỉ; đăng rồi thì đừng đổi")
    items: Annotated[Mapping[ItemId, SourceItem], Field(min_length=1)] = Field(description="Các mục, theo số mục")


class SourceItems(Part):
    """What the source articles and the official handbook contain, item by item, and which page answers it."""

    folder: ClassVar[str] = "source_items"

    sources: Annotated[list[ItemizedSource], Field(min_length=1)] = Field(description="Các nguồn, mỗi nguồn một khối")


class Banner(Part):
    """What everybody must know today. Its file is there only while it is needed."""

    folder: ClassVar[str] = "banner"

    text: Text = Field(max_length=140, description="Điều bà con phải biết ngay, một hoặc hai câu")
    page: RecordKey = Field(description="Trang để đọc tiếp: thư mục/mã bản ghi, docs/tên trang viết tay")
    starts: Day = Field(alias="from", description="Ngày đầu hiện thông báo")
    until: Day = Field(description="Ngày cuối hiện thông báo, nhiều nhất 14 ngày sau ngày đầu")
    severity: Id = Field(description="Mức độ, theo severities trong vocabulary.yml")


class ReportField(Part):
    label: Text = Field(description="Tên ô, cũng là chữ đứng trước trong bản trình báo")
    hint: Text = Field(description="Nhắc người viết nên ghi gì")
    lines: WholeNumber = Field(default=1, ge=1, le=9, description="Ô cao mấy dòng")


class Way(Part):
    label: Text = Field(description="Chuyện cụ thể, nói như người đang gặp")
    page: RecordKey = Field(description="Trang trả lời: thư mục/mã bản ghi")


class Happening(Part):
    id: Id = Field(description="Mã của phần, dùng trong địa chỉ; đăng rồi thì đừng đổi")
    label: Text = Field(max_length=TITLE_LENGTH, description="Chuyện đang xảy ra")
    question: Text = Field(max_length=TITLE_LENGTH, description="Câu hỏi tiếp theo")
    ways: Annotated[list[Way], Field(min_length=1)] = Field(description="Các trường hợp, mỗi trường hợp một trang")


class Emergency(Part):
    """What somebody needs who is in the middle of it: whom to read what to, what to write down, where to look."""

    folder: ClassVar[str] = "emergency"

    first: Id = Field(description="Mã việc cần làm đứng đầu trang: câu đọc cho ngân hàng, chứng cứ cần giữ")
    report: Annotated[list[ReportField], Field(min_length=1)] = Field(description="Các ô của bản trình báo")
    triage: Annotated[list[Happening], Field(min_length=1)] = Field(description="Chuyện gì đang xảy ra, xem trang nào")


class Operator(Part):
    name: Text = Field(description="Tên người hoặc nhóm vận hành")
    about: Lines = Field(description="Họ là ai")


class OperatorContact(Part):
    label: Text = Field(description="Cách liên hệ, ví dụ Thư điện tử")
    value: Text = Field(description="Địa chỉ liên hệ")


class Adoption(Part):
    name: Text = Field(description="Cơ quan nhận nội dung")
    on: Day = Field(description="Ngày nhận")
    document: Text = Field(description="Văn bản")


class Site(Part):
    """Who runs this site. The only place where its name and address stand."""

    folder: ClassVar[str] = "site"

    name: Text = Field(max_length=30, description="Tên trang")
    description: Text = Field(max_length=150, description="Một câu nói trang để làm gì")
    base_url: BaseUrl = Field(description="Địa chỉ trang, kết thúc bằng /")
    operator: Operator = Field(description="Ai vận hành")
    contact: OperatorContact = Field(description="Liên hệ người vận hành")
    repository: Url | None = Field(default=None, description="Kho chứa bản ghi trên GitHub, không có dấu / ở cuối")
    adopted_by: list[Adoption] = Field(default_factory=list, description="Cơ quan đã nhận nội dung")
    quick_exit: Url | None = Field(default=None, description="Trang vô hại mà nút Thoát nhanh dẫn tới")
    never_asks: Lines = Field(description="Trang này không bao giờ hỏi gì")
    promises: Lines = Field(description="Điều trang này giữ")
