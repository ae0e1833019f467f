"""What we render is what plain MkDocs renders, it is the same everywhere, and nothing broken is published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from awareness.artifacts import Artifact
from awareness.output import OutputError
from awareness.project import Project
from awareness.publish import PublishError, publish, render_pages
from tests.small_site import DAY, epoch, python, redirect_page, small_project, tree, write

PAGES = (".html", "sitemap.xml")


@pytest.mark.parametrize("theme", ["material", "null"])
def test_pages_equal_plain_mkdocs_byte_for_byte(tmp_path: Path, theme: str) -> None:
    project = small_project(tmp_path / "project", theme=theme)
    plain = python(
        "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "plain"), cwd=project.root, SOURCE_DATE_EPOCH=epoch()
    )
    assert plain.returncode == 0, plain.stderr
    expected = tree(tmp_path / "plain", *PAGES)
    assert len(expected) == 9

    for processes in (1, 2, 3):
        folder = tmp_path / f"ours-{processes}"
        render_pages(project, folder, processes=processes, day=DAY, content_security=False)
        assert tree(folder, *PAGES) == expected, f"{processes} processes"


def test_navigation_shows_titles_of_pages_that_another_process_read(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    render_pages(project, tmp_path / "out", processes=3)
    for path in ("mot/index.html", "trang/so-3/index.html", "404.html"):
        text = (tmp_path / "out" / path).read_text()
        assert ">Tên ở đầu tệp</a>" in text
        assert ">Tên từ tiêu đề</a>" in text
    assert "<lastmod>2026-01-02<" in (tmp_path / "out/sitemap.xml").read_text()


def test_two_builds_are_the_same_bytes_wherever_they_are_made(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.small_site import *; from awareness.publish import publish\n"
        "project = small_project(Path(sys.argv[1]))\n"
        "print(publish(project, [redirect_page()], day=DAY, processes=int(sys.argv[2])).digest)"
    )
    runs = [
        python("-c", script, str(tmp_path / "a"), "1", TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="1", LC_ALL="C.UTF-8"),
        python("-c", script, str(tmp_path / "deep/b"), "3", TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C"),
    ]
    assert all(run.returncode == 0 for run in runs), runs
    assert runs[0].stdout == runs[1].stdout
    one, other = tree(tmp_path / "a/site"), tree(tmp_path / "deep/b/site")
    assert one == other
    assert "sitemap.xml" in one
    assert "sitemap.xml.gz" not in one
    builds = [next((tmp_path / part / ".build").glob("*.json")).read_bytes() for part in ("a", "deep/b")]
    assert builds[0] == builds[1]


@pytest.mark.parametrize("processes", [1, 3])
def test_every_broken_link_and_anchor_is_named_at_once(tmp_path: Path, processes: int) -> None:
    project = small_project(tmp_path)
    write(project.docs / "trang/so-0.md", "[Không có](../khong-co.md)\n")
    write(project.docs / "trang/so-1.md", "[Không có mục](../hai.md#khong-co-muc)\n")
    write(project.docs / "trang/so-2.md", "[Tuyệt đối](/hai/)\n")
    write(project.docs / "trang/so-3.md", "[Không có mục ở đây](#day)\n")

    with pytest.raises(PublishError) as raised:
        render_pages(project, tmp_path / "out", processes=processes)

    messages = raised.value.messages
    assert len(messages) == 4
    for number, named in enumerate(["khong-co.md", "#khong-co-muc", "/hai/", "#day"]):
        assert any(f"trang/so-{number}.md" in message and named in message for message in messages)
    assert "khong-co.md" in str(raised.value)


def test_without_strict_warnings_are_handed_back(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    write(project.docs / "mot.md", "[Không có](khong-co.md)\n\n## Dưới { #duoi }\n")
    rendering = render_pages(project, tmp_path / "out", strict=False, processes=2)
    assert ["khong-co.md" in warning for warning in rendering.warnings] == [True]
    assert (tmp_path / "out/mot/index.html").exists()


@pytest.mark.parametrize("strict", [True, False])
def test_broken_templates_and_odd_pages_are_named_all_at_once(tmp_path: Path, strict: bool) -> None:
    project = small_project(tmp_path, theme="null")
    write(project.docs / "mot.md", "---\ntemplate: none-such.html\n---\n## Dưới { #duoi }\n")
    write(project.docs / "hai.md", "---\ntemplate: broken.html\n---\n## Làm ngay { #lam-ngay }\n")
    write(tmp_path / "overrides/broken.html", "{{ page.none.such }}")
    write(project.docs / "trang/so-1.md", "# Một\n\nĐoạn { style='color: red' }\n\n## Hai { onclick=x }\n")
    with pytest.raises(PublishError) as raised:
        render_pages(project, tmp_path / "out", processes=2, strict=strict)
    text = str(raised.value)
    assert "mot.md" in text
    assert "none-such.html" in text
    assert "hai.md" in text
    assert "trang/so-1/index.html: dòng" in text
    assert "onclick=" in text


def test_broken_configuration_is_named(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    (project.generated / "identity.yml").unlink()
    with pytest.raises(PublishError, match=r"identity\.yml"):
        render_pages(project, tmp_path / "out")


def test_plugins_are_refused(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    config = project.mkdocs_config.read_text()
    project.mkdocs_config.write_text(config.replace("plugins: []", "plugins: [search]"))
    with pytest.raises(PublishError, match="search"):
        render_pages(project, tmp_path / "out")


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    publish(small_project(tmp_path), [], day=DAY, processes=2)
    assert capfd.readouterr() == ("", "")


def test_the_day_reaches_templates_and_the_environment_is_restored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path, theme="null")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    render_pages(project, tmp_path / "out", day=DAY)
    assert "2026-11-21 00:00:00+00:00" in (tmp_path / "out/sitemap.xml").read_text()
    assert os.environ["SOURCE_DATE_EPOCH"] == "7"


def test_only_theme_files_that_something_refers_to_are_published(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    render_pages(project, tmp_path / "out", processes=2)
    assert {path for path in tree(tmp_path / "out") if not path.endswith(".html")} == {
        "assets/extra.css",  # from HTML
        "assets/more.css",  # from CSS
        "assets/shell.js",
        "images/paper.png",  # from an inline style
        "images/dots.png",  # from CSS of CSS
        "anh.svg",  # people put it into docs/
        "sitemap.xml",
    }


def test_artifacts_keep_theme_files_too(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    page = Artifact.text("site/x.html", '<meta charset="utf-8"><script src=/thu/assets/bundle.js></script>')
    publish(project, [page], day=DAY)
    assert (project.site / "assets/bundle.js").exists()


def test_every_page_has_a_policy(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    write(project.docs / "tinh.html", '<meta charset="utf-8"><style>a{}</style>')
    publish(project, [redirect_page()], day=DAY, processes=2)
    html = tree(project.site, ".html")
    assert {"404.html", "tinh.html", "cu/index.html", "trang/so-0/index.html"} < html.keys()
    assert [path for path, text in html.items() if text.count(b"Content-Security-Policy") != 1] == []


def test_odd_artifact_is_named_and_the_old_site_stays(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    before = publish(project, [redirect_page()], day=DAY)
    with pytest.raises(PublishError, match=r"cu/index\.html: thiếu <meta charset>"):
        publish(project, [Artifact.text("site/cu/index.html", "<p onclick=x>")], day=DAY)
    assert project.site.resolve() == before.folder


def test_page_and_artifact_of_one_path_are_an_error(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    with pytest.raises(OutputError, match=r"mot/index\.html"):
        publish(project, [redirect_page("site/mot/index.html")], day=DAY)
    assert not project.site.exists()
    assert not list(project.builds.glob("staging-*"))


def test_rendering_into_a_used_folder_is_refused(tmp_path: Path) -> None:
    project = small_project(tmp_path, theme="null")
    with pytest.raises(OutputError, match="không trống"):
        render_pages(project, project.docs)


def test_a_child_that_dies_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = small_project(tmp_path, theme="null")
    monkeypatch.setattr("awareness.rendering.page_html", lambda *_: os._exit(3))
    with pytest.raises(PublishError, match="mã thoát 3"):
        render_pages(project, tmp_path / "out", processes=2)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_full_disk_while_rendering_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    project: Project = small_project(tmp_path, theme="null")
    monkeypatch.setattr("awareness.rendering.page_html", full)
    with pytest.raises(OutputError, match="đĩa đã đầy"):
        render_pages(project, tmp_path / "out", processes=processes)
