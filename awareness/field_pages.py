"""Renderers of the pages for editors: every field with a good and a bad example, and what research says of warnings.

Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awareness.artifacts import Artifact
from awareness.cards import CardText
from awareness.catalogue import Catalogue
from awareness.editorial import EXAMPLES
from awareness.field_guide import KIND_NAMES, FieldGuide, field_guides
from awareness.page import PageWriter
from awareness.pages import ABOUT_TITLE

TITLE: Final = "Viết cảnh báo: từng mục ghi gì"


def field_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/cac-muc/index.md``."""
    guides = {folder: field_guides(folder, catalogue.vocabulary) for folder in KIND_NAMES}
    common = [guide for guide in guides["tactics"] if guide.is_common]
    told = {(guide.path, guide.about) for guide in common}
    own: dict[str, list[FieldGuide]] = {
        folder: [guide for guide in fields if (guide.path, guide.about) not in told]
        for folder, fields in guides.items()
    }
    description = "Mỗi mục của bản ghi để làm gì, ghi thế nào là được, thế nào là chưa: dành cho người viết nội dung."
    writer = PageWriter(catalogue)
    yield writer.page(
        "cac-muc/index.md",
        "fields",
        writer.meta(TITLE, description, above=[{"title": ABOUT_TITLE, "url": "ve-trang-nay/"}]),
        card=CardText(look="sach", label="Cho người viết", lines=[example.about for example in EXAMPLES[:3]]),
        common=common,
        kinds=[(folder, name, own[folder]) for folder, name in KIND_NAMES.items()],
        rules=EXAMPLES,
    )


RESEARCH_TITLE: Final = "Cảnh báo thế nào thì có ích"


def research_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/canh-bao-co-ich/index.md``: what was measured elsewhere, and what follows from it here."""
    description = "Nghiên cứu đã đo được gì về lời cảnh báo lừa đảo, và trang này làm theo thế nào. Có nguồn từng điều."
    writer = PageWriter(catalogue)
    yield writer.page(
        "canh-bao-co-ich/index.md",
        "research",
        writer.meta(RESEARCH_TITLE, description, above=[{"title": ABOUT_TITLE, "url": "ve-trang-nay/"}]),
        card=CardText(look="sach", label="Cho người viết"),
    )
