"""What a team got back for a round."""

from dataclasses import dataclass
from decimal import Decimal

from challenge_hub.calls.rules.rounding import shown
from challenge_hub.calls.rules.scoring import ESTIMATE_PLACES, ESTIMATED
from challenge_hub.results.models import Feedback, Publication, PublishedPlace
from challenge_hub.results.rules import FEWEST_REVIEWS_FOR_MEANS


@dataclass(frozen=True)
class RoundFeedback:
    """What a team got back for one round."""

    feedback: Feedback
    place: PublishedPlace
    publication: Publication

    @property
    def is_evened_out(self) -> bool:
        """Whether a method that evens out severity counted, and enough reviews stand behind it that none shines
        through.
        """
        place = self.place
        has_both = place.total is not None and place.mean is not None
        method = self.publication.settings["method"]
        return has_both and method in ESTIMATED and place.reviews >= FEWEST_REVIEWS_FOR_MEANS

    @property
    def adjustment(self) -> Decimal:
        """The points that counted less the plain mean, in one decimal."""
        return shown((self.place.total or Decimal(0)) - (self.place.mean or Decimal(0)), ESTIMATE_PLACES)
