"""What editors are told about fields: schemas, tables, the field page and ``explain`` follow from one source."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import ValidationError

from awareness.catalogue import Catalogue
from awareness.cross_references import REFERENCES, WORDS
from awareness.derive_guides import derived_files
from awareness.editor_schemas import record_schema
from awareness.explaining import explain_field, told
from awareness.field_guide import every_field, items_of
from awareness.field_pages import field_page
from awareness.reading import RECORD_CLASSES, Library
from tests.conftest import ROOT


class CoreLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2 as code editors read it: days stay text, so does ``no``."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def validator(library: Library, folder: str) -> Any:
    assert library.vocabulary
    schema = record_schema(folder, library.vocabulary)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def test_everything_derived_is_up_to_date() -> None:
    for file in derived_files(ROOT):
        path = ROOT / file.path
        assert path.is_file(), f"{file.path}: run `make guides`"
        assert path.read_bytes() == file.content, f"{file.path} is out of date: run `make guides`"


@pytest.mark.parametrize("folder", RECORD_CLASSES)
def test_every_real_record_fits_its_schema(folder: str, library: Library) -> None:
    validate = validator(library, folder)
    files = sorted((ROOT / "warnings" / folder).glob("*.yml"))
    assert files
    for file in files:
        data = yaml.load(file.read_text("utf-8"), Loader=CoreLoader)
        assert [error.message for error in validate.iter_errors(data)] == [], file.name


SLIPS: list[tuple[str, str, Any, str]] = [
    ("contacts", "number", 1131, "Đặt số trong ngoặc kép"),
    ("contacts", "number", "1900.1288", "Số điện thoại chỉ có chữ số và dấu cách"),
    ("contacts", "verified_on", "21/11/2026", "Viết năm-tháng-ngày"),
    ("contacts", "state_agency", "có", "Viết true nếu đúng"),
    ("contacts", "confidence", "C", "Chọn một trong: A, B"),
    ("contacts", "kind", "website", "Chọn một trong"),
    ("tactics", "title", "x" * 61, "nhiều nhất 60 ký tự"),
    ("tactics", "title", "  ", "nhiều nhất 60 ký tự"),
    ("tactics", "do", "Cúp máy", "Viết mỗi ý một dòng"),
    ("tactics", "related", ["Giả danh"], "Mã chỉ có chữ thường không dấu"),
    ("tactics", "case", "Một bà giáo", "Khối này cần có: composite, story"),
]


@pytest.mark.parametrize(("folder", "field", "value", "message"), SLIPS)
def test_the_schema_speaks_vietnamese(folder: str, field: str, value: Any, message: str, library: Library) -> None:
    """What a code editor would show: the message beside the rule that refuses."""
    record = next(iter(sorted((ROOT / "warnings" / folder).glob("*.yml"))))
    data = yaml.load(record.read_text("utf-8"), Loader=CoreLoader)
    errors = list(validator(library, folder).iter_errors(data | {field: value}))
    assert errors
    shown = []
    for error in errors:
        by_pattern = error.validator == "pattern"
        shown.append(error.schema.get("patternErrorMessage" if by_pattern else "errorMessage", ""))
    assert any(message in words for words in shown), shown


def test_every_schema_has_words_for_hover(library: Library) -> None:
    """Title and description everywhere, and no English word of a class in them."""
    assert library.vocabulary
    for folder in RECORD_CLASSES:
        schema = record_schema(folder, library.vocabulary)
        for place, field in _fields(schema, folder):
            assert field["title"], place
            assert field["description"].rstrip(".") != "", place
            assert "Bắt buộc" in field["description"] or "Không bắt buộc" in field["description"], place


def _fields(schema: dict[str, Any], place: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, value in schema.get("properties", {}).items():
        found.append((f"{place}.{name}", value))
        while value.get("type") == "array":
            value = value["items"]
        found += _fields(value, f"{place}.{name}")
    return found


def test_settings_name_schemas_that_exist() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(pattern)), pattern


def test_examples_belong_to_fields(library: Library) -> None:
    """No example for a field that is gone, and one for each field that people fill with sentences of a tactic."""
    assert library.vocabulary
    fields = list(every_field(library.vocabulary))
    used = {id(field.example) for field in fields if field.example}
    idle = [name for name, example in library.vocabulary.examples.items() if id(example) not in used]
    assert idle == []
    silent = [
        field.name
        for field in fields
        if field.folder in ("tactics", "responses", "tips", "contacts")
        and field.holds.endswith(("câu chữ trong ngoặc kép", "ký tự"))
        and field.is_required
        and not field.example
        and field.path[0] not in ("approved", "changes", "sms")
    ]
    assert silent == []


def _with_value(data: dict[str, Any], path: tuple[str, ...], value: Any) -> bool:
    """Put a value where the field is, in the first item of lists; False when the record does not have it."""
    target: Any = data
    for step in path[:-1]:
        target = target.get(step) if isinstance(target, dict) else None
        if isinstance(target, list):
            target = target[0]
        if target is None:
            return False
    if path[-1] not in target:
        return False
    target[path[-1]] = [value, *target[path[-1]][1:]] if isinstance(target[path[-1]], list) else value
    return True


def _is_refused(folder: str, data: dict[str, Any]) -> bool:
    try:
        RECORD_CLASSES[folder].model_validate({**data, "id": "vi-du"})
    except ValidationError:
        return True
    return False


def test_good_examples_are_accepted_and_bad_forms_are_not(library: Library) -> None:
    """Each good example is accepted in a real record. A bad one is refused where its form alone is wrong."""
    assert library.vocabulary
    records = {
        folder: [
            yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
            for path in sorted((ROOT / "warnings" / folder).glob("*.yml"))
        ]
        for folder in RECORD_CLASSES
    }
    tried = refused = 0
    for field in every_field(library.vocabulary):
        if field.example is None:
            continue
        for data in records[field.folder]:
            copy = json.loads(json.dumps(data))
            if not _with_value(copy, field.path, field.example.good):
                continue
            tried += 1
            RECORD_CLASSES[field.folder].model_validate({**copy, "id": "vi-du"})
            _with_value(copy, field.path, field.example.bad)
            is_refused = _is_refused(field.folder, copy)
            has_form = "câu chữ" not in field.holds and not field.words and not field.refers_to
            assert is_refused or not has_form, (field.folder, field.name)
            refused += is_refused
            break
    assert tried > 150
    assert refused > 40


def test_good_examples_of_words_are_words(library: Library) -> None:
    assert library.vocabulary
    for field in every_field(library.vocabulary):
        if field.example and field.words:
            assert field.example.good in field.words, field.name
            assert field.example.bad not in field.words, field.name
        if field.example and field.refers_to:
            assert f"{field.refers_to}/{field.example.good}" in library.files, field.name


def test_tables_of_words_and_references_name_fields(library: Library) -> None:
    assert library.vocabulary
    fields = {(field.folder, field.path) for field in every_field(library.vocabulary)}
    for table in (WORDS, REFERENCES):
        assert {(folder, path) for folder, paths in table.items() for path in paths} <= fields


@pytest.mark.parametrize(
    ("asked", "name", "meant"),
    [
        ("red_flags", "red_flags", None),
        ("script.says", "script.says", None),
        ("says", "script.says", None),
        ("contacts.title", "title", None),
        ("dấu hiệu", "red_flags", None),
        ("DAU HIEU", "red_flags", None),
        ("red_flag", "red_flags", "red_flags"),
        ("verifed_on", "verified_on", "verified_on"),
    ],
)
def test_explain_finds_fields(asked: str, name: str, meant: str | None, library: Library) -> None:
    assert library.vocabulary
    explained = explain_field(asked, library.vocabulary)
    assert explained.fields[0][0].name == name
    assert explained.meant == meant
    lines = "\n".join(told(explained, ROOT / "warnings"))
    assert "Được:" in lines
    assert "Chưa:" in lines


def test_explain_says_so_when_nothing_is_near(library: Library) -> None:
    assert library.vocabulary
    explained = explain_field("qqqzzz", library.vocabulary)
    assert not explained.fields
    assert "Không có mục nào tên 'qqqzzz'" in "\n".join(told(explained, ROOT / "warnings"))


BLOCKS = [
    *("script", "coaching", "case", "quiz", "law", "sources", "translations", "if_happened", "changes"),
    *("quiz.unsafe", "sections.items", "starts", "kit", "neighbours"),
]


@pytest.mark.parametrize("asked", BLOCKS)
def test_explain_of_a_block_leads_further(asked: str, library: Library) -> None:
    """What is in it, what to type next, and a block of a record that can be read as YAML and has these fields."""
    assert library.vocabulary
    explained = explain_field(asked, library.vocabulary)
    guide = explained.fields[0][0]
    assert guide.name == asked
    lines = list(told(explained, ROOT / "warnings"))
    inside = list(items_of(guide.schema)["properties"])
    for name in inside:
        assert any(re.match(rf" +{name} +\S", line) for line in lines), name
    (command,) = [line for line in lines if line.startswith("  Hỏi tiếp: ")]
    assert explain_field(command.split()[-1], library.vocabulary).meant is None
    start = next(number for number, line in enumerate(lines) if line.startswith("  Ví dụ, trong "))
    assert (ROOT / lines[start].removeprefix("  Ví dụ, trong ").removesuffix(":")).is_file()
    shown = "\n".join(itertools.takewhile(lambda line: line.startswith("    "), lines[start + 1 :]))
    block = yaml.load(shown, Loader=CoreLoader)
    for name in guide.path if guide.path[0] in block else guide.path[-1:]:
        block = block[name]
    item = block[0] if isinstance(block, list) else block
    assert item
    assert set(item) <= set(inside)
    assert not isinstance(block, list) or len(block) == 1


def test_explain_names_few_records_and_says_where_many_are(library: Library) -> None:
    assert library.vocabulary
    shown = {
        name: "\n".join(told(explain_field(name, library.vocabulary), ROOT / "warnings"))
        for name in ("if_happened.responses", "related")
    }
    for record in library.responses.values():
        assert re.search(rf"^ +{record.id} +{re.escape(record.title)}$", shown["if_happened.responses"], re.MULTILINE)
    assert "mã là tên tệp trong warnings/tactics/, bỏ .yml" in shown["related"]


def test_a_field_of_records_comes_before_those_inside_of_others(library: Library) -> None:
    assert library.vocabulary
    explained = explain_field("quiz", library.vocabulary)
    assert [field.name for alike in explained.fields for field in alike] == ["quiz"]
    lines = list(told(explained, ROOT / "warnings"))
    assert "explain kit.quiz" in lines[-1]


def test_explain_does_without_records(tmp_path: Path, library: Library) -> None:
    """A folder that has none yet, or only broken ones and drafts."""
    assert library.vocabulary
    (tmp_path / "tactics").mkdir()
    (tmp_path / "tactics/hong.yml").write_text('quiz: "', "utf-8")
    (tmp_path / "tactics/nhap.yml").write_text("status: nhap\nquiz:\n  safe:\n", "utf-8")
    for name in ("quiz", "if_happened.responses"):
        lines = list(told(explain_field(name, library.vocabulary), tmp_path))
        assert not any("Ví dụ, trong" in line for line in lines)


def test_the_field_page_names_every_field(catalogue: Catalogue) -> None:
    (page,) = field_page(catalogue)
    text = page.content.decode()
    for field in every_field(catalogue.vocabulary):
        shown = field.name.replace("_", "&#95;")
        assert f"- **{shown}**" in text, field.name
    assert text.count("👍") == text.count("👎") > 100


def test_the_project_has_a_vocabulary_of_its_own(tmp_path: Path) -> None:
    """Derived files come from the project that is asked about, not from this one."""
    (tmp_path / "warnings").mkdir()
    with pytest.raises(ValueError, match="vocabulary"):
        derived_files(tmp_path)
