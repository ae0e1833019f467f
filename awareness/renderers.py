"""Everything that is made from the catalogue. A new output is one more function in one of the two lists."""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from awareness.area_files import area_data, area_names
from awareness.area_pages import area_pages, country_page, province_pages
from awareness.artifacts import Artifact, Product
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
from awareness.kept_products import read, told
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
from awareness.tactic_pages import audience_lists, channel_lists, tactic_list, tactic_pages
from awareness.translation_pages import translation_pages
from awareness.work_memory import NO_MEMORY, WorkMemory, key_of

Renderer = Callable[[Catalogue], Iterator[Product]]

TacticRenderer = Callable[[Catalogue, Iterable[Tactic]], Iterator[Product]]

TACTIC_RENDERERS: Final[tuple[TacticRenderer, ...]] = (tactic_pages, share_pages)
"""Renderers that make each tactic's files from that tactic: their work can be shared out."""
RENDERERS: Final[tuple[Renderer, ...]] = (
    identity,
    banner_file,
    home,
    tactic_list,
    channel_lists,
    audience_lists,
    translation_pages,
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

LONGEST: Final = (search, open_data)
"""Renderers that take longest where records are many: they begin first, so that nobody waits for one of them alone."""
TACTICS_WORTH_A_PROCESS: Final = 300
_TACTICS_TOGETHER: Final = 100


def render_all(catalogue: Catalogue, memory: WorkMemory = NO_MEMORY) -> list[Product]:
    """Every artifact and every drawing; the order does not depend on the number of processes that made them.

    memory: it knows what was made of the tactics for which nothing has changed since.
    """
    tactics = list(catalogue.tactics.values())
    keys = {} if memory.is_empty or not catalogue.digests else _keys(catalogue)
    remembered = memory.recall(keys.values())
    texts = {tactic: remembered[key] for tactic, key in keys.items() if key in remembered}
    others = [tactic for tactic in tactics if tactic.id not in texts]

    renderers = sorted(RENDERERS, key=lambda render: render not in LONGEST)
    batches = [others[start : start + _TACTICS_TOGETHER] for start in range(0, len(others), _TACTICS_TOGETHER)]
    tasks: list[Callable[[], list[Any]]] = [functools.partial(_all_of, render, catalogue) for render in renderers]
    tasks += (functools.partial(_made_of, catalogue, batch) for batch in batches)
    whole: dict[Renderer, list[Product]] = {}
    for number, made in shared_out(tasks, available_processors() if len(tactics) >= TACTICS_WORTH_A_PROCESS else 1):
        if number < len(renderers):
            whole[renderers[number]] = made
            continue
        for tactic, text in zip(batches[number - len(renderers)], made, strict=True):
            texts[tactic.id] = text
            if tactic.id in keys:
                memory.keep(keys[tactic.id], text)
    by_tactic = [read(texts.pop(tactic.id)) for tactic in tactics]
    by_renderer = [made for groups in zip(*by_tactic, strict=True) for made in groups]
    in_order = itertools.chain(*(whole[render] for render in RENDERERS), *by_renderer)
    return [product for artifact in in_order for product in _with_drawings(artifact)]


def _all_of(render: Renderer, catalogue: Catalogue) -> list[Product]:
    return list(render(catalogue))


def _made_of(catalogue: Catalogue, tactics: Sequence[Tactic]) -> list[str]:
    """For each tactic, what each of `TACTIC_RENDERERS` makes of it, as text."""
    by_renderer = [_one_by_one(render, catalogue, tactics) for render in TACTIC_RENDERERS]
    return [told(groups) for groups in zip(*by_renderer, strict=True)]


def _one_by_one(render: TacticRenderer, catalogue: Catalogue, tactics: Iterable[Tactic]) -> list[list[Product]]:
    made: list[list[Product]] = []

    def taken() -> Iterator[Tactic]:
        for tactic in tactics:
            made.append([])
            yield tactic

    for product in render(catalogue, taken()):
        made[-1].append(product)
    return made


def _keys(catalogue: Catalogue) -> dict[str, str]:
    """Id of each tactic → key of all that its own files follow from: its record, its neighbours, all that is no tactic.

    `tests/test_work_memory.py` renders each tactic from a catalogue that has no more than that.
    """
    digests = catalogue.digests
    around = json.dumps(
        [
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


def _with_drawings(product: Product) -> Iterator[Product]:
    yield product
    if isinstance(product, Page):
        yield from product.drawings
