"""The people of the example, ready to be tried out."""

from datetime import datetime

from challenge_hub.accounts.models import Person
from challenge_hub.accounts.queries import person_with_mail
from challenge_hub.demo.people import PEOPLE
from challenge_hub.infrastructure.db import db


def fill(now: datetime) -> None:
    """Make everybody behind a door a confirmed account; who is there already stays as they are."""
    for door in PEOPLE:
        if person_with_mail(door.mail) is None:
            person = Person(
                mail=door.mail,
                claimed_mail=door.mail,
                confirmed_at=now,
                display_name=f"Example {door.key}",
                language="de",
                is_operator=door.key == "operator",
                created_at=now,
            )
            db.session.add(person)
    db.session.flush()
