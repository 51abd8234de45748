"""Pages of votes: for those who run one, and for whoever holds a ballot."""

from challenge_hub.voting.views import ballots, ending, opening
from challenge_hub.voting.views.blueprint import bp

__all__ = ["ballots", "bp", "ending", "opening"]
