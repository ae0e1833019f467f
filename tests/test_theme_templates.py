"""Templates of the theme: all that they print is escaped, nothing is inline that a policy forbids."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import ROOT

OVERRIDES = ROOT / "overrides"
THEME_FILES = sorted(
    path.relative_to(OVERRIDES).as_posix()
    for path in OVERRIDES.rglob("*")
    # what is in styles/ is read by awareness/stylesheet.py, and never published
    if path.suffix in (".html", ".xml") and path.parent.name != "styles"
)

ALREADY_MARKUP: Final = {
    "page.content": "Markdown that MkDocs has rendered; the fields in it were escaped before",
    "parts.lead": "a piece of page.content",
    "parts.sections[id]": "a piece of page.content",
    'parts.sections["a-z"]': "a piece of page.content",
    "line.strip()": "a line of a script of ours, whole files (see partials/script.html)",
    'script.inlined(["chosen-reading"])': "macro: a whole file of ours",
    'script.inlined(["search-folding", "search-fetching"])': "macro: whole files of ours",
    'script.inlined(["search-shards", "search"])': "macro: whole files of ours",
    "super()": "the block of the template above, checked there",
    "section(id)": "macro: wraps a piece of page.content",
    'section("da-lo")': "macro: wraps a piece of page.content",
    "kept[key]": "what the same macro's caller has printed, which is checked there",
    "loop(item.children)": "the same loop again, which escapes",
    "words.document_title()": "macro that returns escaped text (see words.html)",
    "words.either(extra.never_asks)": "macro that returns escaped text",
    "words.day(body.on)": "macro that returns escaped text",
    "words.day(page.meta.review_due)": "macro that returns escaped text",
    "words.dial(entry.number)": "macro that returns escaped text",
    "words.dial(emergency.number)": "macro that returns escaped text",
    "message.script()": "macro that returns escaped text",
    "message.box()": "macro that returns escaped text",
    "message.box(calling=false)": "macro that returns escaped text",
    "'article' if meta.template == 'tactic.html' or meta.preview else 'website'": "one of two fixed words",
}
"""What may be printed without ``| e``, and why."""

_PRINTED = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)


@pytest.mark.parametrize("name", THEME_FILES)
def test_templates_escape_what_they_print(name: str) -> None:
    source = re.sub(
        r"\{#.*?#\}|\{% raw %\}.*?\{% endraw %\}", "", (OVERRIDES / name).read_text("utf-8"), flags=re.DOTALL
    )
    for expression in _PRINTED.findall(source):
        is_escaped = re.search(r"\|\s*e$", expression) and not re.search(r"~[^|]*\|\s*e$", expression)
        if expression.startswith("(") and re.search(r"\)\s*\|\s*e$", expression):
            is_escaped = True  # (a ~ b) | e: the brackets make it all of it
        if re.search(r'items\[:-1\] \| map\("e"\) \| join\(", "\)$', expression):
            is_escaped = True
        is_data = re.search(r"\|\s*tojson$", expression)
        assert is_escaped or is_data or expression in ALREADY_MARKUP, f"{name}: {{{{ {expression} }}}} is not escaped"
    assert not re.search(r"\|\s*safe\b|autoescape|Markup\(", source), f"{name} switches escaping off"


@pytest.mark.parametrize("name", THEME_FILES)
def test_templates_have_nothing_inline_that_a_policy_forbids(name: str) -> None:
    source = re.sub(r"\{#.*?#\}", "", (OVERRIDES / name).read_text("utf-8"), flags=re.DOTALL)
    # whole files of ours may stand in a page: the policy has their hash, and no value of a record is among them
    source = re.sub(
        r'<script(?: data-cb-\w+="\{\{ page.meta.[a-z_]+ \| e \}\}")?>'
        r'\{\{ script.inlined\(\[[a-z", -]+\]\) \}\}</script>',
        "",
        source,
    )
    source = re.sub(r"<script>/\*[^*<{]*\*/</script>", "", source)  # where a reader of HTML pauses; runs nothing
    for tag in re.findall(r"<[a-zA-Z][^>]*>", re.sub(r"<style>.*?</style>", "", source, flags=re.DOTALL)):
        assert not re.search(r"[\s\"'/](on[a-z]+|style)\s*=", unescape(tag), re.IGNORECASE), f"{name}: {tag}"
        assert "javascript:" not in tag.lower(), f"{name}: {tag}"
    for script in re.findall(r"<script\b[^>]*>", source):
        assert 'type="application/ld+json"' in script or re.search(r"\bsrc=", script), f"{name}: {script}"


@pytest.mark.parametrize("path", sorted((OVERRIDES / "assets").glob("*.js")), ids=lambda path: path.name)
def test_scripts_can_stand_in_a_page(path: Path) -> None:
    """Nothing in them means anything to Jinja or ends their element."""
    assert not re.search(r"\{[{%#]|</script|<!--", path.read_text("utf-8"), re.IGNORECASE)


def test_allow_list_names_only_what_is_there() -> None:
    """A reason that nobody needs any more would let something else through later."""
    everything = "\n".join((OVERRIDES / name).read_text("utf-8") for name in THEME_FILES)
    printed = set(_PRINTED.findall(everything))
    assert set(ALREADY_MARKUP) <= printed, set(ALREADY_MARKUP) - printed
