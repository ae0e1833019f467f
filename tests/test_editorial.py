"""Each editorial rule finds what it exists for and leaves alone what only looks like it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest

from awareness import editorial
from awareness.editorial import DUPLICATES_TOLD, EXAMPLES, RULES, Example, editorial_findings, near_duplicates
from awareness.findings import Finding
from awareness.house import House, host_of
from awareness.prose import VOICES, Manuscript
from awareness.reading import RECORD_CLASSES, Library, parse_record
from awareness.records import Contact, Tactic
from tests.conftest import ROOT

KEY = "tactics/gia-danh-cong-an-vien-kiem-sat-toa-an"


def with_text(library: Library, key: str, field: str, text: str) -> Library:
    """The library with one text replaced: the first one in ``field`` (``script.says``) of the record ``key``."""
    folder, _, record_id = key.partition("/")
    records = {**getattr(library, folder)}
    records[record_id] = _replaced(records[record_id], field.split("."), text)
    return dataclasses.replace(library, **{folder: records})


def _replaced(value: Any, path: list[str], text: str) -> Any:
    if isinstance(value, list):
        return [_replaced(value[0], path, text), *value[1:]]
    if not path:
        return text
    return value.model_copy(update={path[0]: _replaced(getattr(value, path[0]), path[1:], text)})


def findings(library: Library, field: str, text: str, key: str = KEY) -> list[Finding]:
    return list(editorial_findings(with_text(library, key, field, text), only={key}))


# --- the examples of the documentation -------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.about)
def test_example(library: Library, example: Example) -> None:
    (finding,) = findings(library, example.field, example.fails)
    changed = with_text(library, KEY, example.field, example.fails)
    alone = example.rule(Manuscript.of(KEY, changed.tactics[KEY.partition("/")[2]]), House.of(changed))
    assert list(alone) == [finding], "another rule found it"
    assert [step for step in finding.location if isinstance(step, str)] == example.field.split(".")
    assert findings(library, example.field, example.passes) == []


def test_every_rule_has_an_example() -> None:
    without = {rule.__name__ for rule in RULES} - {example.rule.__name__ for example in EXAMPLES}
    assert without == {"long_answer_card", "loudspeaker_length"}, "which are about whole texts, and tested below"


HARM = {"blame", "private_numbers", "live_links"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.about)
def test_harm_is_an_error_and_style_a_reminder(library: Library, example: Example) -> None:
    (finding,) = findings(library, example.field, example.fails)
    assert finding.severity == ("error" if example.rule.__name__ in HARM else "warning")


# --- the edges of each rule ------------------------------------------------------------------------------------

TWENTY = " ".join(["tiếng"] * 20) + "."
TWENTY_ONE = f"tiếng {TWENTY}"
AIRED = " ".join([TWENTY] * 8)
"""As long as a text for the loudspeaker has to be."""

FAULTS = [
    # long_sentences
    ("how_it_works", TWENTY_ONE, "dài 21 tiếng, nhiều nhất 20"),
    ("case.story", f"Ngắn. {TWENTY_ONE}", "dài 21 tiếng"),
    ("quiz.safe.text", TWENTY_ONE, "dài 21 tiếng"),
    ("loudspeaker", f"{TWENTY[:-1]}{' tiếng' * 6}. {AIRED}", "dài 26 tiếng, nhiều nhất 25"),
    # verbs_first
    ("do", "Nên hỏi công an xã, phường.", "“Nên” ở đầu câu"),
    ("do", "Khi bị dọa thì gọi 113.", "“Khi” ở đầu câu"),
    ("do", "Việc đầu tiên: gọi 113.", "“Việc” ở đầu câu"),
    ("do", "Không mở cửa.", "điều cấm: “Không”"),
    ("if_happened.steps", "Bà con không có lỗi. Mất máy thì gọi 113.", "“Bà con” ở đầu câu"),
    ("if_happened.steps", "Mất thẻ thì khóa ngay. ", None),
    ("if_happened.steps", "Gia đình: báo công an xã, phường.", None),
    ("do", "Tự gọi ngân hàng.", None),
    ("do", "Để yên số tiền ấy.", None),
    ("do", "Xin ngân hàng khóa thẻ.", None),
    ("do", "Bàn với người nhà.", None),
    ("never", "Đừng chuyển tiền.", None),
    # blame
    ("case.story", "Bà nhẹ dạ nên nghe theo.", "“nhẹ dạ” là lời trách"),
    ("quiz.unsafe.reason", "Hám lợi thì mất tiền.", "“hám lợi” là lời trách"),
    ("easy_read", "Mất cảnh giác là mất tiền.", "“mất cảnh giác” là lời trách"),
    ("easy_read", "Không ai dại dột cả.", None),
    ("easy_read", "Xem lại kể cả tin nhắn cũ.", None),
    ("easy_read", "Đi khám, tham gia, nguy hiểm, chó dại, nguồn tin.", None),
    ("script.says", "Tại bà cả tin nên mới mất.", None),
    ("quiz.unsafe.text", "“Ông hám lợi thì ráng chịu.”", None),
    ("symptoms", "Tôi ngu ngốc quá, lỡ chuyển tiền rồi", None),
    # private_numbers
    ("symptoms", "Số 0912345678 gọi báo nợ tiền điện", "Dãy số “0912345678”"),
    ("coaching.told", "Nói là trả nợ cho số 0912.345.678.", "Dãy số “0912.345.678”"),
    ("quiz.unsafe.text", "Chuyển vào 19-0345-6789.", "Dãy số “19-0345-6789”"),
    ("case.story", "Căn cước số 001 234 567 890.", "Dãy số “001 234 567 890”"),
    ("sources.title", "Số 0912345678 lừa đảo", "Dãy số “0912345678”"),
    ("check", "Gọi tổng đài 1234 hỏi lại.", "Số “1234” không có"),
    ("check", "Gọi 1800 6838 hỏi lại.", None),
    ("check", "Gọi 18006838 hỏi lại.", None),
    ("check", "Đừng gọi số 1900 lạ.", None),
    ("check", "Mất 50.000.000 đồng, từ 2022-2024, ngày 21-11-2026.", None),
    ("check", "Gọi 100 lần cũng vậy.", None),
    ("sources.title", "Mở đầu số 1234, hãy gọi 1234", None),
    # live_links
    ("script.says", "Chị vào https://nhan-qua.top/abc nhé.", "Viết “nhan-qua[.]top”"),
    ("check", "Vào www.nhan-qua.com xem.", "Viết “nhan-qua[.]com”"),
    ("quiz.unsafe.text", "“Mở evn-hoantien.vip.”", "Viết “evn-hoantien[.]vip”"),
    ("symptoms", "trang dichvucong.gov.vn.xacminh.com có thật không", "dichvucong[.]gov[.]vn[.]xacminh[.]com"),
    ("check", "Viết cho cong-an@thu-gia.com.", "thu-gia[.]com"),
    ("check", "Tự gõ dichvucong.gov.vn, hoặc https://csgt.bocongan.gov.vn.", None),
    ("check", "Nhìn đuôi .gov.vn, tên nhan-qua[.]com, tệp bien-lai.apk.", None),
    ("check", "Gõ os.system('x') thì sao.", None),
    ("check", "Ở TP.HCM, v.v. thì hỏi công an.", None),
    ("sources.publisher", "nguoi-viet-bao.net", None),
    # unexplained_abbreviations
    ("summary", "Đừng đọc OTP cho ai.", "“OTP” chưa giải thích"),
    ("red_flags", "CSKV gọi qua Zalo.", "Viết “cảnh sát khu vực (CSKV)”"),
    ("loudspeaker", f"Bà con xin đừng đọc OTP. {AIRED}", "“OTP” chưa giải thích"),
    ("quiz.safe.reason", "Ngân hàng không hỏi OTP.", "“OTP” chưa giải thích"),
    ("check", "Nhắn tên “CSGT” (cảnh sát giao thông) là giả.", None),
    ("check", "Mã QR là ô vuông để quét.", None),
    ("check", "Cầu dao (aptomat, IMEI) nhảy.", None),
    ("title", "Giả BHXH để lấy mã OTP", None),
    ("symptoms", "lộ OTP, CCCD thì làm sao", None),
    ("script.says", "Chị đọc OTP cho em.", None),
    # undated_numbers
    ("how_it_works", "Cả nước có 12 vụ.", "“12 vụ” chưa ghi của tháng, năm"),
    ("how_it_works", "Hơn 590 nghìn tài khoản bị nghi.", "“590 nghìn tài khoản” chưa ghi"),
    ("how_it_works", "Có 70% số vụ là giả công an.", "chưa ghi của tháng, năm"),
    ("how_it_works", "Bà con mất hơn 300 tỷ đồng.", "“300 tỷ” chưa ghi"),
    ("how_it_works", "Có người mất 160 triệu đồng.", "“160 triệu” chưa ghi"),
    ("how_it_works", "Hàng nghìn người bị gọi.", "“Hàng nghìn người” chưa ghi"),
    ("easy_read", "Năm 2025 có 1.200 vụ.", "“1.200 vụ” chưa có nguồn"),
    ("how_it_works", "Tháng 12/2025 có 1.200 vụ.", None),
    ("how_it_works", "Chúng đi nhóm 3 đến 5 người, đòi cọc 50%, hứa 100%.", None),
    ("how_it_works", "Chúng đòi 5 triệu đồng, lãi 20% một năm.", None),
    ("check", "Gọi 156 phản ánh.", None),
    ("script.says", "Có 1.200 người đã nhận.", None),
    ("case.story", "Anh mất 160 triệu đồng.", None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "what"), FAULTS)
def test_edges(library: Library, field: str, text: str, what: str | None) -> None:
    found = [f"{finding.what} → {finding.fix}" for finding in findings(library, field, text)]
    if what is None:
        assert found == []
    else:
        assert len(found) == 1, found
        assert what in found[0]


def test_sentences_read_out_may_be_longer(library: Library) -> None:
    key = "responses/da-chuyen-tien"
    assert findings(library, "say.text", " ".join(["tiếng"] * 35), key) == []
    assert len(findings(library, "say.text", " ".join(["tiếng"] * 36), key)) == 1


def test_steps_of_phases_begin_with_the_act(library: Library) -> None:
    (finding,) = findings(library, "steps.do", "Mất máy thì gọi 113.", "responses/da-chuyen-tien")
    assert finding.location == ("steps", 0, "do", 0)


def test_an_abbreviation_is_explained_where_the_page_begins(library: Library) -> None:
    """Not where the file begins: red flags stand above the second sentence of ``how_it_works``."""
    tactic = library.tactics[KEY.partition("/")[2]]
    explained, used = "Kẻ gian hỏi mã xác thực (OTP).", "Hỏi OTP."
    later = tactic.model_copy(update={"how_it_works": ["a", explained, "b"], "red_flags": [used, "c", "d"]})
    first = later.model_copy(update={"how_it_works": [explained, "a", "b"]})
    house = House.of(library)
    found = [list(editorial.unexplained_abbreviations(Manuscript.of(KEY, record), house)) for record in (later, first)]
    assert [[finding.location for finding in some] for some in found] == [[("red_flags", 0)], []]


def test_answer_card(library: Library) -> None:
    tactic = library.tactics[KEY.partition("/")[2]]
    card = [tactic.title, tactic.summary, *tactic.red_flags[:3], *tactic.do, *tactic.never[1:]]
    room = 150 - sum(len(line.split()) for line in card)
    for words, is_too_long in ((room, False), (room + 1, True)):
        never = ". ".join(["Đừng"] * words)
        found = findings(library, "never", never)
        assert [finding.what for finding in found] == ["Thẻ trả lời dài 151 tiếng, nhiều nhất 150"] * is_too_long


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((149, 0), "Bài loa dài 149 tiếng khi đọc lên, cần 150 đến 200 → Viết thêm 1 tiếng về việc cần làm"),
        ((150, 0), None),
        ((200, 0), None),
        ((201, 0), "Bài loa dài 201 tiếng khi đọc lên, cần 150 đến 200 → Bỏ bớt 1 tiếng"),
        ((147, 1), None),  # 113 is heard as three
        ((198, 1), "Bài loa dài 202 tiếng khi đọc lên, cần 150 đến 200 → Bỏ bớt 2 tiếng"),
    ],
)
def test_length_of_a_loudspeaker_text(library: Library, words: tuple[int, int], told: str | None) -> None:
    plain, numbers = words
    text = "Tiếng. " * plain + "Gọi 113. " * numbers
    found = findings(library, "loudspeaker", text.strip())
    assert [f"{finding.what} → {finding.fix}" for finding in found] == ([told] if told else [])


# --- across records --------------------------------------------------------------------------------------------


def copies(library: Library, number: int) -> Library:
    original = library.tactics[KEY.partition("/")[2]]
    made = {f"zz-{i:02}": original.model_copy(update={"id": f"zz-{i:02}"}) for i in range(number)}
    return dataclasses.replace(library, tactics={**library.tactics, **made})


def test_near_duplicate_names_the_other(library: Library) -> None:
    (finding,) = near_duplicates(copies(library, 1))
    assert finding.file == "tactics/zz-00"
    assert f"Gần trùng với '{KEY.partition('/')[2]}'" in finding.what
    assert "aliases" in finding.fix


def test_half_another_record_is_a_near_duplicate_and_less_is_not(library: Library) -> None:
    changed = copies(library, 1)
    copy = changed.tactics["zz-00"]
    lines = len(copy.how_it_works) + len(copy.red_flags) + len(copy.script) + len(copy.check)
    own = [f"Câu riêng thứ {i}." for i in range(lines + 1)]
    for number, told in ((lines, 1), (lines + 1, 0)):
        rewritten = copy.model_copy(update={"check": [*copy.check, *own[:number]]})
        one = dataclasses.replace(library, tactics={**library.tactics, "zz-00": rewritten})
        assert len(list(near_duplicates(one))) == told


def test_accents_and_capitals_do_not_hide_a_copy(library: Library) -> None:
    changed = copies(library, 1)
    copy = changed.tactics["zz-00"]
    shouted = [line.upper() for line in copy.how_it_works]
    changed.tactics["zz-00"] = copy.model_copy(update={"how_it_works": shouted})
    (finding,) = near_duplicates(changed)
    lines = len(copy.how_it_works) + len(copy.red_flags) + len(copy.script) + len(copy.check)
    assert f"giống {lines} trong {lines} câu" in finding.what


def test_only_the_first_pairs_are_told_and_the_rest_is_counted(library: Library) -> None:
    found = list(near_duplicates(copies(library, 25)))
    assert len(found) == DUPLICATES_TOLD
    assert all("25 bản ghi như vậy, chỉ kể 20" in finding.what for finding in found)


def test_a_record_that_cannot_be_read_makes_no_number_unknown(library: Library) -> None:
    contacts = {key: contact for key, contact in library.contacts.items() if key != "bao-ve-nguoi-tieu-dung"}
    without = dataclasses.replace(library, contacts=contacts)
    assert any("Dãy số “1800 6838”" in finding.what for finding in editorial_findings(without))
    without.broken = {"contacts/bao-ve-nguoi-tieu-dung": {}}
    assert list(editorial_findings(without)) == []


def test_only_some_records_are_judged(library: Library) -> None:
    changed = with_text(library, KEY, "check", "Gọi tổng đài 1234 hỏi lại.")
    assert list(editorial_findings(changed, only={"tactics/trom-xe-may"})) == []
    assert len(list(editorial_findings(changed))) == 1


# --- the words of a record -------------------------------------------------------------------------------------


def paths(library: Library) -> Iterator[str]:
    for key, record in library.records():
        for line in Manuscript.of(key, record).lines:
            yield line.path


def test_every_voice_belongs_to_a_field(library: Library) -> None:
    assert VOICES.keys() - set(paths(library)) <= {"approved.by", "reviews.by", "pages.title", "contacts.place"}, (
        "not used yet"
    )


def test_ids_days_and_addresses_are_no_words(library: Library) -> None:
    names = {path.rpartition(".")[2] for path in paths(library)}
    assert not names & {"id", "category", "channels", "related", "aliases", "url", "number", "date", "status", "kind"}
    assert {"title", "summary", "do", "note_down", "comfort", "lines", "not_for"} <= names


# --- confidence ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "model"),
    [(f"{KEY}.yml", Tactic), ("contacts/113.yml", Contact)],
)
def test_what_nobody_is_sure_of_is_not_published(file: str, model: type[Tactic] | type[Contact]) -> None:
    """Level C does not exist in the schema: neither articles of law nor contacts can have it."""
    text = (ROOT / "warnings" / file).read_text("utf-8").replace("confidence: A", "confidence: C", 1)
    record, (problem,) = parse_record(text.encode(), model, {"id": "x"}, file)
    assert record is None
    assert problem.what == "Giá trị 'C' không có trong danh sách của mục 'confidence'"
    assert problem.fix == "Viết A hoặc B; điều chưa chắc (mức C) thì không đăng"


def test_all_kinds_of_records_are_read(library: Library) -> None:
    assert {key.partition("/")[0] for key, _ in library.records()} == set(RECORD_CLASSES)


@pytest.mark.parametrize("address", ["https://[a.vn/", "//a]b", "https://[x]/", "[", "https://a.vn[1"])
def test_an_address_with_brackets_has_no_host(address: str) -> None:
    """Found by `benchmarks/fuzz.py`: such an address stopped every check with a traceback."""
    assert host_of(address) in ("", "x")
