"""Renderer of the page about open data: what there is, how to use it, what it promises. A pure function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awareness import licence, open_data
from awareness.api_answers import ROOT, VERSIONS
from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.embedding import URGENT_SHOWN, urgent_embed_html
from awareness.feeds import SITE_FEED, audience_feed, category_feed
from awareness.page import EMERGENCY_CALLS, PageWriter

TITLE = "Dữ liệu mở, bản tin, thẻ để dán"


def data_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/du-lieu/index.md``."""
    writer = PageWriter(catalogue)
    description = "Bản tin, bảng tính, dữ liệu JSON và thẻ cảnh báo để dán vào trang khác: lấy về và dùng tự do."
    meta = writer.meta(
        TITLE,
        description,
        template="data.html",
        json_feed=f"{SITE_FEED}.json",
        files=_files(catalogue),
        embed=urgent_embed_html(catalogue),
    )
    yield writer.page(
        "du-lieu/index.md",
        "data",
        meta,
        site=catalogue.site,
        licence=licence,
        versions=list(reversed(VERSIONS)),
        urgent=catalogue.urgent_tactics[:URGENT_SHOWN],
        call=catalogue.call_contacts(EMERGENCY_CALLS),
        updated=catalogue.changed_on,
    )


def _files(catalogue: Catalogue) -> dict[str, list[dict[str, Any]]]:
    """Links to files that MkDocs does not know, by the id of the section that they end: title, url, about."""
    vocabulary = catalogue.vocabulary

    def link(title: str, url: str, about: str = "") -> dict[str, str]:
        return {"title": title, "url": url, "about": about}

    return {
        "ban-tin": [
            link("Mọi cảnh báo, mọi bài", f"{SITE_FEED}.xml", "Atom"),
            link("Mọi cảnh báo, mọi bài", f"{SITE_FEED}.json", "JSON Feed"),
        ],
        "ban-tin-nhom": [link(term.label, f"{category_feed(key)}.xml") for key, term in vocabulary.categories.items()],
        "ban-tin-nguoi": [link(term.label, f"{audience_feed(key)}.xml") for key, term in vocabulary.audiences.items()],
        "bang-tinh": [
            link("Mọi cảnh báo", open_data.TACTIC_TABLE, "CSV"),
            link("Số gọi, trang, nơi đến", open_data.CONTACT_TABLE, "CSV"),
        ],
        "goi": [
            link("Tải cả gói", open_data.ARCHIVE, "ZIP"),
            link("Mã kiểm tra", open_data.CHECKSUMS, "SHA256SUMS"),
        ],
        "json": [
            link("Có những gì", f"{ROOT}index.json", "index.json"),
            link("Mọi cảnh báo, dạng ngắn", f"{ROOT}tactics.json", "tactics.json"),
            link("Mọi cảnh báo, đủ mọi mục", f"{ROOT}tactics-full.json", "tactics-full.json"),
            link("Xã, phường có bản ghi: số gọi, nơi giáp ranh", f"{ROOT}areas.json", "areas.json"),
            link("Tài liệu OpenAPI 3.1", f"{ROOT}openapi.json", "openapi.json"),
            link("Cấu trúc của mọi cảnh báo", f"{ROOT}schema/TacticList.json", "JSON Schema"),
        ],
    }
