"""What a team got back for a round."""

from dataclasses import dataclass

from challenge_hub.results.models import Feedback, Publication, PublishedPlace


@dataclass(frozen=True)
class RoundFeedback:
    """What a team got back for one round."""

    feedback: Feedback
    place: PublishedPlace
    publication: Publication
