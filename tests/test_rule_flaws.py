"""What the rules tell about a record that can be read: every kind word by word, at its place, and no sooner than it should.

One slip at a time in the frozen sample; ``test_rules.py`` has one of each rule in the records of the day.
"""

# ruff: noqa: E501 - sentences stand here as they are shown

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from awareness.problems import Problem, Severity
from awareness.project import Project
from awareness.reading import Library, read_library
from awareness.rules import check_again, check_library
from awareness.work_memory import NO_MEMORY, WorkMemory, work_memory
from tests.conftest import DAY, SAMPLE

POLICE: Final = "tactics/gia-danh-cong-an-vien-kiem-sat-toa-an.yml"
BURGLARY: Final = "tactics/trom-dot-nhap-nha.yml"
FIRE: Final = "tactics/phong-chay-mo-hinh-12-1.yml"
TIP: Final = "tips/toi-pham-dang-xay-ra.yml"
CALLED: Final = "guides/dang-co-nguoi-goi.yml"
KIT: Final = "guides/ong-ba-con-chau.yml"
KEYRING: Final = "models/moc-khoa-to-giac-toi-pham.yml"
CHECKLIST: Final = "checklists/12-1-ho-gia-dinh.yml"
CAMPAIGN: Final = "campaigns/cuoi-nam.yml"
CHILDREN: Final = "contacts/111.yml"
AREA: Final = "areas/can-tho-ninh-kieu.yml"
VOCABULARY: Final = "vocabulary.yml"
ITEMS: Final = "source-items.yml"
BANNER: Final = "banner.yml"
EMERGENCY: Final = "emergency.yml"
SEARCH_WORDS: Final = "search-words.yml"
PUBLISHED: Final = "published-ids.txt"


class Edit(NamedTuple):
    """What stands in a file, and what is written in its place.

    old: the first of these is replaced; None is a file that is not there yet. new: None takes the file away.
    """

    file: str
    old: str | None
    new: str | None


Told = list[tuple[int, int, str, str]]
"""Line, column, what is wrong, how to mend it."""
Check = Callable[..., list[Problem]]


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen sample, with the one hand-written page that it names."""
    root = tmp_path_factory.mktemp("project")
    (root / "docs").mkdir()
    (root / "docs/dung-kiem-tra-bao.md").write_text("# Dừng, kiểm tra, báo\n", "utf-8")
    return Path(shutil.copytree(SAMPLE, root / "warnings"))


@pytest.fixture
def check(warnings: Path) -> Iterator[Check]:
    """Call it with edits: all that is told about the sample with them, sorted by place. The sample is as before after
    the test."""
    before: dict[Path, str | None] = {}

    def checked(*edits: Edit, day: date | None = DAY) -> list[Problem]:
        for file, old, new in edits:
            path = warnings / file
            text = path.read_text("utf-8") if path.exists() else None
            before.setdefault(path, text)
            if new is None:
                path.unlink()
            elif old is None or text is None:
                assert old is text is None, f"{file} is there already, or is not there"
                path.write_text(new, "utf-8")
            else:
                assert old in text, f"{old} is not in {file}"
                path.write_text(text.replace(old, new, 1), "utf-8")
        library, problems = read_library(warnings)
        return sorted(problems + check_library(library, day))

    yield checked
    for path, text in before.items():
        if text is None:
            path.unlink()
        else:
            path.write_text(text, "utf-8")


class Flaw(NamedTuple):
    """A slip in one file, and all that is told about it, in the same file."""

    file: str
    old: str | None
    new: str
    told: Told
    severity: Severity = "error"


def with_questions(section: str) -> str:
    """Two answers to a question at the top of a guide: one leads to the questions, the other to ``section``."""
    return f"""questions:
  - text: "Ai đang gọi?"
    replies:
      - {{label: "Người lạ", text: "Cúp máy.", section: hoi-nhanh}}
      - {{label: "Người quen", text: "Gọi lại số cũ.", section: {section}}}

