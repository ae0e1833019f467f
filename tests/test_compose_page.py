"""Writing a warning on a phone: from an empty form to a sound record, corrections, drafts, and without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
import yaml
from playwright.sync_api import Browser, Page

from awareness.reading import Library
from tests.composing import (
    DAY_OF_THE_SOURCE,
    FILLED_IN,
    FORM,
    fill_in,
    form_page,
    record_of,
    reminded_by_check,
    section,
    told_by_check,
)
from tests.conftest import ROOT
from tests.pages import PHONE, violations, watched_page, without_news

NARROWEST: Final = 320
KEPT: Final = "localStorage.getItem('canh-bao/soan-tin')"
SMALL: Final = """
() => [...document.querySelectorAll(".cb-compose :is(button, summary, select, textarea, .cb-check, a)")]
  .concat([...document.querySelectorAll(".cb-compose input:not([type=checkbox])")])
  .filter((node) => node.offsetWidth && Math.min(node.offsetWidth, node.offsetHeight) < 44)
  .map((node) => node.outerHTML.slice(0, 90))
"""
OPEN_ALL: Final = "document.querySelectorAll('.cb-compose details').forEach((part) => { part.open = true; })"
WIDE: Final = """
() => [...document.querySelectorAll(".cb-compose *")]
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5).map((node) => node.outerHTML.slice(0, 90))
"""


@pytest.fixture(scope="module")
def form(browser: Browser, built_site: Path) -> Iterator[Page]:
    with form_page(browser, built_site) as page:
        yield page


@pytest.fixture
def empty(form: Page) -> Page:
    form.reload()  # what the test before has typed is no longer on its way into the store
    form.evaluate("localStorage.clear()")
    form.reload()
    return form


def test_from_an_empty_form_to_a_sound_record(empty: Page, library: Library) -> None:
    """Every field is found by its label; what is missing leads there; `check` has nothing to say in the end."""
    page = empty
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Kiểm bản ghi").click()
    faults = page.locator("[data-cb-faults]")
    assert faults.evaluate("(node) => node === document.activeElement")
    first = faults.get_by_role("link").first
    assert "Thiếu mục 'title'" in first.inner_text()
    first.click()
    title = page.get_by_label("Tiêu đề", exact=True)
    assert title.evaluate("(node) => node === document.activeElement")
    assert title.get_attribute("aria-invalid") == "true"
    fault = page.locator(f"#{(title.get_attribute('aria-describedby') or '').split()[-1]}")
    assert "Thiếu mục 'title'" in fault.inner_text()

    fill_in(page)
    section(page, "Nguồn").get_by_label(DAY_OF_THE_SOURCE).fill("11/2026")
    page.evaluate("compose.show()")
    (link,) = faults.get_by_role("link").all()
    assert "'11/2026' không phải ngày, tháng hoặc năm" in link.inner_text()
    section(page, "Nguồn").get_by_label(DAY_OF_THE_SOURCE).fill("2026-11")
    text = record_of(page)
    assert faults.get_by_role("heading").inner_text() == "Không còn chỗ sai"
    assert told_by_check(text, library) == reminded_by_check(text) == []
    assert page.get_by_label("Mã: tên tệp").input_value() == FILLED_IN
    assert len(page.locator("#st-sms").input_value()) <= 160
    assert yaml.safe_load(text)["status"] == "nhap"

    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp về").click()
    assert download.value.suggested_filename == f"{FILLED_IN}.yml"
    assert download.value.path().read_text("utf-8") == text
    assert page.locator("[data-cb-output-said]").inner_text() == f"Đã tải: {FILLED_IN}.yml"
    assert without_news(address for address in asked if not address.startswith("data:")) == []


def test_what_check_only_reminds_of_is_told_as_a_reminder(empty: Page) -> None:
    """In the list and beside the field, which is not called wrong; what lacks something comes first."""
    page = empty
    fill_in(page)
    loudspeaker = page.get_by_label("Bài loa phát thanh", exact=True)
    loudspeaker.fill("Thấy thợ lạ thì gọi hỏi trước. " * 40)
    page.get_by_role("button", name="Kiểm bản ghi").click()
    faults = page.locator("[data-cb-faults]")
    assert faults.get_by_role("heading").inner_text() == "Không còn chỗ sai, còn 1 lời nhắc"
    (link,) = faults.get_by_role("link").all()
    told = "Nhắc: Bài loa dài 280 tiếng khi đọc lên, cần 150 đến 200. Bỏ bớt 80 tiếng."
    assert link.inner_text() == f"Bài loa phát thanh: {told}"
    link.click()
    assert loudspeaker.evaluate("(node) => node === document.activeElement")
    assert loudspeaker.get_attribute("aria-invalid") is None
    fault = page.locator(f"#{(loudspeaker.get_attribute('aria-describedby') or '').split()[-1]}")
    assert fault.inner_text() == told
    assert "còn 1 lời nhắc" in page.locator("[data-cb-left]").inner_text()

    page.get_by_label("Câu tóm tắt", exact=True).fill("Dừng lại, đừng mở cửa " * 5)
    section(page, "Việc đừng làm").get_by_label("Việc đừng làm 1", exact=True).fill("")
    page.evaluate("compose.show()")
    assert faults.get_by_role("heading").inner_text() == "Còn 1 chỗ cần sửa"
    missing, reminded, *others = faults.get_by_role("link").all_inner_texts()
    assert "Thiếu mục 'never'" in missing
    assert "Nhắc: Câu “Dừng lại, đừng mở cửa…” dài 25 tiếng, nhiều nhất 20." in reminded
    assert [text for text in others if "Nhắc: " not in text] == []


def test_the_quiz_asks_for_three_questions_of_each_kind(empty: Page) -> None:
    quiz = section(empty, "Câu đố")
    assert [name.strip() for name in quiz.locator(".cb-row > fieldset > legend").all_inner_texts()] == [
        f"{kind} {number}" for kind in ("Ví dụ nguy hiểm", "Ví dụ ổn") for number in (1, 2, 3)
    ]
    assert quiz.locator(".cb-hint", has_text="Viết ba câu.").count() == 2
    for kind, number in (("Ví dụ nguy hiểm", 1), ("Ví dụ ổn", 2)):
        row = quiz.get_by_role("group", name=f"{kind} {number}", exact=True)
        row.get_by_role("textbox").first.fill("Thợ lạ đòi vào nhà.")
        row.get_by_role("textbox").last.fill("Không ai hẹn.")
    item = {"text": "Thợ lạ đòi vào nhà.", "reason": "Không ai hẹn."}
    assert yaml.safe_load(record_of(empty))["quiz"] == {"unsafe": [item], "safe": [item]}, "empty rows are no questions"


def test_the_hint_of_the_status_says_what_is_chosen_in_the_end(empty: Page) -> None:
    status = empty.get_by_label("Tình trạng", exact=True)
    hint = empty.locator(f"#{(status.get_attribute('aria-describedby') or '').split()[0]}").inner_text()
    label = hint.split("“")[1].split("”")[0]
    assert hint == f"Viết xong thì chọn “{label}”; người duyệt xem rồi mới đăng."
    status.select_option(label=label)
    assert status.input_value() == "hien-hanh"


def test_everything_open_fits_a_phone(empty: Page) -> None:
    """Targets that a finger hits, nothing wider than the narrowest phone, nothing that axe finds: with all unfolded and
    every fault told."""
    empty.get_by_role("button", name="Kiểm bản ghi").click()
    empty.evaluate(OPEN_ALL)
    empty.evaluate("document.querySelectorAll('.cb-compose [aria-label^=\"Thêm:\"]').forEach((add) => add.click())")
    assert empty.evaluate(SMALL) == []
    assert violations(empty) == []
    empty.set_viewport_size({"width": NARROWEST, "height": 568})
    assert empty.evaluate(WIDE) == []
    empty.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_lines_are_added_moved_and_removed(empty: Page) -> None:
    part = section(empty, "Dấu hiệu")
    part.get_by_label("Dấu hiệu 1", exact=True).fill("một")
    part.get_by_label("Dấu hiệu 1", exact=True).press("Enter")
    empty.keyboard.type("hai")
    part.get_by_role("button", name="Thêm: Dấu hiệu").click()
    empty.keyboard.type("bốn")
    part.get_by_role("button", name="Đưa lên: Dấu hiệu 2").click()
    assert empty.evaluate("compose.read().red_flags") == ["hai", "một", "bốn"]
    down = part.get_by_role("button", name="Đưa xuống: Dấu hiệu 1")
    assert down.evaluate("(node) => node === document.activeElement"), "the first line cannot go further up"
    part.get_by_role("button", name="Xóa: Dấu hiệu 2").click()
    assert empty.evaluate("compose.read().red_flags") == ["hai", "bốn"]
    empty.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text", "- ba\\n\\n2. năm\\nsáu");
          const pasted = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
          document.activeElement.dispatchEvent(pasted);
        }"""
    )
    assert empty.evaluate("compose.read().red_flags") == ["hai", "ba", "năm", "sáu", "bốn"]


