"""What kinds of organisation and which seats there are, and who may do what in an organisation. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision
from challenge_hub.organisations.keys import LENGTHS, key_fault


class Kind(StrEnum):
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    ASSOCIATION_OF_MUNICIPALITIES = "association-of-municipalities"
    STATE = "state"
    FEDERATION = "federation"
    PUBLIC_BODY = "public-body"
    COMPANY = "company"
    START_UP = "start-up"
    REGISTERED_ASSOCIATION = "registered-association"
    UNIVERSITY = "university"
    INITIATIVE = "initiative"


class Seat(StrEnum):
    """What a person is in an organisation. An owner also decides who else has a seat."""

    OWNER = "owner"
    OFFICER = "officer"


@dataclass(frozen=True)
class Particulars:
    """What is known of an organisation before it is here. Abroad and outside the register there is no official key."""

    kind: str
    name: str
    country: str = "DE"
    state: str | None = None
    official_key: str | None = None
    website: str | None = None
    summary: Mapping[str, str] = field(default_factory=dict)


class Decider(StrEnum):
    """Who answers a request."""

    OWNER = "owner"
    OPERATOR = "operator"


MOST_WAITING = 10
"""Requests and new organisations of one person that wait at the same time."""

MOST_INVITATIONS = 100
"""Invitations of one organisation that are open at the same time."""

MOST_UNITS = 300
"""Units of one organisation."""

RESEND_AFTER = timedelta(minutes=10)
INVITATION_LASTS = timedelta(days=30)


def may_found(*, is_confirmed: bool, is_public: bool, waiting: int, has_founded_same: bool) -> Decision:
    """Whether a person may found an organisation outside public administration, and own it at once.

    In: whether the person's mail is confirmed, whether the kind belongs to public administration, how many requests
    of this person wait, and whether they own an unconfirmed one of this kind and name. Refuses with not-confirmed,
    kind-needs-operator, too-many-waiting, already-founded.
    """
    if not is_confirmed:
        return Decision("not-confirmed")
    if is_public:
        return Decision("kind-needs-operator")
    if has_founded_same:
        return Decision("already-founded")
    return Decision("too-many-waiting") if waiting >= MOST_WAITING else YES


def may_name(particulars: Particulars) -> Decision:
    """Whether an organisation of public administration may be called this. What is of the right shape but not in the
    register passes: the operator looks at it.

    Refuses with key-abroad for a key outside Germany, key-missing, and the reasons of `key_fault`.
    """
    kind, key = particulars.kind, particulars.official_key
    if key is None:
        return Decision("key-missing") if kind in LENGTHS and particulars.country == "DE" else YES
    return Decision("key-abroad" if particulars.country != "DE" else key_fault(kind, key))


def may_ask(
    *, is_confirmed: bool, waiting: int, has_asked: bool, is_seated: bool, is_confirmed_organisation: bool
) -> Decision:
    """Whether a person may ask to act for an organisation; or, seated in it already, to have it confirmed.

    In: whether the person's mail is confirmed, how many requests of this person wait, whether one of them is about
    this organisation. Refuses with not-confirmed, already-asked, already-seated, too-many-waiting.
    """
    if not is_confirmed:
        return Decision("not-confirmed")
    if has_asked:
        return Decision("already-asked")
    if is_seated and is_confirmed_organisation:
        return Decision("already-seated")
    return Decision("too-many-waiting") if waiting >= MOST_WAITING else YES


def decider_of(*, has_owner: bool, is_seated: bool) -> Decider:
    """Who answers a request: the owners; but the operator where there is none yet, and where somebody who has a seat
    asks, for that is about confirming the organisation itself.
    """
    return Decider.OWNER if has_owner and not is_seated else Decider.OPERATOR


def may_decide_request(*, seat: Seat | None, is_operator: bool, decider: Decider, is_open: bool) -> Decision:
    """Whether somebody may answer a request. Refuses with already-decided, not-yours-to-decide."""
    if not is_open:
        return Decision("already-decided")
    is_decider = is_operator if decider is Decider.OPERATOR else seat is Seat.OWNER
    return YES if is_decider else Decision("not-yours-to-decide")


def may_take_back(*, is_own: bool, is_open: bool) -> Decision:
    """A request may be taken back by who made it. Refuses with not-yours-to-decide, already-decided."""
    if not is_own:
        return Decision("not-yours-to-decide")
    return YES if is_open else Decision("already-decided")


def may_edit(*, seat: Seat | None) -> Decision:
    """Owners and officers write the profile and the units. Refuses with no-seat."""
    return YES if seat else Decision("no-seat")


def may_set_service(*, seat: Seat | None, is_operator: bool, is_confirmed: bool) -> Decision:
    """Owners of a confirmed organisation and the operator say by which service its people sign in. Refuses with
    not-owner, organisation-unconfirmed.
    """
    if seat is not Seat.OWNER and not is_operator:
        return Decision("not-owner")
    return YES if is_confirmed else Decision("organisation-unconfirmed")


def stays_vouched(*, was: bool, wanted: bool, is_operator: bool, is_same: bool) -> bool:
    """Whether the operator answers for a service: as they say; what others change, nobody answers for any more."""
    return wanted if is_operator else was and is_same


def may_name_unit(*, seat: Seat | None, name: str, taken: Collection[str]) -> Decision:
    """Whether a unit may have this name, that no other unit here has. Refuses with no-seat, unit-exists and
    too-many-units.
    """
    if seat is None:
        return Decision("no-seat")
    if name.casefold() in {other.casefold() for other in taken}:
        return Decision("unit-exists")
    return Decision("too-many-units") if len(taken) >= MOST_UNITS else YES


def may_invite(*, seat: Seat | None, is_seated: bool, is_invited: bool, invited: int) -> Decision:
    """Owners invite. In: whether the address belongs to somebody with a seat, or has an open invitation, and how many
    invitations are open. Refuses with not-owner, seated-already, invited-already, too-many-invitations.
    """
    if seat is not Seat.OWNER:
        return Decision("not-owner")
    if is_seated:
        return Decision("seated-already")
    if is_invited:
        return Decision("invited-already")
    return Decision("too-many-invitations") if invited >= MOST_INVITATIONS else YES


def may_withdraw_invitation(*, seat: Seat | None, is_open: bool) -> Decision:
    """Owners withdraw an invitation nobody has used. Refuses with not-owner, invitation-over."""
    if seat is not Seat.OWNER:
        return Decision("not-owner")
    return YES if is_open else Decision("invitation-over")


def may_resend_invitation(*, seat: Seat | None, is_open: bool, sent_at: datetime, now: datetime) -> Decision:
    """Owners send an open invitation again, but not within minutes. Refuses with not-owner, invitation-over and
    sent-just-now.
    """
    if seat is not Seat.OWNER:
        return Decision("not-owner")
    if not is_open:
        return Decision("invitation-over")
    return Decision("sent-just-now") if now < sent_at + RESEND_AFTER else YES


def may_accept_invitation(
    *, is_open: bool, is_signed_in: bool, mail: str | None, invited: str, is_seated: bool
) -> Decision:
    """Whether this person may take the seat. In: their confirmed address, if any, and the invited one.

    Refuses with invitation-over, signed-out, not-confirmed, invitation-for-another, already-seated.
    """
    if not is_open:
        return Decision("invitation-over")
    if not is_signed_in:
        return Decision("signed-out")
    if mail is None:
        return Decision("not-confirmed")
    if mail != invited:
        return Decision("invitation-for-another")
    return Decision("already-seated") if is_seated else YES


def may_change_seat(*, seat: Seat | None, was: Seat, becomes: Seat, owners: int) -> Decision:
    """Owners change seats, but one owner stays. Refuses with not-owner, last-owner."""
    if seat is not Seat.OWNER:
        return Decision("not-owner")
    return Decision("last-owner") if _is_last(was, owners) and becomes is not Seat.OWNER else YES


def may_choose_unit(*, seat: Seat | None, is_self: bool) -> Decision:
    """Everybody says in which unit they work; owners say it for others too. Refuses with not-owner, no-seat."""
    if seat is None:
        return Decision("no-seat")
    return YES if is_self or seat is Seat.OWNER else Decision("not-owner")


def may_remove(*, seat: Seat | None, was: Seat, owners: int) -> Decision:
    """Owners take a seat away, never that of the last owner. Refuses with not-owner, last-owner."""
    if seat is not Seat.OWNER:
        return Decision("not-owner")
    return Decision("last-owner") if _is_last(was, owners) else YES


def may_leave(*, seat: Seat | None, owners: int) -> Decision:
    """Everybody may leave but the last owner. Refuses with no-seat, last-owner."""
    if seat is None:
        return Decision("no-seat")
    return Decision("last-owner") if _is_last(seat, owners) else YES


def _is_last(seat: Seat, owners: int) -> bool:
    return seat is Seat.OWNER and owners <= 1
