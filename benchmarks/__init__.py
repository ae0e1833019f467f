"""Long measurements: ``make proof`` runs them all and writes ``benchmarks/results/*.md``."""


class Missing(Exception):
    """A program to measure with is not installed. The text says, in Vietnamese, what to install."""
