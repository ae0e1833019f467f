"""Each rule finds the slip that it exists for, at its place, and nothing in the repository as it is."""

# ruff: noqa: E501 - the table of slips is read by its columns

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from awareness.problems import Problem
from awareness.reading import BANNER, PUBLISHED_IDS, Library, read_library
from awareness.rules import RULES, SOURCE_ITEMS, check_library
from tests.conftest import DAY, ROOT

TACTIC = "tactics/gia-danh-cong-an-vien-kiem-sat-toa-an.yml"
MODEL = "models/moc-khoa-to-giac-toi-pham.yml"
CAMPAIGN = "campaigns/tet-nguyen-dan.yml"
AREA = "areas/can-tho-ninh-kieu.yml"
BANNER_TEXT = """text: "Nhiều nhà vừa bị gọi dọa cắt điện. Cúp máy, đừng chuyển tiền."
page: "tactics/gia-danh-dien-luc"
from: "2026-11-20"
until: "2026-11-25"
severity: "khan-cap"
"""
HAZARD = "tactics/sac-xe-dien-an-toan.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs/dung-kiem-tra-bao.md", tmp_path / "docs")
    warnings = Path(shutil.copytree(ROOT / "warnings", tmp_path / "warnings"))
    (warnings / BANNER).write_text(BANNER_TEXT, "utf-8")
    draft = (warnings / "contacts/115.yml").read_text("utf-8").replace("status: hien-hanh", "status: nhap")
    (warnings / "contacts/so-nhap.yml").write_text(draft, "utf-8")
    return warnings


def problems_after(
    folder: Path, file: str, pattern: str, replacement: str, day: datetime.date | None = None
) -> list[Problem]:
    path = folder / file
    text = path.read_text("utf-8")
    changed, count = re.subn(pattern, replacement, text, count=1, flags=re.MULTILINE)
    assert count == 1, f"{pattern} is not in {file}"
    path.write_text(changed, "utf-8")
    library, problems = read_library(folder)
    assert problems == []
    return check_library(library, day)


