"""What neighbours do together: a page for each model, the yearly review as a page and as a table."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from awareness.catalogue import Catalogue
from awareness.community import CommunityModel, Figure
from awareness.model_pages import COLUMNS, review_page, review_table, totals
from awareness.search_engine import SearchIndex
from awareness.search_index import entries
from tests.conftest import ROOT
from tests.pages import DESKTOP, PHONE, watched_page

Serve = Callable[[Path], str]

MODELS = sorted(path.stem for path in (ROOT / "warnings/models").glob("*.yml"))
SEED_MODELS = 36
"""Models that the five articles name, those that differ in name only counted once."""


def rows(catalogue: Catalogue) -> list[dict[str, str]]:
    (table,) = review_table(catalogue)
    text = table.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_model(catalogue: Catalogue, **changes: Any) -> Catalogue:
    """The catalogue with one model alone, changed."""
    model = catalogue.models["moc-khoa-to-giac-toi-pham"].model_copy(update=changes)
    return dataclasses.replace(catalogue, models={model.id: model})


def test_all_models_of_the_articles_are_here(catalogue: Catalogue) -> None:
    assert len(MODELS) >= SEED_MODELS
    assert set(catalogue.models) == set(MODELS)


@pytest.mark.parametrize("model_id", MODELS)
def test_the_page_tells_all(model_id: str, catalogue: Catalogue, built_site: Path) -> None:
    """What it is, how to start, what to heed, what to ask, figures and their day."""
    model = catalogue.models[model_id]
    html = (built_site / f"mo-hinh/{model_id}/index.html").read_text("utf-8")
    text = unescape(re.sub(r"<[^>]+>", "", html))
    for line in (*model.what, *model.start, *model.cautions, *model.questions, *model.source_errors):
        assert line in text
    assert text.count("nguồn không ghi tính đến lúc nào") == sum(figure.as_of is None for figure in model.figures)
    assert f'href="{model_id}/"' in (built_site / "mo-hinh/index.html").read_text("utf-8")


def test_a_model_is_reached_from_home_on_a_phone(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    with watched_page(browser, size=PHONE, javascript=False) as page:
        page.goto(serve_folder(built_site))
        page.locator("#cung-lam + p a, .cb-section--cung-lam a").first.click()
        page.get_by_role("link", name="Móc khóa tố giác tội phạm", exact=True).click()
        assert page.locator("#bat-dau").is_visible()


def test_figures_name_a_source_that_supports_them(catalogue: Catalogue) -> None:
    for model in catalogue.models.values():
        for figure in model.figures:
            assert "figures" in (model.sources[figure.source - 1].supports or ()), f"{model.id}: {figure.what}"


# --- the yearly review -------------------------------------------------------------------------------------------


def test_the_table_has_every_figure_and_room_for_this_year(catalogue: Catalogue) -> None:
    table = rows(catalogue)
    for model in catalogue.current_models:
        mine = [row for row in table if row["Mã mô hình"] == model.id]
        assert len(mine) == max(1, len(model.figures))
        for row, figure in zip(mine, model.figures, strict=False):
            assert int(row["Con số"]) == figure.value
            assert row["Nơi"] == figure.place
            assert (row["Tính đến"] == "nguồn không ghi") == (figure.as_of is None)
            assert row["Nguồn"].startswith(model.sources[figure.source - 1].title)
    assert all(row[column] == "" for row in table for column in COLUMNS[-5:])


def test_the_table_is_safe_to_open(catalogue: Catalogue) -> None:
    """A cell that begins like a formula must not be worked out."""
    figures = [figure(1, "@A1", what='=HYPERLINK("x")')]
    (row,) = rows(with_model(catalogue, title="+1", figures=figures))
    assert (row["Mô hình"], row["Số liệu đã có"], row["Nơi"]) == ("'+1", '\'=HYPERLINK("x")', "'@A1")


def figure(value: int, place: str, **more: Any) -> Figure:
    written = {"what": "x", "measure": "moc-khoa", "value": str(value), "place": place, "source": "1", **more}
    return Figure.model_validate(written)


def test_sums_leave_out_parts_and_say_what_is_undated(catalogue: Catalogue) -> None:
    figures = [
        figure(11000, "A", as_of="2018-05"),
        figure(6500, "A", summed="false"),
        figure(500, "B", as_of="2020"),
        figure(30, "B"),
    ]
    ((_, (total,)),) = totals(with_model(catalogue, figures=figures))
    assert (total.value, total.places, total.years, total.undated) == (11530, 2, ("2018", "2020"), 1)
    (page,) = review_page(with_model(catalogue, figures=figures))
    text = page.content.decode().replace("&#46;", ".")
    assert "Móc khóa: **11.530 chiếc**, 2 nơi, từ 2018 đến 2020; 1 số không rõ ngày." in text


def test_nothing_is_summed_across_kinds_of_models(catalogue: Catalogue) -> None:
    """Members of chat groups and of patrols are not added up."""
    for group, sums in totals(catalogue):
        measures = [total.measure.label for total in sums]
        assert len(set(measures)) == len(measures), group.label


def test_the_review_page_tells_what_is_missing(catalogue: Catalogue) -> None:
    (page,) = review_page(catalogue)
    missing = page.content.decode().partition("## Còn thiếu")[2].partition("## Từng mô hình")[0]

    def named(model: CommunityModel) -> bool:
        return f"({model.id}.md)" in missing

    for model in catalogue.current_models:
        assert named(model) == (not model.figures or any(figure.as_of is None for figure in model.figures)), model.id


def test_the_table_is_downloaded_from_the_page(browser: Any, built_site: Path, serve_folder: Serve) -> None:
    home = serve_folder(built_site)
    with watched_page(browser, size=DESKTOP) as page:
        page.goto(f"{home}mo-hinh/ra-soat-hang-nam/")
        address = page.get_by_role("link", name="bảng rà soát").evaluate("link => link.href")
        assert address == f"{home}mo-hinh/ra-soat.csv"
    table = (built_site / "mo-hinh/ra-soat.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbf")
    assert table.count(b"\r\n") == table.count(b"\n")


# --- search ------------------------------------------------------------------------------------------------------

QUERIES = {
    "xóm mình muốn lập nhóm zalo": "nhom-zalo-to-dan-pho",
    "lam cong rao dau hem can xin phep ai": "cong-rao-antt",
    "móc khóa có số công an": "moc-khoa-to-giac-toi-pham",
    "tổ hòa giải vợ chồng cãi nhau": "to-hoa-giai",
    "kiem tra cheo phong chay 12 ho": "kiem-tra-pccc-12-1",
    "lắp camera chung cho xóm": "to-tu-quan-cum-camera-an-ninh",
    "hop dan de cong an nghe y kien": "dien-dan-cong-an-lang-nghe-nhan-dan",
    "biển cảnh báo đặt ở quầy ngân hàng": "bien-canh-bao-tai-ngan-hang",
    "to tuan tra ban dem": "to-tuan-tra-nhan-dan",
    "giữ trật tự cổng trường giờ tan học": "to-tu-quan-an-toan-giao-thong-truong-hoc",
}


@pytest.mark.parametrize(("query", "model_id"), QUERIES.items())
def test_search_finds_models(query: str, model_id: str, catalogue: Catalogue) -> None:
    index = SearchIndex(entries(catalogue), catalogue.search_words)
    found = [index.entries[hit.number].url for hit in index.search(query, 3)]
    assert f"mo-hinh/{model_id}/" in found


IN_NEED = (
    "Thấy tụi bán ma túy gọi số nào báo giờ",
    "Muốn báo ổ cờ bạc mà sợ, gọi mô hè",
    "Nhắn Zalo báo chỗ đánh bạc mà không lộ tên",
    "Hàng xóm đánh vợ, mình báo ở đâu cho kín",
    "Cháy nhà kêu dân phòng hay kêu 114 trước",
    "Bị giật đồ ngoài đường, muốn nhờ xem camera thì hỏi ai",
    "Bị giật túi ở bãi biển, thành phố có camera xem lại không",
    "Mất xe ở chợ, có camera mà không biết xin xem ở mô",
    "Có người gọi xưng công an xin hình camera, tin được không",
    "Rút tiền ở quầy ra sợ bị theo, ai trông ngoài cửa",
    "Thấy chuyện lạ trong xóm nên báo ai hè",
)


@pytest.mark.parametrize("query", IN_NEED)
def test_who_is_in_need_finds_help_and_not_how_to_organise(query: str, catalogue: Catalogue) -> None:
    index = SearchIndex(entries(catalogue), catalogue.search_words)
    assert not index.entries[index.search(query, 1)[0].number].url.startswith("mo-hinh/")
