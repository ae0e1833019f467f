"""The way to production: packed files, three hosts that say the same, a workflow with no more rights than it needs.

`python -m benchmarks deploy` asks real servers; here stands what needs none.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from awareness.hosting import write_hosted
from awareness.output import OutputError
from awareness.releases import manifest_path
from awareness.verify import compare
from tests.conftest import ROOT
from tests.small_site import DAY

DEPLOY = ROOT / "deploy"
CADDY = (DEPLOY / "Caddyfile").read_text("utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
CLOUDFLARE = (DEPLOY / "_headers").read_text("utf-8")
WORKFLOW = yaml.load((ROOT / ".github/workflows/dang-trang.yml").read_text("utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "mot").mkdir(parents=True)
    (site / "mot" / "index.html").write_text("<p>Cúp máy ngay.</p>" * 100, "utf-8")
    (site / "short.txt").write_text("ngắn", "utf-8")
    (site / "sign.pdf").write_bytes(b"%PDF" * 1000)
    return site


def test_text_lies_there_packed_and_the_rest_as_it_was(site: Path, tmp_path: Path) -> None:
    out, listing = write_hosted(site, tmp_path / "out", day=DAY, gzip_only=True)
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert files == {"mot/index.html", "mot/index.html.gz", "short.txt", "sign.pdf"}
    page, packed = out / "mot/index.html", out / "mot/index.html.gz"
    assert gzip.decompress(packed.read_bytes()) == page.read_bytes() == (site / "mot/index.html").read_bytes()
    assert packed.stat().st_mtime_ns == page.stat().st_mtime_ns == (site / "mot/index.html").stat().st_mtime_ns
    assert compare(out, listing).is_the_same


def test_packing_twice_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    digests = [
        json.loads(write_hosted(site, tmp_path / name, day=DAY, gzip_only=True)[1].read_bytes())["digest"]
        for name in ("one", "two", "one")
    ]
    assert len(set(digests)) == 1


def test_without_brotli_it_says_so_and_leaves_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(OutputError, match=r"requirements-host\.txt \(hoặc thêm --gzip-only\)"):
        write_hosted(site, tmp_path / "out", day=DAY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_folder_of_somebody_else_stays(site: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "anh.png").write_bytes(b"x")
    with pytest.raises(OutputError, match="không do lệnh host tạo"):
        write_hosted(site, tmp_path / "out", day=DAY, gzip_only=True)
    assert (tmp_path / "out" / "anh.png").is_file()
    assert not manifest_path(tmp_path / "out").exists()


@pytest.mark.parametrize(
    "name",
    [
        "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
        "X-Frame-Options", "Strict-Transport-Security",
    ],
)  # fmt: skip
def test_three_hosts_send_the_same_headers(name: str) -> None:
    caddy = re.search(rf"^\t\t{name} (.+)$", CADDY, re.MULTILINE)
    nginx = re.search(rf"^    add_header {name} (.+) always;$", NGINX, re.MULTILINE)
    cloudflare = re.search(rf"^  {name}: (.+)$", CLOUDFLARE, re.MULTILINE)
    assert caddy
    assert nginx
    assert cloudflare
    assert caddy[1].strip('"') == nginx[1].strip('"') == cloudflare[1]


def test_three_hosts_have_the_same_policies_and_times() -> None:
    policies = re.findall(r'Content-Security-Policy:? "?([^"\n]+)"?$', CADDY, re.MULTILINE)
    assert len(set(policies)) == 2
    for policy in set(policies):
        assert f'"{policy}"' in NGINX
        assert f"  Content-Security-Policy: {policy}\n" in CLOUDFLARE
    for rule in ("public, max-age=300", "public, max-age=31536000, immutable"):
        assert f'"{rule}"' in CADDY
        assert f'"{rule}"' in NGINX
        assert f"  Cache-Control: {rule}\n" in CLOUDFLARE


def test_what_has_secrets_runs_nothing_of_ours() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    jobs = WORKFLOW["jobs"]
    assert "permissions" not in jobs["build"]
    assert "environment" not in jobs["build"]
    assert jobs["github-pages"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["cloudflare-pages"]["permissions"] == {}
    for name, job in jobs.items():
        assert int(job["timeout-minutes"]) <= 20
        if name != "build":
            assert not any("run" in step or "checkout" in step["uses"] for step in job["steps"])
    assert "secrets." not in json.dumps(jobs["build"])
    assert "pull_request" not in WORKFLOW["on"]


def test_what_is_published_is_a_release_of_the_day_in_vietnam() -> None:
    commands = [step["run"] for step in WORKFLOW["jobs"]["build"]["steps"] if "run" in step]
    assert any("build --release --day" in command and "+7 hours" in command for command in commands)
    assert any("--require-hashes" in command for command in commands)
    assert any("git diff --exit-code" in command and "published-addresses.txt" in command for command in commands)
