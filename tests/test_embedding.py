"""The cards that other sites paste: they survive editors that strip, name their source, and show text as typed."""

from __future__ import annotations

import dataclasses
import re
from html import unescape

import html5lib
import pytest
from html5lib.filters import sanitizer

from awareness.catalogue import Catalogue
from awareness.embedding import embed_html, urgent_embed_html
from tests.conftest import ROOT

TACTICS = sorted(path.stem for path in (ROOT / "warnings/tactics").glob("*.yml"))
EVERY_EDITOR_KEEPS = {"blockquote", "h3", "p", "strong", "ul", "ol", "li", "a"}


def tags(html: str) -> list[tuple[str, str]]:
    """Names and attributes of all elements, in order."""
    return re.findall(r"<([a-z0-9]+)([^>]*)>", html)


def sanitised(html: str) -> str:
    """What an editor of web pages leaves of pasted HTML; html5lib's list is that of old feed readers, a short one."""
    filtered = sanitizer.Filter(html5lib.getTreeWalker("etree")(html5lib.parseFragment(html)))
    serializer = html5lib.serializer.HTMLSerializer(
        omit_optional_tags=False, quote_attr_values="always", alphabetical_attributes=False
    )
    return "".join(serializer.serialize(filtered))


def without_calls(html: str) -> str:
    """The strictest editors take ``tel:`` away; the number can still be read."""
    return re.sub(r' href="tel:[0-9]+"', "", html)


def text(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("tactic_id", TACTICS)
def test_a_card_survives_and_tells_what_to_do(tactic_id: str, catalogue: Catalogue) -> None:
    tactic = catalogue.tactics[tactic_id]
    html = embed_html(catalogue, tactic)
    assert {name for name, _ in tags(html)} <= EVERY_EDITOR_KEEPS
    assert all(
        not attributes or re.fullmatch(r' href="(https://|tel:)[^"]+"', attributes) for _, attributes in tags(html)
    )
    assert sanitised(html) == without_calls(html)
    for line in (tactic.title, tactic.summary, *tactic.red_flags[:3], *tactic.do, tactic.never[0]):
        assert line in text(html)
    assert f'href="{catalogue.site.base_url}canh-bao/{tactic_id}/"' in html
    assert catalogue.site.name in text(html)
    assert "CC BY 4.0" in html


def test_the_urgent_card_leads_to_every_warning_it_names(catalogue: Catalogue) -> None:
    html = urgent_embed_html(catalogue)
    assert sanitised(html) == without_calls(html)
    shown = re.findall(r'href="https://[^"/]+/canh-bao/([a-z0-9-]+)/"', html)
    assert 3 <= len(shown) <= 6
    assert all(catalogue.tactics[tactic_id].severity == "khan-cap" for tactic_id in shown)
    assert "114" in text(html)


def test_fields_show_as_typed(catalogue: Catalogue) -> None:
    payload = '"><script>ran()</script>&amp;'
    tactic = catalogue.tactics[TACTICS[0]].model_copy(update={"title": payload, "red_flags": [payload] * 3})
    changed = dataclasses.replace(catalogue, tactics={tactic.id: tactic.model_copy(update={"severity": "khan-cap"})})
    plain = catalogue.tactics[TACTICS[0]]
    assert tags(embed_html(catalogue, tactic)) == tags(embed_html(catalogue, plain))
    assert text(embed_html(catalogue, tactic)).count(payload) == 4
    assert payload in text(urgent_embed_html(changed))


def test_addresses_follow_the_site(catalogue: Catalogue) -> None:
    site = catalogue.site.model_copy(update={"base_url": "https://phuong.example/canh-giac/"})
    moved = dataclasses.replace(catalogue, site=site)
    for html in (embed_html(moved, moved.tactics[TACTICS[0]]), urgent_embed_html(moved)):
        addresses = re.findall(r'href="(https://[^"]+)"', html)
        assert {address.split("/")[2] for address in addresses} == {"phuong.example", "creativecommons.org"}
        assert all(
            address.startswith(("https://phuong.example/canh-giac/", "https://creativecommons"))
            for address in addresses
        )
