"""Challenges in public, their way through the gate, and questions about them."""

from challenge_hub.challenges.views import deciding, posing, public, questions, standing
from challenge_hub.challenges.views.blueprint import bp

__all__ = ["bp", "deciding", "posing", "public", "questions", "standing"]
