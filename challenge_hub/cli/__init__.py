"""challenge-hub: the commands of operators and newcomers. Each says what it did, or in one sentence why not."""

from challenge_hub.cli import audit, backups, barriers, mails, packages, people, privacy, rankings, retention, serving
from challenge_hub.cli.frame import main, running_app

__all__ = [
    "audit",
    "backups",
    "barriers",
    "mails",
    "main",
    "packages",
    "people",
    "privacy",
    "rankings",
    "retention",
    "running_app",
    "serving",
]
