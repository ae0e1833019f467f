"""What ``check`` says at the end: errors before reminders, and what to do next."""

from __future__ import annotations

from awareness.problems import Problem
from awareness.report import show_apart, summary

ERROR = Problem("warnings/tactics/b.yml", 3, 1, "Mở ngoặc mà không đóng", 'Thêm "')
OVERDUE = Problem("warnings/tactics/a.yml", 1, 1, "Quá hạn kiểm từ ngày 01/01/2026", "Đối chiếu lại", "warning")
ALIKE = Problem("warnings/tactics/a.yml", 2, 1, "Gần trùng với 'c'", "Gộp", "warning")
LONG = Problem("warnings/tactics/a.yml", 4, 1, "Câu dài 31 tiếng", "Cắt đôi", "warning")


def test_errors_come_before_reminders() -> None:
    lines = show_apart([LONG, OVERDUE, ERROR, ALIKE]).splitlines()
    assert [line.split(":")[0] for line in lines] == [ERROR.path, OVERDUE.path, ALIKE.path, LONG.path]
    assert ["(nhắc)" in line for line in lines] == [False, True, True, True]
    assert show_apart([]) == ""


def test_nothing_to_do() -> None:
    assert summary([]) == "Không có lỗi nào."


def test_what_to_do_about_errors() -> None:
    told = summary([ERROR, LONG])
    assert "1 lỗi ở 1 tệp. Trang đang chạy không thay đổi." in told
    assert "build_warnings.py fix warnings/tactics/b.yml" in told
    assert "Vẫn dựng trang được" not in told


def test_reminders_are_counted_by_kind() -> None:
    told = summary([LONG, LONG, OVERDUE, ALIKE])
    assert told.startswith("4 lời nhắc: 2 câu chữ, 1 quá hạn kiểm, 1 gần trùng nhau. Vẫn dựng trang được.")
    assert "đọc lại nguồn" in told
    assert "gộp hai bản ghi" in told
    assert "CONTRIBUTING.md" in told
    assert "fix" not in told
