"""A static server over HTTP/2, as every host of static sites speaks it: any number of requests side by side.

It also speaks HTTP/1.1, where a browser sends six at a time, and keeps a list of what it sent.

The browser must be started with `BROWSER_ARGUMENTS`: the certificate is made for the moment.
"""

from __future__ import annotations

import asyncio
import functools
import gzip
import mimetypes
import socket
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import unquote

BROWSER_ARGUMENTS: Final = ["--no-sandbox", "--ignore-certificate-errors"]

Message = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Server:
    """address: with a slash at its end; sent: path and bytes of every answer."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def served(folder: Path, protocol: Literal["h2", "http/1.1"] = "h2") -> Iterator[Server]:
    """Serve ``folder``, compressed, until the end of the block. Needs the extra ``measure``."""
    import trustme
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    with tempfile.TemporaryDirectory() as name:
        port = free_port()
        certificate = trustme.CA().issue_cert("127.0.0.1")
        config = Config()
        config.bind = [f"127.0.0.1:{port}"]
        config.certfile, config.keyfile = f"{name}/certificate.pem", f"{name}/key.pem"
        config.alpn_protocols = [protocol]
        config.errorlog = None
        certificate.cert_chain_pems[0].write_to_path(config.certfile)
        certificate.private_key_pem.write_to_path(config.keyfile)
        loop = asyncio.new_event_loop()
        end = asyncio.Event()
        server = Server(f"https://127.0.0.1:{port}/")
        serving = serve(_files_of(folder, server.sent), config, shutdown_trigger=end.wait)  # type: ignore[arg-type]
        thread = threading.Thread(target=loop.run_until_complete, args=(serving,), daemon=True)
        thread.start()
        _wait_for(port)
        try:
            yield server
        finally:
            loop.call_soon_threadsafe(end.set)
            thread.join(timeout=10)


def free_port() -> int:
    """A port of loopback on which nothing listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def _files_of(folder: Path, sent: list[tuple[str, int]]) -> Callable[..., Awaitable[None]]:
    @functools.cache
    def packed(path: Path) -> bytes:
        return gzip.compress(path.read_bytes(), 6, mtime=0)

    async def answer(scope: Message, receive: object, send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] != "http":
            return
        path = folder / unquote(scope["path"]).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = packed(path) if found else b""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = [
            (b"content-type", f"{kind}; charset=utf-8".encode()),
            (b"content-encoding", b"gzip"),
            (b"content-length", str(len(body)).encode()),
        ]
        sent.append((scope["path"], len(body) + sum(len(name) + len(value) for name, value in headers)))
        await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return answer
