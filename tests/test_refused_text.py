"""Ids, addresses, numbers, days and words of the vocabulary take no payload: the schema refuses."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from pydantic import TypeAdapter, ValidationError

from awareness.commands import Request
from awareness.escaping import link_target
from awareness.reading import RECORD_CLASSES, read_library
from awareness.report import InvalidRecords
from awareness.values import URL_PATTERN, Url
from awareness.yaml_source import parse_yaml
from build_warnings import build
from tests.conftest import DAY
from tests.payloads.projects import make_files, write_project, yaml_text
from tests.payloads.records import (
    area_data,
    banner_data,
    campaign_data,
    checklist_data,
    contact_data,
    emergency_data,
    guide_data,
    kit_data,
    model_data,
    response_data,
    site_data,
    source_items_data,
    tactic_data,
    tip_data,
    vocabulary_data,
)
from tests.payloads.schema import FILES, leaves, schema_of
from tests.payloads.texts import PAYLOADS

REFUSING = [
    (kind, place)
    for kind, model in FILES.items()
    for place, what in leaves(schema_of(model))
    if what == "form" and place != "id" and not place.endswith("supports[]")
]


@pytest.mark.parametrize(("kind", "place"), REFUSING, ids=str)
def test_ids_addresses_numbers_and_days_take_no_payload(kind: str, place: str) -> None:
    """Every field with a form of its own: no payload passes, as it is or after what a right value begins with."""
    data = _read_back(kind)
    assert _passes(kind, data), "the record without payload must be right"
    for payload in PAYLOADS:
        for text in (payload, f"{_example(data, place)}{payload}", f"{_example(data, place)} {payload}"):
            is_address = place.endswith("url") or (kind, place) in {
                ("site.yml", "quick_exit"),
                ("site.yml", "repository"),
            }
            if is_address and re.fullmatch(URL_PATTERN, text):
                continue  # an address is more than letters; URL_PAYLOADS shows that it stays one
            assert not _passes(kind, _with(data, place, text)), text


@pytest.mark.parametrize("sign", ["[", "]", "<", ">", '"', "'", "\\", " ", "\u00a0", "\u3000", "|", "^", "`", "{", "}"])
def test_signs_that_no_address_needs_are_refused(sign: str) -> None:
    for address in (f"https://bao.vn/a{sign}b", f"https://{sign}bao.vn/", f"https://bao.vn/?a={sign}#b"):
        with pytest.raises(ValidationError):
            TypeAdapter(Url).validate_python(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://vi.wikipedia.org/wiki/H%E1%BB%99i_An_(th%C3%A0nh_ph%E1%BB%91)",
        "https://bao.vn/tin-(moi)/bai-1.htm?a=1&b=2;c=,d*e!f$g+h@i~j:k#m=n",
        "https://bao.vn/ấn-phẩm",
    ],
)
def test_addresses_as_browsers_hand_them_over_are_right(address: str) -> None:
    assert TypeAdapter(Url).validate_python(address) == address
    written = re.match(r"\[a\]\(([^()\s]+)\)$", f"[a]({link_target(address)})")
    assert written is not None, "nothing of it ends the link in Markdown"
    assert unquote(written[1]) == unquote(address)


def _whole_area() -> dict[str, Any]:
    """With what only real areas have."""
    area = area_data(0)
    contact = area["contacts"][0] | {"source": 1, "verified_on": "2026-11-02"}
    neighbour = area["neighbours"][0] | {"proposed": True}
    return area | {"contacts": [contact], "neighbours": [neighbour], "tested_on": "2026-11-02"}


@cache
def _read_back(kind: str) -> dict[str, Any]:
    make = {
        "tactics": lambda: tactic_data(0, 9) | {"aliases": ["cu"]},
        "responses": lambda: response_data(0) | {"aliases": ["cu"]},
        "tips": lambda: tip_data(0) | {"aliases": ["cu"]},
        "guides": lambda: guide_data(1) | {"aliases": ["cu"], "kit": kit_data(1) | {"checklists": ["bang"]}},
        "models": lambda: model_data(0) | {"aliases": ["cu"]},
        "areas": lambda: _whole_area() | {"aliases": ["cu"]},
        "campaigns": lambda: campaign_data(0) | {"aliases": ["cu"], "checklists": ["bang-kiem"]},
        "checklists": lambda: checklist_data(0) | {"aliases": ["cu"]},
    }
    make |= {"contacts": lambda: contact_data(0) | {"aliases": ["cu"]}}
    make |= {"site.yml": lambda: site_data(2), "vocabulary.yml": lambda: vocabulary_data(2)}
    make |= {"source-items.yml": lambda: source_items_data(2, 2), "emergency.yml": lambda: emergency_data(2)}
    make |= {"banner.yml": banner_data}
    data: dict[str, Any] = parse_yaml(yaml_text(make[kind]()).encode()).data
    return data


def _passes(kind: str, data: dict[str, Any]) -> bool:
    try:
        FILES[kind].model_validate(data | ({"id": "thu"} if kind in RECORD_CLASSES else {}))
    except ValidationError:
        return False
    return True


def _example(data: dict[str, Any], place: str) -> str:
    node: Any = data
    for name in re.findall(r"\w+|\[\]|\{\}", place):
        node = node[0] if name == "[]" else next(iter(node.values())) if name == "{}" else node[name]
    return str(node)


def _with(data: dict[str, Any], place: str, text: str) -> dict[str, Any]:
    data = copy.deepcopy(data)
    steps = [0 if name == "[]" else name for name in re.findall(r"\w+|\[\]|\{\}", place)]
    node: Any = data
    for step in steps[:-1]:
        node = next(iter(node.values())) if step == "{}" else node[step]
    node[steps[-1]] = text
    return data


@pytest.mark.parametrize("payload", [p for p in PAYLOADS if not {"/", "\n"} & set(p)])
def test_names_of_files_take_no_payload(payload: str, tmp_path: Path) -> None:
    """The name of the file is the id and becomes part of addresses."""
    (tmp_path / "tactics").mkdir()
    (tmp_path / "tactics" / f"{payload}.yml").write_text("{}", "utf-8")
    library, problems = read_library(tmp_path)
    assert library.tactics == {}
    assert any("Tên tệp chỉ được" in problem.what for problem in problems)


def test_words_outside_the_vocabulary_are_refused_and_nothing_is_built(tmp_path: Path) -> None:
    dangerous, _, _ = make_files(count=8)
    dangerous["tactics/thu-03.yml"]["sources"][0]["supports"] = ["<script>ran()</script>"]
    dangerous["tactics/thu-04.yml"]["sources"][0]["url"] = "javascript:ran()"
    dangerous["contacts/kenh-05.yml"]["number"] = '"><script>ran()</script>'
    project = write_project(tmp_path, dangerous)
    with pytest.raises(InvalidRecords) as refused:
        build(Request(project, DAY, strict=False, pictures=False))
    # areas that mention terms beyond these eight records have problems of their own
    places = {Path(problem.path).name for problem in refused.value.problems if problem.severity == "error"}
    places = {place for place in places if not place.startswith("an-giang-")}
    assert places == {"thu-03.yml", "thu-04.yml", "kenh-05.yml"}
    assert not project.site.exists()
    assert not project.generated.exists()
