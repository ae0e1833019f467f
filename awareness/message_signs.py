"""Which signs of a fraud stand in a pasted message, and what they add up to: one of three tones, none of them "safe".

The model is ``data/message-signs.yml``; what its patterns match is in ``message_patterns.py``. `judge` is the rule in
Python; ``overrides/assets/message-signs.js`` does the same on the phone with the data of `model_data`, proven equal by
``tests/test_message_signs.py``.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import yaml

from awareness.message_patterns import TOKENS, Sign, expression, is_seen, normalized, then_follows

Tone = Literal["strong", "some", "none"]

_MODEL: Final = Path(__file__).with_name("data") / "message-signs.yml"

STRONG: Final = 70
"""From here a message has many signs: one that few real senders combine with another, and two more."""
SOME: Final = 45
"""From here it has some: a link and haste alone, or an ask for money alone, are what real senders send as well."""
CALM_MOST: Final = 40
"""All that real senders do counts no more than this, and what is strong without it is never less than some."""


class Judgement(NamedTuple):
    """tone; score: what the signs add up to; warns: whether it sounds like somebody who warns; seen: ids of signs."""

    tone: Tone
    score: int
    warns: bool
    seen: tuple[str, ...]


def judge(message: str) -> Judgement:
    """What a message looks like. Any text; an empty one has no sign."""
    text = normalized(message)
    signs, warning = signs_and_warning()
    seen = [sign for sign in signs if is_seen(sign, text)]
    warns = is_seen(warning, text)
    calm = max(-CALM_MOST, sum(sign.weight for sign in seen if sign.weight < 0))
    alarm = sum(sign.weight for sign in seen if sign.weight > 0)
    score = max(alarm + calm, SOME if alarm >= STRONG else 0)
    tone: Tone = "none" if score < SOME else "some" if score < STRONG or warns else "strong"
    return Judgement(tone, score, warns, tuple(sign.id for sign in seen))


@functools.cache
def signs_and_warning() -> tuple[tuple[Sign, ...], Sign]:
    """Every sign in the order of the file, and the words of those who warn."""
    model = yaml.safe_load(_MODEL.read_text("utf-8"))
    return tuple(map(_sign, model["signs"])), _sign(model["warning"])


def _sign(entry: dict[str, Any]) -> Sign:
    lines = re.sub(r"\|\n\s*", "|", entry["patterns"]).strip().splitlines()
    patterns = tuple(line.strip() for line in lines)
    return Sign(entry["id"], entry["label"], entry["weight"], patterns, entry.get("deniable", False))


def model_data() -> dict[str, Any]:
    """The model as JSON: what ``message-signs.js`` judges with."""
    signs, warning = signs_and_warning()
    return {
        "tokens": [[name, pattern] for name, pattern in TOKENS],
        "signs": [[sign.id, sign.label, sign.weight, expression(sign).pattern] for sign in signs],
        "warning": expression(warning).pattern,
        "then": then_follows().pattern,
        "limits": [SOME, STRONG, CALM_MOST],
    }
