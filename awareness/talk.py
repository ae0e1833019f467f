"""Slides for a live session, and what the speaker says with each of them: catalogue → two drawings. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Final, Literal

from awareness.artifacts import Colour, Drawing
from awareness.cards import ACCENT, FRAME_HEADING, INK, PAPER, looks
from awareness.catalogue import Catalogue
from awareness.community import Campaign
from awareness.page import EMERGENCY_CALLS, call_bar
from awareness.problems import ToldError
from awareness.quiz import Question, quiz_pages_of, self_test, signs
from awareness.records import Response, ScriptLine, Tactic
from awareness.sharing import sentences
from awareness.spoken import read_aloud, seconds_to_read
from awareness.vietnamese import as_id, closest, spoken_day

SMALLEST: Final = 28
"""Points of the least type on a slide of 960×540 points (13.33×7.5 inches): one in nineteen of its height. Nothing but
the foot is so small while a record keeps the limits of its editors."""
NOTES: Final = "-loi-noi"
"""Ends the name of the print with the spoken words."""

_LINES_ON_A_SLIDE: Final = 3
_TITLES_ON_A_SLIDE: Final = 5
_LIES: Final = 2
_QUESTIONS_OF_A_TACTIC: Final = 2
_MOST_QUESTIONS: Final = 10
_CALLS: Final = (*EMERGENCY_CALLS, "115")
"""Contacts on the last slide, after those of the dangers that were told of."""
_LIMIT: Final = 20_000_000
"""Bytes of a PDF: many times what the longest campaign needs."""
_DANGEROUS: Final[tuple[Colour, Colour]] = ("#b00020", "#7a0016")
_FINE: Final[tuple[Colour, Colour]] = ("#1b5e20", "#0f3d13")
_PLAIN_LOOK: Final = "trang"


class TalkError(ToldError):
    """What was asked for is no talk. Its text is one Vietnamese sentence and how to mend it."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One idea.

    kind: ``cover`` is coloured all over: a danger, an answer; ``sheet`` is dark on white; ``aside`` is only printed.
    heading, level: as in the outline of the PDF. label: small, above the heading of a cover; badge: below it.
    blocks: what stands below, each ``{"kind", "text"}`` with ``kind`` among ``line`` (``mark`` stands before it),
        ``call`` (``number`` does), ``lead``, ``quote`` and ``truth``. What does not fit goes on on a further slide.
    code: whether the QR code of the site stands there.
    spoken: what the speaker says, a paragraph each.
    """

    kind: Literal["cover", "sheet", "aside"]
    heading: str
    look: str = _PLAIN_LOOK
    level: int = 2
    label: str | None = None
    badge: str | None = None
    icon: bool = True
    colours: tuple[Colour, Colour] | None = None
    blocks: Sequence[Mapping[str, str]] = ()
    code: bool = False
    spoken: Sequence[str] = ()


def talk_of(catalogue: Catalogue, tactics: Sequence[str], campaign: str | None, name: str) -> tuple[Drawing, Drawing]:
    """The deck and the print with the spoken words, A4.

    tactics: ids, in the order of the talk; campaign: id of one that gives the talk its title and its reason, and its
    tactics where ``tactics`` names none; name: of the deck's file, with ``.pdf``.

    Raises TalkError: nothing was chosen, or something that is not there or not current.
    """
    season = _campaign(catalogue, campaign) if campaign is not None else None
    chosen = _chosen(catalogue, tactics or (season.tactics if season else ()))
    slides = list(_slides(catalogue, season, chosen))
    heading = slides[0].heading
    path = PurePosixPath(name)
    data = {
        "title": heading,
        "site": catalogue.site.name,
        "address": catalogue.site.base_url.split("://", 1)[-1].rstrip("/"),
        "operator": catalogue.site.operator.name,
        "updated": spoken_day(max(tactic.updated for tactic in chosen).isoformat()),
        "colours": {"paper": PAPER, "accent": ACCENT, "ink": INK},
        "smallest": SMALLEST,
        "slides": list(_numbered(slides)),
    }
    codes = {"site": catalogue.site.base_url}
    return (
        Drawing(path, "talk", data, _LIMIT, codes=codes),
        Drawing(path.with_name(f"{path.stem}{NOTES}.pdf"), "talk-notes", data, _LIMIT),
    )


def _numbered(slides: Sequence[Slide]) -> Iterator[dict[str, Any]]:
    """As the templates read them; numbers join slide and print. A slide that goes on keeps its number."""
    numbers = itertools.count(1)
    for slide in slides:
        look = looks()[slide.look]
        ground, deep = slide.colours or (look["ground"], look["deep"])
        number = None if slide.kind == "aside" else str(next(numbers))
        icon = look["icon"] if slide.icon else None
        yield asdict(slide) | {"number": number, "icon": icon, "colours": {"ground": ground, "deep": deep}}


# --- what was chosen -------------------------------------------------------------------------------------------


def _campaign(catalogue: Catalogue, wanted: str) -> Campaign:
    current = {campaign.id: campaign for campaign in catalogue.current_campaigns}
    if wanted not in current:
        mend = _meant(wanted, current) or f"Chọn trong: {', '.join(current) or 'chưa có đợt nào'}"
        raise TalkError(f"Không có đợt nào đang dùng mang mã '{wanted}' → {mend}")
    return current[wanted]


def _chosen(catalogue: Catalogue, ids: Sequence[str]) -> list[Tactic]:
    current = {tactic.id: tactic for tactic in catalogue.current_tactics}
    for wanted in ids:
        if wanted not in current:
            mend = _meant(wanted, current) or "Tìm mã bằng lệnh: python build_warnings.py find"
            raise TalkError(f"Không có cảnh báo nào đang dùng mang mã '{wanted}' → {mend}")
    if not ids:
        raise TalkError("Chưa chọn nói về điều gì → Thêm --tactics mã,mã hoặc --campaign mã")
    return [current[key] for key in dict.fromkeys(ids)]


def _meant(wanted: str, known: Iterable[str]) -> str | None:
    """Ids are long, so what was typed of one is more often a part of it than misspelt."""
    ids, part = list(known), as_id(wanted)
    longer = min((key for key in ids if part and part in key), key=lambda key: (len(key), key), default=None)
    near = longer or closest(wanted, ids)
    return f"Có phải bạn muốn viết '{near}'?" if near else None


# --- slides ----------------------------------------------------------------------------------------------------


def _slides(catalogue: Catalogue, campaign: Campaign | None, tactics: Sequence[Tactic]) -> Iterator[Slide]:
    yield from _opening(catalogue, campaign, tactics)
    for tactic in tactics:
        yield from _of_tactic(catalogue, tactic)
    yield from _of_quiz(catalogue, tactics)
    yield _closing(catalogue, tactics)


def _opening(catalogue: Catalogue, campaign: Campaign | None, tactics: Sequence[Tactic]) -> Iterator[Slide]:
    yield Slide(
        "cover",
        campaign.title if campaign else "Khoan đã! Nhận ra mối nguy, biết việc cần làm",
        look="chien-dich" if campaign else _PLAIN_LOOK,
        level=1,
        label="Nói chuyện với bà con",
        blocks=[_lead(campaign.summary)] if campaign else (),
        spoken=[
            "Kính chào bà con cô bác.",
            *(campaign.why if campaign else ()),
            "Ai từng gặp chuyện giống vậy, xin kể cho mọi người cùng biết.",
            "Người mắc lừa không có lỗi. Mình nghe nhau, không trách nhau.",
        ],
    )
    if len(tactics) > 1:
        titles = [tactic.title for tactic in tactics]
        for part in _in_parts(titles, _TITLES_ON_A_SLIDE):
            yield Slide("sheet", "Hôm nay nói về", look="canh-bao", blocks=_lines(part), spoken=["Mình nói lần lượt."])


def _of_tactic(catalogue: Catalogue, tactic: Tactic) -> Iterator[Slide]:
    hazard = catalogue.category(tactic).hazard
    look = tactic.category

    def sheet(heading: str, blocks: Sequence[Mapping[str, str]], *spoken: str) -> Slide:
        return Slide("sheet", heading, look, blocks=blocks, spoken=spoken)

    most = next(iter(catalogue.vocabulary.severities))
    yield Slide(
        "cover",
        tactic.title,
        look,
        level=1,
        label=catalogue.category(tactic).label,
        badge=catalogue.vocabulary.severities[most].label.upper() if tactic.severity == most else None,
        spoken=tactic.easy_read,
    )
    *earlier, last = _in_parts(tactic.how_it_works, _LINES_ON_A_SLIDE)
    happens = "Vì sao xảy ra" if hazard else "Chuyện diễn ra thế nào"
    for part in earlier:
        yield sheet(happens, _lines(part), "Nói từng ý trên trang.")
    composite = " (ghép từ nhiều vụ)" if tactic.case.composite else ""
    yield sheet(happens, _lines(last), f"Kể chuyện{composite}: {' '.join(tactic.case.story)}")
    others = "Cũng nguy hiểm khi thấy:" if hazard else "Gặp thêm những điều này thì càng đáng ngờ:"
    more = tactic.red_flags[_LINES_ON_A_SLIDE:]
    yield sheet(
        "Ba dấu hiệu nguy hiểm" if hazard else "Ba dấu hiệu nhận ra",
        _lines(tactic.red_flags[:_LINES_ON_A_SLIDE], numbered=True),
        *([f"{others} {' '.join(more)}"] if more else []),
        "Hỏi bà con: trong ba điều này, điều nào mình đã từng gặp?",
    )
    for line in _telling_lines(tactic):
        yield sheet(
            "Họ nói, và vì sao là dối",
            [_block("quote", f"“{line.says}”"), _block("truth", line.lie)],
            "Đọc lời ấy bằng giọng thường, đừng diễn cho hay.",
            f"Sự thật: {line.lie}",
        )
    yield sheet(
        FRAME_HEADING,
        _lines(tactic.do, numbered=True),
        f"Kiểm tra bằng cách này: {' '.join(tactic.check)}",
        "Mời một người nhắc lại từng việc.",
    )
    yield sheet("Đừng làm", _lines(tactic.never), "Đọc chậm từng câu.")
    yield _already_happened(catalogue, tactic, hazard=hazard)
    aloud = read_aloud(tactic.loudspeaker, catalogue.read_out_numbers)
    yield Slide(
        "aside",
        f"Bài đọc khi không có máy chiếu, chừng {_rounded(seconds_to_read(aloud))} giây: {tactic.title}",
        look,
        spoken=[" ".join(sentences(aloud))],
    )


def _already_happened(catalogue: Catalogue, tactic: Tactic, *, hazard: bool) -> Slide:
    responses = catalogue.responses_of(tactic)
    ids = [key for response in responses for key in response.call] + catalogue.category(tactic).call
    return Slide(
        "sheet",
        "Khi việc đã xảy ra" if hazard else "Đã lỡ rồi thì làm gì?",
        tactic.category,
        blocks=[*(_lead(response.summary) for response in responses[:1]), *_calls(catalogue, ids)],
        spoken=[
            *(response.comfort[0] for response in responses[:1]),
            *([f"Việc cần làm: {' '.join(tactic.if_happened.steps)}"] if tactic.if_happened.steps else []),
            *map(_ready_words, responses[:1]),
            "Ai đã gặp rồi, cuối buổi xin ở lại nói riêng.",
        ],
    )


def _ready_words(response: Response) -> str:
    if not response.say:
        return f"Việc đầu tiên: {response.steps[0].do[0]}"
    sentence = response.say[0]
    return f"Câu nói sẵn với {sentence.to[:1].lower()}{sentence.to[1:]}: “{sentence.text}”"


def _of_quiz(catalogue: Catalogue, tactics: Sequence[Tactic]) -> Iterator[Slide]:
    """Question and answer in turn, about half of them genuine; see `self_test`."""
    questions = [question for page in quiz_pages_of(catalogue) for question in page.questions]
    number = min(_QUESTIONS_OF_A_TACTIC * len(tactics), _MOST_QUESTIONS)
    asked = self_test("talk", (), questions, tactics, number)
    if not asked:
        return
    yield Slide(
        "cover",
        "Cùng thử: ổn hay nguy hiểm?",
        "trac-nghiem",
        level=1,
        label=f"{len(asked)} câu",
        spoken=[
            "Có câu thật, có câu giả. Đoán sai không sao, nói ra mới nhớ.",
            "Chờ mọi người giơ tay rồi mới sang trang.",
        ],
    )
    for place, question in enumerate(asked, 1):
        yield from _question_and_answer(place, question)


def _question_and_answer(place: int, question: Question) -> Iterator[Slide]:
    yield Slide(
        "sheet",
        f"Câu {place}: ổn hay nguy hiểm?",
        "trac-nghiem",
        blocks=[_lead(question.text)],
        spoken=["Ai nói ổn, giơ tay. Ai nói nguy hiểm, giơ tay. Vì sao?"],
    )
    yield Slide(
        "cover",
        "NGUY HIỂM" if question.unsafe else "ỔN",
        "trac-nghiem",
        label=f"Câu {place}",
        icon=False,
        colours=_DANGEROUS if question.unsafe else _FINE,
        blocks=[_lead(question.reason)],
        spoken=[question.reason],
    )


def _closing(catalogue: Catalogue, tactics: Sequence[Tactic]) -> Slide:
    calls = [key for tactic in tactics for key in catalogue.category(tactic).call]
    return Slide(
        "sheet",
        "Số cần gọi",
        level=1,
        blocks=[*_calls(catalogue, [*calls, *_CALLS])],
        code=True,
        spoken=[
            "Xin bà con ghi lại các số này, rồi chụp hoặc quét mã để mở trang.",
            f"Trang do {catalogue.site.operator.name} vận hành. Trang không bao giờ hỏi "
            f"{', '.join(catalogue.site.never_asks)}.",
            "Về nhà, xin kể lại cho một người chưa đến. Cảm ơn bà con đã lắng nghe!",
        ],
    )


def _telling_lines(tactic: Tactic) -> list[ScriptLine]:
    """The lines that ask and press most, in the order of the record."""
    best = sorted(range(len(tactic.script)), key=lambda place: (-signs(tactic.script[place]), place))[:_LIES]
    return [tactic.script[place] for place in sorted(best)]


def _calls(catalogue: Catalogue, ids: Sequence[str]) -> list[Mapping[str, str]]:
    bar = call_bar(catalogue.call_contacts(list(dict.fromkeys(ids))))
    return [{"kind": "call", "number": call["number"] or "", "text": call["label"] or ""} for call in bar]


def _lines(lines: Sequence[str], *, numbered: bool = False) -> list[Mapping[str, str]]:
    marks = (str(number) if numbered else "•" for number in itertools.count(1))
    return [{"kind": "line", "mark": sign, "text": line} for sign, line in zip(marks, lines, strict=False)]


def _lead(text: str) -> Mapping[str, str]:
    return _block("lead", text)


def _block(kind: str, text: str) -> Mapping[str, str]:
    return {"kind": kind, "text": text}


def _in_parts(lines: Sequence[str], most: int) -> list[Sequence[str]]:
    """In as few parts as there must be, of nearly the same length."""
    parts = -(-len(lines) // most)
    ends = [len(lines) * part // parts for part in range(parts + 1)]
    return [lines[start:end] for start, end in itertools.pairwise(ends)]


def _rounded(seconds: int) -> int:
    """To five seconds: nobody reads more exactly."""
    return round(seconds / 5) * 5
