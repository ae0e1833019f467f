"""Renderers of kits: for each audience one page that brings together what the records have for it, and their list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from awareness.artifacts import Artifact
from awareness.catalogue import Catalogue, Listing
from awareness.page import PageWriter
from awareness.quiz import own_questions, quiz_pages_of, self_test, telling_line
from awareness.quiz_pages import asked
from awareness.records import Coaching, Kit, ScriptLine, Tactic
from awareness.sharing import article_message, page_message

TITLE: Final = "Bộ tài liệu cho từng nhóm"
DESCRIPTION: Final = "Cảnh báo, câu nói sẵn, bảng kiểm, câu tự thử, gom sẵn cho từng nhóm người; mỗi bộ in được."
LIST: Final = {"title": "Bộ tài liệu", "url": "bo-tai-lieu/"}
SEARCHED: Final = (
    "Tài liệu tuyên truyền phòng chống lừa đảo",
    "Tài liệu phát cho bà con, in ra giấy",
    "Bộ tài liệu tập huấn an ninh trật tự",
    "Nội dung sinh hoạt tổ dân phố, họp thôn",
)
"""What people type who look for something to hand out. Who is in need looks for a warning."""
TACTICS_IN_FULL: Final = 8
"""With what criminals say; a kit is read at one sitting, the lists by audience have the rest."""
SPOKEN_AT_ONCE: Final = 3
"""Loudspeaker texts of a minute and a half each: one meeting of neighbours holds no more."""


def kit_pages(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/<id>/index.md`` for each guide with a kit, retired ones included."""
    writer = PageWriter(catalogue)
    questions = [question for page in quiz_pages_of(catalogue) for question in page.questions]
    for guide in catalogue.guides.values():
        if guide.kit is None:
            continue
        tactics = catalogue.kit_tactics(guide.kit)
        shown = {tactic.id for tactic in tactics[:TACTICS_IN_FULL]}
        test = self_test(guide.id, own_questions(guide.kit.quiz, guide.id), questions, tactics, guide.kit.self_test)
        meta = writer.meta(
            guide.title,
            guide.summary,
            above=() if guide.kit.in_menu else [LIST],
            call=guide.call,
            template="quiz.html",
            id=guide.id,
            status=guide.status,
            message=article_message(catalogue, guide, guide.sections[0].lines, f"{guide.id}/"),
            published=guide.published,
            updated=guide.updated,
            reviewed=guide.reviewed,
            review_due=guide.review_due,
            quiz={"tu-thu": asked(test)} if test else {},
        )
        yield writer.page(
            f"{guide.id}/index.md",
            "kit",
            meta,
            guide=guide,
            tactics=tactics[:TACTICS_IN_FULL],
            audiences=_audiences(catalogue, guide.kit),
            said=list(_said(tactics[:TACTICS_IN_FULL])),
            listener=catalogue.vocabulary.coaching_to[guide.kit.coaching] if guide.kit.coaching else None,
            coaching=list(_coaching(catalogue, guide.kit)),
            spoken=tactics[:SPOKEN_AT_ONCE] if guide.kit.spoken else [],
            checklists=[catalogue.checklists[key] for key in guide.kit.checklists if key in catalogue.checklists],
            models=[catalogue.models[key] for key in guide.kit.models if key in catalogue.models],
            test=test,
            related=[other for other in catalogue.related(guide) if other.id not in shown],
            sources=guide.sources,
            field_names=catalogue.vocabulary.fields,
        )


def kit_list(catalogue: Catalogue) -> Iterator[Artifact]:
    """``docs/bo-tai-lieu/index.md``: every current kit."""
    writer = PageWriter(catalogue)
    message = page_message(catalogue, TITLE, DESCRIPTION, LIST["url"])
    meta = writer.meta(TITLE, DESCRIPTION, message=message)
    yield writer.page("bo-tai-lieu/index.md", "kit-list", meta, kits=catalogue.current_kits)


def _audiences(catalogue: Catalogue, kit: Kit) -> Sequence[Listing]:
    return [listing for listing in catalogue.by_audience() if listing.id in kit.audiences]


def _said(tactics: Sequence[Tactic]) -> Iterator[tuple[Tactic, ScriptLine]]:
    """One line of each tactic that has a criminal: the one that tells most, or the first."""
    for tactic in tactics:
        if tactic.script:
            yield tactic, telling_line(tactic) or tactic.script[0]


def _coaching(catalogue: Catalogue, kit: Kit) -> Iterator[tuple[Tactic, Coaching]]:
    """What victims are told to tell, of all tactics: anybody may come to the counter."""
    tactics = [*catalogue.kit_tactics(kit), *catalogue.current_tactics]
    for tactic in {tactic.id: tactic for tactic in tactics}.values():
        for line in tactic.coaching:
            if line.to == kit.coaching:
                yield tactic, line
