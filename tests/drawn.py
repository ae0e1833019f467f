"""Looks at what was drawn without believing it: where each letter stands, how small it is, what a code says."""

from __future__ import annotations

import ctypes
import io
import math
from dataclasses import replace
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

from awareness.artifacts import Artifact, Drawing
from awareness.drawing_room import draw_all
from awareness.project import Project

BELOW_FULL_SIZE = 600
"""Pixels across after a chat has made a picture smaller."""


def as_print(drawing: Drawing) -> Drawing:
    """The same drawing as PDF/UA: there letters have places, and one without a glyph is an error."""
    return replace(drawing, path=drawing.path.with_suffix(".pdf"), limit=10_000_000)


def draw_apart(project: Project, drawings: list[Drawing]) -> list[Artifact]:
    """Drawn as a build does it, in children: a process that has drawn cannot have children that draw."""
    return draw_all(project, drawings)


class Letters(NamedTuple):
    """text: of all pages; outside: letters that are not wholly on their page; smallest: the least size, in points;
    fonts: families, embedded ones only when ``all_embedded``."""

    text: str
    outside: list[str]
    smallest: float
    all_embedded: bool


def letters_of(pdf: bytes) -> Letters:
    document = pypdfium2.PdfDocument(pdf)
    texts, outside, sizes, embedded = [], [], [], True
    for page in document:
        width, height = page.get_size()
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        for index in range(text_page.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(text_page, index))
            if not letter.strip() or letter == "\u200b":
                continue
            left, bottom, right, top = text_page.get_charbox(index)
            if left < 0 or bottom < 0 or right > width or top > height:
                outside.append(letter)
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
            sizes.append(pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d))
        for element in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(element)
            embedded &= pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return Letters("".join(texts), outside, min(sizes), embedded)


def codes_in(png: bytes) -> set[str]:
    """What the QR codes of a picture say."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    # the letters of a card can look like a bar code of a shop
    return {code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)}


def codes_after_a_chat(png: bytes) -> set[str]:
    """The same after a chat has made the picture smaller and a JPEG of quality 70 of it."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    height = round(picture.height * BELOW_FULL_SIZE / picture.width)
    file = io.BytesIO()
    picture.resize((BELOW_FULL_SIZE, height), Image.Resampling.BILINEAR).save(file, "JPEG", quality=70)
    return codes_in(file.getvalue())
