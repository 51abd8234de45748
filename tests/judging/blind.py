"""A jury in an anonymised round, and words that stand nowhere else: whoever reads one of them knows whose it is."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from challenge_hub.calls.blindfold import Blindfold
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import storage
from challenge_hub.infrastructure.text import render, searchable
from challenge_hub.judging.actions import anonymity
from challenge_hub.judging.queries.copies import copy_of, preparing_room, to_redact
from challenge_hub.solutions.models import Solution, SolutionFile, SolutionVersion
from challenge_hub.teams.models import Team
from tests import factories as make
from tests.cast import World, actor
from tests.judging.juries import NOW, SECRET, a_jury, given

CANARIES = {
    "team": "Zwergfalken",
    "key of the team": "zwergfalken-team",
    "member": "Quirin",
    "name": "Zeisig",
    "address": "zeisig@nest.example",
    "organisation": "Ornithos",
    "title": "Kanarienvogel",
    "key": "kanarienvogel",
    "pitch": "Tirilieren",
    "description": "Gefieder",
    "repository": "git.vogelwarte.example",
    "owner": "qvogel",
    "licence": "EUPL-9.9",
    "prior work": "Brutkasten",
    "rights": "Futterstelle",
    "file": "nistkasten",
    "alternative text": "Eierschale",
    "track": "Vogelflug",
}
NUMBER = 482
PICTURE = b"the original picture"
REDACTED = b"the picture without a name"


@dataclass
class Blind:
    """The world with its solution `hidden`, known to the jury as number 482, and `other`, which is 137."""

    world: World
    hidden: Solution
    other: Solution

    @property
    def slug(self) -> str:
        return self.world.call.slug


def a_blind_jury(*, released: bool = True, **facts: Any) -> Blind:
    """Both solutions lie on the desks of juror and chair. The juror is an officer of the municipality that posed the
    challenge, the chair one of the organisation that organises the call: both act for somebody else, too.
    """
    world = a_jury(**{**SECRET, **facts})
    world.round.is_anonymous = True
    hidden, other = world.solution, make.a_solution(world.challenge, title={"en": "Another bird"})
    _name(world, hidden)
    make.an_officer(world.municipality, world["juror"])
    make.an_officer(world.organisation, world["chair"])
    db.session.merge(Blindfold(call_id=world.call.id, person_id=world["chair"].id))
    db.session.flush()
    if released:
        for solution, title, number in ((hidden, "A quiet thing", NUMBER), (other, "A loud thing", 137)):
            give_out(world, solution, title, number)
        for seat in (world.seat, world.chair_seat):
            given(world, seat, hidden, other)
    db.session.commit()
    return Blind(world, hidden, other)


def _name(world: World, solution: Solution) -> None:
    """Everything about this solution gives it away."""
    organisation = make.an_organisation(name=f"{CANARIES['organisation']} GmbH", slug="ornithos", kind="company")
    organisation.confirmed_at = None  # else its own public page names it, as it may
    team = db.session.get_one(Team, solution.team_id)
    team.name, team.key, team.organisation_id = CANARIES["team"], CANARIES["key of the team"], organisation.id
    team.looking_for, team.takes_requests, team.founded_at = "Birds", True, NOW
    solution.key, solution.track = CANARIES["key"], CANARIES["track"]
    lead = world["lead"]
    lead.display_name, lead.mail = f"{CANARIES['member']} {CANARIES['name']}", CANARIES["address"]
    lead.claimed_mail = lead.mail
    version = db.session.scalars(select(SolutionVersion).where(SolutionVersion.solution_id == solution.id)).one()
    version.title, version.pitch = {"en": CANARIES["title"]}, {"en": CANARIES["pitch"]}
    version.description = render({"en": f"All about {CANARIES['description']} by {lead.display_name}."})
    version.search_text = searchable(version.title, version.pitch, CANARIES["description"], team.name)
    version.prior_work, version.third_party_rights = CANARIES["prior work"], CANARIES["rights"]
    version.submitted_at, version.submitted_by = NOW, lead.id
    address = f"https://{CANARIES['repository']}/{CANARIES['owner']}/code"
    make.a_prototype(version, url=address, host=CANARIES["repository"], licence=CANARIES["licence"])
    file = {"name": f"{CANARIES['file']}.png", "media_type": "image/png", "alt": {"en": CANARIES["alternative text"]}}
    db.session.add(SolutionFile(version_id=version.id, position=1, sha256=storage().write(PICTURE), **file))
    db.session.flush()


def give_out(world: World, solution: Solution, title: str, number: int | None = None) -> None:
    """An organiser makes a copy with this title and releases it; the number is set, so that tests can name it."""
    organiser = actor(world["organiser"])
    room = preparing_room(organiser, world.call.slug, NOW)
    found = to_redact(room, solution.key)
    typed = anonymity.Redacted(title, "In short.", "In *long* words.", found.version)
    anonymity.save_copy(room, found, typed, by=organiser, now=NOW)
    clean = anonymity.CleanFile(REDACTED, "image/png", "whatever.png")
    anonymity.add_file(room, found, clean, storage().write(REDACTED), alt="A picture", by=organiser, now=NOW)
    copy = copy_of(found)
    assert copy is not None
    anonymity.release_copy(room, found, copy, is_checked=False, seed=1, by=organiser, now=NOW)
    if number is not None:
        drawn = db.session.query(anonymity.DrawnNumber).filter_by(solution_id=solution.id).one()
        drawn.number = number
        db.session.flush()


def canaries_in(text: str) -> list[str]:
    """Which of the telling words stand in a text, whatever the case."""
    return [name for name, word in CANARIES.items() if word.casefold() in text.casefold()]
