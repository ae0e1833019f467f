"""Old phones: everything we send is read by Chrome 80 (2020), the oldest that people still use inside Zalo.

Scripts are parsed by acorn at the level of ES2019. acorn lies inside Node, and Node in Playwright, which the tests
need anyway: nothing more has to be installed, and no parser of ours can be too kind. Style sheets are read by tinycss2:
every property, function, unit, state and at-rule must be on the lists below. A name that is new to them fails until
somebody has looked up since when Chrome knows it (developer.mozilla.org, "Browser compatibility").
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import tinycss2  # type: ignore[import-untyped]
from playwright._impl._driver import compute_driver_executable

from awareness import stylesheet
from awareness.offline import WORKER, worker
from tests.conftest import ROOT

SCRIPTS: Final = sorted((ROOT / "overrides/assets").glob("*.js"))

# --- scripts ---------------------------------------------------------------------------------------------------

PARSE: Final = """
const acorn = require("internal/deps/acorn/acorn/dist/acorn");
const { simple } = require("internal/deps/acorn/acorn-walk/dist/walk");
const sources = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(sources.map((source) => {
  try {
    const names = new Set();
    simple(acorn.parse(source, { ecmaVersion: 2019, sourceType: "script" }), {
      Identifier(node) { names.add(node.name); },
      MemberExpression(node) { if (!node.computed) names.add(node.property.name); },
    });
    return { names: [...names] };
  } catch (error) {
    return { error: error.message };
  }
})));
"""
LATER_NAMES: Final = {
    "at", "findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "replaceAll", "isWellFormed",
    "toWellFormed", "hasOwn", "groupBy", "fromAsync", "withResolvers", "replaceChildren", "checkVisibility",
    "showPopover", "inert",
    "structuredClone", "randomUUID", "canParse", "Segmenter", "WeakRef", "FinalizationRegistry", "AggregateError",
    "startViewTransition", "timeout", "scheduler", "navigation", "userAgentData", "requestSubmit", "showModal",
}  # fmt: skip
"""Of the platform, not of the syntax: what came after Chrome 80 and has a name that stands for nothing else here."""


def _parsed(*sources: str) -> list[dict[str, Any]]:
    node = compute_driver_executable()[0]
    done = subprocess.run(
        [node, "--expose-internals", "-e", PARSE],
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def test_scripts_are_es2019_and_use_nothing_later() -> None:
    assert SCRIPTS
    sources = {path.name: path.read_text("utf-8") for path in SCRIPTS} | {WORKER: worker({}).decode()}
    for name, answer in zip(sources, _parsed(*sources.values()), strict=True):
        assert "error" not in answer, f"{name}: {answer}"
        assert set(answer["names"]) & LATER_NAMES == set(), name


def test_scripts_inside_pages_are_es2019(built_site: Path) -> None:
    """Whatever a template writes into a page, data aside."""
    inline = set[str]()
    for path in stylesheet.shell_pages(built_site):
        for attributes, code in re.findall(r"<script\b([^>]*)>(.*?)</script>", path.read_text("utf-8"), re.DOTALL):
            if code.strip() and "ld+json" not in attributes:
                inline.add(code)
    answers = _parsed(*sorted(inline))
    assert [answer for answer in answers if "error" in answer] == []


@pytest.mark.parametrize(
    "code",
    [
        "a?.b",
        "a ?? b",
        "a ||= b",
        "class A { #b = 1 }",
        "class A { b = 1 }",
        "1_000",
        "10n",
        "import('a')",
        "/(?<=a)./v",
    ],
)
def test_the_check_notices_later_syntax(code: str) -> None:
    old, new = _parsed("try { a(); } catch { b({ ...c }); }", code)
    assert "names" in old
    assert "error" in new


def test_the_check_notices_later_names() -> None:
    (answer,) = _parsed("list.at(-1); structuredClone(x); text.replaceAll('a', 'b');")
    assert set(answer["names"]) & LATER_NAMES == {"at", "structuredClone", "replaceAll"}


# --- style sheet -----------------------------------------------------------------------------------------------

_PROPERTIES: Final = """
    -webkit-appearance -webkit-font-smoothing -webkit-mask -webkit-print-color-adjust -webkit-tap-highlight-color
    -webkit-text-size-adjust -webkit-box-decoration-break align-content align-items align-self animation
    backface-visibility background background-color background-image background-position background-repeat
    background-size border border-bottom border-collapse border-color border-left border-radius border-right
    border-spacing border-style border-top border-width bottom box-shadow box-sizing break-after break-before
    break-inside caption-side clear clip clip-path color column-count column-gap columns content counter-increment
    counter-reset cursor direction display fill filter flex flex-basis flex-direction flex-flow flex-grow flex-shrink
    flex-wrap float font font-family font-feature-settings font-size font-style font-variant-ligatures
    font-variant-numeric font-weight grid-area grid-auto-flow grid-column grid-column-gap grid-gap grid-row grid-row-gap
    grid-template-areas grid-template-columns grid-template-rows height hyphens isolation justify-content justify-items
    justify-self left letter-spacing line-height list-style list-style-position list-style-type margin margin-bottom
    margin-left margin-right margin-top max-height max-width min-height min-width object-fit object-position opacity
    order orphans outline outline-color outline-offset outline-style outline-width overflow overflow-wrap overflow-x
    overflow-y overscroll-behavior padding padding-bottom padding-left padding-right padding-top page-break-after
    page-break-before page-break-inside pointer-events position quotes resize right scroll-behavior scroll-margin-top
    scroll-padding scroll-snap-align scroll-snap-type size stroke stroke-width tab-size table-layout text-align
    text-decoration text-indent text-overflow text-size-adjust text-transform top touch-action transform
    transform-origin transition transition-delay transition-duration transition-property unicode-bidi user-select
    vertical-align visibility white-space widows width will-change word-break word-spacing z-index
