"""The people of the story: those behind the doors, and some more to fill teams and juries. Nobody of them exists."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from challenge_hub.accounts.models import Person
from challenge_hub.accounts.passwords import hashed
from challenge_hub.demo.people import PEOPLE
from challenge_hub.infrastructure.db import db

PASSWORD = "beispiel im rathaus"  # noqa: S105 - of invented people on this machine alone; written on the demo's pages
NAMES = {
    "officer": "Olga Beispiel",
    "cosigner": "Otto Beispiel",
    "lead": "Lena Muster",
    "member": "Milo Muster",
    "juror": "Jule Probe",
    "juror-2": "Jonas Probe",
    "juror-3": "Janne Probe",
    "chair": "Clara Vorbild",
    "organiser": "Orla Vorbild",
    "organiser-2": "Oskar Vorbild",
    "operator": "Ole Betrieb",
    "maker-1": "Mina Muster",
    "maker-2": "Moritz Muster",
    "maker-3": "Maja Muster",
    "maker-4": "Max Muster",
    "maker-5": "Mara Muster",
    "newcomer": "Nele Neu",
}
SKILLS = {"lead": "Python, Karten, Moderation", "member": "Gestaltung, Barrierefreiheit", "newcomer": "Datenanalyse"}

People = Mapping[str, Person]


def make_people(now: datetime) -> People:
    """Everybody with a confirmed address and one known password."""
    password_hash = hashed(PASSWORD)
    mails = {door.key: door.mail for door in PEOPLE}
    people = {}
    for key, name in NAMES.items():
        mail = mails.get(key, f"{key}@example.org")
        person = Person(mail=mail, claimed_mail=mail, display_name=name, language="de", password_hash=password_hash)
        person.confirmed_at = person.created_at = now - timedelta(days=60)
        person.is_operator, person.skills = key == "operator", SKILLS.get(key, "")
        people[key] = person
    db.session.add_all(people.values())
    db.session.flush()
    return people
