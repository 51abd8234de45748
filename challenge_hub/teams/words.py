"""Sentences: why an act was refused, and what an act is called in the history."""

from flask_babel import LazyString

REASONS: dict[str, LazyString] = {}
"""Sentences for the reason keys of this package's rules."""

VERBS: dict[str, LazyString] = {}
"""What the trail calls an act, as people read it in the history."""
