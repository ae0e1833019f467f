"""``new`` and ``fix`` as editors use them: what is asked, what is written, what is left when somebody stops."""

from __future__ import annotations

import datetime
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awareness.choosing import ChoiceError, chosen
from awareness.command_line import command_parser
from awareness.editing_commands import EDITING_COMMANDS, _agrees
from awareness.field_guide import KIND_NAMES, field_guides
from awareness.new_record import (
    DAYS_OF_READING,
    Draft,
    asked_words,
    example_command,
    has_title,
    proposed_id,
    record_text,
    taken_ids,
    write_new,
)
from awareness.output import OutputError
from awareness.project import Project
from awareness.reading import RECORD_CLASSES, Library, parse_record
from awareness.yaml_source import parse_yaml
from tests.conftest import ROOT, copy_project

WRITTEN = datetime.date(2026, 11, 22)
WAIT = 240
"""Seconds until a question must have come, on a machine that does much else."""
LEFT_TO_FILL_IN = re.compile(r"chưa có nội dung$|chỉ nhận true hoặc false$|cần một số (?:nguyên|viết liền)$")


def draft(folder: str, library: Library) -> Draft:
    assert library.vocabulary
    words = {guide.name: [next(iter(guide.words))] for guide in asked_words(folder, library.vocabulary)}
    return Draft(folder, "thu-nghiem", "Giả thợ sửa nước" if has_title(folder) else None, WRITTEN, words)


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_only_what_is_left_to_fill_in_is_told(folder: str, library: Library) -> None:
    assert library.vocabulary
    text = record_text(draft(folder, library), library.vocabulary)
    extra = {"id": "thu-nghiem"}
    record, problems = parse_record(text.encode(), RECORD_CLASSES[folder], extra, "thu-nghiem.yml")
    assert record is None
    assert problems
    lines = text.split("\n")
    for problem in problems:
        assert LEFT_TO_FILL_IN.search(problem.what), str(problem)
        place = lines[problem.line - 1][problem.column - 1 :]
        assert place.startswith('""') or re.match(r"[a-z_]+:  # .*ghi (?:true hoặc false|một số), không", place), str(
            problem
        )


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_required_fields_come_first_and_every_field_is_there(folder: str, library: Library) -> None:
    assert library.vocabulary
    text = record_text(draft(folder, library), library.vocabulary)
    before, after = text.split("## --- Không bắt buộc")
    fields = RECORD_CLASSES[folder].model_fields
    names = {field.alias or name: field.is_required() for name, field in fields.items() if name != "id"}
    for name, is_required in names.items():
        place = rf"^{name}:" if is_required else rf"^# {name}:"
        assert re.search(place, before if is_required else after, re.MULTILINE), name


def opened(text: str) -> str:
    """The same with every field that stood behind a #, those inside of others too."""
    while (fewer := re.sub(r"(?m)^( *)# ", r"\1", text)) != text:
        text = fewer
    return text


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_what_is_behind_a_hash_can_be_used(folder: str, library: Library) -> None:
    """Without its # each optional field is read: nothing is wrong with it but that it is empty."""
    assert library.vocabulary
    text = opened(record_text(draft(folder, library), library.vocabulary))
    _, problems = parse_record(text.encode(), RECORD_CLASSES[folder], {"id": "thu-nghiem"}, "x.yml")
    assert [str(problem) for problem in problems if not LEFT_TO_FILL_IN.search(problem.what)] == []


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_every_field_of_every_block_is_in_its_place(folder: str, library: Library) -> None:
    assert library.vocabulary
    written = parse_yaml(opened(record_text(draft(folder, library), library.vocabulary)).encode()).data
    for guide in field_guides(folder, library.vocabulary):
        place = written
        for name in guide.path:
            place = (place[0] if isinstance(place, list) else place)[name]  # or it is not there


def test_optional_fields_of_a_block_stay_behind_a_hash(library: Library) -> None:
    assert library.vocabulary
    text = record_text(draft("tactics", library), library.vocabulary)
    assert '    # url: ""  # không bắt buộc; Địa chỉ bài, nếu có\n' in text
    assert '  # steps:  # không bắt buộc; Việc riêng của thủ đoạn này\n  #   - ""\n' in text


