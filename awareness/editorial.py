"""Editorial rules: how records speak. Style is a reminder; what can harm somebody is an error.

Each rule is a small generator: it receives a manuscript (one record as a reader has it) and what the house knows, and
yields findings. A rule looks at the whole text first, since hardly any record has something for it. Words and limits
were tried on the real records before they were fixed; `EXAMPLES` shows each rule a sentence that fails and one that
passes, for the tests and for ``CONTRIBUTING.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from awareness.findings import Finding
from awareness.prose import Line, Manuscript, Voice
from awareness.reading import Library
from awareness.records import Tactic
from awareness.slices import Slice, available_processors, crew


@dataclass(frozen=True, slots=True)
class House:
    """What the records together vouch for.

    numbers: of contacts, digits only; hosts: of contacts, of sources and of the site itself. Contact records vouch for
    the numbers and addresses in their own words too: they are about real bodies, and carry a source and a day.
    """

    numbers: frozenset[str]
    hosts: frozenset[str]

    @classmethod
    def of(cls, library: Library) -> House:
        numbers: list[str] = []
        addresses = [source.url for _, record in library.records() for source in record.sources]
        addresses += [library.site.base_url] if library.site else []
        for key, contact in library.contacts.items():
            words = "\n".join(line.text for line in Manuscript.of(key, contact).lines if line.voice is not Voice.SOURCE)
            numbers += [contact.number or "", *(contact.sms.to if contact.sms else ()), *_SHORT_NUMBER.findall(words)]
            addresses += [contact.url, *_ADDRESS.findall(words)]
        return cls(frozenset(map(_digits, numbers)), frozenset(_host(address) for address in addresses if address))


EditorialRule = Callable[[Manuscript, House], Iterable[Finding]]


RECORDS_WORTH_A_PROCESS: Final = 300


def editorial_findings(library: Library, only: Collection[str] | None = None) -> list[Finding]:
    """Findings of all editorial rules, record by record.

    only: keys of the records to judge; None judges all. Records that look alike are found among all of them anyway.
    """
    house = House.of(library)
    # While a record cannot be read, nobody knows which numbers and sites the house has: one slip, one message.
    rules = [rule for rule in RULES if not (library.broken and rule in (private_numbers, live_links))]
    judged = [(key, record) for key, record in library.records() if only is None or key in only]
    processes = available_processors() if len(judged) >= RECORDS_WORTH_A_PROCESS else 1
    size = max(1, -(-len(judged) // processes))

    def share(start: int) -> Slice:
        manuscripts = (Manuscript.of(key, record) for key, record in judged[start : start + size])
        yield [finding for manuscript in manuscripts for rule in rules for finding in rule(manuscript, house)]

    with crew([share(start) for start in range(0, len(judged), size)]) as workers:
        alike = list(near_duplicates(library))
        return [*(finding for answer in workers.gather() for finding in answer), *alike]


# --- style -----------------------------------------------------------------------------------------------------

SENTENCE: Final = 20
"""Syllables; more than that has to be read twice, or is lost when it is heard."""
SENTENCE_OVER_LOUDSPEAKERS: Final = 25
"""Formulas of address ("Kính thưa bà con cô bác") take some."""
SENTENCE_READ_OUT: Final = 35
"""Who reads out a sentence has it in front of them, with gaps to fill in."""

_LIMITS: Final[Mapping[Voice, int]] = {
    Voice.OURS: SENTENCE,
    Voice.NAME: SENTENCE,
    Voice.STORY: SENTENCE,
    Voice.EXAMPLE: SENTENCE,
    Voice.LOUDSPEAKER: SENTENCE_OVER_LOUDSPEAKERS,
    Voice.ALOUD: SENTENCE_READ_OUT,
}
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[”’\")]*\s+")


def long_sentences(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Sentences that are too long to be read by somebody who is afraid."""
    for line in manuscript.lines:
        limit = _LIMITS.get(line.voice)
        if limit is None or line.text.count(" ") < limit:
            continue
        for sentence in _SENTENCE_END.split(line.text):
            excess = _syllables(sentence) - limit
            if excess > 0:
                what = f"Câu “{_beginning(sentence)}…” dài {limit + excess} tiếng, nhiều nhất {limit}"
                fix = f"Tách làm hai câu, hoặc bỏ bớt {excess} tiếng"
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
            is_case = line.path == _STEPS_FOR_SOME and _CASE.search(_SENTENCE_END.split(line.text)[0])
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
                fix = f"Viết “{ABBREVIATIONS[short]} ({short})”, hoặc thay bằng mấy chữ ấy"
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
        for sentence in _SENTENCE_END.split(line.text):
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
            digits = _digits(found["number"])
            is_statistic = digits not in house.numbers and (found["counted"] in _EVENTS or len(digits) >= 3)
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
        what = f"Thẻ trả lời dài {ANSWER_CARD + excess} tiếng, nhiều nhất {ANSWER_CARD}"
        fix = f"Bỏ bớt {excess} tiếng trong title, summary, ba câu red_flags đầu, do, never"
        yield Finding(manuscript.key, ("do",), what, fix, "warning", of_key=True)


