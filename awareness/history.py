"""The list of all ids ever published: kept in the repository, only ever added to."""

from __future__ import annotations

from awareness.catalogue import Catalogue
from awareness.output import disk_errors
from awareness.project import Project
from awareness.reading import PUBLISHED_IDS

_HEADER = "# Mọi mã từng được đăng. Máy tự thêm; không xóa dòng nào: địa chỉ đã gửi cho bà con phải sống mãi.\n"


def remember_published_ids(project: Project, catalogue: Catalogue) -> list[str]:
    """Add the ids of this build to ``warnings/published-ids.txt``; returns those that are new.

    The file is replaced as a whole, so that a killed run leaves the old one.
    """
    path = project.warnings / PUBLISHED_IDS
    text = path.read_text("utf-8") if path.is_file() else _HEADER
    known = set(text.splitlines())
    keys = (f"{record.folder}/{record.id}" for record in catalogue.records())
    new = sorted(key for key in keys if key not in known)
    if new:
        temporary = path.with_name(f".{path.name}.new")
        with disk_errors(path):
            temporary.write_text(text.rstrip("\n") + "\n" + "".join(f"{key}\n" for key in new), "utf-8")
            temporary.replace(path)
    return new
