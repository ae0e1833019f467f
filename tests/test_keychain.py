"""The keychain: every letter inside its oval, hole upon hole when the sheet is turned, something a factory can use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageOps

from awareness.area_prints import BLEED, KEYCHAINS, back_rows
from awareness.area_records import CONTACTS
from awareness.catalogue import Catalogue
from awareness.print_items import Item, print_of
from awareness.project import Project
from tests.drawn import draw_apart
from tests.printed import NUMBERS, worst_areas

MM: Final = 72 / 25.4
OVAL: Final = (62 * MM, 44 * MM)
CLEAR: Final = 1.5 * MM
"""What a cut may miss its line by."""
COLUMNS: Final = 3
ROWS: Final = 5
RASTER: Final = 4
"""Pixels to the point."""


@pytest.fixture(scope="module")
def drawn(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, bool], bytes]:
    """Bytes by item, case and whether ink is saved."""
    wanted = {
        (item.id, case, save_ink): replace(
            print_of(its_catalogue, item, subject, save_ink=save_ink),
            path=PurePosixPath(f"site/{number}-{save_ink}-{item.file}{item.ending}"),
        )
        for item in KEYCHAINS
        for number, (case, (its_catalogue, subject)) in enumerate(worst_areas(catalogue).items())
        for save_ink in item.looks
        if (item.id == KEYCHAINS[0].id and not save_ink) or number < 4
    }
    files = draw_apart(Project(tmp_path_factory.mktemp("keychains")), list(wanted.values()))
    return {key: file.content for key, file in zip(wanted, files, strict=True)}


def letters_on(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float, float, float]]:
    text = page.get_textpage()
    for index, letter in enumerate(text.get_text_range()):
        if letter.strip():
            yield letter, *text.get_charbox(index)


def centres(page: pypdfium2.PdfPage, item: Item) -> list[tuple[float, float]]:
    """Where ovals are: one in the middle of artwork; on a sheet as columns and rows lie about its middle."""
    width, height = page.get_size()
    if item.id != "keychain":
        return [(width / 2, height / 2)]
    step = [side + 4.5 * MM for side in OVAL]
    across = [(column - (COLUMNS - 1) / 2) * step[0] for column in range(COLUMNS)]
    down = [(row - (ROWS - 1) / 2) * step[1] for row in range(ROWS)]
    return [(width / 2 + x, height / 2 + y) for x in across for y in down]


def test_every_letter_is_well_inside_its_oval(drawn: dict[tuple[str, str, bool], bytes]) -> None:
    reach = [side / 2 - CLEAR for side in OVAL]
    items = {item.id: item for item in KEYCHAINS}
    for (item_id, case, save_ink), pdf in drawn.items():
        if not pdf.startswith(b"%PDF"):
            continue
        for page in pypdfium2.PdfDocument(pdf):
            ovals = centres(page, items[item_id])
            height = page.get_size()[1]
            counts = [0] * len(ovals)
            for letter, left, bottom, right, top in letters_on(page):
                if item_id == "keychain" and (bottom > height - 25 * MM or top < 20 * MM):
                    continue  # what is said about the sheet
                inside = [
                    max(abs(left - x), abs(right - x)) ** 2 / reach[0] ** 2
                    + max(abs(bottom - y), abs(top - y)) ** 2 / reach[1] ** 2
                    <= 1
                    for x, y in ovals
                ]
                assert sum(inside) == 1, f"{item_id}, {case}, {save_ink}: {letter}"
                counts[inside.index(True)] += 1
            assert len(set(counts)) == 1, "an oval lacks letters that others have"
            assert counts[0] > 20


def holes(picture: Image.Image, item: Item, page: pypdfium2.PdfPage) -> list[tuple[int, int, int, int]]:
    """Boxes of what is white in the upper middle of each oval, in pixels."""
    white = picture.convert("L").point(lambda value: 255 if value > 245 else 0)
    found = []
    for x, y in centres(page, item):
        top = page.get_size()[1] - y - OVAL[1] / 2 + 1.2 * MM
        area = [round(RASTER * side) for side in (x - 5 * MM, top, x + 5 * MM, top + 7 * MM)]
        box = white.crop((area[0], area[1], area[2], area[3])).getbbox()
        assert box, "no hole"
        found.append((box[0] + area[0], box[1] + area[1], box[2] + area[0], box[3] + area[1]))
    return found


def test_turned_about_its_long_side_each_hole_is_behind_a_hole(drawn: dict[tuple[str, str, bool], bytes]) -> None:
    item = KEYCHAINS[0]
    pdf = drawn[item.id, "most rows", False]
    document = pypdfium2.PdfDocument(pdf)
    front, back = (page.render(scale=RASTER).to_pil() for page in document)
    fronts = holes(front, item, document[0])
    backs = holes(ImageOps.mirror(back), item, document[1])
    assert len(fronts) == COLUMNS * ROWS
    for one, other in zip(fronts, backs, strict=True):
        assert all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True)), (one, other)
        across, down = one[2] - one[0], one[3] - one[1]
        assert abs(across - down) <= 2, "round"
        assert 4 * MM * RASTER < across < 5 * MM * RASTER, "4 to 5 mm"


def red_of(picture: Image.Image) -> Image.Image:
    red, green, _ = picture.convert("RGB").split()
    return ImageChops.subtract(red, green).point(lambda value: 255 if value > 120 else 0)


def test_the_ground_of_each_back_lies_behind_that_of_its_front(drawn: dict[tuple[str, str, bool], bytes]) -> None:
    """Beyond the cut as well, so that paper that lies askew shows no white."""
    document = pypdfium2.PdfDocument(drawn[KEYCHAINS[0].id, "most rows", False])
    reds = [red_of(page.render(scale=1).to_pil()) for page in document]
    fronts, backs = reds[0].getbbox(), ImageOps.mirror(reds[1]).getbbox()
    assert fronts
    assert backs
    assert all(abs(a - b) <= 1 for a, b in zip(fronts, backs, strict=True))
    width = COLUMNS * OVAL[0] + (COLUMNS - 1) * 4.5 * MM
    assert fronts[2] - fronts[0] > width + 2 * MM


def test_what_a_factory_gets_has_colour_beyond_its_edge(drawn: dict[tuple[str, str, bool], bytes]) -> None:
    pdf = drawn["keychain-factory", "most rows", False]
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    for page in document:
        width, height = (side / MM for side in page.get_size())
        left, bottom, right, top = (side / MM for side in page.get_trimbox())
        assert (width, height) == pytest.approx((62 + 2 * BLEED, 44 + 2 * BLEED), abs=0.1)
        assert (left, bottom, right, top) == pytest.approx((BLEED, BLEED, 62 + BLEED, 44 + BLEED), abs=0.1)
        picture = page.render(scale=1).to_pil().convert("RGB")
        corners = [(0, 0), (0, picture.height - 1), (picture.width - 1, 0), (picture.width - 1, picture.height - 1)]
        assert {picture.getpixel(corner) for corner in corners} == {(0xB0, 0x00, 0x20)}


def test_a_vector_picture_needs_no_font_and_has_its_size(drawn: dict[tuple[str, str, bool], bytes]) -> None:
    for side in ("front", "back"):
        svg = drawn[f"keychain-factory-{side}", "most rows", False]
        root = ElementTree.fromstring(svg)
        assert root.tag.endswith("}svg")
        sizes = [float(root.attrib[name].removesuffix("pt")) / MM for name in ("width", "height")]
        assert sizes == pytest.approx([62 + 2 * BLEED, 44 + 2 * BLEED], abs=0.1)
        assert not root.findall(".//{*}text")
        assert not re.search(rb"font-family|@font-face|https?://(?!www\.w3\.org)", svg)


def test_rows_are_few_and_known_ones_come_first(catalogue: Catalogue) -> None:
    for its_catalogue, subject in worst_areas(catalogue).values():
        assert subject.unit
        rows = back_rows(its_catalogue, subject.unit)
        assert 0 < len(rows) <= CONTACTS
        known = [row.number for row in rows if row.number not in ("114", "115")]
        assert known == sorted(known, key=lambda number: number is None)
    its_catalogue, subject = worst_areas(catalogue)["most rows"]
    assert subject.unit
    assert [row.number for row in back_rows(its_catalogue, subject.unit)][: len(NUMBERS) - 1] == list(NUMBERS[1:])


def test_guessed_neighbours_are_not_printed(catalogue: Catalogue) -> None:
    area = next(area for area in catalogue.areas.values() if any(other.proposed for other in area.neighbours))
    unit = catalogue.gazetteer.units[area.key]
    names = {catalogue.gazetteer.units[other.key].short_name for other in area.neighbours if other.proposed}
    assert names
    assert not any(name in row.title for row in back_rows(catalogue, unit) for name in names)
