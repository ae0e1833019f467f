"""The quiz: questions from the records, answered one by one, on the screen, without scripts and on paper."""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from awareness.catalogue import Catalogue
from awareness.quiz import Question, quiz_pages_of, signs, telling_line
from awareness.records import ScriptLine
from tests.conftest import ROOT
from tests.pages import DESKTOP, PHONE, watched_page

Serve = Callable[[Path], str]

PAGE = "trac-nghiem/gap-truc-tiep/"


@pytest.fixture(scope="module")
def questions(catalogue: Catalogue) -> list[Question]:
    return [question for page in quiz_pages_of(catalogue) for question in page.questions]


def genuine(questions: Any) -> float:
    return sum(not question.unsafe for question in questions) / len(questions)


# --- which questions -----------------------------------------------------------------------------------------------


def test_every_question_traces_to_a_record(catalogue: Catalogue, questions: list[Question]) -> None:
    for question in questions:
        assert question.tactic
        kind, _, number = question.id.removeprefix(f"{question.tactic.id}/").partition("-")
        place = int(number) - 1
        if kind == "says":
            line = catalogue.tactics[question.tactic.id].script[place]
            assert (line.says in question.text, question.unsafe, question.reason) == (True, True, line.lie)
        else:
            item = getattr(catalogue.tactics[question.tactic.id].quiz, kind)[place]
            assert question.text.endswith(item.text)
            assert (question.unsafe, question.reason) == (kind == "unsafe", item.reason)


def test_no_question_is_asked_twice(questions: list[Question]) -> None:
    assert max(Counter(question.id for question in questions).values()) == 1
    assert max(Counter(question.text for question in questions).values()) == 1


def test_every_tactic_is_asked_about(catalogue: Catalogue, questions: list[Question]) -> None:
    asked = {(question.tactic.id, question.unsafe) for question in questions if question.tactic}
    assert asked == {(tactic.id, unsafe) for tactic in catalogue.current_tactics for unsafe in (True, False)}


def test_two_of_five_are_genuine(catalogue: Catalogue, questions: list[Question]) -> None:
    assert genuine(questions) >= 0.4
    for page in quiz_pages_of(catalogue):
        assert genuine(page.questions) >= 0.4, page.id


def test_a_page_stays_balanced_whatever_editors_add(catalogue: Catalogue) -> None:
    tactic = catalogue.tactics["gia-danh-dien-luc"]
    item = tactic.quiz.unsafe[0]
    many = [item.model_copy(update={"text": f"Câu số {number}."}) for number in range(60)]
    quiz = tactic.quiz.model_copy(update={"unsafe": many})
    changed = dataclasses.replace(catalogue, tactics={tactic.id: tactic.model_copy(update={"quiz": quiz})})
    for page in quiz_pages_of(changed):
        assert genuine(page.questions) >= 0.4, page.id


def test_questions_stand_alone(questions: list[Question]) -> None:
    """Nobody has to guess who speaks, and by which way."""
    for question in questions:
        assert not question.text.startswith("“"), question.id
        assert question.text.endswith((".", "!", "?", "”")), question.id


def test_a_question_stands_where_it_happens(catalogue: Catalogue) -> None:
    home = {question.id: page.id for page in quiz_pages_of(catalogue) for question in page.questions}
    tactic = "chiem-tai-khoan-mang-xa-hoi-vay-tien"
    assert catalogue.tactics[tactic].quiz.unsafe[0].text.startswith("Zalo của cậu em")
    assert home[f"{tactic}/unsafe-1"] == "zalo"
    for page in quiz_pages_of(catalogue):
        for question in page.questions:
            assert question.tactic
            assert set(page.group.channels) & set(question.tactic.channels), (page.id, question.id)


# --- what criminals say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "says",
    [
        "Anh chuyển vào tài khoản này giúp em.",
        "Mời quý khách bấm phím 1 để gặp cán bộ Cục Viễn thông.",
        "Em mua nhiều thế này mà chị còn bắt đợi tiền về thì em đi chỗ khác.",
        "Cô ơi, chụp giúp bọn cháu một tấm ảnh với!",
        "Lên xe ngay kẻo trễ.",
    ],
)
def test_what_could_be_harmless_is_no_question(says: str) -> None:
    assert signs(ScriptLine(says=says, lie="x")) < 2


@pytest.mark.parametrize(
    "says",
    [
        "Bác đọc mã vừa gửi về máy, tôi hoàn tiền liền.",
        "Chuyển tiền ngay, báo công an là mất con.",
        "Bấm đường dẫn này, nhập mật khẩu là hủy được.",
    ],
)
def test_who_asks_and_presses_tells_himself(says: str) -> None:
    assert signs(ScriptLine(says=says, lie="x")) >= 2


def test_traders_may_ask_for_money_and_press(catalogue: Catalogue) -> None:
    """A hotel that says "còn hai suất, chị cọc tối nay" may be a real one."""
    line = ScriptLine(says="Phòng còn hai suất, chị đóng tiền cọc ngay nhé.", lie="x")
    assert signs(line) >= 2
    tour = catalogue.tactics["tour-du-lich-gia-re"].model_copy(update={"script": [line]})
    assert telling_line(tour) is None
    assert telling_line(tour.model_copy(update={"category": "gia-danh-co-quan"})) is line


# --- order ---------------------------------------------------------------------------------------------------------


