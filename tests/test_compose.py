"""The form follows from the schema: what it reads, checks and writes is what reader, `check` and messages say."""

from __future__ import annotations

import copy
import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from awareness.catalogue import Catalogue
from awareness.compose_page import DATA, compose_data, compose_page
from awareness.field_order import in_order
from awareness.reading import Library, parse_record
from awareness.records import Tactic
from awareness.sentences import SENTENCES, said
from awareness.sharing import full_message, short_message, sms_message
from awareness.style import ANSWER_CARD
from awareness.yaml_source import FORBIDDEN, parse_yaml
from tests.composing import form_page, reminded_by_check, told_by_check, told_by_form
from tests.conftest import DAY, ROOT

SCRIPTS: Final = sorted((ROOT / "overrides/assets").glob("compose*.js"))
MOST_SCRIPT: Final = 40_000
"""Bytes, as they are published."""


def load_yaml(text: str) -> Any:
    """As any program reads it, with PyYAML's quicker parser where there is one."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@pytest.fixture(scope="module")
def form(browser: Browser, built_site: Path) -> Iterator[Page]:
    with form_page(browser, built_site) as page:
        yield page


@pytest.fixture(scope="module")
def values(form: Page) -> dict[str, Any]:
    """Every tactic as the form has it, by id."""
    found: dict[str, Any] = form.evaluate(
        """async () => {
          const all = {};
          for (const id of Object.keys(composeData.titles.tactics)) all[id] = await compose.load(id);
          return all;
        }"""
    )
    return found


# --- real records ----------------------------------------------------------------------------------------------


def test_every_tactic_goes_through_the_form_and_back(
    form: Page, values: Mapping[str, Any], catalogue: Catalogue
) -> None:
    """Loaded, read from the fields, written as YAML: the same data, without a fault, in order; the same messages."""
    made = form.evaluate(
        """(values) => Object.keys(values).map((id) => {
          compose.write(values[id]);
          const value = compose.read();
          return {id, text: compose.yaml.record(value), faults: compose.checks.check(value),
            messages: compose.messagesOf(value, id)};
        })""",
        values,
    )
    assert len(made) == len(catalogue.tactics) > 60
    for answer in made:
        tactic, text = catalogue.tactics[answer["id"]], answer["text"]
        file = ROOT / f"warnings/tactics/{tactic.id}.yml"
        kept = {name: value for name, value in load_yaml(file.read_text("utf-8")).items() if value != []}
        assert load_yaml(text) == kept, tactic.id
        assert parse_record(text.encode(), Tactic, {"id": tactic.id}, "") == (tactic, []), tactic.id
        assert in_order(text, Tactic) == text
        assert told_by_form(answer["faults"]) == []
        assert told_by_form(answer["faults"], reminders=True) == reminded_by_check(text)
        assert answer["messages"] == {
            "full": full_message(catalogue, tactic),
            "short": short_message(catalogue, tactic),
            "sms": sms_message(catalogue, tactic),
        }


def test_a_corrected_file_keeps_what_was_not_corrected(form: Page, values: Mapping[str, Any]) -> None:
    """Put into the text of the file: notes and all other fields stay to the letter."""
    file = ROOT / "warnings/tactics/gia-danh-dien-luc.yml"
    text, before = file.read_text("utf-8"), values[file.stem]
    changes: list[tuple[str, Any]] = [
        ("summary", "Cúp máy. Gọi hỏi số in trên hóa đơn."),
        ("sources", before["sources"][:1]),
        ("coaching", [{"to": "gia-dinh", "told": "Đừng kể ai.", "answer": "Kể đi con."}]),
        ("law", None),
    ]
    for name, value in changes:
        after = {key: inner for key, inner in (before | {name: value}).items() if inner is not None}
        revised = form.evaluate(
            "([text, before, after]) => compose.yaml.revised(text, before, after)", [text, before, after]
        )
        assert {key: inner for key, inner in load_yaml(revised).items() if inner != []} == after
        notes = re.findall(r"^#.*$", text, re.MULTILINE)
        assert re.findall(r"^#.*$", revised, re.MULTILINE) == notes
        lines = set(text.splitlines())
        assert len([line for line in revised.splitlines() if line not in lines]) <= 4
        assert in_order(revised, Tactic) == revised
    assert form.evaluate("([text, value]) => compose.yaml.revised(text, value, value)", [text, before]) == text
    for other in ("", "# chỉ có ghi chú", "title: a\ntitle: b\n", "ten: a\n"):
        assert form.evaluate("([text, value]) => compose.yaml.revised(text, value, value)", [other, before]) is None


# --- faults ----------------------------------------------------------------------------------------------------


def _set(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(value: dict[str, Any]) -> None:
        target: Any = value
        for step in path[:-1]:
            target = target[step]
        if to is None:
            del target[path[-1]]
        else:
            target[path[-1]] = to

    return change


SLIPS: Final[dict[str, Callable[[dict[str, Any]], None]]] = {
    "missing": _set("summary", to=None),
    "missing inside": _set("sources", 0, "publisher", to=None),
    "missing block": _set("case", to=None),
    "title too long": _set("title", to="Giả " * 19 + "Giả"),
    "emoji count as one": _set("title", to="⚡" * 30 + "🔥" * 31),
    "too few": _set("symptoms", to=["Ai gọi"]),
    "too many": _set("do", to=[f"Gọi {number}." for number in range(7)]),
    "number as text": _set("review_after_days", to="nửa năm"),
    "number out of range": _set("review_after_days", to=999),
    "id": _set("related", to=["GiảĐiệnLực"]),
    "no id": _set("related", to=["…"]),
    "day": _set("sources", 0, "date", to="2/9/2025"),
    "day in words": _set("sources", 0, "date", to="2025, tháng 13, ngày 1"),
    "no such day": _set("sources", 0, "date", to="2025-02-30"),
    "no day": _set("sources", 0, "date", to="hôm qua"),
    "address": _set("sources", 0, "url", to="báo nào đó"),
    "twice": _set("never", to=["Đừng gọi.", "Đừng gọi."]),
    "longer than an SMS": lambda value: value.update(title="Giả " * 14 + "aaaa", summary="Gọi " * 27 + "a"),
    "updated before published": _set("updated", to="2026-11-01"),
    "change not told": _set("updated", to="2026-11-29"),
    "change out of time": _set("changes", to=[{"on": "2026-01-01", "what": "Sửa."}]),
    "criminal in a fire": _set("category", to="chay-no"),
}


def test_faults_are_told_as_check_tells_them(form: Page, values: Mapping[str, Any], library: Library) -> None:
    slipped = {}
    for name, slip in SLIPS.items():
        slipped[name] = copy.deepcopy(values["gia-danh-dien-luc"])
        slip(slipped[name])
    made = form.evaluate(
        """(all) => Object.keys(all).map((name) =>
          ({name, faults: compose.checks.check(all[name]), text: compose.yaml.record(all[name])}))""",
        slipped,
    )
    for answer in made:
        told = told_by_form(answer["faults"])
        assert told, answer["name"]
        expected = told_by_check(answer["text"], library)
        if answer["name"] == "address":  # `check` also guesses an address
            told, expected = [(what, "") for what, _ in told], [(what, "") for what, _ in expected]
        assert told == expected, answer["name"]


LONG: Final = "Họ gọi đi gọi lại nhiều lần trong ngày, dọa chiều nay chưa chuyển tiền thì sáng mai sẽ đến bắt"
"""One syllable more than a sentence may have."""


def _card_of(length: int) -> Callable[[dict[str, Any]], None]:
    def change(value: dict[str, Any]) -> None:
        others = [value["title"], value["summary"], *value["red_flags"][:3], *value["never"], "Gọi hỏi. Báo công an."]
        missing = length - sum(len(text.split()) for text in others)
        value["do"] = ["Gọi hỏi.", "Báo công an.", "Gọi. " * missing]

    return change


NUMBERS_READ_ALOUD: Final = (
    *("0 5 10 11 15 20 21 25 99 100 101 110 115 999", "1.000 1.005 1005 2025 8.000 1.900.000 1.000.001 1.000.050"),
    *("24.000.000.000 và 1000000050", "Gọi 113, gọi 1900 9068, số 0100 000 000.", "Đến 2/9, đến 30/4/2026, 5/2026."),
    *("Ngày 2/9/2025, Tháng 4/2026, tháng 12.", "24/7, 3-5 người, 8h30, 9g, 20h.", "3,5 triệu; 3,05; 3,141; 1.5; 1.05"),
    *("70% số vụ, 5 %", "100đ, 4G, A25, mã A0b1", "(3) “4” 5… — 6 - 7", "năm2026 đến2/9"),
)  # fmt: skip
REMINDED: Final[dict[str, Callable[[dict[str, Any]], None]]] = {
    "long answer card": _set("do", to=["Gọi ngân hàng. " * 12, "Báo công an. " * 12, "Giữ lại tin nhắn."]),
    "card as long as it may be": _card_of(ANSWER_CARD),
    "card a syllable too long": _card_of(ANSWER_CARD + 1),
    "long sentences": lambda value: value.update(
        red_flags=[f"{LONG}.", LONG.split(" ", 1)[1], f"Một câu. “{LONG}!” Hai câu…"],
        symptoms=[f"{LONG} {number}" for number in range(8)],
        case={**value["case"], "story": [f"{LONG}… {LONG}? {LONG} {LONG}."]},
    ),
    "short loudspeaker": _set("loudspeaker", to="Kính thưa bà con! Ai gọi thì cúp máy."),
    "just long enough": _set("loudspeaker", to="Gọi ngay nhé. " * 48 + "Gọi 113 hỏi nhé."),
    "just too short": _set("loudspeaker", to="Gọi ngay nhé. " * 49 + "Gọi … 5"),
    "long only when read aloud": _set("loudspeaker", to="Gọi 113. " * 51),
    **{
        f"numbers {place}": _set("loudspeaker", to=f"{numbers} " + "Ai gọi thì cúp máy. " * 39)
        for place, numbers in enumerate(NUMBERS_READ_ALOUD)
    },
}


def test_the_form_reminds_of_what_check_reminds_of(form: Page, values: Mapping[str, Any]) -> None:
    slipped = {}
    for name, slip in REMINDED.items():
        slipped[name] = copy.deepcopy(values["gia-danh-dien-luc"])
        slip(slipped[name])
    made = form.evaluate(
        """(all) => Object.keys(all).map((name) => {
          compose.write(all[name]);
          const value = compose.read();
          return {name, faults: compose.checks.check(value), text: compose.yaml.record(value)};
        })""",
        slipped,
    )
    reminded = {answer["name"]: told_by_form(answer["faults"], reminders=True) for answer in made}
    assert reminded == {answer["name"]: reminded_by_check(answer["text"]) for answer in made}
    assert {name for name, told in reminded.items() if not told} == {"just long enough", "card as long as it may be"}
    assert {answer["name"]: told for answer in made if (told := told_by_form(answer["faults"]))} == {}


def test_every_sentence_has_the_gaps_that_are_filled() -> None:
    gaps = {gap: f"<{gap}>" for pair in SENTENCES.values() for text in pair for gap in re.findall(r"\{(\w+)\}", text)}
    for name in SENTENCES:
        assert not re.search(r"[{}]", "".join(said(name, **gaps)))
    assert said("id", written="{meant}")[0].startswith("Mã '{meant}'")


# --- any text --------------------------------------------------------------------------------------------------

HOSTILE: Final = (
    *("yes", "no", "y", "on", "true", "null", "~", "0912", "113", "2026-01-01", "1e3", "0x1F", "1_000", "12:30", ".5"),
    *(":", "-", "- một", "# không", "a # b", "a: b", "a:", "? a", "| a", "> a", ">-", "--- ", "...", "%a", "@a", "`a"),
    *('"', '"a" b', "'a'", "a'b", "\\", "a\\n", "\\\"", "C:\\x", "“cong”", "{a: b}", "[a]", "&a", "*a", "!a", "<<"),
    *("  đầu", "cuối  ", "hai\ndòng", "ba\r\n\r\ndòng", "tab\tgiữa", "dấu\u00a0cách", "ẩn\u200bchữ", "\u202eđảo"),
    *(unicodedata.normalize("NFD", "Điện lực gọi"), "🔥 cháy", "👨\u200d👩\u200d👧 nhà", "<b>đậm</b>", "<img src=x>"),
    *("</script><script>alert(1)</script>", "{{ 7*7 }}", "$&", "$1 đồng", "{name}", "__proto__", "constructor"),
    "Câu một. Câu hai! Câu ba? - bốn: # năm. " * 9,
)  # fmt: skip


def seen(text: str) -> str:
    """A typed text as the reader has it: one line, without hidden signs."""
    return " ".join(FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())


KNOWN: Final = {"day": "2026-11-21", "partial_day": "2026-11", "id": "gia-danh", "address": "https://a.vn/b"}


def _filled(field: Mapping[str, Any], texts: Iterator[str]) -> Any:
    """A value with the next text in each field that takes any."""
    if field["type"] == "object":
        return {name: _filled(inner, texts) for name, inner in field["properties"].items()}
    if field["type"] == "array":
        return [_filled(field["items"], texts) for _ in range(max(1, field.get("minItems", 1)))]
    if field["type"] == "integer":
        return field.get("minimum", 1)
    if field["type"] == "boolean":
        return True
    if "words" in field:
        return field["words"][0][0]
    return KNOWN[field["kind"]] if "kind" in field else next(texts)


RECORDS: Final = 10


def _as_read(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_read(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_read(inner) for inner in value]
    return seen(value) if isinstance(value, str) else value


def _through_the_form(form: Page, texts: list[str], catalogue: Catalogue) -> None:
    """Each text in many fields: records are filled with them, one after the other, until each began a record's turn."""
    fields = compose_data(catalogue)["form"]
    endless = itertools.cycle([*texts, "Cúp máy."])  # the lists of a record have another length, so places change
    whole = [_filled(fields, endless) for _ in range(RECORDS)]
    written = form.evaluate(
        "(all) => all.map((value) => { compose.write(value); return compose.yaml.record(compose.read()); })", whole
    )
    for value, yaml_text in zip(whole, written, strict=True):
        expected = _as_read(value)
        # to YAML 1.1, the key `on` is a yes
        assert load_yaml(re.sub(r"(?m)^( *(?:- )?)on:", r'\1"on":', yaml_text)) == expected
        tree = parse_yaml(yaml_text.encode())
        assert tree.flaws == []
        assert {name: tree.data[name] for name in ("title", "red_flags")} == {
            name: expected[name] for name in ("title", "red_flags")
        }


