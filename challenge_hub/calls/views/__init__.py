"""Calls in public, and the side of those who organise them."""

from challenge_hub.calls.views import editing, organising, public, publishing
from challenge_hub.calls.views.blueprint import bp

__all__ = ["bp", "editing", "organising", "public", "publishing"]
