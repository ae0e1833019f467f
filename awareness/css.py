"""CSS as data: read, cut down to what given pages can use, written in the shortest spelling.

What may be left out is decided with care in one direction only: a selector is first *widened* (states such as
``:hover``, parts such as ``::before`` and everything a script may set are removed from it), and dropped when even the
wide form fits nothing. A sheet can therefore keep too much, never too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cssselect2  # type: ignore[import-untyped]
import html5lib
import tinycss2  # type: ignore[import-untyped]

# tinycss2 and cssselect2 carry no types.
Token = Any
Element = Any

DARK_SCHEME = "[data-md-color-scheme=slate]"
ANY_SCHEME = "[data-md-color-scheme]"
DARK_MEDIA = "@media screen and (prefers-color-scheme:dark)"

COMBINATORS = frozenset(">+~")
TIGHT = (*sorted(COMBINATORS), ",")
# Pseudo-classes that depend on the tree alone; any other is a state, and a state may come about.
STRUCTURAL = re.compile(r"root|((first|last|only)-(child|of-type))|nth-[a-z-]+")
# What shell.js and browsers add to a page after it was built.
RUNTIME_CLASSES = frozenset({"cb-lock"})
RUNTIME_ATTRIBUTES = frozenset({"hidden", "open", "aria-expanded"})
# Prefixes that no browser on the baseline (Chrome 80, and Safari of that time) reads.
FOREIGN_PREFIXES = ("-moz-", "-ms-", "-o-")
# A side of these follows from the shorthand that comes after it.
BOX_SIDES = ("margin-", "padding-")


class StylesheetError(Exception):
    """The stylesheet cannot be derived; the message says why."""


# ---- The stylesheet as data ----


@dataclass(frozen=True, slots=True)
class Declaration:
    """``color: red !important`` as three parts."""

    name: str
    value: str
    important: bool = False

    @property
    def is_variable(self) -> bool:
        return self.name.startswith("--")

    @property
    def variables(self) -> set[str]:
        """The custom properties that the value reads."""
        return set(re.findall(r"var\(\s*(--[\w-]+)", self.value))

    def __str__(self) -> str:
        return f"{self.name}:{self.value}{'!important' if self.important else ''}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors, in their shortest spelling, and what they declare."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]

    def __str__(self) -> str:
        return f"{','.join(self.selectors)}{{{';'.join(map(str, self.declarations))}}}"


@dataclass(frozen=True, slots=True)
class Group:
    """Rules under a condition: ``@media print { … }``, ``@supports … { … }``."""

    condition: str
    body: tuple[Node, ...]

    def __str__(self) -> str:
        return f"{self.condition}{{{''.join(map(str, self.body))}}}"


@dataclass(frozen=True, slots=True)
class Keyframes:
    """A named animation, kept as it was written."""

    name: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Verbatim:
    """An at-rule that concerns the whole document, such as ``@page``: always kept, as it was written."""

    text: str

    def __str__(self) -> str:
        return self.text


Node = Rule | Group | Keyframes | Verbatim
Sheet = tuple[Node, ...]


def rules(sheet: Sheet) -> Iterator[Rule]:
    """Every rule of a sheet, also those inside groups."""
    for node in sheet:
        if isinstance(node, Rule):
            yield node
        elif isinstance(node, Group):
            yield from rules(node.body)


# ---- Reading CSS ----


def parse(css: str) -> Sheet:
    """Read CSS text.

    Raises StylesheetError for an at-rule or a syntax that this module does not know: guessing could lose rules.
    """
    return tuple(_nodes(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


def _nodes(parsed: Iterable[Token]) -> Iterator[Node]:
    for item in parsed:
        if item.type == "qualified-rule":
            selectors = tuple(_spell(part) for part in _split_at_commas(item.prelude))
            yield Rule(selectors, tuple(_declarations(item.content)))
        elif item.type == "at-rule" and item.lower_at_keyword in ("media", "supports"):
            condition = f"@{item.lower_at_keyword} {_spell(item.prelude)}"
            inner = tinycss2.parse_rule_list(item.content, skip_comments=True, skip_whitespace=True)
            yield Group(condition, tuple(_nodes(inner)))
        elif item.type == "at-rule" and item.lower_at_keyword in ("keyframes", "-webkit-keyframes"):
            yield Keyframes(_spell(item.prelude), re.sub(r"\s+", " ", item.serialize()))
        elif item.type == "at-rule" and item.lower_at_keyword in ("page", "font-face"):
            yield Verbatim(item.serialize())
        elif item.type != "at-rule" or item.lower_at_keyword != "charset":
            raise StylesheetError(f"line {item.source_line}: cannot read {item.serialize()[:80]!r}")


def _declarations(content: Sequence[Token]) -> Iterator[Declaration]:
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type != "declaration":
            raise StylesheetError(f"line {item.source_line}: not a declaration: {item.serialize()[:80]!r}")
        if not item.lower_name.startswith(FOREIGN_PREFIXES):
            yield Declaration(item.name, _spell(item.value), item.important)


def _split_at_commas(tokens: Iterable[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _spell(tokens: Iterable[Token]) -> str:
    """Tokens as text in the shortest spelling: no comments, one space at most, none around commas and combinators.

    Only this level is touched: the spaces of ``calc(1px + 2px)`` lie inside a function token and stay.
    """
    text = ""
    for token in tokens:
        if token.type == "whitespace":
            text += "" if text.endswith((*TIGHT, " ")) else " "
        elif token.type == "literal" and token.value in TIGHT:
            text = text.rstrip() + str(token.value)
        elif token.type != "comment":
            text += token.serialize()
    return text.strip()


# ---- Dark scheme ----


def dark_by_media(sheet: Sheet) -> Sheet:
    """Turn Material's dark scheme, an attribute its script would set, into a media query."""
    changed: list[Node] = []
    for node in sheet:
        if isinstance(node, Group):
            changed.append(replace(node, body=dark_by_media(node.body)))
        elif isinstance(node, Rule):
            light = tuple(selector for selector in node.selectors if DARK_SCHEME not in selector)
            dark = tuple(
                selector.replace(DARK_SCHEME, ANY_SCHEME) for selector in node.selectors if DARK_SCHEME in selector
            )
            if light:
                changed.append(replace(node, selectors=light))
            if dark:
                changed.append(Group(DARK_MEDIA, (replace(node, selectors=dark),)))
        else:
            changed.append(node)
    return tuple(changed)


