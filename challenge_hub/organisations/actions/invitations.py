"""An owner invites by mail; whoever owns the address takes the seat."""

from datetime import datetime

from sqlalchemy import update

from challenge_hub.access import Actor
from challenge_hub.accounts.letters import TO_OFFICES, count_letter
from challenge_hub.accounts.rules import mail_key
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_address
from challenge_hub.organisations import inside, queries
from challenge_hub.organisations.models import Organisation, OrganisationInvitation, OrganisationMember
from challenge_hub.organisations.rules import (
    Seat,
    may_accept_invitation,
    may_invite,
    may_resend_invitation,
    may_withdraw_invitation,
)


def invite(
    organisation: Organisation, mail: str, *, seat: Seat, language: str, by: Actor, now: datetime
) -> OrganisationInvitation:
    """Invite an address to a seat; the mail with the link goes out in the language given."""
    mail = mail_key(mail)
    one_at_a_time(f"organisation:{organisation.id}")
    open_ones = inside.open_invitations(organisation.id)
    may_invite(
        seat=queries.seat_in(by, organisation.id),
        is_seated=inside.is_seated(organisation.id, mail),
        is_invited=mail in {one.mail for one in open_ones},
        invited=len(open_ones),
    ).require()
    count_letter(TO_OFFICES, by=by, now=now)
    told = {"mail": mail, "seat": seat, "language": language}
    invitation = OrganisationInvitation(
        organisation_id=organisation.id, invited_by=by.person_id, invited_at=now, **told
    )
    db.session.add(invitation)
    db.session.flush()
    record("invite-to-organisation", invitation, by=by, now=now, organisation_id=organisation.id)
    _send(invitation, now)
    return invitation


def resend(invitation: OrganisationInvitation, *, by: Actor, now: datetime) -> None:
    """Send the mail once more, with a link that lasts from now on."""
    may_resend_invitation(
        seat=_seat(invitation, by), is_open=_is_open(invitation), sent_at=invitation.invited_at, now=now
    ).require()
    count_letter(TO_OFFICES, by=by, now=now)
    invitation.invited_at, invitation.invited_by = now, by.person_id or invitation.invited_by
    db.session.flush()
    record("resend-invitation", invitation, by=by, now=now, organisation_id=invitation.organisation_id)
    _send(invitation, now)


def withdraw(invitation: OrganisationInvitation, *, by: Actor, now: datetime) -> None:
    """Take an invitation back; its link leads nowhere from now on."""
    may_withdraw_invitation(seat=_seat(invitation, by), is_open=_is_open(invitation)).require()
    invitation.withdrawn_at = now
    db.session.flush()
    record("withdraw-invitation", invitation, by=by, now=now, organisation_id=invitation.organisation_id)


def accept(invitation: OrganisationInvitation, *, by: Actor, now: datetime) -> None:
    """Take the seat one was invited to."""
    sits = _seat(invitation, by) is not None
    may_accept_invitation(
        is_open=_is_open(invitation),
        is_signed_in=by.person_id is not None,
        mail=queries.confirmed_mail_of(by),
        invited=invitation.mail,
        is_seated=sits,
    ).require()
    invitation.used_at = now
    member = OrganisationMember(organisation_id=invitation.organisation_id, person_id=by.person_id)
    member.seat, member.since = invitation.seat, now
    db.session.add(member)
    db.session.flush()
    record("accept-invitation", invitation, by=by, now=now, organisation_id=invitation.organisation_id)


def withdraw_all_of(person_id: int, *, organisation_id: int | None = None, now: datetime) -> None:
    """Whoever invites no more has invited nobody: what they sent and nobody used opens nothing. Without an
    organisation: in all of them.
    """
    sent = update(OrganisationInvitation).where(
        OrganisationInvitation.invited_by == person_id,
        OrganisationInvitation.used_at.is_(None),
        OrganisationInvitation.withdrawn_at.is_(None),
    )
    if organisation_id is not None:
        sent = sent.where(OrganisationInvitation.organisation_id == organisation_id)
    db.session.execute(sent.values(withdrawn_at=now))


def _seat(invitation: OrganisationInvitation, by: Actor) -> Seat | None:
    """The seat of who acts, once nobody else acts in this organisation and the invitation is as it is now."""
    one_at_a_time(f"organisation:{invitation.organisation_id}")
    db.session.refresh(invitation, ["used_at", "withdrawn_at", "invited_at"])
    return queries.seat_in(by, invitation.organisation_id)


def _is_open(invitation: OrganisationInvitation) -> bool:
    return invitation.used_at is None and invitation.withdrawn_at is None


def _send(invitation: OrganisationInvitation, now: datetime) -> None:
    facts = {"invitation": invitation.id}
    send_to_address("organisations.invitation", invitation.mail, invitation.language, now=now, **facts)