# rule, file, what is replaced, by what, what is said, what is proposed
SLIPS = [
    ("unknown_terms", TACTIC, r"^category: .*", "category: gia-danh-co-qan", "không có trong danh sách của mục 'category'", "gia-danh-co-quan"),
    ("unknown_terms", TACTIC, r"^channels: .*", "channels: [goi-dein]", "không có trong danh sách của mục 'channels'", "goi-dien"),
    ("unknown_terms", TACTIC, r"supports: \[how_it_works", "supports: [how_it_work", "'supports'", "how_it_works"),
    ("dead_references", TACTIC, r"responses: \[da-chuyen-tien", "responses: [da-chuyen-tie", "Không có bản ghi nào mã 'da-chuyen-tie'", "da-chuyen-tien"),
    ("dead_references", TACTIC, r"^related: \[", "related: [trom-xe-mai, ", "Không có bản ghi nào mã 'trom-xe-mai'", "trom-xe-may"),
    ("dead_references", TACTIC, r"^related: \[", f"related: [{Path(TACTIC).stem}, ", "là chính bản ghi này", "Xóa đi"),
    ("repeated_values", TACTIC, r"^channels: .*", "channels: [goi-dien, goi-dien]", "'goi-dien' có hai lần", "Xóa một"),
    ("sms_length", TACTIC, r"^summary: .*", f'summary: "{"dài quá. " * 12}"', "dài hơn một tin SMS", "Bỏ bớt"),
    ("hazards_have_no_criminal", HAZARD, r"^do:$", 'script:\n  - says: "a"\n    lie: "b"\ndo:', "không có mục 'script'", "Xóa mục này"),
    ("dates_in_order", TACTIC, r"^updated: .*", 'updated: "2020-01-01"', "trước ngày đăng 21/11/2026", "Xem lại hai ngày"),
    ("changes_are_told", TACTIC, r"^updated: .*", 'updated: "2026-11-22"', "chưa có dòng nào trong mục 'changes'", 'on: "2026-11-22"'),
    ("changes_are_told", TACTIC, r"^updated: .*", 'updated: "2026-11-21"\nchanges: [{on: "2026-11-20", what: "x"}]', "nằm ngoài khoảng", "published"),
    ("alias_collisions", TACTIC, r"^aliases: .*", "aliases: [sac-xe-dien-an-toan]", "đã thuộc về tactics/sac-xe-dien-an-toan", "xóa ở một nơi"),
    ("contacts_lead_somewhere", "contacts/113.yml", r"^number: .*\n", "", "chưa có cách liên hệ", "Thêm number"),
    ("unknown_terms", MODEL, r"^group: .*", "group: bao-tim", "không có trong danh sách của mục 'group'", "bao-tin"),
    ("unknown_terms", MODEL, r"measure: moc-khoa", "measure: moc-khao", "không có trong danh sách của mục 'measure'", "moc-khoa"),
    ("unknown_terms", MODEL, r"^questions:", 'reviews: [{on: "2026", by: "x", result: gui, evidence: ["x"]}]\nquestions:', "mục 'result'", "giu"),
    ("dead_references", MODEL, r"model: to-giac-qua-duong-day-nong", "model: to-giac-qua-duong-day", "trong models", "to-giac-qua-duong-day-nong"),
    ("dead_references", MODEL, r"^related: \[.*\]", "related: [trom-xe-mai]", "trong tactics", "trom-xe-may"),
    ("figures_have_a_source", MODEL, r"source: 2", "source: 3", "không có nguồn thứ 3", "Viết số thứ tự"),
    ("every_channel_has_a_quiz", "vocabulary.yml", r"channels: \[zalo\]", "channels: [zalo, goi-dien]", "Đường 'goi-dien' có ở 2 nhóm", "quiz_groups"),
    ("unknown_terms", "responses/da-chuyen-tien.yml", r"when: lam-ngay", "when: lam-ngai", "'when'", "lam-ngay"),
    ("dead_references", "vocabulary.yml", r'call: \["113"\]', 'call: ["133"]', "Không có bản ghi nào mã '133'", "113"),
    ("dead_references", "emergency.yml", r"page: responses/dang-co-chay", "page: responses/dang-co-chai", "Không có trang nào mã 'responses/dang-co-chai'", "dang-co-chay"),
    ("translations_follow", "tactics/bat-coc-online.yml", r"^      - \"Hang up, even.*\n", "", "Bản dịch của 'do' có 4 ý, bản gốc có 5", "Dịch đủ"),
    ("translations_follow", "tactics/bat-coc-online.yml", r"translated: .*", 'translated: "2026-01-02"', "sau ngày dịch", "translated"),
    ("dead_references", "emergency.yml", r"first: da-chuyen-tien", "first: da-chuyen-tie", "Không có bản ghi nào mã 'da-chuyen-tie'", "da-chuyen-tien"),
    ("unknown_terms", "guides/dang-co-nguoi-goi.yml", r"section: da-lo", "section: da-loo", "'section'", "da-lo"),
    ("unknown_terms", SOURCE_ITEMS, r"kind: hinh-thuc", "kind: hinh-thu", "không có trong danh sách của mục 'kind'", "hinh-thuc"),
    ("dead_references", SOURCE_ITEMS, r"tactics/deepfake-goi-video", "tactics/deepfake-goi-vdeo", "Không có trang nào mã 'tactics/deepfake-goi-vdeo'", "'tactics/deepfake-goi-video'"),
    ("dead_references", SOURCE_ITEMS, r"tactics/deepfake-goi-video", "tips/deepfake-goi-video", "Không có trang nào mã 'tips/deepfake-goi-video'", "'tactics/deepfake-goi-video'"),
    ("dead_references", SOURCE_ITEMS, r"docs/dung-kiem-tra-bao", "docs/dung-kiem-tra", "Không có trang nào mã 'docs/dung-kiem-tra'", "'docs/dung-kiem-tra-bao'"),
    ("repeated_items", SOURCE_ITEMS, r"S001-02:", "S000-12:", "Mục 'S000-12' đã có ở một nguồn phía trên", "Xóa một"),
    ("repeated_items", SOURCE_ITEMS, r"id: thai-nguyen", "id: cam-nang-2023", "Mã nguồn 'cam-nang-2023' đã có", "viết mã khác"),
    ("unknown_terms", CAMPAIGN, r"^season: .*", "season: tett", "không có trong danh sách của mục 'season'", "tet"),
    ("dead_references", CAMPAIGN, r"^  - phao-no-dip-tet", "  - phao-no-dip-te", "trong tactics", "phao-no-dip-tet"),
    ("calendar_days_exist", CAMPAIGN, r"^ends: .*", "ends: {calendar: am, month: 1, day: 31}", "Tháng 1 âm lịch nhiều nhất có 30 ngày", "duong hay am"),
    ("calendar_days_exist", CAMPAIGN, r"^ends: .*", "ends: {calendar: duong, month: 4, day: 31}", "Tháng 4 dương lịch nhiều nhất có 30 ngày", "duong hay am"),
    ("campaign_weeks_in_order", CAMPAIGN, r"week: 4", "week: 3", "Tuần 3 đứng sau tuần 3", "từ nhỏ đến lớn"),
    ("campaign_weeks_in_order", CAMPAIGN, r"week: 6", "week: 9", "Đợt này chỉ có 7 tuần", "Sửa số tuần"),
    ("unknown_terms", AREA, r"kind: truc-ban", "kind: truc-bam", "không có trong danh sách của mục 'kind'", "truc-ban"),
    ("unknown_units", AREA, r"^key: .*", 'key: "vn-2025:99999"', "Không có xã, phường nào mã 'vn-2025:99999'", "vn-2025:31135"),
    ("unknown_units", AREA, r'- key: "vn-2025:31120"', '- key: "vn-2025:00001"', "Không có xã, phường nào mã 'vn-2025:00001'", "find"),
    ("areas_named_after_their_unit", "areas/tay-ninh-can-giuoc.yml", r"^key: .*", 'key: "vn-2025:28165"', "Tên tệp không khớp với mã vn-2025:28165 (Xã Phước Lý, Tây Ninh)", "tay-ninh-phuoc-ly.yml"),
    ("old_ids_are_addresses", AREA, r"^aliases: .*", "aliases: [ninh-kieu]", "Mã cũ 'ninh-kieu' không bắt đầu bằng tên tỉnh nào", "tay-ninh-can-giuoc"),
    ("neighbours_are_others", AREA, r'- key: "vn-2025:31120"', '- key: "vn-2025:31135"', "không giáp chính nó", "Xóa"),
    ("neighbours_are_others", AREA, r'- key: "vn-2025:31120"', '- key: "vn-2025:31120"\n  - key: "vn-2025:31120"', "có hai lần", "Xóa một"),
    ("local_contacts_lead_somewhere", AREA, r'    number: .*\n    placeholder: true\n', "", "Chưa có số gọi, cũng chưa có nơi đến", "number hoặc place"),
    ("local_numbers_have_a_source", AREA, r'    number: .*\n    placeholder: true', '    number: "113"', "chưa có source và verified_on", "placeholder: true"),
    ("local_numbers_have_a_source", AREA, r'    number: .*\n    placeholder: true', '    number: "113"\n    source: 3\n    verified_on: "2026-11-22"', "không có nguồn thứ 3", "Viết số thứ tự"),
    ("placeholders_are_zeros", AREA, r'number: "0000 000 000"', 'number: "113"', "có thể là số của ai đó", "0000 000 000"),
    ("earlier_names_lead_here", AREA, r'became: "Phường Thới Bình"', 'became: "Phường Thới Bính"', "không phải tên cũ nào của nơi này", "Phường Thới Bình"),
    ("unknown_terms", BANNER, r"khan-cap", "khan-cp", "không có trong danh sách của mục 'severity'", "khan-cap"),
    ("dead_references", BANNER, r"dien-luc", "dien-lu", "Không có trang nào mã 'tactics/gia-danh-dien-lu'", "gia-danh-dien-luc"),
    ("banner_days", BANNER, r"2026-11-25", "2026-11-19", "Ngày cuối 19/11/2026 trước ngày đầu", "Xem lại"),
    ("banner_days", BANNER, r"2026-11-25", "2026-12-25", "dài hơn 14 ngày", "bản ghi cảnh báo"),
    ("banner_page", BANNER, r"tactics/gia-danh-dien-luc", "contacts/so-nhap", "'so-nhap' còn là bản nháp", "Đăng"),
    ("banner_words", BANNER, r"Cúp máy,", "Gọi số 0912 345 678,", "0912 345 678", ""),
    ("vanished_ids", PUBLISHED_IDS, r"\A", "areas/can-tho-an-cu\n", "'can-tho-an-cu' từng được đăng nay không còn", "ghi mã vào aliases"),
    ("vanished_ids", PUBLISHED_IDS, r"\A", "tactics/da-bien-mat\n", "'da-bien-mat' từng được đăng nay không còn", "het-hieu-luc"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "file", "pattern", "replacement", "what", "fix"), SLIPS)