# ---- Which selectors the pages can use ----


def widen(selector: str) -> str:
    """The selector without anything that static HTML cannot show; it fits at least what the selector may ever fit.

    selector: in the spelling that ``parse`` gives it.
    ``.md-nav__link:focus::before`` becomes ``.md-nav__link``; ``a>:hover`` becomes ``a>*``.
    """
    compounds, joints = [""], [""]
    for piece in _pieces(tinycss2.parse_component_value_list(selector)):
        text = "".join(token.serialize() for token in piece)
        if piece[0].type == "whitespace" or text in COMBINATORS:
            compounds.append("")
            joints.append(text)
        elif _is_static(piece):
            compounds[-1] += text
    return "".join(joint + (compound or "*") for joint, compound in zip(joints, compounds, strict=True))


def _pieces(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """Cut a selector into its smallest parts: ``.class``, ``:state``, ``::part``, ``[attribute]``, ``>``, ``tag``."""
    stream = iter(tokens)
    for token in stream:
        piece = [token]
        while piece[-1] == ":" or piece[-1] == ".":
            piece.append(next(stream))
        yield piece


def _is_static(piece: Sequence[Token]) -> bool:
    """Whether a part of a selector can be judged by looking at a built page."""
    first, last = piece[0], piece[-1]
    if first == ":":
        return len(piece) == 2 and bool(
            STRUCTURAL.fullmatch(last.lower_value if last.type == "ident" else last.lower_name)
        )
    if first == ".":
        return last.value not in RUNTIME_CLASSES
    if first.type == "[] block":
        return not any(token.type == "ident" and token.value in RUNTIME_ATTRIBUTES for token in first.content)
    return True


def usable_selectors(selectors: Iterable[str], pages: Iterable[str]) -> set[str]:
    """Those selectors of which the wide form fits some element of some page.

    selectors: any number, repeated or not.
    pages: HTML texts.
    Selectors for other engines are never usable; selectors that cannot be understood always are.
    """
    usable: set[str] = set()
    by_wide_form: dict[str, set[str]] = {}
    for selector in selectors:
        if "-moz-" not in selector and "-ms-" not in selector:
            by_wide_form.setdefault(widen(selector), set()).add(selector)
    matcher = cssselect2.Matcher()
    for wide, narrow in by_wide_form.items():
        try:
            for compiled in cssselect2.compile_selector_list(wide):
                matcher.add_selector(compiled, wide)
        except cssselect2.SelectorError:
            usable |= narrow
    for page in pages:
        for element in _elements(page):
            for *_, wide in matcher.match(element):
                usable |= by_wide_form[wide]
    return usable


def _elements(page: str) -> Iterator[Element]:
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=True)
    root = cssselect2.ElementWrapper.from_html_root(tree)
    yield from (element for element in root.iter_subtree() if isinstance(element.etree_element.tag, str))


