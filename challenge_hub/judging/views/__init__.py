"""Pages of the jury, by who stands before them: whoever is invited, jurors, organisers, the chair."""

from challenge_hub.judging.views import assigning, chair, desk, invited, organising, reading
from challenge_hub.judging.views.blueprint import bp

__all__ = ["assigning", "bp", "chair", "desk", "invited", "organising", "reading"]
