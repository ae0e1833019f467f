"""Where the browser of the tests comes from: $CHROMIUM, PATH, Playwright's own, else it is installed.

``python -m tests.chromium`` makes sure that there is one and prints its path, or says in one line what is missing.
``python -m tests.chromium whole`` wants the browser that people have, with its windows: benchmarks time that one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

WITHOUT_WINDOWS: Final = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium that draws pages and no windows. Of a test that opens a page it takes 0.18 s, the whole browser 0.44 s."""
WHOLE: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


def find_chromium(*, whole: bool = False) -> str | None:
    """Path of a Chromium to drive, or None. whole: not one without windows, unless $CHROMIUM names it."""
    if named := os.environ.get("CHROMIUM"):
        return named if Path(named).is_file() else None
    for name in WHOLE if whole else (*WITHOUT_WINDOWS, *WHOLE):
        if path := shutil.which(name):
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install_chromium(*, whole: bool = False) -> None:
    """Try Playwright's download, then the package manager of a Debian root (as on a CI machine)."""
    _run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium")
    if find_chromium(whole=whole) is None and shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update", "-qq")
        for package in ("chromium",) if whole else ("chromium-headless-shell", "chromium"):
            if find_chromium(whole=whole) is None:
                _run("apt-get", "install", "-y", "-qq", package)


def _run(*command: str) -> None:
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)


def main() -> int:
    whole = "whole" in sys.argv[1:]
    if os.environ.get("CHROMIUM") is None and find_chromium(whole=whole) is None:
        install_chromium(whole=whole)
    path = find_chromium(whole=whole)
    if path is None:
        print(
            "Không có Chromium để kiểm thử: cài gói chromium, hoặc đặt CHROMIUM=/đường/dẫn/chromium "
            "(no Chromium found: install it or set CHROMIUM)",
            file=sys.stderr,
        )
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
