"""A whole new site, built beside the published one and put in its place in one step."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from awareness.artifacts import Artifact, FinishedArtifact
from awareness.content_security import PolicyError, add_policy
from awareness.history import lost_addresses
from awareness.mkdocs_setup import PublishError
from awareness.offline import WORKER, worker
from awareness.output import stage
from awareness.page_memory import PageMemory, remember
from awareness.project import Project
from awareness.readiness import samples_in
from awareness.releases import Release, build_lock, checksums_of, finish, new_staging, prepare
from awareness.rendering import Rendering, render_pages

__all__ = ["PublishError", "Release", "Rendering", "publish", "render_pages"]


_BRING_BACK: Final = "Khôi phục trang ấy, hoặc ghi mã cũ vào mục aliases của bản ghi thay nó."


def publish(
    project: Project,
    artifacts: Iterable[FinishedArtifact],
    *,
    day: date,
    processes: int | None = None,
    refuse_samples: bool = False,
    owed: Collection[str] = (),
) -> Release:
    """Render ``docs/``, add the artifacts, and publish.

    artifacts: files that go into the site as they are; those for ``docs/`` are skipped (`write_docs` wrote them).
    day: what templates take for today; noted in the build's manifest.
    processes: how many to render with; None chooses.
    refuse_samples: publish nothing that has an address under .example in any file.
    owed: addresses that were published before; publish nothing that lacks one of them.

    Raises PublishError (broken links, templates, a page that cannot have a policy, a sample, a lost address) or
    OutputError (disk, lock, a path taken twice). In both cases the published site is untouched.
    """
    with build_lock(project, "lệnh dựng trang"):
        prepare(project)
        staging = new_staging(project)
        try:
            extras = _with_policies(artifacts)
            texts = [extra.content.decode() for extra in extras if extra.path.suffix in (".html", ".css")]
            memory = PageMemory.of_published(project)
            rendering = render_pages(
                project, staging, processes=processes, day=day, also_referring=texts, memory=memory
            )
            staged = stage(extras, staging)
            if refuse_samples and (samples := samples_in(staging)):
                raise PublishError(samples)
            if lost := lost_addresses(owed, staging):
                raise PublishError(f"Địa chỉ đã đăng nay không còn: {address} → {_BRING_BACK}" for address in lost)
            checksums = _with_worker(staging, {**rendering.checksums, **staged})
            release = finish(project, staging, day=day, pages=len(rendering.pages), checksums=checksums)
            remember(project, release.folder, rendering.remembered)
            return release
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _with_worker(staging: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Write the service worker, which names the digest of all else. Returns the checksums of everything.

    known: checksums of files that have just been written.
    """
    checksums = checksums_of(staging, known)
    own = stage([Artifact(PurePosixPath("site", WORKER), worker(checksums))], staging)
    return dict(sorted([*checksums.items(), *own.items()]))


def _with_policies(artifacts: Iterable[FinishedArtifact]) -> list[FinishedArtifact]:
    """The artifacts of the site, HTML with its policy. Raises PublishError naming every page that cannot have one."""
    secured: list[FinishedArtifact] = []
    problems: list[str] = []
    for artifact in artifacts:
        if artifact.destination != "site":
            continue
        if artifact.path.suffix == ".html":
            try:
                artifact = Artifact(artifact.path, add_policy(artifact.content.decode()).encode())
            except PolicyError as error:
                problems += [f"{artifact.inner}: {reason}" for reason in error.reasons]
        secured.append(artifact)
    if problems:
        raise PublishError(problems)
    return secured