def test_the_template_asks_for_as_many_questions_as_contributing(library: Library) -> None:
    assert library.vocabulary
    quiz = parse_yaml(record_text(draft("tactics", library), library.vocabulary).encode()).data["quiz"]
    assert (len(quiz["unsafe"]), len(quiz["safe"])) == (3, 3)
    assert "Ghi ba câu nguy hiểm, ba câu ổn" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_the_day_of_reading_the_sources_is_never_guessed(folder: str, library: Library) -> None:
    assert library.vocabulary
    written = parse_yaml(record_text(draft(folder, library), library.vocabulary).encode()).data
    assert {written[name] for name in DAYS_OF_READING if name in written} == {""}
    assert {written[name] for name in ("published", "updated") if name in written} <= {WRITTEN.isoformat()}


def test_nobody_is_led_to_put_true_into_quotes(library: Library) -> None:
    assert library.vocabulary
    text = record_text(draft("tactics", library), library.vocabulary)
    assert re.search(r"^  composite:  # ghi true hoặc false, không ngoặc kép", text, re.MULTILINE)


def test_ids_are_never_used_again(library: Library) -> None:
    taken = taken_ids("tactics", library)
    assert {"gia-danh-dien-luc"} <= taken
    assert {key.partition("/")[2] for key in library.published_ids if key.startswith("tactics/")} <= taken
    assert proposed_id("Giả danh điện lực", taken) == "gia-danh-dien-luc-2"
    assert proposed_id("Đừng “bấm” vào: 100% lừa!", set()) == "dung-bam-vao-100-lua"
    assert len(proposed_id("rất " * 40, set()).split("-")) == 8
    assert proposed_id("???", set()) == "ban-ghi-moi"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "tactics" / "a.yml"
    write_new(path, "một\n")
    with pytest.raises(OutputError, match="Đã có tệp"):
        write_new(path, "hai\n")
    assert path.read_text("utf-8") == "một\n"
    assert [file.name for file in path.parent.iterdir()] == ["a.yml"]


# --- at the command line ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("editing")).root


def command(project: Path, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "build_warnings.py"), "--project", str(project), *arguments]


def at_a_terminal(project: Path, arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Run a command on a pseudo terminal and type the answers, one for each question; ``^C`` interrupts."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        command(project, *arguments),
        stdin=side,
        stdout=side,
        stderr=side,
        close_fds=True,
        # tests that a shell has put into the background ignore this signal, and so would their children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(side)
    shown = ""
    for answer in answers:
        shown += _until_question(main)
        if answer == "^C":
            _interrupt(process)
        else:
            os.write(main, f"{answer}\n".encode())
    code = process.wait(timeout=WAIT)
    os.close(main)
    return code, shown


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """Again and again: between the question and the wait for its answer a signal is noticed only by the next one."""
    give_up = time.monotonic() + WAIT
    while process.poll() is None and time.monotonic() < give_up:
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)


def _until_question(terminal: int) -> str:
    shown, give_up = b"", time.monotonic() + WAIT
    while time.monotonic() < give_up:
        shown += os.read(terminal, 4096)
        if shown.endswith(b": "):
            return shown.decode("utf-8", "replace")
    raise AssertionError(shown.decode("utf-8", "replace"))


def test_new_asks_in_vietnamese_and_asks_again(project: Path) -> None:
    answers = ["1", "x" * 61, "Giả thợ sửa nước đòi vào nhà", "", "2", "3, tai-nha", "hoc sinhh", "hoc sinh", "2", "1"]
    code, shown = at_a_terminal(project, ["new"], answers)
    assert code == 0, shown
    text = (project / "warnings/tactics/gia-tho-sua-nuoc-doi-vao-nha.yml").read_text("utf-8")
    assert 'title: "Giả thợ sửa nước đòi vào nhà"' in text
    assert re.search(r"^channels: \[[a-z-]+, tai-nha\]$", text, re.MULTILINE)
    assert KIND_NAMES["tactics"] in shown
    assert "nhiều nhất 60" in shown
    assert "audiences: [hoc-sinh]" in text
    assert "ngắn thì dễ nhắn" in shown
    assert "Có phải bạn muốn viết 'hoc-sinh'? Gõ số hoặc mã trong danh sách trên" in shown
    assert shown.count("(hoc-sinh)") == 2  # the list came once more


def test_an_interrupted_new_leaves_nothing(project: Path) -> None:
    before = sorted(project.rglob("*"))
    code, _ = at_a_terminal(project, ["new"], ["1", "Một thủ đoạn khác", "^C"])
    assert code != 0
    assert sorted(project.rglob("*")) == before


