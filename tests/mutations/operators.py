"""What an operator is, and the list that all of them enter themselves into."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

import yaml

from tests.mutations.record_text import Mutant, RecordText

Mutants = Callable[[RecordText], Iterator[Mutant]]


class Operator:
    """A kind of mistake: makes a mutant at every place of a record where it fits.

    A slip that changes nothing is no mistake; to find that out takes a parse of the whole file, so a sample asks it
    only of those that it draws.
    """

    def __init__(self, generator: Mutants, may_be_harmless: bool) -> None:
        self.__doc__ = generator.__doc__
        self._generator = generator
        self._may_be_harmless = may_be_harmless

    def __call__(self, record: RecordText) -> Iterator[Mutant]:
        return (mutant for mutant in self._generator(record) if self._is_mistake(record, mutant))

    def sample(self, record: RecordText, places: int, seed: str) -> list[Mutant]:
        """At most ``places`` of all mutants, the same in every run with the same seed."""
        mutants = list(self._generator(record))
        random.Random(seed).shuffle(mutants)
        return list(itertools.islice((mutant for mutant in mutants if self._is_mistake(record, mutant)), places))

    def _is_mistake(self, record: RecordText, mutant: Mutant) -> bool:
        return not (self._may_be_harmless and _reads_the_same(record, mutant))


OPERATORS: Final[dict[str, Operator]] = {}
"""Every kind of mistake, by name."""


def operator(generator: Mutants) -> Mutants:
    """Enter a generator of mutants into `OPERATORS`."""
    assert generator.__name__ not in OPERATORS, f"two kinds of mistakes are named {generator.__name__}"
    OPERATORS[generator.__name__] = Operator(generator, may_be_harmless=False)
    return generator


def operator_that_may_be_harmless(generator: Mutants) -> Mutants:
    """The same for slips that some places forgive."""
    OPERATORS[generator.__name__] = Operator(generator, may_be_harmless=True)
    return generator


def _reads_the_same(record: RecordText, mutant: Mutant) -> bool:
    """Whether PyYAML finds the same words in the same places: then nothing is wrong."""
    try:
        data = yaml.load(mutant.text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.YAMLError:
        return False
    return bool(words(data) == words(record.data))


def words(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: words(value) for key, value in data.items()}
    return [words(value) for value in data] if isinstance(data, list) else data.split()
