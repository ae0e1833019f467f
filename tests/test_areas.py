"""Where one lives: a page for each province and for each commune with a record, and the commune that one chose."""

from __future__ import annotations

import dataclasses
import gzip
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from awareness.area_files import area_data
from awareness.area_pages import area_pages, province_pages
from awareness.area_records import Area, LocalContact, Neighbour
from awareness.catalogue import Catalogue
from awareness.commands import FindRequest, Found
from awareness.project import Project
from awareness.readiness import without_samples
from awareness.reading import Library
from build_warnings import find
from tests.conftest import DAY, ROOT
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]

AREAS = sorted(path.stem for path in (ROOT / "warnings/areas").glob("*.yml"))
PROVINCE_LIMIT = 40_000
"""Bytes, gzipped: the largest page of a province."""
TACTIC = "canh-bao/trom-xe-may/"
CAN_GIUOC = "tay-ninh-can-giuoc"
REAL = LocalContact.model_validate(
    {"kind": "truc-ban", "title": "Công an thử", "number": "1 1 2", "source": "1", "verified_on": "2026-11-20"}
)
"""A number that exists and is nobody's."""


def text_of(page: Path) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page.read_text("utf-8"))).split())


def with_area(catalogue: Catalogue, area_id: str = CAN_GIUOC, **changes: Any) -> Catalogue:
    """The catalogue with one record changed."""
    changed = catalogue.areas[area_id].model_copy(update=changes)
    return dataclasses.replace(catalogue, areas={**catalogue.areas, area_id: changed})


def page_of(catalogue: Catalogue, area_id: str) -> str:
    unit = catalogue.gazetteer.by_record_id[area_id]
    (page,) = (page for page in area_pages(catalogue) if page.path.name == f"{unit.slug}.md")
    return page.content.decode()


# --- pages -------------------------------------------------------------------------------------------------------


def test_places_of_the_five_articles_have_pages() -> None:
    assert {"ha-noi-tay-ho", "ha-noi-hong-ha", "thai-nguyen-phan-dinh-phung", "can-tho-ninh-kieu", CAN_GIUOC} <= {
        *AREAS
    }
    assert {"can-tho-cai-khe", "thanh-hoa-sam-son"} <= {*AREAS}


def test_every_province_has_a_light_page_with_all_its_communes(catalogue: Catalogue, built_site: Path) -> None:
    heaviest = 0
    for province in catalogue.gazetteer.provinces:
        html = (built_site / f"dia-ban/{province.slug}/index.html").read_bytes()
        heaviest = max(heaviest, len(gzip.compress(html)))
        ids = set(re.findall(r'<strong id="([^"]+)"', html.decode()))
        assert ids == {unit.slug for unit in province.units}, province.name
    assert heaviest < PROVINCE_LIMIT


def test_every_former_name_is_on_the_page_of_its_province(catalogue: Catalogue, built_site: Path) -> None:
    for province in catalogue.gazetteer.provinces:
        text = text_of(built_site / f"dia-ban/{province.slug}/index.html")
        for unit in province.units:
            for former in catalogue.gazetteer.former_names[unit.key]:
                assert former.short_name in text, former


def test_a_namesake_is_told_by_its_former_province(catalogue: Catalogue) -> None:
    (page,) = (page for page in province_pages(catalogue) if "tay-ninh" in str(page.path))
    assert "- **[Xã Cần Giuộc](can-giuoc.md)**{ #can-giuoc }. Huyện Cần Giuộc (Long An): " in page.content.decode()
    assert "Tây Ninh nay gồm cả Long An cũ." in page.content.decode()


@pytest.mark.parametrize("area_id", AREAS)
def test_the_page_of_a_commune(area_id: str, catalogue: Catalogue, built_site: Path) -> None:
    area = catalogue.areas[area_id]
    unit = catalogue.gazetteer.units[area.key]
    province = catalogue.gazetteer.by_code[unit.province_code]
    html = (built_site / f"dia-ban/{province.slug}/{unit.slug}/index.html").read_text("utf-8")
    text = text_of(built_site / f"dia-ban/{province.slug}/{unit.slug}/index.html")
    for line in area.changed:
        assert line in text
    for former in catalogue.gazetteer.former_names[area.key]:
        assert former.short_name in text
    for earlier in area.former:
        assert f"{earlier.name}, thôi dùng từ ngày" in text
    assert text.count("số mẫu, không gọi được") == sum(contact.placeholder for contact in area.contacts)
    assert set(re.findall(r'href="tel:(\d+)"', html)) == {"113", "114"}, "a sample is never dialled"
    assert f'href="{unit.slug}/"' in (built_site / f"dia-ban/{province.slug}/index.html").read_text("utf-8")