"""
PROPERTIES: Final = set(_PROPERTIES.split())
"""Known to Chrome 80."""
ONLY_NICER: Final = {
    "appearance": "84; -webkit-appearance stands beside it",
    "box-decoration-break": "130; marked words that break over a line get one box",
    "color-adjust": "never; -webkit-print-color-adjust stands beside it",
    "contain-intrinsic-size": "83; goes with content-visibility",
    "field-sizing": "123; a text to be copied scrolls inside its box",
    "content-visibility": "85; all of a page is laid out before its first words show",
    "color-scheme": "81; scroll bars stay light in the dark",
    "gap": "84 in flex boxes, 66 in grids; see FLEX_GAPS",
    "scrollbar-color": "121; grey scroll bars",
    "scrollbar-gutter": "94; the menu moves when a scroll bar comes",
    "scrollbar-width": "121; broader scroll bars",
    "text-underline-offset": "87; lines under links closer to the letters",
    "forced-color-adjust": "89; where colours are forced, an icon is in the colour of the text",
    "text-wrap": "114; the lines of a title are less even",
}
"""Later than Chrome 80: since when, and what is seen without it."""
WITH_PREFIX: Final = {"appearance": "-webkit-appearance"}
FLEX_GAPS: Final = {".md-nav__link"}
"""Of Material, in boxes where nothing has to be set apart: our links in the drawer have words and no picture."""
FUNCTIONS: Final = {
    "attr", "calc", "clamp", "counter", "cubic-bezier", "env", "hsl", "hsla", "linear-gradient", "max", "min", "minmax",
    "polygon", "radial-gradient", "rect", "repeat", "rgb", "rgba", "rotate", "scale", "translate", "translatex",
    "translatey", "url", "var",
}  # fmt: skip
UNITS: Final = {"ch", "cm", "deg", "em", "fr", "mm", "ms", "pt", "px", "rem", "s", "vh", "vw"}
_STATES: Final = (
    "::-webkit-scrollbar ::-webkit-scrollbar-thumb ::after ::before ::placeholder ::selection :active :after :any-link"
    " :before :checked :disabled :empty :enabled :first-child :first-of-type :focus :focus-within :hover :last-child"
    " :last-of-type :link :not :nth-child :nth-last-child :nth-of-type :only-child :root :target :visited"
)
STATES: Final = set(_STATES.split())
LATER_STATES: Final = {
    ":focus-visible": "86; only ever takes a ring away, so the ring stays",
    "::marker": "86; numbers of lists are not bold",
}
"""A rule with an unknown state is left out as a whole, so these have rules of their own."""
LATER_WORDS: Final = {"revert", "revert-layer", "fit-content()", "balance-all", "subgrid", "masonry", "plus-lighter"}


@pytest.fixture(scope="module")
def sheet() -> str:
    """That of all pages, then those of some; tests/test_stylesheet.py sees to it that they are as their sources."""
    files = sorted(stylesheet.DERIVED.parent.glob("style*.html"), key=lambda file: file != stylesheet.DERIVED)
    found = [re.search(r"<style>(.*)</style>", file.read_text("utf-8"), re.DOTALL) for file in files]
    assert all(found)
    carried = re.sub(r"\{% (end)?raw %\}", "", "".join(match[1] for match in found if match))
    return carried + stylesheet.BELOW.read_text("utf-8")


def faults(css: str) -> Iterator[str]:
    """Everything in a style sheet that Chrome 80 does not know and that is not only nicer."""
    yield from _faults_of_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _faults_of_rules(rules: list[Any]) -> Iterator[str]:
    for rule in rules:
        prelude = tinycss2.serialize(rule.prelude) if rule.type in ("at-rule", "qualified-rule") else ""
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            if re.search(r"[<>=]", prelude):
                yield f"@{rule.at_keyword}{prelude}: ranges are of Chrome 104"
            if rule.lower_at_keyword == "supports" and "selector(" in prelude:
                continue  # of Chrome 83: left out as a whole, as for a browser without that selector
            yield from _faults_of_rules(tinycss2.parse_rule_list(rule.content, True, True))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("page", "font-face", "keyframes"):
            continue
        elif rule.type == "qualified-rule":
            yield from _faults_of_selectors(prelude)
            yield from _faults_of_block(prelude, rule.content)
        else:
            yield f"{rule.type} {getattr(rule, 'at_keyword', '')} {prelude}"


def _faults_of_selectors(prelude: str) -> Iterator[str]:
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]', "", prelude)
    found = set(re.findall(r"::?[a-z-]+", plain))
    for state in sorted(found - STATES - LATER_STATES.keys()):
        yield f"{state} in {prelude}"
    later = [
        selector for selector in plain.split(",") if LATER_STATES.keys() & set(re.findall(r"::?[a-z-]+", selector))
    ]
    if later and len(later) < len(plain.split(",")):
        yield f"{prelude}: would be left out as a whole"
    if "&" in plain:
        yield f"{prelude}: nesting is of Chrome 112"


def _faults_of_block(prelude: str, content: list[Any]) -> Iterator[str]:
    declarations = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    values = {d.lower_name: tinycss2.serialize(d.value) for d in declarations if d.type == "declaration"}
    for declaration in declarations:
        if declaration.type != "declaration":
            yield f"{declaration.type} inside {prelude}"
            continue
        name = declaration.lower_name
        if not name.startswith("--") and name not in PROPERTIES and name not in ONLY_NICER:
            yield f"{name} in {prelude}"
        if (prefixed := WITH_PREFIX.get(name)) and prefixed not in values:
            yield f"{name} without {prefixed} in {prelude}"
        yield from (f"{fault} in {prelude}" for fault in _faults_of_value(declaration.value))
    if "gap" in values and "grid" not in values.get("display", "") and prelude not in FLEX_GAPS:
        yield f"gap outside of a grid in {prelude}"


def _faults_of_value(tokens: list[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "function":
            if token.lower_name not in FUNCTIONS:
                yield f"{token.name}()"
            yield from _faults_of_value(token.arguments)
        elif token.type == "dimension" and token.lower_unit not in UNITS:
            yield f"unit {token.unit}"
        elif token.type == "ident" and token.lower_value in LATER_WORDS:
            yield token.value
        elif token.type in ("() block", "[] block"):
            yield from _faults_of_value(token.content)


def test_chrome_80_knows_everything_in_the_sheet(sheet: str) -> None:
    assert list(faults(sheet)) == []


def test_the_lists_hold_no_excuse_that_nobody_needs(sheet: str) -> None:
    for name in ONLY_NICER:
        assert re.search(rf"(?<![\w-]){re.escape(name)}:", sheet), name
    for name in (*LATER_STATES, *FLEX_GAPS):
        assert name in sheet, name


@pytest.mark.parametrize(
    "css",
    [
        "a{inset:0}",
        "a{aspect-ratio:1}",
        "a:is(b){color:red}",
        ":where(a){color:red}",
        "a:has(b){color:red}",
        "a:focus,a:focus-visible{outline:0}",
        "a{display:flex;gap:1px}",
        "a{height:100dvh}",
        "a{color:color-mix(in srgb,red,blue)}",
        "a{color:oklch(1 0 0)}",
        "@layer a{b{color:red}}",
        "@container (min-width:1px){a{color:red}}",
        "@media (width>=1px){a{color:red}}",
        "a{b{color:red}}",
        "a{&:hover{color:red}}",
        "a{mask:none}",
        "a{accent-color:red}",
        "a{all:revert}",
        "@media screen{a{margin-inline:0}}",
    ],
)
def test_the_check_notices_later_styles(css: str) -> None:
    assert list(faults(css))


@pytest.mark.parametrize(
    "css",
    [
        "a{-webkit-appearance:none;appearance:none}",
        "a{display:grid;gap:1px}",
        "a:focus:not(:focus-visible){outline:0}",
        "a{width:calc(1rem + env(safe-area-inset-top))}",
        "@media screen and (min-width:1px){a::before{content:'x'}}",
    ],
)
def test_the_check_lets_old_styles_through(css: str) -> None:
    assert list(faults(css)) == []