def run_here(project: Path, *arguments: str) -> int:
    """The command in this process, whose standard input is no terminal."""
    options = command_parser().parse_args(["--project", str(project), *arguments])
    return EDITING_COMMANDS[options.command](options, Project(project))


def test_without_a_terminal_new_says_what_is_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_here(project, "new", "--kind", "tactics", "--title", "Thử")
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert "Thiếu --category: gia-danh-co-quan" in told
    assert "máy hỏi từng câu một" in told


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_the_example_of_a_whole_command_line_works(project: Path, folder: str, library: Library) -> None:
    assert library.vocabulary
    arguments = shlex.split(example_command(folder, library.vocabulary))[2:]
    assert run_here(project, *arguments, "--id", "vi-du-cua-lenh") == 0
    assert (project / f"warnings/{folder}/vi-du-cua-lenh.yml").is_file()


OFFERED = {
    "gia-danh-co-quan": "Giả danh cơ quan, ngân hàng",
    "gia-danh-nguoi-quen": "Giả danh người quen",
    "trom-cuop": "Trộm, cướp",
    "sms": "Tin nhắn SMS",
    "tre-em-nguoi-gia": "Trẻ em, người già",
}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("3", ["trom-cuop"]),
        ("1 3,sms", ["gia-danh-co-quan", "trom-cuop", "sms"]),
        ("sms; sms", ["sms"]),
        ("trẻ em", ["tre-em-nguoi-gia"]),
        ("TRE EM", ["tre-em-nguoi-gia"]),
        ("Trộm, cướp", ["trom-cuop"]),
        ("tin nhắn, trộm, cướp, người quen", ["sms", "trom-cuop", "gia-danh-nguoi-quen"]),
        ("trom cuop", ["trom-cuop"]),
        ("", []),
    ],
)
def test_numbers_codes_and_labels_are_understood(typed: str, names: list[str]) -> None:
    assert chosen(typed, OFFERED) == names


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("giả danh", "'giả danh' có thể là: gia-danh-co-quan (Giả danh cơ quan, ngân hàng), gia-danh-nguoi-quen (Giả"),
        ("6", "Không có '6'. Gõ số hoặc mã"),
        ("1, xyz", "Không có 'xyz'. Gõ số hoặc mã"),
        ("trom-cuopp", "Không có 'trom-cuopp'. Có phải bạn muốn viết '"),
        ("!", "Không có '!'. Gõ số hoặc mã"),
        ("²", "Không có '²'. Gõ số hoặc mã"),
    ],
)
def test_what_was_not_offered_is_told(typed: str, told: str) -> None:
    with pytest.raises(ChoiceError) as refused:
        chosen(typed, OFFERED)
    assert str(refused.value).startswith(told)


def test_fix_shows_a_diff_and_writes_only_when_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = project / "warnings/contacts/113.yml"
    sound = record.read_text("utf-8")
    broken = sound.replace('number: "113"', "number: 113").replace("confidence: A", "confidence:A")
    record.write_text(broken, "utf-8")
    assert run_here(project, "fix", str(record)) == 1
    assert '+number: "113"' in capsys.readouterr().out
    assert record.read_text("utf-8") == broken
    assert run_here(project, "fix", "--yes", str(record)) == 0
    assert record.read_text("utf-8") == sound


def test_the_two_answers_of_fix_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[str]()

    def answer(question: str) -> str:
        asked.append(question)
        return "Có"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    assert _agrees("Ghi?")
    assert asked == ["Ghi? [c = có, K = không] "]


def test_fix_leaves_what_somebody_else_has_just_saved(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = project / "warnings/contacts/114.yml"
    broken = record.read_text("utf-8").replace("confidence: A", "confidence:A")
    record.write_text(broken, "utf-8")

    def meanwhile(question: str) -> bool:
        record.write_text(f"{broken}# sửa ở nơi khác\n", "utf-8")
        return True

    monkeypatch.setattr("awareness.editing_commands._agrees", meanwhile)
    with pytest.raises(OutputError, match="vừa được sửa ở nơi khác"):
        run_here(project, "fix", str(record))
    assert record.read_text("utf-8").endswith("# sửa ở nơi khác\n")


def test_a_sign_is_no_code_without_a_label() -> None:
    with pytest.raises(ChoiceError, match="Không có"):
        chosen("?", {"zalo": ""})
