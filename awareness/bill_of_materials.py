"""The bill of materials of a release (CycloneDX 1.5): what is installed, at which version, with which hashes, for whom.

Read from the pinned requirements and from nothing else, so that it is the same bytes everywhere and needs no network:
``python -m awareness.bill_of_materials > sbom.json``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from awareness.output import canonical_json

ROOT: Final = Path(__file__).resolve().parents[1]
REQUIREMENTS: Final = "requirements.txt"
_PINNED: Final = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: ; [^\\\n]+)?)", re.MULTILINE)
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_FOR: Final = re.compile(r"# +(?:via +)?([A-Za-z0-9._-]+)(?: \(pyproject\.toml\))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned package. hashes: SHA-256 of every file that may be installed for it; wanted_by: other packages."""

    name: str
    version: str
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]

    @property
    def purl(self) -> str:
        """Its address in the notation of https://github.com/package-url/purl-spec."""
        return f"pkg:pypi/{self.name}@{self.version}"


def packages(requirements: str) -> Iterator[Package]:
    """The packages of a requirements file as ``uv pip compile --generate-hashes`` writes it."""
    found = list(_PINNED.finditer(requirements))
    ends = [match.start() for match in found[1:]] + [len(requirements)]
    for match, end in zip(found, ends, strict=True):
        entry = requirements[match.start() : end]
        wanted_by = sorted({name for name in _FOR.findall(entry) if name != "via"})
        yield Package(match[1].lower(), match[2], tuple(sorted(_HASH.findall(entry))), tuple(wanted_by))


def bill_of_materials(requirements: str, project: dict[str, Any]) -> dict[str, Any]:
    """CycloneDX 1.5 as JSON.

    requirements: text of the pinned file; project: the table ``[project]`` of ``pyproject.toml``.
    """
    name, version = str(project["name"]), str(project["version"])
    itself = f"pkg:pypi/{name}@{version}"
    pinned = list(packages(requirements))
    reference = {name: itself} | {package.name: package.purl for package in pinned}
    needs: dict[str, list[str]] = {purl: [] for purl in (itself, *(package.purl for package in pinned))}
    for package in pinned:
        for wanting in package.wanted_by:
            needs[reference[wanting]].append(package.purl)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": name, "version": version, "bom-ref": itself, "purl": itself}
        },
        "components": [_component(package) for package in pinned],
        "dependencies": [{"ref": ref, "dependsOn": sorted(needed)} for ref, needed in sorted(needs.items())],
    }


def _component(package: Package) -> dict[str, Any]:
    hashes = [{"alg": "SHA-256", "content": content} for content in package.hashes]
    return {
        "type": "library",
        "name": package.name,
        "version": package.version,
        "bom-ref": package.purl,
        "purl": package.purl,
        # The hashes are those of files that an index hands out, one for each system; none is that of the package.
        "externalReferences": [
            {"type": "distribution", "url": f"https://pypi.org/project/{package.name}/", "hashes": hashes}
        ],
    }


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bill = bill_of_materials((ROOT / REQUIREMENTS).read_text("utf-8"), project)
    sys.stdout.write(canonical_json(bill).decode())


if __name__ == "__main__":
    main()
