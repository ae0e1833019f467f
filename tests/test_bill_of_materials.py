"""The bill of materials names what is pinned, all of it, and who wants it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

from awareness.bill_of_materials import bill_of_materials, packages
from tests.conftest import ROOT

REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
BILL = bill_of_materials(REQUIREMENTS, PROJECT)


def test_it_names_what_is_pinned_with_every_hash() -> None:
    pinned = re.findall(r"^([a-z0-9._-]+)==(\S+)", REQUIREMENTS, re.MULTILINE)
    assert [(part["name"], part["version"]) for part in BILL["components"]] == pinned
    hashes = [found["content"] for part in BILL["components"] for found in part["externalReferences"][0]["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", REQUIREMENTS))
    assert all(part["externalReferences"][0]["hashes"] for part in BILL["components"])


def test_everything_is_there_because_somebody_wants_it() -> None:
    needs = {entry["ref"]: entry["dependsOn"] for entry in BILL["dependencies"]}
    itself = BILL["metadata"]["component"]["bom-ref"]
    direct = {re.split(r"[<>=]", wanted)[0].lower() for wanted in PROJECT["dependencies"]}
    assert {reference.partition("@")[0].removeprefix("pkg:pypi/") for reference in needs[itself]} == direct
    wanted = {reference for references in needs.values() for reference in references}
    assert wanted == {part["bom-ref"] for part in BILL["components"]}
    assert set(needs) == wanted | {itself}


def test_every_package_says_for_whom_it_is() -> None:
    one = "a==1 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via\n    #   b\n    #   c-d (pyproject.toml)\n"
    other = "b==2 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "1" * 64 + "\n    # via c-d (pyproject.toml)\n"
    assert [(found.name, found.version, found.wanted_by) for found in packages(one + other)] == [
        ("a", "1", ("b", "c-d")), ("b", "2", ("c-d",)),
    ]  # fmt: skip


def test_the_command_writes_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "awareness.bill_of_materials"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == BILL
