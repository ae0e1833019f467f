"""Where the time of one build goes: ``python -m benchmarks.build_phases PROJECT`` builds it and prints JSON.

Each phase has its seconds, and those of processors: its own process' and its children's.
"""

from __future__ import annotations

import functools
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STARTED = time.monotonic()


def main(project: Path) -> dict[str, tuple[float, float]]:
    """Phase → seconds, seconds of processors. The build is without pictures."""
    import build_warnings
    from awareness import output, publish, renderers, rules
    from awareness.commands import Request
    from awareness.project import Project
    from tests.conftest import DAY

    phases: dict[str, tuple[float, float]] = {
        "starting Python, loading the rooms": (time.monotonic() - STARTED, _used())
    }

    def timed(module: Any, name: str, phase: str) -> None:
        work: Callable[..., Any] = getattr(module, name)

        @functools.wraps(work)
        def wrapped(*arguments: Any, **named: Any) -> Any:
            started, used = time.monotonic(), _used()
            try:
                return work(*arguments, **named)
            finally:
                before = phases.get(phase, (0.0, 0.0))
                phases[phase] = before[0] + time.monotonic() - started, before[1] + _used() - used

        setattr(module, name, wrapped)

    timed(build_warnings, "read_library", "reading and validating the records")
    timed(rules, "check_again", "checking them")
    timed(renderers, "render_all", "rendering: Markdown, search index, feeds, API")
    timed(output, "write_docs", "writing `docs/`")
    timed(publish, "render_pages", "pages: Markdown to HTML, templates, policies")
    timed(publish, "finish", "manifest, links to the build before, flushing the disk")
    build_warnings.build(Request(Project(project.resolve()), DAY, strict=False, pictures=False))
    whole, used = time.monotonic() - STARTED, _used()
    rest = [sum(one) for one in zip(*phases.values(), strict=True)]
    phases["the rest: staging, worker, lists of addresses"] = whole - rest[0], used - rest[1]
    phases["together"] = whole, used
    return phases


def _used() -> float:
    """Seconds of processors, of this process and of those it has waited for."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
