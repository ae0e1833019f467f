"""Typst and Pillow: a drawing becomes bytes. The only room that knows them.

The same drawing gives the same bytes on every machine with the same versions: the letters come from a package, fonts
of the system are ignored, no clock is asked, and a picture is reduced to the very colours that its drawing names.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any, Final

from awareness.artifacts import Colour, Drawing

TEMPLATES: Final = Path(__file__).with_name("templates") / "drawings"
ENGINES: Final = ("typst", "pillow", "segno", "fontpkg-be-vietnam-pro")
"""Packages whose other version may draw other bytes."""
FORMAT: Final = 4
"""Raise it when this file makes other bytes of the same drawing: what was drawn before is then drawn again."""

_PALETTE: Final = 256
_MOST_STEPS: Final = 8
"""Colours between ground and ink; more cannot be told apart and cost bytes."""
_COMPRESSION: Final = 3
"""Of zlib: 6 takes three times as long and saves one byte in six, 9 takes seven times as long."""
_CODE_MARGIN: Final = 4
"""Modules that stay white around a QR code, as its standard asks for."""
_SHADES: Final = bytes([255, 0]) + bytes(254)
"""Of a module: 0 is white, 1 is black."""
_NO_GLYPH: Final = re.compile(r'the text `"(.+?)"` could not be displayed')
_QUOTED: Final = re.compile(r'"([\w./-]+)"')


class DrawingError(Exception):
    """A drawing that cannot be drawn. Its text is one Vietnamese sentence that names the file."""


def fingerprint(drawing: Drawing) -> str:
    """What the bytes of a drawing follow from, as 64 hexadecimal digits; its path is not among it.

    Known before anything is drawn, so that a page can name a picture by its content and need not wait for it.
    """
    recipe = [_of_room(), _of_template(drawing.template), drawing.path.suffix, drawing.limit]
    text = json.dumps([*recipe, data_text(drawing), sorted(drawing.codes.items()), drawing.inks], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def draw(drawing: Drawing) -> bytes:
    """The bytes of the file. Raises DrawingError: the template refuses, or the file is too heavy."""
    content = _DRAW[drawing.path.suffix](drawing)
    if len(content) > drawing.limit:
        weight = f"nặng {len(content)} byte, quá mức {drawing.limit}"
        raise DrawingError(f"{drawing.path}: {weight} → Rút gọn nội dung, hoặc báo người phát triển.")
    return content


def draw_png(drawing: Drawing) -> bytes:
    """As a picture in few colours, whatever the ending of its path."""
    from PIL import Image  # not needed when nothing changed

    drawn = Image.open(io.BytesIO(_compile(drawing, format="png", ppi=72))).convert("RGB")
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in _steps(drawing.inks) for value in colour])
    file = io.BytesIO()
    reduced = drawn.quantize(palette=palette, dither=Image.Dither.NONE)
    reduced.save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


def draw_pdf(drawing: Drawing) -> bytes:
    """As a PDF for everybody (PDF/UA-1), whatever the ending of its path: a letter without glyph is an error there."""
    return _compile(drawing, format="pdf", pdf_standards="ua-1", timestamp=0)


def draw_svg(drawing: Drawing) -> bytes:
    """As a vector picture; letters are outlines, so whoever opens it needs no font."""
    return _compile(drawing, format="svg")


_DRAW: Final = {".png": draw_png, ".pdf": draw_pdf, ".svg": draw_svg}


def without_glyph(drawings: Iterable[Drawing]) -> set[str]:
    """The letters in the data of these drawings that Be Vietnam Pro does not have.

    A picture would show a gap there; Typst says so only of a PDF for everybody, and is asked once for each letter.
    """
    letters = {letter for drawing in drawings for letter in data_text(drawing) if letter.isprintable()} - _has_glyph()
    missing: set[str] = set()
    while letters - missing:
        shown = {"title": "".join(sorted(letters - missing))}
        try:
            draw_pdf(Drawing(PurePosixPath("site/letters.pdf"), "letters", shown, 0))
        except DrawingError as error:
            found = set("".join(_NO_GLYPH.findall(str(error)))) & letters - missing
            if not found:
                raise
            missing |= found
        else:
            _has_glyph().update(letters - missing)
            break
    return missing


@cache
def _has_glyph() -> set[str]:
    """The letters that this process has already asked about and found; it grows."""
    return set()


def data_text(drawing: Drawing) -> str:
    """What the template reads; composed, since a letter and its accent apart would be drawn apart."""
    return unicodedata.normalize("NFC", json.dumps(drawing.data, ensure_ascii=False, sort_keys=True))


def _compile(drawing: Drawing, **form: Any) -> bytes:
    from typst import TypstError

    codes = {name: _pixels(text) for name, text in drawing.codes.items()}
    inputs = {"data": data_text(drawing), "codes": json.dumps(codes)}
    # Real inputs would be part of what every function of a template depends on, so that nothing of one drawing could be
    # used again for the next: the first line of the file says the same.
    given = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in inputs.items())
    source = f"#let sys = (inputs: ({given}))\n" + (TEMPLATES / f"{drawing.template}.typ").read_text("utf-8")
    try:
        made = _compiler().compile(input=source.encode(), **form)
    except TypstError as error:
        raise DrawingError(f"Không vẽ được {drawing.path}: {error} → Báo người phát triển.") from error
    assert isinstance(made, bytes), "one page"
    return made


def was_used_here() -> bool:
    """Whether this process, or the one it was forked from, has drawn."""
    return _compiler.cache_info().currsize > 0


def forget_templates() -> None:
    """Look at the templates again for the next fingerprint."""
    _of_template.cache_clear()


@cache
def _compiler() -> Any:
    # Read when the first drawing starts Typst's threads: drawings are made side by side in processes, not in threads.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    from fontpkg_be_vietnam_pro import ROOT
    from typst import Compiler

    return Compiler(root=str(TEMPLATES), font_paths=[str(ROOT)], ignore_system_fonts=True)


def _pixels(text: str) -> list[int]:
    """A QR code as shades of grey (0 or 255), row by row: a pixel for each module of the code and of its margin.
    Level M bears a stain, or a picture that a chat has compressed.

    The mask is fixed: to try all eight takes four times as long. ``benchmarks/cards.py`` reads every code.
    """
    import segno

    rows = segno.make_qr(text, error="m", mask=0).matrix
    side = b"\xff" * _CODE_MARGIN
    above = b"\xff" * ((len(rows) + 2 * _CODE_MARGIN) * _CODE_MARGIN)
    return list(above + b"".join(side + row.translate(_SHADES) + side for row in rows) + above)


def _steps(inks: tuple[tuple[Colour, Colour], ...]) -> Iterator[tuple[int, ...]]:
    """Every colour named, and as many as fit between the two of each pair, once each."""
    named = {colour for pair in inks for colour in pair}
    steps = min(_MOST_STEPS, (_PALETTE - len(named)) // max(len(inks), 1))
    between = (
        tuple(round(a + (b - a) * step / (steps + 1)) for a, b in zip(_rgb(ground), _rgb(ink), strict=True))
        for ground, ink in inks
        for step in range(1, steps + 1)
    )
    return iter(dict.fromkeys(itertools.chain(map(_rgb, sorted(named)), between)))


def _rgb(colour: Colour) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


@cache
def _of_room() -> list[Any]:
    """What all drawings have in common: this file's way, the packages, the letters."""
    from fontpkg_be_vietnam_pro import ROOT

    letters = hashlib.sha256()
    for font in sorted(Path(ROOT).rglob("*.ttf")):
        letters.update(font.name.encode() + font.read_bytes())
    versions = [f"{package} {metadata.version(package)}" for package in ENGINES]
    return [FORMAT, versions, letters.hexdigest(), _MOST_STEPS, _COMPRESSION]


@cache
def _of_template(name: str) -> str:
    """The template, and whatever it or they name between quotes: a file, or a folder with all its files.

    A quoted "/" is a sign, not all of the disk.
    """
    waiting, seen = [TEMPLATES / f"{name}.typ"], dict[Path, bytes]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        if path.is_dir():
            waiting += path.iterdir()
            continue
        seen[path] = path.read_bytes()
        if path.suffix == ".typ":
            named = (TEMPLATES / quoted for quoted in _QUOTED.findall(seen[path].decode()))
            inside = (other for other in named if TEMPLATES in other.parents and ".." not in other.parts)
            waiting += [other for other in inside if other.exists()]
    whole = hashlib.sha256()
    for path in sorted(seen):
        whole.update(f"{path.relative_to(TEMPLATES).as_posix()}\0{len(seen[path])}\0".encode() + seen[path])
    return whole.hexdigest()
