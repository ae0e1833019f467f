"""Renderers of pages: catalogue → Markdown that MkDocs publishes. Pure functions; the words are in the templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from jinja2 import Environment

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.records import Coaching, Contact, Listener, Tactic
from awareness.sharing import full_message
from awareness.templating import markdown_environment, tidy
from awareness.vietnamese import sort_key

LATEST_ON_HOME: Final = 5
URGENT: Final = "khan-cap"
EMERGENCY_CALLS: Final = ("113", "114")
"""Contacts on the call bar of pages that are not about one danger."""

Meta = dict[str, Any]
"""Front matter of a page; see "Contracts" in HACKING.md."""


def tactic_pages(catalogue: Catalogue, tactics: Iterable[Tactic]) -> Iterator[Artifact]:
    """``docs/canh-bao/<id>.md`` for each of ``tactics``, retired ones included."""
    environment = _environment(catalogue)
    for tactic in tactics:
        yield _page(
            environment,
            "tactic",
            f"canh-bao/{tactic.id}.md",
            _tactic_meta(catalogue, tactic),
            tactic=tactic,
            hazard=catalogue.category(tactic).hazard,
            responses=catalogue.responses_of(tactic),
            coaching=list(_coaching_by_listener(catalogue, tactic)),
            reconciliations=catalogue.reconciliations(tactic),
            related=catalogue.related(tactic),
            sources=tactic.sources,
            field_names=catalogue.vocabulary.fields,
        )


def tactic_list(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/canh-bao/index.md``: every current tactic, by category."""
    description = "Danh sách mọi thủ đoạn lừa đảo và mối nguy, xếp theo nhóm, kèm việc cần làm ngay."
    meta = _meta(catalogue, "Mọi cảnh báo", description, crumbs=())
    yield _page(
        _environment(catalogue), "tactic-list", "canh-bao/index.md", meta, categories=list(catalogue.by_category())
    )


def home(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/index.md``: what to do, the most urgent tactics, the latest changes."""
    tactics = catalogue.current_tactics
    meta = _meta(catalogue, catalogue.site.name, catalogue.site.description, crumbs=None)
    yield _page(
        _environment(catalogue),
        "home",
        "index.md",
        meta,
        site=catalogue.site,
        urgent=[tactic for tactic in tactics if tactic.severity == URGENT],
        latest=sorted(tactics, key=lambda tactic: tactic.updated, reverse=True)[:LATEST_ON_HOME],
    )


def response_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/vua-bi-lua/index.md``: what to do when it has happened, step by step."""
    description = "Đã chuyển tiền, cài ứng dụng lạ, lộ giấy tờ, gặp cướp, có cháy: việc cần làm theo từng bước."
    yield _page(
        _environment(catalogue),
        "responses",
        "vua-bi-lua/index.md",
        _meta(catalogue, "Tôi vừa bị lừa hoặc gặp nạn", description, crumbs=()),
        responses=list(catalogue.responses.values()),
        phases=catalogue.vocabulary.phases,
        field_names=catalogue.vocabulary.fields,
    )


def reporting_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/bao-tin/index.md``: every contact, what it is for and what not."""
    description = "Số khẩn cấp, nơi tố giác, tổng đài thật để gọi lại kiểm tra, có nguồn và ngày đọc nguồn."
    yield _page(
        _environment(catalogue),
        "reporting",
        "bao-tin/index.md",
        _meta(catalogue, "Gọi ai, báo ở đâu", description, crumbs=()),
        contacts_by_kind=list(catalogue.contacts_by_kind()),
    )


def about_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/ve-trang-nay/index.md``: who runs this site and what it never asks."""
    description = "Ai vận hành trang này, cơ quan nào đã nhận nội dung, và những điều trang không bao giờ hỏi."
    meta = _meta(catalogue, "Ai làm trang này", description, crumbs=())
    yield _page(_environment(catalogue), "about", "ve-trang-nay/index.md", meta, site=catalogue.site)


def search_page(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/tim/index.md``: where the search shows its results; without scripts, everything from A to Z."""
    description = "Gõ chuyện vừa xảy ra, không dấu cũng được, để tìm đúng cảnh báo và việc cần làm."
    linked = [
        *(_Linked(tactic.title, f"canh-bao/{tactic.id}.md") for tactic in catalogue.current_tactics),
        *(_Linked(response.title, f"vua-bi-lua/index.md#{response.id}") for response in catalogue.responses.values()),
        *(_Linked(contact.title, f"bao-tin/index.md#kenh-{contact.id}") for contact in catalogue.contacts.values()),
    ]
    yield _page(
        _environment(catalogue),
        "search",
        "tim/index.md",
        _meta(catalogue, "Tìm theo việc đã xảy ra", description, crumbs=()) | {"template": "search.html"},
        entries=sorted(linked, key=lambda entry: sort_key(entry.title)),
    )


class _Linked(NamedTuple):
    title: str
    path: str


# --- front matter ----------------------------------------------------------------------------------------------


def _tactic_meta(catalogue: Catalogue, tactic: Tactic) -> Meta:
    category = catalogue.category(tactic)
    return {
        "title": tactic.title,
        "description": tactic.summary,
        "template": "tactic.html",
        "id": tactic.id,
        "category_label": category.label,
        "severity": tactic.severity,
        "severity_label": catalogue.vocabulary.severities[tactic.severity].label,
        "status": tactic.status,
        "call": _call_bar(catalogue.call_contacts(category.call)),
        "message": full_message(catalogue, tactic),
        "published": tactic.published,
        "updated": tactic.updated,
        "reviewed": tactic.reviewed,
        "review_due": tactic.review_due,
        "crumbs": [_HOME_CRUMB, {"title": "Mọi cảnh báo", "url": "canh-bao/"}],
    }


_HOME_CRUMB: Final = {"title": "Trang đầu", "url": ""}


def _meta(catalogue: Catalogue, title: str, description: str, *, crumbs: tuple[dict[str, str], ...] | None) -> Meta:
    """Front matter of a page that is not one record's.

    crumbs: the pages between home and this one; None on the home page itself.
    """
    meta: Meta = {
        "title": title,
        "description": description,
        "template": "shell.html",
        "updated": catalogue.changed_on,
        "call": _call_bar(catalogue.call_contacts(EMERGENCY_CALLS)),
    }
    return meta if crumbs is None else meta | {"crumbs": [_HOME_CRUMB, *crumbs]}


def _call_bar(contacts: Iterable[Contact]) -> list[dict[str, str | None]]:
    """What the call bar dials and whom one reaches: titles read "113 – Công an"."""
    return [
        {"number": contact.dial, "label": contact.title.removeprefix(f"{contact.number} – ")} for contact in contacts
    ]


# --- bodies ----------------------------------------------------------------------------------------------------


def _coaching_by_listener(catalogue: Catalogue, tactic: Tactic) -> Iterator[tuple[str, Listener, list[Coaching]]]:
    for listener_id, listener in catalogue.vocabulary.coaching_to.items():
        lines = [line for line in tactic.coaching if line.to == listener_id]
        if lines:
            yield listener_id, listener, lines


def _environment(catalogue: Catalogue) -> Environment:
    return markdown_environment(catalogue.dialled_numbers)


def _page(environment: Environment, template: str, path: str, meta: Meta, **context: Any) -> Artifact:
    text = environment.get_template(f"{template}.md.j2").render(meta=meta, **context)
    return Artifact.text(f"docs/{path}", tidy(text))
