"""A site appears whole or not at all; the old one stays until then; nothing of anybody else is touched."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from awareness.output import OutputError
from awareness.project import Project
from awareness.releases import Release, build_lock, checksums_of, digest_of, finish, new_staging, prepare
from benchmarks.kills import kill_builds
from tests.small_site import DAY, ROOT, small_project, tree


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / ".build").mkdir()
    return Project(tmp_path)


def release(project: Project, day: date = DAY, **texts: str) -> Release:
    """Publish files named like the keywords."""
    prepare(project)
    staging = new_staging(project)
    for name, text in texts.items():
        (staging / "sub").mkdir(exist_ok=True)
        (staging / "sub" / name).write_text(text)
    return finish(project, staging, day=day, pages=len(texts))


def builds(project: Project) -> set[str]:
    return {path.name for path in project.builds.iterdir() if path.is_dir()}


def test_site_is_a_relative_link_to_a_build_named_after_its_content(project: Project) -> None:
    made = release(project, a="one", b="two")

    assert str(project.site.readlink()) == f".build/{made.digest[:16]}"
    assert tree(project.site) == {"sub/a": b"one", "sub/b": b"two"}
    assert made.digest == digest_of(checksums_of(made.folder))
    assert (made.pages, made.files, made.changed, made.linked) == (2, 2, 2, 0)
    manifest = json.loads(made.folder.with_name(f"{made.folder.name}.json").read_bytes())
    assert manifest == {"day": "2026-11-21", "digest": made.digest, "files": checksums_of(made.folder)}


def test_unchanged_files_are_shared_with_the_build_before(project: Project) -> None:
    one = release(project, a="same", b="old")
    two = release(project, a="same", b="new")

    assert (two.changed, two.linked) == (1, 1)
    assert (one.folder / "sub/a").samefile(two.folder / "sub/a")
    assert not (one.folder / "sub/b").samefile(two.folder / "sub/b")


def test_a_file_edited_in_the_old_build_does_not_spread(project: Project) -> None:
    one = release(project, a="good", b="old")
    (one.folder / "sub/a").write_text("evil")
    release(project, a="good", b="new")
    assert (project.site / "sub/a").read_text() == "good"


def test_the_build_before_stays_for_its_readers_and_older_ones_go(project: Project) -> None:
    one, two, three = (release(project, a=text) for text in ("1", "2", "3"))
    assert builds(project) == {two.folder.name, three.folder.name}
    assert not one.folder.with_name(f"{one.folder.name}.json").exists()
    release(project, a="3")
    assert builds(project) == {two.folder.name, three.folder.name}, "nothing new was published"


def test_the_same_content_reuses_its_build(project: Project) -> None:
    one = release(project, a="1")
    inode = (one.folder / "sub/a").stat().st_ino
    release(project, a="2")
    again = release(project, a="1", day=date(2026, 12, 1))
    assert again.folder == one.folder
    assert (one.folder / "sub/a").stat().st_ino == inode
    assert '"day": "2026-12-01"' in one.folder.with_name(f"{one.folder.name}.json").read_text()
    assert not list(project.builds.glob("staging-*"))


def test_a_damaged_build_is_mended_when_it_is_reused(project: Project) -> None:
    one = release(project, a="1", b="2")
    (one.folder / "sub/a").write_text("broken")
    (one.folder / "sub/b").unlink()
    (one.folder / "stranger").write_text("x")
    release(project, a="1", b="2")
    assert tree(project.site) == {"sub/a": b"1", "sub/b": b"2"}


def test_leftovers_of_killed_runs_are_removed_and_builds_are_not(project: Project) -> None:
    made = release(project, a="1")
    (project.builds / "staging-999-dead/sub").mkdir(parents=True)
    (project.builds / "staging-999-link").symlink_to("nowhere")
    (project.builds / "0123456789abcdef.json").write_text("{}")
    (project.builds / "plain").mkdir()
    prepare(project)
    assert {path.name for path in project.builds.iterdir()} == {made.folder.name, f"{made.folder.name}.json", "plain"}


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_site_made_by_somebody_else_is_refused(project: Project, tmp_path: Path, kind: str) -> None:
    if kind == "folder":
        project.site.mkdir()
        (project.site / "mine.txt").write_text("precious")
    elif kind == "file":
        project.site.write_text("precious")
    else:
        (tmp_path / "elsewhere").mkdir()
        project.site.symlink_to("elsewhere")
    with pytest.raises(OutputError, match="không do chương trình này tạo"):
        release(project, a="1")
    assert not project.site.is_dir() or {path.name for path in project.site.iterdir()} <= {"mine.txt"}


def test_a_failing_step_leaves_the_old_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    release(project, a="1")
    for step in ("write_bytes", "rename", "symlink_to"):

        def fail(self: Path, *_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        with monkeypatch.context() as patch:
            patch.setattr(Path, step, fail)
            with pytest.raises(OutputError, match="đĩa đã đầy"):
                release(project, a=f"2 {step}")
        assert tree(project.site) == {"sub/a": b"1"}, step


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)


@pytest.mark.usefixtures("without_links")
def test_without_links_the_site_is_a_folder_that_is_swapped(project: Project) -> None:
    release(project, a="1", b="same")
    assert project.site.is_dir()
    assert not project.site.is_symlink()
    two = release(project, a="2", b="same")
    assert tree(project.site) == {"sub/a": b"2", "sub/b": b"same"}
    assert two.linked == 1


@pytest.mark.usefixtures("without_links")
def test_a_swap_killed_between_its_two_renames_is_repaired(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    release(project, a="1")
    rename = Path.rename

    def die_with_the_site_aside(self: Path, target: Path) -> Path:
        if target == project.site:
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", die_with_the_site_aside)
        with pytest.raises(KeyboardInterrupt):
            release(project, a="2")
    assert not project.site.exists()

    prepare(project)
    assert tree(project.site) == {"sub/a": b"1"}
    release(project, a="2")
    assert tree(project.site) == {"sub/a": b"2"}


HOLDER = """
import sys, time
from pathlib import Path
from awareness.project import Project
from awareness.releases import build_lock
with build_lock(Project(Path(sys.argv[1])), "lệnh serve"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_who_waits_for_whom_is_said_and_a_dead_holder_frees_the_lock(project: Project) -> None:
    said: list[str] = []
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project.root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(OutputError, match="lệnh serve"),
            build_lock(project, "lệnh build", timeout=0.2, say=said.append),
        ):
            pytest.fail("two builds at once")
        holder.send_signal(signal.SIGKILL)
    assert len(said) == 1
    assert said[0].startswith("lệnh build (tiến trình")
    assert f"lệnh serve (tiến trình {holder.pid})" in said[0]
    with build_lock(project, "lệnh build", timeout=5, say=said.append), build_lock(project, "bên trong", timeout=0):
        pass
    assert len(said) == 1, "the lock may be taken again inside itself"


def test_the_lock_is_held_until_its_outermost_end(project: Project) -> None:
    with build_lock(project, "ngoài"):
        with build_lock(project, "trong"):
            pass
        probe = HOLDER.replace('"lệnh serve"', '"x", timeout=0.1, say=print')
        tried = subprocess.run(
            [sys.executable, "-c", probe, str(project.root)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "held" not in tried.stdout
        assert "ngoài" in tried.stdout


def test_killed_builds_never_leave_the_site_absent_mixed_or_incomplete(tmp_path: Path) -> None:
    counts = kill_builds(small_project(tmp_path, theme="null"), kills=5, seed=3)
    assert counts["published"] >= 1
    assert counts["complete"] > 5
    assert (counts["absent"], counts["mixed"], counts["incomplete"]) == (0, 0, 0)