sections:
  - id: lam-ngay"""


def changed_on(*days: str) -> str:
    """Each change in a line of its own, the day in column 12."""
    return "changes:\n" + "".join(f'  - {{on: "{day}", what: "Thêm một câu."}}\n' for day in days)


TRANSLATION: Final = SAMPLE.joinpath(POLICE).read_text("utf-8").partition("translations:\n")[2].partition("\n\n")[0]

FLAWS: Final[dict[str, Flaw]] = {
    # words of the vocabulary
    "a word that is nearly right": Flaw(
        POLICE,
        "category: gia-danh-co-quan",
        "category: gia-danh-co-qan",
        [
            (
                7,
                11,
                "Giá trị 'gia-danh-co-qan' không có trong danh sách của mục 'category'",
                "Có phải bạn muốn viết 'gia-danh-co-quan'?",
            )
        ],
    ),
    "a word that is like none": Flaw(
        POLICE,
        "severity: khan-cap",
        "severity: vua",
        [
            (
                10,
                11,
                "Giá trị 'vua' không có trong danh sách của mục 'severity'",
                "Chọn một trong: cao, khan-cap, trung-binh",
            )
        ],
    ),
    "the second of two words": Flaw(
        BURGLARY,
        "season: [tet, he]",
        "season: [tet, xuan]",
        [
            (
                8,
                15,
                "Giá trị 'xuan' không có trong danh sách của mục 'season'",
                "Chọn một trong: dau-nam-hoc, he, mua-bao-lu, quanh-nam, tet",
            )
        ],
    ),
    "a word within a list of blocks": Flaw(
        POLICE,
        "to: gia-dinh",
        "to: truong-hoc",
        [
            (
                56,
                9,
                "Giá trị 'truong-hoc' không có trong danh sách của mục 'to'",
                "Chọn một trong: gia-dinh, ngan-hang",
            )
        ],
    ),
    "a channel of the quiz": Flaw(
        VOCABULARY,
        "channels: [sms, email, giay-to]",
        "channels: [sms, email, giay-to, imeil]",
        [(97, 37, "Giá trị 'imeil' không có trong danh sách của mục 'channels'", "Có phải bạn muốn viết 'email'?")],
    ),
    "the kind of an item": Flaw(
        ITEMS,
        "kind: loi-khuyen",
        "kind: meo",
        [
            (
                21,
                15,
                "Giá trị 'meo' không có trong danh sách của mục 'kind'",
                "Chọn một trong: hinh-thuc, loi-hua, loi-khuyen, thu-doan",
            )
        ],
    ),
    "how grave the banner is": Flaw(
        BANNER,
        '"khan-cap"',
        '"gap"',
        [
            (
                5,
                11,
                "Giá trị 'gap' không có trong danh sách của mục 'severity'",
                "Chọn một trong: cao, khan-cap, trung-binh",
            )
        ],
    ),
    "a field that only other records have": Flaw(
        CHILDREN,
        "supports: [use_for, cost, hours]",
        "supports: [use_for, cost, tell]",
        [
            (
                30,
                31,
                "Giá trị 'tell' không có trong danh sách của mục 'supports'",
                "Chọn một trong: aliases, confidence, cost, hours, kind, not_for, notes, number, operator, order, review_after_days, sms, sources, state_agency, status, summary, title, url, use_for, verified_on",
            )
        ],
    ),
    "a field by another name than in the file": Flaw(
        CHILDREN,
        "supports: [number]",
        "supports: [number, state_agency, kind, use-for]",
        [
            (
                34,
                44,
                "Giá trị 'use-for' không có trong danh sách của mục 'supports'",
                "Có phải bạn muốn viết 'use_for'?",
            )
        ],
    ),
    "two fields without a comma": Flaw(
        CHILDREN,
        "supports: [number]",
        "supports: [number cost]",
        [
            (
                34,
                16,
                "Giá trị 'number cost' không có trong danh sách của mục 'supports'",
                "Thêm dấu phẩy ở giữa: number, cost",
            )
        ],
    ),
    "three fields with commas of another keyboard": Flaw(
        CHILDREN,
        "supports: [number]",
        "supports: [number，cost、hours]",
        [
            (
                34,
                16,
                "Giá trị 'number，cost、hours' không có trong danh sách của mục 'supports'",
                "Thêm dấu phẩy ở giữa: number, cost, hours",
            )
        ],
    ),
    "all fields without a comma": Flaw(
        AREA,
        "supports: [key, changed]",
        "supports: [key contacts neighbours pages hours promises tested_on former changed updated reviewed review_after_days status aliases sources]",
        [
            (
                50,
                16,
                "Giá trị 'key contacts neighbours pages hours promises tested_on former changed updated reviewed review_after_days status aliases sources' không có trong danh sách của mục 'supports'",
                "Thêm dấu phẩy ở giữa: key, contacts, neighbours, pages, hours, promises, tested_on, former, changed, updated, reviewed, review_after_days, status, aliases, sources",
            )
        ],
    ),
    "two fields of which one is none": Flaw(
        CHILDREN,
        "supports: [number]",
        "supports: [number gia]",
        [
            (
                34,
                16,
                "Giá trị 'number gia' không có trong danh sách của mục 'supports'",
                "Có phải bạn muốn viết 'number'?",
            )
        ],
    ),
    "a section that the guide does not have": Flaw(
        CALLED,
        "sections:\n  - id: lam-ngay",
        with_questions("ve-sau"),
        [
            (
                13,
                64,
                "Giá trị 've-sau' không có trong danh sách của mục 'section'",
                "Chọn một trong: cau-nghe-la-cup, da-lo, hoi-nhanh, lam-ngay, nguoi-that, tu-goi-lai",
            )
        ],
    ),
    # ids of records
    "an id that is nearly right": Flaw(
        POLICE,
        "responses: [da-chuyen-tien]",
        "responses: [da-chuyen-tie]",
        [
            (
                82,
                15,
                "Không có bản ghi nào mã 'da-chuyen-tie' trong responses",
                "Có phải bạn muốn viết 'da-chuyen-tien'?",
            )
        ],
    ),
    "an id that is like none": Flaw(
        POLICE,
        "responses: [da-chuyen-tien]",
        "responses: [ck]",
        [
            (
                82,
                15,
                "Không có bản ghi nào mã 'ck' trong responses",
                "Chọn một trong: da-chuyen-tien, dang-co-chay, vu-viec-ngoai-doi; hoặc viết bản ghi warnings/responses/ck.yml",
            )
        ],
    ),
    "an id where there is one record": Flaw(
        KIT,
        "  first: [",
        "  checklists: [xem-nha]\n  first: [",
        [
            (
                21,
                16,
                "Không có bản ghi nào mã 'xem-nha' trong checklists",
                "Chọn một trong: 12-1-ho-gia-dinh; hoặc viết bản ghi warnings/checklists/xem-nha.yml",
            )
        ],
    ),
    "a record that names itself": Flaw(
        BURGLARY,
        "related: [phong",
        "related: [trom-dot-nhap-nha, phong",
        [(194, 11, "'trom-dot-nhap-nha' là chính bản ghi này", "Xóa đi, hoặc viết mã của bản ghi khác")],
    ),
    "a number of a category": Flaw(
        VOCABULARY,
        'call: ["115", "113"]',
        'call: ["115", "133"]',
        [(64, 19, "Không có bản ghi nào mã '133' trong contacts", "Có phải bạn muốn viết '113'?")],
    ),
    "what stands first in an emergency": Flaw(
        EMERGENCY,
        "first: da-chuyen-tien",
        "first: mat-xe",
        [
            (
                1,
                8,
                "Không có bản ghi nào mã 'mat-xe' trong responses",
                "Chọn một trong: da-chuyen-tien, dang-co-chay, vu-viec-ngoai-doi; hoặc viết bản ghi warnings/responses/mat-xe.yml",
            )
        ],
    ),
    # pages
    "the page of a record": Flaw(
        ITEMS,
        "guides/dang-co-nguoi-goi",
        "guides/dang-co-nguoi",
        [(23, 50, "Không có trang nào mã 'guides/dang-co-nguoi'", "Có phải bạn muốn viết 'guides/dang-co-nguoi-goi'?")],
    ),
    "a page that somebody wrote": Flaw(
        ITEMS,
        "docs/dung-kiem-tra-bao",
        "docs/dung-kiem-tra",
        [(27, 66, "Không có trang nào mã 'docs/dung-kiem-tra'", "Có phải bạn muốn viết 'docs/dung-kiem-tra-bao'?")],
    ),
    "a page that is made": Flaw(
        ITEMS,
        "docs/dung-kiem-tra-bao",
        "site/trac-ngiem",
        [(27, 66, "Không có trang nào mã 'site/trac-ngiem'", "Có phải bạn muốn viết 'site/trac-nghiem'?")],
    ),
    "a page that is like none": Flaw(
        ITEMS,
        "docs/dung-kiem-tra-bao",
        "meo/vat",
        [(27, 66, "Không có trang nào mã 'meo/vat'", "Xem tên tệp trong warnings/ và docs/, hoặc xóa mã này")],
    ),
    "a single file is no page": Flaw(
        ITEMS,
        "docs/dung-kiem-tra-bao",
        "emergency/yml",
        [(27, 66, "Không có trang nào mã 'emergency/yml'", "Xem tên tệp trong warnings/ và docs/, hoặc xóa mã này")],
    ),
    "the page of the banner": Flaw(
        BANNER,
        "tactics/gia-danh-cong-an-vien-kiem-sat-toa-an",
        "contacts/1133",
        [(2, 7, "Không có trang nào mã 'contacts/1133'", "Có phải bạn muốn viết 'contacts/113'?")],
    ),
    "the page of what is happening": Flaw(
        EMERGENCY,
        "page: contacts/113",
        "page: contacts/1144",
        [(18, 33, "Không có trang nào mã 'contacts/1144'", "Có phải bạn muốn viết 'contacts/114'?")],
    ),
    # twice in one list
    "two ids twice in one list": Flaw(
        POLICE,
        "channels: [goi-dien]",
        "channels: [goi-dien, sms, goi-dien, sms]",
        [
            (8, 27, "'goi-dien' có hai lần trong mục 'channels' (ý thứ 1)", "Xóa một"),
            (8, 37, "'sms' có hai lần trong mục 'channels' (ý thứ 2)", "Xóa một"),
        ],
    ),
    "a line twice in a block": Flaw(
        FIRE,
        '- "Giữ nhau ở ngoài, không để ai trở vào lấy của."',
        '- "Hô to cho cả nhà, cả xóm biết."',
        [(58, 7, "'Hô to cho cả nhà, cả xóm biết.' có hai lần trong mục 'steps' (ý thứ 1)", "Xóa một")],
    ),
    "an id twice in a block that may be left out": Flaw(
        KIT,
        "  first: [trom-dot-nhap-nha]",
        "  first: [trom-dot-nhap-nha, trom-dot-nhap-nha]",
        [(21, 30, "'trom-dot-nhap-nha' có hai lần trong mục 'first' (ý thứ 1)", "Xóa một")],
    ),
    "a line twice in one of many blocks": Flaw(
        CALLED,
        '- "Đừng chuyển tiền, đừng đọc mã, đừng bấm gì."',
        '- "Cúp máy. Không cần xin lỗi."',
        [(15, 9, "'Cúp máy. Không cần xin lỗi.' có hai lần trong mục 'lines' (ý thứ 1)", "Xóa một")],
    ),
    "a meaning twice in a single file": Flaw(
        SEARCH_WORDS,
        '["chứng minh nhân dân", "căn cước"]',
        '["căn cước", "căn cước"]',
        [(20, 22, "'căn cước' có hai lần trong mục 'cmnd' (ý thứ 1)", "Xóa một")],
    ),
    "a tag twice in the vocabulary": Flaw(
        VOCABULARY,
        'hashtags: ["canhgiac", "treem", "nguoicaotuoi"]',
        'hashtags: ["canhgiac", "treem", "treem"]',
        [(55, 37, "'treem' có hai lần trong mục 'hashtags' (ý thứ 2)", "Xóa một")],
    ),
    # one record
    "a hazard with a criminal": Flaw(
        FIRE,
        "\ndo:\n",
        '\nscript:\n  - {says: "Cháy nhỏ thôi mà.", lie: "Lửa lan nhanh."}\ncoaching:\n  - {to: gia-dinh, told: "Đừng gọi.", answer: "Cứ gọi."}\ndo:\n',
        [
            (
                28,
                1,
                "Nhóm 'Cháy, nổ' là mối nguy không có kẻ gian, không có mục 'script'",
                "Xóa mục này, hoặc đổi category",
            ),
            (
                30,
                1,
                "Nhóm 'Cháy, nổ' là mối nguy không có kẻ gian, không có mục 'coaching'",
                "Xóa mục này, hoặc đổi category",
            ),
        ],
    ),
    "a contact that leads nowhere": Flaw(
        CHILDREN,
        'number: "111"\n',
        "",
        [(3, 8, "Kênh này chưa có cách liên hệ", "Thêm number, sms hoặc url")],
    ),
    "a figure of a third source of two": Flaw(
        KEYRING,
        "source: 2\n  - what",
        "source: 3\n  - what",
        [(90, 13, "Bản ghi chỉ có 2 nguồn, không có nguồn thứ 3", "Viết số thứ tự của nguồn có con số này")],
    ),
    "30 February": Flaw(
        CAMPAIGN,
        "starts: {calendar: am, month: 10, day: 1}\nends: {calendar: am, month: 1, day: 15}",
        "starts: {calendar: duong, month: 2, day: 30}\nends: {calendar: duong, month: 12, day: 31}",
        [(4, 42, "Tháng 2 dương lịch nhiều nhất có 29 ngày", "Xem lại ngày, và lịch là duong hay am")],
    ),
    "the 31st of a lunar month": Flaw(
        CAMPAIGN,
        "ends: {calendar: am, month: 1, day: 15}",
        "ends: {calendar: am, month: 1, day: 31}",
        [(5, 37, "Tháng 1 âm lịch nhiều nhất có 30 ngày", "Xem lại ngày, và lịch là duong hay am")],
    ),
    "a week twice": Flaw(
        CAMPAIGN,
        "week: 12",
        "week: 1",
        [(15, 11, "Tuần 1 đứng sau tuần 1", "Xếp các tuần từ nhỏ đến lớn, mỗi tuần một khối")],
    ),
    "a week after a later one": Flaw(
        CAMPAIGN,
        "  - week: 12",
        '  - week: 14\n    do: ["Mỗi nhà: dặn nhau."]\n  - week: 13',
        [(17, 11, "Tuần 13 đứng sau tuần 14", "Xếp các tuần từ nhỏ đến lớn, mỗi tuần một khối")],
    ),
    "a week after the end": Flaw(
        CAMPAIGN,
        "week: 12",
        "week: 16",
        [(15, 11, "Đợt này chỉ có 15 tuần, không có tuần 16", "Sửa số tuần, hoặc xem lại starts, ends")],
    ),
    "changed before it was published": Flaw(
        BURGLARY,
        'updated: "2026-11-21"',
        'updated: "2026-11-20"',
        [(189, 10, "Ngày sửa 20/11/2026 trước ngày đăng 21/11/2026", "Xem lại hai ngày")],
    ),
    "a change that is not told": Flaw(
        BURGLARY,
        'updated: "2026-11-21"',
        'updated: "2026-11-22"',
        [
            (
                189,
                10,
                "Ngày sửa 22/11/2026 chưa có dòng nào trong mục 'changes'",
                'Thêm vào changes: - on: "2026-11-22" và what: "…" nói đã sửa điều gì',
            )
        ],
    ),
    "changes outside of their time": Flaw(
        BURGLARY,
        'updated: "2026-11-21"\n',
        changed_on("2026-11-20", "2026-11-22", "2026-11-23") + 'updated: "2026-11-22"\n',
        [
            (
                190,
                10,
                "Lần sửa ngày 20/11/2026 nằm ngoài khoảng từ ngày đăng đến ngày sửa gần nhất",
                "Xem lại ngày này, published và updated",
            ),
            (
                192,
                10,
                "Lần sửa ngày 23/11/2026 nằm ngoài khoảng từ ngày đăng đến ngày sửa gần nhất",
                "Xem lại ngày này, published và updated",
            ),
        ],
    ),
    # translations
    "a language twice": Flaw(
        POLICE,
        TRANSLATION,
        f"{TRANSLATION}\n{TRANSLATION}",
        [(236, 15, "Tiếng 'en' đã có bản dịch ở trên", "Xóa một")],
    ),
    "a line to do that is not translated": Flaw(
        POLICE,
        '      - "Call 113 if you are forced or threatened."\n',
        "",
        [(224, 7, "Bản dịch của 'do' có 4 ý, bản gốc có 5", "Dịch đủ từng ý")],
    ),
    "a line never to do that is not translated": Flaw(
        POLICE,
        '      - "Do not hide it from your family."\n',
        "",
        [(230, 7, "Bản dịch của 'never' có 4 ý, bản gốc có 5", "Dịch đủ từng ý")],
    ),
    "a translation of what has changed": Flaw(
        POLICE,
        'translated: "2026-11-21"',
        'translated: "2026-11-20"',
        [
            (
                235,
                17,
                "Bản gốc đã sửa ngày 21/11/2026, sau ngày dịch",
                "So lại từng câu, rồi ghi ngày mới vào translated",
            )
        ],
        "warning",
    ),
    # what ties records together
    "an item in two sources": Flaw(
        ITEMS,
        "      S000-27:",
        "      CN14:",
        [(24, 7, "Mục 'CN14' đã có ở một nguồn phía trên", "Xóa một, hoặc xem lại số mục")],
    ),
    "a source twice": Flaw(
        ITEMS,
        "id: bai-bao-mau",
        "id: cam-nang-mau",
        [(15, 9, "Mã nguồn 'cam-nang-mau' đã có ở phía trên", "Mỗi nguồn một mã: viết mã khác")],
    ),
    "a channel in two quizzes": Flaw(
        VOCABULARY,
        "channels: [zalo]",
        "channels: [zalo, sms]",
        [
            (
                72,
                8,
                "Đường 'sms' có ở 2 nhóm của mục 'quiz_groups', phải đúng một",
                "Ghi vào channels của một nhóm trong quiz_groups",
            )
        ],
    ),
    "a channel in no quiz": Flaw(
        VOCABULARY,
        "channels: [web, ung-dung]",
        "channels: [web]",
        [
            (
                79,
                13,
                "Đường 'ung-dung' có ở 0 nhóm của mục 'quiz_groups', phải đúng một",
                "Ghi vào channels của một nhóm trong quiz_groups",
            )
        ],
    ),
    "an old id that is a record": Flaw(
        BURGLARY,
        "aliases: []",
        "aliases: [cua-so, phong-chay-mo-hinh-12-1]",
        [
            (
                195,
                19,
                "Mã cũ 'phong-chay-mo-hinh-12-1' đã thuộc về tactics/phong-chay-mo-hinh-12-1",
                "Mỗi mã cũ chỉ dẫn tới một trang; xóa ở một nơi",
            )
        ],
    ),
    "an old id of two records": Flaw(
        BURGLARY,
        "aliases: []",
        "aliases: [cong-an-gia]",
        [
            (
                195,
                11,
                "Mã cũ 'cong-an-gia' đã thuộc về tactics/gia-danh-cong-an-vien-kiem-sat-toa-an",
                "Mỗi mã cũ chỉ dẫn tới một trang; xóa ở một nơi",
            )
        ],
    ),
    "an id that was published": Flaw(
        PUBLISHED,
        None,
        "# một dòng một mã\ntactics/trom-dot-nhap-nha\ntactics/cong-an-gia\ntactics/da-mat\n",
        [
            (
                4,
                1,
                "Mã 'da-mat' từng được đăng nay không còn bản ghi",
                "Giữ warnings/tactics/da-mat.yml với status: het-hieu-luc, hoặc ghi mã vào aliases của bản ghi thay nó",
            )
        ],
    ),
    # days
    "compared with its sources tomorrow": Flaw(
        BURGLARY,
        'reviewed: "2026-11-21"',
        'reviewed: "2026-11-23"',
        [(190, 11, "Ngày kiểm 23/11/2026 ở tương lai", "Viết ngày đã kiểm thật, muộn nhất là 22/11/2026")],
    ),
    "a number that is looked up tomorrow": Flaw(
        CHILDREN,
        'verified_on: "2026-11-21"',
        'verified_on: "2026-11-23"',
        [(40, 14, "Ngày kiểm 23/11/2026 ở tương lai", "Viết ngày đã kiểm thật, muộn nhất là 22/11/2026")],
    ),
    "due yesterday": Flaw(
        BURGLARY,
        'reviewed: "2026-11-21"\nreview_after_days: 365',
        'reviewed: "2026-11-20"\nreview_after_days: 1',
        [(190, 11, "Quá hạn kiểm từ ngày 21/11/2026", "Đối chiếu lại nguồn rồi ghi ngày mới vào reviewed")],
        "warning",
    ),
    "a number due yesterday": Flaw(
        CHILDREN,
        'verified_on: "2026-11-21"\nreview_after_days: 180',
        'verified_on: "2026-10-31"\nreview_after_days: 21',
        [(40, 14, "Quá hạn kiểm từ ngày 21/11/2026", "Đối chiếu lại nguồn rồi ghi ngày mới vào verified_on")],
        "warning",
    ),
}
"""What is slipped → where, how, and what is told."""


def test_the_sample_is_sound(check: Check) -> None:
    assert check() == []


@pytest.mark.parametrize("name", FLAWS)
def test_what_is_wrong_is_told_word_by_word(name: str, check: Check) -> None:
    file, old, new, told, severity = FLAWS[name]
    problems = check(Edit(file, old, new))
    assert [(problem.line, problem.column, problem.what, problem.fix) for problem in problems] == told
    assert {problem.severity for problem in problems} == {severity}
    assert {problem.path.partition("/warnings/")[2] for problem in problems} == {file}


SOUND: Final[dict[str, list[Edit]]] = {
    "a page that is made": [Edit(ITEMS, "docs/dung-kiem-tra-bao", "site/trac-nghiem")],
    "sections that the guide has": [Edit(CALLED, "sections:\n  - id: lam-ngay", with_questions("da-lo"))],
    "no banner": [Edit(BANNER, "text", None)],
    "an office without a number": [
        Edit(CHILDREN, 'number: "111"\n', ""),
        Edit(CHILDREN, "kind: khan-cap", "kind: co-quan"),
    ],
    "an app without a number": [
        Edit(CHILDREN, 'number: "111"\n', ""),
        Edit(CHILDREN, "kind: khan-cap", "kind: ung-dung"),
    ],
    "an address in place of a number": [Edit(CHILDREN, 'number: "111"\n', 'url: "https://tongdai111.vn/"\n')],
    "a message in place of a number": [
        Edit(CHILDREN, 'number: "111"\n', 'sms: {to: ["156"], forms: [{text: "V", for: "Báo tin"}]}\n')
    ],
    "the longest February and December": [
        Edit(CAMPAIGN, "starts: {calendar: am, month: 10, day: 1}", "starts: {calendar: duong, month: 2, day: 29}"),
        Edit(CAMPAIGN, "ends: {calendar: am, month: 1, day: 15}", "ends: {calendar: duong, month: 12, day: 31}"),
    ],
    "the longest lunar month": [Edit(CAMPAIGN, "month: 1, day: 15", "month: 1, day: 30")],
    "the last week": [Edit(CAMPAIGN, "week: 12", "week: 15")],
    "changes from the first to the last day": [
        Edit(
            BURGLARY,
            'updated: "2026-11-21"\n',
            changed_on("2026-11-21", "2026-11-22", "2026-11-24") + 'updated: "2026-11-24"\n',
        )
    ],
    "an old id of a record of another kind": [Edit(CHILDREN, "aliases: []", "aliases: [cong-an-gia]")],
    "compared with its sources today": [Edit(BURGLARY, 'reviewed: "2026-11-21"', 'reviewed: "2026-11-22"')],
    "due today": [Edit(BURGLARY, "review_after_days: 365", "review_after_days: 1")],
    "due yesterday, but not current": [
        Edit(BURGLARY, 'reviewed: "2026-11-21"', 'reviewed: "2026-11-20"'),
        Edit(BURGLARY, "review_after_days: 365", "review_after_days: 1"),
        Edit(BURGLARY, "status: hien-hanh", "status: het-hieu-luc"),
    ],
}
"""What is just not wrong."""


@pytest.mark.parametrize("name", SOUND)
def test_what_is_just_right_is_not_told(name: str, check: Check) -> None:
    assert check(*SOUND[name]) == []


def test_without_a_day_nothing_is_due(check: Check) -> None:
    assert check(Edit(BURGLARY, 'reviewed: "2026-11-21"', 'reviewed: "2020-01-01"'), day=None) == []


def test_title_and_summary_fill_one_sms(check: Check) -> None:
    """The title has 41 characters, so 107 are left."""
    summary = "Khóa cả cửa phụ, nhờ hàng xóm trông nhà. Nghi có trộm bên trong: đứng ngoài, gọi 113."
    longest = (
        "Khóa cả cửa phụ, nhờ hàng xóm trông giúp. Nghi có trộm bên trong: đứng ngoài cho an toàn. Gọi ngay cho 113."
    )
    assert len(longest) == 107
    assert check(Edit(BURGLARY, summary, longest)) == []
    (problem,) = check(Edit(BURGLARY, longest, f"{longest}."))
    assert (problem.line, problem.column) == (2, 10)
    assert problem.what == "Tiêu đề và tóm tắt dài hơn một tin SMS 1 ký tự (cộng lại nhiều nhất 148)"
    assert problem.fix == "Bỏ bớt 1 ký tự ở title hoặc summary"


def test_up_to_twelve_ids_are_offered(check: Check) -> None:
    contact = SAMPLE.joinpath("contacts/115.yml").read_text("utf-8")
    further = [Edit(f"contacts/them-{number}.yml", None, contact) for number in range(7)]
    (problem,) = check(Edit(TIP, "tell: [", "tell: [noi-khac, "), *further[:6])
    assert (problem.line, problem.column, problem.what) == (7, 8, "Không có bản ghi nào mã 'noi-khac' trong contacts")
    assert problem.fix == (
        "Chọn một trong: 111, 113, 114, 115, 156, cong-an-xa-phuong, them-0, them-1, them-2, them-3, them-4, them-5; "
        "hoặc viết bản ghi warnings/contacts/noi-khac.yml"
    )
    (problem,) = check(further[6])
    assert problem.fix == "Viết bản ghi warnings/contacts/noi-khac.yml, hoặc xóa mã này"


def test_where_there_is_no_record_none_is_offered(check: Check) -> None:
    (problem,) = check(Edit(CHECKLIST, "title", None), Edit(KIT, "  first: [", "  checklists: [xem-nha]\n  first: ["))
    assert problem.what == "Không có bản ghi nào mã 'xem-nha' trong checklists"
    assert problem.fix == "Viết bản ghi warnings/checklists/xem-nha.yml, hoặc xóa mã này"


def test_a_line_of_the_published_ids_that_is_none_is_told(check: Check) -> None:
    problems = check(Edit(PUBLISHED, None, "meo/cu\ntips/cu\nkhong-gach\n"))
    again = "Lấy lại tệp này như máy đã ghi (git checkout)"
    keep = "Giữ warnings/tips/cu.yml với status: het-hieu-luc, hoặc ghi mã vào aliases của bản ghi thay nó"
    assert [(problem.line, problem.column, problem.what, problem.fix) for problem in problems] == [
        (1, 1, "Dòng 'meo/cu' không đúng kiểu", again),
        (2, 1, "Mã 'cu' từng được đăng nay không còn bản ghi", keep),
        (3, 1, "Dòng 'khong-gach' không đúng kiểu", again),
    ]


# --- what cannot be read ---------------------------------------------------------------------------------------


def test_codes_of_a_broken_record_are_looked_up_where_they_are_spelt_like_codes(check: Check) -> None:
    problems = check(
        Edit(POLICE, "title: ", "titel: "),
        Edit(POLICE, "channels: [goi-dien]", "channels: [goi-dein, Trên mạng, {a: b}]"),
        Edit(POLICE, "responses: [da-chuyen-tien]", "responses: [da-chuyen-tie]"),
        Edit(POLICE, "related: [trom", f"related: [{Path(POLICE).stem}, trom"),
    )
    assert [(problem.line, problem.column, problem.what) for problem in problems] == [
        (4, 1, "Không có mục nào tên 'titel'"),
        (8, 12, "Giá trị 'goi-dein' không có trong danh sách của mục 'channels'"),
        (8, 22, "Mã 'Trên mạng' chỉ được có chữ thường không dấu, số và dấu gạch nối"),
        (8, 33, "Mục 'channels' chỉ nhận một câu chữ"),
        (82, 15, "Không có bản ghi nào mã 'da-chuyen-tie' trong responses"),
        (244, 11, "'gia-danh-cong-an-vien-kiem-sat-toa-an' là chính bản ghi này"),
    ]


@pytest.mark.parametrize(
    ("slip", "line"),
    [
        (Edit(VOCABULARY, "    hazard: true\n", "    hazard: co\n"), 48),
        (Edit(ITEMS, "id: bai-bao-mau", "id: Bài báo"), 15),
        (Edit(EMERGENCY, "first: da-chuyen-tien", "first: Đã"), 1),
        (Edit(BANNER, "severity", "severiti"), 5),
        (Edit("site.yml", 'name: "Khoan', 'nam: "Khoan'), 3),
        (Edit(SEARCH_WORDS, "abbreviations:", "abbreviation:"), 5),
    ],
)
def test_a_single_file_that_cannot_be_read_is_all_that_is_told(slip: Edit, line: int, check: Check) -> None:
    """Nobody knows then whether words and numbers are known."""
    unknown_word = Edit(POLICE, "severity: khan-cap", "severity: vua")
    edits = [slip, unknown_word] if slip.file == VOCABULARY else [slip]
    assert [(problem.path.rpartition("/")[2], problem.line) for problem in check(*edits)] == [(slip.file, line)]


def test_away_from_the_pages_only_those_that_people_wrote_are_believed(check: Check, warnings: Path) -> None:
    docs = warnings.parent / "docs"
    docs.rename(warnings.parent / "away")
    try:
        (problem,) = check(Edit(ITEMS, "contacts/113, ", "contacts/1133, docs/khong-co, "))
    finally:
        warnings.parent.joinpath("away").rename(docs)
    assert problem.what == "Không có trang nào mã 'contacts/1133'"
    assert problem.fix == "Có phải bạn muốn viết 'contacts/113'?"


# --- what is judged, and what is remembered ------------------------------------------------------------------------


@pytest.fixture
def library(warnings: Path) -> Library:
    library, problems = read_library(warnings)
    assert problems == []
    return library


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[WorkMemory]:
    with work_memory(Project(tmp_path)) as memory:
        yield memory


BURGLARY_KEY: Final = BURGLARY.removesuffix(".yml")
BLAMED: Final = ["Kênh này chưa có cách liên hệ"]


def spoil(library: Library) -> None:
    """Something to blame that no digest shows."""
    library.contacts["111"] = library.contacts["111"].model_copy(update={"number": None})


def what_is_told(problems: list[Problem]) -> list[str]:
    return [problem.what for problem in problems]


def test_only_the_records_that_are_named_are_judged(library: Library) -> None:
    spoil(library)
    assert what_is_told(check_library(library, DAY)) == BLAMED
    assert what_is_told(check_library(library, DAY, only=["contacts/111"])) == BLAMED
    assert check_library(library, DAY, only=["contacts/113", BURGLARY_KEY]) == []


def test_what_was_sound_is_not_judged_again(library: Library, memory: WorkMemory) -> None:
    assert check_again(library, DAY, memory) == []
    spoil(library)
    assert check_again(library, DAY, memory) == []
    library.digests["contacts/111"] = "another"
    assert what_is_told(check_again(library, DAY, memory)) == BLAMED
    assert what_is_told(check_again(library, DAY, memory)) == BLAMED, "what is not sound is not remembered"
    assert what_is_told(check_again(library, DAY, NO_MEMORY)) == BLAMED


def test_what_stands_beside_a_broken_record_is_not_remembered(library: Library, memory: WorkMemory) -> None:
    """Its codes may be anything."""
    library.broken["tips/khac"] = {}
    assert check_again(library, DAY, memory) == []
    library.broken.clear()
    spoil(library)
    assert what_is_told(check_again(library, DAY, memory)) == BLAMED


def another_digest_of_the_vocabulary(library: Library) -> None:
    library.digests["vocabulary.yml"] = "another"


def one_more_record(library: Library) -> None:
    library.files["tips/khac"] = library.files[BURGLARY_KEY]


def another_page(library: Library) -> None:
    library.hand_written = {**(library.hand_written or {}), "docs/khac": "Khác"}


def no_pages(library: Library) -> None:
    library.hand_written = None


def another_number(library: Library) -> None:
    library.contacts["115"] = library.contacts["115"].model_copy(update={"number": "1155"})


def another_site(library: Library) -> None:
    library.contacts["115"] = library.contacts["115"].model_copy(update={"url": "https://capcuu.example/"})


@pytest.mark.parametrize(
    "change",
    [another_digest_of_the_vocabulary, one_more_record, another_page, no_pages, another_number, another_site],
)
def test_where_the_house_has_changed_everything_is_judged_again(
    change: Callable[[Library], None], library: Library, memory: WorkMemory
) -> None:
    assert check_again(library, DAY, memory) == []
    spoil(library)
    change(library)
    assert BLAMED[0] in what_is_told(check_again(library, DAY, memory))