def test_real_numbers_are_dialled_here_and_next_door(catalogue: Catalogue) -> None:
    changed = with_area(catalogue, "ha-noi-hong-ha", contacts=[REAL])
    own, next_door = page_of(changed, "ha-noi-hong-ha"), page_of(changed, "ha-noi-tay-ho")
    assert "- **Công an thử**: [1\u00a01\u00a02](tel:112)." in own
    assert '{"number": "112", "label": "Công an thử"}]' in own.split("\n---")[0]
    assert "Chưa có số địa phương" not in own
    assert "Chưa có số địa phương" in next_door
    assert "- [Phường Hồng Hà](../../dia-ban/ha-noi/hong-ha.md): Công an thử [1\u00a01\u00a02](tel:112)" in next_door


def test_neighbours_across_a_border_and_guesses(catalogue: Catalogue) -> None:
    proposed = page_of(catalogue, CAN_GIUOC)
    assert "Xã Mỹ Lộc" not in proposed
    assert "giáp ranh" not in proposed
    border = [Neighbour.model_validate({"key": "vn-2025:31135"}), Neighbour.model_validate({"key": "vn-2025:28177"})]
    text = page_of(with_area(catalogue, neighbours=border), CAN_GIUOC)
    assert "- [Phường Ninh Kiều, Cần Thơ](../../dia-ban/can-tho/ninh-kieu.md)" in text
    assert "- [Xã Mỹ Lộc](../../dia-ban/tay-ninh/index.md#my-loc)" in text


def test_a_chain_of_names(catalogue: Catalogue) -> None:
    assert (
        "- Phường An Cư, thôi dùng từ ngày 01/11/2024 (Nghị quyết 1192/NQ-UBTVQH15):"
        " thành Phường Thới Bình, nay là Phường Ninh Kiều" in page_of(catalogue, "can-tho-ninh-kieu")
    )


def test_a_release_has_no_sample_numbers(library: Library) -> None:
    real = without_samples(library)
    assert any(contact.placeholder for area in library.areas.values() for contact in area.contacts)
    assert not any(contact.placeholder for area in real.areas.values() for contact in area.contacts)
    assert set(real.areas) == set(library.areas)
    text = page_of(Catalogue.link(real, DAY), CAN_GIUOC)
    assert "0000" not in text
    assert "số mẫu" not in text
    assert "Chưa có số địa phương, gọi [113](tel:113)." in text


def test_editors_find_keys() -> None:
    found = find(FindRequest(Project(ROOT), "xã cần giuộc tây ninh", DAY))
    assert Found("Xã Cần Giuộc, Tây Ninh", "dia-ban/tay-ninh/can-giuoc/", "địa bàn, mã vn-2025:28159") in found


# --- the chosen commune ------------------------------------------------------------------------------------------

BAR = "calls => calls.map(call => [call.textContent.replace(/\\s+/g, ' ').trim(), call.getAttribute('href')])"