def test_a_line_that_was_removed_can_be_taken_back(empty: Page) -> None:
    """Where it was, with the keyboard too, until something else is changed; an empty one is not worth a word."""
    part = section(empty, "Dấu hiệu")
    for number, text in enumerate(("một", "hai", "ba"), start=1):
        part.get_by_label(f"Dấu hiệu {number}", exact=True).fill(text)
    undone = part.get_by_role("status")
    back = empty.get_by_role("button", name="Lấy lại")
    flags = "compose.read().red_flags"

    part.get_by_role("button", name="Xóa: Dấu hiệu 2").press("Enter")
    back.wait_for()
    assert undone.inner_text().startswith("Đã xóa.")
    assert empty.evaluate(flags) == ["một", "ba"]
    assert empty.evaluate(SMALL) == []
    empty.keyboard.press("Shift+Tab")
    assert back.evaluate("(node) => node === document.activeElement"), "it stands before the next line"
    empty.keyboard.press("Enter")
    assert empty.evaluate(flags) == ["một", "hai", "ba"]
    assert part.get_by_label("Dấu hiệu 2", exact=True).evaluate("(node) => node === document.activeElement")
    assert undone.count() == back.count() == 0

    part.get_by_role("button", name="Xóa: Dấu hiệu 3").click()
    back.wait_for()
    part.get_by_role("button", name="Thêm: Dấu hiệu").click()
    assert back.count() == 0
    empty.keyboard.type("bốn")
    part.get_by_role("button", name="Xóa: Dấu hiệu 1").click()
    back.wait_for()
    empty.get_by_label("Tiêu đề", exact=True).fill("Giả thợ nước")
    assert back.count() == 0
    assert empty.evaluate(flags) == ["hai", "bốn"]

    part.get_by_role("button", name="Thêm: Dấu hiệu").click()
    part.get_by_role("button", name="Xóa: Dấu hiệu 3").click()
    empty.wait_for_timeout(300)
    assert back.count() == 0, "it was empty"

    part.get_by_role("button", name="Xóa: Dấu hiệu 2").click()
    back.wait_for()
    empty.evaluate("compose.start({title: 'Giả thợ nước', red_flags: ['a', 'b', 'c']})")
    assert back.count() == 0, "the line belonged to another record"


