"""Mutation testing: small faults put into reader, rules, folding and escaping, one at a time; do the tests notice?

The usual tools copy the project and start Python for every mutant; here every mutant is a forked child of a process
that has the libraries loaded, which imports the rooms anew with one of them changed. A sample with a fixed seed, since
all mutants take hours: ``python -m benchmarks.mutants ROOM [HOW MANY]`` shows the survivors of one room.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.abc
import importlib.util
import io
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final, Literal

import pytest

from benchmarks.corpus import ROOT

BOUND: Final = 0.85
SAMPLE: Final = 60
"""Of each room."""
_READER: Final = (
    "tests/test_yaml_flaws.py",
    "tests/test_told.py",
    "tests/test_reading.py",
    "tests/test_hostile_files.py",
    "tests/test_yaml_source.py",
)
_RULES: Final = ("tests/test_rule_flaws.py", "tests/test_told.py", "tests/test_rules.py")
TESTS: Final[dict[str, tuple[str, ...]]] = {
    "reading": ("tests/test_reading_flaws.py", *_READER),
    "yaml_source": _READER,
    "record_rules": _RULES,
    "rules": _RULES,
    "folding": ("tests/test_folding.py",),
    "escaping": ("tests/test_escaping.py",),
}
"""Room → the tests that are about it. Others would notice more."""
_LEFT_OUT: Final = "exit_code or order or any_ or same_flaws or hostile_files_are"
"""Tests that start Python, which would see no mutant, and those that take longest."""
EQUIVALENT: Final[dict[tuple[str, str, str], str]] = {
    (
        "escaping",
        "longest_first = sorted(map(re.escape, numbers), key=len, reverse=True)",
        "True → False",
    ): "what may follow a number refuses a shorter one that a longer one goes on from",
    (
        "escaping",
        'return Markdown(quote(url, safe="/:?#@!$&\'*+,=%~.-_"))',
        '"/:?#@!$&\'*+,=%~.-_" → other words',
    ): "letters are always safe in an address",
    (
        "record_rules",
        "if len(words) > 1 and set(words) <= set(known):",
        "Gt → GtE",
    ): "a single word is not among the known ones, or it would not be blamed",
    (
        "rules",
        'keys = {key: key_of("sound", key, library.digests[key], surroundings) for key, _ in library.records()}',
        "'sound' → other words",
    ): "a name within a digest",
    (
        "reading",
        "for (path, kind), reading in zip(places, _read_records(places, memory), strict=True):",
        "True → False",
    ): "there is one answer for each file",
    ("reading", 'return key_of("parsed", kind, digest)', "'parsed' → other words"): "a name within a digest",
    (
        "reading",
        "errors = invalid.errors(include_url=False)[:MAX_PROBLEMS]",
        "False → True",
    ): "the addresses of pydantic's pages are not looked at",
    (
        "yaml_source",
        'if not value.isascii() and not unicodedata.is_normalized("NFC", value):',
        "And → Or",
    ): "what is normal already stays as it is when it is normalized",
}
"""Room, its line, what is changed in it → why nobody could tell the difference."""

Verdict = Literal["killed", "survived", "timed out"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A room, and what is changed where."""

    room: str
    line: int
    text: str
    change: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.room}.py:{self.line}: {self.change}"

    @property
    def is_equivalent(self) -> bool:
        return (self.room, self.text, self.change) in EQUIVALENT


# --- making mutants --------------------------------------------------------------------------------------------

_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip


def changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What may be changed at this node: what is told about it, and what does it to the tree."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            other = _COMPARISONS[type(op)]
            yield f"{type(op).__name__} → {other.__name__}", lambda: setattr(node, "ops", [other()])
        case ast.BoolOp(op=op):
            swapped: ast.boolop = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield f"{type(op).__name__} → {type(swapped).__name__}", lambda: setattr(node, "op", swapped)
        case ast.BinOp(op=op) if type(op) in _OPERATORS:
            changed = _OPERATORS[type(op)]
            yield f"{type(op).__name__} → {changed.__name__}", lambda: setattr(node, "op", changed())
        case ast.Constant(value=bool(value)):
            yield f"{value} → {not value}", lambda: setattr(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield f"{value} → {value + 1}", lambda: setattr(node, "value", value + 1)
        case ast.Constant(value=str(value)) if value:
            yield f"{value[:30]!r} → other words", lambda: setattr(node, "value", f"XX{value}XX")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "condition turned round", lambda: setattr(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.comprehension(ifs=[first, *rest]):
            turned = [ast.UnaryOp(ast.Not(), first), *rest]
            yield "condition turned round", lambda: setattr(node, "ifs", turned)
        case ast.Return(value=ast.Constant(value=None)):
            pass  # nothing would change
        case ast.Return(value=ast.expr()):
            yield "returns None", lambda: setattr(node, "value", ast.Constant(None))
        case ast.Yield(value=ast.expr()):
            yield "yields None", lambda: setattr(node, "value", ast.Constant(None))


def mutants(room: str) -> list[Mutant]:
    """All mutants of a room, in the order of its lines. Annotations, docstrings and defaults of types stay."""
    source = (ROOT / "awareness" / f"{room}.py").read_text("utf-8")
    count = sum(1 for _ in _places(ast.parse(source)))
    found = []
    for number in range(count):
        tree = ast.parse(source)
        line, change, act = list(_places(tree))[number]
        act()
        text = source.splitlines()[line - 1].strip()
        found.append(Mutant(room, line, text, change, ast.unparse(ast.fix_missing_locations(tree))))
    return found


def _places(tree: ast.Module) -> Iterator[tuple[int, str, Callable[[], None]]]:
    for node in _code(tree):
        for change, act in changes(node):
            yield getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0), change, act


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """What runs: no annotations, no docstrings, no imports, no decorators, no classes made for types."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            is_type = isinstance(child, ast.Assign) and "TypeVar" in ast.dump(child.value)
            if isinstance(child, ast.AST) and not is_text and not is_type and not isinstance(child, ast.ImportFrom):
                yield child
                yield from _code(child)


# --- trying them -----------------------------------------------------------------------------------------------


class _OneChanged(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one room from a changed source."""

    def __init__(self, mutant: Mutant) -> None:
        self._name, self._source = f"awareness.{mutant.room}", mutant.source

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> Any:
        if fullname != self._name:
            return None
        file = str(ROOT / "awareness" / f"{fullname.partition('.')[2]}.py")
        return importlib.util.spec_from_file_location(fullname, file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._source, str(module.__file__), "exec"), module.__dict__)


