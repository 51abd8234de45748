"""A challenge on its way: what the tests of the gate begin with."""

from typing import Any

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.challenges.actions import drafts, gate
from challenge_hub.challenges.models import Challenge
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.form import PARTS
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import OutboxRow
from tests import factories as make
from tests.cast import SPRING, World, actor

FULL = {part: f"Secret {part}" for part in PARTS}
"""A text for each part; nobody reads the word before it is published."""


def shared(person: Person, **more: Any) -> dict[str, Any]:
    """What is chosen in the form, with this caretaker."""
    chosen = {"themes": [], "caretaker": person.id, "stand_in": None, "cosigner": None, "show_caretaker": False}
    return {**chosen, **more}


def begun(world: World, word: str = "0a1b2c3d") -> Challenge:
    """An empty draft of the officer's municipality."""
    return drafts.start_challenge(world.call, world.municipality, word=word, by=officer(world), now=SPRING)


def typed(world: World, texts: dict[str, str] | None = None, *, word: str = "0a1b2c3d", **more: Any) -> Challenge:
    """A draft in which everything needed stands."""
    challenge = begun(world, word)
    type_into(challenge, world, texts or FULL, **more)
    return challenge


def type_into(challenge: Challenge, world: World, texts: dict[str, str], **more: Any) -> None:
    challenge = fetched(challenge)
    revision = challenge.revision
    chosen = shared(world["officer"], **more)
    drafts.save_draft(challenge, "en", texts, chosen, revision_seen=revision, by=officer(world), now=SPRING)


def submitted(world: World, **more: Any) -> Challenge:
    challenge = fetched(typed(world, **more))
    gate.submit(challenge, revision_seen=challenge.revision, by=officer(world), now=SPRING)
    return challenge


def published(world: World, texts: dict[str, str] | None = None, **more: Any) -> Challenge:
    challenge = fetched(typed(world, texts, **more))
    pass_gate(challenge, world)
    return challenge


def pass_gate(challenge: Challenge, world: World) -> None:
    """Submit and publish what is in the draft."""
    challenge = fetched(challenge)
    gate.submit(challenge, revision_seen=challenge.revision, by=officer(world), now=SPRING)
    gate.publish(challenge, revision_seen=challenge.revision, by=organiser(world), now=SPRING)


def fetched(challenge: Challenge) -> Challenge:
    """As a view gets it."""
    db.session.flush()
    db.session.expire_all()
    found = posing.any_challenge(challenge.id)
    if found is None:
        raise LookupError("the challenge is gone")
    return found


def officer(world: World) -> Actor:
    return actor(world["officer"])


def organiser(world: World) -> Actor:
    return actor(world["organiser"])


def a_colleague(world: World) -> Person:
    """A second person with a seat in the municipality."""
    colleague = make.a_person(display_name="Colleague")
    make.an_officer(world.municipality, colleague)
    return colleague


def mails() -> list[tuple[str, int | None]]:
    """Kind and recipient of everything in the outbox, in order."""
    return [(row.kind, row.person_id) for row in db.session.scalars(select(OutboxRow).order_by(OutboxRow.id))]


def path(challenge: Challenge, call_slug: str, page: str = "", language: str = "en") -> str:
    """The address of a page of a challenge."""
    return f"/{language}/calls/{call_slug}/challenges/{challenge.key}" + (f"/{page}" if page else "")


def form_of(world: World, revision: int, **typed_in: Any) -> dict[str, Any]:
    """What the browser sends from the guided form."""
    return {**FULL, "caretaker": world["officer"].id, "revision": revision, **typed_in}
