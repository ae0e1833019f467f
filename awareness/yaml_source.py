"""YAML bytes → a tree of plain text with positions; whatever is a trap is refused.

YAML reads unquoted ``0912345678`` as a number, ``no`` as False and keeps the last of two equal keys. Here every
scalar stays text, an unquoted one that YAML would read otherwise is marked (`Unquoted`), and positions are kept so
that a problem can name its line and column.
"""

from __future__ import annotations

import bisect
import codecs
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from awareness.yaml_faults import locate_fault, suspicious_lines

MAX_BYTES: Final = 200_000
MAX_DEPTH: Final = 12
MAX_PIECES: Final = 4_000
"""Lines and commas: what a file can have many of, and what reading and explaining takes time for. The longest file of
the repository has about a thousand."""
MAX_CHARACTER_FLAWS: Final = 100
"""A file made of forbidden characters need not name each of them."""
_TOO_DEEP: Final = (f"Các mục lồng nhau quá {MAX_DEPTH} tầng", "Bỏ bớt tầng")

# libyaml parses about ten times faster; the pure Python parser is the fallback and both are tested.
FastLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# ``>-#`` is a comment to libyaml and an error to pure Python, ``{a:}`` the other way round: pure Python decides.
_DISPUTED: Final = (re.compile(r"[|>][-+0-9]*#"), re.compile(r":[,\[\]{}]"))

Location = tuple[str | int, ...]
"""The way from the root of a file to a value: ``("script", 0, "says")``."""


class Unquoted(str):
    """Text written without quotes that YAML would read as a number, a day, a yes/no word or nothing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """A problem with the YAML itself, before anything is known about records."""

    line: int
    column: int
    what: str
    fix: str


_TOO_MANY: Final = Flaw(1, 1, f"Tệp có quá {MAX_PIECES} dòng, dấu phẩy, dấu ngoặc", "Chia nhỏ hoặc bỏ bớt nội dung")


@dataclass(slots=True)
class YamlTree:
    """A parsed file.

    data: mappings, lists and text (`Unquoted` where ambiguous); None when the file could not be parsed.
    flaws: what was refused; data may still be usable for finding further problems.
    """

    data: Any
    flaws: list[Flaw] = field(default_factory=list)
    _root: yaml.Node | None = None

    def position(self, location: Location, *, of_key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at `location`, or of its key.

        A location that leads nowhere (a missing key) gives the nearest mapping or list that exists. An empty
        value has no place of its own, so its key stands for it.
        """
        node, key = self._root, None
        for step in location:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
        if node is None:
            return 1, 1
        is_empty = isinstance(node, yaml.ScalarNode) and node.value == "" and _is_plain(node)
        shown = key if key is not None and (of_key or is_empty) else node
        return shown.start_mark.line + 1, shown.start_mark.column + 1


