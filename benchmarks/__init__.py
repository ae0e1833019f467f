"""Long measurements: ``make proof`` runs them all and writes ``benchmarks/results/*.md``."""
