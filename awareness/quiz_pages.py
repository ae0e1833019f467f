"""Renderers of the quiz: a page for each group of channels, and the list of them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.page import PageWriter
from awareness.quiz import Question, quiz_pages_of
from awareness.sharing import page_message

TITLE: Final = "Trắc nghiệm: ổn hay nguy hiểm?"
DESCRIPTION: Final = (
    "Lời nói, tin nhắn, việc làm thật và giả: thử xem mình nhận ra không, trả lời xong biết ngay vì sao."
)
LIST: Final = {"title": "Trắc nghiệm", "url": "trac-nghiem/"}
SEARCHED: Final = (
    "Thử xem mình có bị lừa không",
    "Câu đố nhận biết lừa đảo",
    "Bài trắc nghiệm phòng chống lừa đảo",
    "Tự kiểm tra kiến thức về lừa đảo",
    "Câu hỏi thi tìm hiểu an ninh trật tự",
    "Trò chơi đoán tin thật tin giả cho lớp, cho xóm",
)
"""What people type who look for the quiz. Who is in need looks for a warning."""


def quiz_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/trac-nghiem/index.md``: which pages there are; ``docs/trac-nghiem/<group>.md``: the questions in the front
    matter, the answers in the text, for paper."""
    writer = PageWriter(catalogue)
    pages = quiz_pages_of(catalogue)
    message = page_message(catalogue, TITLE, DESCRIPTION, LIST["url"])
    yield writer.page(
        "trac-nghiem/index.md", "quiz-list", writer.meta(TITLE, DESCRIPTION, message=message), pages=pages
    )
    for page in pages:
        title = f"Ổn hay nguy hiểm? {page.group.label}"
        address = f"trac-nghiem/{page.id}/"
        description = f"{len(page.questions)} câu thật và giả, chia từng lượt ngắn; trả lời xong biết ngay vì sao."
        starts = [sum(map(len, page.rounds[:turn])) + 1 for turn in range(len(page.rounds))]
        rounds = list(zip(starts, page.rounds, strict=True))
        meta = writer.meta(
            title,
            description,
            above=[LIST],
            template="quiz.html",
            message=page_message(catalogue, title, description, address),
            quiz={f"luot-{turn}": asked(questions, start) for turn, (start, questions) in enumerate(rounds, 1)},
        )
        others = [other for other in pages if other.id != page.id]
        yield writer.page(f"trac-nghiem/{page.id}.md", "quiz", meta, page=page, rounds=rounds, others=others)


def asked(questions: Iterable[Question], start: int = 1) -> list[dict[str, Any]]:
    """What ``overrides/partials/quiz.html`` shows of some questions, numbered from ``start``.

    url: of the warning, relative to the site; None where there is none.
    """
    return [
        {
            "number": number,
            "text": question.text,
            "unsafe": question.unsafe,
            "reason": question.reason,
            "url": f"canh-bao/{question.tactic.id}/" if question.tactic else None,
        }
        for number, question in enumerate(questions, start)
    ]
