"""Artifacts reach the disk whole, only when they changed, and never over what people wrote."""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from pathlib import Path

import pytest

from awareness.artifacts import Artifact
from awareness.output import OutputError, generated_paths, stage, write_docs
from awareness.project import Project

DAY = date(2026, 11, 21)
ONE = Artifact.text("docs/canh-bao/mot.md", "# Một\n")
TWO = Artifact.text("docs/hai/hai.md", "# Hai\n")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "docs").mkdir()
    return Project(tmp_path)


def stamps(project: Project) -> dict[Path, tuple[int, int]]:
    return {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in project.docs.rglob("*") if p.is_file()}


def test_writes_what_is_new_and_says_so(project: Project) -> None:
    report = write_docs(project, [TWO, ONE, Artifact.text("site/x.txt", "not here")], day=DAY)

    assert [str(path) for path in report.written] == ["canh-bao/mot.md", "hai/hai.md"]
    assert (project.docs / "canh-bao/mot.md").read_text() == "# Một\n"
    assert not (project.docs / "x.txt").exists()


def test_leaves_unchanged_files_untouched(project: Project) -> None:
    write_docs(project, [ONE, TWO], day=DAY)
    before = stamps(project)

    report = write_docs(project, [ONE, TWO], day=DAY)

    assert stamps(project) == before, "a touched file makes the preview rebuild forever"
    assert (report.written, report.removed, report.unchanged) == ((), (), 2)


def test_replaces_a_file_in_one_step(project: Project) -> None:
    write_docs(project, [ONE], day=DAY)
    with (project.docs / "canh-bao/mot.md").open() as reader:
        write_docs(project, [Artifact.text("docs/canh-bao/mot.md", "# Khác\n")], day=DAY)
        assert reader.read() == "# Một\n", "whoever had opened the old file keeps the old file"


def test_removes_orphans_and_the_folders_they_leave_empty(project: Project) -> None:
    write_docs(project, [ONE, TWO], day=DAY)
    (project.docs / "canh-bao/tay.md").write_text("by hand")

    report = write_docs(project, [], day=DAY)

    assert [str(path) for path in report.removed] == ["canh-bao/mot.md", "hai/hai.md"]
    assert not (project.docs / "hai").exists()
    assert (project.docs / "canh-bao/tay.md").read_text() == "by hand"


def test_refuses_to_overwrite_what_people_wrote(project: Project) -> None:
    (project.docs / "canh-bao").mkdir()
    (project.docs / "canh-bao/mot.md").write_text("by hand")

    with pytest.raises(OutputError, match=r"docs/canh-bao/mot\.md do người viết"):
        write_docs(project, [ONE, TWO], day=DAY)

    assert (project.docs / "canh-bao/mot.md").read_text() == "by hand"
    assert not (project.docs / "hai").exists(), "nothing is written once something is wrong"


def test_adopts_a_file_with_the_right_bytes_when_the_manifest_is_lost(project: Project) -> None:
    write_docs(project, [ONE], day=DAY)
    (project.generated / "manifest.json").unlink()

    assert write_docs(project, [ONE], day=DAY).unchanged == 1
    assert write_docs(project, [], day=DAY).removed


def test_a_run_killed_half_way_is_not_taken_for_a_person(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def die_at_the_second_page(self: Path, target: Path) -> Path:
        if target.name == "hai.md":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", die_at_the_second_page)
        with pytest.raises(KeyboardInterrupt):
            write_docs(project, [ONE, TWO], day=DAY)

    write_docs(project, [Artifact.text("docs/canh-bao/mot.md", "# Sửa lại\n")], day=DAY)
    assert (project.docs / "canh-bao/mot.md").read_text() == "# Sửa lại\n"


@pytest.mark.parametrize(
    "path", ["docs/../ngoai.md", "docs/a/../../ngoai.md", "docs/a\\b.md", "docs/C:x.md", "docs/a\0.md", "docs"]
)
def test_refuses_paths_that_lead_out(project: Project, path: str) -> None:
    with pytest.raises(OutputError):
        write_docs(project, [Artifact.text(path, "out")], day=DAY)
    assert not (project.root / "ngoai.md").exists()


def test_refuses_a_linked_folder_that_leads_out(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (project.docs / "canh-bao").symlink_to(elsewhere)

    with pytest.raises(OutputError, match="dẫn ra ngoài"):
        write_docs(project, [ONE], day=DAY)
    assert not list(elsewhere.iterdir())


def test_refuses_one_path_twice_and_the_name_of_the_manifest(project: Project) -> None:
    with pytest.raises(OutputError, match="cùng đường dẫn"):
        write_docs(project, [ONE, ONE], day=DAY)
    with pytest.raises(OutputError, match="dành riêng"):
        write_docs(project, [Artifact.text("docs/.generated/manifest.json", "{}")], day=DAY)


def test_a_full_disk_is_one_sentence_and_loses_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write_docs(project, [ONE], day=DAY)

    def full(self: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OutputError, match="đĩa đã đầy"):
            write_docs(project, [Artifact.text("docs/canh-bao/mot.md", "# Khác\n"), TWO], day=DAY)

    assert (project.docs / "canh-bao/mot.md").read_text() == "# Một\n"
    assert not list(project.docs.rglob("*.tmp"))


def test_manifest_names_day_and_checksums_in_the_same_bytes(project: Project) -> None:
    write_docs(project, [TWO, ONE], day=DAY)
    first = (project.generated / "manifest.json").read_bytes()
    write_docs(project, [], day=DAY)
    write_docs(project, [ONE, TWO], day=DAY)

    manifest = json.loads(first)
    assert (project.generated / "manifest.json").read_bytes() == first
    assert manifest["day"] == "2026-11-21"
    assert list(manifest["files"]) == ["canh-bao/mot.md", "hai/hai.md"]
    assert {str(path) for path in generated_paths(project)} == set(manifest["files"])


def test_a_broken_manifest_stops_everything(project: Project) -> None:
    write_docs(project, [ONE], day=DAY)
    (project.generated / "manifest.json").write_text("{")
    with pytest.raises(OutputError, match=r"manifest\.json"):
        write_docs(project, [], day=DAY)
    assert (project.docs / "canh-bao/mot.md").exists()


def test_stage_writes_site_files_and_refuses_a_taken_path(tmp_path: Path) -> None:
    folder = tmp_path / "staging"
    folder.mkdir()
    (folder / "index.html").write_text("a page")

    assert list(stage([ONE, Artifact.text("site/du-lieu/a.json", "{}")], folder)) == ["du-lieu/a.json"]
    assert (folder / "du-lieu/a.json").read_text() == "{}"
    with pytest.raises(OutputError, match=r"index\.html"):
        stage([Artifact.text("site/index.html", "another")], folder)
    assert (folder / "index.html").read_text() == "a page"
    with pytest.raises(OutputError):
        stage([Artifact.text("site/../out.txt", "out")], folder)


@pytest.mark.parametrize(("number", "said"), [(errno.EROFS, "ổ đĩa chỉ cho đọc"), (errno.EACCES, "không có quyền")])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    project: Project, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    write_docs(project, [ONE], day=DAY)
    before = stamps(project)

    def refused(self: Path, content: bytes) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", refused)
        with pytest.raises(OutputError, match=f"Không ghi được .*: {said} → "):
            write_docs(project, [Artifact.text("docs/canh-bao/mot.md", "# Khác\n"), TWO], day=DAY)

    assert stamps(project) == before