def verdict(mutant: Mutant | None, room: str, limit: float) -> Verdict:
    """What the tests of the room say, in a child of this process; None is the room as it is."""
    child = os.fork()
    if child == 0:
        os._exit(_in_child(mutant, room))
    until = time.monotonic() + limit
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "timed out"


def _in_child(mutant: Mutant | None, room: str) -> int:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("awareness", "tests", "build_warnings")]:
        del sys.modules[name]
    if mutant is not None:
        sys.meta_path.insert(0, _OneChanged(mutant))
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    arguments = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "-k", f"not ({_LEFT_OUT})", *TESTS[room]]
    with contextlib.redirect_stdout(io.StringIO()):
        return int(pytest.main(arguments))


def _load_libraries() -> None:
    """So that children need not: everything but our own rooms."""
    for name in (
        "hypothesis",
        "jinja2",
        "markdown",
        "mkdocs.commands.build",
        "playwright.sync_api",
        "pydantic",
        "yaml",
    ):
        importlib.import_module(name)
    importlib.import_module("build_warnings")


def _try(room_and_mutants: tuple[str, Sequence[Mutant], float]) -> list[Verdict]:
    room, several, limit = room_and_mutants
    return [verdict(mutant, room, limit) for mutant in several]


def try_room(room: str, how_many: int, pool: Any) -> tuple[int, list[tuple[Mutant, Verdict]]]:
    """How many mutants there are, and what became of those in the sample."""
    everything = mutants(room)
    chosen = random.Random(room).sample(everything, min(how_many, len(everything)))
    started = time.monotonic()
    assert verdict(None, room, 600) == "survived", f"{room}: the tests fail without any change"
    limit = 5 * (time.monotonic() - started) + 10
    verdicts = pool.map(_try, [(room, [mutant], limit) for mutant in chosen], chunksize=1)
    return len(everything), [(mutant, one) for mutant, (one,) in zip(chosen, verdicts, strict=True)]


def run(rooms: Sequence[str] = tuple(TESTS), how_many: int = SAMPLE) -> str:
    _load_libraries()
    rows, survivors = [], []
    noticed = judged = 0
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for room in rooms:
            total, tried = try_room(room, how_many, pool)
            alive = [mutant for mutant, one in tried if one == "survived"]
            same = [mutant for mutant in alive if mutant.is_equivalent]
            slow = sum(one == "timed out" for _, one in tried)
            killed, counted = len(tried) - len(alive), len(tried) - len(same)
            noticed, judged = noticed + killed, judged + counted
            rows.append(
                f"| `{room}.py` | {total} | {len(tried)} | {killed} | {slow} | {len(same)} | {killed / counted:.0%} |"
            )
            survivors += [mutant for mutant in alive if not mutant.is_equivalent]
    score = noticed / judged
    told = "\n".join([
        "| room | mutants | tried | noticed | of them by never ending | no difference | score |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *rows,
        "",
        f"**{score:.0%}** noticed (bound {BOUND:.0%}). The sample is drawn with a fixed seed.",
        "",
        *(["Not noticed:\n", *[f"- {mutant.name}" for mutant in survivors], ""] if survivors else []),
        *[f"- No difference: {room}.py: `{line}`: {change}: {why}" for (room, line, change), why in EQUIVALENT.items()
          if room in rooms],
    ])  # fmt: skip
    assert score >= BOUND, told
    return told


if __name__ == "__main__":
    try:
        print(run([sys.argv[1]], int(sys.argv[2]) if len(sys.argv) > 2 else SAMPLE))
    except AssertionError as missed:
        sys.exit(str(missed))
