"""What an editor would do about one problem, where there is no doubt: the words of the reader, carried out.

The reader names the place, says what is wrong and how to mend it. Each step below knows some of these sentences and
offers what the text could become. `repairs.py` tries the offers and keeps one only if the record is better for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Final

from awareness.problems import Problem
from awareness.repair_text import Spot, distance_is_one, quoted, quoted_inside
from awareness.vietnamese import as_id


@dataclass(frozen=True, slots=True)
class Known:
    """What a step may compare with. keys: names of fields; words: terms of the vocabulary and ids of records; stem: of
    the file's name."""

    keys: Collection[str]
    words: Collection[str]
    stem: str


Step = Callable[[Problem, Spot, Known], Iterator[str]]
"""What the text could become, the most likely first; nothing where there is doubt."""


def meant_among(written: str, candidates: Collection[str], shortest: int = 4) -> str | None:
    """The one candidate that was certainly meant: the same but for accents, capitals and signs, or one slip away.

    shortest: letters that a candidate needs for a slip to be believed; in a short list, three are enough.
    """
    folded = as_id(written)
    same = [candidate for candidate in candidates if as_id(candidate) == folded]
    found = same or [candidate for candidate in candidates if _is_slip(folded, as_id(candidate), shortest)]
    return found[0] if len(found) == 1 else None


def _is_slip(written: str, meant: str, shortest: int) -> bool:
    """Whether one key was hit wrongly; a number is never guessed, of a short word only two letters may be swapped."""
    if written.isdigit() or meant.isdigit() or not distance_is_one(written, meant):
        return False
    return len(meant) >= shortest or sorted(written) == sorted(meant)


# --- quotes ----------------------------------------------------------------------------------------------------


