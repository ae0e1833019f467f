"""Six frames of every record: in order, readable at a glance, sayable, and as long as a short clip."""

from __future__ import annotations

import re

import pytest

from awareness.catalogue import Catalogue
from awareness.spoken import read_aloud, seconds_to_read, syllable_count
from awareness.storyboard import KINDS, LEAST_SECONDS, WORDS_ON_SCREEN, storyboard
from tests.conftest import ROOT

TACTICS = sorted(path.stem for path in (ROOT / "warnings/tactics").glob("*.yml"))


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_frames(catalogue: Catalogue, tactic_id: str) -> None:
    tactic = catalogue.tactics[tactic_id]
    frames = storyboard(catalogue, tactic)
    assert [frame.kind for frame in frames] == list(KINDS)
    for frame in frames:
        assert 0 < syllable_count(frame.screen) <= WORDS_ON_SCREEN
        assert not re.search(r"\d|%|https?:", frame.voice), "numbers are in words"
        assert frame.seconds == max(seconds_to_read(frame.voice), LEAST_SECONDS)
    danger, story, sign, first_act, second_act, call = frames
    own = {f"{tactic.title}.", *tactic.easy_read, *tactic.also_known_as}
    assert danger.screen in own
    assert story.voice.startswith(read_aloud(tactic.how_it_works[0], catalogue.read_out_numbers))
    assert sign.screen in tactic.red_flags
    assert {first_act.screen, second_act.screen} <= set(tactic.do)
    assert first_act.screen != second_act.screen
    assert re.match(r"Gọi 11[1345]", call.screen)
    assert 20 <= sum(frame.seconds for frame in frames) <= 60


def test_where_every_line_is_long_the_screen_has_a_word_of_its_own(catalogue: Catalogue) -> None:
    long = ["Một câu dài " * 6 + "."] * 3
    tactic = next(iter(catalogue.tactics.values())).model_copy(
        update={
            "title": "Một cái tên dài hơn mười hai tiếng thì không ai đọc kịp trên màn hình",
            "how_it_works": long,
            "red_flags": long,
            "do": long,
            "easy_read": long,
            "also_known_as": long,
            "script": [],
        }
    )
    assert [frame.screen for frame in storyboard(catalogue, tactic)][:5] == list(KINDS.values())[:5]