def test_rule_finds_the_slip(
    folder: Path, rule: str, file: str, pattern: str, replacement: str, what: str, fix: str
) -> None:
    problems = problems_after(folder, file, pattern, replacement)
    assert len(problems) == 1, problems
    problem = problems[0]
    assert problem.path.endswith(file)
    assert what in problem.what
    assert fix in problem.fix


def test_records_away_from_the_pages_are_not_blamed(folder: Path) -> None:
    """Somebody checks a folder of records alone: whether a hand-written page exists cannot be told."""
    shutil.rmtree(folder.parent / "docs")
    library, problems = read_library(folder)
    assert problems == []
    assert check_library(library, None) == []


def test_repository_is_clean(library: Library) -> None:
    assert check_library(library, DAY) == []


def test_overdue_review_is_a_reminder_and_the_future_an_error(library: Library) -> None:
    later = check_library(library, DAY + datetime.timedelta(days=1000))
    assert {problem.severity for problem in later} == {"warning"}
    assert len(later) == sum(record.status == "hien-hanh" for _, record in library.records())
    earlier = check_library(library, DAY - datetime.timedelta(days=1))
    assert {problem.severity for problem in earlier} == {"error"}


def test_local_numbers_lapse_and_the_future_is_an_error(folder: Path) -> None:
    """A number of a post is read in its source again every half year, whatever the record says of itself."""
    number = '    number: "113"\n    source: 1\n    verified_on: "{}"'
    lapsed = problems_after(folder, AREA, r"    number: .*\n    placeholder: true", number.format("2026-05-01"), DAY)
    assert [(problem.severity, problem.line, problem.what) for problem in lapsed] == [
        ("warning", 11, "Quá hạn kiểm từ ngày 28/10/2026")
    ]
    future = problems_after(folder, AREA, r"verified_on: .*", 'verified_on: "2027-01-01"', DAY)
    assert [(problem.severity, problem.line) for problem in future] == [("error", 11)]
    early = problems_after(folder, AREA, r"    verified_on: .*\n", "", DAY)
    assert [problem.what for problem in early] == ["Số của 'Công an phường Ninh Kiều' chưa có verified_on"]


