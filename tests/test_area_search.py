"""Finding a place by the names it has or had: the cases of the fact sheet, and the same on the phone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from awareness.area_search import ASK_FOR_PROVINCE, AreaIndex, Place, area_text, unit_of
from awareness.catalogue import Catalogue
from awareness.vietnamese import unaccented
from tests.pages import PHONE, watched_page

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def index(catalogue: Catalogue) -> AreaIndex:
    return AreaIndex.of(area_text(catalogue.gazetteer, catalogue.areas_by_key))


def led_to(index: AreaIndex, query: str) -> list[str]:
    """Every unit of today that an answer leads to, in the order of the answers."""
    units = [index.shown[number] for place in index.search(query) for number in place.units]
    return list(dict.fromkeys(f"{unit.name}, {unit.province_name}" for unit in units))


def test_nhat_tan_became_two_wards_and_has_a_namesake(index: AreaIndex) -> None:
    assert led_to(index, "nhat tan") == [
        "Phường Hồng Hà, Hà Nội",
        "Phường Tây Hồ, Hà Nội",
        "Xã Hoàng Hoa Thám, Hưng Yên",
    ]
    first = index.search("nhat tan")[0]
    assert (first.sort, first.where) == ("former", "Quận Tây Hồ, Hà Nội")
    assert first.partly == first.units


def test_police_of_a_district_are_no_more(index: AreaIndex) -> None:
    first = index.search("ca quan tay ho")[0]
    assert (first.sort, first.name, first.where) == ("district", "Quận Tây Hồ", "Hà Nội")
    names = {index.shown[number].name for number in first.units}
    assert names >= {"Phường Tây Hồ", "Phường Hồng Hà", "Phường Phú Thượng", "Phường Nghĩa Đô"}


def test_a_name_given_up_before_2025(index: AreaIndex) -> None:
    assert led_to(index, "an cu can tho") == ["Phường Ninh Kiều, Cần Thơ"]
    assert index.search("an cu can tho")[0].where == "Phường Thới Bình, Cần Thơ"


def test_tan_an_is_everywhere(index: AreaIndex) -> None:
    places = index.search("tan an")
    assert len(places) >= ASK_FOR_PROVINCE
    assert len({index.shown[number].province for place in places for number in place.units}) >= ASK_FOR_PROVINCE


def test_a_ward_of_today_is_not_the_former_one_of_its_name(index: AreaIndex) -> None:
    """Phường Tân An of today is An Khánh and Hưng Lợi; the former one is part of Ninh Kiều."""
    assert led_to(index, "phường tân an cần thơ") == ["Phường Tân An, Cần Thơ", "Phường Ninh Kiều, Cần Thơ"]


@pytest.mark.parametrize("query", ["thanh hoá", "thanh hóa", "thanh hoa", "Tỉnh Thanh Hóa", "THANH HOÁ"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_province_however_its_tone_is_placed(index: AreaIndex, query: str, form: Any) -> None:
    first = index.search(unicodedata.normalize(form, query))[0]
    assert (first.sort, first.name) == ("province", "Thanh Hóa")


def test_a_commune_with_its_former_province(index: AreaIndex) -> None:
    first = index.search("can giuoc long an")[0]
    assert (first.sort, first.name, first.where) == ("unit", "Xã Cần Giuộc", "Tây Ninh")


def test_names_that_differ_in_accents_only_are_both_there(index: AreaIndex) -> None:
    both = ["Phường Đông Tiến, Thanh Hóa", "Xã Đồng Tiến, Thanh Hóa"]
    assert led_to(index, "dong tien thanh hoa") == both
    assert led_to(index, "đồng tiến thanh hóa") == both[1:]


@pytest.mark.parametrize(
    ("query", "unit"),
    [
        ("phường 1 quận 3", "Phường Bàn Cờ, Hồ Chí Minh"),
        ("p. 5, đà lạt", "Phường Cam Ly - Đà Lạt, Lâm Đồng"),
        ("tt can giuoc", "Xã Cần Giuộc, Tây Ninh"),
        ("công an phường Phan Đình Phùng Thái Nguyên", "Phường Phan Đình Phùng, Thái Nguyên"),
        ("huyện côn đảo", "Đặc khu Côn Đảo, Hồ Chí Minh"),
        ("thịnh đức thái nguyên", "Xã Tân Cương, Thái Nguyên"),
        ("le binh cai rang", "Phường Cái Răng, Cần Thơ"),
    ],
)
def test_as_people_type(index: AreaIndex, query: str, unit: str) -> None:
    assert led_to(index, query)[0] == unit


@pytest.mark.parametrize("query", ["", "   ", "113", "😀", "zzz", "= - @ ! .", "a" * 500, "(.*"])
def test_what_names_no_place(index: AreaIndex, query: str) -> None:
    assert index.search(query) == []


def test_every_unit_is_shown_at_its_address(index: AreaIndex, catalogue: Catalogue) -> None:
    """The text gives names only; addresses that are worked out from them are those of the gazetteer."""
    units = [unit_of(catalogue.gazetteer, shown) for shown in index.shown]
    assert [unit.key for unit in units] == list(catalogue.gazetteer.units)
    assert [unit.name for unit in units] == [shown.name for shown in index.shown]
    own = {unit.key for unit, shown in zip(units, index.shown, strict=True) if shown.own}
    assert own == set(catalogue.areas_by_key)


# --- the same on the phone -----------------------------------------------------------------------------------------


def vectors(index: AreaIndex) -> list[str]:
    """Names of every kind with and without accents, kinds and provinces, cut and joined; and oddities."""
    names = [place.name for entry in index._entries[::37] for place in [entry.place]]
    with_where = [f"{entry.place.name} {entry.place.where}" for entry in index._entries[::61]]
    odd = [
        "",
        "113",
        "tân",
        "ca quan tay ho",
        "tp hcm",
        "thành phố",
        "p1 q3",
        "xa xa",
        "An Cư, Cần Thơ",
        "HÀ NỘI hà nội",
    ]
    typed = [*names, *with_where, *map(unaccented, with_where), *(f"xã {name}" for name in names[::3]), *odd]
    return [*typed, *(unicodedata.normalize("NFD", text) for text in typed[::5])]


def as_told(place: Place) -> list[Any]:
    return [place.sort, place.name, place.where, list(place.units), list(place.partly)]


def test_python_and_the_phone_find_alike(index: AreaIndex, browser: Any, built_site: Path, serve_folder: Serve) -> None:
    queries = vectors(index)
    with watched_page(browser) as page:
        page.goto(f"{serve_folder(built_site)}dia-ban/")
        shown, answers = page.evaluate(
            """async (queries) => {
                const text = await new Promise((resolve) => {
                    window.areaNames = resolve;
                    const script = document.createElement("script");
                    script.src = "../assets/area-names.js";
                    document.head.append(script);
                });
                const index = new AreaIndex(text);
                const told = ({ sort, name, where, units, partly }) => [sort, name, where, units, partly];
                const shown = index.shown.map((s) => [s.name, s.province, s.provinceName, s.slug, s.own]);
                return [shown, queries.map((query) => index.search(query).map(told))];
            }""",
            queries,
        )
    assert [tuple(one) for one in shown] == index.shown
    for query, answer in zip(queries, answers, strict=True):
        assert answer == [as_told(place) for place in index.search(query)], query
    assert sum(map(bool, answers)) > 800


def test_the_finder_on_a_phone(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, size=PHONE) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{home}dia-ban/")
        assert not [url for url in asked if "area-names" in url], "names come once somebody types"
        page.locator("#dia-ban-o").fill("ca quan tay ho")
        page.locator(".cb-result").first.wait_for()
        assert "Không còn công an quận Tây Hồ" in page.locator(".cb-result").first.inner_text()
        page.locator("#dia-ban-o").fill("tan an")
        page.get_by_text("nơi trùng tên. Gõ thêm tên tỉnh").wait_for()
        page.locator("#dia-ban-o").fill("thanh hoa")
        page.locator(".cb-result a").first.click()
        assert page.url == f"{home}dia-ban/thanh-hoa/"
        page.goto(f"{home}dia-ban/#q={quote('dong tien thanh hoa')}")
        links = page.locator(".cb-result a")
        links.first.wait_for()
        addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert addresses[:2] == ["thanh-hoa/#phuong-dong-tien", "thanh-hoa/#xa-dong-tien"]
        links.first.click()
        assert page.locator("#phuong-dong-tien").is_visible()
        page.get_by_role("button", name="Đây là xã, phường của tôi").click()
        assert page.evaluate("localStorage.getItem('cb-kv')") == "thanh-hoa/phuong-dong-tien"


def test_the_search_of_warnings_hands_names_of_places_on(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE) as page:
        page.goto(f"{serve_folder(built_site)}tim/")
        page.locator("#tim-o").fill("ca quan tay ho")
        page.get_by_role("link", name="Tìm xã, phường tên “ca quan tay ho”").click()
        page.get_by_text("Không còn công an quận Tây Hồ").wait_for()


def test_the_finder_from_a_stick(browser: Any, built_site: Path) -> None:
    with watched_page(browser, size=PHONE) as page:
        page.goto((built_site / "dia-ban/index.html").as_uri())
        page.locator("#dia-ban-o").fill("an cu can tho")
        page.locator(".cb-result a").first.click()
        assert page.url.endswith("/dia-ban/can-tho/ninh-kieu/index.html")


def test_names_that_do_not_come(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    """Whoever has no network is told so, and whom to call."""

    def expected(finding: str) -> bool:
        return "area-names.js" in finding or "ERR_FAILED" in finding

    with watched_page(browser, size=PHONE, expected=expected) as page:
        page.route("**/area-names.js", lambda route: route.abort())
        page.goto(f"{serve_folder(built_site)}dia-ban/")
        page.locator("#dia-ban-o").fill("nhat tan")
        page.get_by_text("Chưa tải được danh sách tên").wait_for()
