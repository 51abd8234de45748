"""The pages of organisations: in public, coming to the platform, inside, and for the operator."""

from challenge_hub.organisations.views import answering, founding, inside, inviting, notice, profile, public, service
from challenge_hub.organisations.views.blueprint import bp

__all__ = ["answering", "bp", "founding", "inside", "inviting", "notice", "profile", "public", "service"]
