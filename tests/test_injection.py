"""Whatever somebody types into a field shows as typed, everywhere, and nothing of it ever runs.

Two projects are built from the same real records. In one, every text field of every kind of file holds a payload; over
all records each field of a record meets each payload. In the other the same fields hold harmless tokens of the same
length. Then the two sites must have the same elements and attributes everywhere, and every string of the first must be
the string of the second with tokens turned into payloads.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from awareness import templating
from awareness.artifacts import finished
from awareness.catalogue import Catalogue
from awareness.escaping import Markdown
from awareness.output import write_docs
from awareness.project import Project
from awareness.publish import render_pages
from awareness.reading import RECORD_CLASSES, read_library
from awareness.renderers import render_all
from awareness.tables import harmless
from tests.conftest import DAY
from tests.pages import html_files, let_whole_index_take_over, sampled_addresses, watched_page
from tests.payloads.comparison import compare, differences_in_variant, run_pages, walked, without_versions
from tests.payloads.projects import Pair, Typed, build_project, make_files, make_pair, write_project
from tests.payloads.schema import FILES, NOT_YET_SHOWN, leaves, schema_of
from tests.payloads.texts import CONTROL, MARKER, PAYLOADS


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("injection"), PAYLOADS, count=28)


def test_payloads_are_many_and_fit() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 200
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


def is_missing_card(finding: str) -> bool:
    """These sites are built without pictures; the console says no more than that a file is missing."""
    missing = r"HTTP: 404 \S+/the/\S+\.(png|svg)|console: Failed to load resource: .* \S+/chia-se/"
    return bool(re.match(missing, finding))


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["csp", "without csp"])
def test_nothing_runs(pair: Pair, browser: Browser, serve_folder: Callable[[Path], str], bypass_csp: bool) -> None:
    """Neither under the policy of the pages nor, which shows more, without it."""
    ran: list[str] = []
    home = serve_folder(pair.dangerous.site)
    whole = "canh-bao/" if bypass_csp else ""
    paths = [path for path in sampled_addresses(pair.dangerous.site, whole=whole) if "/cu-" not in path]
    with watched_page(browser, bypass_csp=bypass_csp, init=MARKER, expected=is_missing_card) as page:
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
        let_whole_index_take_over(page)
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


def test_news_after_the_page_was_made_show_as_typed(
    pair: Pair, browser: Browser, serve_folder: Callable[[Path], str]
) -> None:
    """The emergency banner of the other project, brought by script into a page that has its own."""
    news = json.loads((pair.dangerous.site / "banner.json").read_text("utf-8"))
    ran: list[str] = []
    with watched_page(browser, bypass_csp=True, init=MARKER) as page:
        page.expose_function("testRan", lambda where: ran.append(where))
        page.clock.set_fixed_time(datetime.datetime.combine(DAY, datetime.time(5), datetime.UTC))  # noon in Vietnam
        page.route("**/banner.json", lambda route: route.fulfill(json=news))
        page.goto(f"{serve_folder(pair.harmless.site)}bao-tin/")
        shown = page.locator("[data-cb-urgent]").last
        shown.filter(has_text=Typed.shown(news["banner"]["text"])).wait_for()
        assert news["banner"]["severity"] in shown.inner_text()
        assert set(shown.locator("*").evaluate_all("es => es.map(e => e.localName)")) <= {"p", "strong", "a", "button"}
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
    identities = [without_versions(p.generated / "identity.yml") for p in (pair.dangerous, pair.harmless)]
    told, plain = (json.loads(text) for text in identities)
    assert told["extra"]["banner"].pop("id") != plain["extra"]["banner"].pop("id"), "it follows from the words"
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
            shapes = [walked(page, (folder / name).read_text("utf-8"))[0] for folder in (site, plain.site)]
            differences += shapes[0] != shapes[1]
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
