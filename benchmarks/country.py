"""The whole country printed: a sign and a sheet of keychains for each of 3,321 communes; nothing changed; killed."""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pypdfium2
import segno
from fontpkg_be_vietnam_pro import ROOT as LETTERS

from awareness.artifacts import Drawing
from awareness.catalogue import Catalogue
from awareness.drawing import draw
from awareness.print_choice import PrintChoice, chosen_prints
from awareness.reading import read_library
from tests.drawn import letters_of

ROOT: Final = Path(__file__).resolve().parents[1]
FILES: Final = 6_642
DAY: Final = "2026-11-22"
MOST_MEMORY: Final = 200
"""MB of one process."""
MOST_SECONDS: Final = 90
"""Of the whole run, with two processors of its own."""
MOST_AGAIN: Final = 5
SAMPLE: Final = 100
KILLS: Final = 3
PARTS: Final = 8
"""A run that is killed is one of so many shards of the country."""


@dataclass(frozen=True, slots=True)
class Run:
    """seconds, cpu: of the whole command, children included; largest: MB of its largest process."""

    seconds: float
    cpu: float
    largest: float


def run() -> str:
    """Measure; see `benchmarks.__main__`. Times are bounds only where nobody else works on this machine."""
    quiet_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="country-") as folder:
        out = Path(folder, "in-an")
        first = _prints(out)
        files = _files(out)
        assert len(files) == FILES, f"{len(files)} files"
        again = _prints(out)
        assert _files(out) == files, "a run that had nothing to do changed something"
        size = sum((out / path).stat().st_size for path in files)
        kills = _killed_and_gone_on_with(Path(folder, "killed"), files, first.seconds / PARTS)
        faults = _faults(out, files)
    assert not faults, faults[:5]
    assert first.largest <= MOST_MEMORY, f"a process of {first.largest:.0f} MB"
    if quiet_before < 0.5:  # who shares a processor is charged for waiting for its caches as well
        assert first.seconds <= MOST_SECONDS, f"{first.seconds:.0f} s"
        assert again.seconds <= MOST_AGAIN, f"{again.seconds:.1f} s with nothing to do"
    return "\n".join(
        [
            "| `prints --all --item sign,keychain` | wall s | CPU s | largest process MB |",
            "|---|---|---|---|",
            f"| everything: {FILES:,} PDF files, {size / 1e6:.0f} MB | {first.seconds:.0f} | {first.cpu:.0f} "
            f"| {first.largest:.0f} |",
            f"| again, nothing changed | {again.seconds:.1f} | {again.cpu:.1f} | {again.largest:.0f} |",
            "",
            f"CPU for each file: {1000 * first.cpu / FILES:.1f} ms. Load of the machine when the first run began: "
            f"{quiet_before:.1f}; wall times are bounds below 0.5 only.",
            "",
            *kills,
            "",
            f"Of {SAMPLE} files drawn by lot: no letter outside its page, none smaller than promised, all fonts "
            "embedded.",
            "",
            _beside_weasyprint(),
        ]
    )


def _command(out: Path, shard: str = "1/1") -> list[str]:
    return [sys.executable, str(ROOT / "build_warnings.py"), "prints", "--all", "--item", "sign,keychain",
            "--day", DAY, "--shard", shard, "--out", str(out)]  # fmt: skip


def _prints(out: Path, shard: str = "1/1") -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    process = subprocess.Popen(_command(out, shard), cwd=ROOT)
    largest = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, largest), daemon=True)
    watcher.start()
    assert process.wait() == 0
    seconds = time.monotonic() - started
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, largest[0])


def _watch(process: subprocess.Popen[bytes], largest: list[float]) -> None:
    """The most that the process or a child of it had in memory, in MB."""
    while process.poll() is None:
        for pid in [process.pid, *_children(process.pid)]:
            try:
                status = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace")
            except OSError:
                continue
            for line in status.splitlines():
                if line.startswith("VmHWM:"):
                    largest[0] = max(largest[0], int(line.split()[1]) / 1024)
        time.sleep(0.2)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def _files(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*.pdf"))
    }


