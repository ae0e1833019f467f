"""Renderers of search: what can be found, handed over to the phone, and the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from awareness import kit_pages, quiz_pages
from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue
from awareness.community import Campaign, Checklist, CommunityModel
from awareness.message_signs import model_data
from awareness.records import Contact, Guide, Response, Tactic, Tip
from awareness.search_engine import Entry

TACTICS: Final = "canh-bao/"
"""How the addresses of tactics begin: a pasted message is compared with these only."""


def entries(catalogue: Catalogue) -> list[Entry]:
    """Everything that can be found: current tactics, what to do when it has happened, what to tell whom, guides,
    what neighbours do together, what they check, campaigns, what to send this week."""
    return [
        *(_tactic_entry(catalogue, tactic) for tactic in catalogue.current_tactics),
        *(_response_entry(response) for response in catalogue.responses.values()),
        *(_tip_entry(tip) for tip in catalogue.tips.values()),
        *(_guide_entry(guide) for guide in catalogue.current_guides),
        *(_model_entry(model) for model in catalogue.current_models),
        *(_campaign_entry(campaign) for campaign in catalogue.current_campaigns),
        _PLAN_ENTRY,
        *(_checklist_entry(checklist) for checklist in catalogue.current_checklists),
        *(
            Entry(room.LIST["url"], room.TITLE, room.DESCRIPTION, room.LIST["title"], room.SEARCHED)
            for room in (kit_pages, quiz_pages)
        ),
        *(_contact_entry(contact) for contact in catalogue.contacts.values()),
    ]


def message_model(catalogue: Catalogue) -> Iterator[Artifact]:
    """``site/assets/message-model.js``: the signs by which the phone judges a pasted message."""
    text = json.dumps(model_data(), ensure_ascii=False, separators=(",", ":"))
    yield Artifact.text("site/assets/message-model.js", f"window.messageModel={text};\n")


def _tactic_entry(catalogue: Catalogue, tactic: Tactic) -> Entry:
    return Entry(
        url=f"{TACTICS}{tactic.id}/",
        title=tactic.title,
        summary=tactic.summary,
        kind=catalogue.category(tactic).label,
        sentences=(
            *tactic.also_known_as,
            *tactic.symptoms,
            *(line.says for line in tactic.script),
            *tactic.red_flags,
            *tactic.how_it_works,
            *tactic.do,
            *tactic.check,
        ),
    )


def _response_entry(response: Response) -> Entry:
    url = f"vua-bi-lua/#{response.id}"
    return Entry(url, response.title, response.summary, "Việc cần làm", tuple(response.symptoms))


def _tip_entry(tip: Tip) -> Entry:
    return Entry(f"bao-tin/#viec-{tip.id}", tip.title, tip.summary, "Báo tin", (*tip.symptoms, *tip.when))


def _guide_entry(guide: Guide) -> Entry:
    if guide.kit and not guide.kit.in_menu:
        # What a kit tells stands in its warnings, which residents in need must find first.
        return Entry(f"{guide.id}/", guide.title, guide.summary, "Bộ tài liệu", tuple(guide.symptoms))
    lines = (line for section in guide.sections for line in (section.heading, *section.lines))
    return Entry(f"{guide.id}/", guide.title, guide.summary, "Nên biết", (*guide.symptoms, *lines))


def _model_entry(model: CommunityModel) -> Entry:
    # How it is started is for readers of the page: residents who type such words look for warnings.
    lines = (*model.symptoms, *model.what)
    return Entry(f"mo-hinh/{model.id}/", model.title, model.summary, "Bà con cùng làm", lines)


def _campaign_entry(campaign: Campaign) -> Entry:
    lines = (*campaign.symptoms, *campaign.why)
    return Entry(f"chien-dich/{campaign.id}/", campaign.title, campaign.summary, "Theo mùa", lines)


_PLAN_ENTRY: Final = Entry(
    "tuan-nay-gui-gi/",
    "Tuần này gửi gì",
    "Lịch gửi cảnh báo vào nhóm Zalo, mỗi tuần vài tin.",
    "Theo mùa",
    (
        "Tuần này gửi tin gì vào nhóm Zalo tổ dân phố",
        "Lịch gửi cảnh báo hằng tuần cho bà con",
        "Tuần ni đăng bài chi lên nhóm xóm",
        "lich tuyen truyen theo tuan",
    ),
)


def _checklist_entry(checklist: Checklist) -> Entry:
    # As with models: residents who type the words of an item look for the warning about it.
    lines = (*checklist.symptoms, checklist.place)
    return Entry(f"kiem-tra/{checklist.id}/", checklist.title, checklist.summary, "Bảng kiểm", lines)


def _contact_entry(contact: Contact) -> Entry:
    return Entry(f"bao-tin/#kenh-{contact.id}", contact.title, contact.summary, "Gọi, báo tin", tuple(contact.use_for))
