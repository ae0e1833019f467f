"""A record that gets another id keeps every address that it ever had: a page there leads on to where it is now."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator

from awareness.catalogue import Catalogue
from awareness.reading import PUBLISHED_ADDRESSES, PUBLISHED_IDS, Library, lines_of_list
from awareness.records import Record
from awareness.redirects import redirect_pages
from awareness.rules import check_library
from tests.conftest import DAY, ROOT

HOST = "https://canhbao.example/"
PUBLISHED = lines_of_list(ROOT / "warnings" / PUBLISHED_ADDRESSES)
OLD = "thu-ten-cu"


def pages_of(catalogue: Catalogue, record: Record, alias: str) -> dict[str, str]:
    """Old address → page there, when the record has had this id."""
    changed = record.model_copy(update={"aliases": [alias]})
    group = {**getattr(catalogue, record.folder), record.id: changed}
    return {
        page.inner.removesuffix("index.html"): page.content.decode()
        for page in redirect_pages(dataclasses.replace(catalogue, **{record.folder: group}))
    }


def target_of(page: str) -> str:
    (refresh,) = re.findall(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', page)
    (link,) = re.findall(r'<a href="([^"]+)">[^<]+</a>', page)
    assert refresh == link
    return str(link)


def with_pages(catalogue: Catalogue) -> Iterator[Record]:
    for name in ("tactics", "guides", "models", "checklists", "campaigns"):
        yield from getattr(catalogue, name).values()


def test_an_old_id_leads_on_from_each_address_that_it_was_in(catalogue: Catalogue) -> None:
    """Of every record, whatever its kind: from its page, from the page to share it, from its translations."""
    found = 0
    for record in with_pages(catalogue):
        own = {
            address
            for address in PUBLISHED
            if re.fullmatch(rf"((canh-bao|chia-se|en|mo-hinh|kiem-tra|chien-dich)/)?{record.id}/", address)
        }
        pages = pages_of(catalogue, record, OLD)
        assert set(pages) == {address.replace(f"{record.id}/", f"{OLD}/") for address in own}, record.id
        for before, page in pages.items():
            after = before.replace(f"{OLD}/", f"{record.id}/")
            assert posixpath.normpath(before + target_of(page)) + "/" == after
            assert f'<link rel="canonical" href="{HOST}{after}">' in page
        found += len(pages)
    assert found > 200


def test_an_old_name_of_a_commune_leads_to_its_page(catalogue: Catalogue) -> None:
    """Here, and from another province: units may be given to one."""
    area = catalogue.areas["tay-ninh-can-giuoc"]
    for alias, before, target in (
        ("tay-ninh-thi-tran-cu", "dia-ban/tay-ninh/thi-tran-cu/", "../can-giuoc/"),
        ("ho-chi-minh-can-giuoc", "dia-ban/ho-chi-minh/can-giuoc/", "../../tay-ninh/can-giuoc/"),
    ):
        ((address, page),) = pages_of(catalogue, area, alias).items()
        assert (address, target_of(page)) == (before, target)
        assert "<title>Xã Cần Giuộc, Tây Ninh</title>" in page
        assert f'<link rel="canonical" href="{HOST}dia-ban/tay-ninh/can-giuoc/">' in page
        assert f'content="{HOST}the/dia-ban.tay-ninh.can-giuoc.png"' in page


def test_a_commune_that_vanished_is_told_until_another_record_names_it(library: Library) -> None:
    """The check finds the id, and one line mends it: then its address is there again."""
    gone, heir = library.areas["thanh-hoa-sam-son"], library.areas["thanh-hoa-hac-thanh"]
    others = {key: area for key, area in library.areas.items() if key != gone.id}
    files = {key: file for key, file in library.files.items() if key != f"areas/{gone.id}"}
    without = dataclasses.replace(library, areas=others, files=files)
    told = [problem.what for problem in check_library(without, None, only=()) if problem.path.endswith(PUBLISHED_IDS)]
    assert told == ["Mã 'thanh-hoa-sam-son' từng được đăng nay không còn bản ghi"]

    named = heir.model_copy(update={"aliases": [gone.id]})
    mended = dataclasses.replace(without, areas=others | {heir.id: named})
    assert not [problem for problem in check_library(mended, None, only=()) if problem.path.endswith(PUBLISHED_IDS)]
    (page,) = redirect_pages(Catalogue.link(mended, DAY))
    assert page.inner.removesuffix("index.html") in PUBLISHED


def test_an_old_name_that_no_province_begins_is_no_address(catalogue: Catalogue) -> None:
    assert catalogue.gazetteer.address_of("tay-ninh-can-giuoc") == ("tay-ninh", "can-giuoc")
    for unknown in ("can-giuoc", "tay-ninh", "tay-ninhcan-giuoc"):
        assert catalogue.gazetteer.address_of(unknown) is None
    slugs = [province.slug for province in catalogue.gazetteer.provinces]
    assert not [one for one in slugs for other in slugs if other.startswith(f"{one}-")]
