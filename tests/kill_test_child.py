"""A builder to be killed: builds and publishes again and again, each time with another edition in every file.

    python -m tests.kill_test_child PROJECT

Prints one line when its modules are loaded and one per published build.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from awareness.artifacts import Artifact
from awareness.output import write_docs
from awareness.project import Project
from awareness.publish import publish
from awareness.releases import build_lock
from tests.small_site import DAY

PAGES = 24


def artifacts(edition: int) -> list[Artifact]:
    """Every file carries the edition, so that a reader can tell a mixed site without believing any manifest."""
    text = f"# Bản {edition}\n\nedition={edition}.\n\n" + "Đoạn văn *nghiêng* và **đậm**.\n\n" * 10
    pages = [Artifact.text(f"docs/trang/tep-{number}.md", text) for number in range(PAGES)]
    data = [Artifact.text(f"site/du-lieu/{number}.json", f'{{"edition": "edition={edition}."}}') for number in range(8)]
    return [*pages, *data]


def build_for_ever(project: Project) -> None:
    print("ready", flush=True)
    while True:
        # Few editions: now and then one comes back whose build is still there, or is just being removed.
        edition = random.randrange(6)
        with build_lock(project, "lệnh thử", say=lambda _: None):
            write_docs(project, artifacts(edition), day=DAY)
            publish(project, artifacts(edition), day=DAY, processes=2)
        print(edition, flush=True)


if __name__ == "__main__":
    build_for_ever(Project(Path(sys.argv[1])))
