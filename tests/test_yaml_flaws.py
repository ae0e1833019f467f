"""What is wrong with the YAML of a file: every kind, word by word, at its place, and no sooner than it should.

An editor reads nothing but these sentences; each says what, and how to mend it.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from awareness import yaml_source
from awareness.yaml_source import MAX_BYTES, MAX_CHARACTER_FLAWS, MAX_DEPTH, MAX_PIECES, Unquoted, parse_yaml

LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.mark.parametrize("loader", LOADERS, ids=["python", "libyaml"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('a: "x\ty"', [(1, 6, "Có dấu tab", "Thay bằng dấu cách")]),
        ('a: "x\xa0y"', [(1, 6, "Có dấu cách không ngắt (thường do chép từ Word)", "Xóa đi rồi gõ lại dấu cách")]),
        ('a: "x\ufeffy"', [(1, 6, "Có ký tự BOM ở giữa tệp", "Xóa ký tự này")]),
        ('a: "x\u200by"', [(1, 6, "Có ký tự ẩn U+200B", "Xóa ký tự này, gõ lại chữ ở chỗ đó")]),
        (
            'a: b\nc: "x\xa0\xa0\xa0y"',
            [(2, 6, "Có dấu cách không ngắt (thường do chép từ Word)", "Xóa đi rồi gõ lại dấu cách")],
        ),
        ('\na: "x\u200by"', [(2, 6, "Có ký tự ẩn U+200B", "Xóa ký tự này, gõ lại chữ ở chỗ đó")]),
        ("ab\0: c", [(1, 3, "Có ký tự ẩn U+0000", "Xóa ký tự này, gõ lại chữ ở chỗ đó")]),
        ("\u200ba: b", [(1, 1, "Có ký tự ẩn U+200B", "Xóa ký tự này, gõ lại chữ ở chỗ đó")]),
        ('a: "gіả"', [(1, 6, "Có chữ không phải chữ Việt (U+0456), có khi trông giống", "Xóa đi rồi gõ lại chữ ấy")]),
        (
            'a: b\nc: "x𝐀"',
            [(2, 6, "Có chữ không phải chữ Việt (U+1D400), có khi trông giống", "Xóa đi rồi gõ lại chữ ấy")],
        ),
        (
            "a: [b, &x c]",
            [
                (
                    1,
                    8,
                    "Dấu & đứng đầu là mốc neo của YAML, không dùng ở đây",
                    'Nếu là chữ thường, đặt cả câu trong ngoặc kép "…"',
                )
            ],
        ),
        (
            "a: [b, *x]",
            [
                (
                    1,
                    8,
                    "Dấu * đứng đầu là tham chiếu của YAML, không dùng ở đây",
                    'Nếu là chữ thường, đặt cả câu trong ngoặc kép "…"',
                )
            ],
        ),
        (
            "a: b\nc: !x y",
            [
                (
                    2,
                    4,
                    "Dấu ! đứng đầu là nhãn kiểu của YAML, không dùng ở đây",
                    'Nếu là chữ thường, đặt cả câu trong ngoặc kép "…"',
                )
            ],
        ),
        ("", [(1, 1, "Tệp không có nội dung", "Chép một bản ghi mẫu rồi sửa")]),
        ("# ghi chú\n", [(1, 1, "Tệp không có nội dung", "Chép một bản ghi mẫu rồi sửa")]),
        ("[[[[[[[[[[[[[]]]]]]]]]]]]]", [(1, 13, "Các mục lồng nhau quá 12 tầng", "Bỏ bớt tầng")]),
        ("a: b\nc: [[[[[[[[[[[[]]]]]]]]]]]]", [(2, 15, "Các mục lồng nhau quá 12 tầng", "Bỏ bớt tầng")]),
        ("? [a]\n: b", [(1, 3, "Tên mục phải là một chữ", "Viết tên mục, dấu hai chấm, rồi nội dung")]),
        ("a: b\n<<: c", [(2, 1, "Không dùng << để gộp mục", "Chép nội dung vào đây")]),
        (
            "a: b\nc: d\na: e",
            [
                (
                    3,
                    1,
                    "Mục 'a' viết hai lần (lần đầu ở dòng 1)",
                    "Giữ một, xóa một; nếu là ý mới của danh sách thì thêm dấu gạch ở đầu",
                )
            ],
        ),
        ("a: “b”", [(1, 4, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')]),
        ("a: ”b”", [(1, 4, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')]),
        ("a: ’b’", [(1, 4, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')]),
        ("a: „b”", [(1, 4, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')]),
        ("a: ‘b’", [(1, 4, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')]),
        ("a: «b»", [(1, 4, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')]),
        ('a: b"', [(1, 4, "Thiếu ngoặc kép mở đầu câu", 'Thêm ngoặc " ở đầu câu')]),
        (
            "a: b #c",
            [
                (
                    1,
                    4,
                    "Chữ từ dấu # trở đi bị bỏ qua",
                    "Đặt cả câu trong ngoặc kép; nếu là ghi chú thì thêm dấu cách sau #",
                )
            ],
        ),
        (
            "a: b  #c",
            [
                (
                    1,
                    4,
                    "Chữ từ dấu # trở đi bị bỏ qua",
                    "Đặt cả câu trong ngoặc kép; nếu là ghi chú thì thêm dấu cách sau #",
                )
            ],
        ),
        ("a: b # c", []),
        ("a: b#c", []),
        ('a: "b\n  \\n c"', [(2, 3, "Dấu \\ trong ngoặc kép không dùng được", "Bỏ dấu \\ đi")]),
        ('\na: "b\\n"', [(2, 6, "Dấu \\ trong ngoặc kép không dùng được", "Bỏ dấu \\ đi")]),
        ('a: "b \\" c \\\\"', []),
        ('a:"b"\nc: d', [(1, 3, "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"')]),
        ("a: b\n  c\nd: e", [(2, 4, "Thiếu dấu hai chấm sau tên mục", 'Thêm dấu hai chấm: mục: "nội dung"')]),
        ('- -text: "b"', [(1, 3, "Câu này nuốt luôn dòng sau", 'Đặt cả câu trong ngoặc kép "…"')]),
        ('a: "b\nc: d', [(1, 4, 'Mở ngoặc " mà không đóng', 'Thêm " ở cuối câu')]),
        ('a: "b" c', [(1, 6, "Ngoặc đóng lại giữa câu", "Lời trích bên trong dùng ngoặc cong “ ”")]),
        ("a: 'b\\n'", []),
        # where the two parsers would not agree
        ("a: >-#b\n  c", [(1, 4, "Câu không được mở đầu bằng >", "Đặt cả câu trong ngoặc kép")]),
        ("a: {b:}", []),
        ("a: b:c", [(1, 4, "Câu này nuốt luôn dòng sau", 'Đặt cả câu trong ngoặc kép "…"')]),
        ("-a\n-b", [(1, 2, "Thiếu dấu cách sau dấu gạch đầu dòng", 'Viết: - "nội dung"')]),
        ("a: {b: c", [(1, 4, "Mở ngoặc { mà không đóng", "Thêm } ở cuối dòng, hoặc đặt cả câu trong ngoặc kép")]),
        ("a:\n - b\n  - c", [(2, 2, "Thụt đầu dòng lệch", "Thụt vào 2 dấu cách như dòng cùng nhóm")]),
        (b"\xff\xfea\x00", [(1, 1, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        (b"a\x00:\x00", [(1, 1, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        (b"\x00a", [(1, 1, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        ("à\0a: b", [(1, 1, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        (b"a\x00\xff", [(1, 1, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        (b"ab\x00\xff", [(1, 4, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        (b"a: b\r\nc: \xe1", [(2, 4, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")]),
        (
            b"a: b\rc: d\ra: e",
            [
                (
                    3,
                    1,
                    "Mục 'a' viết hai lần (lần đầu ở dòng 1)",
                    "Giữ một, xóa một; nếu là ý mới của danh sách thì thêm dấu gạch ở đầu",
                )
            ],
        ),
        (
            b"\xef\xbb\xbfa: b\nc: \xff",
            [(2, 4, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")],
        ),
    ],
)
def test_what_is_wrong_is_told_word_by_word(
    content: str | bytes, told: list[tuple[int, int, str, str]], loader: type[Any]
) -> None:
    tree = parse_yaml(content.encode() if isinstance(content, str) else content, loader)
    assert [(flaw.line, flaw.column, flaw.what, flaw.fix) for flaw in tree.flaws] == told


TOO_MANY = (1, 1, "Tệp có quá 4000 dòng, dấu phẩy, dấu ngoặc", "Chia nhỏ hoặc bỏ bớt nội dung")


def test_limits_are_what_they_say() -> None:
    assert (MAX_BYTES, MAX_DEPTH, MAX_PIECES, MAX_CHARACTER_FLAWS) == (200_000, 12, 4_000, 100)


@pytest.mark.parametrize(
    ("fits", "does_not"),
    [
        (b'a: "' + b"x" * 199_995 + b'"', b'a: "' + b"x" * 199_996 + b'"'),
        (b"- a\n" * 4_000, b"- a\n" * 4_001),
        (b"- [" + b"a," * 4_000 + b"]", b"- [" + b"a," * 4_001 + b"]"),
        (b"- a\n" * 2_000 + b"- [" + b"a," * 2_000 + b"]", b"- a\n" * 2_001 + b"- [" + b"a," * 2_000 + b"]"),
        (b"- '" + b"[]" * 4_000 + b"'", b"- '" + b"[]" * 4_001 + b"'"),
        (b"- '" + b"[]{}" * 2_000 + b"'", b"- '" + b"[]{}" * 2_000 + b"[]'"),
    ],
    ids=["bytes", "lines", "commas", "lines and commas", "brackets", "two kinds of brackets"],
)
def test_a_file_of_the_largest_size_is_read_and_one_step_more_is_not(fits: bytes, does_not: bytes) -> None:
    assert parse_yaml(fits).flaws == []
    refused = parse_yaml(does_not)
    assert refused.data is None
    (flaw,) = refused.flaws
    too_large = (1, 1, "Tệp lớn hơn 200 KB", "Chia nhỏ hoặc bỏ bớt nội dung")
    assert (flaw.line, flaw.column, flaw.what, flaw.fix) == (too_large if len(does_not) > MAX_BYTES else TOO_MANY)


def test_of_many_odd_characters_and_letters_a_hundred_each_are_told() -> None:
    flaws = parse_yaml('a: "{}"'.format("\u200bx" * 101 + "\u0456" * 101).encode()).flaws
    assert len(flaws) == 200
    assert sum("ẩn" in flaw.what for flaw in flaws) == 100


TOO_DEEP = ("Các mục lồng nhau quá 12 tầng", "Bỏ bớt tầng")
STEPS = "".join(f"{'    ' * number}a{number}:\n" for number in range(12)) + "    " * 12 + "b: c\n"


@pytest.mark.parametrize("loader", LOADERS, ids=["python", "libyaml"])
@pytest.mark.parametrize(("content", "place"), [(STEPS, (13, 49)), ("[[],[],[[[[[[[[[[[[]]]]]]]]]]]]]", (1, 19))])
def test_of_what_lies_too_deep_nothing_is_read(content: str, place: tuple[int, int], loader: type[Any]) -> None:
    tree = parse_yaml(content.encode(), loader)
    assert tree.data is None
    assert [(flaw.line, flaw.column, flaw.what, flaw.fix) for flaw in tree.flaws] == [(*place, *TOO_DEEP)]


def test_what_lies_side_by_side_is_not_deep() -> None:
    """Though a line begins far to the right, as in a deep file."""
    assert parse_yaml(b"- [a]\n" * 13 + b"- >\n" + b" " * 48 + b"b\n").flaws == []


def test_a_parser_that_is_at_its_end_is_told_as_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(text: str, loader: type[Any]) -> None:
        raise RecursionError

    monkeypatch.setattr(yaml_source, "_compose", give_up)
    tree = parse_yaml('a: "x\u00a0y"'.encode())
    assert tree.data is None
    assert [(flaw.line, flaw.column) for flaw in tree.flaws] == [(1, 6), (1, 1)]
    assert (tree.flaws[1].what, tree.flaws[1].fix) == TOO_DEEP


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML without libyaml")
def test_where_there_is_libyaml_it_parses() -> None:
    assert yaml_source.FastLoader is yaml.CSafeLoader


def test_what_is_refused_lets_the_rest_be_read() -> None:
    tree = parse_yaml('a: "x\u00a0y"\nb: “c”\n<<: d\ne: f'.encode())
    assert tree.data == {"a": "x y", "b": "“c”", "e": "f"}
    assert [flaw.line for flaw in tree.flaws] == [1, 2, 3]


@pytest.mark.parametrize("loader", LOADERS, ids=["python", "libyaml"])
def test_every_value_and_every_key_has_its_place(loader: type[Any]) -> None:
    tree = parse_yaml(b"a: b\nlist:\n  - c\n  - d:\n    e: f\nempty:\n'quoted': ''\n", loader)
    assert tree.data == {"a": "b", "list": ["c", {"d": "", "e": "f"}], "empty": "", "quoted": ""}
    assert tree.position(()) == (1, 1)
    assert tree.position(("a",)) == (1, 4)
    assert tree.position(("a",), of_key=True) == (1, 1)
    assert tree.position(("list",)) == (3, 3)
    assert tree.position(("list",), of_key=True) == (2, 1)
    assert tree.position(("list", 0)) == (3, 5)
    assert tree.position(("list", 0), of_key=True) == (3, 5)  # what stands in a list has no key
    assert tree.position(("list", 1, "e")) == (5, 8)
    assert tree.position(("list", 1, "d")) == (4, 5)  # nothing: its key stands for it
    assert tree.position(("empty",)) == (6, 1)
    assert tree.position(("quoted",)) == (7, 11)
    # what is not there: the nearest that is
    assert tree.position(("list", 2)) == (3, 3)
    assert tree.position(("list", "a")) == (3, 3)
    assert tree.position(("list", 1, "g", "h")) == (4, 5)
    assert tree.position(("g",)) == (1, 1)
    assert parse_yaml(b"").position(("a",)) == (1, 1)


def test_what_yaml_would_take_for_a_number_is_text_that_knows_it() -> None:
    data = parse_yaml(b"a: 113\nb: '113'\nc: yes\nd:\ne: 1a\n").data
    assert {key: type(value) for key, value in data.items()} == {
        "a": Unquoted,
        "b": str,
        "c": Unquoted,
        "d": Unquoted,
        "e": str,
    }
