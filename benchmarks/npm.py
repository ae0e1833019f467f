"""Programs of npm, each pinned by its benchmark and installed into a folder of the moment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def installed(package: str, program: str, folder: Path) -> list[str]:
    """Install ``package`` (``name@version``) below ``folder``; returns the words that start it.

    program: path of its script inside ``node_modules``. Node and npm lie beside Python (``make proof`` installs them
    there) or on the path. Raises AssertionError: one of them is missing.
    """
    places = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    node, npm = shutil.which("node", path=places), shutil.which("npm", path=places)
    assert node, "no node; run `make proof`, which installs the extra `measure`"
    assert npm, "no npm; run `make proof`, which installs the extra `measure`"
    install = [npm, "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", str(folder), package]
    subprocess.run(install, check=True, env={**os.environ, "PATH": places, "npm_config_update_notifier": "false"})
    return [node, str(folder / "node_modules" / program)]
