"""What is wrong with a file or its place, word by word; what is read of sound ones, and what is remembered of them."""

# ruff: noqa: E501 - sentences stand here as they are shown

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from pydantic import BaseModel

from awareness import reading
from awareness.problems import Problem
from awareness.reading import locate, parse_record, read_again, read_library, shown
from awareness.records import Tip
from awareness.single_files import Banner, Emergency, SearchWords
from awareness.slices import Slice
from awareness.work_memory import NO_MEMORY, WorkMemory
from tests.conftest import SAMPLE

BANNER: Final = """text: "Cúp máy, đừng chuyển tiền."
page: docs/ngan-hang
from: "2026-11-20"
until: "2026-11-25"
severity: cao
"""
TIP: Final = SAMPLE.joinpath("tips/toi-pham-dang-xay-ra.yml").read_text("utf-8")
REPORT: Final = SAMPLE.joinpath("emergency.yml").read_text("utf-8")
SEARCH_WORDS: Final = """abbreviations:
  ca: ["công an"]
groups:
  - ["cha", "ba"]
light:
"""


# --- one file --------------------------------------------------------------------------------------------------

NO_RECORD: Final = (1, 1, "Tệp phải gồm các mục, mỗi mục một tên", 'Viết: title: "…", rồi các mục khác')
FROM_WORD: Final = ("Có dấu cách không ngắt (thường do chép từ Word)", "Xóa đi rồi gõ lại dấu cách")


class Flawed(NamedTuple):
    """What stands in a file, and all that is told about it: line, column, what is wrong, how to mend it."""

    content: str
    told: list[tuple[int, int, str, str]]
    model: type[BaseModel] = Banner