def test_the_day_of_a_test_call_is_not_in_the_future(folder: Path) -> None:
    (problem,) = problems_after(folder, AREA, r"^changed:", 'tested_on: "2026-11-23"\nchanged:', DAY)
    assert (problem.severity, problem.what) == ("error", "Ngày kiểm 23/11/2026 ở tương lai")


def test_a_banner_that_is_over_is_a_reminder(folder: Path) -> None:
    (problem,) = problems_after(folder, BANNER, r"2026-11-25", "2026-11-21", DAY)
    assert (problem.severity, problem.line) == ("warning", 4)
    assert problem.what == "Thông báo khẩn đã hết hạn từ ngày 21/11/2026"


def test_retired_records_are_not_overdue(folder: Path) -> None:
    later = DAY + datetime.timedelta(days=1000)
    problems = problems_after(folder, TACTIC, r"^status: .*", "status: het-hieu-luc", later)
    assert TACTIC not in {f"tactics/{Path(problem.path).name}" for problem in problems}


def test_a_record_that_cannot_be_read_is_not_called_missing(folder: Path) -> None:
    """One slip, one message: the records that point to a broken one are not to blame."""
    path = folder / "contacts/113.yml"
    path.write_text("title: [", "utf-8")
    library, problems = read_library(folder)
    assert [Path(problem.path).name for problem in problems] == ["113.yml"]
    assert check_library(library, None) == []


def test_codes_of_a_broken_record_are_told_in_the_same_run(folder: Path) -> None:
    """Who mends one slip should not find the next one only afterwards. Codes that are spelt wrongly are told once."""
    path = folder / TACTIC
    text = path.read_text("utf-8")
    text = re.sub(r"^category: .*", "category: gia-danh", text, flags=re.MULTILINE)
    text = re.sub(r"^channels: .*", "channels: [game, Trên mạng]", text, flags=re.MULTILINE)
    text = re.sub(r"^season: .*", "season: quanh-nam", text, flags=re.MULTILINE)
    text = re.sub(r"^  responses: .*", "  responses: [ck]", text, flags=re.MULTILINE)
    path.write_text(text.replace("also_known_as:", "alsoknown:"), "utf-8")
    library, problems = read_library(folder)
    problems += check_library(library, DAY)
    lines = text.splitlines()
    told = {lines[problem.line - 1].partition(":")[0].strip(): problem for problem in problems}
    assert told.keys() == {"category", "channels", "season", "responses", "also_known_as"}
    assert len(problems) == 6, "each code of channels has its own"
    assert told["season"].fix == "Viết: season: [quanh-nam]"
    assert "da-chuyen-tien" in told["responses"].fix


def test_every_rule_is_shown_failing() -> None:
    """A rule without a failing example proves nothing."""
    assert {rule.__name__ for rule in RULES} == {slip[0] for slip in SLIPS}
