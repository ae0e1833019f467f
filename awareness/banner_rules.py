"""Rules of the emergency banner, which everybody reads at once and nobody reads twice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from awareness.findings import Finding
from awareness.harm import blame, live_links, private_numbers
from awareness.house import House
from awareness.prose import Manuscript
from awareness.reading import BANNER, RECORD_CLASSES, Library
from awareness.style import long_sentences, unexplained_abbreviations
from awareness.vietnamese import spoken_day

LONGEST: Final = datetime.timedelta(days=14)
"""A warning of longer than that is a record; what always stands on top is read by nobody."""


def banner_days(library: Library) -> Iterator[Finding]:
    """The last day after the first, and soon."""
    if (banner := library.banner) is None:
        return
    if banner.until < banner.starts:
        what = f"Ngày cuối {spoken_day(banner.until.isoformat())} trước ngày đầu"
        yield Finding(BANNER, ("until",), what, "Xem lại hai ngày")
    elif banner.until - banner.starts > LONGEST:
        what = f"Thông báo khẩn dài hơn {LONGEST.days} ngày"
        yield Finding(BANNER, ("until",), what, "Viết ngày gần hơn; chuyện lâu dài thì viết thành bản ghi cảnh báo")


def banner_page(library: Library) -> Iterator[Finding]:
    """It must not lead to a draft, which has no page. Pages that are not there are found by `dead_references`."""
    if library.banner:
        folder, _, record_id = library.banner.page.partition("/")
        record = getattr(library, folder).get(record_id) if folder in RECORD_CLASSES else None
        if record and not record.is_published:
            yield Finding(BANNER, ("page",), f"'{record_id}' còn là bản nháp, chưa có trang", "Đăng bản ghi ấy trước")


def banner_words(library: Library) -> Iterator[Finding]:
    """The rules of how records speak, as far as they are about one sentence."""
    if library.banner is None:
        return
    manuscript = Manuscript.of(BANNER, library.banner)  # type: ignore[arg-type]  # these rules look at its lines only
    house = House.of(library)
    rules = [long_sentences, unexplained_abbreviations, blame]
    if not library.broken:  # else nobody knows which numbers and sites the house has
        rules += [private_numbers, live_links]
    for rule in rules:
        yield from rule(manuscript, house)


def ended_banner(library: Library, day: datetime.date) -> Iterator[Finding]:
    """A banner whose last day is over: pages do not show it, but somebody should clear it away."""
    if library.banner and library.banner.until < day:
        what = f"Thông báo khẩn đã hết hạn từ ngày {spoken_day(library.banner.until.isoformat())}"
        yield Finding(BANNER, ("until",), what, "Xóa tệp này, hoặc viết thông báo mới", "warning")


BANNER_RULES: Final = (banner_days, banner_page, banner_words)
