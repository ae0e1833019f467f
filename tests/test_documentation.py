"""README, CONTRIBUTING and HACKING tell the truth."""

from __future__ import annotations

import re
import tomllib

import pytest
from pydantic import BaseModel

from awareness import area_records, community, records, single_files
from awareness.command_line import command_parser
from awareness.editorial import EXAMPLES, Example
from awareness.reading import parse_record
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
HACKING = (ROOT / "HACKING.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

# who runs the site and its words: not written by editors of records, explained by comments in their files
SETTINGS = {
    *("Site", "Operator", "OperatorContact", "Adoption"),
    *("Vocabulary", "Term", "Category", "Listener", "Measure", "QuizGroup", "Language", "SearchWords", "FieldExample"),
}
EDITED_CLASSES = [
    part
    for part in (vars(records) | vars(community) | vars(area_records) | vars(single_files)).values()
    if isinstance(part, type) and issubclass(part, records.Part) and part.model_fields and part.__name__ not in SETTINGS
]


@pytest.mark.parametrize("model", EDITED_CLASSES, ids=lambda model: model.__name__)
def test_every_field_is_explained_to_editors(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        if name != "id":
            row = rf"^\| `(\w+\.)*{field.alias or name}` \| {re.escape(field.description or '')} \|"
            assert re.search(row, CONTRIBUTING, re.MULTILINE), f"{name}: run `make guides`"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.about)
def test_every_editorial_rule_is_shown_to_editors(example: Example) -> None:
    assert f"| {example.about} | {example.fails} | {example.passes} |" in CONTRIBUTING


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"(?:`|^    )make ([a-z]+)", README + CONTRIBUTING + HACKING, re.MULTILINE))
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_every_command_is_in_the_readme() -> None:
    (commands,) = (action for action in command_parser()._actions if action.dest == "command")
    for name in commands.choices or ():
        assert re.search(rf"build_warnings\.py [^`]*\b{name}\b", README), name


def test_every_room_is_on_the_map() -> None:
    rooms = {path.name for path in (ROOT / "awareness").glob("*.py")} - {"__init__.py"}
    named = set(re.findall(r"`(\w+\.py)`", HACKING))
    assert rooms <= named, rooms - named
    assert {name for name in named if not (ROOT / name).is_file() and not list(ROOT.glob(f"*/{name}"))} == set()


@pytest.mark.parametrize("row", re.findall(r"^\| `([^`]+)` \| [^|]+ \| `([^`]+)` \|$", CONTRIBUTING, re.MULTILINE))
def test_stumbling_blocks_are_really_refused(row: tuple[str, str]) -> None:
    """The table of slips: what it calls wrong is refused in a real record, what it calls right is not."""
    file, model = {
        "number": ("contacts/113.yml", records.Contact),
        "date": ("contacts/113.yml", records.Contact),
        "title": ("contacts/113.yml", records.Contact),
        "summary": ("contacts/113.yml", records.Contact),
    }[row[0].split(":")[0]]
    text = (ROOT / "warnings" / file).read_text("utf-8")
    for line, is_right in zip(row, (False, True), strict=True):
        key = line.split(":")[0]
        changed = re.sub(rf"^( *){key}: .*$", lambda match: match[1] + line, text, count=1, flags=re.MULTILINE)  # noqa: B023
        _, problems = parse_record(changed.encode(), model, {"id": "113"}, file)
        assert (problems == []) is is_right, (line, problems)


def test_requirements_are_hashed_and_name_no_index() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"requirements.txt": [], "requirements-test.txt": project["optional-dependencies"]["test"]}
    for name, extra in wanted.items():
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?://|file://|--(extra-)?index|--find-links", text)
        pinned = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
        direct = {re.split(r"[<>=]", requirement)[0].lower() for requirement in project["dependencies"] + extra}
        assert direct <= pinned, direct - pinned
        assert len(re.findall(r"==", text)) <= text.count("--hash=sha256:")
