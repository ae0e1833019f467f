"""Editorial rules: how records speak. Style is a reminder; what can harm somebody is an error.

Each rule is a small generator: it receives a manuscript (one record as a reader has it) and what the house knows, and
yields findings. A rule looks at the whole text first, since hardly any record has something for it. Words and limits
were tried on the real records before they were fixed; `EXAMPLES` shows each rule a sentence that fails and one that
passes, for the tests and for ``CONTRIBUTING.md``.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final, NamedTuple

from awareness.findings import Finding
from awareness.harm import blame, live_links, private_numbers
from awareness.house import House
from awareness.prose import Manuscript
from awareness.reading import Library
from awareness.records import Tactic
from awareness.slices import Slice, available_processors, crew
from awareness.style import (
    long_answer_card,
    long_sentences,
    loudspeaker_length,
    undated_numbers,
    unexplained_abbreviations,
    verbs_first,
)

EditorialRule = Callable[[Manuscript, House], Iterable[Finding]]


RECORDS_WORTH_A_PROCESS: Final = 300


def editorial_findings(
    library: Library, only: Collection[str] | None = None, *, meanwhile: Callable[[], object] = lambda: None
) -> list[Finding]:
    """Findings of all editorial rules, record by record.

    only: keys of the records to judge; None judges all. Records that look alike are found among all of them anyway.
    meanwhile: called once; of many records, other processes are then judging.
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
        meanwhile()
        return [*(finding for answer in workers.gather() for finding in answer), *alike]


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


def _substance(tactic: Tactic) -> tuple[str, ...]:
    """What a tactic is, folded; what to do is often the same, and rightly so."""
    return _folded((*tactic.how_it_works, *tactic.red_flags, *(line.says for line in tactic.script), *tactic.check))


@functools.lru_cache(maxsize=8_192)
def _folded(sentences: tuple[str, ...]) -> tuple[str, ...]:
    """Kept, since records are checked again and again while one of them is edited."""
    decomposed = unicodedata.normalize("NFKD", "\n".join(sentences).lower())
    # much faster than `vietnamese.fold`, which keeps what is no letter; here nobody reads it
    return tuple(decomposed.encode("ascii", "ignore").decode().split("\n"))


RULES: Final[tuple[EditorialRule, ...]] = (
    long_sentences,
    verbs_first,
    blame,
    private_numbers,
    live_links,
    unexplained_abbreviations,
    undated_numbers,
    long_answer_card,
    loudspeaker_length,
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
        "Điều cấm nằm ở mục “Việc đừng làm” (never)",
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
        "Chị chuyển vào số 0100 000 000 cho em.",
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
        "Chữ tắt phải giải thích ở chỗ gặp đầu tiên",
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
