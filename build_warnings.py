#!/usr/bin/env python3
"""Records in, a site out. This file is the story of a build; each step is a room in ``awareness/``.

python build_warnings.py check [PATH …]    every problem in every record
python build_warnings.py find "câu hỏi"    the pages that a resident gets for these words
python build_warnings.py new               a record to be filled in
python build_warnings.py fix [PATH …]      mends what is certain, shows a diff first
python build_warnings.py explain FIELD     what a field of a record is for, a good and a bad example
python build_warnings.py build             the site, into site/; with --release only if it is fit to go out
python build_warnings.py serve             the site on this machine, following edits
python build_warnings.py talk              slides for a live session, and what to say with them
python build_warnings.py prints            signs, keychains, leaflets: for any commune, for all of them
python build_warnings.py usb --out FOLDER  the site as a folder that opens from a stick, and a ZIP of it
python build_warnings.py host --out FOLDER the site as a folder for a web server: packed files beside the originals
python build_warnings.py verify FOLDER     whether a folder on a host or a stick is what was built
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn


def tell_missing(package: ModuleNotFoundError) -> NoReturn:
    sys.exit(f"Thiếu gói Python '{package.name}'. Chạy: make setup (hoặc: pip install -r requirements.txt)")


try:
    from awareness.commands import (
        CheckRequest,
        FindRequest,
        Found,
        HostRequest,
        PrintsRequest,
        Request,
        TalkRequest,
        UsbRequest,
        VerifyRequest,
        main,
    )
    from awareness.reading import read_library
    from awareness.report import only_in, stop_on_errors
except ModuleNotFoundError as missing:
    tell_missing(missing)

if TYPE_CHECKING:
    from awareness.artifacts import StoredProduct
    from awareness.print_run import PrintReport
    from awareness.problems import Problem
    from awareness.releases import Release
    from awareness.verify import Comparison

# Each command loads its own rooms: who checks a record need not wait for those that draw and publish.


def check(request: CheckRequest) -> list[Problem]:
    """Every problem in the records: in single files first, then across them."""
    from awareness.readiness import check_release
    from awareness.rules import check_library

    library, problems = read_library(request.folder, request.files)
    problems += check_library(library, request.day)
    if request.release:
        problems = check_release(library, problems)
    return only_in(request.files, problems)


def find(request: FindRequest) -> list[Found]:
    """What the search on the site answers, best first, and the sentence of the record that matched; then communes."""
    from awareness.area_files import places_named
    from awareness.catalogue import Catalogue
    from awareness.search_engine import SearchIndex
    from awareness.search_index import entries

    library, problems = read_library(request.project.warnings)
    stop_on_errors(problems)
    catalogue = Catalogue.link(library, request.day)
    index = SearchIndex(entries(catalogue), catalogue.search_words)
    hits = index.search(request.query)
    pages = [Found(index.entries[hit.number].title, index.entries[hit.number].url, hit.sentence) for hit in hits]
    return pages + [Found(*place) for place in places_named(catalogue, request.query)]


def build(request: Request) -> Release:
    """Read, link, render, draw, write, publish. Nothing is written while a record is invalid."""
    from awareness.drawing_room import draw_all
    from awareness.history import published_addresses, remember_published
    from awareness.output import write_docs
    from awareness.publish import publish

    with ExitStack() as until_published:
        products, keys = _rendered(request, until_published)
        artifacts = draw_all(request.project, products)
        write_docs(request.project, artifacts, day=request.day)
        owed = published_addresses(request.project) if request.release else []
        release = publish(request.project, artifacts, day=request.day, refuse_samples=request.release, owed=owed)
        remember_published(request.project, keys, release.paths)
    return release


def _rendered(request: Request, until_published: ExitStack) -> tuple[list[StoredProduct], list[str]]:
    """What the records make, and their keys. The records themselves, most of what a build holds, are let go of here.

    until_published: takes the lock of the build and the spool, which are needed for so long.
    """
    from awareness.catalogue import Catalogue
    from awareness.readiness import check_release, without_samples
    from awareness.releases import build_lock
    from awareness.renderers import render_all
    from awareness.rules import check_again
    from awareness.spool import spooled
    from awareness.work_memory import work_memory

    with work_memory(request.project) as memory:
        library, problems = read_library(request.project.warnings, memory=memory)
        problems += check_again(library, request.day, memory)
        if request.release:
            problems = check_release(library, problems)
            library = without_samples(library)
        stop_on_errors(problems, strict=request.strict)

        until_published.enter_context(build_lock(request.project, "lệnh dựng trang"))
        spool = until_published.enter_context(spooled(request.project))
        catalogue = Catalogue.link(library, request.day)
        products = render_all(catalogue, memory, spool, pictures=request.pictures)
        return products, [f"{record.folder}/{record.id}" for record in catalogue.records()]


def serve(request: Request) -> None:
    """Build, serve, and build again after every edit; errors leave the last good site in place.

    The page of an edited record shows at once, while the whole site is still being built.
    """
    from awareness.first_look import FirstLook
    from awareness.preview import serve as serve_preview

    serve_preview(request.project, lambda: build(request), FirstLook(request.project, request.day), port=request.port)


def talk(request: TalkRequest) -> list[Path]:
    """Read, link, render, draw, write: the slides, and beside them what to say. No file unless both are drawn."""
    from awareness.catalogue import Catalogue
    from awareness.drawing_room import draw_here
    from awareness.output import write_file
    from awareness.rules import check_library
    from awareness.talk import talk_of

    library, problems = read_library(request.project.warnings)
    stop_on_errors(problems + check_library(library, request.day))
    catalogue = Catalogue.link(library, request.day)
    files = draw_here(talk_of(catalogue, request.tactics, request.campaign, request.out.name))
    paths = [request.out.with_name(file.path.name) for file in files]
    for path, file in zip(paths, files, strict=True):
        write_file(path, file.content)
    return paths


def prints(request: PrintsRequest) -> PrintReport:
    """Read, link, render, draw, write: straight into a folder, which keeps what need not be drawn again."""
    from awareness.catalogue import Catalogue
    from awareness.print_choice import chosen_prints
    from awareness.print_run import print_all
    from awareness.rules import check_library

    library, problems = read_library(request.project.warnings)
    stop_on_errors(problems + check_library(library, request.day))
    drawings = chosen_prints(Catalogue.link(library, request.day), request.choice)
    return print_all(drawings, request.out, jobs=request.jobs, shard=request.choice.shard.name)


def usb(request: UsbRequest) -> list[Path]:
    """Build the site, then write it once more, so that it opens without a server."""
    from awareness.portable import write_portable

    release = build(request.site)
    site = read_library(request.site.project.warnings)[0].site
    assert site is not None  # or it could not have been built
    return write_portable(release.folder, request.out, base=site.base_url, name=site.name, day=request.site.day)


def host(request: HostRequest) -> list[Path]:
    """Build the site, then write it once more with packed files beside the originals."""
    from awareness.hosting import write_hosted

    release = build(request.site)
    return write_hosted(release.folder, request.out, day=request.site.day, gzip_only=request.gzip_only)


def verify(request: VerifyRequest) -> Comparison:
    """A folder against the manifest named, else the one beside it, else that of the published build."""
    from awareness.verify import compare, manifest_for

    manifest = request.manifest or manifest_for(request.project, request.folder)
    return compare(request.folder, manifest)


if __name__ == "__main__":
    try:
        sys.exit(
            main(
                check=check,
                find=find,
                build=build,
                serve=serve,
                talk=talk,
                prints=prints,
                usb=usb,
                host=host,
                verify=verify,
            )
        )
    except ModuleNotFoundError as missing:
        tell_missing(missing)