def test_a_record_is_corrected_or_copied(empty: Page, library: Library) -> None:
    page, tactic = empty, library.tactics["gia-danh-dien-luc"]
    said = page.locator("[data-cb-said]")
    page.locator("summary", has_text="Sửa hoặc chép").click()
    page.get_by_label("Bản ghi", exact=True).select_option(tactic.id)
    page.get_by_role("button", name="Sửa bản này").click()
    said.filter(has_text="Đã lấy về").wait_for()
    page.get_by_role("button", name="Ghi ngày sửa là hôm nay").click()
    page.keyboard.type("Thêm một nguồn.")
    section(page, "Việc đừng làm").get_by_label("Việc đừng làm 1", exact=True).fill("Đừng trả tiền vào tài khoản lạ.")
    text = (ROOT / f"warnings/tactics/{tactic.id}.yml").read_text("utf-8")
    page.locator("[data-cb-corrected] summary").click()
    page.get_by_label("Cả bản gốc").fill(text)
    revised = record_of(page)
    assert told_by_check(revised, library) == []
    assert revised.splitlines()[0] == text.splitlines()[0].strip(), "notes stay"
    assert "Thêm một nguồn." in revised
    assert 0 < len(set(revised.splitlines()) - set(text.splitlines())) <= 5
    assert page.get_by_label("Mã: tên tệp").input_value() == tactic.id

    page.get_by_role("button", name="Chép thành bản mới").click()
    said.filter(has_text="Bấm lần nữa").wait_for()
    page.get_by_role("button", name="Chép thành bản mới").click()
    said.filter(has_text="Đã chép").wait_for()
    copied = page.evaluate("compose.read()")
    assert {"changes", "aliases", "approved", "translations"} & set(copied) == set()
    assert copied["status"] == "nhap"
    assert page.get_by_label("Mã: tên tệp").input_value() not in library.tactics


