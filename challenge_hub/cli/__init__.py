"""challenge-hub: the commands of operators and newcomers. Each says what it did, or in one sentence why not."""

from challenge_hub.cli import barriers, mails, packages, people, serving
from challenge_hub.cli.frame import main, running_app

__all__ = ["barriers", "mails", "main", "packages", "people", "running_app", "serving"]
