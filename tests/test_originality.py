"""Our texts are our own: none shares nine syllables in a row with a source article.

Left out are names (titles of articles, official names) and quotations: marked by “…”, at most 25 syllables, in a text
that names the article they come from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from awareness.catalogue import Catalogue
from awareness.reading import Library
from awareness.yaml_source import parse_yaml
from tests.conftest import ROOT
from tests.mutations import real_records
from tests.seed_runs import RUN, folded, hashed_runs, read_runs, write_runs

QUOTED_AT_MOST: Final = 25
OFFICIAL_NAMES: Final = (
    "Toàn dân bảo vệ an ninh Tổ quốc",
    "Toàn dân tham gia phòng, chống tội phạm",
    "Diễn đàn Công an lắng nghe ý kiến nhân dân",
    "Nhóm Zalo xóm, tổ dân phố phòng, chống tội phạm",
    "Tổ tự quản an toàn giao thông tại các trường học",
    "Tổ tự quản đảm bảo ANTT gắn với cụm camera an ninh",
)
"""Of movements and models: nobody may put them into words of his own."""

RUNS: Final = read_runs()
RECORDS: Final = [record.file for record in real_records()]
PAGES: Final = sorted(path.name for path in (ROOT / "docs").glob("*.md") if path.name != "index.md")


class Shared(NamedTuple):
    """Where a text shares a run with an article: the place of the text, the article, the words (folded)."""

    place: str
    article: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: “{self.words}” như trong bài {self.article}"


@pytest.fixture(scope="module")
def titles(library: Library) -> dict[str, str]:
    """Article (``S000``) → its title, as source-items.yml has it."""
    assert library.source_items is not None
    by_item = {item: source.title for source in library.source_items.sources for item in source.items}
    return {item.partition("-")[0]: title for item, title in by_item.items() if item.startswith("S")}


# --- finding -----------------------------------------------------------------------------------------------------

_QUOTED: Final = re.compile("“[^“”]*”")


def shared_runs(place: str, text: str, cited: Collection[str], titles: Mapping[str, str]) -> Iterator[Shared]:
    """Runs of nine syllables that the text has in common with an article.

    cited: titles of the sources that stand beside the text; only what they say may be quoted.
    """
    for title in (*titles.values(), *OFFICIAL_NAMES):
        text = re.sub(r"\W+".join(map(re.escape, re.findall(r"\w+", title))), "\n", text, flags=re.IGNORECASE)
    for article, runs in RUNS.items():
        own = _QUOTED.sub(_unless_long, text) if titles[article] in cited else text
        for piece in own.split("\n"):
            words = folded(piece)
            for start, digest in hashed_runs(words):
                if digest in runs:
                    yield Shared(place, article, " ".join(words[start : start + RUN]))


def _unless_long(quotation: re.Match[str]) -> str:
    return "\n" if len(folded(quotation[0])) <= QUOTED_AT_MOST else quotation[0]


def shared_by_record(data: Any, titles: Mapping[str, str]) -> list[Shared]:
    """Everything that the texts of a record share with the articles; a text may quote what the record cites."""
    return [shared for place, text, cited in _texts(data, "", []) for shared in shared_runs(place, text, cited, titles)]


def _texts(node: Any, place: str, cited: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Every text below ``node`` (place, text, titles of the sources of the block around it)."""
    if isinstance(node, dict):
        own = [source["title"] for source in node.get("sources", []) if "title" in source]
        if "items" in node and "title" in node:  # a source of source-items.yml: its items quote it, and no other
            own = [node["title"]]
        for name, child in node.items():
            yield from _texts(child, f"{place}.{name}" if place else name, own or cited)
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _texts(child, f"{place}[{number}]", cited)
    else:
        yield place, str(node), cited


def shared_by_page(text: str, titles: Mapping[str, str]) -> list[Shared]:
    """The same for a hand-written page, whose lines belong together; it cites the titles that it names."""
    cited = [title for title in titles.values() if title in text]
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return [shared for part in paragraphs for shared in shared_runs(part[:40], part, cited, titles)]


