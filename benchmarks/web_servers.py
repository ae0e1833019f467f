"""Caddy and nginx as Debian packs them, started with the files of ``deploy/`` on a free port of loopback."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import Missing
from benchmarks.corpus import ROOT
from benchmarks.http2 import free_port

DEPLOY: Final = ROOT / "deploy"
_PACKAGES: Final = {
    "caddy": "caddy",
    "nginx": "nginx-light libnginx-mod-http-brotli-static",
    "wrk": "wrk",
}
_BROTLI_MODULE: Final = Path("/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf")


def require_programs() -> None:
    """Raises Missing, naming the Debian packages, when something to measure with is not installed."""
    missing = [packages for program, packages in _PACKAGES.items() if shutil.which(program) is None]
    if shutil.which("nginx") and not _BROTLI_MODULE.is_file():
        missing.append("libnginx-mod-http-brotli-static")
    if missing:
        raise Missing(f"Thiếu chương trình → Chạy: apt-get install {' '.join(missing)}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent; names of headers are small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class WebServer:
    """name: with its version; port: on 127.0.0.1."""

    name: str
    port: int

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request; ``accept_encoding="br"`` is the header ``Accept-Encoding: br``."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in names.items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()


@contextmanager
def caddy(root: Path, scratch: Path) -> Iterator[WebServer]:
    """Caddy with ``deploy/Caddyfile``: only the address, the root and Caddy's own port for orders differ."""
    port = free_port()
    config = scratch / "Caddyfile"
    config.write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{(DEPLOY / 'Caddyfile').read_text('utf-8')}", "utf-8")
    environment = os.environ | {
        "CANH_BAO_ADDRESS": f"http://127.0.0.1:{port}",
        "CANH_BAO_ROOT": str(root),
        "XDG_CONFIG_HOME": str(scratch),
        "XDG_DATA_HOME": str(scratch),
    }
    version = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout.split()[0]
    words = ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]
    with _running(words, port, scratch / "caddy.log", environment):
        yield WebServer(f"Caddy {version.lstrip('v')}", port)


@contextmanager
def nginx(root: Path, scratch: Path) -> Iterator[WebServer]:
    """nginx with Debian's own ``nginx.conf`` and ``deploy/nginx.conf``; only port, root and paths of logs differ."""
    port = free_port()
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    site = _changed(site, r"^    listen 80;", f"    listen 127.0.0.1:{port};")
    site = _changed(site, r"^    root .*;", f"    root {root};")
    (scratch / "site.conf").write_text(site, "utf-8")
    whole = Path("/etc/nginx/nginx.conf").read_text("utf-8")
    whole = _changed(whole, r"^pid .*;", f"pid {scratch}/nginx.pid;\ndaemon off;")
    whole = _changed(whole, r"^\s*access_log .*;", "access_log off;")
    whole = _changed(whole, r"^error_log .*;", f"error_log {scratch}/error.log;")
    whole = _changed(whole, r"^\s*include /etc/nginx/conf\.d/.*;", "")
    whole = _changed(whole, r"^\s*include /etc/nginx/sites-enabled/.*;", f"include {scratch}/site.conf;")
    config = scratch / "nginx.conf"
    config.write_text(whole, "utf-8")
    version = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr.rpartition("/")[2]
    with _running(["nginx", "-c", str(config)], port, scratch / "nginx.log", dict(os.environ)):
        yield WebServer(f"nginx {version.strip()}", port)


def _changed(text: str, pattern: str, into: str) -> str:
    changed, count = re.subn(pattern, into, text, flags=re.MULTILINE)
    assert count, f"nothing looks like {pattern}"
    return changed


@contextmanager
def _running(words: list[str], port: int, log: Path, environment: Mapping[str, str]) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdout=output, stderr=output, env=dict(environment))
        try:
            _wait_for(port, process, log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("HEAD", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            connection.close()
            return
    raise RuntimeError(f"{process.args!r} does not answer: {log.read_text('utf-8')[-1000:]}")
