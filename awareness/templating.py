"""Jinja set up for generated Markdown, and for HTML and XML: everything is escaped unless marked as markup."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from awareness.escaping import Markdown, escape_and_dial, escape_markdown, front_matter, link_target
from awareness.vietnamese import spoken_day, spoken_number

_TEMPLATES = Path(__file__).with_name("templates")


def markdown_environment(numbers: Mapping[str, str]) -> Environment:
    """Templates that make Markdown (``*.md.j2``).

    numbers: what ``| dial`` turns into links that call: number as people read it → digits.
    """
    return _markdown_environment(tuple(numbers.items()))


@functools.lru_cache(maxsize=8)  # all renderers of a build share one, so that templates are compiled once
def _markdown_environment(dialled: tuple[tuple[str, str], ...]) -> Environment:
    numbers = dict(dialled)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        auto_reload=False,
        # `finalize` sees every {{ … }} last, so a field cannot reach the page unescaped by being forgotten.
        finalize=lambda value: value if isinstance(value, Markdown) else escape_markdown(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "dial": lambda text: escape_and_dial(text, numbers),
        "front_matter": front_matter,
        "link_target": link_target,
        "day": lambda day: spoken_day(day.isoformat()),
        "partial_day": spoken_day,
        "number": spoken_number,
        "lower_first": lambda text: text[:1].lower() + text[1:],
        "without_stop": lambda text: text.removesuffix("."),
    }
    return environment


@functools.cache
def html_environment() -> Environment:
    """Templates that make HTML and XML outside MkDocs (``*.html.j2``, ``*.xml.j2``)."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        auto_reload=False,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["day"] = lambda day: spoken_day(day.isoformat())
    return environment


@functools.cache
def text_environment() -> Environment:
    """Templates that make plain text (``*.txt.j2``): nothing is active there, so nothing is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        auto_reload=False,
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["day"] = lambda day: spoken_day(day.isoformat())
    return environment


def tidy(markdown: str) -> str:
    """At most one empty line in a row, none at the ends: templates need not count line breaks."""
    lines = [line.rstrip() for line in markdown.split("\n")]
    kept = [line for i, line in enumerate(lines) if line or (i > 0 and lines[i - 1])]
    return "\n".join(kept).strip("\n") + "\n"
