"""Cards: how long one takes, beside Pillow alone; every letter and every code of every card looked at."""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from fontpkg_be_vietnam_pro import ROOT as LETTERS
from PIL import Image, ImageDraw, ImageFont

from awareness import drawing_room
from awareness.artifacts import Drawing
from awareness.cards import TALL, WIDE
from awareness.catalogue import Catalogue
from awareness.drawing import draw
from awareness.drawing_room import draw_all
from awareness.project import Project
from awareness.reading import read_library
from awareness.renderers import render_all
from tests.conftest import DAY, ROOT
from tests.drawn import as_print, codes_after_a_chat, codes_in, letters_of

BOUNDS: Final = {"card-wide": 60.0, "card-tall": 100.0}
"""Milliseconds of processor time, median, drawn and reduced to few colours."""
SMALLEST: Final = 34
TIMED: Final = 40


def with_pillow(drawing: Drawing) -> bytes:
    """What somebody would write who has Pillow only: the same texts and colours, in sizes that are tried out.

    No icon, no code, and words longer than a line are left as they are.
    """
    width, height = WIDE if drawing.template == "card-wide" else TALL
    data = drawing.data
    picture = Image.new("RGB", (width, height), data["colours"]["ground"])
    pen = ImageDraw.Draw(picture)
    texts = [data["label"], data["title"], *data.get("lines", []), *([data["never"]] if data.get("never") else [])]
    for size in range(92, 30, -6):
        fonts = [
            ImageFont.truetype(Path(LETTERS) / "files/BeVietnamPro-Bold.ttf", size // (1 + (i != 1))) for i in range(2)
        ]
        y, placed = 40, []
        for index, text in enumerate(texts):
            font = fonts[index == 1]
            for line in _wrapped(text, font, width - 100):
                placed.append((y, line, font))
                y += round(font.size * 1.25)
        if y < height - 120:
            break
    for y, line, font in placed:
        pen.text((50, y), line, font=font, fill=data["colours"]["paper"])
    file = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def run() -> str:
    library, problems = read_library(ROOT / "warnings")
    assert not problems
    drawn = [made for made in render_all(Catalogue.link(library, DAY)) if isinstance(made, Drawing)]
    drawings = [drawing for drawing in drawn if drawing.template.startswith("card-")]
    cards = [drawing for drawing in drawings if drawing.template in BOUNDS]
    with tempfile.TemporaryDirectory() as name:
        project = Project(Path(name))
        began = time.monotonic()
        made = draw_all(project, cards)
        cold = time.monotonic() - began
        drawn = _count_drawn()
        began = time.monotonic()
        assert draw_all(project, cards) == made
        warm = time.monotonic() - began
        assert drawn == [], "nothing has changed, and something was drawn"
        prints = draw_all(project, [as_print(card) for card in cards])
    looked_at = _look(cards, [artifact.content for artifact in made], [artifact.content for artifact in prints])
    # in this process, and so after everything that was drawn in children
    rows, medians = [], {}
    for template, bound in BOUNDS.items():
        chosen = [card for card in cards if card.template == template]
        weights = [len(m.content) for card, m in zip(cards, made, strict=True) if card.template == template]
        ours, theirs = _timed([draw, with_pillow], chosen[:: max(1, len(chosen) // TIMED)])
        medians[template] = ours
        rows.append(
            f"| {template} | {len(chosen)} | {ours:.0f} | {bound:.0f} | {theirs:.0f} | "
            f"{statistics.median(weights) / 1000:.0f} | {max(weights) / 1000:.0f} | {chosen[0].limit / 1000:.0f} |"
        )
    table = "\n".join(
        [
            "| card | how many | processor ms, median | bound | Pillow alone, ms | kB, median | kB, most | limit |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
            f"All {len(cards)} cards: {cold:.1f} s cold; {warm:.2f} s when nothing changed (0 drawn). {looked_at}",
        ]
    )
    for template, median in medians.items():
        assert median <= BOUNDS[template], f"{template}: {median:.0f} ms\n\n{table}"
    return table


def _count_drawn() -> list[str]:
    """Grows by the path of everything that is drawn from now on."""
    paths: list[str] = []
    really_draw = drawing_room._draw

    def noting(folder: Path, missing: dict[str, Drawing]) -> None:
        paths.extend(str(drawing.path) for drawing in missing.values())
        really_draw(folder, missing)

    drawing_room._draw = noting  # type: ignore[assignment]
    return paths


def _look(cards: Sequence[Drawing], pictures: Sequence[bytes], prints: Sequence[bytes]) -> str:
    """Letters of every card as PDF/UA, codes of every picture. Raises AssertionError with all that is wrong."""
    wrong, letters_seen, codes_seen = [], 0, 0
    for card, picture, pdf in zip(cards, pictures, prints, strict=True):
        letters = letters_of(pdf)
        letters_seen += len(letters.text)
        shown = "".join(letters.text.replace("\u200b", "").split())
        missing = [
            text for text in [card.data["title"], *card.data.get("lines", [])] if "".join(text.split()) not in shown
        ]
        if letters.outside or missing or letters.smallest < SMALLEST - 0.01 or not letters.all_embedded:
            wrong.append(f"{card.path}: outside {letters.outside}, missing {missing}, smallest {letters.smallest}")
        if card.codes:
            codes_seen += 1
            if not codes_in(picture) == codes_after_a_chat(picture) == set(card.codes.values()):
                wrong.append(f"{card.path}: its code cannot be read")
    assert not wrong, "\n".join(wrong)
    return (
        f"{letters_seen} letters are on their cards, none below {SMALLEST} px, fonts embedded, none without a glyph; "
        f"{codes_seen} codes read from the picture, and from a JPEG of quality 70, 600 px wide."
    )


def _timed(ways: Sequence[Callable[[Drawing], bytes]], cards: Sequence[Drawing]) -> list[float]:
    """The median of each way in milliseconds of processor time, in turn over the same cards."""
    for way in ways:
        way(cards[0])  # letters are loaded once
    seconds: list[list[float]] = [[] for _ in ways]
    for card in cards:
        for way, spent in zip(ways, seconds, strict=True):
            began = time.process_time()
            way(card)
            spent.append(time.process_time() - began)
    return [statistics.median(spent) * 1000 for spent in seconds]
