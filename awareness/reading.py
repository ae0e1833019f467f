"""A ``warnings/`` folder → records, or every problem in every file at once."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import itertools
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from awareness.area_records import Area
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.messages import did_you_mean, explain
from awareness.problems import Problem
from awareness.progress import watched
from awareness.records import Contact, Guide, Record, Response, Tactic, Tip
from awareness.single_files import Banner, Emergency, SearchWords, Site, SourceItems, Vocabulary
from awareness.slices import Slice, available_processors, crew
from awareness.values import ID_PATTERN
from awareness.vietnamese import as_id
from awareness.work_memory import NO_MEMORY, WorkMemory, key_of
from awareness.yaml_source import FastLoader, Location, YamlTree, parse_yaml

RECORD_CLASSES: Final[Mapping[str, type[Record]]] = {
    "tactics": Tactic,
    "responses": Response,
    "tips": Tip,
    "guides": Guide,
    "models": CommunityModel,
    "checklists": Checklist,
    "campaigns": Campaign,
    "contacts": Contact,
    "areas": Area,
}
"""Folder below ``warnings/`` → what its files are."""
SINGLE_FILES: Final[Mapping[str, type[BaseModel]]] = {
    "site.yml": Site,
    "vocabulary.yml": Vocabulary,
    "search-words.yml": SearchWords,
    "source-items.yml": SourceItems,
    "banner.yml": Banner,
    "emergency.yml": Emergency,
}
BANNER: Final = "banner.yml"
"""The one single file that need not be there."""
MAX_PROBLEMS: Final = 100
"""Of one file: a file that is no record at all need not be told line by line."""
LONGEST_SENTENCE: Final = 280
PUBLISHED_IDS: Final = "published-ids.txt"
PUBLISHED_ADDRESSES: Final = "published-addresses.txt"

_LINKED: Final = ("Tệp này là liên kết tới tệp khác", "Chép nội dung vào một tệp thật")
_FOLDER: Final = ("Đây là thư mục, không phải tệp bản ghi", "Dời đi, hoặc xóa nếu trống")
_NO_RECORD: Final = ("Tệp phải gồm các mục, mỗi mục một tên", 'Viết: title: "…", rồi các mục khác')

Model = TypeVar("Model", bound=BaseModel)


@dataclass(slots=True)
class Library:
    """All that was read. Records that have problems are missing from it.

    tactics, responses, tips, guides, models, checklists, campaigns, contacts, areas: by id, in the order of their ids.
    published_ids: ``tactics/<id>`` and so on, every id that was ever published.
    hand_written: ``docs/<name>`` → title of each page that people wrote; None where records lie without a ``docs/``.
    files: where each record was read, by ``<folder>/<id>``, and the single files by name.
    broken: those keys of ``files`` that could not be read as a record, so that nobody calls them missing; with what
        stands in them, as far as it is YAML: its codes are looked up with all others.
    digests: key of each file → SHA-256 of its bytes; empty where records are not as they stand in their files.
    """

    site: Site | None = None
    vocabulary: Vocabulary | None = None
    search_words: SearchWords | None = None
    source_items: SourceItems | None = None
    banner: Banner | None = None
    emergency: Emergency | None = None
    tactics: dict[str, Tactic] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)
    tips: dict[str, Tip] = field(default_factory=dict)
    guides: dict[str, Guide] = field(default_factory=dict)
    models: dict[str, CommunityModel] = field(default_factory=dict)
    checklists: dict[str, Checklist] = field(default_factory=dict)
    campaigns: dict[str, Campaign] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    published_ids: frozenset[str] = frozenset()
    hand_written: Mapping[str, str] | None = None
    files: dict[str, Path] = field(default_factory=dict)
    broken: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def records(self) -> Iterable[tuple[str, Record]]:
        """Every record with its key ``<folder>/<id>``."""
        for folder in RECORD_CLASSES:
            for record in getattr(self, folder).values():
                yield f"{folder}/{record.id}", record

    def narrowed_to(self, keys: Collection[str]) -> Library:
        """The same, with no other records than these; what is known of the others' files stays."""
        narrowed = dataclasses.replace(self)
        for folder in RECORD_CLASSES:
            records = getattr(self, folder).items()
            setattr(narrowed, folder, {i: record for i, record in records if f"{folder}/{i}" in keys})
        narrowed.broken = {key: data for key, data in self.broken.items() if key in keys}
        return narrowed


