"""Everything that is made from the catalogue. A new output is one more function in one of the two lists."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from awareness.area_files import area_data, area_names
from awareness.area_pages import area_pages, country_page, province_pages
from awareness.artifacts import Artifact, Product, StoredProduct
from awareness.banner import banner_file
from awareness.calendar_files import campaign_calendar, plan_calendar
from awareness.catalogue import Catalogue
from awareness.checklist_pages import checklist_list, checklist_pages, neighbour_pages
from awareness.compose_page import compose_page
from awareness.data_page import data_page
from awareness.emergency_pages import report_page, response_page, triage_page
from awareness.feeds import feeds
from awareness.field_pages import field_page, research_page
from awareness.identity import identity
from awareness.kept_products import Groups, read, told
from awareness.kit_pages import kit_list, kit_pages
from awareness.model_pages import model_list, model_pages, review_page, review_table
from awareness.open_data import open_data
from awareness.page import Page
from awareness.pages import (
    about_page,
    change_page,
    guide_pages,
    home,
    offline_page,
    reporting_page,
    source_page,
)
from awareness.partner_kits import partner_kits
from awareness.print_pages import print_page
from awareness.print_plan import print_plan
from awareness.prints import ready_prints
from awareness.quiz_pages import quiz_pages
from awareness.records import Tactic
from awareness.redirects import redirect_pages
from awareness.search_index import message_model
from awareness.search_pages import search
from awareness.season_pages import campaign_list, campaign_pages, plan_page
from awareness.share_pages import share_pages
from awareness.slices import available_processors, shared_out
from awareness.small_files import files_of_the_host, web_manifest
from awareness.spool import Spool
from awareness.tactic_pages import audience_lists, channel_lists, tactic_list, tactic_pages
from awareness.translation_pages import translation_lists, translation_pages
from awareness.work_memory import NO_MEMORY, WorkMemory, key_of

Renderer = Callable[[Catalogue], Iterator[Product]]

TacticRenderer = Callable[[Catalogue, Iterable[Tactic]], Iterator[Product]]

Keep = Callable[[Iterable[Product]], Iterator[StoredProduct]]
"""What a renderer yields → what is handed on of it."""

TACTIC_RENDERERS: Final[tuple[TacticRenderer, ...]] = (tactic_pages, share_pages, translation_pages)
"""Renderers that make each tactic's files from that tactic: their work can be shared out."""
RENDERERS: Final[tuple[Renderer, ...]] = (
    identity,
    banner_file,
    home,
    tactic_list,
    channel_lists,
    audience_lists,
    translation_lists,
    response_page,
    report_page,
    triage_page,
    reporting_page,
    guide_pages,
    kit_pages,
    kit_list,
    model_pages,
    model_list,
    review_page,
    review_table,
    quiz_pages,
    campaign_pages,
    campaign_list,
    campaign_calendar,
    plan_page,
    plan_calendar,
    checklist_pages,
    checklist_list,
    neighbour_pages,
    country_page,
    province_pages,
    area_pages,
    area_data,
    area_names,
    ready_prints,
    print_plan,
    partner_kits,
    print_page,
    about_page,
    field_page,
    compose_page,
    offline_page,
    research_page,
    source_page,
    change_page,
    search,
    message_model,
    redirect_pages,
    feeds,
    open_data,
    data_page,
    web_manifest,
    files_of_the_host,
)

PAGES_OF_KINDS: Final[Mapping[str, tuple[Renderer, ...]]] = {
    "responses": (response_page,),
    "tips": (reporting_page,),
    "guides": (guide_pages, kit_pages),
    "models": (model_pages,),
    "checklists": (checklist_pages,),
    "campaigns": (campaign_pages,),
    "areas": (area_pages,),
}
"""Kind of record → renderers of the pages that stand for its records; tactics have `TACTIC_RENDERERS`."""

DRAWN: Final = (ready_prints, partner_kits)
"""Renderers that make nothing but drawings and bundles of them."""

LONGEST: Final = (search, open_data)
"""Renderers that take longest where records are many: they begin first, so that nobody waits for one of them alone."""
TACTICS_WORTH_A_PROCESS: Final = 300
_TACTICS_TOGETHER: Final = 100


