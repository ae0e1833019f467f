"""Both cards of every page: there, light, legible, whole; and the address by which chats find them."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from PIL import Image

from awareness.artifacts import Drawing
from awareness.cards import (
    TALL,
    TALL_LIMIT,
    WIDE,
    WIDE_LIMIT,
    CardText,
    card_name,
    cards_of,
    inks,
    looks,
    versioned,
)
from awareness.catalogue import Catalogue
from awareness.drawing import TEMPLATES
from awareness.project import Project
from awareness.renderers import render_all
from tests.drawn import as_print, codes_after_a_chat, codes_in, draw_apart, letters_of
from tests.pages import html_files

HOST: Final = "https://canhbao.example/"
CRAWLERS_READ: Final = 65_536
"""Bytes of a page that the crawlers of chats look at, without any script."""
SMALLEST: Final = 34
"""Pixels: 11 on a telephone, where a card is shown at a third of its size."""
CONTRAST: Final = 4.5
PAIRS_WITH_LETTERS: Final = 6

SENTENCE: Final = "Nghe ai giục chuyển tiền thì dừng lại, gọi hỏi người nhà rồi mới tính tiếp."
WORST: Final = {
    "longest": (
        {"title": ("Giả danh thượng úy Nguyễn Quỳnh Hương dọa bắt, Ể Ộ Ẵ Ỹ " * 4)[:200].strip()},
        CardText(label="Chiếm tài khoản, mã độc", badge="Mức độ: trung bình", lead=SENTENCE, lines=[SENTENCE] * 5,
                 never=SENTENCE),
    ),
    "one word": ({"title": "NGHIÊNGNGHIÊNGNGHIÊNGNGHIÊNGNGHIÊNGNGHIÊ"}, CardText()),
    "one endless word": ({"title": "Ư" * 200}, CardText(lines=["Ộ" * 100])),
    "nothing but a title": ({"title": "A", "description": "", "call": [], "updated": None}, CardText()),
    "accents apart": ({"title": unicodedata.normalize("NFD", "Ổ khóa, Ể, Ễ, Ữ, đường dẫn lạ")}, CardText()),
    "many numbers": (
        {"call": [{"number": n, "label": "Tổng đài bảo hiểm xã hội"} for n in ("1900 9068", "113", "114", "115")]},
        CardText(),
    ),
}  # fmt: skip


def card(catalogue: Catalogue, meta: dict[str, Any], text: CardText) -> tuple[Drawing, Drawing]:
    usual = {"title": "Giả điện lực", "description": SENTENCE, "call": [], "updated": "2026-11-21"}
    return cards_of(catalogue.site, "canh-bao/thu.md", usual | meta, text).drawings


@pytest.fixture(scope="module")
def drawings(catalogue: Catalogue) -> list[Drawing]:
    made = (product for product in render_all(catalogue) if isinstance(product, Drawing))
    return [drawing for drawing in made if drawing.template.startswith("card-")]


# --- addresses -------------------------------------------------------------------------------------------------


class Head(HTMLParser):
    """What a crawler finds in the bytes that it reads."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.meta: dict[str, str | None] = {}
        self.has_title = False
        self.feed(html[:CRAWLERS_READ].decode(errors="ignore"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and (name := found.get("property") or found.get("name")):
            assert name not in self.meta or name == "theme-color", f"{name} twice"
            self.meta[name] = found["content"]
        self.has_title |= tag == "title"


def test_a_crawler_finds_the_card_of_every_page(built_site: Path) -> None:
    seen: dict[str, str] = {}
    for name in html_files(built_site):
        if name == "404.html":
            continue
        head = Head((built_site / name).read_bytes())
        assert head.has_title, name
        assert head.meta["description"], name
        assert head.meta["og:title"], name
        assert (head.meta["og:image:width"], head.meta["og:image:height"]) == ("1200", "630"), name
        # what helps to share a warning shows the card of the warning, a province that of the country
        of = re.sub(r"^dia-ban/[a-z-]+/index", "dia-ban/index", re.sub(r"^(chia-se|en)/(?!index)", "canh-bao/", name))
        # a translation shows the card of its warning, in Vietnamese
        if not name.startswith("en/") and (not name.startswith("dia-ban/") or of == name):
            assert head.meta["og:title"] in (head.meta["og:image:alt"] or ""), name
        assert head.meta["twitter:card"] == "summary_large_image"
        image = head.meta["og:image"] or ""
        assert re.fullmatch(rf"{HOST}the/[a-z0-9.-]+\.png\?v=[0-9a-f]{{8}}", image), f"{name}: {image}"
        assert (built_site / image.removeprefix(HOST).split("?")[0]).is_file(), name
        assert seen.setdefault(image, of) == of, "two pages with one card"


def test_an_old_address_shows_the_card_too(catalogue: Catalogue) -> None:
    tactic = next(iter(catalogue.tactics.values()))
    moved = {tactic.id: tactic.model_copy(update={"aliases": ["dia-chi-cu"]})}
    (page,) = [
        p for p in render_all(replace(catalogue, tactics=moved)) if str(p.path) == "site/canh-bao/dia-chi-cu/index.html"
    ]
    assert Head(page.content).meta["og:image"] == f"{HOST}the/{tactic.id}.png"  # type: ignore[union-attr]


def test_the_address_changes_with_the_drawing_only(catalogue: Catalogue) -> None:
    one, same, other = (card(catalogue, {"title": title}, CardText())[0] for title in ("một", "một", "hai"))
    assert versioned(one) == versioned(same) != versioned(other)
    assert versioned(one).split("?")[0] == versioned(other).split("?")[0] == "the/thu.png"


def test_every_page_has_names_of_its_own(drawings: list[Drawing]) -> None:
    paths = [drawing.path for drawing in drawings]
    assert len(set(paths)) == len(paths)
    names = ["index.md", "canh-bao/zalo.md", "kenh/zalo.md", "zalo/index.md", "kenh/index.md", "zalo.md"]
    assert [card_name(name) for name in names[:5]] == ["trang.dau", "zalo", "kenh.zalo", "trang.zalo", "trang.kenh"]


# --- pictures --------------------------------------------------------------------------------------------------


def test_every_card_has_its_size_and_weight(built_site: Path, drawings: list[Drawing]) -> None:
    for drawing in drawings:
        content = (built_site.parent / drawing.path).read_bytes()
        size, limit = (WIDE, WIDE_LIMIT) if drawing.template == "card-wide" else (TALL, TALL_LIMIT)
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.size, picture.mode) == ("PNG", size, "P"), drawing.path
        assert len(content) <= limit == drawing.limit, drawing.path


def test_codes_of_groups_lead_to_the_page(built_site: Path, drawings: list[Drawing]) -> None:
    """Of the shortest and the longest address, and some between; ``benchmarks/cards.py`` reads all."""
    with_code = sorted((d for d in drawings if d.codes), key=lambda d: len(d.codes["page"]))
    for drawing in [*with_code[::30], with_code[-1]]:
        png = (built_site.parent / drawing.path).read_bytes()
        assert codes_in(png) == codes_after_a_chat(png) == {drawing.codes["page"]}, drawing.path


@pytest.fixture(scope="module")
def prints(
    catalogue: Catalogue, drawings: list[Drawing], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Drawing, bytes]]:
    """The worst cases, and the longest and shortest of the real ones, as PDF/UA."""
    by_length = sorted(drawings, key=lambda drawing: len(str(drawing.data)))
    chosen = {str(drawing.path): drawing for drawing in [*by_length[:2], *by_length[-4:]]}
    for name, (meta, text) in WORST.items():
        for drawing in card(catalogue, meta, text):
            chosen[f"{name}, {drawing.template}"] = drawing
    project = Project(tmp_path_factory.mktemp("prints"))
    made = draw_apart(project, [as_print(drawing) for drawing in chosen.values()])
    return {name: (drawing, artifact.content) for (name, drawing), artifact in zip(chosen.items(), made, strict=True)}


