"""Open data: every answer is what its schema says, says what the records say, and version 1 keeps its word.

``python -m tests.test_open_data`` writes down the shape of version 1 anew, after something was added to it.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from awareness.api_answers import KINDS, ROOT, TERMS, VERSIONS
from awareness.api_description import answer_models, answer_schemas, openapi
from awareness.area_records import Area, LocalContact, Neighbour
from awareness.catalogue import Catalogue
from awareness.reading import Library
from awareness.records import Contact, Record
from tests.conftest import DAY
from tests.conftest import ROOT as REPOSITORY
from tests.published_data import Files, answers, files_of, table

SHAPE: Final = REPOSITORY / "tests/data/api-v1.json"
PAYLOAD: Final = '</script><script>ran()</script>"}],"x":{"'


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> Files:
    return files_of(catalogue)


def openapi_path(path: str) -> str:
    return re.sub(r"/[a-z0-9-]+\.json$", "/{id}.json", f"/{path}") if "/" in path else f"/{path}"


# --- answers and their description -------------------------------------------------------------------------------


def test_every_answer_is_what_its_published_schema_says(catalogue: Catalogue, files: Files) -> None:
    checked = set()
    validators = {
        path: Draft202012Validator(
            json.loads(files[f"{ROOT}schema/{model.__name__}.json"]), format_checker=FormatChecker()
        )
        for path, model in answer_models().items()
    }
    for path, answer in answers(files).items():
        pattern = openapi_path(path).lstrip("/")
        errors = [f"{path}: {error.json_path} {error.message}" for error in validators[pattern].iter_errors(answer)]
        assert errors == []
        assert answer["schema_version"] == VERSIONS[-1].number
        assert answer["license"]["name"] == "CC BY 4.0"
        assert answer["total"] == (len(answer["result"]) if isinstance(answer["result"], list) else 1)
        checked.add(pattern)
    empty = {f"{kind.name}/{{id}}.json" for kind in KINDS if not getattr(catalogue, kind.name)}
    assert checked == set(answer_models()) - empty


def test_a_wrong_answer_is_noticed(files: Files) -> None:
    """The schemas ask for something: each field that goes missing or changes its type is an error."""
    schema = json.loads(files[f"{ROOT}schema/TacticAnswer.json"])
    answer = next(value for path, value in answers(files).items() if path.startswith("tactics/"))
    for name in answer["result"]:
        for changed in (
            {key: value for key, value in answer["result"].items() if key != name},
            answer["result"] | {name: {}},
        ):
            assert list(Draft202012Validator(schema).iter_errors(answer | {"result": changed})), name
    assert not list(Draft202012Validator(schema).iter_errors(answer | {"result": answer["result"] | {"new": 1}}))


def test_openapi_is_valid_and_names_every_answer(catalogue: Catalogue, files: Files) -> None:
    described = json.loads(files[f"{ROOT}openapi.json"])
    assert described == openapi(catalogue.site)
    assert [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()] == []
    assert described["servers"] == [{"url": f"{catalogue.site.base_url}api/v1"}]
    assert {openapi_path(path) for path in answers(files)} <= set(described["paths"])
    operations = [path["get"]["operationId"] for path in described["paths"].values()]
    assert len(set(operations)) == len(operations)


def test_every_record_and_every_term_has_its_file(catalogue: Catalogue, files: Files) -> None:
    found = answers(files)
    for kind in KINDS:
        full = found["tactics-full.json" if kind.name == "tactics" else f"{kind.name}.json"]["result"]
        assert [item["id"] for item in full] == list(getattr(catalogue, kind.name))
        assert full == [found[f"{kind.name}/{item['id']}.json"]["result"] for item in full]
    for item in found["tactics.json"]["result"]:
        full = found[f"tactics/{item['id']}.json"]["result"]
        assert item.items() <= full.items()
    for name in TERMS:
        assert [term["id"] for term in found[f"{name}.json"]["result"]] == list(getattr(catalogue.vocabulary, name))
        for term in found[f"{name}.json"]["result"]:
            listed = found[f"{name}/{term['id']}.json"]
            assert term["total"] == listed["total"]
            assert all(term["id"] in _terms(item, name) for item in listed["result"])


def _terms(item: Mapping[str, Any], name: str) -> list[str]:
    field = {"categories": "category", "severities": "severity", "seasons": "season"}.get(name, name)
    return [item[field]] if isinstance(item[field], str) else item[field]


def test_links_hide_no_field_of_a_record() -> None:
    """Both stand in one object; a name that both had would be there twice."""
    for kind in KINDS:
        own = {field.alias or name for name, field in kind.record.model_fields.items()}
        assert not own & set(kind.links.model_fields), kind.name


def test_an_item_says_what_its_record_says(catalogue: Catalogue, files: Files) -> None:
    for kind in KINDS:
        for record in getattr(catalogue, kind.name).values():
            item = json.loads(files[f"{ROOT}{kind.name}/{record.id}.json"])["result"]
            own = record.model_dump(mode="json", by_alias=True)
            if isinstance(record, Contact) and record.placeholder:
                own |= {"number": None, "sms": None}
            if isinstance(record, Area):
                own["neighbours"] = [neighbour for neighbour in own["neighbours"] if not neighbour["proposed"]]
                for contact in own["contacts"]:
                    contact |= {"number": None} if contact["placeholder"] else {}
            assert {name: item.get(name) for name in own} == own


def test_addresses_in_answers_lead_somewhere(catalogue: Catalogue, files: Files, built_site: Path) -> None:
    base = catalogue.site.base_url
    ids: dict[str, str] = {}
    cards = 0
    for answer in answers(files).values():
        for item in answer["result"] if isinstance(answer["result"], list) else [answer["result"]]:
            for name in ("uri", "page", "card"):
                address = str(item.get(name) or base)
                assert address.startswith(base), address
                path, _, anchor = address.removeprefix(base).partition("#")
                if name == "uri":
                    assert path in files, address
                elif name == "card":
                    cards += "card" in item
                    assert "card" not in item or (built_site / path).is_file(), address
                else:
                    page = f"{path}index.html"
                    ids[page] = ids.get(page) or (built_site / page).read_text("utf-8")
                    assert not anchor or f'id="{anchor}"' in ids[page], address
    assert cards >= len(catalogue.tactics)


# --- what version 1 promises -------------------------------------------------------------------------------------


def shape() -> dict[str, str]:
    """Every field of every answer of version 1 and what it is: ``TacticItem.red_flags`` → ``[string]``."""
    found = {f"/{path}": model.__name__ for path, model in answer_models().items()}
    for schema in answer_schemas_by_name().values():
        for name, part in (schema["$defs"] | {schema["title"]: schema}).items():
            found |= {f"{name}.{field}": _kind_of(value) for field, value in part["properties"].items()}
    return dict(sorted(found.items()))


def answer_schemas_by_name() -> dict[str, Any]:
    from awareness.single_files import Site

    site = Site.model_construct(base_url="https://x.example/")
    return {schema["title"]: schema for schema in answer_schemas(site).values()}


def _kind_of(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_kind_of(option) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_kind_of(schema['items'])}]"
    return " ".join(str(schema[key]) for key in ("type", "format") if key in schema)


def broken_promises(promised: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [f"{name}: {what} → {now.get(name)}" for name, what in promised.items() if now.get(name) != what]


def test_version_1_keeps_its_word() -> None:
    """What was ever promised is still there and still the same; new fields are welcome."""
    assert broken_promises(json.loads(SHAPE.read_text("utf-8")), shape()) == []


def test_a_broken_promise_is_noticed() -> None:
    promised = json.loads(SHAPE.read_text("utf-8"))
    assert len(promised) > 200
    assert promised["TacticItem.red_flags"] == "[string]"
    assert promised["ContactItem.number"] == "string | null"
    assert broken_promises(promised, {name: what for name, what in promised.items() if name != "TacticItem.do"})
    assert broken_promises(promised, promised | {"TacticItem.do": "string"})
    assert not broken_promises(promised, promised | {"TacticItem.new": "string"})


# --- what is in it, and what not ---------------------------------------------------------------------------------


def test_drafts_are_nowhere_and_retired_records_say_so(library: Library) -> None:
    draft, retired, *_ = library.tactics.values()
    changed = dict(library.tactics) | {
        draft.id: draft.model_copy(update={"status": "nhap", "title": "Bản chưa đăng"}),
        retired.id: retired.model_copy(update={"status": "het-hieu-luc"}),
    }
    made = files_of(Catalogue.link(dataclasses.replace(library, tactics=changed), DAY))
    assert f"{ROOT}tactics/{draft.id}.json" not in made
    assert not [path for path, content in made.items() if "Bản chưa đăng" in content.decode(errors="ignore")]
    found = answers(made)
    for name in ("tactics.json", "tactics-full.json", f"categories/{retired.category}.json"):
        status = {item["id"]: item["status"] for item in found[name]["result"]}
        assert draft.id not in status
        assert status[retired.id] == "het-hieu-luc"
    (row,) = (row for row in table(made, "du-lieu/canh-bao.csv") if row["Mã"] == retired.id)
    assert row["Tình trạng"] == "lưu lại để tra cứu"


NAMING: Final = {
    *("related", "first", "tactics", "responses", "call", "tell", "checklists", "models"),
    *("tactic", "model"),  # in ``conflicts_with`` and ``extends``
}
"""Fields that name other records."""


def ids_named(value: Any, field: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from ids_named(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from ids_named(inner, field)
    elif field in NAMING:
        yield str(value)


def test_no_answer_names_a_draft(library: Library) -> None:
    """Every other record that another one names becomes a draft."""
    named = set(ids_named([answer["result"] for answer in answers(files_of(Catalogue.link(library, DAY))).values()]))
    drafts = set(sorted(named)[::2])
    changed: dict[str, Any] = {}
    for kind in KINDS:
        records: Mapping[str, Record] = getattr(library, kind.name)
        changed[kind.name] = {
            key: record.model_copy(update={"status": "nhap"}) if key in drafts else record
            for key, record in records.items()
        }
    made = answers(files_of(Catalogue.link(dataclasses.replace(library, **changed), DAY)))
    assert len(drafts) > 20
    still_named = set(ids_named([answer["result"] for answer in made.values()]))
    assert still_named
    assert not still_named & drafts


def test_sample_numbers_cannot_be_called(catalogue: Catalogue) -> None:
    contact = catalogue.contacts["156"].model_copy(update={"number": "0123 456 789", "placeholder": True})
    made = files_of(dataclasses.replace(catalogue, contacts={"156": contact}))
    item = json.loads(made[f"{ROOT}contacts/156.json"])["result"]
    assert (item["number"], item["sms"], item["placeholder"]) == (None, None, True)
    assert [path for path, content in made.items() if b"0123 456 789" in content or b"0123456789" in content] == []
    assert table(made, "du-lieu/so-goi.csv")[0]["Số điện thoại"] == "số mẫu, không gọi được"


def test_a_commune_has_its_numbers_and_names_those_next_to_it(catalogue: Catalogue) -> None:
    """Real numbers as they are written, samples as none; guesses about who lives next door are nowhere."""
    real = {"kind": "truc-ban", "title": "Công an thử", "number": "1 1 2", "source": "1", "verified_on": "2026-11-20"}
    sample = {"kind": "truc-ban", "title": "Số mẫu", "number": "0000 000 000", "placeholder": "true"}
    next_door = [{"key": "vn-2025:31120"}, {"key": "vn-2025:28177"}, {"key": "vn-2025:28159", "proposed": "true"}]
    changed = catalogue.areas["can-tho-ninh-kieu"].model_copy(
        update={
            "contacts": [LocalContact.model_validate(contact) for contact in (real, sample)],
            "neighbours": [Neighbour.model_validate(neighbour) for neighbour in next_door],
        }
    )
    made = files_of(dataclasses.replace(catalogue, areas={**catalogue.areas, changed.id: changed}))
    item = json.loads(made[f"{ROOT}areas/{changed.id}.json"])["result"]
    assert (item["name"], item["province"], item["key"]) == ("Phường Ninh Kiều", "Thành phố Cần Thơ", "vn-2025:31135")
    assert [contact["number"] for contact in item["contacts"]] == ["1 1 2", None]
    base = catalogue.site.base_url
    assert item["bordering"] == [
        {
            "key": "vn-2025:31120",
            "name": "Phường Cái Khế",
            "province": "Thành phố Cần Thơ",
            "page": f"{base}dia-ban/can-tho/cai-khe/",
        },
        {
            "key": "vn-2025:28177",
            "name": "Xã Mỹ Lộc",
            "province": "Tây Ninh",
            "page": f"{base}dia-ban/tay-ninh/#my-loc",
        },
    ]
    assert [neighbour["key"] for neighbour in item["neighbours"]] == [place["key"] for place in item["bordering"]]
    assert [path for path, content in made.items() if b"0000 000 000" in content] == []


def test_nothing_depends_on_the_day_of_the_build(catalogue: Catalogue, files: Files) -> None:
    later = dataclasses.replace(catalogue, day=catalogue.day + datetime.timedelta(days=400))
    assert files_of(later) == files


def test_the_day_of_an_answer_is_that_of_its_newest_record(catalogue: Catalogue) -> None:
    first, second, *_ = catalogue.tactics.values()
    changed = second.model_copy(update={"updated": datetime.date(2027, 3, 4)})
    found = answers(files_of(dataclasses.replace(catalogue, tactics={first.id: first, second.id: changed})))
    assert found["tactics.json"]["generated_at"] == "2027-03-04T00:00:00+07:00"
    assert found[f"tactics/{second.id}.json"]["generated_at"] == "2027-03-04T00:00:00+07:00"
    assert found[f"tactics/{first.id}.json"]["generated_at"] == f"{first.updated}T00:00:00+07:00"


def test_another_site_has_its_own_addresses_everywhere(catalogue: Catalogue) -> None:
    site = catalogue.site.model_copy(update={"base_url": "https://phuong.example/canh-giac/", "name": "Tên khác"})
    made = files_of(dataclasses.replace(catalogue, site=site))
    archive = zipfile.ZipFile(io.BytesIO(made["du-lieu/du-lieu-mo.zip"]))
    inside = {name: archive.read(name) for name in archive.namelist()}
    for name, content in (*made.items(), *inside.items()):
        assert catalogue.site.base_url.encode() not in content, name
    assert "Tên khác, https://phuong.example/canh-giac/" in inside["GIAY-PHEP.txt"].decode()
    assert b"https://phuong.example/canh-giac/canh-bao/" in inside["canh-bao.csv"]


def test_fields_stay_text(catalogue: Catalogue) -> None:
    tactic = next(iter(catalogue.tactics.values()))
    told = tactic.model_copy(update={"title": PAYLOAD, "red_flags": [PAYLOAD] * 3, "summary": f"={PAYLOAD}"})
    made = files_of(dataclasses.replace(catalogue, tactics={told.id: told}))
    found = answers(made)
    assert found["tactics.json"]["result"][0]["title"] == PAYLOAD
    assert found[f"tactics/{told.id}.json"]["result"]["red_flags"] == [PAYLOAD] * 3
    (row,) = table(made, "du-lieu/canh-bao.csv")
    assert (row["Tên"], row["Tóm tắt"]) == (PAYLOAD, f"'={PAYLOAD}")


def main() -> int:
    """Write down what version 1 promises from now on."""
    SHAPE.write_text(json.dumps(shape(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(shape())} điều trong {SHAPE.relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
