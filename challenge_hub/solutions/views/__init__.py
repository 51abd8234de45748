"""Pages about solutions: for everybody, for the team, and for the organisers' pre-check."""

from challenge_hub.solutions.views import checking, drafting, files, handing_in, public, tandem
from challenge_hub.solutions.views.blueprint import bp

__all__ = ["bp", "checking", "drafting", "files", "handing_in", "public", "tandem"]