def parse_yaml(content: bytes, loader: type[Any] = FastLoader) -> YamlTree:
    """Parse one file.

    content: the bytes of the file; UTF-8 with or without a byte order mark, any line ends.
    loader: ``yaml.CSafeLoader`` or ``yaml.SafeLoader``; both give the same tree and the same flaws.
    Never raises for bad content: what is wrong is in `YamlTree.flaws`.
    """
    if len(content) > MAX_BYTES:
        return YamlTree(None, [Flaw(1, 1, f"Tệp lớn hơn {MAX_BYTES // 1000} KB", "Chia nhỏ hoặc bỏ bớt nội dung")])
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = _with_plain_line_ends(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return YamlTree(None, [_undecodable(content, error.start)])
    if "\0" in text[:2]:  # UTF-16 without its mark
        return YamlTree(None, [_undecodable(content, 0)])
    if text.count("\n") + text.count(",") > MAX_PIECES:
        return YamlTree(None, [_TOO_MANY])

    flaws = list(itertools.islice(_forbidden_characters(text), MAX_CHARACTER_FLAWS))
    if flaws:
        # Invisible characters shift or break the parse; the rest of the file is read as if they were spaces.
        text = FORBIDDEN.sub(" ", text)
    flaws += itertools.islice(_foreign_letters(text), MAX_CHARACTER_FLAWS)
    if any(pattern.search(text) for pattern in _DISPUTED):
        loader = yaml.SafeLoader
    if nesting := _deep_nesting(text, loader):
        return YamlTree(None, [*flaws, nesting])
    if text.count("[") + text.count("{") > MAX_PIECES:
        return YamlTree(None, [*flaws, _TOO_MANY])
    try:
        # Anchors can make a small file unfold into gigabytes, so they are looked for before anything is built.
        if _INDICATOR.search(text) and (refused := list(_anchors_and_tags(text, loader))):
            return YamlTree(None, flaws + refused)
        root = _compose(text, loader)
        if root is None:
            return YamlTree(None, [*flaws, Flaw(1, 1, "Tệp không có nội dung", "Chép một bản ghi mẫu rồi sửa")])
        builder = _Builder(text)
        data = builder.build(root, 1)
    except yaml.MarkedYAMLError as error:
        return YamlTree(None, flaws or [_syntax_flaw(text, error)])
    except RecursionError:
        return YamlTree(None, [*flaws, Flaw(1, 1, *_TOO_DEEP)])
    return YamlTree(data, flaws + builder.flaws + _slips(text, builder.suspects), root)


# --- characters ------------------------------------------------------------------------------------------------

_CHARACTER_NAMES: Final = {
    "\t": ("Có dấu tab", "Thay bằng dấu cách"),
    "\u00a0": ("Có dấu cách không ngắt (thường do chép từ Word)", "Xóa đi rồi gõ lại dấu cách"),
    "\ufeff": ("Có ký tự BOM ở giữa tệp", "Xóa ký tự này"),
}
# Control characters, odd spaces, zero-width and bidirectional marks: unseen on screen, they hide or reorder text.
FORBIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff"
    "\U000e0000-\U000e0fff]"
)


def _forbidden_characters(text: str) -> Iterator[Flaw]:
    for match in FORBIDDEN.finditer(text):
        character = match.group()
        if text.startswith(character, match.start() - 1) and match.start():
            continue  # one of a row
        line, column = _line_and_column(text, match.start())
        unseen = (f"Có ký tự ẩn U+{ord(character):04X}", "Xóa ký tự này, gõ lại chữ ở chỗ đó")
        what, fix = _CHARACTER_NAMES.get(character, unseen)
        yield Flaw(line, column, what, fix)


# Letters and digits of other scripts, of mathematics, of full width, and those of private use. Some look like Latin
# ones, so that a word reads right and is never found; the letters that prints are drawn with have none of them.
_FOREIGN: Final = re.compile(
    "[\u0370-\u1cff\u1d00-\u1dbf\u1f00-\u1fff\u2102\u2107\u210a-\u2113\u2115\u2118-\u211d\u2124\u2126-\u212d\u212f-\u2139"
    "\u213c-\u2149\u2c00-\u2dff\u2e80-\u2fff\u3040-\uabff\uac00-\ud7ff\ue000-\ufdff\ufe70-\ufefe\uff10-\uff19\uff21-\uff3a"
    "\uff41-\uff5a\uff66-\uffdc\U00010000-\U0001efff\U00020000-\U000dffff\U000f0000-\U0010ffff]"
)


def _foreign_letters(text: str) -> Iterator[Flaw]:
    for match in _FOREIGN.finditer(text):
        line, column = _line_and_column(text, match.start())
        code = f"U+{ord(match.group()):04X}"
        yield Flaw(line, column, f"Có chữ không phải chữ Việt ({code}), có khi trông giống", "Xóa đi rồi gõ lại chữ ấy")


def _undecodable(content: bytes, offset: int) -> Flaw:
    if b"\0" in content[:2] or content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        offset = 0
    before = _with_plain_line_ends(content[:offset].decode("utf-8"))
    line, column = _line_and_column(before, len(before))
    return Flaw(line, column, "Tệp không phải bảng mã UTF-8", "Mở tệp, chọn Lưu dưới dạng, bảng mã UTF-8")


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


# --- structure that is refused --------------------------------------------------------------------------------

_ANCHOR = "Dấu & đứng đầu là mốc neo của YAML, không dùng ở đây"
_ALIAS = "Dấu * đứng đầu là tham chiếu của YAML, không dùng ở đây"
_TAG = "Dấu ! đứng đầu là nhãn kiểu của YAML, không dùng ở đây"
# Begins with the rare character: `re` then skips to it instead of trying at every space.
_INDICATOR: Final = re.compile(r"[&*!](?<![^\s\[{,].)")
_QUOTE_IT = 'Nếu là chữ thường, đặt cả câu trong ngoặc kép "…"'