# ---- Leaving out ----


def with_selectors(sheet: Sheet, usable: set[str]) -> Sheet:
    """The sheet with only these selectors; rules without any are gone."""
    kept: list[Node] = []
    for node in sheet:
        if isinstance(node, Group):
            kept.append(replace(node, body=with_selectors(node.body, usable)))
        elif isinstance(node, Rule):
            selectors = tuple(selector for selector in node.selectors if selector in usable)
            if selectors:
                kept.append(replace(node, selectors=selectors))
        else:
            kept.append(node)
    return tuple(kept)


def without_overridden(sheet: Sheet) -> Sheet:
    """The sheet without declarations that never count, since the same selector declares the same property further on.

    Only rules outside groups override others, for those always apply. A declaration goes when all selectors of its rule
    declare the property again, or the shorthand that holds it.
    """
    last: dict[tuple[str, str], int] = {}
    for place, node in enumerate(sheet):
        if isinstance(node, Rule):
            last.update({(one, item.name): place for one in node.selectors for item in node.declarations})

    def is_overridden(rule: Rule, item: Declaration, place: int) -> bool:
        names = {item.name, item.name.partition("-")[0]} if item.name.startswith(BOX_SIDES) else {item.name}
        return all(any(last.get((one, name), 0) > place for name in names) for one in rule.selectors)

    def left_of(node: Node, place: int) -> Node:
        if isinstance(node, Group):
            return replace(node, body=tuple(left_of(inner, place) for inner in node.body))
        if isinstance(node, Rule):
            left = (item for item in node.declarations if item.important or not is_overridden(node, item, place))
            return replace(node, declarations=tuple(left))
        return node

    return tuple(left_of(node, place) for place, node in enumerate(sheet))


def without_variables(sheet: Sheet, names: Collection[str]) -> Sheet:
    """The sheet without what it says of these custom properties."""
    kept: list[Node] = []
    for node in sheet:
        if isinstance(node, Group):
            kept.append(replace(node, body=without_variables(node.body, names)))
        elif isinstance(node, Rule):
            kept.append(replace(node, declarations=tuple(item for item in node.declarations if item.name not in names)))
        else:
            kept.append(node)
    return tuple(kept)


def needed_variables(sheet: Sheet) -> set[str]:
    """The custom properties that some real property reads, directly or through other custom properties."""
    declarations = [declaration for rule in rules(sheet) for declaration in rule.declarations]
    needed: set[str] = set()
    while True:
        read = {
            variable
            for declaration in declarations
            if not declaration.is_variable or declaration.name in needed
            for variable in declaration.variables
        }
        if read <= needed:
            return needed
        needed |= read


def tidy(sheet: Sheet) -> Sheet:
    """Leave out unread variables, unused animations and empty rules; join neighbours under the same condition."""
    declarations = [declaration for rule in rules(sheet) for declaration in rule.declarations]
    animations = {word for item in declarations if "animation" in item.name for word in re.split(r"[\s,]+", item.value)}
    return _tidy(sheet, needed_variables(sheet), animations)


def _tidy(sheet: Sheet, variables: set[str], animations: set[str]) -> Sheet:
    kept: list[Node] = []
    for node in sheet:
        if isinstance(node, Rule):
            left = tuple(item for item in node.declarations if not item.is_variable or item.name in variables)
            if left:
                kept.append(replace(node, declarations=left))
        elif isinstance(node, Group):
            body = _tidy(node.body, variables, animations)
            previous = kept[-1] if kept else None
            if isinstance(previous, Group) and previous.condition == node.condition:
                kept[-1] = replace(node, body=previous.body + body)
            elif body:
                kept.append(replace(node, body=body))
        elif isinstance(node, Verbatim) or node.name in animations:
            kept.append(node)
    return tuple(kept)
