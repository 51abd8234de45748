"""Pages of results, by who reads them: everybody, chair and organisers, teams, municipalities."""

from challenge_hub.results.views import chair, correcting, follow_up, objections, overview, prizes, public, teams
from challenge_hub.results.views.blueprint import bp

__all__ = ["bp", "chair", "correcting", "follow_up", "objections", "overview", "prizes", "public", "teams"]
