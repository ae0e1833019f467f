"""What is wrong with one quoted text or one list in brackets, read sign by sign."""

from __future__ import annotations

import re
from typing import Final

Found = tuple[int, str, str]
"""Offset, what, fix."""

_PLAIN_IN_FLOW: Final = re.compile(r"(?:[^\s,\[\]{}:#\"]|:(?![\s,\[\]{}])|(?<=\S)#|\"|[ ](?=[^#,\]}]|$))+")
_LOST_AFTER_COMMA: Final = re.compile(r" *, *[^,:{}]*[,}]")
"""In braces every piece between commas has a key; one without is the rest of the sentence before."""
_ESCAPE: Final = re.compile(r'\\(?!["\\])')


def scan_flow(value: str) -> Found | None:
    """What is wrong with a quoted text or a list in brackets, up to its end and a comment after it."""
    closers: list[tuple[int, str]] = []
    index, after_value = 0, False
    while index < len(value):
        sign = value[index]
        if sign in " \n":
            index += 1
            continue
        if sign == "#" and (index == 0 or value[index - 1] in " \n"):
            index += len(value[index:].partition("\n")[0])
            continue
        if not closers and index and not (sign == ":" and value[0] in "\"'"):
            return _text_after_end(value, index)
        if sign in "[{":
            closers.append((index, "]" if sign == "[" else "}"))
            after_value = False
        elif sign in "]}":
            if closers[-1][1] != sign:
                return index, f"Ngoặc {sign} không khớp với ngoặc mở", f"Thay bằng {closers[-1][1]}"
            closers.pop()
            after_value = True
        elif sign in ",:" and (sign == "," or value[index + 1 : index + 2] in ("", " ", "\n")):
            after_value = False
        elif sign == ":":
            return index + 1, "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"'
        elif after_value:
            before = value[:index].rstrip()
            if before[-1] == '"' and before[-2] in " ," and sign != '"':
                # ["a, "b"]: the text before has swallowed the comma, so it is the one that was not closed.
                return before.rindex('"', 0, -1), 'Mở ngoặc " mà không đóng', 'Thêm " ở cuối câu'
            return len(before), "Thiếu dấu phẩy giữa hai ý", "Thêm dấu phẩy ở chỗ này"
        elif sign in "\"'":
            found, index = _quoted(value, index)
            if found:
                return found
            after_value = True
            continue
        else:
            found, index = _plain_in_flow(value, index, in_braces=bool(closers) and closers[-1][1] == "}")
            if found:
                return found
            after_value = True
            continue
        index += 1
    if closers:
        offset, closer = closers[-1]
        fix = f"Thêm {closer} ở cuối dòng, hoặc đặt cả câu trong ngoặc kép"
        return offset, f"Mở ngoặc {value[offset]} mà không đóng", fix
    return None


def _text_after_end(value: str, index: int) -> Found:
    if value[index] in ",;" and not value[index + 1 :].strip():
        return (
            index,
            f"Thừa dấu {value[index]} ở cuối dòng",
            f"Bỏ dấu {'phẩy' if value[index] == ',' else 'chấm phẩy'} ấy",
        )
    if value[-1] in ("]", "}"):
        opening = "[" if value[-1] == "]" else "{"
        return 0, f"Có {value[-1]} mà không có {opening}", f"Thêm {opening} ở chỗ này"
    if value[0] == '"':
        return len(value[:index].rstrip()) - 1, "Ngoặc đóng lại giữa câu", "Lời trích bên trong dùng ngoặc cong “ ”"
    if value[0] == "'":
        return len(value[:index].rstrip()) - 1, "Ngoặc đóng lại giữa câu", 'Bao cả câu bằng ngoặc kép "…"'
    return 0, f"Câu không được mở đầu bằng {value[0]}", "Đặt cả câu trong ngoặc kép"


def _quoted(value: str, start: int) -> tuple[Found | None, int]:
    """The quoted text that begins at `start`: what is wrong with it, and the offset after it."""
    quote, index = value[start], start + 1
    while index < len(value):
        if quote == '"' and value[index] == "\\":
            if _ESCAPE.match(value, index):
                return (index, "Dấu \\ trong ngoặc kép không dùng được", "Bỏ dấu \\ đi"), index
            index += 2
        elif value[index] != quote:
            index += 1
        elif quote == "'" and value[index + 1 : index + 2] == "'":
            index += 2
        else:
            return None, index + 1
    return (start, f"Mở ngoặc {quote} mà không đóng", f"Thêm {quote} ở cuối câu"), index


def _plain_in_flow(value: str, start: int, *, in_braces: bool) -> tuple[Found | None, int]:
    """Unquoted text inside brackets, up to the next comma or bracket."""
    match = _PLAIN_IN_FLOW.match(value, start)
    if match is None:
        return (start, "Không đọc được từ chỗ này", "Đặt câu chữ trong ngoặc kép"), start
    if slip := re.match(r"\w+:(?=[\"'\w])", match[0]):
        return (start + slip.end(), "Thiếu dấu cách sau dấu hai chấm", 'Viết: mục: "nội dung"'), match.end()
    if '"' in match[0]:
        return (start, "Thiếu ngoặc mở đầu", 'Thêm ngoặc " ở chỗ này'), match.end()
    lost = _LOST_AFTER_COMMA.match(value, match.end()) if in_braces and value.find(":", 0, start) >= 0 else None
    if lost:
        return (start, "Câu có dấu phẩy phải đặt trong ngoặc kép", 'Đặt cả câu trong ngoặc kép: "…"'), match.end()
    return None, match.end()