def _killed_and_gone_on_with(out: Path, whole: dict[str, str], seconds: float) -> list[str]:
    """One shard, killed at random moments, then finished: every file that is there is one of the whole run, whole."""
    shard, moments, there = f"2/{PARTS}", random.Random(7), []
    for _ in range(KILLS):
        process = subprocess.Popen(_command(out, shard), cwd=ROOT)
        begun = len(_files(out))
        deadline = time.monotonic() + 60 + seconds
        while len(_files(out)) < begun + moments.randrange(20, 200) and time.monotonic() < deadline:
            assert process.poll() is None, "finished before it was killed"
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        time.sleep(1)
        left = {path: checksum for path, checksum in _files(out).items() if not Path(path).name.startswith(".")}
        wrong = [path for path, checksum in left.items() if whole.get(path) != checksum]
        assert not wrong, f"after a kill: {wrong[:3]}"
        there.append(f"{len(left):,}")
    finished = _prints(out, shard)
    files = _files(out)
    assert len(files) in (FILES // PARTS, FILES // PARTS + 1)
    assert all(whole[path] == checksum for path, checksum in files.items())
    assert not list(out.rglob("*.tmp"))
    return [
        f"Shard {shard} was killed {KILLS} times (files there: {', '.join(there)}; none half, none wrong) and finished "
        f"in {finished.seconds:.0f} s: its {len(files):,} files are those of the whole run, byte for byte."
    ]


def _faults(out: Path, files: dict[str, str]) -> list[str]:
    faults = []
    for path in random.Random(7).sample(sorted(files), SAMPLE):
        content = (out / path).read_bytes()
        letters = letters_of(content)
        smallest = 28 if "bien-quay" in path else 6
        if letters.outside or letters.smallest < smallest - 0.01 or not letters.all_embedded:
            faults.append(path)
        if len(pypdfium2.PdfDocument(content)) != (1 if "bien-quay" in path else 2):
            faults.append(f"{path}: pages")
    return faults


# --- another tool ------------------------------------------------------------------------------------------------

_SIGN_IN_CSS: Final = """@page{size:A4 landscape;margin:0}
body{margin:0;background:#b00020;color:#ffeb3b;font:700 28pt/1.15 Sign}
div{margin:14mm}h1{font-size:60pt;margin:0}p{margin:3mm 0}.panel{background:#ffeb3b;color:#b00020;padding:3mm}
div.panel{margin:0;overflow:hidden}svg{float:right;width:47mm;height:47mm;background:#fff}"""


def _beside_weasyprint() -> str:
    """As many signs as `SAMPLE`, each by both tools in turn: the same words, number, code and letters, both PDF/UA-1.

    WeasyPrint has no letters that are made to fit: its sizes are those that hold for most signs.
    """
    if importlib.util.find_spec("weasyprint") is None:
        return "WeasyPrint is not among the packages of this environment: nothing is compared."
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        return f"WeasyPrint cannot start here, it needs libraries of the system: {str(error).splitlines()[0]}"
    library, _ = read_library(ROOT / "warnings")
    catalogue = Catalogue.link(library, datetime.date.fromisoformat(DAY))
    signs = chosen_prints(catalogue, PrintChoice(items=["sign"], everywhere=True))
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face{{font-family:Sign;font-weight:{weight};src:url({path.as_uri()})}}"
        for weight, name in ((700, "Bold"), (900, "Black"))
        for path in Path(LETTERS).rglob(f"BeVietnamPro-{name}.ttf")
    )
    style = weasyprint.CSS(string=faces + _SIGN_IN_CSS, font_config=fonts)
    own, other = [], []
    for sign in random.Random(7).sample(signs, SAMPLE + 1):
        own.append(_cpu(partial(draw, sign)))
        page = weasyprint.HTML(string=_sign_in_html(sign))
        other.append(_cpu(partial(page.write_pdf, stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")))
    one, two = (1000 * statistics.median(seconds[1:]) for seconds in (own, other))  # the first loads the letters
    return (
        f"The same {SAMPLE} signs, one after the other, median of CPU: {one:.0f} ms each by Typst, "
        f"{two:.0f} ms each by WeasyPrint {weasyprint.__version__}, for which this system has pango."
    )


def _cpu(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _sign_in_html(sign: Drawing) -> str:
    data = sign.data
    code = segno.make_qr(sign.codes["page"], error="m", mask=0).svg_inline(omitsize=True)
    steps = "".join(f"<p><b>{first}</b> {then}</p>" for first, then in data["steps"])
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{data["title"]}</title><div>'
        f"<h1>{data['question']}</h1><p class=panel>{data['truth']}</p>{steps}"
        f"<div class=panel>{code}<p>{data['report']} {data['police']}</p>"
        f"<p>{data['urgent']} {data['emergency']}</p></div><p>{data['address']}</p></div></html>"
    )