def read_library(
    folder: Path, extra_files: Sequence[Path] = (), *, memory: WorkMemory = NO_MEMORY
) -> tuple[Library, list[Problem]]:
    """Read a whole ``warnings/`` folder.

    folder: holds ``site.yml``, ``vocabulary.yml`` and one folder for each kind of record.
    extra_files: records outside it, each read as a record of the kind its parent folder is named after, else as a
        tactic; it takes the place of a record with the same id.
    memory: of sound files it knows what their YAML says.
    Returns the library and all problems found in single files; rules across records are in ``rules.py``.
    """
    library, problems = Library(), list[Problem]()
    if not folder.is_dir():
        return library, [Problem(shown(folder), 1, 1, "Không có thư mục này", "Xem lại tên thư mục")]
    for name, single_class in SINGLE_FILES.items():
        if name == BANNER and not (folder / name).is_file():
            continue
        library.files[name] = folder / name
        single = _read_file(folder / name, single_class, {})
        problems += single.problems
        library.digests[name] = single.digest
        if single.record is None:
            library.broken[name] = single.data
        setattr(library, single_class.folder, single.record)  # type: ignore[attr-defined]
    places = [(path, kind) for kind in RECORD_CLASSES for path in _record_files(folder / kind, problems)]
    known = {path.resolve() for path, _ in places}
    places += [(path, _kind_by_folder(path)) for path in extra_files if path.resolve() not in known]
    for (path, kind), reading in zip(places, _read_records(places, memory), strict=True):
        _add(library, path, kind, reading)
        problems += reading.problems
    problems += _misplaced(folder)
    library.files[PUBLISHED_IDS] = folder / PUBLISHED_IDS
    library.published_ids = lines_of_list(folder / PUBLISHED_IDS)
    library.hand_written = _hand_written(folder.parent / "docs")
    return library, problems


def read_again(library: Library, path: Path) -> list[Problem]:
    """Read one edited record into a library that is there already. Returns the problems in its file.

    path: ``…/<kind>/<id>.yml``.
    """
    kind = path.parent.name
    getattr(library, kind).pop(path.stem, None)
    library.broken.pop(f"{kind}/{path.stem}", None)
    reading = _read_record(path, kind)
    _add(library, path, kind, reading)
    return reading.problems


def shown(path: Path) -> str:
    """A path as the reader knows it: relative to the current folder where possible."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def parse_record(
    content: bytes, model: type[Model], extra: Mapping[str, Any], path: str
) -> tuple[Model | None, list[Problem]]:
    """One file's bytes → one record, or its problems.

    content: the bytes of the file; model: the class of the record; extra: fields that do not stand in the file (the
    id, from its name); path: how problems name the file.
    """
    return validated(parse_yaml(content, FastLoader), model, extra, path)


def locate(path: Path, location: Location, *, of_key: bool = False) -> tuple[int, int]:
    """Line and column of a value in a file. Positions are not kept in memory: problems are rare, files are many."""
    return parse_yaml(path.read_bytes()).position(location, of_key=of_key)


# --- files -----------------------------------------------------------------------------------------------------


def _record_files(folder: Path, problems: list[Problem]) -> list[Path]:
    files = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            problems.append(Problem(shown(path), 1, 1, *_LINKED))
        elif path.is_dir():
            problems.append(Problem(shown(path), 1, 1, *_FOLDER))
        elif path.suffix != ".yml" or not path.is_file():
            problems.append(Problem(shown(path), 1, 1, "Không phải tệp bản ghi", _rename(path)))
        else:
            files.append(path)
    return files


def _rename(path: Path) -> str:
    """``giả_danh.yml.txt`` → ``gia-danh.yml``"""
    return f"Đổi tên thành {as_id(path.name.partition('.')[0]) or 'ten-thu-doan'}.yml, hoặc dời đi"


def _misplaced(folder: Path) -> Iterable[Problem]:
    """Files and folders that nobody reads: most often a slip in a name."""
    known = {*RECORD_CLASSES, *SINGLE_FILES, PUBLISHED_IDS, PUBLISHED_ADDRESSES}
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            fix = did_you_mean(path.name, known) or "Dời đi; bản ghi nằm trong " + ", ".join(RECORD_CLASSES)
            yield Problem(shown(path), 1, 1, f"'{path.name}' không thuộc thư mục này", fix)


def lines_of_list(path: Path) -> frozenset[str]:
    """The lines of a list that the build adds to, without remarks; empty when there is no such file."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return frozenset(line for line in map(str.strip, lines) if line and not line.startswith("#"))


