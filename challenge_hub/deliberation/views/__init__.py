"""Pages of the sitting jury: sittings, what is discussed, what is resolved, and the trial scoring before."""

from challenge_hub.deliberation.views import discussing, resolving, rewording, sittings, trying
from challenge_hub.deliberation.views.blueprint import bp

__all__ = ["bp", "discussing", "resolving", "rewording", "sittings", "trying"]
