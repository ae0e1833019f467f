"""Every print at its worst: whole, legible, for everybody, with the very numbers of the record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp

from awareness.area_prints import SIGN_WORDS
from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.drawing import data_text, fingerprint
from awareness.print_items import Item, Subject, print_of
from awareness.prints import ITEMS, ready_prints
from awareness.project import SHARED_DRAWINGS, Project
from awareness.readiness import without_samples
from awareness.reading import Library
from tests.conftest import DAY
from tests.drawn import Letters, draw_apart, letters_of
from tests.printed import NUMBERS, every_case, worst_areas

CONTRAST: Final = 4.5
"""Of WCAG 2.2 AA, for text of any size."""
SMALLEST_CODE: Final = 30
"""Millimetres: what a telephone reads at arm's length."""
PRINTER: Final = 300
"""Dots to the inch of an office printer."""


class Printed:
    """A print, its drawing and its bytes."""

    def __init__(self, item: Item, drawing: Drawing, pdf: bytes) -> None:
        self.item, self.drawing, self.pdf = item, drawing, pdf
        self.name = f"{item.id} {drawing.path.stem} {drawing.data['title']}"
        self._letters: Letters | None = None

    @property
    def letters(self) -> Letters:
        self._letters = self._letters or letters_of(self.pdf)
        return self._letters

    @property
    def text(self) -> str:
        return self.letters.text.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def printed(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> list[Printed]:
    """Every item in every look, of the worst subjects; what is drawn the same twice is there once."""
    wanted: dict[str, tuple[Item, Drawing]] = {}
    for its_catalogue, item, subject, save_ink in every_case(catalogue):
        drawing = print_of(its_catalogue, item, subject, save_ink=save_ink)
        wanted[fingerprint(drawing)] = item, drawing
    drawn = draw_apart(Project(tmp_path_factory.mktemp("prints")), [drawing for _, drawing in wanted.values()])
    return [
        Printed(item, drawing, artifact.content)
        for (item, drawing), artifact in zip(wanted.values(), drawn, strict=True)
    ]


def pdfs(printed: list[Printed]) -> list[Printed]:
    return [each for each in printed if each.drawing.path.suffix == ".pdf"]


# --- what every print promises -----------------------------------------------------------------------------------


def test_no_letter_is_cut_or_too_small(printed: list[Printed]) -> None:
    for each in pdfs(printed):
        assert each.letters.outside == [], each.name
        assert each.letters.smallest >= each.item.smallest - 0.01, each.name
        assert each.letters.all_embedded, each.name


def test_a_print_has_its_size_and_is_read_aloud_in_vietnamese(printed: list[Printed]) -> None:
    for each in pdfs(printed):
        document = pypdfium2.PdfDocument(each.pdf)
        assert pdfium.FPDFCatalog_IsTagged(document) == 1, each.name
        assert b"/Lang(vi)" in each.pdf, each.name
        title = unicodedata.normalize("NFC", each.drawing.data["title"])
        assert document.get_metadata_value("Title") == title
        for number in range(len(document)):
            sides = [side / 72 * 25.4 for side in document.get_page_size(number)]
            assert max(abs(a - b) for a, b in zip(sides, (each.item.width, each.item.height), strict=True)) < 0.1


def codes_on(pdf: bytes) -> Iterator[tuple[str, float]]:
    """What each QR code says at 300 dots to the inch, and its width in mm; looked for where there is an image."""
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = image.get_bounds()
            picture = page.render(
                scale=PRINTER / 72, grayscale=True, crop=(left - 6, bottom - 6, width - right - 6, height - top - 6)
            ).to_pil()
            found = zxingcpp.read_barcodes(picture)
            yield (found[0].text if found else ""), (right - left) / 72 * 25.4


def test_every_code_is_read_as_it_is_printed(printed: list[Printed]) -> None:
    for each in pdfs(printed):
        found = list(codes_on(each.pdf))
        assert {text for text, _ in found} == set(each.drawing.codes.values()), each.name
        assert all(width >= SMALLEST_CODE for _, width in found), each.name


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_letters_stand_out_from_their_ground(item: Item) -> None:
    for colours in filter(None, (item.colours, item.ink_saving)):
        for ground, letters in colours.pairs():
            assert contrast(ground, letters) >= CONTRAST, (ground, letters)


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_no_two_prints_have_one_path(catalogue: Catalogue) -> None:
    paths = [str(drawing.path) for drawing in ready_prints(catalogue)]
    assert len(paths) == len(set(paths))
    assert len({item.id for item in ITEMS}) == len(ITEMS)
    for path in paths:
        assert re.fullmatch(r"site/in-an/[a-z0-9-]+(/[a-z0-9-]+)*\.(pdf|svg)", path), path


def test_the_same_print_has_the_same_bytes(
    printed: list[Printed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SHARED_DRAWINGS)  # nothing is kept there yet
    some = {each.item.id: each for each in printed}.values()
    again = draw_apart(Project(tmp_path), [each.drawing for each in some])
    assert [artifact.content for artifact in again] == [each.pdf for each in some]


# --- numbers -----------------------------------------------------------------------------------------------------


def test_numbers_are_those_of_the_record_each_on_one_line(printed: list[Printed]) -> None:
    for each in pdfs(printed):
        for number in re.findall(r'"(0[\d ]+)"', data_text(each.drawing)):
            assert number in each.text, each.name


def test_no_placeholder_is_ever_printed(catalogue: Catalogue, library: Library) -> None:
    """A sample number on paper would outlive every correction; what is printed is the same in a release."""
    released = Catalogue.link(without_samples(library), DAY)
    drawings = list(ready_prints(catalogue))
    assert not any("0000 000 000" in data_text(drawing) for drawing in drawings)
    assert [fingerprint(d) for d in drawings] == [fingerprint(d) for d in ready_prints(released)]


def test_who_has_no_number_gets_a_line_to_write_on(catalogue: Catalogue, printed: list[Printed]) -> None:
    cases = worst_areas(catalogue)
    sign = next(item for item in ITEMS if item.id == "sign")
    missing = print_of(*_of(cases["longest name, nothing known"], sign))
    known = print_of(*_of(cases["longest name, its police alone"], sign))
    assert (missing.data["number"], known.data["number"]) == (None, NUMBERS[0])
    assert all("113" in each.text for each in pdfs(printed) if each.item.made_for == "area")


def _of(case: tuple[Catalogue, Subject], item: Item) -> tuple[Catalogue, Item, Subject]:
    return case[0], item, case[1]


def test_a_record_that_is_no_longer_true_gives_no_numbers(catalogue: Catalogue) -> None:
    its_catalogue, subject = worst_areas(catalogue)["most rows"]
    assert subject.unit
    area = its_catalogue.area_of(subject.unit)
    assert area
    retired = replace(its_catalogue, areas={area.id: area.model_copy(update={"status": "het-hieu-luc"})})
    for item in ITEMS:
        if item.made_for == "area":
            assert not set(NUMBERS) & set(re.findall(r'"(0[\d ]+)"', data_text(print_of(retired, item, subject))))


# --- the sign ----------------------------------------------------------------------------------------------------


def test_a_sign_has_few_words(printed: list[Printed]) -> None:
    for each in printed:
        if each.drawing.template == "print-sign":
            words = re.sub(r"(?<=\d) (?=\d)", "", each.text).replace(" - ", " ").split()
            assert len(words) <= SIGN_WORDS, (len(words), each.text)
