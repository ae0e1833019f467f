"""Artifacts that wait on the disk: what is in its place is not written again, and nothing else is taken for it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from awareness import renderers
from awareness.artifacts import Artifact, StoredArtifact
from awareness.catalogue import Catalogue
from awareness.output import OutputError, stage, write_docs
from awareness.project import Project
from awareness.publish import publish
from awareness.spool import Spool, spooled
from tests.conftest import DAY
from tests.small_site import small_project

NOTE = Artifact.text("docs/canh-bao/ba.md", "# Ba\n")
DATA = Artifact.text("site/du-lieu/a.json", "{}")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def written(spool_folder: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in spool_folder.iterdir())


def kept(spool: Spool, *artifacts: Artifact) -> list[StoredArtifact]:
    made = [spool.keep(artifact) for artifact in artifacts]
    assert [(one.path, one.content, one.checksum) for one in made] == [
        (artifact.path, artifact.content, artifact.checksum) for artifact in artifacts
    ]
    return made


def test_artifacts_wait_and_are_put_in_their_places(project: Project, tmp_path: Path) -> None:
    with spooled(project) as spool:
        made = kept(spool, NOTE, DATA)
        assert written(project.builds / "spool") == [b"# Ba\n", b"{}"]
        report = write_docs(project, made, day=DAY)
        assert [str(path) for path in report.written] == ["canh-bao/ba.md"]
        (tmp_path / "staging").mkdir()
        assert stage(made, tmp_path / "staging") == {"du-lieu/a.json": DATA.checksum}
    assert not (project.builds / "spool").exists()
    assert (project.root / NOTE.path).read_bytes() == NOTE.content
    assert (tmp_path / "staging/du-lieu/a.json").read_bytes() == DATA.content
    with pytest.raises(OutputError, match=r"Hai nơi cùng tạo tệp du-lieu/a\.json"), spooled(project) as spool:
        stage(kept(spool, DATA), tmp_path / "staging")


def test_what_is_in_its_place_is_not_written_again(project: Project) -> None:
    with spooled(project) as spool:
        made = kept(spool, NOTE, DATA)
        write_docs(project, made, day=DAY)
        first = publish(project, made, day=DAY)
    with spooled(project) as spool:
        made = kept(spool, NOTE, DATA)
        assert written(project.builds / "spool") == []
        assert write_docs(project, made, day=DAY).written == ()
        again = publish(project, made, day=DAY)
    assert again.digest == first.digest
    assert (again.changed, again.linked) == (0, first.files)


def test_what_somebody_has_changed_is_not_taken_for_what_was_made(project: Project) -> None:
    with spooled(project) as spool:
        made = kept(spool, NOTE, DATA)
        write_docs(project, made, day=DAY)
        first = publish(project, made, day=DAY)
    (first.folder / "du-lieu/a.json").write_text("[]")
    (project.root / NOTE.path).write_text("# Bốn\n", "utf-8")
    with spooled(project) as spool:
        assert spool.found(str(NOTE.path), NOTE.checksum) is None
        assert spool.found(str(DATA.path), DATA.checksum) is None
        made = kept(spool, NOTE, DATA)
        write_docs(project, made, day=DAY)
        again = publish(project, made, day=DAY)
    assert (project.root / NOTE.path).read_bytes() == NOTE.content
    assert (again.folder / "du-lieu/a.json").read_text() == "{}"


def test_what_lies_in_its_place_is_found_by_its_checksum(project: Project) -> None:
    with spooled(project) as spool:
        made = kept(spool, NOTE, DATA)
        write_docs(project, made, day=DAY)
        publish(project, made, day=DAY)
    with spooled(project) as spool:
        for artifact in (NOTE, DATA):
            found = spool.found(str(artifact.path), artifact.checksum)
            assert found is not None
            assert found.content == artifact.content
        assert spool.found(str(NOTE.path), DATA.checksum) is None


def test_what_a_killed_build_left_is_in_nobodys_way(project: Project) -> None:
    (project.builds / "spool").mkdir(parents=True)
    (project.builds / "spool/1-0").write_text("half a fi")
    with spooled(project) as spool:
        assert written(project.builds / "spool") == []
        kept(spool, NOTE)


@pytest.mark.parametrize("names_its_file", [True, False])
def test_a_full_disk_is_told_in_one_sentence(
    project: Project, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, names_its_file: bool
) -> None:
    def full(*_: object) -> Iterator[Artifact]:
        file = [str(project.builds / "spool/1-0")] if names_its_file else []
        raise OSError(errno.ENOSPC, "No space left on device", *file)
        yield

    monkeypatch.setattr(renderers, "RENDERERS", (full,))
    with pytest.raises(OutputError, match="đĩa đã đầy"), spooled(project) as spool:
        renderers.render_all(catalogue, spool=spool)
    assert not (project.builds / "spool").exists()


def test_what_is_wrong_with_another_file_is_not_told_of_the_spool(project: Project) -> None:
    with pytest.raises(PermissionError, match="elsewhere"), spooled(project):
        raise PermissionError(errno.EACCES, "denied", str(project.root / "elsewhere"))
    assert not (project.builds / "spool").exists()
