"""Editorial rules of style: what is easy to read and to hear, and says when and whence. All of them are reminders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from awareness.findings import Finding
from awareness.house import House, digits
from awareness.prose import Line, Manuscript, Voice
from awareness.records import Tactic
from awareness.sentences import said
from awareness.spoken import read_aloud, syllable_count

SENTENCE: Final = 20
"""Syllables; more than that has to be read twice, or is lost when it is heard."""
SENTENCE_OVER_LOUDSPEAKERS: Final = 25
"""Formulas of address ("Kính thưa bà con cô bác") take some."""
SENTENCE_READ_OUT: Final = 35
"""Who reads out a sentence has it in front of them, with gaps to fill in."""

SENTENCE_LIMITS: Final[Mapping[Voice, int]] = {
    Voice.OURS: SENTENCE,
    Voice.NAME: SENTENCE,
    Voice.STORY: SENTENCE,
    Voice.EXAMPLE: SENTENCE,
    Voice.LOUDSPEAKER: SENTENCE_OVER_LOUDSPEAKERS,
    Voice.ALOUD: SENTENCE_READ_OUT,
}
SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[”’\")]*\s+")


def long_sentences(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Sentences that are too long to be read by somebody who is afraid."""
    for line in manuscript.lines:
        limit = SENTENCE_LIMITS.get(line.voice)
        if limit is None or line.text.count(" ") < limit:
            continue
        for sentence in SENTENCE_END.split(line.text):
            excess = _syllables(sentence) - limit
            if excess > 0:
                lengths = {"length": limit + excess, "limit": limit, "excess": excess}
                what, fix = said("long_sentence", beginning=_beginning(sentence), **lengths)
                yield Finding(manuscript.key, line.location, what, fix, "warning")


_ACTIONS: Final = ("do", "steps.do", "if_happened.steps")
_STEPS_FOR_SOME: Final = "if_happened.steps"
_PROHIBITION: Final = re.compile(r"(?:đừng|không|chớ|cấm|tuyệt đối)\b")
_NO_ACT: Final = re.compile(
    r"(?:"
    # Whom it is said to, or about. The reader knows that; the act comes too late. "Con", "nhà" and "người" begin no
    # act in Vietnamese, while "bàn", "báo" and "tin" do.
    r"bà con|cô bác|bạn|mình|ai|anh|chị|em|con cháu|con|cháu|trẻ|cha mẹ|bố mẹ|ba má|ông bà|gia đình|nhà|người|"
    r"khách|chủ|nạn nhân|kẻ|chúng|họ|"
    # What softens an order. "Xin" is an act where it means to ask for something ("Xin ngân hàng khóa thẻ"); "chỉ", "tự"
    # and "cùng" say how, and the act follows at once.
    r"nên|cần|phải|hãy|cứ|vui lòng|có thể|tốt nhất|xin hãy|xin đừng|xin vui lòng|"
    # Words that only nouns follow.
    r"việc|sự|điều|cách|các|những|mỗi|mọi|một|hai|ba|"
    # When it is true, and what has happened. "Để", "nghe" and "nhớ" are acts here; "vừa … vừa" can be one.
    r"khi|lúc|nếu|trước khi|sau khi|trường hợp|có|bị|được|lỡ|đã|đang|thấy|mất"
    r")\b"
)
_CASE: Final = re.compile(r" thì |: ")


