"""A pasted message as a line of words, and the patterns of ``data/message-signs.yml`` as regular expressions over it.

The expressions mean the same in Python and in JavaScript: the phone gets them ready (``message_signs.model_data``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from awareness.folding import Syllable, readable_letters, syllables


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that a message does: an entry of ``data/message-signs.yml``, where its fields are explained."""

    id: str
    label: str
    weight: int
    patterns: tuple[str, ...]
    deniable: bool = False


# --- a message as a line of words --------------------------------------------------------------------------------

# Regular expressions that mean the same in Python and JavaScript: no \w, \s, \d, whose letters differ.
_END: Final = r"(?![0-9a-zà-ỹđ])"
TOKENS: Final[tuple[tuple[str, str], ...]] = (
    ("TEP", r"[0-9a-z_-]+\.apk" + _END),
    ("GOV", r"(?:https?://|www\.)?[0-9a-z-]+(?:\.[0-9a-z-]+)*\.gov\.vn(?:/[^ \n]*[0-9a-z/])?(?![0-9a-z.-])"),
    (
        "LINK",
        r"(?:https?://|www\.)[^ \n]*[0-9a-z/]|[0-9a-z-]+(?:\.[0-9a-z-]+)*\.(?:com|vn|net|org|top|xyz|vip|cc|shop|info|"
        r"online|site|club|app|link|me|io|ly|biz|store|live|pro|asia|example)(?:/[^ \n]*[0-9a-z/])?" + _END,
    ),
    (
        "TIEN",
        r"[0-9]+(?:[.,][0-9]+)* ?(?:k|tr|củ|cu|triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ|tỉ|ty|đồng|dong|vnđ|vnd|đ|usd|đô)"
        rf"[0-9]*(?: rưỡi| ruoi)?{_END}|"
        r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|chục|trăm|mot|bon|nam|sau|bay|tam|chin|muoi|chuc|tram) "
        rf"(?:(?:mươi|lăm|trăm) )?(?:triệu|trieu|nghìn|nghin|ngàn|ngan|tỷ)(?: rưỡi| ruoi)?{_END}",
    ),
    ("PHANTRAM", r"[0-9]+(?:[.,][0-9]+)? ?%"),
    (
        "GIO",
        r"(?:[0-9]+(?:[:h][0-9]+)?|một|hai|ba|bốn|năm|vài|mấy|mười|mươi|nửa) ?"
        rf"(?:h|giờ|gio|phút|phut|p|tiếng|tieng|giây)[0-9]*{_END}",
    ),
    ("STK", r"[0-9](?:[ .-]?[0-9]){8,}"),
    (".", r"[.!?;\n…]+"),
    ("TRICH", r'[“"«]'),
    (",", r"[,:()”»]+"),
    ("", r'[^ \n.!?;…,:()“”"«»]+'),
)
"""What a message is read as, the first that fits; the last is what `syllables` makes words of."""
_TOKEN: Final = re.compile("|".join(f"({pattern})" for _, pattern in TOKENS))
HALF: Final = 2
"""One word in so many must have accents for a sentence to count as accented."""


def normalized(message: str) -> str:
    """A message as words between spaces: accented ones as `folding` keys them, others with ``~`` before them where the
    sentence is not accented, so that a pattern knows that accents may have been left out.
    """
    sentences: list[list[Syllable]] = [[]]
    for match in _TOKEN.finditer(refanged(readable_letters(message))):
        name = TOKENS[(match.lastindex or 1) - 1][0]
        sentences[-1] += [Syllable("", name)] if name else syllables(match[0])
        if name == ".":
            sentences.append([])
    return f" {' '.join(word for sentence in sentences for word in _marked(sentence))} "


def _marked(sentence: list[Syllable]) -> Iterator[str]:
    """Sentence by sentence: people add a line with accents to a message that has none."""
    words = sum(folded != "" for folded, _ in sentence)
    bare = sum(folded == keyed for folded, keyed in sentence)
    for folded, keyed in sentence:
        yield f"~{keyed}" if folded == keyed and bare * HALF > words else keyed


def refanged(message: str) -> str:
    """Links as people see them in their chat; careful people, and our tests, write them so that nobody can tap them."""
    return message.replace("hxxp", "http").replace("[.]", ".").replace("[dot]", ".")


# --- patterns ------------------------------------------------------------------------------------------------------

_NO: Final = "không|ko|k|hông|hong|đừng|chớ|khỏi|chẳng|miễn|không_cần"
_THEN: Final = "thì|là|sẽ|kẻo"
_GAP: Final = "(?: [^ .]+){0,%s}"
DENIAL: Final = 3
"""Words between "không" and what it denies."""


def is_seen(sign: Sign, text: str) -> bool:
    """Whether one of a sign's patterns is in a normalized text, and is not denied there."""
    pattern, then = expression(sign), then_follows()
    return any(not match[1] or then.match(text, match.end()) for match in pattern.finditer(text))


@functools.cache
def expression(sign: Sign) -> re.Pattern[str]:
    """All patterns of a sign as one; the first group is the denial before it."""
    denial = rf"( {_word(_NO)}(?: [^ .,]+){{0,{DENIAL}}}?)?" if sign.deniable else "()?"
    return re.compile(f"{denial}(?:{'|'.join(map(_compiled, sign.patterns))})(?= )")


@functools.cache
def then_follows() -> re.Pattern[str]:
    return re.compile(f"{_GAP % 6} {_word(_THEN)}(?= )")


def _compiled(pattern: str) -> str:
    return "".join(_part(part) for part in pattern.split(" "))


def _part(part: str) -> str:
    if part.startswith("~"):
        return _GAP % part[1:]
    if part.endswith("?"):
        return f"(?: {_word(part[:-1])})?"
    return f" {_word(part)}"


def _word(choices: str) -> str:
    return f"(?:{'|'.join(_choice(choice) for choice in choices.split('|'))})"


def _choice(choice: str) -> str:
    return choice if choice.isupper() else " ".join(_syllables_of(choice))


def _syllables_of(choice: str) -> Iterator[str]:
    for folded, keyed in syllables(choice.replace("_", " ")):
        if choice.endswith("!"):
            yield keyed
        else:
            yield f"~?{keyed}" if folded == keyed else f"(?:{keyed}|~{folded})"
