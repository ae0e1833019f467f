"""Questions for practice, from the records: what is said or done, is it dangerous or all right, and why.

Every question belongs to one tactic and stands on one page. Nothing here is drawn by lot: the same records give the
same questions in the same order.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from awareness.catalogue import Catalogue
from awareness.records import Quiz, ScriptLine, Tactic
from awareness.single_files import QuizGroup

MOST_UNSAFE: Final = 0.6
"""Of all questions: who only meets lies learns to distrust everybody, the bank and the police too."""
QUESTIONS_IN_A_ROUND: Final = 10
"""A round is done standing in a queue."""


class Question(NamedTuple):
    """One question.

    id: ``<tactic>/unsafe-2``, ``<tactic>/safe-1``, ``<tactic>/says-4``: where in the record it stands.
    text: stands alone; a bare quotation has been given who says it, and how.
    unsafe: the answer. reason: why. tactic: the warning behind it, None for a question that a kit brings itself.
    """

    id: str
    text: str
    unsafe: bool
    reason: str
    tactic: Tactic | None


class QuizPage(NamedTuple):
    """The questions of some neighbouring channels: id of the group, the group, questions in the order of the page."""

    id: str
    group: QuizGroup
    questions: Sequence[Question]

    @property
    def rounds(self) -> list[Sequence[Question]]:
        """The questions in rounds of nearly the same length."""
        number = max(1, round(len(self.questions) / QUESTIONS_IN_A_ROUND))
        ends = [len(self.questions) * turn // number for turn in range(number + 1)]
        return [self.questions[start:end] for start, end in itertools.pairwise(ends)]


def quiz_pages_of(catalogue: Catalogue) -> list[QuizPage]:
    """Every page with its questions; groups that no current tactic comes through are left out."""
    unsafe: dict[str, list[Question]] = {group: [] for group in catalogue.vocabulary.quiz_groups}
    safe: dict[str, list[Question]] = {group: [] for group in unsafe}
    said: dict[str, list[Question]] = {group: [] for group in unsafe}
    for tactic in catalogue.current_tactics:
        for group, question in _placed(catalogue, tactic):
            kind = said if "/says-" in question.id else unsafe if question.unsafe else safe
            kind[group].append(question)
    return [
        QuizPage(group_id, group, _balanced(safe[group_id], unsafe[group_id], said[group_id]))
        for group_id, group in catalogue.vocabulary.quiz_groups.items()
        if safe[group_id]
    ]


def own_questions(quiz: Quiz | None, name: str) -> list[Question]:
    """Questions that a kit brings itself; name: id of the kit."""
    kinds = (("unsafe", quiz.unsafe), ("safe", quiz.safe)) if quiz else ()
    return [
        Question(f"{name}/{kind}-{number}", item.text, kind == "unsafe", item.reason, None)
        for kind, items in kinds
        for number, item in enumerate(items, 1)
    ]


def mixed(questions: Iterable[Question], where: str = "") -> list[Question]:
    """In an order that tells nothing of the answers, and in which a new question moves no other.

    where: gives each place an order of its own.
    """
    return sorted(questions, key=lambda question: hashlib.sha256(f"{where}{question.id}".encode()).digest())


def self_test(
    name: str, own: Sequence[Question], questions: Iterable[Question], tactics: Sequence[Tactic], number: int
) -> list[Question]:
    """A short test: ``own`` first, then from each of ``tactics`` in turn, half of them safe, ``number`` at most.

    name: id of the kit. questions: those of all pages; what criminals say is left to the pages.
    """
    chosen = list(own[:number])
    waiting = {tactic.id: {True: list[Question](), False: list[Question]()} for tactic in tactics}
    for question in questions:
        if question.tactic and question.tactic.id in waiting and "/says-" not in question.id:
            waiting[question.tactic.id][question.unsafe].append(question)
    while len(chosen) < number:
        found = len(chosen)
        for tactic in tactics:
            wanted = sum(question.unsafe for question in chosen) * 2 < len(chosen) + 1
            if len(chosen) < number and waiting[tactic.id][wanted]:
                chosen.append(waiting[tactic.id][wanted].pop(0))
        if len(chosen) == found:
            break
    return mixed(chosen, name)


# --- where a question stands -----------------------------------------------------------------------------------


def _placed(catalogue: Catalogue, tactic: Tactic) -> Iterator[tuple[str, Question]]:
    """The questions of a tactic, each with the group on whose page it stands.

    A question that names a way by which trouble comes ("Zalo của cậu em nhắn …") stands there, if the tactic comes that
    way; the others are dealt out, dangerous ones and safe ones each in turn, so that every page gets of both.
    """
    groups = {
        group_id: group
        for channel in tactic.channels  # the main one comes first
        for group_id, group in catalogue.vocabulary.quiz_groups.items()
        if channel in group.channels
    }
    if not groups:
        return
    for kind, items in (("unsafe", tactic.quiz.unsafe), ("safe", tactic.quiz.safe)):
        homes = [_named(groups, item.text) for item in items]
        dealt = {group: homes.count(group) for group in groups}
        for number, (item, home) in enumerate(zip(items, homes, strict=True), 1):
            group = home or min(groups, key=lambda name: dealt[name])
            if not home:
                dealt[group] += 1
            text = _standing_alone(item.text, groups[group])
            yield group, Question(f"{tactic.id}/{kind}-{number}", text, kind == "unsafe", item.reason, tactic)
    telling = telling_line(tactic)
    for number, line in enumerate(tactic.script, 1):
        if line is telling:
            group = next(iter(groups))
            text = _standing_alone(f"“{line.says}”", groups[group])
            yield group, Question(f"{tactic.id}/says-{number}", text, True, line.lie, tactic)


def _named(groups: dict[str, QuizGroup], text: str) -> str | None:
    """The group whose word stands first in ``text``; what people say in it does not count."""
    told = re.sub(r"“[^”]*”", "", text).casefold()
    places = [
        (told.find(word.casefold()), group_id)
        for group_id, group in groups.items()
        for word in group.words
        if word.casefold() in told
    ]
    return min(places)[1] if places else None


def _standing_alone(text: str, group: QuizGroup) -> str:
    return f"{group.opening}: {text}" if text.startswith("“") else text


# --- what criminals say ----------------------------------------------------------------------------------------

_MONEY: Final = re.compile(
    r"\b(?:chuyển|nộp|đóng|gửi|nạp|ứng)\b[^.!?,]*?(?:\btiền\b(?! về)|phí\b|khoản\b|\bcọc\b|\d ?(?:nghìn|triệu|%))"
)
_SECRET: Final = re.compile(
    r"\b(?:đọc|gửi|nhập|điền|đưa|chụp|cho)\b[^.!?]*?(?:\bmã\b|mật khẩu|số thẻ|căn cước|khuôn mặt)"
)
_INSTALL: Final = re.compile(
    r"\b(?:bấm|cài|tải|quét|kết bạn)\b[^.!?]*?(?:đường dẫn|link|ứng dụng|\bapp\b|tệp|\bmã\b|zalo)"
)
_SILENCE: Final = re.compile(
    r"(?:đừng|cấm|không được) (?:nói|kể|báo|cho ai|cúp|gọi lại)|báo công an là|giữ máy|giữ bí mật"
)
_HURRY: Final = re.compile(
    r"\bngay\b|\bliền\b|\bgấp\b|\bkẻo\b|không thì|\d+ phút|(?:hôm|sáng|trưa|chiều|tối|đêm) nay|lệnh bắt|ra tòa"
    r"|(?:bị|sẽ|khỏi) (?:khóa|cắt|bắt)"
)
_ASKS: Final = (_MONEY, _SECRET, _INSTALL, _SILENCE)


def signs(line: ScriptLine) -> int:
    """How many different kinds of asking and pressing a line holds; 0 when it asks for nothing."""
    return _signs(line.says)


@functools.lru_cache(maxsize=65_536)  # quiz, kits and prints all ask about every line
def _signs(says: str) -> int:
    said = says.casefold()
    asks = sum(bool(ask.search(said)) for ask in _ASKS)
    return asks + bool(_HURRY.search(said)) if asks else 0


def telling_line(tactic: Tactic) -> ScriptLine | None:
    """The one line of a tactic that is a question by itself, or None.

    "Anh chuyển vào tài khoản này giúp em" is harmless or a lie, depending on who says it. A line that asks for
    something and presses, or asks for two things, is neither of bank nor police nor family. Honest traders ask for
    money and press as well: among them only what asks for a code, an app or silence tells.
    """

    def telling(line: ScriptLine) -> bool:
        honest = tactic.category == _TRADE and not any(ask.search(line.says.casefold()) for ask in _ASKS[1:])
        return signs(line) >= 2 and not honest

    return max(filter(telling, tactic.script), key=signs, default=None)


_TRADE: Final = "mua-ban-dich-vu"


def _balanced(safe: Sequence[Question], unsafe: Sequence[Question], said: Sequence[Question]) -> list[Question]:
    """As many dangerous questions as the safe ones allow; what criminals say comes last."""
    room = int(len(safe) * MOST_UNSAFE / (1 - MOST_UNSAFE) + 1e-9)
    return mixed([*safe, *[*mixed(unsafe), *mixed(said)][:room]])
