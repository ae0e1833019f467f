"""The derived stylesheet: up to date, small, readable by old phones, and not one box different from the full one."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from awareness import css, stylesheet

# In the page: everything that getComputedStyle knows about every element, its ::before and its ::after, and the focus
# ring of what can be focused, first with the derived sheet, then with the full ones. Compared there, since it is far
# too much to hand over. Custom properties are no boxes and do not count. Of a long list, three items stand for all.
COMPARE = """([full, dark]) => {
  document.querySelectorAll("article li:nth-child(n+4):not(:last-child)").forEach((item) => item.remove());
  const names = Array.from(getComputedStyle(document.body)).filter((name) => !name.startsWith("--"));
  const settle = () => document.getAnimations().forEach((animation) => animation.finish());
  const snapshot = () => {
    const boxes = [];
    const note = (element, part) => {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") return;
      boxes.push([element, part, names.map((name) => style.getPropertyValue(name))]);
    };
    settle();
    for (const element of document.querySelectorAll("html, body, body *"))
      for (const part of ["", "::before", "::after"]) note(element, part);
    for (const element of document.querySelectorAll("a, button, input, textarea")) {
      element.focus({preventScroll: true});
      settle();
      note(element, "");
      element.blur();
    }
    settle();
    return boxes;
  };
  const derived = snapshot();
  document.querySelector("style").textContent = full;
  document.querySelectorAll("link[rel=stylesheet]").forEach((link) => { link.disabled = true; });
  if (dark) document.body.setAttribute("data-md-color-scheme", "slate");
  const reference = snapshot();
  const different = reference.length === derived.length ? [] : ["more or fewer ::before and ::after"];
  derived.forEach(([element, part, values], index) => values.forEach((value, place) => {
    const wanted = (reference[index] || [])[2] || [];
    if (value !== wanted[place])
      different.push(`${element.outerHTML.slice(0, 80)} ${part} ${names[place]}: ${value}, not ${wanted[place]}`);
  }));
  return {boxes: reference.length, properties: names.length, different: different.slice(0, 20)};
}"""

# Phones; between phone and desk, where Material changes its mind at 45, 60 and 76.25em; desk. What is dark does not
# depend on the width.
LOOKS = [(320, False), (1000, False), (1280, False), (360, True)]
in_all_looks = pytest.mark.parametrize(
    ("width", "dark"), LOOKS, ids=[f"{width}-{'dark' if dark else 'light'}" for width, dark in LOOKS]
)


def sample_pages(site: Path) -> list[Path]:
    """One page of each shape: the front page, 404, a list, a table where there is one, two warnings."""
    pages = stylesheet.shell_pages(site)
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    tactics = [page for page in pages if 'class="cb-card"' in texts[page]]
    others = [page for page in pages if page not in tactics]
    tables = [page for page in others if "<table" in texts[page]]
    longest = max(others, key=lambda page: len(texts[page]))
    retired = [page for page in tactics if 'class="cb-banner"' in texts[page]]
    chosen = [site / "index.html", site / "404.html", longest, *tables[:1], *tactics[:1], *retired[:1]]
    return list(dict.fromkeys(chosen))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Any]:
    """Opens a file at a width, with the drawer open or closed; the shell's own script does not take part."""
    contexts = []

    def open_at(path: Path, width: int, *, dark: bool = False, drawer: bool = False, media: str = "screen") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 640}, bypass_csp=True)
        contexts.append(context)
        page = context.new_page()
        page.emulate_media(media=media, color_scheme="dark" if dark else "light", reduced_motion="reduce")  # type: ignore[arg-type]
        page.route("**/shell.js", lambda route: route.abort())
        page.goto(path.as_uri())
        if drawer:
            page.evaluate("document.getElementById('__drawer').checked = true")
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def files(built_site: Path) -> dict[Path, str]:
    return stylesheet.derived_files(built_site)


@pytest.fixture(scope="module")
def derived(files: dict[Path, str]) -> str:
    return style_in(files[stylesheet.DERIVED])


@pytest.fixture(scope="module")
def of_some_pages(files: dict[Path, str]) -> set[str]:
    """The sheets that only some pages carry, after that of all."""
    names = {f"style-{source.stem}.html" for source in stylesheet.PAGE_SHEETS.glob("*.css")}
    return {style_in(text) for path, text in files.items() if path.name in names}


def is_warning(page: Path) -> bool:
    return page.parent.parent.name == "canh-bao"


def style_in(template: str) -> str:
    """What a derived template puts between ``<style>`` and ``</style>``."""
    return re.sub(r"\{% (end)?raw %\}", "", template.split("<style>")[1].split("</style>")[0])


def test_the_committed_sheets_are_derived_from_their_sources(files: dict[Path, str]) -> None:
    assert {path: path.read_text(encoding="utf-8") for path in files} == files
    assert {*stylesheet.DERIVED.parent.glob("style*.html"), *stylesheet.BELOW.parent.glob("*.css")} <= set(files)


