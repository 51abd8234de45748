"""What an organisation says about itself: summary, contact, units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.organisations import queries
from challenge_hub.organisations.models import Organisation, OrganisationUnit, search_words
from challenge_hub.organisations.rules import may_edit, may_name_unit


@dataclass(frozen=True)
class Profile:
    """What owners and officers may write."""

    website: str | None
    summary: Mapping[str, str]
    contact_mail: str | None
    contact_phone: str | None
    contact_address: str | None
    unit_word: str | None


def edit_profile(organisation: Organisation, profile: Profile, *, by: Actor, now: datetime) -> None:
    """Replace what the organisation says about itself."""
    may_edit(seat=queries.seat_in(by, organisation.id)).require()
    organisation.website, organisation.summary = profile.website, dict(profile.summary)
    organisation.contact_mail, organisation.contact_phone = profile.contact_mail, profile.contact_phone
    organisation.contact_address, organisation.unit_word = profile.contact_address, profile.unit_word
    facts = (organisation.name, organisation.state, organisation.summary, organisation.country)
    organisation.search_text = search_words(*facts)
    db.session.flush()
    record("edit-organisation", organisation, by=by, now=now, organisation_id=organisation.id)


def add_unit(organisation: Organisation, name: str, *, by: Actor, now: datetime) -> OrganisationUnit:
    """A new unit; its name is not taken by another one here."""
    _may_name(organisation.id, name, by)
    unit = OrganisationUnit(organisation_id=organisation.id, name=name)
    db.session.add(unit)
    db.session.flush()
    record("add-unit", unit, by=by, now=now, organisation_id=organisation.id)
    return unit


def rename_unit(unit: OrganisationUnit, name: str, *, by: Actor, now: datetime) -> None:
    """Another name for a unit; its own changes nothing."""
    if unit.name == name:
        return
    _may_name(unit.organisation_id, name, by, own=unit.name)
    unit.name = name
    db.session.flush()
    record("rename-unit", unit, by=by, now=now, organisation_id=unit.organisation_id)


def _may_name(organisation_id: int, name: str, by: Actor, *, own: str = "") -> None:
    one_at_a_time(f"organisation:{organisation_id}")
    taken = {unit.name for unit in queries.units_of(organisation_id)} - {own}
    may_name_unit(seat=queries.seat_in(by, organisation_id), name=name, taken=taken).require()


def remove_unit(unit: OrganisationUnit, *, by: Actor, now: datetime) -> None:
    """Take a unit away; the people in it stay, without a unit."""
    may_edit(seat=queries.seat_in(by, unit.organisation_id)).require()
    record("remove-unit", unit, by=by, now=now, organisation_id=unit.organisation_id)
    db.session.delete(unit)
    db.session.flush()
