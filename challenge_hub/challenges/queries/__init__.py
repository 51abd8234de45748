"""Questions about challenges. Other rooms ask what is public; the rest is for this package's own views and actions."""

from challenge_hub.challenges.queries.public import (
    ChallengeCard,
    challenges_posed_by,
    count_challenges,
    first_challenges,
    is_public,
    visible_challenge,
    visible_challenges,
)

__all__ = [
    "ChallengeCard",
    "challenges_posed_by",
    "count_challenges",
    "first_challenges",
    "is_public",
    "visible_challenge",
    "visible_challenges",
]