def test_every_letter_is_on_its_card_large_enough_and_embedded(prints: dict[str, tuple[Drawing, bytes]]) -> None:
    for name, (drawing, pdf) in prints.items():
        letters = letters_of(pdf)
        assert letters.outside == [], name
        assert letters.smallest >= SMALLEST - 0.01, f"{name}: {letters.smallest}"
        assert letters.all_embedded, name
        shown = "".join(letters.text.replace("\u200b", "").split())
        wanted = ["title", *(["address", "heading"] if drawing.codes else [])]
        for text in [*(drawing.data[key] for key in wanted), *drawing.data.get("lines", [])]:
            assert "".join(unicodedata.normalize("NFC", text).split()) in shown, f"{name}: {text}"


def test_worst_cases_are_light_enough(catalogue: Catalogue, tmp_path: Path) -> None:
    worst = [drawing for meta, text in WORST.values() for drawing in card(catalogue, meta, text)]
    for drawing, artifact in zip(worst, draw_apart(Project(tmp_path), worst), strict=True):
        assert codes_in(artifact.content) == set(drawing.codes.values())


# --- colours and icons -----------------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [value / 255 for value in bytes.fromhex(colour[1:])]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("look", looks())
def test_letters_stand_out(look: str) -> None:
    colours = looks()[look]
    for ground, ink in inks(colours["ground"], colours["deep"])[:PAIRS_WITH_LETTERS]:
        light, dark = sorted((_luminance(ground), _luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= CONTRAST, (look, ground, ink)


def test_every_category_looks_like_no_other(catalogue: Catalogue) -> None:
    own = [looks()[category] for category in catalogue.vocabulary.categories]
    assert set(catalogue.vocabulary.categories) <= set(looks())
    assert len({look["icon"] for look in own}) == len({look["ground"] for look in own}) == len(own)
    for look in looks().values():
        assert (TEMPLATES / "icons" / f"{look['icon']}.svg").is_file()


def test_templates_name_no_colours() -> None:
    """A colour that is not among the inks of a drawing would be lost when its picture is reduced to them."""
    for template in TEMPLATES.glob("card-*.typ"):
        text = template.read_text("utf-8")
        named = set(re.findall(r"rgb\(([^)]*)\)", text)) | set(re.findall(r"fill: (\w+)\b(?!\()", text))
        assert {name for name in named if not name.startswith("colours.")} <= {"rgb"}, template.name
        assert not set(itertools.chain(re.findall(r"\bluma|\boklch|\bcmyk", text)))