@pytest.fixture(scope="module")
def site_with_numbers(built_site: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, but Tây Hồ has a number that can be dialled, and has had another address."""
    site = tmp_path_factory.mktemp("areas") / "site"
    site.mkdir()
    for path in built_site.resolve().iterdir():
        if path.name != "assets":
            (site / path.name).symlink_to(path)
    (site / "assets").mkdir()
    for path in (built_site.resolve() / "assets").iterdir():
        if path.name != "dia-ban":
            (site / "assets" / path.name).symlink_to(path)
    for artifact in area_data(with_area(catalogue, "ha-noi-tay-ho", contacts=[REAL], aliases=["ha-noi-ho-tay"])):
        target = site.parent / artifact.path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(artifact.content)
    return site


def bar(page: Any) -> list[list[str]]:
    found: list[list[str]] = page.locator(".cb-bar > a:visible").evaluate_all(BAR)
    return found


def test_a_chosen_commune_is_in_the_call_bar(browser: Any, site_with_numbers: Path, serve_folder: Serve) -> None:
    home = serve_folder(site_with_numbers)
    with watched_page(browser, size=PHONE) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(home)))
        page.goto(home + TACTIC)
        assert not [url for url in asked if "area" in url or "dia-ban" in url], "nothing is fetched without a choice"

        page.goto(f"{home}dia-ban/ha-noi/tay-ho/")
        page.get_by_role("button", name="Đây là xã, phường của tôi").click()
        page.get_by_role("button", name="Thôi dùng số của nơi này").wait_for()
        page.goto(home + TACTIC)
        own = page.locator("[data-cb-own]")
        own.wait_for()
        assert bar(page)[:2] == [["Gọi 113 Công an", "tel:113"], ["1 1 2Công an thử", "tel:112"]]
        box = own.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

        page.goto(f"{home}dia-ban/ha-noi/tay-ho/")
        page.get_by_role("button", name="Thôi dùng số của nơi này").click()
        page.get_by_role("button", name="Đây là xã, phường của tôi").wait_for()
        page.goto(home + TACTIC)
        page.wait_for_load_state("networkidle")
        assert page.locator("[data-cb-own]").count() == 0


def test_a_commune_without_numbers_is_a_link(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    """With a record to its page, without one to its line on the page of the province."""
    home = serve_folder(built_site)
    for path, name, address in (
        ("tay-ninh/can-giuoc", "Xã Cần Giuộc", "dia-ban/tay-ninh/can-giuoc/"),
        ("tay-ninh/my-loc", "Xã Mỹ Lộc", "dia-ban/tay-ninh/#my-loc"),
    ):
        with watched_page(browser, size=PHONE) as page:
            page.goto(f"{home}{TACTIC}?kv={path}")
            page.locator("[data-cb-own]").wait_for()
            assert [name, home + address] in bar(page)
            page.goto(home + "canh-bao/")  # for the visit, not for ever
            page.locator("[data-cb-own]").wait_for()
            assert page.evaluate("localStorage.getItem('cb-kv')") is None


@pytest.mark.parametrize(("answer", "kept"), [("Đổi sang", "ha-noi/tay-ho"), ("Giữ", "tay-ninh/can-giuoc")])
def test_an_address_asks_before_it_replaces_a_choice(
    browser: Any, built_site: Path, serve_folder: Serve, answer: str, kept: str
) -> None:
    home = serve_folder(built_site)
    with watched_page(
        browser, init="localStorage.getItem('cb-kv') || localStorage.setItem('cb-kv', 'tay-ninh/can-giuoc');"
    ) as page:
        page.goto(f"{home}{TACTIC}?kv=ha-noi/tay-ho")
        question = page.locator("[data-cb-asks]")
        question.wait_for()
        assert (
            "Đang dùng số của Phường Tây Hồ, Hà Nội. Máy này đã chọn Xã Cần Giuộc, Tây Ninh." in question.inner_text()
        )
        assert page.evaluate("localStorage.getItem('cb-kv')") == "tay-ninh/can-giuoc"
        question.get_by_role("button", name=answer).click()
        question.wait_for(state="detached")
        assert page.evaluate("localStorage.getItem('cb-kv')") == kept


@pytest.mark.parametrize(("address", "choice"), [("?kv=ha-noi/ho-tay", ""), ("", "ha-noi/ho-tay")])
def test_a_code_and_a_choice_of_before_a_new_name_still_call_the_commune(
    browser: Any, site_with_numbers: Path, serve_folder: Serve, address: str, choice: str
) -> None:
    """Signs and keychains stay where they hang, and what a phone keeps stays there: both name the old address."""
    home = serve_folder(site_with_numbers)
    stored = f"localStorage.setItem('cb-kv', '{choice}');" if choice else ""
    with watched_page(browser, size=PHONE, init=stored) as page:
        page.goto(home + TACTIC + address)
        page.locator("[data-cb-own]").wait_for()
        assert bar(page)[1] == ["1 1 2Công an thử", "tel:112"]
        assert page.locator("[data-cb-asks]").count() == 0
        assert page.evaluate("localStorage.getItem('cb-kv')") == ("ha-noi/tay-ho" if choice else None)


@pytest.mark.parametrize(
    "kv",
    ["tay-ninh/khong-co", "../../x", "https://xau.example/", "'><script>", "tay-ninh/constructor", "ha-noi/__proto__"],
)
def test_what_no_commune_is_called_changes_nothing(
    browser: Any, built_site: Path, serve_folder: Serve, kv: str
) -> None:
    home = serve_folder(built_site)
    with watched_page(browser) as page:
        page.goto(f"{home}{TACTIC}?kv={kv}")
        page.wait_for_load_state("networkidle")
        assert page.locator("[data-cb-own], [data-cb-asks]").count() == 0
        assert [address for _, address in bar(page)][:1] == ["tel:113"]


def test_a_choice_from_a_stick_and_in_the_finder(browser: Any, built_site: Path) -> None:
    with watched_page(browser, size=PHONE) as page:
        page.goto((built_site / "dia-ban/index.html").as_uri())
        page.locator("#dia-ban-o").fill("nhat tan")
        page.get_by_role("button", name="Chọn Phường Tây Hồ là nơi của tôi").click()
        page.get_by_role("button", name="Thôi chọn Phường Tây Hồ là nơi của tôi").wait_for()
        page.locator("[data-cb-own]").wait_for()
        assert page.locator("[data-cb-own]").get_attribute("href").endswith("/dia-ban/ha-noi/tay-ho/index.html")


def test_where_nothing_can_be_kept_the_bar_stays(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    shut = (
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new Error('shut'); } });"
    )
    with watched_page(browser, init=shut) as page:
        page.goto(f"{serve_folder(built_site)}{TACTIC}?kv=ha-noi/tay-ho")
        page.locator("[data-cb-own]").wait_for()


def test_a_record_may_have_six_contacts() -> None:
    """As many rows as a keychain holds."""
    (limit,) = (data.max_length for data in Area.model_fields["contacts"].metadata if hasattr(data, "max_length"))
    assert limit == 6