# --- harm ------------------------------------------------------------------------------------------------------

BLAME: Final = (
    *("nhẹ dạ", "cả tin", "dại dột", "dại khờ", "khờ dại", "khờ khạo", "trót dại", "quá dại", "ngây thơ", "mê muội"),
    *("hám lợi", "hám lời", "hám tiền", "hám của", "hám rẻ", "ham lợi", "ham lời", "ham tiền", "ham của", "ham rẻ"),
    *("tham lợi", "tham lời", "tham tiền", "tham của", "tham rẻ", "tham lam", "lòng tham", "máu tham", "vì tham"),
    *("mất cảnh giác", "thiếu cảnh giác", "lơ là cảnh giác", "thiếu hiểu biết", "kém hiểu biết", "dân trí thấp"),
    *("ngu ngốc", "ngu dại", "ngu muội", "ngu xuẩn", "đáng đời"),
)
"""Words for a fault of the person who was deceived. "Dại", "ngu" and "tham" alone stand in too many others."""
_BLAME: Final = re.compile(
    # "kể cả tin nhắn" is about messages
    "|".join(BLAME).replace("cả tin", "cả tin(?! (?:nhắn|đồn|giả|tức|rác|báo|lạ|ấy|này|đó|gửi|của|trong))")
)
_DENIAL: Final = re.compile(r"\b(?:không|chẳng|đâu|đừng)(?: \w+){0,3} $")
_NOT_OURS: Final = frozenset({Voice.CRIMINAL, Voice.EXAMPLE, Voice.SEARCH, Voice.LAW, Voice.SOURCE})