def close_quotes(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title: "Giả công an``; a closing quote that Word made curly."""
    rest = spot.rest
    if spot.in_flow:
        inner = rest[1:].partition('"')[0]
        closed = re.sub(r"[\s,\]}]+$", "", inner)
        yield spot.put('"', at=spot.at + 1 + len(closed))
        return
    body = rest[1:]
    if " #" in body:
        return
    too_many = body.count("”") - body.count("“")
    if body.endswith("”") and too_many > 0:  # a quotation that ends the sentence keeps its own
        body = body[:-1].removesuffix("”" * (too_many - 1))
    elif body.endswith(("“", "„", "’’", "''")):
        body = body.rstrip("”“„’'")
    elif body.endswith("'") and rest[0] == '"':
        body = body[:-1]
    made = quoted_inside(body)
    if made:
        yield spot.put(made, len(rest))


def open_quotes(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title: Giả công an"``"""
    yield spot.put('"')


def quote_whole(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``summary: Nhớ: cúp máy``, ``- *Chú ý* gọi``, ``- Gắn thẻ #canhgiac``"""
    is_reference = re.fullmatch(r"\*\S+", spot.rest)  # to what, only its writer knows
    if not spot.in_flow and not is_reference and (made := quoted(spot.rest)):
        yield spot.put(made, len(spot.rest))


def straighten_quotes(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title: “Giả công an”``"""
    if spot.in_flow:
        if match := re.match(r"[“”„‘’«]([^“”„‘’«»\n]*)[“”„‘’»]", spot.rest):
            yield spot.put(f'"{match[1].strip()}"', len(match[0]))
    elif made := quoted(spot.rest):
        yield spot.put(made, len(spot.rest))


def curl_quotes_inside(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``"Chúng chuyển máy cho "điều tra viên", rồi"``"""
    value = spot.text[spot.value_start : spot.end].rstrip()
    if value[:1] == value[-1:] == '"' and (made := quoted_inside(value[1:-1])):
        yield spot.put(made, len(value), at=spot.value_start)


def join_lines(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """A sentence without quotes that goes on in the next line."""
    following = spot.next()
    if following is not None and (made := quoted(f"{spot.rest} {following.line.strip()}")):
        yield spot.text[: spot.at] + made + spot.text[following.end :]


def drop_anchor_or_tag(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``&goc "Giả công an"``, ``!!str "113"``: without an alias they say nothing."""
    match = re.match(r"[&!][^\s,\[\]{}]* +", spot.rest)
    is_sign = match is not None and match[0].isascii() and f"*{match[0][1:].strip()}" not in spot.text
    if match and is_sign and (spot.rest[match.end()] in "\"'" or match[0].startswith(("!!", "! "))):
        yield spot.put("", len(match[0]))
        return
    yield from quote_whole(problem, spot, known)
    if match and is_sign and match[0][0] == "&":
        yield spot.put("", len(match[0]))


# --- colons, dashes, brackets ----------------------------------------------------------------------------------


def add_colon(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title "Giả"``, ``title = "Giả"``"""
    if match := re.match(r" *(?:=>?|[;：﹕]) *", spot.rest):
        yield spot.put(": ", len(match[0]))
        return
    yield spot.put(":")


def add_space(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title:"Giả"``, ``-"Cúp máy"``"""
    yield spot.put(" ")


def plain_colon(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title： "Giả"``"""
    after = spot.text[spot.at + 1 : spot.at + 2]
    yield spot.put(":" if after in (" ", "\n", "") else ": ", 1)


def plain_dash(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``– "Cúp máy"``, ``1. "Cúp máy"``"""
    match = re.match(r"(?:\d{1,2}[.)]|.) *", spot.rest)
    if match:
        yield spot.put("- ", len(match[0]))


def add_dash(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``"Cúp máy"`` among lines that have a dash."""
    yield spot.put("- ")
    if spot.before.endswith("  "):
        yield spot.put("- ", 2, at=spot.at - 2)


def quote_sentence(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``- Má: đừng nghe``: a key and a value to YAML, but there is no such key."""
    word = spot.rest.partition(":")[0]
    if '"' not in spot.rest and not re.match(r"[\[{\-]", spot.rest) and word not in known.keys:
        yield from quote_whole(problem, spot, known)


def list_of_one(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``do: "Cúp máy"``: one text where a list is wanted."""
    if not spot.in_flow and spot.token() == spot.rest and spot.rest.startswith('"'):
        yield spot.put(f"[{spot.rest}]", len(spot.rest))


def close_bracket(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``channels: [goi-dien, zalo``"""
    if (
        not spot.in_flow
        and re.match(r"[\[{][^,\"\[\]{}:]*\Z", spot.rest)
        and not re.fullmatch(r"[\[{a-z0-9 _-]+", spot.rest)
    ):
        yield from quote_whole(problem, spot, known)  # a sentence, not a list
        return
    closer = {"[": "]", "{": "}"}[spot.rest[0]]
    end = spot.at + len(re.sub(r"\s+#.*$", "", spot.rest))
    yield spot.put(closer, at=end)


def open_bracket(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``channels: goi-dien, zalo]``"""
    yield spot.put("[" if spot.rest.endswith("]") else "{")


def add_comma(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``["một" "hai"]``"""
    yield spot.put(",")


def drop_comma_at_end(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``title: "Giả",`` as in JSON."""
    yield spot.put("", 1)


def split_words(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``[goi-dien zalo]``: each word by itself is known."""
    if words := words_within(spot.token(), known.words):
        yield spot.replace_token(", ".join(words))


def words_within(token: str, known: Collection[str]) -> list[str]:
    """Several known words that stand where one should; nothing else counts."""
    words = re.split(r"[\s，、;]+", token.strip("\"'"))
    return words if len(words) > 1 and all(word in known for word in words) else []


# --- lines -----------------------------------------------------------------------------------------------------


def indent_line(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``Thụt vào 2 dấu cách``; where two depths are possible, whichever reads."""
    told = [int(depth) for depth in re.findall(r"\d+", problem.fix)]
    for depth in [*told, *(depth for depth in range(0, 12, 2) if depth not in told)]:
        yield spot.text[: spot.start] + " " * depth + spot.text[spot.start + spot.indent :]


def drop_document_line(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``---`` between two entries."""
    if spot.line.strip() in ("---", "..."):
        yield spot.without_line()


def drop_id(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``id:`` that says what the name of the file says."""
    if re.fullmatch(rf"id: *[\"']?{re.escape(known.stem)}[\"']?\s*", spot.line):
        yield spot.without_line()


def drop_same_line(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """The same key with the same value a second time."""
    first = int(re.findall(r"dòng (\d+)", problem.what)[0])
    if Spot.of(spot.text, first, 1).line.rstrip() == spot.line.rstrip() and not spot.line.rstrip().endswith(":"):
        yield spot.without_line()


def begin_item(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """The first key of an item of a list, whose dash became a space."""
    if spot.before.endswith("  "):
        yield spot.put("- ", 2, at=spot.at - 2)


def move_out(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """A key of the outermost level that stands in a block: behind that block, at the margin."""
    if "ngoài cùng" not in problem.fix:
        return
    text = spot.without_line()
    following = re.compile(r"^[^\s#-]", re.MULTILINE).search(text, spot.start)
    at = following.start() if following else len(text)
    yield f"{text[:at]}{spot.line.strip()}\n{text[at:]}"


# --- keys and values -------------------------------------------------------------------------------------------


def rename_key(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``tile:``, ``Red-Flags:``"""
    written = re.match(r"[^:\n]+", spot.rest)
    if written and (meant := meant_among(written[0].strip("\"' "), known.keys)):
        yield spot.put(meant, len(written[0].rstrip()))


def write_as_told(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``Viết "2026-11-05"``: quotes, days, addresses, where the reader knows the whole value."""
    match = re.fullmatch(r'Viết ("[^"…]+")', problem.fix)
    if match and as_id(match[1]) not in ("", "null"):  # who wrote ~ or null meant nothing, not a word
        yield spot.replace_token(match[1])


def plain_number(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``"1900.1288"``: the same digits, without signs."""
    written = spot.token().strip("\"'")
    proposed = re.findall(r'"([0-9 ]+)"', problem.fix)
    if (
        proposed
        and not re.search(r"[^\W\d]|\+", written)
        and re.sub(r"\D", "", written) == proposed[0].replace(" ", "")
    ):
        yield spot.replace_token(f'"{proposed[0]}"')


_YES_OR_NO: Final = {"co": "true", "dung": "true", "yes": "true", "true": "true", "1": "true"} | dict.fromkeys(
    ("khong", "sai", "no", "false", "0"), "false"
)


def yes_or_no(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``composite: có``"""
    if word := _YES_OR_NO.get(as_id(spot.token())):
        yield spot.replace_token(word)


def known_word(problem: Problem, spot: Spot, known: Known) -> Iterator[str]:
    """``category: Giả danh cơ quan``, ``status: hien hanh``: written as the list has it."""
    token = spot.token()
    choices = known.words
    if match := re.search(r"'([^']+)'\?$", problem.fix):
        choices = {match[1], *known.words} if "danh sách" in problem.what else known.words
    written = token.strip("\"'").removesuffix(".yml").rpartition("/" if "/" not in problem.fix else "\0")[2]
    if meant := meant_among(written, choices):
        yield spot.replace_token(f'"{meant}"' if token.startswith('"') or meant.isdigit() else meant)
    yield from split_words(problem, spot, known)


STEPS: Final[tuple[tuple[str, Step], ...]] = (
    (r'Mở ngoặc ["\'] mà không đóng', close_quotes),
    (r"Thiếu ngoặc (?:kép )?mở đầu", open_quotes),
    (r"Dùng ngoặc cong để bao", straighten_quotes),
    (r"Ngoặc đóng lại giữa câu", curl_quotes_inside),
    (r"Thừa dấu [,;] ở cuối dòng", drop_comma_at_end),
    (r"Câu viết hai dòng", join_lines),
    (r"Dấu [&!] đứng đầu", drop_anchor_or_tag),
    (r"Câu có dấu hai chấm|Chữ từ dấu # trở đi|Câu không được mở đầu|Dấu \* đứng đầu", quote_whole),
    (r"Thiếu dấu hai chấm sau tên mục", add_colon),
    (r"Thiếu dấu cách sau dấu", add_space),
    (r"Dấu hai chấm gõ bằng bàn phím khác", plain_colon),
    (r"Đầu dòng là '", plain_dash),
    (r"Thiếu dấu gạch đầu dòng", add_dash),
    (r"Mở ngoặc [\[{] mà không đóng", close_bracket),
    (r"Có [\]}] mà không có|nhận một danh sách$", open_bracket),
    (r"nhận một danh sách$", list_of_one),
    (r"chỉ nhận một câu chữ$", quote_sentence),
    (r"Thiếu dấu phẩy", add_comma),
    (r"Thụt đầu dòng lệch", indent_line),
    (r"Một tệp chỉ chứa một bản ghi", drop_document_line),
    (r"Không viết mục 'id'", drop_id),
    (r"viết hai lần \(lần đầu", drop_same_line),
    (r"viết hai lần \(lần đầu", begin_item),
    (r"không nằm ở đây$", move_out),
    (r"không nằm ở đây$|Dấu gạch ở đây là thừa", indent_line),
    (r"Không có mục nào tên", rename_key),
    (r"không có ngoặc kép, máy có thể|không phải (?:ngày|địa chỉ|mã xã)", write_as_told),
    (r"không phải số điện thoại$", plain_number),
    (r"chỉ nhận true hoặc false", yes_or_no),
    (r"không có trong danh sách|chỉ được có chữ thường|không phải mã của một trang", known_word),
)
"""Sentences of the reader (``Problem.what``) → the step that carries out its advice."""


def offers(problem: Problem, text: str, known: Known) -> Iterator[str]:
    """What the text could become if this problem were mended."""
    spot = Spot.of(text, problem.line, problem.column)
    for sentence, step in STEPS:
        if re.search(sentence, problem.what) and (spot.rest or step is add_colon):
            yield from step(problem, spot, known)
