"""Pages of teams: for everybody, for those who come in, for members, for the lead, for organisers."""

from challenge_hub.teams.views import consents, guardians, inside, leading, organiser, public, ways_in
from challenge_hub.teams.views.blueprint import bp

__all__ = ["bp", "consents", "guardians", "inside", "leading", "organiser", "public", "ways_in"]
