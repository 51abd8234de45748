"""Who needs the consent of a guardian, and what becomes of one that was asked for. Pure: values in, decisions out."""

from datetime import datetime, timedelta
from enum import StrEnum

from challenge_hub.access import YES, Decision
from challenge_hub.teams.rules import TeamRole

CONSENT_LASTS = timedelta(days=14)
"""So long a guardian has time to answer, and so long the seat is kept."""

LETTERS_AT_ONCE = 3
"""So many guardians are asked at once for one person."""


class ConsentState(StrEnum):
    """What became of a consent. Prepared: the lead has not accepted the request to join yet, no letter is sent."""

    PREPARED = "prepared"
    WAITING = "waiting"
    EXPIRED = "expired"
    GIVEN = "given"
    REFUSED = "refused"
    TAKEN_BACK = "taken-back"
    WITHDRAWN = "withdrawn"


PENDING = frozenset({ConsentState.PREPARED, ConsentState.WAITING})


def needs_guardian(of_age: bool | None) -> bool:
    """Whoever said so. Who was never asked sits in a team since before it was asked, or came with a call package."""
    return of_age is False


def may_take_seat(of_age: bool | None) -> Decision:
    """Whether a person comes in by their own act alone. Refuses with guardian-needed."""
    return Decision("guardian-needed") if needs_guardian(of_age) else YES


def consent_state(
    *, sent_at: datetime | None, consents: bool | None, ended_at: datetime | None, now: datetime
) -> ConsentState:  # fmt: skip
    """Derived from dates: of the letter, and of the end without or after an answer."""
    if consents is not None:
        given = ConsentState.GIVEN if ended_at is None else ConsentState.WITHDRAWN
        return given if consents else ConsentState.REFUSED
    over_at = sent_at + CONSENT_LASTS if sent_at else None
    if over_at is not None and (ended_at or now) >= over_at:
        return ConsentState.EXPIRED
    if ended_at is not None:
        return ConsentState.TAKEN_BACK
    return ConsentState.WAITING if sent_at else ConsentState.PREPARED


def answer_until(sent_at: datetime, closes_at: datetime) -> datetime:
    """Nobody joins after the deadline."""
    return min(sent_at + CONSENT_LASTS, max(sent_at, closes_at))


def may_ask_guardian(*, is_named: bool, is_own_address: bool, letters: int) -> Decision:
    """Whether a guardian is written to.

    Refuses with guardian-needed, guardian-is-another or too-many-guardian-letters.
    """
    if not is_named:
        return Decision("guardian-needed")
    if is_own_address:
        return Decision("guardian-is-another")
    return YES if letters < LETTERS_AT_ONCE else Decision("too-many-guardian-letters")


def may_answer(state: ConsentState, *, consents: bool, has_read: bool) -> Decision:
    """The guardian decides once, in time, about what was shown. To refuse nothing needs to be read.

    Refuses with consent-is-over, consent-is-decided or documents-have-changed.
    """
    if state in (ConsentState.EXPIRED, ConsentState.TAKEN_BACK, ConsentState.PREPARED):
        return Decision("consent-is-over")
    if state is not ConsentState.WAITING:
        return Decision("consent-is-decided")
    return YES if has_read or not consents else Decision("documents-have-changed")


def may_withdraw_consent(state: ConsentState, *, of_age: bool | None) -> Decision:
    """At any time, while the person is a minor. Refuses with consent-is-not-there or is-of-age."""
    if state is not ConsentState.GIVEN:
        return Decision("consent-is-not-there")
    return YES if needs_guardian(of_age) else Decision("is-of-age")


def may_take_back(state: ConsentState, *, is_own: bool, role: TeamRole | None) -> Decision:
    """The person, or the lead of the team, ends what waits. Refuses with consent-is-decided or only-the-lead."""
    if state not in PENDING:
        return Decision("consent-is-decided")
    return YES if is_own or role is TeamRole.LEAD else Decision("only-the-lead")


def may_ask_again(state: ConsentState | None, *, role: TeamRole) -> Decision:
    """After a refusal or in vain; a team that somebody alone founded is over then. Refuses with cannot-ask-again."""
    again = state in (ConsentState.EXPIRED, ConsentState.REFUSED) and role is TeamRole.MEMBER
    return YES if again else Decision("cannot-ask-again")