def _hand_written(docs: Path) -> dict[str, str] | None:
    """Generated Markdown lies in folders of ``docs/``; only the home page stands beside what people wrote."""
    if not docs.is_dir():
        return None
    pages = (path for path in sorted(docs.glob("*.md")) if path.name != "index.md")
    return {f"docs/{path.stem}": _title(path) for path in pages}


def _title(page: Path) -> str:
    """From the front matter, else the name of the file; MkDocs, not we, tells what else is wrong with a page."""
    match = re.match(rb"---\r?\n(.*?\n)---\r?\n", page.read_bytes(), re.DOTALL)
    data = parse_yaml(match[1]).data if match else None
    return str(data["title"]) if isinstance(data, dict) and "title" in data else page.stem


# --- records ---------------------------------------------------------------------------------------------------


class Reading(NamedTuple):
    """What became of a file.

    record: None if it has problems; data: what stands in it then, as far as it is YAML; digest: SHA-256 of its bytes.
    parsed: what a `WorkMemory` keeps of a sound file, where one was asked for.
    """

    record: Any
    problems: list[Problem]
    data: Mapping[str, Any] = {}
    digest: str = ""
    parsed: str = ""


FILES_WORTH_A_PROCESS: Final = 200
_FILES_A_ROUND: Final = 100


def _read_records(places: Sequence[tuple[Path, str]], memory: WorkMemory) -> Iterator[Reading]:
    """Every file, in the order given; many that are not remembered are read by several processes side by side."""
    remembered = {} if memory.is_empty else _remembered(places, memory)
    anew = iter(_read_anew([place for place in places if place not in remembered], is_kept=not memory.is_empty))
    for place in places:
        if place in remembered:
            yield remembered[place]
            continue
        reading = next(anew)
        if reading.parsed:
            memory.keep(_key(place[1], reading.digest), reading.parsed)
        yield reading


def _remembered(places: Iterable[tuple[Path, str]], memory: WorkMemory) -> dict[tuple[Path, str], Reading]:
    """Files whose bytes were read before, without parsing them again."""
    digests = dict[tuple[Path, str], str]()
    for path, kind in places:
        with contextlib.suppress(OSError):  # whoever reads the file says so
            digests[path, kind] = hashlib.sha256(path.read_bytes()).hexdigest()
    keys = {place: _key(place[1], digest) for place, digest in digests.items()}
    answers = memory.recall(keys.values())
    known = dict[tuple[Path, str], Reading]()
    for (path, kind), key in keys.items():
        if key in answers and re.fullmatch(ID_PATTERN, path.stem):
            record = RECORD_CLASSES[kind].model_validate({**json.loads(answers[key]), "id": path.stem})
            known[path, kind] = Reading(record, [], digest=digests[path, kind])
    return known


def _key(kind: str, digest: str) -> str:
    return key_of("parsed", kind, digest)


