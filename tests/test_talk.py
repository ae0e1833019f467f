"""Slides for a live session: read from the last row, whole, honest; and what is said with them."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp

from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.community import CalendarDay, Campaign, CampaignWeek
from awareness.output import OutputError, write_file
from awareness.project import SHARED_DRAWINGS, Project
from awareness.records import Quiz, QuizItem, Tactic
from awareness.talk import NOTES, SMALLEST, TalkError, talk_of
from tests.drawn import draw_apart, letters_of
from tests.test_commands import run

WIDTH, HEIGHT = 960, 540
FOOT: Final = 90
"""Points from below: the name of the site, the number of the slide, who runs the site."""
HAZARD: Final = "sac-xe-dien-an-toan"
WORD: Final = "NGHIÊNGNGHIÊNGNGHIÊNGNGHIÊNGNGHIÊNGNGHIÊ"
SENTENCE: Final = "Nghe ai giục chuyển tiền thì dừng lại, gọi hỏi người nhà rồi mới tính tiếp."


def longest(catalogue: Catalogue) -> str:
    def letters(tactic: Tactic) -> int:
        return len(tactic.model_dump_json(exclude={"symptoms", "sources", "also_known_as"}))

    return max(catalogue.current_tactics, key=letters).id


def with_worst(catalogue: Catalogue) -> Catalogue:
    """Far beyond what the rules of records let through, and without anything that a record may leave out."""
    tactic = catalogue.tactics[longest(catalogue)]
    worst = tactic.model_copy(
        update={
            "title": ("Giả danh thượng úy Nguyễn Quỳnh Hương dọa bắt, Ể Ộ Ẵ Ỹ " * 4)[:200].strip(),
            "script": [],
            "how_it_works": [WORD, " ".join([SENTENCE] * 12), SENTENCE, SENTENCE],
            "do": [SENTENCE * 2] * 5,
            "never": [" ".join(["dừng"] * 200)],
            "if_happened": tactic.if_happened.model_copy(update={"responses": [], "steps": []}),
            "quiz": Quiz(
                unsafe=[QuizItem(text=" ".join([SENTENCE] * 8), reason=" ".join([SENTENCE] * 8))],
                safe=[QuizItem(text=WORD, reason=WORD)],
            ),
        }
    )
    site = catalogue.site.model_copy(
        update={"operator": catalogue.site.operator.model_copy(update={"name": "Tổ bảo vệ an ninh, trật tự " * 4})}
    )
    return dataclasses.replace(catalogue, tactics={tactic.id: worst}, site=site)


@pytest.fixture(scope="module")
def drawings(catalogue: Catalogue) -> dict[str, Drawing]:
    """By the name of the file: two tactics, the worst that could come, and what is said with each."""
    usual = talk_of(catalogue, [longest(catalogue), HAZARD], None, "hai.pdf")
    worst = talk_of(with_worst(catalogue), [longest(catalogue)], None, "xau.pdf")
    return {drawing.path.name: drawing for drawing in (*usual, *worst)}


@pytest.fixture(scope="module")
def files(drawings: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    project = Project(tmp_path_factory.mktemp("talk"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(SHARED_DRAWINGS)
        return {file.path.name: file.content for file in draw_apart(project, list(drawings.values()))}


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page, without what stands between letters."""
    return [bare(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe]+", "", text)


def slides(drawing: Drawing) -> list[dict[str, Any]]:
    return [slide for slide in drawing.data["slides"] if slide["kind"] != "aside"]


# --- slides ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["hai.pdf", "xau.pdf"])
def test_slides_are_wide_large_and_whole(files: dict[str, bytes], drawings: dict[str, Drawing], name: str) -> None:
    for page in pypdfium2.PdfDocument(files[name]):
        assert page.get_size() == (WIDTH, HEIGHT)
    letters = letters_of(files[name])
    assert letters.outside == []
    assert letters.smallest >= SMALLEST
    assert letters.all_embedded
    everything = "".join(pages_of(files[name]))
    for slide in slides(drawings[name]):
        assert bare(slide["heading"]) in everything
        for block in slide["blocks"]:  # a text that goes on on a further slide is there piece by piece
            for word in block["text"].split():
                assert word in everything, word
    assert drawings[name].data["operator"].split()[0] in everything


def test_ordinary_records_never_need_the_least_type(files: dict[str, bytes], drawings: dict[str, Drawing]) -> None:
    """Every slide is one page, and only its foot and the credit are as small as allowed."""
    document = pypdfium2.PdfDocument(files["hai.pdf"])
    assert len(document) == len(slides(drawings["hai.pdf"]))
    for page, slide in zip(document, slides(drawings["hai.pdf"]), strict=True):
        text_page = page.get_textpage()
        sizes = [
            round(pdfium.FPDFText_GetFontSize(text_page, index))
            for index in range(text_page.count_chars())
            if chr(pdfium.FPDFText_GetUnicode(text_page, index)).strip() and text_page.get_charbox(index)[1] > FOOT
        ]
        assert min(sizes) >= 34, slide["heading"]


def test_no_word_is_lost_where_a_slide_goes_on(files: dict[str, bytes]) -> None:
    pages = pages_of(files["xau.pdf"])
    assert sum(page.count(bare("dừng")) for page in pages if page.startswith(bare("Đừng làm"))) == 200
    assert any(page.startswith(bare("Chuyện diễn ra thế nào (tiếp)")) for page in pages)


def test_machines_can_read_it_aloud(files: dict[str, bytes]) -> None:
    for content in files.values():
        document = pypdfium2.PdfDocument(content)
        assert pdfium.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_value("Title")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in content
        assert re.search(rb"/Lang\s?\(vi", content)


def test_the_code_leads_to_the_site(catalogue: Catalogue, files: dict[str, bytes]) -> None:
    for name in ("hai.pdf", "xau.pdf"):
        document = pypdfium2.PdfDocument(files[name])
        found = {
            code.text
            for page in list(document)[-3:]
            for code in zxingcpp.read_barcodes(page.render(scale=1).to_pil().convert("L"))
        }
        assert found == {catalogue.site.base_url}


def test_every_tactic_is_told_in_order(catalogue: Catalogue, drawings: dict[str, Drawing]) -> None:
    told = [slide["heading"] for slide in slides(drawings["hai.pdf"])]
    start, hazard = (told.index(catalogue.tactics[key].title) for key in (longest(catalogue), HAZARD))
    first, second = told[start:hazard], told[hazard : told.index("Cùng thử: ổn hay nguy hiểm?")]
    assert list(dict.fromkeys(first[1:])) == [
        *("Chuyện diễn ra thế nào", "Ba dấu hiệu nhận ra", "Họ nói, và vì sao là dối", "DỪNG – KIỂM TRA – BÁO"),
        *("Đừng làm", "Đã lỡ rồi thì làm gì?"),
    ]
    assert first.count("Họ nói, và vì sao là dối") == 2
    assert "Họ nói, và vì sao là dối" not in second
    assert told[-1] == "Số cần gọi"


def test_answers_follow_their_questions(
    catalogue: Catalogue, drawings: dict[str, Drawing], files: dict[str, bytes]
) -> None:
    shown = slides(drawings["hai.pdf"])
    pages = pages_of(files["hai.pdf"])
    questions = [place for place, slide in enumerate(shown) if re.match(r"Câu \d+: ổn hay", slide["heading"])]
    items = {
        item.reason: kind
        for tactic in (longest(catalogue), HAZARD)
        for kind, group in (("NGUY HIỂM", "unsafe"), ("ỔN", "safe"))
        for item in getattr(catalogue.tactics[tactic].quiz, group)
    }
    answers = []
    for place in questions:
        reason = shown[place + 1]["blocks"][0]["text"]
        assert shown[place + 1]["heading"] == items[reason]
        answers.append(items[reason])
        assert bare(shown[place]["blocks"][0]["text"]) in pages[place]
        assert bare(reason) not in pages[place]
        assert bare(items[reason] + reason) in pages[place + 1]
    assert sorted(answers) == ["NGUY HIỂM", "NGUY HIỂM", "ỔN", "ỔN"]


# --- what is said ----------------------------------------------------------------------------------------------


def test_what_is_said_is_on_the_print(
    catalogue: Catalogue, drawings: dict[str, Drawing], files: dict[str, bytes]
) -> None:
    for name in ("hai", "xau"):
        printed = files[f"{name}{NOTES}.pdf"]
        letters = letters_of(printed)
        assert (letters.outside, letters.all_embedded) == ([], True)
        assert letters.smallest >= 10
        # a paragraph may go on on the next sheet, with the foot between
        text = re.sub(r"KhoanĐã·cậpnhật\d\d/\d\d/\d{4}·tờ\d+/\d+", "", "".join(pages_of(printed)))
        for slide in drawings[f"{name}.pdf"].data["slides"]:
            assert slide["spoken"], slide["heading"]
            for said in slide["spoken"]:
                assert bare(said) in text, said
    tactic = catalogue.tactics[HAZARD]
    assert bare(" ".join(tactic.case.story)) in "".join(pages_of(files[f"hai{NOTES}.pdf"]))


# --- what was asked for ----------------------------------------------------------------------------------------


def campaign(tactics: list[str]) -> Campaign:
    day = CalendarDay(calendar="duong", month="6", day="1")
    return Campaign.model_construct(
        id="mua-he", title="Mùa hè an toàn", summary=SENTENCE, season="he", starts=day, ends=day, why=["Nghỉ hè dài."],
        tactics=tactics, checklists=[], weeks=[CampaignWeek(week="1", do=["Đọc loa."])], symptoms=[],
        status="hien-hanh",
    )  # fmt: skip


def test_a_campaign_brings_title_reason_and_tactics(catalogue: Catalogue) -> None:
    season = dataclasses.replace(catalogue, campaigns={"mua-he": campaign(["trao-ma-qr", HAZARD])})
    deck, _ = talk_of(season, [], "mua-he", "he.pdf")
    title, agenda = slides(deck)[:2]
    assert (title["heading"], title["blocks"][0]["text"]) == ("Mùa hè an toàn", SENTENCE)
    assert "Nghỉ hè dài." in title["spoken"]
    assert [block["text"] for block in agenda["blocks"]] == [
        catalogue.tactics[key].title for key in ("trao-ma-qr", HAZARD)
    ]
    fewer, _ = talk_of(season, [HAZARD], "mua-he", "he.pdf")
    assert slides(fewer)[0] == title
    assert len(slides(fewer)) < len(slides(deck))


@pytest.mark.parametrize(
    ("tactics", "season", "says"),
    [
        ([], None, "Chưa chọn nói về điều gì"),
        (["trao-ma-qrr"], None, "Có phải bạn muốn viết 'trao-ma-qr'?"),
        (["Tráo mã QR"], None, "Có phải bạn muốn viết 'trao-ma-qr'?"),
        (["gia-danh-cong-an"], None, "Có phải bạn muốn viết 'gia-danh-cong-an-vien-kiem-sat-toa-an'?"),
        (["trao-ma-qr", "???"], None, "mang mã '???' → Tìm mã bằng lệnh"),
        ([], "mua-hee", "Có phải bạn muốn viết 'mua-he'?"),
        ([], "zzz", "Chọn trong: mua-he"),
    ],
)
def test_what_is_not_there_is_said_with_what_was_meant(
    catalogue: Catalogue, tactics: list[str], season: str | None, says: str
) -> None:
    with_season = dataclasses.replace(catalogue, campaigns={"mua-he": campaign([HAZARD])})
    with pytest.raises(TalkError, match=re.escape(says)):
        talk_of(with_season, tactics, season, "a.pdf")


def test_what_is_out_of_date_is_not_told(catalogue: Catalogue) -> None:
    retired = catalogue.tactics[HAZARD].model_copy(update={"status": "het-hieu-luc"})
    with pytest.raises(TalkError, match=HAZARD):
        talk_of(dataclasses.replace(catalogue, tactics={**catalogue.tactics, HAZARD: retired}), [HAZARD], None, "a.pdf")


# --- the command -----------------------------------------------------------------------------------------------


def test_the_command_writes_both_and_the_same_bytes(
    catalogue: Catalogue, files: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "hai.pdf"
    chosen = f" {longest(catalogue)}, {HAZARD},"
    result = run("talk", "--tactics", chosen, "--out", str(out), "--day", "2026-11-22", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.split() == [str(out), str(tmp_path / f"hai{NOTES}.pdf")]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        name: content for name, content in files.items() if name.startswith("hai")
    }


def test_the_command_says_in_one_line_what_is_wrong(tmp_path: Path) -> None:
    wrong = run("talk", "--tactics", "trao-ma-qrr", "--day", "2026-11-22", cwd=tmp_path)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert "Có phải bạn muốn viết 'trao-ma-qr'?" in wrong.stderr
    no_pdf = run("talk", "--tactics", "trao-ma-qr", "--out", "bai.pptx", cwd=tmp_path)
    assert (no_pdf.returncode, no_pdf.stderr) == (2, "Tên tệp 'bai.pptx' phải kết thúc bằng .pdf\n")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_wholly_or_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="chưa có thư mục ấy"):
        write_file(tmp_path / "khong-co/a.pdf", b"x")
    (tmp_path / "thu-muc.pdf").mkdir()
    with pytest.raises(OutputError, match="đang là một thư mục"):
        write_file(tmp_path / "thu-muc.pdf", b"x")
    write_file(tmp_path / "a.pdf", b"mot")
    write_file(tmp_path / "a.pdf", b"hai")
    assert (tmp_path / "a.pdf").read_bytes() == b"hai"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "thu-muc.pdf"]