# What a parser might recurse into: brackets, and "- - -" or "? ? ?" on one line or ever further to the right.
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_DEEP_LINE: Final = re.compile(rf"^(?: {{{4 * MAX_DEPTH}}}|[ ]*(?:[-?:] +){{{MAX_DEPTH // 2}}})", re.MULTILINE)


def _deep_nesting(text: str, loader: type[Any]) -> Flaw | None:
    """The first place that lies too deep. The good path is two quick looks; only then events are counted."""
    if _bracket_depth(text) <= MAX_DEPTH and not _DEEP_LINE.search(text):
        return None
    depth = 0
    try:
        for event in _events(text, loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return Flaw(event.start_mark.line + 1, event.start_mark.column + 1, *_TOO_DEEP)
    except yaml.MarkedYAMLError:
        pass  # the parse that follows stops at the same place
    return None


def _bracket_depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(depth, deepest)
    return deepest


def _events(text: str, loader: type[Any]) -> Iterator[Any]:
    yield from yaml.parse(text, Loader=loader)


def _anchors_and_tags(text: str, loader: type[Any]) -> Iterator[Flaw]:
    for event in _events(text, loader):
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            yield Flaw(*place, _ALIAS, _QUOTE_IT)
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            yield Flaw(*place, _ANCHOR, _QUOTE_IT)
        elif getattr(event, "tag", None) is not None:
            yield Flaw(*place, _TAG, _QUOTE_IT)


def _slips(text: str, suspects: list[yaml.ScalarNode]) -> list[Flaw]:
    """What made unquoted texts swallow what follows them: a space, a colon or a dash is missing."""
    faults = list(suspicious_lines(text)) if suspects else []
    lines = [fault.line for fault in faults]
    result = []
    for suspect in suspects:
        first, last = suspect.start_mark.line + 1, suspect.end_mark.line + 1
        nearest = bisect.bisect_left(lines, first - 1)
        if nearest < len(faults) and lines[nearest] <= last:
            fault = faults[nearest]
            result.append(Flaw(fault.line, fault.column, fault.what, fault.fix))
        else:
            column = suspect.start_mark.column + 1
            result.append(Flaw(first, column, "Câu này nuốt luôn dòng sau", 'Đặt cả câu trong ngoặc kép "…"'))
    return list(dict.fromkeys(result))


def _syntax_flaw(text: str, error: yaml.MarkedYAMLError) -> Flaw:
    mark = error.problem_mark or error.context_mark
    fault = locate_fault(text, mark.line + 1 if mark else 1)
    return Flaw(fault.line, fault.column, fault.what, fault.fix)


# --- nodes → plain data ----------------------------------------------------------------------------------------


def _compose(text: str, loader: Any) -> yaml.Node | None:
    composer = _plain_loader(loader)(text)
    try:
        return composer.get_single_node()  # type: ignore[no-any-return]
    finally:
        composer.dispose()


@functools.cache
def _plain_loader(loader: Any) -> type[Any]:
    """`loader` without tag resolution: nothing becomes a number, and no time is spent on trying."""

    class PlainLoader(loader):  # type: ignore[misc]
        def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
            return "tag:yaml.org,2002:str"

    return PlainLoader


# What YAML 1.1 or 1.2 reads as something else than text: numbers, days, times, yes/no, nothing.
_AMBIGUOUS: Final = re.compile(
    r"[-+]?(?:0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))"
    r"|\.(?:nan|NaN|NAN)"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"
    r"|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
    r"|~|null|Null|NULL|"
)


def _is_plain(node: yaml.ScalarNode) -> bool:
    # libyaml says '' where pure Python says None
    return not node.style


_CURLY_QUOTES: Final = ("“", "”", "„", "‘", "’", "«")
_SWALLOWED: Final = re.compile(r"-(?!\d)[\"'\[{\w]|[^\W\d]\w*:[\"'\w]")
_ESCAPE: Final = re.compile(r'\\(?:["\\]|(?P<unwanted>))')
_KEY_LIKE: Final = re.compile(r"[a-z0-9_-]*")
_HASH: Final = re.compile(r" #[^\s#]")
_CUT_OFF: Final = re.compile(r"(?<! ) +#[^\s#]")


class _Builder:
    """Turns nodes into plain data and collects what is refused on the way."""

    def __init__(self, text: str) -> None:
        self.flaws: list[Flaw] = []
        self.suspects: list[yaml.ScalarNode] = []
        self._text = text
        self._has_backslash = "\\" in text
        self._has_hash = _HASH.search(text) is not None

    def build(self, node: yaml.Node, depth: int) -> Any:
        if isinstance(node, yaml.ScalarNode):
            if _is_plain(node):
                self._look_at_unquoted(node)
            elif self._has_backslash and node.style == '"':
                self._look_at_escapes(node)
            return _scalar(node)
        if depth > MAX_DEPTH:
            self._refuse(node, *_TOO_DEEP)
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, depth + 1) for item in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, "Tên mục phải là một chữ", "Viết tên mục, dấu hai chấm, rồi nội dung")
                continue
            key = str(_scalar(key_node))
            if key == "<<":
                self._refuse(key_node, "Không dùng << để gộp mục", "Chép nội dung vào đây")
                continue
            if key.startswith("-") and _is_plain(key_node):
                self.suspects.append(key_node)  # `-text: "…"`, alone in its list
            if key in result:
                first = lines[key]
                fix = "Giữ một, xóa một; nếu là ý mới của danh sách thì thêm dấu gạch ở đầu"
                self._refuse(key_node, f"Mục '{key}' viết hai lần (lần đầu ở dòng {first})", fix)
                continue
            if '"' in key and _is_plain(key_node):
                self.suspects.append(key_node)
            lines[key] = key_node.start_mark.line + 1
            # `- Việc gấp: gọi 113"` is one sentence, not a key and a value; the record will say so.
            is_sentence = not _KEY_LIKE.fullmatch(key) and isinstance(value_node, yaml.ScalarNode)
            result[key] = _scalar(value_node) if is_sentence else self.build(value_node, depth + 1)
        return result

    def _look_at_unquoted(self, node: yaml.ScalarNode) -> None:
        # Word turns "…" into “…”; YAML then takes the curly quotes for part of the text.
        if node.value.startswith(_CURLY_QUOTES):
            self._refuse(node, "Dùng ngoặc cong để bao câu chữ", 'Bao cả câu bằng ngoặc thẳng: "…"')
        elif node.end_mark.line > node.start_mark.line or _SWALLOWED.match(node.value):
            self.suspects.append(node)
        elif node.value.endswith('"') and node.value.count('"') % 2:
            self._refuse(node, "Thiếu ngoặc kép mở đầu câu", 'Thêm ngoặc " ở đầu câu')
        elif self._has_hash and _CUT_OFF.match(self._text, node.end_mark.index):
            fix = "Đặt cả câu trong ngoặc kép; nếu là ghi chú thì thêm dấu cách sau #"
            self._refuse(node, "Chữ từ dấu # trở đi bị bỏ qua", fix)

    def _look_at_escapes(self, node: yaml.ScalarNode) -> None:
        """Refuse ``\\n`` in ``"D:\\new"``, and characters that hide behind ``\\u202e``."""
        start, end = node.start_mark.index, node.end_mark.index
        match = next(
            (found for found in _ESCAPE.finditer(self._text, start, end) if found["unwanted"] is not None), None
        )
        if match is not None:
            line = node.start_mark.line + self._text.count("\n", start, match.start()) + 1
            column = match.start() - self._text.rfind("\n", 0, match.start())
            self.flaws.append(Flaw(line, column, "Dấu \\ trong ngoặc kép không dùng được", "Bỏ dấu \\ đi"))

    def _refuse(self, node: yaml.Node, what: str, fix: str) -> None:
        mark = node.start_mark
        self.flaws.append(Flaw(mark.line + 1, mark.column + 1, what, fix))


def _scalar(node: yaml.ScalarNode) -> str:
    value: str = node.value
    if not value.isascii() and not unicodedata.is_normalized("NFC", value):
        value = unicodedata.normalize("NFC", value)
    if _is_plain(node) and _AMBIGUOUS.fullmatch(value):
        return Unquoted(value)
    return value


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Key node (None in a list) and value node one step further, or None when there is no such child."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if isinstance(key_node, yaml.ScalarNode) and _scalar(key_node) == step:
                return key_node, value_node
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