FLAWED: Final[dict[str, Flawed]] = {
    "nothing": Flawed("", [(1, 1, "Tệp không có nội dung", "Chép một bản ghi mẫu rồi sửa")]),
    "a list": Flawed("- a\n- b\n", [NO_RECORD]),
    "a word": Flawed("abc\n", [NO_RECORD]),
    "a list with a slip": Flawed('- "x\u00a0y"\n', [(1, 5, *FROM_WORD)]),
    "an id": Flawed(
        f"{TIP}id: toi-pham\n",
        [(77, 1, "Không viết mục 'id'", "Xóa dòng này; tên tệp là mã của bản ghi")],
        Tip,
    ),
    "an id where there is none": Flawed(
        f"{BANNER}id: toi-pham\n", [(6, 1, "Không viết mục 'id'", "Xóa dòng này; tên tệp là mã của bản ghi")]
    ),
    "a sign that does not belong there": Flawed(BANNER.replace("Cúp máy", "Cúp\u00a0máy"), [(1, 11, *FROM_WORD)]),
    "such a sign in a value that is refused as well": Flawed(
        BANNER.replace("cao", '"C\u00a0ao"').replace("docs/ngan-hang", "docs"),
        [
            (5, 13, *FROM_WORD),
            (2, 7, "'docs' không phải mã của một trang", "Viết thư mục rồi mã: tactics/gia-danh-dien-luc"),
        ],
    ),
    "a colon without a space, in the middle of a line": Flawed(
        REPORT.replace('{label: "Người viết"', "{label:Người viết"),
        [(4, 12, "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"')],
        Emergency,
    ),
    "a colon of another keyboard, in the middle of a line": Flawed(
        REPORT.replace('{label: "Người viết"', "{label：Người viết"),
        [(4, 11, "Dấu hai chấm gõ bằng bàn phím khác", "Thay bằng dấu : và dấu cách")],
        Emergency,
    ),
    "a sign of equality, in the middle of a line": Flawed(
        REPORT.replace('{label: "Người viết"', "{label = Người viết"),
        [(4, 11, "Thiếu dấu hai chấm sau tên mục", "Thay dấu = bằng dấu hai chấm")],
        Emergency,
    ),
    "the longest sentence": Flawed(
        f"{BANNER}{'x' * 257}: y\n",
        [
            (
                6,
                1,
                f"Không có mục nào tên '{'x' * 257}'",
                "Xóa mục này, hoặc xem tên các mục trong CONTRIBUTING.md",
            )
        ],
    ),
    "a sentence that is cut": Flawed(
        f"{BANNER}{'x' * 258}: y\n",
        [
            (
                6,
                1,
                f"Không có mục nào tên '{'x' * 257}…",
                "Xóa mục này, hoặc xem tên các mục trong CONTRIBUTING.md",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", FLAWED)
def test_what_is_wrong_with_a_file_is_told_word_by_word(name: str) -> None:
    content, told, model = FLAWED[name]
    record, problems = parse_record(content.encode(), model, {"id": "x"} if model is Tip else {}, "a/b.yml")
    assert record is None
    assert [(problem.line, problem.column, problem.what, problem.fix) for problem in problems] == told
    assert {(problem.path, problem.severity) for problem in problems} == {("a/b.yml", "error")}


def test_a_long_proposal_is_cut_as_well() -> None:
    (problem,) = parse_record(BANNER.replace("cao", "A" * 300).encode(), Banner, {}, "x.yml")[1]
    assert len(problem.what) == len(problem.fix) == 280
    assert problem.fix == f"Có phải bạn muốn viết '{'a' * 256}…"


def test_a_hundred_problems_of_a_file_are_told() -> None:
    """Whether the reader of YAML has found them or the schema."""
    signs = '- "{}"\n'.format("\u200bx" * 100 + "\u0456" * 100)
    assert len(parse_record(signs.encode(), Banner, {}, "x.yml")[1]) == 100
    empty = SEARCH_WORDS + '  - ""\n' * 101
    assert [problem.line for problem in parse_record(empty.encode(), SearchWords, {}, "x.yml")[1]] == [*range(6, 106)]


def test_a_sound_file_is_a_record() -> None:
    banner, problems = parse_record(BANNER.encode(), Banner, {}, "x.yml")
    assert problems == []
    assert banner is not None
    assert (banner.text, banner.page, banner.severity) == ("Cúp máy, đừng chuyển tiền.", "docs/ngan-hang", "cao")


def test_where_a_value_stands_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "banner.yml"
    path.write_text(BANNER, "utf-8")
    assert locate(path, ("until",)) == (4, 8)
    assert locate(path, ("until",), of_key=True) == (4, 1)


# --- a folder --------------------------------------------------------------------------------------------------


@pytest.fixture
def warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The frozen sample; problems name its files from the folder it is in."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(SAMPLE, tmp_path / "warnings"))


def told(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """All that a problem about a whole file says: it is placed at its beginning."""
    assert {(problem.line, problem.column) for problem in problems} <= {(1, 1)}
    return [(problem.path.removeprefix("warnings/"), problem.what, problem.fix) for problem in problems]


NO_RECORD_FILE: Final = "Không phải tệp bản ghi"
ODD_NAME: Final = "Tên tệp chỉ được có chữ thường không dấu, số và dấu gạch nối"


@pytest.mark.parametrize(
    ("file", "what", "fix"),
    [
        ("tactics/giả_danh.yml.txt", NO_RECORD_FILE, "Đổi tên thành gia-danh.yml, hoặc dời đi"),
        ("tips/!.txt", NO_RECORD_FILE, "Đổi tên thành ten-thu-doan.yml, hoặc dời đi"),
        ("areas/ghi-chu.yaml", NO_RECORD_FILE, "Đổi tên thành ghi-chu.yml, hoặc dời đi"),
        ("tips/Hoa Đào.yml", ODD_NAME, "Đổi tên tệp thành hoa-dao.yml"),
        ("contacts/!.yml", ODD_NAME, "Đổi tên tệp thành ten-thu-doan.yml"),
        ("vocabulary.yaml", "'vocabulary.yaml' không thuộc thư mục này", "Có phải bạn muốn viết 'vocabulary.yml'?"),
        (
            "zzz",
            "'zzz' không thuộc thư mục này",
            "Dời đi; bản ghi nằm trong tactics, responses, tips, guides, models, checklists, campaigns, contacts, areas",
        ),
    ],
)
def test_a_file_that_does_not_belong_there(file: str, what: str, fix: str, warnings: Path) -> None:
    (warnings / file).write_text(BANNER, "utf-8")
    library, problems = read_library(warnings)
    assert told(problems) == [(file, what, fix)]
    assert set(library.broken) == ({file.removesuffix(".yml")} if what == ODD_NAME else set())


@pytest.mark.parametrize("file", [".DS_Store", "tactics/.trom.yml.swp", "published-ids.txt", "published-addresses.txt"])
def test_a_file_that_nobody_minds(file: str, warnings: Path) -> None:
    (warnings / file).write_text("", "utf-8")
    assert read_library(warnings)[1] == []


def test_a_folder_in_place_of_a_file(warnings: Path) -> None:
    (warnings / "tips/them.yml").mkdir()
    (warnings / "emergency.yml").unlink()
    (warnings / "emergency.yml").mkdir()
    library, problems = read_library(warnings)
    assert told(problems) == [
        (
            "emergency.yml",
            f"Không mở được tệp ({os.strerror(errno.EISDIR)})",
            "Tạo tệp, hoặc xem lại tên và quyền đọc",
        ),
        ("tips/them.yml", "Đây là thư mục, không phải tệp bản ghi", "Dời đi, hoặc xóa nếu trống"),
    ]
    assert library.broken == {"emergency.yml": {}}


def test_a_link_in_place_of_a_file(warnings: Path) -> None:
    (warnings / "tips/them.yml").symlink_to(warnings / "tips/toi-pham-dang-xay-ra.yml")
    problems = read_library(warnings)[1]
    assert told(problems) == [("tips/them.yml", "Tệp này là liên kết tới tệp khác", "Chép nội dung vào một tệp thật")]


def test_what_is_not_there(warnings: Path) -> None:
    """Only the banner, and kinds of records, need not be."""
    (warnings / "banner.yml").unlink()
    (warnings / "site.yml").unlink()
    shutil.rmtree(warnings / "campaigns")
    library, problems = read_library(warnings)
    assert told(problems) == [("site.yml", "Không có tệp này", "Tạo tệp, hoặc xem lại tên và quyền đọc")]
    assert (library.site, library.banner, library.campaigns) == (None, None, {})
    assert "banner.yml" not in library.files
    assert library.broken == {"site.yml": {}}


def test_no_folder_at_all(warnings: Path) -> None:
    library, problems = read_library(warnings / "nowhere")
    assert told(problems) == [("nowhere", "Không có thư mục này", "Xem lại tên thư mục")]
    assert library.files == {}


def test_files_elsewhere_are_named_in_full(warnings: Path, tmp_path: Path) -> None:
    assert shown(warnings / "site.yml") == "warnings/site.yml"
    assert shown(tmp_path.parent / "site.yml") == f"{tmp_path.parent.as_posix()}/site.yml"


# --- what is read ----------------------------------------------------------------------------------------------

KEYS: Final = [
    "tactics/gia-danh-cong-an-vien-kiem-sat-toa-an",
    "tactics/phong-chay-mo-hinh-12-1",
    "tactics/trom-dot-nhap-nha",
    "responses/da-chuyen-tien",
    "responses/dang-co-chay",
    "responses/vu-viec-ngoai-doi",
    "tips/toi-pham-dang-xay-ra",
    "guides/dang-co-nguoi-goi",
    "guides/ong-ba-con-chau",
    "models/kiem-tra-pccc-12-1",
    "models/moc-khoa-to-giac-toi-pham",
    "checklists/12-1-ho-gia-dinh",
    "campaigns/cuoi-nam",
    "contacts/111",
    "contacts/113",
    "contacts/114",
    "contacts/115",
    "contacts/156",
    "contacts/cong-an-xa-phuong",
    "areas/can-tho-ninh-kieu",
]
SINGLES: Final = ["site.yml", "vocabulary.yml", "search-words.yml", "source-items.yml", "banner.yml", "emergency.yml"]


def test_everything_is_read(warnings: Path) -> None:
    library, problems = read_library(warnings)
    assert problems == []
    assert [key for key, _ in library.records()] == KEYS
    assert [f"{record.folder}/{record.id}" for _, record in library.records()] == KEYS
    singles = (library.site, library.vocabulary, library.search_words, library.source_items)
    assert [type(single).__name__ for single in (*singles, library.banner, library.emergency)] == [
        "Site",
        "Vocabulary",
        "SearchWords",
        "SourceItems",
        "Banner",
        "Emergency",
    ]
    assert library.broken == {}
    assert library.files == {
        **{key: warnings / f"{key}.yml" for key in KEYS},
        **{name: warnings / name for name in (*SINGLES, "published-ids.txt")},
    }
    assert library.digests == {
        key: hashlib.sha256(library.files[key].read_bytes()).hexdigest() for key in (*KEYS, *SINGLES)
    }
    assert library.published_ids == frozenset()


def test_ids_that_were_published_are_read_without_remarks(warnings: Path) -> None:
    (warnings / "published-ids.txt").write_text("# mã đã đăng\n\ntips/một \n  tips/hai\n#tips/ba\n", "utf-8")
    assert read_library(warnings)[0].published_ids == {"tips/một", "tips/hai"}


def test_pages_that_people_wrote_are_known_by_their_titles(warnings: Path) -> None:
    assert read_library(warnings)[0].hand_written is None
    docs = warnings.parent / "docs"
    (docs / "canh-bao").mkdir(parents=True)
    for name, content in {
        "co-ten.md": b'---\ntitle: "T\xc3\xaan trang"\n---\n# Kh\xc3\xa1c\n',
        "cua-windows.md": b"---\r\ntitle: T\xc3\xaan\r\n---\r\n",
        "khong-ten.md": b"---\ntemplate: shell.html\n---\n",
        "danh-sach.md": b"---\n- title\n---\n",
        "trong.md": b"---\n\n---\n",
        "tran.md": b"# Ti\xc3\xaau \xc4\x91\xe1\xbb\x81\n",
        "index.md": b"---\ntitle: Trang\n---\n",
        "anh.png": b"",
        "canh-bao/khac.md": b"",
    }.items():
        (docs / name).write_bytes(content)
    assert read_library(warnings)[0].hand_written == {
        "docs/co-ten": "Tên trang",
        "docs/cua-windows": "Tên",
        "docs/danh-sach": "danh-sach",
        "docs/khong-ten": "khong-ten",
        "docs/tran": "tran",
        "docs/trong": "trong",
    }


def test_a_library_is_narrowed_to_some_records(warnings: Path) -> None:
    for name in ("tips/toi-pham-dang-xay-ra", "contacts/156"):
        (warnings / f"{name}.yml").write_text("title: [a]", "utf-8")
    library, _ = read_library(warnings)
    assert library.broken == {"tips/toi-pham-dang-xay-ra": {"title": ["a"]}, "contacts/156": {"title": ["a"]}}
    narrowed = library.narrowed_to(["contacts/113", "contacts/156", "models/113"])
    assert [key for key, _ in narrowed.records()] == ["contacts/113"]
    assert narrowed.broken == {"contacts/156": {"title": ["a"]}}
    assert (narrowed.files, narrowed.site) == (library.files, library.site)
    assert len(list(library.records())) == len(KEYS) - 2
    assert len(library.broken) == 2


@pytest.mark.parametrize(("content", "data"), [("title: [a]", {"title": ["a"]}), ("- title", {}), ("title: [", {})])
def test_what_stands_in_a_broken_record_is_kept(content: str, data: dict[str, Any], warnings: Path) -> None:
    (warnings / "contacts/113.yml").write_text(content, "utf-8")
    (warnings / "site.yml").write_text(content, "utf-8")
    library, problems = read_library(warnings)
    assert {problem.path for problem in problems} == {"warnings/contacts/113.yml", "warnings/site.yml"}
    assert library.broken == {"contacts/113": data, "site.yml": data}
    assert "113" not in library.contacts
    assert (
        library.digests["contacts/113"] == library.digests["site.yml"] == hashlib.sha256(content.encode()).hexdigest()
    )


def test_files_from_elsewhere_are_read_as_what_their_folder_says(warnings: Path, tmp_path: Path) -> None:
    for folder, source in {"contacts": "contacts/115", "ban-nhap": "tactics/trom-dot-nhap-nha"}.items():
        (tmp_path / "khac" / folder).mkdir(parents=True)
        shutil.copy(warnings / f"{source}.yml", tmp_path / "khac" / folder / "them.yml")
    another_113 = tmp_path / "khac/contacts/113.yml"
    another_113.write_text((warnings / "contacts/115.yml").read_text("utf-8"), "utf-8")
    further = [tmp_path / "khac/contacts/them.yml", tmp_path / "khac/ban-nhap/them.yml", another_113]
    library, problems = read_library(warnings, further)
    assert problems == []
    assert library.contacts["113"].title == library.contacts["them"].title == "115 – Cấp cứu y tế"
    assert library.tactics["them"].title == "Trộm đột nhập nhà ở, nhất là khi vắng chủ"
    assert library.files["contacts/113"] == another_113
    assert len(list(library.records())) == len(KEYS) + 2


def test_a_file_of_the_folder_is_read_once(warnings: Path) -> None:
    (warnings / "contacts/113.yml").write_text("- a\n", "utf-8")
    _, problems = read_library(warnings, [warnings / "tips/../contacts/113.yml", Path("khac/contacts/112.yml")])
    assert told(problems) == [
        ("contacts/113.yml", *NO_RECORD[2:]),
        ("khac/contacts/112.yml", "Không có tệp này", "Tạo tệp, hoặc xem lại tên và quyền đọc"),
    ]


def test_an_edited_record_is_read_again(warnings: Path) -> None:
    library, _ = read_library(warnings)
    path = warnings / "contacts/113.yml"
    sound = path.read_text("utf-8")
    path.write_text("- a\n", "utf-8")
    assert told(read_again(library, path)) == [("contacts/113.yml", *NO_RECORD[2:])]
    assert "113" not in library.contacts
    assert library.broken == {"contacts/113": {}}
    path.write_text(sound.replace("113 – Công an", "113 – Cảnh sát"), "utf-8")
    assert read_again(library, path) == []
    assert library.contacts["113"].title == "113 – Cảnh sát"
    assert library.broken == {}
    assert library.digests["contacts/113"] == hashlib.sha256(path.read_bytes()).hexdigest()


# --- what is remembered ----------------------------------------------------------------------------------------


class Notes(WorkMemory):
    """A memory that can be looked into."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = dict[str, str]()

    @property
    def is_empty(self) -> bool:
        return False

    def recall(self, keys: Collection[str]) -> dict[str, str]:
        return {key: self.answers[key] for key in keys if key in self.answers}

    def keep(self, key: str, answer: str) -> None:
        self.answers[key] = answer

    def rewrite(self, old: str, new: str) -> None:
        """As no build would: so one sees that an answer comes from here."""
        assert any(old in answer for answer in self.answers.values())
        self.answers = {key: answer.replace(old, new) for key, answer in self.answers.items()}


def test_what_sound_records_say_is_remembered(warnings: Path) -> None:
    """Each under its own bytes, as it stands in the file, without its id."""
    (warnings / "contacts/113.yml").write_text("title: [", "utf-8")
    notes = Notes()
    first, problems = read_library(warnings, memory=notes)
    assert {problem.path for problem in problems} == {"warnings/contacts/113.yml"}
    assert len(notes.answers) == len(KEYS) - 1
    (answer,) = [answer for answer in notes.answers.values() if answer.startswith('{"title": "115 – Cấp cứu y tế", ')]
    assert json.loads(answer)["number"] == "115"
    assert not any("id" in json.loads(answer) for answer in notes.answers.values())

    second, problems_again = read_library(warnings, memory=notes)
    assert second == first
    assert problems_again == problems


def test_what_is_remembered_is_not_read_again(warnings: Path) -> None:
    notes = Notes()
    before, _ = read_library(warnings, memory=notes)
    notes.rewrite("Cấp cứu y tế", "Xe cứu thương")
    edited = warnings / "contacts/113.yml"
    edited.write_text(edited.read_text("utf-8").replace("113 – Công an", "113 – Cảnh sát"), "utf-8")
    (warnings / "contacts/Hoa.yml").write_bytes((warnings / "contacts/115.yml").read_bytes())

    library, problems = read_library(warnings, [Path("khac/contacts/112.yml")], memory=notes)
    assert told(problems) == [
        ("contacts/Hoa.yml", ODD_NAME, "Đổi tên tệp thành hoa.yml"),
        ("khac/contacts/112.yml", "Không có tệp này", "Tạo tệp, hoặc xem lại tên và quyền đọc"),
    ]
    assert [key for key, _ in library.records()] == KEYS
    titles = {key: record.title for key, record in library.contacts.items()}
    assert titles == {key: record.title for key, record in before.contacts.items()} | {
        "113": "113 – Cảnh sát",
        "115": "115 – Xe cứu thương",
    }
    assert library.digests["contacts/115"] == before.digests["contacts/115"]
    assert len(notes.answers) == len(KEYS) + 1

    assert read_library(warnings, memory=NO_MEMORY)[0].contacts["115"].title == "115 – Cấp cứu y tế"


def test_nothing_is_put_down_that_nobody_asked_for(warnings: Path) -> None:
    path = warnings / "contacts/115.yml"
    assert reading._read_record(path, "contacts").parsed == ""
    assert reading._read_file(warnings / "banner.yml", Banner, {}).parsed == ""
    assert json.loads(reading._read_record(path, "contacts", is_kept=True).parsed)["number"] == "115"


# --- side by side ----------------------------------------------------------------------------------------------


class Readers:
    """Takes the place of a crew, and sees to it that each reader is told to go on before its answer is taken."""

    def __init__(self) -> None:
        self.slices: Sequence[Slice] = ()
        self.ahead = 0
        self.rounds: Sequence[int] = ()
        self.label = ""

    @contextmanager
    def crew(self, slices: Sequence[Slice]) -> Iterator[Readers]:
        self.slices, self.ahead = slices, 0
        yield self
        assert self.ahead == 0, "they were told to go on, and nobody takes their answers"

    def gather(self) -> list[Any]:
        assert self.ahead, "they wait for a word to go on"
        self.ahead -= 1
        return [piece.send(None) for piece in self.slices]

    def tell(self, message: object) -> None:
        assert message is None
        self.ahead += 1

    def watched(self, rounds: Sequence[int], label: str) -> Sequence[int]:
        self.rounds, self.label = rounds, label
        return rounds


@pytest.mark.parametrize(
    ("files", "readers", "rounds"),
    [
        (1, 1, [0]),
        (100, 1, [0]),
        (101, 1, [0, 100]),
        (199, 1, [0, 100]),
        (200, 2, [0]),
        (201, 2, [0, 200]),
        (399, 2, [0, 200]),
        (401, 2, [0, 200, 400]),
    ],
)
def test_hundreds_of_files_are_read_side_by_side(
    files: int, readers: int, rounds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of which the answers come as if there were one reader. The names are flaws, so that nothing is opened."""
    crew = Readers()
    monkeypatch.setattr(reading, "crew", crew.crew)
    monkeypatch.setattr(reading, "watched", crew.watched)
    monkeypatch.setattr(reading, "available_processors", lambda: 2)
    paths = [tmp_path / f"Tep {number:03}.yml" for number in range(files)]
    problems = read_library(tmp_path, paths)[1]
    fixes = [problem.fix for problem in problems if problem.what == ODD_NAME]
    assert fixes == [f"Đổi tên tệp thành tep-{number:03}.yml" for number in range(files)]
    assert len(crew.slices) == readers
    assert ([*crew.rounds], crew.label) == (rounds, "Đọc bản ghi")
