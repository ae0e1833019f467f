"""What tests share: the records as they are, a built site, one Chromium, a small web server."""

from __future__ import annotations

import datetime
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest
from filelock import FileLock

from awareness.catalogue import Catalogue
from awareness.project import SHARED_DRAWINGS, Project
from awareness.reading import Library, read_library
from tests.chromium import find_chromium

ROOT = Path(__file__).resolve().parents[1]
DAY = datetime.date(2026, 11, 22)
"""The fixed day of all tests: reviews come due on their own, tests must not."""
SAMPLE = ROOT / "tests/data/mau/warnings"
"""A few records that stay as they are when those of the site change."""


LONG: Final = (
    "test_pages.py",
    "test_mutations.py",
    "test_injection.py",
    "test_accessibility.py",
    "test_stylesheet.py",
    "test_offline.py",
    "test_other_places.py",
    "test_for_everyone.py",
    "test_search.py",
    "test_search_shards.py",
    "test_readiness.py",
    "test_releases.py",
    "test_commands.py",
)
"""Files that take long come first, so that at the end no process waits for another. The first has the site built; the
second needs none, and is at work meanwhile."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG)))


@pytest.fixture(scope="session")
def library() -> Library:
    """The records of the repository."""
    library, problems = read_library(ROOT / "warnings")
    assert problems == []
    return library


@pytest.fixture(scope="session")
def catalogue(library: Library) -> Catalogue:
    return Catalogue.link(library, DAY)


@pytest.fixture(scope="session", autouse=True)
def shared_drawings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All projects of a run, of all its processes, keep their drawings in one folder: each card is drawn once. Who sets
    the variable keeps them from run to run."""
    if SHARED_DRAWINGS not in os.environ:
        os.environ[SHARED_DRAWINGS] = str(shared_folder(tmp_path_factory) / "drawings")


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def copy_project(target: Path) -> Project:
    """A project of its own in ``target``: records, hand-written pages, theme, configuration; nothing generated."""
    for name in ("warnings", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    (target / "docs").mkdir()
    for page in (ROOT / "docs").glob("*.md"):
        if page.name != "index.md":
            shutil.copy(page, target / "docs" / page.name)
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    return Project(target)


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The repository's records, built and published by the process that comes first, for all of the run; read only."""
    from awareness.commands import Request
    from build_warnings import build

    folder = shared_folder(tmp_path_factory) / "built"
    with FileLock(f"{folder}.lock"):
        project = Project(folder) if folder.exists() else copy_project(folder)
        if not project.site.exists():
            build(Request(project, DAY, strict=False))
    return project


@pytest.fixture(scope="session")
def built_site(built_project: Project) -> Path:
    return built_project.site


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the frozen sample, which has a checklist with boxes, reasons and blanks; read only."""
    from awareness.commands import Request
    from build_warnings import build

    folder = shared_folder(tmp_path_factory) / "sample"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            project = copy_project(folder)
            shutil.rmtree(project.warnings)
            shutil.copytree(SAMPLE, project.warnings)
            build(Request(project, DAY, strict=False))
    return Project(folder).site


# --- Chromium --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """One Chromium for all tests of a worker; ``make test`` has made sure that there is one."""
    from playwright.sync_api import sync_playwright

    executable = find_chromium()
    assert executable, "run `python -m tests.chromium` first"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        )
        yield chromium
        chromium.close()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def serve_folder() -> Iterator[Callable[[Path], str]]:
    """Call it with a folder: serves it on loopback for this test and returns its address (``http://…/``)."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_QuietHandler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def home(built_site: Path, serve_folder: Callable[[Path], str]) -> str:
    """The address of the built site, served for this test."""
    return serve_folder(built_site)
