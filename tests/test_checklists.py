"""Checklists, roster and logbook of neighbours: on paper, without scripts, kept on the phone and nowhere else."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from awareness.catalogue import Catalogue
from awareness.checklist_pages import checklist_list, checklist_pages
from awareness.commands import Request
from awareness.page import page_path
from awareness.reading import read_library
from awareness.roster import FEWEST, Visit, roster
from awareness.search_engine import SearchIndex
from awareness.search_index import entries
from build_warnings import build
from tests.conftest import DAY, ROOT, copy_project
from tests.pages import PHONE, violations, watched_page, without_news

Serve = Callable[[Path], str]

SAMPLE = ROOT / "tests/data/mau/warnings"
CHECKLIST = "kiem-tra/12-1-ho-gia-dinh/"
ROSTER = "kiem-tra-12-1/lich/"
LOGBOOK = "kiem-tra-12-1/so/"
NO_STORAGE = """
for (const name of ["getItem", "setItem", "removeItem"])
  Storage.prototype[name] = () => { throw new DOMException("refused", "SecurityError"); };
"""
CLOCK = """
const RealDate = Date;
window.Date = class extends RealDate {
  constructor(...given) { super(...(given.length ? given : ["2026-11-22T12:00:00"])); }
};
"""


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    library, problems = read_library(SAMPLE)
    assert problems == []
    return Catalogue.link(library, DAY)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen sample, which has a checklist with boxes, reasons and blanks."""
    project = copy_project(tmp_path_factory.mktemp("checklists"))
    shutil.rmtree(project.warnings)
    shutil.copytree(SAMPLE, project.warnings)
    build(Request(project, DAY, strict=False))
    return project.site


@pytest.fixture
def home(site: Path, serve_folder: Serve) -> str:
    return serve_folder(site)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


# --- the roster: one rule, twice -------------------------------------------------------------------------------


def faults(households: list[str], months: int) -> Iterator[str]:
    """Whatever a roster must not have; places count, since two households may have one name."""
    number = len(households)
    everybody = list(range(number))
    plan = hosts_by_place(number, months)
    for month, hosts in enumerate(plan):
        if sorted(hosts) != everybody:
            yield f"month {month}: not everybody goes once and is visited once"
        if any(host == place for place, host in enumerate(hosts)):
            yield f"month {month}: somebody checks its own home"
    for month, (hosts, later) in enumerate(itertools.pairwise(plan)):
        if number > FEWEST and any(host == again for host, again in zip(hosts, later, strict=True)):
            yield f"month {month}: the same visit twice in a row"
    if months >= number - 1:
        for place in everybody:
            visited = sorted(hosts[place] for hosts in plan[: number - 1])
            if visited != everybody[:place] + everybody[place + 1 :]:
                yield f"household {place} has not been to every other one once"
    named = [[Visit(households[place], households[host]) for place, host in enumerate(hosts)] for hosts in plan]
    if roster(households, months) != named:
        yield "names change the plan"


def hosts_by_place(number: int, months: int) -> list[list[int]]:
    """For each month whom each household visits, by place."""
    plan = roster([str(place) for place in range(number)], months)
    assert all([visit.visitor for visit in visits] == [str(place) for place in range(number)] for visits in plan)
    return [[int(visit.host) for visit in visits] for visits in plan]


HOUSEHOLDS = st.lists(st.text(max_size=8), min_size=FEWEST, max_size=30)
MONTHS = st.integers(0, 36)


@settings(max_examples=300, deadline=None)
@given(HOUSEHOLDS, MONTHS)
def test_everybody_goes_once_and_is_visited_once(names: list[str], months: int) -> None:
    """``python -m benchmarks roster`` looks at 10,000 lists."""
    assert list(faults(names, months)) == []


