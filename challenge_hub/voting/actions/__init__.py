"""Verbs: `running` a vote, and `casting` a ballot, which knows nothing of the jury."""