def blame(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Words that put the fault on the person who was deceived. Who is blamed hides it, and loses more.

    "Không ai dại dột" is comfort; what criminals, quiz items and residents say is theirs.
    """
    whole = manuscript.whole.lower()
    if not any(words in whole for words in BLAME):
        return
    for line in manuscript.lines:
        if line.voice not in _NOT_OURS:
            for found in _BLAME.finditer(text := line.text.lower()):
                if not _DENIAL.search(text[: found.start()]):
                    what = f"“{found[0]}” là lời trách người gặp nạn"
                    fix = "Nói kẻ gian đã làm gì, ví dụ: “chúng dàn dựng rất kỹ”"
                    yield Finding(manuscript.key, line.location, what, fix)


_LONG_NUMBER: Final = re.compile(r"\d(?:[ .\-–]?\d){6,}(?![\d/])")
_HARMLESS_NUMBER: Final = re.compile(
    r"\d{1,3}(?:\.\d{3})+|\d{1,2}[-.]\d{1,2}[-.]\d{4}|\d{4}-\d\d-\d\d|(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d"
)
"""Money with its points, days, "2022-2024"."""
_SHORT_NUMBER: Final = re.compile(r"\d[\d ]*\d\b(?! (?:người|lần|cuộc|phút|nghìn|ngàn|triệu|tỷ))")
_CALL: Final = re.compile(r"\b(?:gọi|bấm|tổng đài|hotline|đường dây nóng|nhắn(?: tin)? (?:tới|đến|cho|vào))(?: số)? $")
_PREFIXES: Final = frozenset({"1800", "1900"})
"""What numbers of companies begin with: "đừng gọi số 1900 lạ" names nobody's number."""


def private_numbers(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Numbers of telephones, accounts and papers: only those of contact records, which have a source and a day."""
    for line in manuscript.lines:
        if not _SHORT_NUMBER.search(line.text):
            continue
        for found in _LONG_NUMBER.finditer(line.text):
            if _digits(found[0]) not in house.numbers and not _HARMLESS_NUMBER.fullmatch(found[0]):
                what = f"Dãy số “{found[0]}” giống số điện thoại, tài khoản hoặc giấy tờ"
                fix = "Bỏ số ấy, viết “số lạ”; số cần gọi thì lập bản ghi trong warnings/contacts/"
                yield Finding(manuscript.key, line.location, what, fix)
        for found in _SHORT_NUMBER.finditer(line.text):
            number = _digits(found[0])
            is_known = number in house.numbers or number in _PREFIXES or not 3 <= len(number) < 7
            is_known |= line.voice is Voice.SOURCE  # what an article says is not what the site tells people to call
            if not is_known and _CALL.search(line.text[: found.start()].lower()):
                what = f"Số “{found[0]}” không có trong warnings/contacts/"
                fix = "Lập bản ghi cho số ấy, có nguồn và ngày kiểm, hoặc bỏ số"
                yield Finding(manuscript.key, line.location, what, fix)


_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>“”\"')\]]*[\w/]|(?<![\w.-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[a-z]{2,24}(?![\w(-])"
)
_DOT_INSIDE: Final = re.compile(r"[.:][a-z/]")
_FILE_NAME: Final = re.compile(r"\.(?:apk|zip|rar|exe|pdf|docx?|xlsx?|jpe?g|png|mp[34])$")
_LEADS_NOWHERE: Final = re.compile(r"(?:^|\.)example$|^(?:[a-z0-9.-]+\.)?gov\.vn$")
""".example is kept for examples (RFC 2606), and a release has none; only state bodies are given .gov.vn."""


def live_links(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Addresses that can be tapped or typed: only of contacts and sources. Bad ones are written with ``[.]``."""
    if not _DOT_INSIDE.search(manuscript.whole):
        return
    for line in manuscript.lines:
        if line.voice is Voice.SOURCE or not _DOT_INSIDE.search(line.text):
            continue
        for found in _ADDRESS.finditer(line.text):
            host = _host(found[0])
            if host not in house.hosts and not _FILE_NAME.search(found[0]) and not _LEADS_NOWHERE.search(host):
                what = f"Địa chỉ “{found[0]}” bấm hoặc gõ theo được, mà không phải của kênh hay nguồn nào"
                fix = f"Viết “{host.replace('.', '[.]')}”; trang thật thì lập bản ghi trong warnings/contacts/"
                yield Finding(manuscript.key, line.location, what, fix)


# --- across records --------------------------------------------------------------------------------------------

DUPLICATES_TOLD: Final = 20
"""Pairs; who copied more than that knows."""
_SAME: Final = 0.5
"""Share of sentences; real tactics share two or three at most, the short ones on what to do."""


def near_duplicates(library: Library) -> Iterator[Finding]:
    """Tactics that say the same as another: residents would not know which to read, and one of them grows old.

    An index of folded sentences to the first tactic that has it: the work grows with the sentences, not with the pairs.
    """
    first_with: dict[str, str] = {}
    pairs: list[tuple[Tactic, str, int, int]] = []
    for tactic in library.tactics.values():
        sentences = set(_substance(tactic))
        seen = Counter(first_with[sentence] for sentence in sentences if sentence in first_with)
        for other, shared in seen.most_common(1):
            if shared >= _SAME * len(sentences):
                pairs.append((tactic, other, shared, len(sentences)))
        for sentence in sentences:
            first_with.setdefault(sentence, tactic.id)
    for tactic, other, shared, number in pairs[:DUPLICATES_TOLD]:
        what = f"Gần trùng với '{other}': giống {shared} trong {number} câu"
        if len(pairs) > DUPLICATES_TOLD:
            what += f" ({len(pairs)} bản ghi như vậy, chỉ kể {DUPLICATES_TOLD})"
        fix = f"Gộp hai bản ghi, ghi mã bỏ đi vào aliases; hoặc viết điều riêng của '{tactic.id}'"
        yield Finding(f"tactics/{tactic.id}", ("how_it_works",), what, fix, "warning", of_key=True)


def _substance(tactic: Tactic) -> list[str]:
    """What a tactic is, folded; what to do is often the same, and rightly so."""
    sentences = [*tactic.how_it_works, *tactic.red_flags, *(line.says for line in tactic.script), *tactic.check]
    decomposed = unicodedata.normalize("NFKD", "\n".join(sentences).lower())
    # much faster than `vietnamese.fold`, which keeps what is no letter; here nobody reads it
    return decomposed.encode("ascii", "ignore").decode().split("\n")


# --- helpers ---------------------------------------------------------------------------------------------------


def _syllables(text: str) -> int:
    return len(text.split())


def _beginning(sentence: str) -> str:
    return " ".join(sentence.split()[:5])


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _host(address: str) -> str:
    host = urlsplit(address if "://" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")


RULES: Final[tuple[EditorialRule, ...]] = (
    long_sentences,
    verbs_first,
    blame,
    private_numbers,
    live_links,
    unexplained_abbreviations,
    undated_numbers,
    long_answer_card,
)


class Example(NamedTuple):
    """A sentence in a field that a rule finds fault with, and what an editor writes instead."""

    rule: EditorialRule
    about: str
    field: str
    fails: str
    passes: str


EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        long_sentences,
        "Câu nhiều nhất 20 tiếng",
        "red_flags",
        "Họ gọi đi gọi lại nhiều lần trong ngày, dọa nếu chiều nay chưa chuyển tiền thì sáng mai đến bắt.",
        "Họ gọi nhiều lần trong ngày. Họ dọa chiều nay chưa chuyển tiền thì mai đến bắt.",
    ),
    Example(verbs_first, "Việc làm mở đầu bằng động từ", "do", "Bà con nên gọi ngân hàng.", "Gọi ngân hàng."),
    Example(
        verbs_first,
        "Điều cấm nằm ở mục never",
        "if_happened.steps",
        "Đừng nộp thêm khoản nào.",
        "Thôi nộp thêm, dù họ nói gì.",
    ),
    Example(
        blame,
        "Không trách người gặp nạn",
        "how_it_works",
        "Nhiều người cả tin nên mất tiền.",
        "Chúng dàn dựng rất kỹ, ai cũng có thể mất tiền.",
    ),
    Example(
        private_numbers,
        "Không có số của ai",
        "script.says",
        "Chị chuyển vào số 0000 000 000 cho em.",
        "Chị chuyển vào số này cho em.",
    ),
    Example(
        private_numbers,
        "Số cần gọi có bản ghi riêng",
        "check",
        "Gọi 1000 để hỏi lại.",
        "Gọi 113 để hỏi lại.",
    ),
    Example(
        live_links,
        "Địa chỉ xấu viết với [.]",
        "red_flags",
        "Trang tên nhan-qua-tet.com.",
        "Trang tên nhan-qua-tet[.]com.",
    ),
    Example(
        unexplained_abbreviations,
        "Chữ tắt phải giải thích",
        "check",
        "Xem lại STK trước khi chuyển.",
        "Xem lại số tài khoản (STK) trước khi chuyển.",
    ),
    Example(
        undated_numbers,
        "Số liệu có tháng, năm và nguồn",
        "how_it_works",
        "Cả nước có 1.200 vụ như vậy.",
        "Năm 2025, cả nước có 1.200 vụ như vậy.",
    ),
)