def test_hostile_text_comes_out_as_it_was_typed(form: Page, catalogue: Catalogue) -> None:
    _through_the_form(form, list(HOSTILE), catalogue)


def test_any_text_comes_out_as_it_was_typed(form: Page, catalogue: Catalogue) -> None:
    """Many texts in one step of the browser: hypothesis makes lists of them."""
    signs = st.characters(exclude_categories=("Cs",)) | st.sampled_from("\"'\\:#-~ \n\t{}[]&*!|>%@`,?.đĐ")

    @settings(
        max_examples=1,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],  # to shrink would ask the browser again and again
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.text(signs, min_size=1, max_size=60).filter(seen), min_size=150, max_size=150))
    def try_many(texts: list[str]) -> None:
        _through_the_form(form, texts, catalogue)

    try_many()


def test_text_is_never_markup(form: Page) -> None:
    tags = "() => [...document.querySelectorAll('[data-cb-page] *, [data-cb-card] *')].map((node) => node.tagName)"
    text = "<img src=x onerror=alert(1)><b>a</b>"
    form.evaluate("(text) => { compose.write({title: 'x', red_flags: ['x'], check: ['x']}); compose.show(); }", text)
    plain = form.evaluate(tags)
    form.evaluate("(text) => { compose.write({title: text, red_flags: [text], check: [text]}); compose.show(); }", text)
    assert form.evaluate(tags) == plain
    assert form.locator("[data-cb-page]").evaluate("(node) => node.textContent").count(text) == 3


