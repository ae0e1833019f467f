"""Files that are made to do harm: each is refused with a Vietnamese sentence, and costs next to nothing.

The corpus is made here, since a repository should not hold bombs. Time is that of this process, so that a busy machine
does not matter much, and there are three tries.
"""

from __future__ import annotations

import codecs
import re
import time
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from awareness.problems import Problem
from awareness.reading import parse_record, read_library, validated
from awareness.records import Tactic
from awareness.yaml_source import MAX_BYTES, MAX_DEPTH, MAX_PIECES, parse_yaml
from tests.conftest import ROOT, copy_project

REAL: Final = sorted((ROOT / "warnings/tactics").glob("*.yml"))[0]
TEXT: Final = REAL.read_text("utf-8")
LONGEST: Final = 0.1
"""Seconds for one file."""
RATIO: Final = 75
"""The same, against a real record."""


def with_title(title: str) -> bytes:
    """The real record with another title, written as it stands here."""
    changed, count = re.subn(r"^title: .*$", lambda _: f"title: {title}", TEXT, count=1, flags=re.MULTILINE)
    assert count == 1
    return changed.encode("utf-8", "surrogatepass")


def bomb(width: int, levels: int, piece: str) -> bytes:
    lines = [f"a0: &a0 [{', '.join(['ha'] * width)}]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * width)}]" for i in range(1, levels)]
    return ("\n".join(lines) + f"\n{piece}\n").encode()