def verbs_first(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Steps say what to do, beginning with the act.

    What not to do stands in ``never``. In ``if_happened.steps`` a line may begin with its case ("Mất máy thì …",
    "Gia đình: …"): each of these steps is for some readers only, who must see first whether they are meant.
    """
    for line in manuscript.lines:
        if line.path not in _ACTIONS:
            continue
        opening = line.text.lower()
        if found := _PROHIBITION.match(opening):
            what = f"Việc cần làm mở đầu bằng điều cấm: “{line.text[: found.end()]}”"
            fix = "Viết việc phải làm (“Giữ…”, “Thôi…”), hoặc dời sang mục never"
            yield Finding(manuscript.key, line.location, what, fix, "warning")
        elif found := _NO_ACT.match(opening):
            is_case = line.path == _STEPS_FOR_SOME and _CASE.search(SENTENCE_END.split(line.text)[0])
            if not is_case:
                what = f"“{line.text[: found.end()]}” ở đầu câu chưa phải là việc cần làm"
                fix = "Mở đầu bằng việc phải làm: “Gọi…”, “Hỏi…”, “Mang…”"
                yield Finding(manuscript.key, line.location, what, fix, "warning")


ABBREVIATIONS: Final[Mapping[str, str]] = {
    "ANTT": "an ninh trật tự",
    "APK": "tệp cài ứng dụng",
    "BĐS": "nhà đất",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "BTS": "trạm phát sóng",
    "CCCD": "căn cước",
    "CIC": "Trung tâm Thông tin tín dụng",
    "CMND": "chứng minh nhân dân",
    "CNCH": "cứu nạn, cứu hộ",
    "COD": "nhận hàng rồi trả tiền",
    "CQĐT": "cơ quan điều tra",
    "CSGT": "cảnh sát giao thông",
    "CSKV": "cảnh sát khu vực",
    "CTV": "cộng tác viên",
    "CVV": "số bí mật sau thẻ",
    "GPLX": "giấy phép lái xe",
    "IMEI": "dãy số riêng của máy",
    "KYC": "xác minh danh tính",
    "MTTQ": "Mặt trận Tổ quốc",
    "MXH": "mạng xã hội",
    "NFC": "chạm thẻ vào máy",
    "NHNN": "Ngân hàng Nhà nước",
    "OTP": "mã xác thực",
    "PCCC": "phòng cháy, chữa cháy",
    "QR": "ô vuông để quét",
    "SĐT": "số điện thoại",
    "STK": "số tài khoản",
    "TAND": "tòa án",
    "TMĐT": "mua bán trên mạng",
    "UBND": "ủy ban nhân dân",
    "URL": "địa chỉ trang",
    "VKS": "viện kiểm sát",
    "VPN": "mạng riêng ảo",
}
"""Abbreviations that a neighbour of seventy may not know, and words for them. SIM, USB and names of apps are names."""
_CAPITALS: Final = re.compile("[A-ZĐ]{2,}")
_EXPLAINED_AFTER: Final = re.compile(r"[”\"]?(?: \(| là\b|, tức\b| tức\b)")
_PAGE: Final = frozenset({Voice.OURS, Voice.STORY, Voice.ALOUD})
_ALONE: Final = frozenset({"quiz.unsafe.reason", "quiz.safe.reason", "changes.what", "loudspeaker"})
"""Shown or heard away from the page, so that nothing is explained before."""
_ORDER_ON_PAGE: Final = {
    path: place
    for place, path in enumerate(
        ("summary", "red_flags", "do", "never", "if_happened.steps", "how_it_works", "script.lie", "coaching.answer")
    )
}


def unexplained_abbreviations(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Abbreviations that are not explained where a page uses them for the first time.

    Titles, what criminals say, examples and what residents type are free.
    """
    if ABBREVIATIONS.keys().isdisjoint(_CAPITALS.findall(manuscript.whole)):
        return
    known: set[str] = set()
    lines = (line for line in manuscript.lines if line.voice in _PAGE or line.path in _ALONE)
    for line in sorted(lines, key=_place_on_page):
        known_here: set[str] = set() if line.path in _ALONE else known
        for found in _CAPITALS.finditer(line.text):
            if (short := found[0]) not in ABBREVIATIONS:
                continue
            if short not in known_here and not _is_explained(line.text, found):
                what = f"Chữ tắt “{short}” chưa giải thích ở chỗ gặp đầu tiên"
                words = ABBREVIATIONS[short]
                fix = f"Viết “{words} ({short})”; hoặc viết “{words}”, ở đây và ở những chỗ sau"
                yield Finding(manuscript.key, line.location, what, fix, "warning")
            known_here.add(short)


def _place_on_page(line: Line) -> int:
    """Tactic pages begin with the first sentence of ``how_it_works`` and come back to the others later."""
    return -1 if line.location == ("how_it_works", 0) else _ORDER_ON_PAGE.get(line.path, len(_ORDER_ON_PAGE))


def _is_explained(text: str, found: re.Match[str]) -> bool:
    """``mã xác thực (OTP)``, ``OTP (mã xác thực)`` or ``Mã QR là …``."""
    before = text[: found.start()]
    return before.rfind("(") > before.rfind(")") or _EXPLAINED_AFTER.match(text, found.end()) is not None


_COUNTED: Final = (
    r"(?:vụ|nạn nhân|bị hại|đám cháy|người|trẻ em|tài khoản|thuê bao|số điện thoại|trường hợp|phản ánh|tin báo|"
    r"cuộc gọi|lượt|đối tượng|bị can|trang|website|hộ)\b"
)
_EVENTS: Final = frozenset({"vụ", "nạn nhân", "bị hại", "đám cháy"})
_SCALE: Final = r"(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
# The digit comes first, and only once: that is what makes it quick.
_FIGURE: Final = re.compile(
    rf"(?P<number>\d(?:[\d.,]*\d)?)(?: ?(?P<share>%|phần trăm) (?:trong |tổng |số |các )*{_COUNTED}|"
    rf" (?P<scale>{_SCALE} )?(?P<counted>{_COUNTED})| (?P<money>triệu|tỷ|tỉ)\b)"
)
_LOST: Final = re.compile(r"\b(?:mất|thiệt hại|chiếm đoạt|lừa)(?: \w+){0,3} $")
_MANY: Final = re.compile(rf"[Hh]àng (?:chục|trăm|nghìn|ngàn|vạn|triệu) (?:{_SCALE} )?{_COUNTED}")
_MONTH_OR_YEAR: Final = re.compile(r"\b(?:[Nn]ăm|[Tt]háng) \d|/(?:19|20)\d\d\b")


def undated_numbers(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Numbers that somebody counted say when, and rest on a source."""
    if not _statistic(manuscript.whole, house):
        return
    supported = {name for source in manuscript.record.sources for name in source.supports or ()}
    for line in manuscript.lines:
        if line.voice not in (Voice.OURS, Voice.ALOUD, Voice.LOUDSPEAKER):
            continue
        for sentence in SENTENCE_END.split(line.text):
            if not (number := _statistic(sentence, house)):
                continue
            if not _MONTH_OR_YEAR.search(sentence):
                what = f"Số liệu “{number}” chưa ghi của tháng, năm nào"
                yield Finding(manuscript.key, line.location, what, "Ghi tháng hoặc năm ngay trong câu ấy", "warning")
            if (field := line.path.partition(".")[0]) not in supported:
                what = f"Số liệu “{number}” chưa có nguồn"
                fix = f"Ghi {field} vào mục supports của nguồn có số ấy, hoặc bỏ số"
                yield Finding(manuscript.key, line.location, what, fix, "warning")


def _statistic(text: str, house: House) -> str | None:
    """The first number in a text that somebody counted."""
    for found in _FIGURE.finditer(text):
        if found["money"] == "triệu":  # a sum that was lost, not one that a criminal names
            is_statistic = _LOST.search(text[max(0, found.start() - 40) : found.start()]) is not None
        elif found["counted"] and not found["scale"]:
            # Three to five thieves are no statistics; "báo 156 phản ánh" has a number to call.
            number = digits(found["number"])
            is_statistic = number not in house.numbers and (found["counted"] in _EVENTS or len(number) >= 3)
        else:  # "70% số vụ", "590 nghìn tài khoản", "3 tỷ"; nobody counted a rate of interest or a promise of "100%"
            is_statistic = True
        if is_statistic:
            return found[0]
    many = _MANY.search(text) if "àng " in text else None
    return many[0] if many else None


ANSWER_CARD: Final = 150
"""Syllables; read aloud in less than a minute, and fits one screen and a half of a small phone."""


def long_answer_card(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """The answer card (title, summary, three red flags, what to do, what not to do) is read in fear, or read out."""
    tactic = manuscript.record
    if not isinstance(tactic, Tactic):
        return
    card = [tactic.title, tactic.summary, *tactic.red_flags[:3], *tactic.do, *tactic.never]
    excess = sum(map(_syllables, card)) - ANSWER_CARD
    if excess > 0:
        what, fix = said("long_answer_card", length=ANSWER_CARD + excess, limit=ANSWER_CARD, excess=excess)
        yield Finding(manuscript.key, ("do",), what, fix, "warning", of_key=True)


LOUDSPEAKER: Final = (150, 200)
"""Syllables, numbers in words: read in 60 to 90 seconds. What is longer is not heard out, what is shorter passes by."""


def loudspeaker_length(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """A text for the loudspeaker lasts about as long as people stand still to listen."""
    tactic = manuscript.record
    if not isinstance(tactic, Tactic):
        return
    length = syllable_count(read_aloud(tactic.loudspeaker))
    least, most = LOUDSPEAKER
    if least <= length <= most:
        return
    sentence = "long_loudspeaker" if length > most else "short_loudspeaker"
    what, fix = said(sentence, length=length, least=least, most=most, excess=length - most, lack=least - length)
    yield Finding(manuscript.key, ("loudspeaker",), what, fix, "warning", of_key=True)


def _syllables(text: str) -> int:
    return len(text.split())


def _beginning(sentence: str) -> str:
    return " ".join(sentence.split()[:5])