def test_the_order_is_the_same_every_time(catalogue: Catalogue) -> None:
    """Whatever the order in which records are read."""
    ids = list(catalogue.tactics)
    random.Random(1).shuffle(ids)
    again = dataclasses.replace(catalogue, tactics={key: catalogue.tactics[key] for key in ids})
    for page, other in zip(quiz_pages_of(catalogue), quiz_pages_of(again), strict=True):
        assert [question.id for question in page.questions] == [question.id for question in other.questions]


def test_the_place_tells_nothing_of_the_answer(catalogue: Catalogue) -> None:
    """No page alternates; the same place has both answers on different pages; the first is not always a lie."""
    pages = [[question.unsafe for question in page.questions] for page in quiz_pages_of(catalogue)]
    for answers in pages:
        changes = sum(a != b for a, b in itertools.pairwise(answers))
        assert 0.2 < changes / (len(answers) - 1) < 0.8
    for place in range(10):
        assert len({answers[place] for answers in pages}) == 2, place


def test_rounds_are_short(catalogue: Catalogue) -> None:
    for page in quiz_pages_of(catalogue):
        assert [question for part in page.rounds for question in part] == list(page.questions)
        assert all(5 <= len(part) <= 12 for part in page.rounds), page.id


# --- pages ---------------------------------------------------------------------------------------------------------


def test_pages_link_to_warnings_and_print_answers_last(catalogue: Catalogue, built_site: Path) -> None:
    for page in quiz_pages_of(catalogue):
        html = (built_site / f"trac-nghiem/{page.id}/index.html").read_text("utf-8")
        asked, _, answers = html.partition('<h2 id="dap-an">')
        texts = unescape(re.sub(r"<[^>]+>", "", answers))
        for question in page.questions:
            assert question.tactic
            assert question.text in unescape(asked)
            assert f'href="../../canh-bao/{question.tactic.id}/"' in asked
            assert question.reason in texts


def test_without_scripts_answers_unfold(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(serve_folder(built_site))
        page.locator("article").get_by_role("link", name=re.compile("rắc nghiệm|Thử")).first.click()
        page.get_by_role("link", name="Gặp mặt, tại quầy").click()
        assert page.locator(".cb-quiz button:visible").count() == 0
        first = page.locator(".cb-quiz li").first
        assert not first.locator("details p").is_visible()
        first.locator("summary").click()
        assert first.get_by_role("link", name="Xem cảnh báo").is_visible()


def test_by_keyboard_with_score(catalogue: Catalogue, browser: Any, built_site: Path, serve_folder: Serve) -> None:
    (quiz,) = (page for page in quiz_pages_of(catalogue) if PAGE.endswith(f"/{page.id}/"))
    with watched_page(browser, size=PHONE) as page:
        page.goto(serve_folder(built_site) + PAGE)
        items = page.locator(".cb-quiz").first.locator("li")
        score = page.locator(".cb-quiz + p").first
        right = 0
        for number, question in enumerate(quiz.rounds[0][:4]):
            item = items.nth(number)
            presses = number % 2 == 0  # "Nguy hiểm" and "Ổn" in turn
            item.get_by_role("button", name="Nguy hiểm" if presses else "Ổn").focus()
            page.keyboard.press("Enter")
            right += presses == question.unsafe
            assert score.inner_text().endswith(f"Đúng {right} trong {number + 1} câu đã trả lời.")
            verdict = item.locator("details strong").inner_text()
            assert verdict.startswith("Đúng rồi." if presses == question.unsafe else "Chưa đúng.")
            assert verdict.endswith("Nguy hiểm." if question.unsafe else "Ổn.")
            assert question.reason in item.inner_text()
            page.keyboard.press("Enter")  # answered once: a second press counts nothing
            assert score.inner_text().endswith(f"trong {number + 1} câu đã trả lời.")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") in ("button", "summary")
        assert page.evaluate("[localStorage.length, Object.keys(sessionStorage), document.cookie]") in (
            [0, [], ""],
            [0, ["cb-news"], ""],  # that the news were asked for
        )


def test_on_paper_there_are_boxes_and_answers(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=DESKTOP) as page:
        page.goto(serve_folder(built_site) + PAGE)
        assert not page.locator("#dap-an").is_visible()
        page.emulate_media(media="print")
        assert page.locator("#dap-an").is_visible()
        assert page.locator(".cb-quiz details:visible, .cb-quiz button:visible").count() == 0
        box = page.locator(".cb-quiz p").first.evaluate("p => getComputedStyle(p, '::after').content")
        assert "Ổn" in box
        last_question = page.locator(".cb-quiz").last.bounding_box()
        answers = page.locator("#dap-an").bounding_box()
        assert answers["y"] > last_question["y"] + last_question["height"]


def test_targets_fit_a_finger(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=(320, 568)) as page:
        page.goto(serve_folder(built_site) + PAGE)
        heights = page.locator(".cb-quiz button, .cb-quiz summary").evaluate_all(
            "parts => parts.map(part => part.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44


def test_the_script_is_small_and_old_phones_read_it() -> None:
    source = (ROOT / "overrides/assets/quiz.js").read_text("utf-8")
    assert len(source.encode()) < 2_500
    assert not re.search(r"\?\.|\?\?|\.replaceAll|\.at\(|#\w+\s*=|localStorage|sessionStorage|fetch\(", source)