CORPUS: Final[dict[str, bytes]] = {
    # bombs
    "billion laughs": bomb(9, 40, "title: *a39"),
    "quadratic blow-up": b"a: &a " + b"x" * 90_000 + b"\nb: [" + b"*a, " * 20_000 + b"*a]\n",
    "a mapping that holds itself": b"a: &a\n  b: *a\n",
    "merge of merges": b"".join(b"m%d: &m%d\n  <<: *m%d\n" % (i, i, i - 1) for i in range(1, 400)),
    # depth
    "brackets": b"[" * 100_000,
    "braces": b"{a: " * 40_000,
    "brackets that close": b"a: " + b"[" * 60_000 + b"]" * 60_000,
    "steps": "".join(" " * i + "a:\n" for i in range(600)).encode(),
    "dashes": b"- " * 90_000,
    "questions": b"? " * 90_000,
    "one too deep": b"a: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH,
    # tags
    "python object": with_title("!!python/object/apply:os.system ['true']"),
    "python name": with_title("!!python/name:os.system"),
    "binary": with_title("!!binary aGFjaw=="),
    "own tag": with_title("!lenh rm"),
    "tag directive": b"%TAG ! tag:yaml.org,2002:python/object/apply:\n---\n" + with_title("!os.system x"),
    "many documents": b"---\na: b\n" * (MAX_PIECES // 2),
    # size
    "too large": b"a: " + b"x" * MAX_BYTES,
    "as large as may be, one word": b"a: " + b"x" * (MAX_BYTES - 3),
    "as many keys as may be": "".join(f"a{i}: 1\n" for i in range(MAX_PIECES)).encode(),
    "as many keys in braces": ("a: {" + ", ".join(f"a{i}: 1" for i in range(MAX_PIECES)) + "}\n").encode(),
    "as many items as may be": b"do:\n" + b"- a\n" * (MAX_PIECES - 1),
    "as many items in brackets": b"do: [" + b"a, " * (MAX_PIECES - 1) + b"a]\n",
    "as many lists as may be": b"do: [" + b"[[[a]]], " * (MAX_PIECES - 1) + b"a]\n",
    "too many items": b"do:\n" + b"- a\n" * 45_000,
    "one key over and over": b"title: a\n" * MAX_PIECES,
    "swallowed lines": b"- a\n b\n" * (MAX_PIECES // 2),
    "empty keys": b"a:\n b:\n" * (MAX_PIECES // 2),
    "a key as long as may be": b"k" * (MAX_BYTES - 10) + b": v\n",
    "quotes": b'"' * 190_000,
    "open quote": b'title: "\n' + b"x\n" * (MAX_PIECES - 2),
    "open brackets over lines": b"do: [\n" + b"x,\n" * (MAX_PIECES // 2 - 1),
    "spaces": b"title: a" + b" " * 180_000 + b"b: c",
    "comments": b"#" * 190_000,
    "colons": b": " * 90_000,
    "block of blanks": b"title: |\n" + b" \n" * (MAX_PIECES - 2),
    # characters
    "look-alike letters": with_title('"Cаnh giác lừa đảo"'),  # а is Cyrillic
    "Greek letters": with_title('"Lừa đảο qua mạng"'),  # the last ο is Greek
    "full-width letters": with_title('"Ｇọi １１３ ngay"'),
    "mathematical letters": with_title('"𝗚ọi ngay 𝟭𝟭𝟯"'),
    "right to left": with_title('"Gọi \u202e311\u202c ngay"'),
    "isolate": with_title('"Gọi \u2066113\u2069 ngay"'),
    "zero-width space": with_title('"Gọi 1\u200b13 ngay"'),
    "zero-width joiner": with_title('"Gọi 1\u200d13 ngay"'),
    "soft hyphen": with_title('"Gọi 1\u00ad13 ngay"'),
    "tag characters": with_title('"Gọi 113\U000e0041\U000e0042"'),
    "a pile of marks": with_title('"Gọ' + "\u0323\u0302" * 60 + 'i 113"'),
    "private use": with_title('"Gọi \ue000113"'),
    "line separator": with_title('"Gọi\u2028113"'),
    "NUL": with_title('"Gọi \0 113"'),
    "NULs": b"\0" * 100_000,
    "bell and escape": with_title('"\x07\x1b[31mGọi"'),
    "escaped escape": with_title('"\\x1b[31mGọi"'),
    "surrogate": with_title('"\ud800"'),
    "all forbidden": ("a: " + "\u200b\u202e" * 30_000).encode(),
    # encodings
    "UTF-16 little": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "UTF-16 big": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "UTF-16 without mark": TEXT.encode("utf-16-le"),
    "UTF-32": codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
    "Windows letters": TEXT.encode("cp1258", "replace"),
    "overlong": with_title('"').replace(b'title: "', b'title: "\xc0\xaf\xc0\xae"'),
    "cut in a letter": TEXT.encode()[: TEXT.encode().index("ừ".encode()) + 1],
    "no text at all": bytes(range(256)) * 400,
    "gzip": b"\x1f\x8b\x08" + b"\0" * 1_000,
    # numbers
    "a number without end": with_title("9" * 100_000),
    "an exponent": with_title("1e999999999"),
    "hexadecimal": with_title("0x" + "f" * 50_000),
    "a day of long ago": re.sub(rb"^updated: .*$", b'updated: "0000-00-00"', TEXT.encode(), flags=re.MULTILINE),
    "a huge interval": TEXT.encode() + b"\nreview_after_days: " + b"9" * 5_000 + b"\n",
    "not a number": TEXT.encode() + b"\nreview_after_days: .nan\n",
    # nothing
    "empty": b"",
    "a list": b"- a\n- b\n",
    "a word": b"abc",
    "a null": b"~",
}
"""What → the bytes of a tactic."""


@pytest.mark.parametrize("name", CORPUS)
def test_refused_in_vietnamese_and_in_no_time(name: str) -> None:
    for _ in range(3):
        took, record, problems = read(CORPUS[name])
        if took <= LONGEST:
            break
    else:
        # Caches shared with busy neighbours slow everything: then a real record, which takes 1.3 ms, says by how much.
        assert took <= RATIO * min(read(TEXT.encode())[0] for _ in range(3))
    assert record is None
    assert problems
    for problem in problems:
        assert_told(problem)


def read(content: bytes) -> tuple[float, Tactic | None, list[Problem]]:
    """Seconds of this process, and what was found."""
    started = time.process_time()
    record, problems = parse_record(content, Tactic, {"id": REAL.stem}, REAL.name)
    return time.process_time() - started, record, problems


def assert_told(problem: Problem) -> None:
    """A sentence for people, with a way out: nothing of Python, nothing that a terminal would obey."""
    text = f"{problem.what} {problem.fix}"
    assert problem.what
    assert problem.fix
    assert re.search(r"[à-ỹđ]", text.lower())
    assert not re.search(r"Error|Traceback|yaml\.|pydantic|expected|invalid", text), text
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text), repr(text)
    assert len(text) < 600


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML without libyaml")
@pytest.mark.parametrize("name", [name for name, content in CORPUS.items() if len(content) < 16_000])
def test_both_parsers_refuse_alike(name: str) -> None:
    told = [
        validated(parse_yaml(CORPUS[name], loader), Tactic, {"id": REAL.stem}, REAL.name)[1]
        for loader in (yaml.SafeLoader, yaml.CSafeLoader)
    ]
    assert told[0] == told[1]


NAMES: Final = ("Hoa", "co dau cach", "đường", "a--b", "-a", "a-", "a_b", "a.b", "a%2fb", "a\\b", "con\u202e", "a\n")
"""Stems of files, as a file system takes them."""


@pytest.fixture(scope="module")
def odd_library(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Problem]]:
    """The repository's records and, beside one of them, copies with odd names and links that lead out."""
    project = copy_project(tmp_path_factory.mktemp("odd"))
    tactics = project.warnings / "tactics"
    for name in NAMES:
        (tactics / f"{name}.yml").write_bytes(REAL.read_bytes())
    outside = project.root / "ngoai.yml"
    outside.write_bytes(REAL.read_bytes())
    (tactics / "lien-ket.yml").symlink_to(outside)
    (tactics / "vong.yml").symlink_to(tactics / "vong.yml")
    (tactics / "mat.yml").symlink_to(project.root / "khong-co.yml")
    (project.warnings / "contacts" / "thu-muc.yml").mkdir()
    return read_library(project.warnings)


def test_a_name_never_leaves_its_folder(odd_library: tuple[Any, list[Problem]]) -> None:
    library, problems = odd_library
    assert set(library.tactics) == {path.stem for path in REAL.parent.glob("*.yml")}
    for name in (*NAMES, "lien-ket", "vong", "mat", "thu-muc"):
        told = [problem for problem in problems if Path(problem.path).name == f"{name}.yml"]
        assert told, name
        for problem in told:
            assert_told(problem)
