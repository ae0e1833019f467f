"""What follows from the record classes and the vocabulary and lies in the repository: ``make guides``.

Schemas and settings for code editors (``.vscode/``) and the tables of ``CONTRIBUTING.md``. Run it after a change of
a field, of its description, or of ``vocabulary.yml``; a test fails while any of it is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from awareness.artifacts import Artifact
from awareness.editor_schemas import editor_schemas
from awareness.field_guide import FieldGuide, Json, field_guides, limits_of, source_item_fields
from awareness.output import write_file
from awareness.problems import show
from awareness.project import Project
from awareness.reading import read_library
from awareness.single_files import Vocabulary
from awareness.templating import text_environment

CONTRIBUTING: Final = PurePosixPath("CONTRIBUTING.md")
_TABLE: Final = re.compile(r"(?<=<!-- fields: )(?P<name>[a-z-]+)(?P<open> -->\n).*?(?=<!-- /fields -->)", re.DOTALL)


def with_field_tables(text: str, vocabulary: Vocabulary) -> str:
    """The text with a fresh table between each ``<!-- fields: NAME -->`` and ``<!-- /fields -->``.

    NAME: a folder of records (its own fields), ``common`` (what every record has), ``source-items``.
    """
    return _TABLE.sub(lambda match: f"{match['name']}{match['open']}{_table(match['name'], vocabulary)}", text)


def _table(name: str, vocabulary: Vocabulary) -> str:
    if name == "source-items":
        rows = [(name, about, _need(is_required, {})) for name, about, is_required in source_item_fields()]
    elif name == "common":
        rows = _rows(guide for guide in field_guides("tactics", vocabulary) if guide.is_common)
    else:
        # a contact has no history of its own page, but title and summary: so they stand in its own table
        shared = {(guide.path, guide.about) for guide in field_guides("tactics", vocabulary) if guide.is_common}
        rows = _rows(guide for guide in field_guides(name, vocabulary) if (guide.path, guide.about) not in shared)
    return text_environment().get_template("field-table.txt.j2").render(fields=rows)


def _rows(guides: Iterable[FieldGuide]) -> list[tuple[str, str, str]]:
    return [(guide.name, guide.about, _need(guide.is_required, guide.schema)) for guide in guides]


def _need(is_required: bool, schema: Json) -> str:
    return ("bắt buộc" if is_required else "tùy") + limits_of(schema)


def derived_files(root: Path) -> list[Artifact]:
    """Every file that follows, with its path below the root of the repository.

    Raises ValueError: ``vocabulary.yml`` cannot be read.
    """
    library, problems = read_library(Project(root).warnings)
    if library.vocabulary is None:
        raise ValueError(show(problems))
    contributing = with_field_tables((root / CONTRIBUTING).read_text("utf-8"), library.vocabulary)
    tables = Artifact(CONTRIBUTING, contributing.encode())
    return [*editor_schemas(library.vocabulary), tables]


def main() -> int:
    """Write the files that changed, and name them."""
    root = Path(__file__).resolve().parents[1]
    for file in derived_files(root):
        path = root / file.path
        if not path.is_file() or path.read_bytes() != file.content:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, file.content)
            print(file.path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
