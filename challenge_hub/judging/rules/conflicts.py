"""Conflicts of interest: how one stands, who decides about it, and what the data hints at."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from challenge_hub.access import YES, Decision
from challenge_hub.judging.rules.redaction import owner_in

PUBLIC_PROVIDERS = frozenset({
    "1und1.de", "aol.com", "arcor.de", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net",
    "googlemail.com", "hotmail.com", "hotmail.de", "icloud.com", "live.com", "live.de", "mac.com", "mail.de",
    "mailbox.org", "me.com", "msn.com", "outlook.com", "outlook.de", "posteo.de", "proton.me", "protonmail.com",
    "t-online.de", "tutanota.com", "vodafone.de", "web.de", "yahoo.com", "yahoo.de", "ymail.com",
})  # fmt: skip
"""Domains everybody can have an address at: sharing one says nothing."""

FEWEST_LETTERS = 4
"""A shorter word in an address of a repository is like too many names."""


class Treatment(StrEnum):
    """How a conflict of interest stands. All but a lifted one hide the solution."""

    STANDS = "stands"
    DOUBTFUL = "doubtful"
    CONFIRMED = "confirmed"
    LIFTED = "lifted"


class Origin(StrEnum):
    """How a conflict of interest became known: said by the person, reported by another, or plain from the data."""

    DECLARED = "declared"
    REPORTED = "reported"
    TEAM = "team"
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"


class Hint(StrEnum):
    """What the data says that may be a conflict of interest. A person finds out whether it is one."""

    SAME_ORGANISATION = "same-organisation"
    SAME_MAIL_DOMAIN = "same-mail-domain"
    EARLIER_TEAM_MATE = "earlier-team-mate"
    REPOSITORY = "repository"


def treatment_of(*, is_doubtful: bool, is_confirmed: bool, is_lifted: bool) -> Treatment:
    """What the dates of a conflict add up to."""
    if is_lifted:
        return Treatment.LIFTED
    if is_confirmed:
        return Treatment.CONFIRMED
    return Treatment.DOUBTFUL if is_doubtful else Treatment.STANDS


def may_decide(*, is_chair: bool, is_deputy: bool, about_chair: bool, is_own: bool, treatment: Treatment) -> Decision:
    """The chair decides, or the deputy in the chair's place; about the chair the deputy alone; nobody about themselves.

    Refuses with own-conflict, not-chair, about-the-chair and already-lifted.
    """
    if is_own:
        return Decision("own-conflict")
    if not (is_chair or is_deputy):
        return Decision("not-chair")
    if about_chair and not is_deputy:
        return Decision("about-the-chair")
    return Decision("already-lifted") if treatment is Treatment.LIFTED else YES


def may_report(*, may_look: bool, is_own: bool, may_know_names: bool) -> Decision:
    """Who reports a conflict of another, or looks at a hint: chair and organisers, never about themselves, and in an
    anonymised round those who know the names.

    Refuses with not-organiser-or-chair, own-conflict and names-are-hidden.
    """
    if not may_look:
        return Decision("not-organiser-or-chair")
    if is_own:
        return Decision("own-conflict")
    return YES if may_know_names else Decision("names-are-hidden")


@dataclass(frozen=True)
class PersonFacts:
    """What is known of somebody on the jury: id, name, address, organisations (ids), and with whom they were in teams
    of other calls (ids of people).
    """

    id: int
    name: str
    mail: str
    organisations: frozenset[int]
    team_mates: frozenset[int]


@dataclass(frozen=True)
class SolutionFacts:
    """What is known of a solution: id, its people (ids), their addresses and organisations, and its web addresses."""

    id: int
    members: frozenset[int]
    mails: frozenset[str]
    organisations: frozenset[int]
    addresses: Sequence[str]


Pair = tuple[int, int]
"""A person and a solution, by their ids."""


def hints(people: Iterable[PersonFacts], solutions: Iterable[SolutionFacts]) -> dict[Pair, tuple[Hint, ...]]:
    """What the data hints at, for each pair with a hint; in the order of the set. Each fact is looked up once, so that
    hundreds of people and thousands of solutions are done at once.
    """
    known = _by_fact(solutions)
    found: defaultdict[Pair, set[Hint]] = defaultdict(set)
    for person in people:
        for hint, fact in _facts_of(person):
            for solution in known.get((hint, fact), ()):
                found[person.id, solution].add(hint)
    return {pair: tuple(hint for hint in Hint if hint in told) for pair, told in sorted(found.items())}


def domain_of(mail: str) -> str:
    """The domain of an address; empty where it belongs to a provider everybody can be at."""
    domain = mail.rpartition("@")[2].casefold()
    return "" if domain in PUBLIC_PROVIDERS else domain


Fact = tuple[Hint, str | int]


def _facts_of(person: PersonFacts) -> Iterable[Fact]:
    yield from ((Hint.SAME_ORGANISATION, id_) for id_ in person.organisations)
    yield from ((Hint.EARLIER_TEAM_MATE, id_) for id_ in person.team_mates)
    domain = domain_of(person.mail)
    if domain:
        yield Hint.SAME_MAIL_DOMAIN, domain
        yield Hint.REPOSITORY, domain
    for word in {_letters(person.name), _letters(person.mail.partition("@")[0])}:
        if len(word) >= FEWEST_LETTERS:
            yield Hint.REPOSITORY, word


def _by_fact(solutions: Iterable[SolutionFacts]) -> Mapping[Fact, set[int]]:
    """The solutions each fact is true of."""
    known: defaultdict[Fact, set[int]] = defaultdict(set)
    for solution in solutions:
        facts: set[Fact] = {(Hint.SAME_ORGANISATION, id_) for id_ in solution.organisations}
        facts |= {(Hint.EARLIER_TEAM_MATE, id_) for id_ in solution.members}
        facts |= {(Hint.SAME_MAIL_DOMAIN, domain) for mail in solution.mails if (domain := domain_of(mail))}
        for address in solution.addresses:
            facts |= {(Hint.REPOSITORY, word) for word in _of_address(address)}
        for fact in facts:
            known[fact].add(solution.id)
    return known


def _of_address(address: str) -> Iterable[str]:
    """Whose repository it is, and the domains it lies under: git.example.org is of example.org."""
    owner = _letters(owner_in(address))
    if len(owner) >= FEWEST_LETTERS:
        yield owner
    labels = (urlsplit(address).hostname or "").split(".")
    yield from (".".join(labels[start:]) for start in range(len(labels) - 1))


def _letters(name: str) -> str:
    """A name as it may stand in an address: small letters and digits alone."""
    return "".join(c for c in name.casefold() if c.isalnum())