# --- the page and its data -------------------------------------------------------------------------------------


def test_scripts_are_small(built_site: Path) -> None:
    """All that the page loads beyond what every page does; what it is told about records is data."""
    sources = [
        set(re.findall(r'<script src="(?:\.\./)*(assets/[^"]+)"', (built_site / page).read_text("utf-8")))
        for page in ("soan-tin/index.html", "ve-trang-nay/index.html")
    ]
    own = sources[0] - sources[1]
    assert {path.name for path in SCRIPTS} < {Path(name).name for name in own}
    scripts = own - {DATA.removeprefix("site/")}
    assert len(own) - len(scripts) == 1
    assert sum((built_site / name).stat().st_size for name in scripts) < MOST_SCRIPT


def test_scripts_make_no_markup_and_no_code() -> None:
    for path in SCRIPTS:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", path.read_text("utf-8")
        )


def test_the_page_leads_to_the_repository_where_there_is_one(catalogue: Catalogue) -> None:
    without = {str(file.path): file.content.decode() for file in compose_page(catalogue)}
    assert "github.com" not in without["docs/soan-tin/index.md"]
    site = catalogue.site.model_copy(update={"repository": "https://github.com/nhom/kho"})
    page, data = (file.content.decode() for file in compose_page(replace(catalogue, site=site)))
    assert "https://github.com/nhom/kho/issues/new?template=thu-doan-moi.yml" in page
    assert (ROOT / ".github/ISSUE_TEMPLATE/thu-doan-moi.yml").is_file()
    assert json.loads(data.removeprefix("window.composeData=").rstrip(";\n"))["github"] == {
        "new": "https://github.com/nhom/kho/new/main/warnings/tactics?filename=",
        "edit": "https://github.com/nhom/kho/edit/main/warnings/tactics/",
    }


def test_a_record_that_names_drafts_says_so(library: Library) -> None:
    named = next(tactic for tactic in library.tactics.values() if tactic.related)
    draft = library.tactics[named.related[0]].model_copy(update={"status": "nhap"})
    data = compose_data(Catalogue.link(replace(library, tactics={**library.tactics, draft.id: draft}), DAY))
    assert named.id in data["incomplete"]
    assert draft.id not in json.dumps(data)
    assert compose_data(Catalogue.link(library, DAY))["incomplete"] == []