def test_a_draft_stays_on_the_phone_until_it_is_wiped(empty: Page) -> None:
    empty.get_by_label("Tiêu đề", exact=True).fill("Giả thợ nước <b>")
    empty.evaluate("compose.show()")
    said = empty.locator("[data-cb-said]")
    assert said.inner_text() == "", "nothing was there before"
    empty.reload()
    assert empty.get_by_label("Tiêu đề", exact=True).input_value() == "Giả thợ nước <b>"
    said.filter(has_text="Đã mở lại bản đang viết.").wait_for()
    assert said.get_attribute("role") == "status"
    assert "Giả thợ nước" in empty.evaluate(KEPT)
    empty.get_by_role("button", name="Xóa hết đã điền").click()
    empty.get_by_role("button", name="Xóa hết", exact=True).click()
    assert empty.get_by_label("Tiêu đề", exact=True).input_value() == ""
    assert said.inner_text() == ""
    assert empty.evaluate(KEPT) is None
    assert "#" not in empty.url
    empty.evaluate("compose.show()")
    empty.reload()
    empty.wait_for_timeout(300)
    assert said.inner_text() == "", "what the form fills in by itself is no draft"
    empty.evaluate(
        'localStorage.setItem(\'canh-bao/soan-tin\', \'{"value": {"title": [{}], "do": 7, "sources": "a"}}\')'
    )
    empty.reload()
    assert empty.locator(".cb-compose").is_visible(), "what cannot be read is no draft"


def test_without_scripts_the_page_says_how_else(
    browser: Browser, built_site: Path, serve_folder: Callable[[Path], str]
) -> None:
    with watched_page(browser, javascript=False) as page:
        page.goto(serve_folder(built_site) + FORM)
        assert not page.locator(".cb-compose").is_visible()
        told = page.locator("#cach-khac ~ *").all_inner_texts()
        assert any("CONTRIBUTING.md" in text for text in told)
        assert any("lien-he@" in text for text in told)


SHARES: Final = """
window.shared = [];
navigator.canShare = ({files}) => files.every((file) => file.name.endsWith(".txt"));
navigator.share = ({files}) => files[0].text().then((text) => { window.shared.push(files[0].name, text); });
"""


def test_from_a_stick_it_writes_and_hands_over_a_file(browser: Browser, built_site: Path) -> None:
    """Where nothing can be fetched there is nothing to correct; browsers hand over no ``.yml``, but plain text."""
    with watched_page(browser, init=SHARES) as page:
        page.goto((built_site / FORM / "index.html").as_uri())
        page.get_by_label("Tiêu đề", exact=True).fill("Giả thợ nước")
        assert 'title: "Giả thợ nước"' in record_of(page)
        assert not page.locator("[data-cb-existing]").is_visible()
        page.get_by_role("button", name="Gửi tệp").click()
        page.wait_for_function("() => window.shared.length")
        name, text = page.evaluate("window.shared")
        assert name == "gia-tho-nuoc.yml.txt"
        assert text == record_of(page)


def test_the_way_to_github_names_the_file(empty: Page) -> None:
    """An empty file for a new record, the file itself for one that is corrected."""
    links = empty.evaluate(
        """() => {
          const link = document.createElement("a");
          link.setAttribute("data-cb-github", "");
          document.querySelector("[data-cb-compose]").append(link);
          composeData.github = {new: "https://github.com/nhom/kho/new?filename=", edit: "https://github.com/nhom/kho/edit/"};
          compose.start({title: "Giả thợ nước"});
          const made = [link.href];
          compose.start({title: "Giả thợ nước"}, "gia-shipper", {id: "gia-shipper", before: {}});
          return [...made, link.href];
        }"""
    )
    site = "https://github.com/nhom/kho"
    assert links == [f"{site}/new?filename=gia-tho-nuoc.yml", f"{site}/edit/gia-shipper.yml"]
