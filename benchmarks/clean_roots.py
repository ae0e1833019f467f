"""The README's commands in two bare Debian roots: what a fresh machine has, and whether both publish the same bytes.

A root is Debian's minimal system with Python 3.11, its venv module, make and certificates, as debootstrap makes it.
In the first, root runs ``make serve`` until the home page answers; in the second, somebody without rights runs ``make
site``, ``verify`` and ``prints`` in another folder, time zone, locale and with other hashes of text.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from awareness.releases import checksums_of
from benchmarks import Missing
from benchmarks.corpus import ROOT

RELEASE: Final = "bookworm"
"""Debian 12: its python3 is 3.11."""
GIVEN: Final = ("python3", "python3-venv", "make", "ca-certificates")
SERVED: Final = "http://127.0.0.1:8000/"
PATIENCE: Final = 900.0
"""Seconds after which `make serve` is given up."""
PRINTS: Final = ("--province", "01", "--item", "sign,keychain", "--out", "in-an-thu")
NOBODY: Final = 65534
_OF_THE_NETWORK: Final = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf")
"""Files of this machine without which a root cannot reach the package index, where there are any."""


@dataclass(frozen=True, slots=True)
class Root:
    """A bare root: where it lies, the project inside it, who works there with which environment."""

    folder: Path
    project: str
    user: int = 0
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def checkout(self) -> Path:
        return self.folder / self.project.lstrip("/")

    def words(self, command: str) -> list[str]:
        script = f"cd {self.project} && exec {command}"
        return ["chroot", f"--userspec={self.user}:{self.user}", str(self.folder), "/bin/sh", "-c", script]

    def run(self, command: str) -> float:
        """Seconds that a command takes. AssertionError with the end of what it said when it fails."""
        started = time.monotonic()
        done = subprocess.run(self.words(command), env=self._variables(), capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stdout[-1500:]} {done.stderr[-1500:]}"
        return time.monotonic() - started

    def serve(self) -> float:
        """Seconds from `make serve` to the home page. The server is stopped again."""
        started = time.monotonic()
        with (self.folder / "tmp/serve.txt").open("wb") as told:
            server = subprocess.Popen(
                self.words("make serve"), env=self._variables(), stdout=told, stderr=told, start_new_session=True
            )
        try:
            while not _answers():
                said = (self.folder / "tmp/serve.txt").read_text("utf-8", errors="replace")
                assert server.poll() is None, said[-1500:]
                assert time.monotonic() - started < PATIENCE, said[-1500:]
                time.sleep(0.2)
            return time.monotonic() - started
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()

    def _variables(self) -> dict[str, str]:
        of_the_network = {
            name: value
            for name, value in os.environ.items()
            if name.startswith("PIP_") or name.lower().endswith("_proxy") or name in ("SSL_CERT_FILE", "SSL_CERT_DIR")
        }
        return {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/tmp",
            **of_the_network,
            **self.environment,
        }


def _answers() -> bool:
    try:
        with urllib.request.urlopen(SERVED, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def run() -> str:
    if shutil.which("debootstrap") is None or os.geteuid() != 0:
        raise Missing("Cần quyền root và debootstrap → Chạy: apt-get install debootstrap")
    assert not _answers(), f"something answers at {SERVED} already"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _bare(folder / "one")
        subprocess.run(["cp", "-a", str(folder / "one"), str(folder / "two")], check=True)
        one = Root(folder / "one", "/srv/canh-bao", environment={"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"})
        other = {"LC_ALL": "C.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"}
        two = Root(folder / "two", "/opt/a/b/c/trang", NOBODY, other)
        for root in (one, two):
            _checkout(root)
        packages = _packages(one.folder)
        served = one.serve()
        built = two.run("make site")
        verified = two.run(".venv/bin/python build_warnings.py verify site")
        printed = two.run(f".venv/bin/python build_warnings.py prints {' '.join(PRINTS)}")
        prints = sorted((two.checkout / PRINTS[-1]).rglob("*.pdf"))
        sites = [checksums_of((root.checkout / "site").resolve()) for root in (one, two)]
        differing = sorted(
            path for path in sites[0].keys() | sites[1].keys() if sites[0].get(path) != sites[1].get(path)
        )
        assert _packages(one.folder) == _packages(two.folder) == packages, "a package of the system was added"
    told = "\n".join(
        [
            f"Debian {RELEASE}, minimal: {len(packages)} packages, {', '.join(GIVEN)} and what these need among them; "
            "none was added. Nothing is taken from the machine around it but the way to the package index.",
            "",
            "| root | who | command | seconds |",
            "|---|---|---|---:|",
            f"| one | root | `make serve`, until the home page answers | {served:.0f} |",
            f"| two | nobody | `make site` | {built:.0f} |",
            f"| two | nobody | `verify site`: every hash of the manifest | {verified:.1f} |",
            f"| two | nobody | `prints {' '.join(PRINTS)}`: {len(prints)} PDF files | {printed:.0f} |",
            "",
            f"Files of the two sites: {len(sites[0]):,} and {len(sites[1]):,}, drawings among them; "
            f"**{len(differing)} differ** (folder, user, time zone, locale and hash seed do).",
        ]
    )
    assert not differing, f"{differing[:10]}\n\n{told}"
    assert prints, told
    assert len(sites[0]) > 1_000, told
    return told


def _bare(folder: Path) -> None:
    words = ["debootstrap", "--variant=minbase", f"--include={','.join(GIVEN)}", RELEASE, str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    certificates = os.environ.get("SSL_CERT_FILE")
    for name in (*_OF_THE_NETWORK, *([certificates] if certificates else [])):
        if Path(name).is_file():
            shutil.copy(name, folder / name.lstrip("/"))


def _checkout(root: Root) -> None:
    """The files of the commit, owned by who works there."""
    root.checkout.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(root.checkout)], input=archive, check=True)
    for path in (root.checkout, *root.checkout.rglob("*")):
        os.chown(path, root.user, root.user)


def _packages(folder: Path) -> list[str]:
    words = ["dpkg-query", f"--admindir={folder / 'var/lib/dpkg'}", "-W", "-f", "${Package}\n"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