def test_the_check_reports_a_sheet_that_is_out_of_date(
    built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "style.html"
    stale.write_text("<style></style>")
    # the real ones take long, and are tested above
    monkeypatch.setattr(stylesheet, "derived_files", lambda site: {stale: "<style>a{top:0}</style>"})
    assert stylesheet.main([str(built_site), "--check"]) == 1
    assert "style.html is out of date" in capsys.readouterr().err
    assert stale.read_text() == "<style></style>"
    assert stylesheet.main([str(built_site)]) == 0
    assert stylesheet.main([str(built_site), "--check"]) == 0


def test_every_page_carries_the_same_sheet_first_and_others_only_where_needed(
    built_site: Path, derived: str, of_some_pages: set[str]
) -> None:
    used = set()
    for path in stylesheet.shell_pages(built_site):
        page = path.read_text(encoding="utf-8")
        if is_warning(path):
            continue
        first, *rest = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        assert first == derived, path
        assert set(rest) <= of_some_pages, path
        assert len(rest) == page.count("<style") - 1, path
        assert 'rel="stylesheet"' not in page, path
        used |= set(rest)
    assert used == of_some_pages


def test_a_warning_carries_what_its_first_view_needs_and_asks_for_the_rest_at_its_end(
    built_site: Path, files: dict[Path, str]
) -> None:
    """What is read in a fright waits for nothing that other pages, or later parts of this one, need."""
    below = (built_site / "assets/below.css").read_bytes()
    link = f"assets/below.css?v={hashlib.sha256(below).hexdigest()[:8]}"
    warnings = [page for page in stylesheet.shell_pages(built_site) if is_warning(page)]
    assert len(warnings) > 60
    for path in warnings:
        page = path.read_text(encoding="utf-8")
        assert re.findall(r"<style>(.*?)</style>", page, re.DOTALL) == [style_in(files[stylesheet.FIRST])], path
        tags = re.findall(r'<link rel="stylesheet"[^>]*>', page)
        assert [tag.partition(" media=")[2] for tag in tags] == ['"(min-width:60em)">', ""], path
        assert all(f'href="../../{link}"' in tag for tag in tags), path
        assert page.rindex(tags[1]) > page.index("</footer>"), path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("html_class", ["", "cb-to", "cb-hc"])
def test_the_first_view_of_a_phone_does_not_change_when_the_rest_comes(
    built_site: Path, open_page: Any, html_class: str, dark: bool
) -> None:
    """Pixel by pixel; with the drawer too far away to be seen, and the phone held either way."""
    for path, width in itertools.product(filter(is_warning, stylesheet.telling_pages(built_site)), (320, 360, 640)):
        page = open_page(path, width, dark=dark)
        page.evaluate("(name) => name && document.documentElement.classList.add(name)", html_class)
        whole = page.screenshot(animations="disabled")
        page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach((link) => { link.disabled = true; })")
        assert page.locator("style").count() == 1
        end_of_card = page.locator(".cb-card").evaluate("(card) => card.getBoundingClientRect().bottom")
        assert end_of_card > 300
        assert_same_pixels(whole, page.screenshot(animations="disabled"), min(640, int(end_of_card)), path)


def assert_same_pixels(one: bytes, other: bytes, height: int, path: Path) -> None:
    """Fails where two screenshots differ above ``height``, in pixels."""
    images = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in (one, other)]
    assert images[0].size == images[1].size
    difference = ImageChops.difference(*images).crop((0, 0, images[0].width, height)).getbbox()
    assert difference is None, f"{path}: {difference}"


def test_the_sheets_are_small(files: dict[Path, str], derived: str, of_some_pages: set[str]) -> None:
    assert stylesheet.gzipped(derived) <= 6 * 1024
    assert stylesheet.gzipped(style_in(files[stylesheet.FIRST])) <= 3.75 * 1024
    assert stylesheet.gzipped(files[stylesheet.BELOW]) <= 3 * 1024
    assert all(stylesheet.gzipped(text) <= 1024 for text in of_some_pages)


@pytest.mark.parametrize(
    "feature", [":is(", ":where(", ":has(", "inset:", "aspect-ratio", "color-mix", "@layer", "@container"]
)
def test_chrome_80_can_read_the_sheets(files: dict[Path, str], feature: str) -> None:
    assert not any(feature in text for text in files.values())


@pytest.mark.parametrize(
    ("selector", "wide"),
    [
        (".md-nav__link:focus::before", ".md-nav__link"),
        ("a>:hover", "a>*"),
        ("a :hover>b", "a *>b"),
        (":hover", "*"),
        (".cb-lock .a[hidden]~b", "* .a~b"),
        ("li:nth-child(2):not(.x)", "li:nth-child(2)"),
        ("[data-md-toggle=drawer]:checked~.md-overlay", "[data-md-toggle=drawer]~.md-overlay"),
    ],
)
def test_selectors_are_widened(selector: str, wide: str) -> None:
    assert css.widen(selector) == wide