# --- the repository ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", RECORDS)
def test_the_texts_of_a_record_are_our_own(file: str, titles: dict[str, str]) -> None:
    data = parse_yaml((ROOT / "warnings" / file).read_bytes()).data
    assert list(map(str, shared_by_record(data, titles))) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_hand_written_page_is_our_own(name: str, titles: dict[str, str]) -> None:
    assert list(map(str, shared_by_page((ROOT / "docs" / name).read_text("utf-8"), titles))) == []


def test_the_runs_are_those_of_the_five_articles(titles: dict[str, str]) -> None:
    assert set(RUNS) == set(titles) == {f"S00{number}" for number in range(5)}
    assert all(len(runs) > 400 for runs in RUNS.values())


# --- the test can fail -------------------------------------------------------------------------------------------

PLANTED = "không bao giờ trao đổi thông tin vụ án qua điện thoại"
"""From S000, quoted in source-items.yml."""


@pytest.mark.parametrize(
    "text",
    [
        f"Công an {PLANTED}.",
        "KHONG BAO GIO – TRAO DOI, THONG TIN; VU AN... QUA DIEN THOAI",
        f"Họ dặn: “{PLANTED}”, rồi thôi.",
    ],
    ids=["as it is", "without accents and commas", "quoted without source"],
)
def test_a_planted_run_is_found(text: str, titles: dict[str, str]) -> None:
    found = shared_by_record({"title": "x", "sections": [{"lines": ["Cúp máy.", text]}]}, titles)
    assert {(shared.place, shared.article) for shared in found} == {("sections[0].lines[1]", "S000")}
    assert shared_by_page(f"# Trang\n\n{text}\n", titles)


def test_a_run_planted_in_a_real_record_is_found(titles: dict[str, str]) -> None:
    content = (ROOT / "warnings/tactics/gia-danh-dien-luc.yml").read_bytes()
    data = parse_yaml(content).data
    assert shared_by_record(data, titles) == []
    data["never"][0] = f"Công an {PLANTED}."
    assert {shared.place for shared in shared_by_record(data, titles)} == {"never[0]"}


def test_quotations_are_short_and_name_their_source(titles: dict[str, str]) -> None:
    def found(text: str, cited: str) -> list[Shared]:
        return shared_by_record({"text": text, "sources": [{"title": titles[cited]}]}, titles)

    assert found(f"Bài viết: “{PLANTED}”.", "S000") == []
    assert found(f"Bài viết: “{PLANTED}”.", "S001") != []
    assert found(f"Bài viết: {PLANTED}.", "S000") != []
    filling = " ".join(["thêm"] * (QUOTED_AT_MOST - len(folded(PLANTED))))
    assert found(f"“{PLANTED} {filling}”", "S000") == []
    assert found(f"“{PLANTED} {filling} nữa”", "S000") != []


def test_titles_and_official_names_are_no_copies(titles: dict[str, str]) -> None:
    for name in (*titles.values(), *OFFICIAL_NAMES):
        assert shared_by_record({"text": f"Theo {name.upper()}, bà con cùng xem."}, titles) == []


def test_the_script_makes_what_the_test_reads(tmp_path: Path) -> None:
    words = [f"tiếng{number}" for number in range(RUN + 3)]
    (tmp_path / "007_a.txt").write_text(" ".join(words), "utf-8")
    assert write_runs(tmp_path.glob("*.txt"), tmp_path / "runs.txt") == 4
    assert read_runs(tmp_path / "runs.txt") == {
        "S007": frozenset(digest for _, digest in hashed_runs(folded(" ".join(words))))
    }


def test_every_record_is_looked_at(catalogue: Catalogue) -> None:
    assert len(RECORDS) >= sum(1 for _ in catalogue.records())
    assert PAGES