def _read_anew(places: Sequence[tuple[Path, str]], *, is_kept: bool) -> Iterator[Reading]:
    processes = available_processors() if len(places) >= FILES_WORTH_A_PROCESS else 1
    rounds = range(0, len(places), _FILES_A_ROUND * processes)

    def share(number: int) -> Slice:
        for start in rounds:
            some = places[start : start + _FILES_A_ROUND * processes][number::processes]
            yield [_read_record(path, kind, is_kept=is_kept) for path, kind in some]

    with crew([share(number) for number in range(processes)]) as workers:
        workers.tell(None)  # one round ahead: nobody waits while this process takes the answers in
        for start in watched(rounds, "Đọc bản ghi"):
            answers = workers.gather()
            if start != rounds[-1]:
                workers.tell(None)
            for together in itertools.zip_longest(*answers):
                yield from filter(None, together)


def _read_record(path: Path, kind: str, *, is_kept: bool = False) -> Reading:
    if not re.fullmatch(ID_PATTERN, path.stem):
        what = "Tên tệp chỉ được có chữ thường không dấu, số và dấu gạch nối"
        fix = f"Đổi tên tệp thành {as_id(path.stem) or 'ten-thu-doan'}.yml"
        return Reading(None, [Problem(shown(path), 1, 1, what, fix)])
    return _read_file(path, RECORD_CLASSES[kind], {"id": path.stem}, is_kept=is_kept)


def _add(library: Library, path: Path, kind: str, reading: Reading) -> None:
    key = f"{kind}/{path.stem}"
    library.files[key] = path
    library.digests[key] = reading.digest
    if reading.record is None:
        library.broken[key] = reading.data
    else:
        getattr(library, kind)[reading.record.id] = reading.record


def _kind_by_folder(path: Path) -> str:
    return path.parent.name if path.parent.name in RECORD_CLASSES else Tactic.folder


def _read_file(path: Path, model: type[BaseModel], extra: Mapping[str, Any], *, is_kept: bool = False) -> Reading:
    try:
        content = path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        what = "Không có tệp này" if missing else f"Không mở được tệp ({error.strerror})"
        return Reading(None, [Problem(shown(path), 1, 1, what, "Tạo tệp, hoặc xem lại tên và quyền đọc")])
    tree = parse_yaml(content, FastLoader)
    record, problems = validated(tree, model, extra, shown(path))
    digest = hashlib.sha256(content).hexdigest()
    if record is None:
        return Reading(None, problems, tree.data if isinstance(tree.data, Mapping) else {}, digest)
    return Reading(record, problems, digest=digest, parsed=json.dumps(tree.data, ensure_ascii=False) if is_kept else "")


def validated(
    tree: YamlTree, model: type[Model], extra: Mapping[str, Any], path: str
) -> tuple[Model | None, list[Problem]]:
    """`parse_record` for a file that is parsed already."""
    problems = [Problem(path, flaw.line, flaw.column, flaw.what, flaw.fix) for flaw in tree.flaws[:MAX_PROBLEMS]]
    if tree.data is None:
        return None, problems
    if not isinstance(tree.data, dict):
        if not problems:
            problems = [Problem(path, 1, 1, *_NO_RECORD)]
        return None, problems
    if "id" in tree.data:
        line, column = tree.position(("id",), of_key=True)
        problems.append(Problem(path, line, column, "Không viết mục 'id'", "Xóa dòng này; tên tệp là mã của bản ghi"))
    try:
        record = model.model_validate({**tree.data, **extra})
    except ValidationError as invalid:
        flawed = {problem.line for problem in problems}
        errors = invalid.errors(include_url=False)[:MAX_PROBLEMS]
        for explanation in explain(errors, model, tree.data):
            line, column = tree.position(explanation.location, of_key=explanation.of_key)
            # A line that is already refused as YAML is not blamed a second time for what became of it.
            if line not in flawed:
                what, fix = _brief(explanation.what), _brief(explanation.fix)
                problems.append(Problem(path, line, column + explanation.offset, what, fix))
        return None, problems
    return (None if problems else record), problems


def _brief(sentence: str) -> str:
    """A sentence that quotes a value of thousands of letters tells nobody anything."""
    return sentence if len(sentence) <= LONGEST_SENTENCE else f"{sentence[: LONGEST_SENTENCE - 1]}…"
