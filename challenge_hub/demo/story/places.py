"""The organisations of the story. Their keys belong to state 99, which does not exist; registration refuses it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from challenge_hub.demo.story.town import People
from challenge_hub.infrastructure.db import db
from challenge_hub.organisations.models import Organisation, OrganisationMember, OrganisationRequest, OrganisationUnit

Places = Mapping[str, Organisation]

STATE = "Beispielland"
TOWN = {
    "slug": "musterstadt",
    "kind": "municipality",
    "name": "Musterstadt",
    "official_key": "99001001",
    "summary": {
        "de": "Eine erfundene Stadt mit 24.000 Menschen, einem Fluss und einem Rathaus von 1906.",
        "en": "An invented town of 24,000 people, with a river and a town hall of 1906.",
    },
    "unit_word": "Fachbereich",
    "contact_mail": "rathaus@example.org",
    "contact_phone": "+49 30 23125 000",
    "contact_address": "Rathausplatz 1\n99999 Musterstadt",
}
VILLAGE = {
    "slug": "beispielhausen",
    "kind": "municipality",
    "name": "Beispielhausen",
    "official_key": "99001002",
    "summary": {
        "de": "Eine erfundene Gemeinde mit sieben Ortsteilen und einem Bus in der Stunde.",
        "en": "An invented municipality of seven villages, with one bus an hour.",
    },
    "unit_word": "Amt",
    "contact_mail": "gemeinde@example.org",
    "contact_address": "Dorfstraße 1\n99998 Beispielhausen",
}
HUB = {
    "slug": "kreis-beispielland",
    "kind": "county",
    "name": "Kreis Beispielland",
    "official_key": "99001",
    "summary": {
        "de": "Der erfundene Kreis richtet Aufrufe für seine Städte und Gemeinden aus.",
        "en": "The invented county organises calls for its towns and villages.",
    },
    "unit_word": "Stabsstelle",
    "contact_mail": "kreis@example.org",
    "contact_phone": "+49 30 23125 001",
    "contact_address": "Kreisplatz 1\n99999 Musterstadt",
}
CLUB = {
    "slug": "offenes-beispielland",
    "kind": "registered-association",
    "name": "Offenes Beispielland e. V.",
    "summary": {"de": "Ein erfundener Verein für offene Daten.", "en": "An invented association for open data."},
}
SEATS = [
    ("hub", "organiser", "owner"),
    ("hub", "organiser-2", "officer"),
    ("town", "officer", "owner"),
    ("town", "cosigner", "officer"),
    ("village", "maker-5", "owner"),
    ("club", "lead", "owner"),
]


def make_places(people: People, now: datetime) -> Places:
    """A town, a village, their county and an association; and somebody who asks to act for the town."""
    facts = {"town": TOWN, "village": VILLAGE, "hub": HUB, "club": CLUB}
    since = now - timedelta(days=60)
    places = {key: Organisation(country="DE", confirmed_at=since, **values) for key, values in facts.items()}
    for key in ("town", "village", "hub"):
        places[key].state = STATE
    db.session.add_all(places.values())
    db.session.flush()
    roads = OrganisationUnit(organisation_id=places["town"].id, name="Mobilität und Grün")
    db.session.add_all([roads, OrganisationUnit(organisation_id=places["town"].id, name="Bürgerservice")])
    for place, person, seat in SEATS:
        member = OrganisationMember(organisation_id=places[place].id, person_id=people[person].id, seat=seat)
        member.since = since
        db.session.add(member)
    asked = {"organisation_id": places["town"].id, "person_id": people["newcomer"].id}
    message = "Ich arbeite seit März im Bürgerservice und möchte Rückfragen beantworten."
    db.session.add(OrganisationRequest(**asked, message=message, asked_at=now - timedelta(days=1)))
    db.session.flush()
    return places
