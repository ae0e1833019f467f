"""Records of every kind with every field, ready to be filled with texts; their shape is that of real ones."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from awareness.gazetteer import Gazetteer
from awareness.single_files import Language
from awareness.yaml_source import parse_yaml
from tests.conftest import ROOT
from tests.payloads.texts import URL_PAYLOADS


def _real(name: str) -> dict[str, Any]:
    """A record of the repository, every list cut to what has a shape of its own."""
    data = parse_yaml((ROOT / "warnings" / name).read_bytes()).data
    shortest = {"how_it_works": 3, "red_flags": 5, "do": 3, "symptoms": 8}
    data |= {name: int(data[name]) for name in ("review_after_days", "order") if name in data}
    return {
        key: value[: shortest.get(key, 2)] if isinstance(value, list) else copy.deepcopy(value)
        for key, value in data.items()
    }


@cache
def _real_tactic() -> dict[str, Any]:
    return _real("tactics/gia-danh-cong-an-vien-kiem-sat-toa-an.yml")


def tactic_data(number: int, count: int) -> dict[str, Any]:
    source = {"title": "x", "publisher": "x", "date": "2026-01-02", "supports": [_supported(number)]}
    return {
        **copy.deepcopy(_real_tactic()),
        "category": f"nhom-{number:02}",
        "severity": "khan-cap",
        "quick_exit": True,
        "sources": [source | {"url": "https://nguon.example/"}, source],
        "if_happened": {"responses": [f"viec-{number:02}"], "steps": ["x", "x"]},
        "coaching": [{"to": f"nghe-{number:02}", "told": "x", "answer": "x"}],
        "case": {"composite": True, "story": ["x", "x", "x"]},
        "conflicts_with": [{"tactic": f"thu-{(number + 1) % count:02}", "reconcile": ["x", "x"]}],
        "related": [f"thu-{(number + 2) % count:02}"],
        "approved": {"by": "x", "on": "2026-02-03"},
        "translations": [translation_data()],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
        "aliases": [f"cu-{number:02}"],
    }


def translation_data() -> dict[str, Any]:
    """As many lines as `_real` leaves of ``do`` and ``never``."""
    lines = {"red_flags": ["x"] * 3, "do": ["x"] * 3, "never": ["x"] * 2}
    return {"language": "en", "title": "x", "summary": "x", "what": "x", **lines, "translated": "2026-11-02"}


def _supported(number: int) -> str:
    names = ("title", "summary", "red_flags", "script", "do", "never", "check", "case", "law", "quiz", "status")
    return names[number % len(names)]


@cache
def _real_response() -> dict[str, Any]:
    return _real("responses/da-chuyen-tien.yml")


def response_data(number: int) -> dict[str, Any]:
    return {
        **copy.deepcopy(_real_response()),
        "symptoms": ["x"],
        "call": ["kenh-00"],
        "steps": [{"when": f"luc-{number:02}", "do": ["x", "x"]}],
        "keep": ["x", "x"],
        "sources": [{"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/"}],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
    }


@cache
def _real_tip() -> dict[str, Any]:
    return _real("tips/toi-pham-dang-xay-ra.yml")


def tip_data(number: int) -> dict[str, Any]:
    return {
        **copy.deepcopy(_real_tip()),
        "tell": ["kenh-00"],
        "say": [{"to": "x", "text": "x"}],
        "sources": [{"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/"}],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
    }


@cache
def _real_guide() -> dict[str, Any]:
    return _real("guides/dang-co-nguoi-goi.yml")


def guide_data(number: int) -> dict[str, Any]:
    section = {"heading": "x", "intro": "x", "lines": ["x", "x"]}
    return {
        **copy.deepcopy(_real_guide()),
        "button": "x",
        "call": ["kenh-00"],
        "questions": [{"text": "x", "replies": [{"label": "x", "text": "x", "section": "mot"}] * 2}],
        "sections": [section | {"id": "mot", "numbered": True}, section | {"id": "hai"}],
        "say": [{"to": "x", "text": "x"}],
        "related": [f"thu-{number:02}"],
        **({"kit": kit_data(number)} if number % 2 else {}),
        "sources": [
            {"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/", "supports": ["title"]}
        ],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
    }


def kit_data(number: int) -> dict[str, Any]:
    """What makes a guide a page that brings other records together."""
    item = {"text": "x", "reason": "x"}
    return {
        "audiences": ["nguoi-cao-tuoi"],
        "first": [f"thu-{number:02}"],
        "models": [f"mo-hinh-{number:02}"],
        "coaching": f"nghe-{number:02}",
        "spoken": True,
        "self_test": 8,
        "quiz": {"unsafe": [item, item], "safe": [item, item]},
        "in_menu": number % 4 == 1,
    }


def model_data(number: int) -> dict[str, Any]:
    figure = {"what": "x", "measure": f"dem-{number:02}", "value": 1400, "about": "x", "place": "x", "source": 1}
    figure |= {"summed": True}
    return {
        "title": "x",
        "summary": "x",
        "group": f"mo-{number:02}",
        "what": ["x", "x"],
        "roles": [{"who": "x", "task": "x"}] * 2,
        "start": ["x", "x", "x"],
        "budget": ["x", "x"],
        "cautions": ["x", "x"],
        "promises": ["x", "x"],
        "extends": [{"model": "mo-hinh-00" if number else "mo-hinh-01", "adds": "x"}],
        "figures": [figure | {"as_of": "2020-05"}, figure],
        "questions": ["x", "x"],
        "reviews": [{"on": "2025-06", "by": "x", "result": f"ket-{number:02}", "evidence": ["x", "x"]}],
        "source_errors": ["x", "x"],
        "symptoms": ["x", "x", "x"],
        "related": [f"thu-{number:02}"],
        "sources": [
            {"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/", "supports": ["what"]}
        ]
        * 2,
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
        "review_after_days": 365,
        "status": "hien-hanh",
    }


def campaign_data(number: int) -> dict[str, Any]:
    return {
        "title": "x",
        "summary": "x",
        "season": "tet",
        "starts": {"calendar": "duong", "month": 11, "day": 1 + number % 20},
        "ends": {"calendar": "am", "month": 1, "day": 15},
        "why": ["x", "x"],
        "tactics": [f"thu-{number:02}", "thu-00" if number else "thu-01"],
        "weeks": [{"week": 1, "do": ["x", "x"]}, {"week": 2, "do": ["x"]}],
        "symptoms": ["x", "x", "x"],
        "sources": [
            {"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/", "supports": ["why"]}
        ]
        * 2,
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
        "review_after_days": 365,
        "status": "hien-hanh",
    }


def checklist_data(number: int) -> dict[str, Any]:
    item = {"text": "x", "why": "x", "mend": "x"}
    return {
        "title": "x",
        "summary": "x",
        "order": 1,
        "group": f"bang-{number:02}",
        "place": "x",
        "who": "x",
        "when": "x",
        "sections": [
            {"id": "mot", "heading": "x", "items": [item, item], "blanks": ["x"]},
            {"id": "hai", "heading": "x", "blanks": ["x", "x"]},
        ],
        "unmet": ["x", "x"],
        "call": ["kenh-00"],
        "symptoms": ["x", "x", "x"],
        "related": [f"thu-{number:02}"],
        "models": [f"mo-hinh-{number:02}"],
        "sources": [
            {"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/", "supports": ["title"]}
        ],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
        "review_after_days": 365,
        "status": "hien-hanh",
    }


@cache
def _real_contact() -> dict[str, Any]:
    return _real("contacts/156.yml")


def contact_data(number: int) -> dict[str, Any]:
    return {
        **copy.deepcopy(_real_contact()),
        "kind": f"loai-{number:02}",
        "number": f"0900 000 {number:03}",
        "sms": {"to": ["156"], "forms": [{"text": "x", "for": "x"}, {"text": "x", "for": "x"}]},
        "url": "https://nguon.example/",
        "cost": "x",
        "hours": "x",
        "operator": "x",
        "notes": ["x", "x"],
        "not_for": ["x"],
        "state_agency": number % 2 == 1,
        "placeholder": number % 7 == 3,
        "sources": [{"title": "x", "publisher": "x", "date": "2025-12", "url": "https://nguon.example/"}] * 2,
        "verified_on": "2026-11-02",
        "order": 1,
    }


def area_id(number: int) -> str:
    return list(Gazetteer.of_today().by_record_id)[number]


def area_data(number: int) -> dict[str, Any]:
    keys = list(Gazetteer.of_today().units)
    # A label with which the title begins is not said twice, so it is one with another payload.
    own = {"kind": f"o-{max(number - 1, 0):02}", "title": "x", "place": "x", "hours": "x", "notes": ["x", "x"]}
    source = {"title": "x", "publisher": "x", "date": "2025", "supports": ["key"], "url": "https://nguon.example/"}
    return {
        "key": keys[number],
        "contacts": [own | {"number": "0000 000 000", "placeholder": True}, own],
        "neighbours": [{"key": keys[number + 1]}],
        "pages": [{"title": "x", "url": "https://trang.example/", "verified_on": "2026-11-02", "how_to_tell": ["x"]}],
        "hours": "x",
        "promises": ["x", "x"],
        "former": [{"name": "x", "ended": "2024-11-01", "became": "x", "document": "x"}],
        "changed": ["x", "x"],
        "sources": [source, source],
        "updated": "2026-11-02",
        "reviewed": "2026-11-02",
        "review_after_days": 180,
        "status": "hien-hanh",
    }


def site_data(count: int) -> dict[str, Any]:
    return {
        "name": "x",
        "description": "x",
        "base_url": "https://canhbao.example/",
        "operator": {"name": "x", "about": ["x"] * count},
        "contact": {"label": "x", "value": "x"},
        "adopted_by": [{"name": "x", "on": "2026-03-04", "document": "x"}] * 6,
        "never_asks": ["x"] * 6,
        "promises": ["x"] * count,
        "quick_exit": "https://thoat.example/",
        "repository": "https://kho.example/thu",
    }


def vocabulary_data(count: int) -> dict[str, Any]:
    """A term of its own for every record, so that every label of every kind meets every payload."""
    words = parse_yaml((ROOT / "warnings/vocabulary.yml").read_bytes()).data
    term = {"label": "x", "note": "x"}

    def terms(prefix: str, like: dict[str, Any]) -> dict[str, Any]:
        return {f"{prefix}-{number:02}": dict(like) for number in range(count)}

    call = {"call": ["kenh-00", "kenh-01"], "hazard": False, "hashtags": ["x", "x"]}
    groups = words["quiz_groups"].items()
    return {
        "quiz_groups": {
            name: term | {"opening": "x", "words": ["x"], "channels": group["channels"]} for name, group in groups
        },
        **{name: dict.fromkeys(words[name], term) for name in ("channels", "audiences", "seasons", "severities")},
        "categories": terms("nhom", term | call),
        "phases": terms("luc", term),
        "coaching_to": terms("nghe", term | {"answerer": "x"}),
        "contact_kinds": terms("loai", term),
        "area_contact_kinds": terms("o", term),
        "item_kinds": terms("muc", term),
        "model_groups": terms("mo", term),
        "checklist_groups": terms("bang", term),
        "measures": terms("dem", term | {"unit": "x"}),
        "languages": {
            "en": {
                **dict.fromkeys(Language.model_fields, "x"),
                "calls": {f"kenh-{number:02}": "x" for number in range(count)},
            }
        },
        "review_results": terms("ket", term),
        "fields": dict.fromkeys(words["fields"], "x"),
        "examples": {"title": {"good": "x", "bad": "x", "why": "x"}},
    }


def source_items_data(count: int, texts: int) -> dict[str, Any]:
    """A source for each payload; half of the tactics are named, so that the others are listed too."""
    answers = [[f"tactics/thu-{number:02}"] for number in range(0, count, 2)] + [
        [
            "responses/viec-00",
            "tips/tin-00",
            "guides/trang-00",
            "models/mo-hinh-00",
            "campaigns/dot-00",
            "checklists/bang-00",
            "contacts/kenh-00",
            "docs/dung-kiem-tra-bao",
        ]
    ]
    sources = [
        {
            "id": f"nguon-{number:02}",
            "title": "x",
            "publisher": "x",
            "date": "2025-12",
            "items": {
                f"S{number:03}-01": {
                    "kind": f"muc-{number % count:02}",
                    "text": "x",
                    "answered_in": answers[number % len(answers)],
                }
            },
        }
        for number in range(texts)
    ]
    for source, url in zip(sources, URL_PAYLOADS, strict=False):
        source["url"] = url
    return {"sources": sources}


def banner_data() -> dict[str, Any]:
    """On top of every page on the day of all tests."""
    return {"text": "x", "page": "tactics/thu-00", "from": "2026-11-22", "until": "2026-11-23", "severity": "khan-cap"}


def emergency_data(texts: int) -> dict[str, Any]:
    """A field of the report and a way of the triage for each payload."""
    ways = [{"label": "x", "page": "tactics/thu-00"} for _ in range(texts)]
    happenings = [
        {"id": f"chuyen-{number:02}", "label": "x", "question": "x", "ways": ways[:2]} for number in range(texts)
    ]
    fields = [{"label": "x", "hint": "x", "lines": 2} for _ in range(texts)]
    return {"first": "viec-00", "report": fields, "triage": happenings}
