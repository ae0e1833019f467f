"""Editorial rules against harm: words that blame, numbers and addresses that nobody vouches for. All are errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awareness.findings import Finding
from awareness.house import ADDRESS, SHORT_NUMBER, House, digits, host_of
from awareness.prose import Manuscript, Voice

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
_CALL: Final = re.compile(r"\b(?:gọi|bấm|tổng đài|hotline|đường dây nóng|nhắn(?: tin)? (?:tới|đến|cho|vào))(?: số)? $")
_PREFIXES: Final = frozenset({"1800", "1900"})
"""What numbers of companies begin with: "đừng gọi số 1900 lạ" names nobody's number."""


def private_numbers(manuscript: Manuscript, house: House) -> Iterator[Finding]:
    """Numbers of telephones, accounts and papers: only those of contact records, which have a source and a day."""
    for line in manuscript.lines:
        if not SHORT_NUMBER.search(line.text):
            continue
        for found in _LONG_NUMBER.finditer(line.text):
            if digits(found[0]) not in house.numbers and not _HARMLESS_NUMBER.fullmatch(found[0]):
                what = f"Dãy số “{found[0]}” giống số điện thoại, tài khoản hoặc giấy tờ"
                fix = "Bỏ số ấy, viết “số lạ”; số cần gọi thì lập bản ghi trong warnings/contacts/"
                yield Finding(manuscript.key, line.location, what, fix)
        for found in SHORT_NUMBER.finditer(line.text):
            number = digits(found[0])
            is_known = number in house.numbers or number in _PREFIXES or not 3 <= len(number) < 7
            is_known |= line.voice is Voice.SOURCE  # what an article says is not what the site tells people to call
            if not is_known and _CALL.search(line.text[: found.start()].lower()):
                what = f"Số “{found[0]}” không có trong warnings/contacts/"
                fix = "Lập bản ghi cho số ấy, có nguồn và ngày kiểm, hoặc bỏ số"
                yield Finding(manuscript.key, line.location, what, fix)


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
        for found in ADDRESS.finditer(line.text):
            host = host_of(found[0])
            if host not in house.hosts and not _FILE_NAME.search(found[0]) and not _LEADS_NOWHERE.search(host):
                what = f"Địa chỉ “{found[0]}” bấm hoặc gõ theo được, mà không phải của kênh hay nguồn nào"
                fix = f"Viết “{host.replace('.', '[.]')}”; trang thật thì lập bản ghi trong warnings/contacts/"
                yield Finding(manuscript.key, line.location, what, fix)
