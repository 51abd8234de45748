"""Who may do what in a team, and what it still needs. Pure: values in, decisions out."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision
from challenge_hub.calls.rules.phases import Dates, open_for_answers

PERSON = "person"
"""Among the kinds a call takes: people who act for themselves."""

RESERVED = frozenset({"new", "all"})
"""Ends of addresses that are no teams."""

KEY_LENGTH = 60
OPEN_INVITATIONS = 30
"""So many letters wait for an answer at once; a team cannot be used to write to the whole town."""

VOICES_FOR_NEW_LEAD = 2
INVITATION_LASTS = timedelta(days=60)
DOUBLE_CLICK = timedelta(minutes=5)
"""For so long the same form, sent again without an account, leads back to what it founded."""


class TeamRole(StrEnum):
    LEAD = "lead"
    MEMBER = "member"


class NextStep(StrEnum):
    """What a team has to do now; each is a sentence on its page."""

    STOPPED = "stopped"
    CLOSED = "closed"
    CONFIRM = "confirm"
    ACCEPT_TERMS = "accept-terms"
    DECIDE = "decide"
    LEAD_CONFIRMS = "lead-confirms"
    FIND_MEMBERS = "find-members"
    WAIT = "wait"
    ANSWER = "answer"


@dataclass(frozen=True)
class TeamStanding:
    """How a team stands: how many are in it, how many of them confirmed, and what its call asks (`max` may be open).

    `reserved` seats are kept for those whose guardians are asked.
    """

    size: int
    confirmed: int
    min: int
    max: int | None
    lead_confirmed: bool
    terms_accepted: bool
    is_dissolved: bool = False
    reserved: int = 0

    @property
    def is_full(self) -> bool:
        return self.max is not None and self.size + self.reserved >= self.max


def may_gather(*, dates: Dates, published: bool, suspended: bool, cancelled: bool, now: datetime) -> Decision:
    """Whether teams are founded and changed: from publication on, also before the call opens, until its deadline.

    Refuses as open_for_answers does; a draft with call-not-open-yet.
    """
    begun = replace(dates, opens_at=min(dates.opens_at, now))
    return open_for_answers(dates=begun, published=published, suspended=suspended, cancelled=cancelled, now=now)


def may_act_for(kind: str | None, *, eligible: Collection[str] | None) -> Decision:
    """Whether a team may act for an organisation of this kind, or for itself (None). `eligible` None takes everybody.

    Refuses with not-eligible.
    """
    return YES if eligible is None or (kind or PERSON) in eligible else Decision("not-eligible")


def may_join(*, is_member: bool, standing: TeamStanding) -> Decision:
    """Whether there is a seat for somebody. Refuses with team-is-dissolved, already-in-team or team-is-full."""
    if standing.is_dissolved:
        return Decision("team-is-dissolved")
    if is_member:
        return Decision("already-in-team")
    return Decision("team-is-full") if standing.is_full else YES


def may_submit(standing: TeamStanding) -> Decision:
    """What a team needs before it hands in, in the order in which it is told.

    Refuses with team-is-dissolved, team-is-too-small, lead-not-confirmed or terms-not-accepted.
    """
    if standing.is_dissolved:
        return Decision("team-is-dissolved")
    if standing.size < standing.min:
        return Decision("team-is-too-small")
    if not standing.lead_confirmed:
        return Decision("lead-not-confirmed")
    return YES if standing.terms_accepted else Decision("terms-not-accepted")


def may_lead(role: TeamRole | None) -> Decision:
    """What only the lead does. Refuses with only-the-lead."""
    return YES if role is TeamRole.LEAD else Decision("only-the-lead")


def may_invite(*, is_confirmed: bool, waiting: Collection[str], mail: str) -> Decision:
    """Whether a letter is sent to an address; `waiting` are the addresses already written to.

    Refuses with not-confirmed (nobody writes to others from an address that may not be theirs), already-invited or
    too-many-team-invitations.
    """
    if not is_confirmed:
        return Decision("not-confirmed")
    if mail in waiting:
        return Decision("already-invited")
    return YES if len(waiting) < OPEN_INVITATIONS else Decision("too-many-team-invitations")


def may_use_invitation(*, is_open: bool, is_own_address: bool) -> Decision:
    """Refuses with invitation-is-used (also withdrawn) or invitation-is-for-another."""
    if not is_open:
        return Decision("invitation-is-used")
    return YES if is_own_address else Decision("invitation-is-for-another")


def may_ask(*, takes_requests: bool, has_asked: bool, is_member: bool, standing: TeamStanding) -> Decision:
    """Whether somebody may ask to join. Refuses with takes-no-requests, asked-this-team-already, or as may_join."""
    if not takes_requests:
        return Decision("takes-no-requests")
    return Decision("asked-this-team-already") if has_asked else may_join(is_member=is_member, standing=standing)


def may_decide(*, role: TeamRole | None, is_open: bool) -> Decision:
    """Whether a request to join is accepted or declined now. Refuses with only-the-lead or request-is-decided."""
    return may_lead(role) if is_open else Decision("request-is-decided")


def may_pass_lead(*, role: TeamRole | None, is_member: bool, is_confirmed: bool) -> Decision:
    """Facts after the role are about the new lead. Refuses with only-the-lead, not-in-team, new-lead-not-confirmed."""
    if role is not TeamRole.LEAD:
        return Decision("only-the-lead")
    if not is_member:
        return Decision("not-in-team")
    return YES if is_confirmed else Decision("new-lead-not-confirmed")


def may_ask_for_lead(*, role: TeamRole | None, by_confirmed: bool, is_member: bool, is_confirmed: bool) -> Decision:
    """A member asks the organiser for another lead.

    Refuses with the-lead-passes-on, not-confirmed, and as may_pass_lead.
    """
    if role is not TeamRole.MEMBER:
        return Decision("the-lead-passes-on")
    if not by_confirmed:
        return Decision("not-confirmed")
    return may_pass_lead(role=TeamRole.LEAD, is_member=is_member, is_confirmed=is_confirmed)


def may_hand_over(*, voices: int, is_member: bool, is_confirmed: bool) -> Decision:
    """The organiser hands the lead over when two confirmed members named the same person. Refuses with two-must-ask."""
    if voices < VOICES_FOR_NEW_LEAD:
        return Decision("two-must-ask")
    return may_pass_lead(role=TeamRole.LEAD, is_member=is_member, is_confirmed=is_confirmed)


def may_leave(role: TeamRole | None) -> Decision:
    """Members leave; the lead passes on first, or dissolves the team. Refuses with lead-passes-on-first."""
    return Decision("lead-passes-on-first") if role is TeamRole.LEAD else YES


def may_remove(*, role: TeamRole | None, is_self: bool) -> Decision:
    """Refuses with only-the-lead; with lead-passes-on-first where the lead would remove themselves."""
    return Decision("lead-passes-on-first") if is_self else may_lead(role)


def may_dissolve(*, role: TeamRole | None, has_solution: bool) -> Decision:
    """`has_solution`: one is handed in and not withdrawn. Refuses with only-the-lead or withdraw-solution-first."""
    return Decision("withdraw-solution-first") if has_solution else may_lead(role)


def may_accept_terms(*, role: TeamRole | None, version_read: int, version: int) -> Decision:
    """The lead accepts, and only what was shown. Refuses with only-the-lead or terms-have-changed."""
    return may_lead(role) if version_read == version else Decision("terms-have-changed")


def may_accept_conduct(*, is_member: bool, version_read: int, version: int) -> Decision:
    """Each member for themselves, and only what was shown. Refuses with not-in-team and conduct-has-changed."""
    if not is_member:
        return Decision("not-in-team")
    return YES if version_read == version else Decision("conduct-has-changed")


def next_step(standing: TeamStanding, *, gathering: Decision, is_open: bool, role: TeamRole, is_confirmed: bool,
              requests: int) -> NextStep:  # fmt: skip
    """The one thing said on top of the page of a team. `is_confirmed` and `role` are those of the viewer."""
    is_lead = role is TeamRole.LEAD
    steps = (
        (gathering.reason == "call-has-closed", NextStep.CLOSED),
        (not gathering, NextStep.STOPPED),
        (is_lead and not standing.terms_accepted, NextStep.ACCEPT_TERMS),
        (not is_confirmed, NextStep.CONFIRM),
        (is_lead and requests > 0, NextStep.DECIDE),
        (not standing.lead_confirmed, NextStep.LEAD_CONFIRMS),
        (standing.size < standing.min, NextStep.FIND_MEMBERS),
        (not is_open, NextStep.WAIT),
    )
    return next((step for holds, step in steps if holds), NextStep.ANSWER)


def key_for(name: str, taken: Iterable[str]) -> str:
    """The readable end of a team's address, made of its name; a number follows where it is taken."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    base = words.strip("-")[:KEY_LENGTH].strip("-") or "team"
    used = RESERVED | set(taken)
    candidates = (base if number == 1 else f"{base}-{number}" for number in range(1, len(used) + 2))
    return next(key for key in candidates if key not in used)
