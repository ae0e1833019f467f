"""A small project of our own making, so that these tests need neither the records nor the theme of the day."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from awareness.artifacts import Artifact
from awareness.project import Project

DAY = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parents[1]

MAIN_TEMPLATE = """<!doctype html>
<html lang="vi"><head>
<meta charset="utf-8">
<title>{{ page.title if page else "404" }}</title>
<style>body { background: url("../images/paper.png") }</style>
<link rel="stylesheet" href="{{ 'assets/extra.css' | url }}">
<script src="{{ 'assets/shell.js' | url }}" defer></script>
<script type="application/ld+json">{"name": "data, not code"}</script>
</head><body>
{% for item in nav %}<a href="{{ item.url | url }}">{{ item.title }}</a>{% endfor %}
{{ page.content if page }}
</body></html>
"""
SITEMAP_TEMPLATE = """<?xml version="1.0" encoding="UTF-8"?>
<urlset>{% for file in pages %}
<url><loc>{{ file.page.canonical_url | e }}</loc><lastmod>{{ file.page.meta.updated or build_date_utc }}</lastmod></url>
{%- endfor %}
</urlset>
"""
CONFIG = """INHERIT: docs/.generated/identity.yml
theme:
  name: {theme}
  custom_dir: overrides
{settings}
plugins: []
markdown_extensions: [attr_list]
nav:
  - index.md
  - mot.md
  - hai.md
not_in_nav: |
  /trang/*
validation:
  links: {{not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}}
"""


def small_project(root: Path, *, theme: str = "material", extra_pages: int = 4) -> Project:
    """Pages that link to one another's anchors from every slice; theme "null" is a template of a few lines."""
    settings = "  language: vi\n  font: false" if theme == "material" else "  static_templates: [404.html]"
    write(root / "mkdocs.yml", CONFIG.format(theme=theme, settings=settings))
    write(root / "docs/.generated/identity.yml", "site_name: Thử\nsite_url: https://canhbao.example/thu/\n")
    write(root / "docs/index.md", "---\nupdated: '2026-01-02'\n---\n# Trang đầu\n\n[Hai](hai.md#lam-ngay)\n")
    write(
        root / "docs/mot.md",
        "---\ntitle: Tên ở đầu tệp\n---\n\n[Hai](hai.md#lam-ngay) [Đây](#duoi)\n\n## Dưới { #duoi }\n",
    )
    write(root / "docs/hai.md", "# Tên từ tiêu đề\n\n## Làm ngay { #lam-ngay }\n\n[Một](mot.md#duoi)\n")
    write(root / "docs/anh.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    for number in range(extra_pages):
        write(
            root / f"docs/trang/so-{number}.md",
            f"# Trang số {number}\n\n[Hai](../hai.md#lam-ngay) ![ảnh](../anh.svg)\n",
        )
    (root / "overrides").mkdir(parents=True, exist_ok=True)
    if theme != "material":
        write(root / "overrides/main.html", MAIN_TEMPLATE)
        write(root / "overrides/404.html", '{% extends "main.html" %}')
        write(root / "overrides/sitemap.xml", SITEMAP_TEMPLATE)
        write(
            root / "overrides/assets/extra.css",
            '@import "more.css"; h1 { color: red }\n/*# sourceMappingURL=extra.css.map */',
        )
        write(root / "overrides/assets/more.css", "p { background: url(../images/dots.png) }")
        write(root / "overrides/assets/shell.js", "/* theme */")
        for unused in ("assets/extra.css.map", "assets/bundle.js", "src/own.css"):
            write(root / "overrides" / unused, "nobody asks for me")
        write(root / "overrides/images/paper.png", "paper")
        write(root / "overrides/images/dots.png", "dots")
    return Project(root)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def redirect_page(path: str = "site/cu/index.html") -> Artifact:
    return Artifact.text(path, '<!doctype html><meta charset="utf-8"><title>Đã chuyển</title><a href="../mot/">Một</a>')


def tree(folder: Path, *suffixes: str) -> dict[str, bytes]:
    """Every file of a folder with its bytes, or only those with these endings."""
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {path: content for path, content in found.items() if not suffixes or path.endswith(suffixes)}


def python(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run this Python with our package in reach."""
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=surroundings | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def epoch(day: date = DAY) -> str:
    return str((day - date(1970, 1, 1)).days * 86400)
