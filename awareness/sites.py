"""What ``site`` is: a link to a build, or, where the system has no links for us, a folder swapped by two renames."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from awareness.output import OutputError, disk_errors
from awareness.project import Project

_NO_LINKS = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP}
_WINDOWS_PRIVILEGE_MISSING = 1314


def current_digest(project: Project) -> str | None:
    """The name of the published build; None when there is none, or its folder is gone."""
    try:
        name = project.site.readlink().name if project.site.is_symlink() else _note(project).read_text().strip()
    except OSError:
        return None
    return name if (project.builds / name).is_dir() else None


def repair_site(project: Project) -> None:
    """Bring back a site that a killed run had moved aside, and refuse a ``site`` that is not ours.

    Raises OutputError.
    """
    with disk_errors(project.site, "sửa"):
        if _aside(project).is_dir():
            if os.path.lexists(project.site):
                shutil.rmtree(_aside(project))
            else:
                _aside(project).rename(project.site)
    if project.site.is_symlink():
        leads_to = os.path.normpath(project.root / project.site.readlink())
        ours = Path(leads_to).parent == project.builds
    else:
        ours = not project.site.exists() or (project.site.is_dir() and _note(project).exists())
    if not ours:
        raise OutputError(
            f"{project.site} có sẵn và không do chương trình này tạo, nên máy không đụng vào → Đổi tên hoặc xóa nó đi."
        )


def point_site_at(project: Project, build: Path, *, temporary: Path) -> None:
    """Publish a finished build.

    temporary: a free path in ``.build/``, for the link before it takes its place.
    """
    if not project.site.is_symlink() and project.site.is_dir():  # ours, as `repair_site` made sure
        _swap_folders(project, build, temporary)
        return
    try:
        # Relative, so that the project can be moved; written for the place where the link will stand.
        temporary.symlink_to(Path(project.builds.name, build.name), target_is_directory=True)
    except OSError as error:
        if error.errno not in _NO_LINKS and getattr(error, "winerror", None) != _WINDOWS_PRIVILEGE_MISSING:
            raise
        _swap_folders(project, build, temporary)
        return
    temporary.replace(project.site)


def _swap_folders(project: Project, build: Path, temporary: Path) -> None:
    """Two renames: the site is absent for a moment, which `repair_site` ends should we be killed in it."""
    shutil.copytree(build, temporary, copy_function=_link_or_copy)
    replacing = _note(project).with_suffix(".tmp")
    replacing.write_text(build.name)
    if project.site.is_dir():
        project.site.rename(_aside(project))
    replacing.replace(_note(project))
    temporary.rename(project.site)
    shutil.rmtree(_aside(project), ignore_errors=True)


def _link_or_copy(source: str, target: str) -> None:
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copyfile(source, target)


def _aside(project: Project) -> Path:
    """Where the old site waits between the two renames."""
    return project.builds / "site-aside"


def _note(project: Project) -> Path:
    """Says that the folder ``site`` is ours, and which build it shows."""
    return project.builds / "site-is-a-folder"
