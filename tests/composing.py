"""The form at ``/soan-tin/`` in one page for all tests of a file, and what Python says of what it makes."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Locator, Page

from awareness.house import House
from awareness.prose import Manuscript
from awareness.reading import Library, parse_record
from awareness.record_rules import (
    changes_are_told,
    dates_in_order,
    hazards_have_no_criminal,
    repeated_values,
    sms_length,
)
from awareness.records import Tactic
from awareness.style import long_answer_card, long_sentences, loudspeaker_length
from tests.conftest import DAY
from tests.pages import watched_page

FORM: Final = "soan-tin/"
RULES: Final = (repeated_values, sms_length, hazards_have_no_criminal, dates_in_order, changes_are_told)
"""Rules across fields of one record that the form knows, too."""
REMINDERS: Final = (long_sentences, long_answer_card, loudspeaker_length)
"""Rules of style that it knows."""


LINES: Final = {
    "Cách thức": ["Kẻ gian xưng thợ sửa nước, vào nhà lấy trộm.", "Chúng đi hai người.", "Một kẻ nói, một kẻ lấy đồ."],
    "Dấu hiệu": ["Đến không hẹn trước.", "Không có thẻ.", "Giục mở cửa ngay."],
    "Việc nên làm": ["Dừng lại, đừng mở cửa.", "Gọi số in trên hóa đơn nước.", "Báo công an xã, phường."],
    "Việc đừng làm": ["Đừng để người lạ đi khắp nhà."],
    "Cách kiểm tra": ["Gọi số in trên hóa đơn nước."],
    "Câu bà con hay gõ": [f"Có người đòi vào xem đồng hồ nước lần {number}" for number in range(1, 9)],
    "Tên gọi khác": ["giả thợ nước"],
    "Bản dễ đọc": ["Thợ nước lạ thì đừng mở cửa."],
}
DAY_OF_THE_SOURCE: Final = "Ngày đăng, ghi đúng phần mình biết"
FILLED_IN: Final = "gia-tho-sua-nuoc-de-vao-nha-lay"
"""The id that the form proposes for what `fill_in` writes."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def form_page(browser: Browser, site: Path) -> Iterator[Page]:
    """The form on a phone, over http; what no page may do fails at the end, as everywhere."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with watched_page(browser) as page:
            page.goto(f"http://127.0.0.1:{server.server_port}/{FORM}")
            yield page
    finally:
        server.shutdown()
        server.server_close()


def section(page: Page, name: str) -> Locator:
    """A folded field, opened."""
    part = page.locator("[data-cb-fields] details", has=page.locator(f"summary > span:text-is('{name} ')")).last
    part.evaluate("(node) => { node.open = true; }")
    return part


def record_of(page: Page) -> str:
    page.evaluate("compose.show()")
    return page.locator("#st-yaml").input_value()


def fill_in(page: Page) -> None:
    """A whole record into an empty form, every field found by its label."""
    page.get_by_label("Tiêu đề", exact=True).fill("Giả thợ sửa nước để vào nhà lấy trộm")
    page.get_by_label("Câu tóm tắt", exact=True).fill("Dừng lại, đừng mở cửa. Gọi hỏi công ty nước.")
    page.get_by_label("Nhóm", exact=True).select_option("trom-cuop")
    page.get_by_label("Mức độ", exact=True).select_option(index=1)
    section(page, "Đường tiếp cận").get_by_label("Tại nhà").check()
    section(page, "Người dễ gặp").get_by_label("Mọi người").check()
    section(page, "Mùa").get_by_label("Quanh năm").check()
    section(page, "Việc khi đã lỡ").get_by_role("checkbox").first.check()
    for name, lines in LINES.items():
        part = section(page, name)
        for number, line in enumerate(lines, start=1):
            part.get_by_label(f"{name} {number}", exact=True).fill(line)
    case = section(page, "Câu chuyện")
    case.get_by_label("Chuyện ghép từ nhiều vụ").select_option("true")
    case.locator("textarea").first.fill("Bà gọi hỏi, hai kẻ bỏ đi.")
    source = section(page, "Nguồn")
    source.get_by_label("Tên bài, tên văn bản").fill("Cảnh báo: “thợ nước”")
    source.get_by_label("Nơi đăng, theo cơ quan nào").fill("Báo mẫu, theo công an tỉnh")
    source.get_by_label(DAY_OF_THE_SOURCE).fill("2026-11")
    page.get_by_label("Bài loa phát thanh", exact=True).fill(
        "Kính thưa bà con! " + "Thấy thợ lạ thì gọi hỏi trước. " * 22
    )
    page.get_by_label("Ngày đối chiếu nguồn", exact=True).fill(DAY.isoformat())
    quiz = section(page, "Câu đố").locator("textarea")
    for number in range(quiz.count()):
        quiz.nth(number).fill(f"Thợ lạ đòi vào nhà, chuyện thứ {number}.")


def told_by_check(text: str, library: Library) -> list[tuple[str, str]]:
    """What `check` says of a record by itself: what is wrong, how to mend it; sorted."""
    record, problems = parse_record(text.encode(), Tactic, {"id": "ban-thu"}, "ban-thu.yml")
    if record is None or problems:
        return sorted({(problem.what, problem.fix) for problem in problems})
    alone = Library(vocabulary=library.vocabulary, tactics={record.id: record}, files={f"tactics/{record.id}": Path()})
    return sorted({(finding.what, finding.fix) for rule in RULES for finding in rule(alone)})


def reminded_by_check(text: str) -> list[tuple[str, str]]:
    """What `check` only reminds of, among what the form knows; of a record that can be read."""
    record, _ = parse_record(text.encode(), Tactic, {"id": "ban-thu"}, "ban-thu.yml")
    assert record is not None
    manuscript, house = Manuscript.of("tactics/ban-thu", record), House(frozenset(), frozenset())
    return sorted({(finding.what, finding.fix) for rule in REMINDERS for finding in rule(manuscript, house)})


def told_by_form(faults: list[Mapping[str, Any]], *, reminders: bool = False) -> list[tuple[str, str]]:
    """Its faults, or its reminders."""
    return sorted({(fault["what"], fault["fix"]) for fault in faults if fault["isReminder"] == reminders})