def render_all(
    catalogue: Catalogue,
    memory: WorkMemory = NO_MEMORY,
    spool: Spool | None = None,
    *,
    pictures: bool = True,
) -> list[StoredProduct]:
    """Every artifact and every drawing; the order does not depend on the number of processes that made them.

    spool: where artifacts go; without one they are held. memory: it knows what was made of the tactics for which
    nothing has changed since, and went through a spool. pictures: drawings, and what is made of them, too.
    """
    keep = functools.partial(_kept, spool=spool, pictures=pictures)
    tactics = list(catalogue.tactics.values())
    is_remembered = spool is not None and not memory.is_empty and bool(catalogue.digests)
    keys = _keys(catalogue, pictures) if is_remembered else {}
    remembered = memory.recall(keys.values())

    renderers = [render for render in RENDERERS if pictures or render not in DRAWN]
    first_longest = sorted(renderers, key=lambda render: render not in LONGEST)
    batches = [tactics[start : start + _TACTICS_TOGETHER] for start in range(0, len(tactics), _TACTICS_TOGETHER)]
    tasks: list[Callable[[], Any]] = [functools.partial(_all_of, render, catalogue, keep) for render in first_longest]
    for batch in batches:
        texts = [remembered.pop(keys[tactic.id], None) if keys else None for tactic in batch]
        tasks.append(functools.partial(_made_of, catalogue, batch, keep, texts, spool))
    whole: dict[Renderer, list[StoredProduct]] = {}
    by_tactic: dict[str, Groups] = {}
    for number, made in shared_out(tasks, available_processors() if len(tactics) >= TACTICS_WORTH_A_PROCESS else 1):
        if number < len(first_longest):
            whole[first_longest[number]] = made
            continue
        for tactic, (groups, text) in zip(batches[number - len(first_longest)], made, strict=True):
            by_tactic[tactic.id] = groups
            if text is not None and keys:
                memory.keep(keys[tactic.id], text)
    in_order = (by_tactic[tactic.id] for tactic in tactics)
    by_renderer = [made for groups in zip(*in_order, strict=True) for made in groups]
    return [*itertools.chain(*(whole[render] for render in renderers), *by_renderer)]


def _kept(products: Iterable[Product], spool: Spool | None, pictures: bool) -> Iterator[StoredProduct]:
    """The products that are wanted, each page with the drawings that belong to it."""
    for product in products:
        if isinstance(product, Artifact):
            yield product if spool is None else spool.keep(product)
        elif pictures:
            yield product
        if pictures and isinstance(product, Page):
            yield from product.drawings


def _all_of(render: Renderer, catalogue: Catalogue, keep: Keep) -> list[StoredProduct]:
    return list(keep(render(catalogue)))


def _made_of(
    catalogue: Catalogue, tactics: Sequence[Tactic], keep: Keep, texts: Sequence[str | None], spool: Spool | None
) -> list[tuple[Groups, str | None]]:
    """For each tactic, what each of `TACTIC_RENDERERS` makes of it, and the text of that where it is new.

    texts: what is remembered of each.
    """
    made: dict[str, tuple[Groups, str | None]] = {}
    for tactic, text in zip(tactics, texts, strict=True):
        if text is not None and spool is not None and (groups := read(text, spool.found)) is not None:
            made[tactic.id] = groups, None
    others = [tactic for tactic in tactics if tactic.id not in made]
    by_renderer = [_one_by_one(render, catalogue, others, keep) for render in TACTIC_RENDERERS]
    for tactic, *groups in zip(others, *by_renderer, strict=True):
        made[tactic.id] = groups, told(groups) if spool is not None else None
    return [made[tactic.id] for tactic in tactics]


def _one_by_one(
    render: TacticRenderer, catalogue: Catalogue, tactics: Iterable[Tactic], keep: Keep
) -> list[list[StoredProduct]]:
    made: list[list[StoredProduct]] = []

    def taken() -> Iterator[Tactic]:
        for tactic in tactics:
            made.append([])
            yield tactic

    for product in keep(render(catalogue, taken())):
        made[-1].append(product)
    return made


def _keys(catalogue: Catalogue, pictures: bool) -> dict[str, str]:
    """Id of each tactic → key of all that its own files follow from: its record, its neighbours, all that is no tactic.

    `tests/test_work_memory.py` renders each tactic from a catalogue that has no more than that.
    """
    digests = catalogue.digests
    around = json.dumps(
        [
            pictures,
            str(catalogue.day),
            sorted(catalogue.hand_written.items()),
            sorted((key, digest) for key, digest in digests.items() if not key.startswith(f"{Tactic.folder}/")),
        ]
    )
    keys = dict[str, str]()
    for tactic in catalogue.tactics.values():
        shown = (f"{Tactic.folder}/{one.id}" for one in (tactic, *catalogue.neighbours(tactic)))
        keys[tactic.id] = key_of("made", around, *(f"{key} {digests[key]}" for key in shown))
    return keys


def render_pages_of(catalogue: Catalogue, kind: str, record_id: str) -> list[Artifact]:
    """The Markdown of the pages that stand for one record; of other kinds than tactics, of all records of its kind.

    Empty for a kind without pages and for a draft.
    """
    if kind == Tactic.folder:
        tactics = [catalogue.tactics[record_id]] if record_id in catalogue.tactics else []
        made = [product for render in TACTIC_RENDERERS for product in render(catalogue, tactics)]
    else:
        made = [product for render in PAGES_OF_KINDS.get(kind, ()) for product in render(catalogue)]
    return [product for product in made if isinstance(product, Artifact) and product.path.suffix == ".md"]