def test_faults_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other side: a roster that never changes, and one in which everybody stays at home."""
    for step in (0, 1):
        monkeypatch.setattr(
            f"{__name__}.roster",
            lambda names, months, step=step: (
                [[Visit(name, names[(place + step) % len(names)]) for place, name in enumerate(names)]] * months
            ),
        )
        assert list(faults(["a", "b", "c"], 3))


@pytest.mark.parametrize(("names", "months"), [([], 1), (["Nhà 1"], 1), (["Nhà 1", "Nhà 2"], -1)])
def test_a_roster_that_cannot_be(names: list[str], months: int) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        roster(names, months)


def test_the_phone_follows_the_same_rule(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + ROSTER)
        for number in (2, 3, 4, 11, 12, 13, 29):
            there = page.evaluate("([number, months]) => window.roster(number, months)", [number, 2 * number])
            assert [[host for _, host in visits] for visits in there] == hosts_by_place(number, 2 * number)
            assert all(visitor == place for visits in there for place, (visitor, _) in enumerate(visits))


# --- checklists ------------------------------------------------------------------------------------------------


def checklist_ids(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "checklists").glob("*.yml"))


@pytest.mark.parametrize("checklist_id", checklist_ids(ROOT / "warnings"))
def test_the_page_tells_all(checklist_id: str, catalogue: Catalogue, built_site: Path) -> None:
    checklist = catalogue.checklists[checklist_id]
    shown = text_of((built_site / f"kiem-tra/{checklist_id}/index.html").read_text("utf-8"))
    items = [item for section in checklist.sections for item in section.items]
    for line in (*checklist.unmet, checklist.place, checklist.who, checklist.when):
        assert line in shown
    for item in items:
        assert f"☐ {item.text}" in shown
        assert (item.why or "") in shown
        assert (item.mend or "") in shown
    for section in checklist.sections:
        assert section.heading in shown
        assert all(f"{blank}: …" in shown for blank in section.blanks)
    assert f'href="{checklist_id}/"' in (built_site / "kiem-tra/index.html").read_text("utf-8")


def test_without_scripts_there_are_boxes_and_lines(browser: Browser, home: str) -> None:
    with watched_page(browser, javascript=False) as page:
        page.goto(home)
        page.locator(".cb-section--tu-kiem-tra a").click()
        page.get_by_role("link", name="Phiếu kiểm tra chéo 12/1 cho nhà ở").click()
        assert page.locator("li:has-text('☐')").count() == 5
        assert page.locator("li:has-text('……')").count() == 2
        for path in (CHECKLIST, ROSTER, LOGBOOK):
            page.goto(home + path)
            useless = "main article :is(button, input, select, form):visible"
            assert not page.locator(useless).all(), "a control that does nothing without scripts"
        page.goto(home + ROSTER)
        assert page.locator("#lich-mau ~ table tr").count() == 13
        page.goto(home + LOGBOOK)
        assert page.locator("#mau-so ~ table td:has-text('☐')").count() >= 10


def boxes(page: Page) -> Any:
    return page.locator(".cb-check input")


def test_ticks_and_words_are_kept_counted_and_wiped(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + CHECKLIST)
        assert "☐" not in page.locator("main").inner_text()
        assert page.locator("[data-cb-count]").inner_text() == "0/5 điều đã đạt"
        boxes(page).nth(0).check()
        page.get_by_text("Bình chữa cháy để nơi dễ lấy.", exact=True).click()
        page.get_by_label("Người ở gần giữ chìa phụ:").fill("Cô Ba <b>")
        counted = "2/5 điều đã đạt, đánh dấu lần cuối ngày 22/11/2026"
        assert page.locator("[data-cb-count]").inner_text() == counted
        page.reload()
        assert [box.is_checked() for box in boxes(page).all()] == [True, False, False, False, True]
        assert page.get_by_label("Người ở gần giữ chìa phụ:").input_value() == "Cô Ba <b>"
        assert page.locator("[data-cb-count]").inner_text() == counted

        page.get_by_role("button", name="Xóa hết đã điền").click()
        page.get_by_role("button", name="Giữ lại").click()
        assert boxes(page).nth(0).is_checked()
        page.get_by_role("button", name="Xóa hết đã điền").click()
        page.get_by_role("button", name="Xóa hết", exact=True).click()
        assert page.locator("[data-cb-count]").inner_text() == "0/5 điều đã đạt"
        assert page.get_by_label("Người ở gần giữ chìa phụ:").input_value() == ""
        assert page.evaluate("localStorage.length") == 0
        page.reload()
        assert not any(box.is_checked() for box in boxes(page).all())


def test_a_changed_item_must_be_checked_again(browser: Browser, home: str, site: Path) -> None:
    html = (site / CHECKLIST / "index.html").read_text("utf-8")
    assert html.count("Bình chữa cháy để nơi dễ lấy.</p>") == 1
    changed = html.replace("Bình chữa cháy để nơi dễ lấy.</p>", "Bình chữa cháy còn hạn.</p>")
    with watched_page(browser) as page:
        page.goto(home + CHECKLIST)
        for box in boxes(page).all():
            box.check()
        page.route(f"**/{CHECKLIST}", lambda route: route.fulfill(body=changed, content_type="text/html"))
        page.reload()
        assert [box.is_checked() for box in boxes(page).all()] == [True, True, True, True, False]
        boxes(page).nth(0).uncheck()
        assert "nơi dễ lấy" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("path", [CHECKLIST, ROSTER, LOGBOOK])
def test_nothing_is_sent_and_no_network_is_needed(browser: Browser, home: str, path: str) -> None:
    def expected(finding: str) -> bool:  # the news were on their way
        return "later.js" in finding or "banner.json" in finding or "ERR_INTERNET_DISCONNECTED" in finding

    with watched_page(browser, expected=expected) as page:
        sent: list[str] = []
        page.goto(home + path)
        page.context.set_offline(True)
        page.on("request", lambda request: sent.append(request.url))
        use(page, path)
        assert without_news(sent) == []


def use(page: Page, path: str) -> None:
    """Fill in whatever there is to fill in, and see that it shows."""
    if path == CHECKLIST:
        boxes(page).nth(1).check()
        assert page.locator("[data-cb-count]").inner_text().startswith("1/5")
    elif path == ROSTER:
        page.get_by_label("Tên các nhà").fill("Nhà Tư\nNhà Ba\nNhà Hai")
        assert page.locator("[data-cb-month] li").all_inner_texts()[0] == "Nhà Tư xem Nhà Ba"
    else:
        enter(page, "Nhà Tư", "Dây điện hở")
        assert "Nhà Tư: Dây điện hở" in page.locator(".cb-lines").inner_text()


def enter(page: Page, house: str, fault: str) -> None:
    page.get_by_label("Nhà", exact=True).fill(house)
    page.get_by_label("Chỗ chưa ổn, ngày hẹn sửa").fill(fault)
    page.get_by_role("button", name="Ghi vào sổ").click()


@pytest.mark.parametrize("path", [CHECKLIST, ROSTER, LOGBOOK])
def test_where_nothing_can_be_kept_the_page_works_and_says_so(browser: Browser, home: str, path: str) -> None:
    with watched_page(browser, init=NO_STORAGE) as page:
        page.goto(home + path)
        use(page, path)
        assert page.locator("[data-cb-passing]").is_visible()
        assert not page.locator("[data-cb-lasting]").is_visible()
        page.get_by_role("button", name="Xóa hết đã điền").click()
        page.get_by_role("button", name="Xóa hết", exact=True).click()
        assert page.locator("[data-cb-wiped]").inner_text() == "Đã xóa hết."


def test_what_is_kept_may_be_damaged(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + CHECKLIST)
        page.evaluate("localStorage.setItem('canh-bao/bang-kiem/12-1-ho-gia-dinh', '{\"filled\":')")
        page.reload()
        assert page.locator("[data-cb-count]").inner_text() == "0/5 điều đã đạt"


def test_from_a_usb_stick_ticks_stay(browser: Browser, site: Path) -> None:
    with watched_page(browser) as page:
        page.goto((site.resolve() / CHECKLIST / "index.html").as_uri())
        boxes(page).nth(2).check()
        page.reload()
        assert boxes(page).nth(2).is_checked()
        page.goto((site.resolve() / ROSTER / "index.html").as_uri())
        use(page, ROSTER)
        page.reload()
        assert page.locator("[data-cb-month] li").count() == 3


# --- roster and logbook on the phone ---------------------------------------------------------------------------


def test_a_roster_from_names(browser: Browser, home: str) -> None:
    """The month of today first, any month by choice, every month on paper; only what people typed is kept."""
    names = [f"Nhà {word}" for word in ("Tư", "Ba", "Hai", "Năm", "Sáu")]
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + ROSTER)
        assert page.locator("#lich-mau").is_visible()
        page.get_by_label("Tên các nhà").fill("\n".join([names[0], "", *names[1:]]))
        page.get_by_label("Bắt đầu từ tháng").fill("2026-10")
        page.get_by_label("Lập cho mấy tháng").fill("14")
        assert not page.locator("#lich-mau").is_visible()
        plan = roster(names, 14)
        choice = page.get_by_label("Xem tháng")
        assert choice.input_value() == "11/2026"
        for month, title in ((1, "11/2026"), (0, "10/2026"), (13, "11/2027")):
            choice.select_option(title)
            shown = page.locator("[data-cb-month] li").all_inner_texts()
            assert shown == [f"{visit.visitor} xem {visit.host}" for visit in plan[month]]
        page.reload()
        assert page.locator("[data-cb-month] li").count() == 5
        sheets = page.locator("[data-cb-sheets] table").all()
        assert [sheet.locator("thead th").count() - 1 for sheet in sheets] == [12, 2]
        printed = [
            [int(cell) - 1 for cell in row.locator("td").all_text_contents()]
            for row in sheets[0].locator("tbody tr").all()
        ]
        assert [list(column) for column in zip(*printed, strict=True)] == hosts_by_place(5, 12)


@pytest.mark.parametrize(
    ("names", "told"),
    [("Nhà Tư", "Cần ít nhất hai nhà."), ("Nhà Tư\nNhà Ba\nNhà Tư", "Có hai dòng cùng tên “Nhà Tư”"), ("", "")],
)
def test_a_roster_says_what_is_missing(browser: Browser, home: str, names: str, told: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + ROSTER)
        page.get_by_label("Tên các nhà").fill(names)
        assert page.locator("[data-cb-told]").inner_text().startswith(told)
        assert page.locator("[data-cb-month]").is_visible() == (names.count("\n") > 0)


def test_a_fault_stays_in_the_book_until_it_is_mended(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + LOGBOOK)
        month = page.get_by_label("Tháng kiểm tra")
        lines = page.locator(".cb-lines li")
        assert month.input_value() == "2026-11"
        enter(page, "Nhà Tư", "Dây điện hở <i>")
        enter(page, "Nhà Ba", "Xe chắn cầu thang")
        boxes(page).nth(1).check()
        assert page.locator("[data-cb-count]").inner_text() == "1 chỗ chưa sửa, 1 chỗ đã sửa trong tháng 11/2026"

        page.reload()
        month.fill("2026-12")
        assert lines.all_inner_texts() == ["Nhà Tư: Dây điện hở <i> (ghi từ tháng 11/2026)\nSửa"]
        month.fill("2027-02")
        boxes(page).nth(0).check()
        copied = page.locator("#so-chu").input_value().splitlines()
        assert copied == [
            "Sổ kiểm tra chéo 12/1, tháng 2/2027",
            "Đã sửa (1):",
            "▪ Nhà Tư: Dây điện hở <i> (ghi từ tháng 11/2026)",
        ]
        month.fill("2027-03")
        assert lines.count() == 0
        month.fill("2027-01")  # looking back: it was open then
        assert [box.is_checked() for box in boxes(page).all()] == [False]
        month.fill("2026-10")
        assert lines.count() == 0


def test_a_line_of_the_book_is_changed_or_taken_out(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + LOGBOOK)
        page.get_by_role("button", name="Ghi vào sổ").click()
        assert page.locator("[data-cb-told]").inner_text() == "Ghi đủ tháng, nhà và chỗ chưa ổn."
        enter(page, "Nhà Tư", "Dây điện hở")
        page.get_by_role("button", name="Sửa dòng").click()
        enter(page, "Nhà Tư", "Dây điện hở cạnh bếp")
        assert page.locator(".cb-lines span").all_inner_texts() == ["Nhà Tư: Dây điện hở cạnh bếp"]
        page.get_by_role("button", name="Sửa dòng").click()
        enter(page, "Nhà Tư", "")
        assert page.locator(".cb-lines li").count() == 0
        assert page.evaluate("JSON.stringify(localStorage)").count("Nhà Tư") == 0


# --- on paper, and for everybody -------------------------------------------------------------------------------


def printed(page: Page) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return "\n".join(sheet.get_textpage().get_text_range() for sheet in document)


def test_on_paper_there_is_the_form_and_nothing_else(browser: Browser, home: str) -> None:
    with watched_page(browser) as page:
        page.goto(home + CHECKLIST)
        boxes(page).nth(0).check()
        paper = " ".join(printed(page).split())
        for wanted in ("Nơi kiểm: …", "Người kiểm: …", "Chưa đạt, hẹn sửa", "Bình chữa cháy", "Bản mới nhất: https://"):
            assert wanted in paper
        for unwanted in ("Danh mục", "Chép tin nhắn", "Xóa hết", "Báo cho người khác", "Xem thêm", "không gửi đi đâu"):
            assert unwanted not in paper
        page.emulate_media(media="print")
        assert all(box.is_visible() for box in boxes(page).all())
    with watched_page(browser, javascript=False) as page:
        page.goto(home + CHECKLIST)
        assert printed(page).count("☐") == 5


def test_on_paper_the_roster_has_every_month(browser: Browser, home: str) -> None:
    with watched_page(browser, init=CLOCK) as page:
        page.goto(home + ROSTER)
        use(page, ROSTER)
        paper = printed(page)
        for wanted in ("1. Nhà Tư", "3. Nhà Hai", "11/2026", "10/2027"):
            assert wanted in paper
        assert "Xem tháng" not in paper
        assert "Lịch mẫu" not in paper


@pytest.mark.parametrize("path", [CHECKLIST, ROSTER, LOGBOOK])
def test_axe_finds_nothing(browser: Browser, home: str, path: str) -> None:
    with watched_page(browser, size=PHONE) as page:
        page.goto(home + path)
        use(page, path)
        page.get_by_role("button", name="Xóa hết đã điền").click()
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, only="color-contrast") == []
        small = page.locator(
            "main button:visible, main .cb-check, main input:visible:not(.cb-check input)"
        ).evaluate_all("all => all.filter(e => e.offsetHeight < 44).map(e => e.outerHTML)")
        assert small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


# --- linked and found ------------------------------------------------------------------------------------------


def test_warnings_and_models_lead_to_their_checklists(site: Path) -> None:
    for path in (
        "canh-bao/phong-chay-mo-hinh-12-1",
        "canh-bao/trom-dot-nhap-nha",
        "mo-hinh/kiem-tra-pccc-12-1",
        "kiem-tra-12-1",
    ):
        html = (site / path / "index.html").read_text("utf-8")
        assert f'{CHECKLIST}"' in html, path
    assert 'href="../../kiem-tra-12-1/"' in (site / "mo-hinh/kiem-tra-pccc-12-1/index.html").read_text("utf-8")


def test_a_checklist_is_found(sample: Catalogue) -> None:
    index = SearchIndex(entries(sample), sample.search_words)
    best = index.entries[index.search("mau phieu kiem tra chay no")[0].number]
    assert (best.url, best.kind) == (CHECKLIST, "Bảng kiểm")


def test_a_retired_checklist_keeps_its_page_only(sample: Catalogue) -> None:
    (checklist,) = sample.checklists.values()
    old = checklist.model_copy(update={"status": "het-hieu-luc"})
    changed = dataclasses.replace(sample, checklists={old.id: old})
    assert len(list(checklist_pages(changed))) == 1
    (listed,) = checklist_list(changed)
    assert old.id not in listed.content.decode()
    assert changed.checklists_about(changed.tactics["trom-dot-nhap-nha"]) == []
    assert page_path(old) == "kiem-tra/12-1-ho-gia-dinh.md"
