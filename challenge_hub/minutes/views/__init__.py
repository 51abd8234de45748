"""Pages of the minutes: in the jury's room, and in public."""

from challenge_hub.minutes.views import public, room, signed
from challenge_hub.minutes.views.blueprint import bp

__all__ = ["bp", "public", "room", "signed"]
