"""What is wrong with a record and how to mend it, as Vietnamese sentences with gaps: `check` fills them in, and so does
the form at ``/soan-tin/``, which receives them as data. A sentence stands here when both of them say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("Thiếu mục '{name}'{about}", "Thêm mục {name}"),
    "whole_number": ("Mục '{name}' cần một số nguyên", "Viết ví dụ: 180"),
    "out_of_range": ("Số {written} nằm ngoài khoảng cho phép", "Viết một số từ 1 đến 730"),
    "day": ("'{written}' không phải ngày theo kiểu năm-tháng-ngày", 'Viết năm-tháng-ngày như "2026-11-21"{others}'),
    "partial_day": ("'{written}' không phải ngày, tháng hoặc năm", 'Viết năm-tháng-ngày như "2026-11-21"{others}'),
    "day_meant": ("", 'Viết "{day}"'),
    "no_such_month": ("", "Một năm có 12 tháng: xem lại tháng và ngày"),
    "no_such_day": ("", "Tháng {month}/{year} có {last} ngày: xem lại ngày"),
    "string_too_long": ("Mục '{name}' dài {length} ký tự, nhiều nhất {limit}", "Bỏ bớt {excess} ký tự"),
    "too_short": ("Mục '{name}' có {length} ý, ít nhất {limit}", "Thêm {lack} ý"),
    "too_long": ("Mục '{name}' có {length} ý, nhiều nhất {limit}", "Bỏ bớt {excess} ý"),
    "unknown_word": ("Giá trị '{written}' không có trong danh sách của mục '{name}'", "Chọn một trong: {words}"),
    "id": ("Mã '{written}' chỉ được có chữ thường không dấu, số và dấu gạch nối", "Viết mã như: gia-danh-dien-luc"),
    "id_meant": ("", "Có phải bạn muốn viết '{meant}'?"),
    "address": (
        "'{written}' không phải địa chỉ trang dùng được ở đây",
        "Viết địa chỉ bắt đầu bằng https://, không có dấu cách",
    ),
    "repeated": ("'{written}' có hai lần trong mục '{name}' (ý thứ {first})", "Xóa một"),
    "sms_length": (
        "Tiêu đề và tóm tắt dài hơn một tin SMS {excess} ký tự (cộng lại nhiều nhất {limit})",
        "Bỏ bớt {excess} ký tự ở title hoặc summary",
    ),
    "hazard": (
        "Nhóm '{category}' là mối nguy không có kẻ gian, không có mục '{name}'",
        "Xóa mục này, hoặc đổi category",
    ),
    "updated_before_published": ("Ngày sửa {updated} trước ngày đăng {published}", "Xem lại hai ngày"),
    "change_untold": (
        "Ngày sửa {updated} chưa có dòng nào trong mục 'changes'",
        'Thêm vào changes: - on: "{day}" và what: "…" nói đã sửa điều gì',
    ),
    "change_out_of_time": (
        "Lần sửa ngày {day} nằm ngoài khoảng từ ngày đăng đến ngày sửa gần nhất",
        "Xem lại ngày này, published và updated",
    ),
    "long_sentence": (
        "Câu “{beginning}…” dài {length} tiếng, nhiều nhất {limit}",
        "Tách làm hai câu, hoặc bỏ bớt {excess} tiếng",
    ),
    "long_answer_card": (
        "Thẻ trả lời dài {length} tiếng, nhiều nhất {limit}",
        "Bỏ bớt {excess} tiếng trong title, summary, ba câu red_flags đầu, do, never",
    ),
    "long_loudspeaker": ("Bài loa dài {length} tiếng khi đọc lên, cần {least} đến {most}", "Bỏ bớt {excess} tiếng"),
    "short_loudspeaker": (
        "Bài loa dài {length} tiếng khi đọc lên, cần {least} đến {most}",
        "Viết thêm {lack} tiếng về việc cần làm",
    ),
}
"""By name: what is wrong, how to mend it. Gaps are names in braces; what is filled in is never looked at again."""

OTHER_FORMS_OF_A_DAY: Final = ', hoặc "2026-11", hoặc "2026"'
"""What a source may say of its day."""
REVIEW_FIX: Final = "Viết một số từ 1 đến 730, ví dụ: 180"

_GAP: Final = re.compile(r"\{(\w+)\}")


def said(sentence: str, /, **values: object) -> tuple[str, str]:
    """Both sentences with their gaps filled. Raises KeyError: no such sentence, or a gap without a value."""

    def filled(text: str) -> str:
        return _GAP.sub(lambda gap: str(values[gap[1]]), text)

    what, fix = SENTENCES[sentence]
    return filled(what), filled(fix)
