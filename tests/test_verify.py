"""A deployed folder against the manifest of the build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from awareness.output import OutputError
from awareness.project import Project
from awareness.publish import PublishError, publish
from awareness.verify import compare, manifest_for
from tests.small_site import DAY, redirect_page, small_project
from tests.test_commands import run


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = small_project(tmp_path_factory.mktemp("verified"), theme="null")
    publish(project, [redirect_page()], day=DAY, processes=1)
    return project


def test_the_published_site_is_what_was_built(project: Project) -> None:
    found = compare(project.site, manifest_for(project, project.site))
    assert found.is_the_same
    assert found.lines() == [f"Đúng cả {found.files} tệp (bản {found.digest[:8]}, ngày 2026-11-21)."]
    assert found.files == len([path for path in project.site.resolve().rglob("*") if path.is_file()])


def test_what_is_missing_changed_or_added_is_said(project: Project, tmp_path: Path) -> None:
    deployed = tmp_path / "deployed"
    shutil.copytree(project.site.resolve(), deployed)
    (deployed / "hai/index.html").unlink()
    (deployed / "mot/index.html").write_text("đã bị sửa", "utf-8")
    (deployed / "la.html").write_text("x", "utf-8")
    answer = run("--project", str(project.root), "verify", str(deployed))
    assert answer.returncode == 1
    assert answer.stdout.splitlines()[:3] == ["thiếu: hai/index.html", "đã đổi: mot/index.html", "thừa: la.html"]
    assert "1 thiếu, 1 đã đổi, 1 thừa → Chép lại" in answer.stdout.splitlines()[3]


def test_a_manifest_that_was_changed_is_refused(project: Project, tmp_path: Path) -> None:
    manifest = json.loads(manifest_for(project, project.site).read_bytes())
    manifest["files"]["mot/index.html"] = "0" * 64
    for name, content in (("a.json", json.dumps(manifest)), ("b.json", "{"), ("c.json", "[]")):
        (tmp_path / name).write_text(content)
        with pytest.raises(OutputError, match="hoặc đã bị sửa"):
            compare(project.site, tmp_path / name)


def test_what_is_not_there_is_one_sentence(project: Project, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Không có thư mục"):
        compare(tmp_path / "none", manifest_for(project, project.site))
    with pytest.raises(OutputError, match="Không đọc được"):
        compare(project.site, tmp_path / "none.json")
    with pytest.raises(OutputError, match="Thêm --manifest"):
        manifest_for(Project(tmp_path), tmp_path)


def test_a_build_that_lost_an_address_is_not_published(project: Project) -> None:
    before = project.site.resolve()
    with pytest.raises(PublishError, match=r"không còn: xua/ → Khôi phục"):
        publish(project, [redirect_page()], day=DAY, processes=1, owed=["mot/", "cu/", "xua/"])
    assert project.site.resolve() == before
