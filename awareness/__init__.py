"""Generator of a Vietnamese awareness site: YAML records in, a static site out."""
