"""The folders of a project: one place that knows where things lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SHARED_DRAWINGS = "AWARENESS_DRAWINGS"


@dataclass(frozen=True, slots=True)
class Project:
    """A checkout of the generator, or a test's copy of one.

    root: the folder that holds ``warnings/``, ``docs/``, ``overrides/`` and ``mkdocs.yml``.
    """

    root: Path

    @property
    def warnings(self) -> Path:
        """What people write."""
        return self.root / "warnings"

    @property
    def docs(self) -> Path:
        """Hand-written pages, and generated Markdown beside them."""
        return self.root / "docs"

    @property
    def generated(self) -> Path:
        """Bookkeeping of generated files; MkDocs skips folders that begin with a dot."""
        return self.docs / ".generated"

    @property
    def mkdocs_config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def builds(self) -> Path:
        """Finished builds, one folder per digest, and the lock that serve and build share."""
        return self.root / ".build"

    @property
    def drawings(self) -> Path:
        """What was drawn; `SHARED_DRAWINGS` in the environment names another folder, for projects to share."""
        shared = os.environ.get(SHARED_DRAWINGS)
        return Path(shared) if shared else self.builds / "drawings"

    @property
    def site(self) -> Path:
        """The published site: a link to one of the builds."""
        return self.root / "site"
