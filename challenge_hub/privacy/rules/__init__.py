"""What this package decides: who may go, what is exported, and how long files of calls are kept."""
