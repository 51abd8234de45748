"""When two accounts turn out to be one person's: what each had in teams goes to one of them."""

from sqlalchemy import delete, select, update

from challenge_hub.infrastructure.db import db
from challenge_hub.teams.models import (
    Consent,
    GuardianConsent,
    JoinRequest,
    LeadRequest,
    TeamMember,
    TermsAcceptance,
)
from challenge_hub.teams.reserved import is_pending
from challenge_hub.teams.rules import TeamRole


def take_over(old_id: int, new_id: int) -> None:
    """All that a person had in teams goes to their other account; where both had it, the older stays."""
    _take_over_seats(old_id, new_id)
    _take_over_acceptances(old_id, new_id)
    _take_over_waiting(old_id, new_id)
    _take_over_consents(old_id, new_id)
    both = select(JoinRequest.team_id).where(JoinRequest.person_id == new_id, JoinRequest.decided_at.is_(None))
    doubled = delete(JoinRequest).where(JoinRequest.person_id == old_id, JoinRequest.decided_at.is_(None))
    db.session.execute(doubled.where(JoinRequest.team_id.in_(both)))
    for column in (JoinRequest.person_id, LeadRequest.asked_by, LeadRequest.wanted_lead):
        db.session.execute(update(column.class_).where(column == old_id).values({column: new_id}))


def _take_over_seats(old_id: int, new_id: int) -> None:
    """One seat a team; it is taken if one of both was, and leads if one of both did."""
    seats = db.session.scalars(select(TeamMember).where(TeamMember.person_id == old_id)).all()
    for seat in seats:
        other = db.session.scalar(
            select(TeamMember).where(TeamMember.team_id == seat.team_id, TeamMember.person_id == new_id)
        )
        if other is None:
            seat.person_id = new_id
            continue
        older, younger = sorted((seat, other), key=lambda each: each.joined_at)
        present = [each for each in (older, younger) if each.left_at is None]
        left_at = None if present else older.left_at
        role = TeamRole.LEAD if any(each.role == TeamRole.LEAD for each in present) else TeamRole.MEMBER
        db.session.delete(younger)
        db.session.flush()
        older.person_id, older.role, older.left_at = new_id, role, left_at
    db.session.flush()


def _take_over_waiting(old_id: int, new_id: int) -> None:
    """What waits for one account goes where the other has a seat or waits as well."""
    seats = select(TeamMember.team_id).where(TeamMember.person_id == new_id)
    waits = select(GuardianConsent.team_id).where(GuardianConsent.person_id == new_id, is_pending())
    doubled = delete(GuardianConsent).where(GuardianConsent.person_id == old_id, is_pending())
    for teams in (seats, waits):
        db.session.execute(doubled.where(GuardianConsent.team_id.in_(db.session.scalars(teams).all())))
    moved = update(GuardianConsent).where(GuardianConsent.person_id == old_id)
    db.session.execute(moved.values(person_id=new_id))


def _take_over_consents(old_id: int, new_id: int) -> None:
    """Where both consented to be named in a team, the new account's stands."""
    both = select(Consent.team_id).where(Consent.person_id == new_id, Consent.withdrawn_at.is_(None))
    doubled = delete(Consent).where(Consent.person_id == old_id, Consent.withdrawn_at.is_(None))
    db.session.execute(doubled.where(Consent.team_id.in_(db.session.scalars(both).all())))
    db.session.execute(update(Consent).where(Consent.person_id == old_id).values(person_id=new_id))


def _take_over_acceptances(old_id: int, new_id: int) -> None:
    """Of two acceptances of one version for one team the older stays."""
    own = select(TermsAcceptance).where(TermsAcceptance.person_id.in_([old_id, new_id]))
    kept: set[tuple[int, int]] = set()
    for accepted in db.session.scalars(own.order_by(TermsAcceptance.accepted_at, TermsAcceptance.id)).all():
        of_what = (accepted.team_id, accepted.terms_id)
        if of_what in kept:
            db.session.delete(accepted)
        kept.add(of_what)
    db.session.flush()
    left = update(TermsAcceptance).where(TermsAcceptance.person_id == old_id)
    db.session.execute(left.values(person_id=new_id))
