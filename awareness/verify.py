"""Whether a folder on a host or a stick is what was built: every file held against the manifest of the build."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awareness.output import OutputError, disk_errors
from awareness.project import Project
from awareness.releases import checksums_of, digest_of, manifest_path


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a folder has and has not, against a manifest; paths relative to the folder, sorted.

    digest: of the build; day: what it took for today; files: how many it has.
    """

    digest: str
    day: str
    files: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_the_same(self) -> bool:
        return not (self.missing or self.changed or self.added)

    def lines(self) -> list[str]:
        """For people: one line for each file that is not as it was built, then what that means."""
        found = [
            *(f"thiếu: {path}" for path in self.missing),
            *(f"đã đổi: {path}" for path in self.changed),
            *(f"thừa: {path}" for path in self.added),
        ]
        build = f"bản {self.digest[:8]}, ngày {self.day}"
        if self.is_the_same:
            return [f"Đúng cả {self.files} tệp ({build})."]
        counts = f"{len(self.missing)} thiếu, {len(self.changed)} đã đổi, {len(self.added)} thừa"
        return [*found, f"Không khớp {build}: {counts} → Chép lại cả thư mục, rồi kiểm lần nữa."]


def compare(folder: Path, manifest: Path) -> Comparison:
    """Every file of a folder against a manifest as ``releases.finish`` writes it.

    Raises OutputError: no such folder, or a manifest that cannot be read or has itself been changed.
    """
    if not folder.is_dir():
        raise OutputError(f"Không có thư mục {folder} → Xem lại tên thư mục.")
    built = _read(manifest)
    with disk_errors(folder, "đọc"):
        actual = checksums_of(folder.resolve())  # a link to a build, where rglob does not go
    files: dict[str, str] = built["files"]
    return Comparison(
        digest=built["digest"],
        day=built["day"],
        files=len(files),
        missing=tuple(sorted(files.keys() - actual.keys())),
        changed=tuple(sorted(path for path in files.keys() & actual.keys() if files[path] != actual[path])),
        added=tuple(sorted(actual.keys() - files.keys())),
    )


def manifest_for(project: Project, folder: Path) -> Path:
    """The manifest that lies beside a folder (builds and sticks have one), else that of the published build.

    Raises OutputError when there is none.
    """
    for built in (folder.resolve(), project.site.resolve()):
        if manifest_path(built).is_file():
            return manifest_path(built)
    raise OutputError(f"Chưa có danh sách tệp của {folder} → Thêm --manifest TỆP, hoặc dựng trang ở máy này trước.")


def _read(manifest: Path) -> dict[str, Any]:
    try:
        built = json.loads(manifest.read_bytes())
        is_whole = built["digest"] == digest_of(built["files"]) and isinstance(built["day"], str)
    except OSError as error:
        raise OutputError(f"Không đọc được {manifest}: {error.strerror} → Xem lại tên tệp.") from error
    except (ValueError, KeyError, TypeError, AttributeError):
        is_whole = False
    if not is_whole:
        raise OutputError(
            f"{manifest} không phải danh sách tệp của một bản dựng, hoặc đã bị sửa → Lấy lại từ nơi dựng."
        )
    return dict(built)
