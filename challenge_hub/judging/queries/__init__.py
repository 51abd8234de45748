"""Questions of the jury's room, each for those who may look in there. What others ask of it stands here."""

from challenge_hub.judging.queries.reading import named_for
from challenge_hub.judging.queries.rooms import is_chairing
from challenge_hub.judging.queries.sheets import all_sheets_of, all_solution_keys, comments_of

__all__ = ["all_sheets_of", "all_solution_keys", "comments_of", "is_chairing", "named_for"]