def test_what_no_page_can_use_is_left_out() -> None:
    page = '<body data-md-color-scheme="default"><p class="a">'
    sheet = css.dark_by_media(
        css.parse(
            ".a{--x:1px;--y:2px;--z:var(--x);margin:var(--z)} .b{color:red} p:hover,.b{top:0}"
            "[data-md-color-scheme=slate] .a{color:red} @media print{.b{top:0}}"
            "@keyframes n{to{top:0}}@keyframes m{to{top:0}} .a{animation:m 1s; -moz-hyphens:auto}"
        )
    )
    selectors = [selector for rule in css.rules(sheet) for selector in rule.selectors]
    usable = css.usable_selectors(selectors, [page])
    assert "".join(map(str, css.tidy(css.with_selectors(sheet, usable)))) == (
        ".a{--x:1px;--z:var(--x);margin:var(--z)}p:hover{top:0}"
        "@media screen and (prefers-color-scheme:dark){[data-md-color-scheme] .a{color:red}}"
        "@keyframes m{to{top:0}}.a{animation:m 1s}"
    )


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ("a{top:0;left:0} a{top:1px}", "a{left:0}a{top:1px}"),
        ("a{margin-top:0;border-top:0} a{margin:0;border:0}", "a{border-top:0}a{margin:0;border:0}"),
        ("a,b{top:0} a{top:1px}", "a,b{top:0}a{top:1px}"),  # of b nothing else is said
        ("a,b{top:0} b{top:1px} a{top:2px}", "b{top:1px}a{top:2px}"),
        ("a{top:0!important} a{top:1px}", "a{top:0!important}a{top:1px}"),
        ("@media print{a{top:0;left:0}} a{top:1px}", "@media print{a{left:0}}a{top:1px}"),
        ("a{top:0} @media print{a{top:1px}}", "a{top:0}@media print{a{top:1px}}"),  # not always
        ("a{top:0} a:hover{top:1px}", "a{top:0}a:hover{top:1px}"),
    ],
)
def test_what_the_same_selector_says_again_is_left_out(sheet: str, left: str) -> None:
    assert "".join(map(str, css.tidy(css.without_overridden(css.parse(sheet))))) == left


def test_variables_that_we_set_ourselves_are_not_taken_from_the_theme() -> None:
    sheet = css.parse(":root{--a:1px;--b:2px} @media print{p{--a:3px;top:var(--a)}}")
    assert "".join(map(str, css.without_variables(sheet, {"--a"}))) == (":root{--b:2px}@media print{p{top:var(--a)}}")


def test_a_sheet_is_cut_where_the_first_view_ends() -> None:
    page = (
        '<body><nav class="md-sidebar"><i>i</i></nav><div class="cb-card"><b>b</b></div>'
        '<section class="cb-section"><em>em</em></section><div class="cb-bar"><s>s</s></div>'
    )
    sheet = css.parse(
        "i{top:0} b{top:0} .cb-section{top:0} em,b{left:0} em{top:0} s{top:0} b:hover{top:1px} @page{margin:0}"
        "@media print{b{top:0}} @media (min-width:60em){b{top:0}} @media (max-width:20em){b{top:0} em{top:0}}"
    )
    first, rest = ("".join(map(str, part)) for part in stylesheet.cut(sheet, [page]))
    assert first == "b{top:0}.cb-section{top:0}em,b{left:0}s{top:0}@media (max-width:20em){b{top:0}}"
    assert rest == (
        "i{top:0}em{top:0}b:hover{top:1px}@page{margin:0}"
        "@media print{b{top:0}}@media (min-width:60em){b{top:0}}@media (max-width:20em){em{top:0}}"
    )


def test_unknown_css_is_an_error_and_not_a_loss() -> None:
    with pytest.raises(css.StylesheetError, match="line 2"):
        css.parse("a{top:0}\n@container (width > 1px){a{top:1px}}")


def test_a_folder_without_pages_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert stylesheet.main([str(tmp_path)]) == 1
    assert "no page" in capsys.readouterr().err


@in_all_looks
def test_every_box_is_as_with_the_full_stylesheets(built_site: Path, open_page: Any, width: int, dark: bool) -> None:
    for path in sample_pages(built_site):
        assert_same_boxes(open_page(path, width, dark=dark), dark)


@in_all_looks
def test_every_box_is_the_same_while_the_drawer_is_open(
    built_site: Path, open_page: Any, width: int, dark: bool
) -> None:
    assert_same_boxes(open_page(built_site / "index.html", width, dark=dark, drawer=True), dark)


def test_every_printed_box_is_as_with_the_full_stylesheets(built_site: Path, open_page: Any) -> None:
    for path in sample_pages(built_site):
        assert_same_boxes(open_page(path, 800, media="print"))


def test_the_comparison_sees_a_missing_rule(built_site: Path, open_page: Any) -> None:
    page = open_page(built_site / "index.html", 360)
    page.evaluate("document.querySelector('style').sheet.deleteRule(0)")
    with pytest.raises(AssertionError):
        assert_same_boxes(page)


def assert_same_boxes(page: Page, dark: bool = False) -> None:
    """Fails with the first differences between the page as it is and the page with everything of Material's."""
    result = page.evaluate(COMPARE, [stylesheet.full_css(), dark])
    assert result["boxes"] > 50, page.url
    assert result["properties"] > 300, page.url
    assert result["different"] == [], page.url
