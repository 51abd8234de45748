"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.solutions.models import PreCheck, Solution, SolutionVersion
from challenge_hub.solutions.rounds import AdaptedVersion


def receipt(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """What was handed in when, with its fingerprint: proof for everybody in the team."""
    solution, version = _solution(facts), _version(facts, int(facts["version"]))
    if solution is None or version is None:
        return None
    link = _address("solutions.receipt", solution, number=version.number)
    subject = gettext("Received: %(title)s, version %(number)s", title=plain(version.title), number=version.number)
    return _mail(subject, "receipt", solution, version, link)


def adapted(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """An adapted version came in: for the team its receipt, for the municipality what there is to read."""
    solution, made = _solution(facts), db.session.get(AdaptedVersion, facts["adapted"])
    if solution is None or made is None:
        return None
    subject = gettext("Adapted: %(title)s, version %(number)s", title=made.content["title"], number=made.number)
    link = _address("solutions.adapted", solution)
    facts = {"adapted": made, "solution": solution, "call": solution.challenge.call, "link": link}
    return Mail(subject, "emails/solutions/adapted.txt", facts)


def withdrawn(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Nothing is sent where it was submitted again meanwhile."""
    solution = _solution(facts)
    if solution is None or solution.withdrawn_at is None:
        return None
    version = _version(facts, solution.newest)
    subject = gettext("Withdrawn: %(title)s", title=plain(version.title if version else None))
    return _mail(subject, "withdrawn", solution, version, _address("solutions.overview", solution))


def admitted(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    return _found(facts, "admitted", gettext("Admitted: %(title)s"))


def returned(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    return _found(facts, "returned", gettext("Please mend your solution: %(title)s"))


def not_admitted(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    return _found(facts, "not_admitted", gettext("Not admitted: %(title)s"))


def _found(facts: Mapping[str, Any], name: str, subject: str) -> Mail | None:
    """What the pre-check found. Nothing is sent where another finding or a newer version has come since."""
    solution, finding = _solution(facts), db.session.get(PreCheck, facts["finding"])
    if solution is None or finding is None or solution.admission_at != finding.checked_at:
        return None
    version = _version(facts, finding.version)
    title = plain(version.title if version else None)
    link = _address("solutions.overview", solution)
    return _mail(subject % {"title": title}, name, solution, version, link, finding=finding)


def _solution(facts: Mapping[str, Any]) -> Solution | None:
    way = joinedload(Solution.challenge).joinedload(Challenge.call)
    return db.session.scalar(select(Solution).where(Solution.id == facts["solution_id"]).options(way))


def _version(facts: Mapping[str, Any], number: int) -> SolutionVersion | None:
    statement = select(SolutionVersion).where(SolutionVersion.solution_id == facts["solution_id"])
    return db.session.scalar(statement.where(SolutionVersion.number == number))


def _address(endpoint: str, solution: Solution, **more: int) -> str:
    return address_of(endpoint, slug=solution.challenge.call.slug, key=solution.key, **more)


def _mail(subject: str, name: str, solution: Solution, version: SolutionVersion | None, link: str, **more: Any) -> Mail:
    call = solution.challenge.call
    facts = {"call": call, "challenge": solution.challenge, "version": version, "link": link, **more}
    return Mail(subject, f"emails/solutions/{name}.txt", facts)


MAILS: dict[str, MailWriter] = {
    "solutions.receipt": receipt,
    "solutions.adapted": adapted,
    "solutions.withdrawn": withdrawn,
    "solutions.admitted": admitted,
    "solutions.returned": returned,
    "solutions.not_admitted": not_admitted,
}
