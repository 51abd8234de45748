"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from challenge_hub.calls.models import Call, Prize
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.links import address_of
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.results.models import Objection, PrizeDecision, Publication
from challenge_hub.solutions.contents import title_of
from challenge_hub.solutions.models import Solution


def remind_team(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """Your solution is a draft still. Nothing is sent where it was handed in meanwhile."""
    solution = db.session.get(Solution, facts["solution_id"])
    call = db.session.scalar(select(Call).where(Call.id == facts["call_id"]))
    if solution is None or call is None or solution.newest:
        return None
    subject = gettext("Your solution is not handed in yet: %(call)s", call=plain(call.title))
    return Mail(subject, "emails/results/remind_team.txt", {"call": call, "solution": solution})


def objection_filed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the organisers, without naming the solution: one of them may have a conflict of interest with it."""
    found = _objection(facts)
    if found is None:
        return None
    _, call, _ = found
    subject = gettext("Objection to the results: %(call)s", call=plain(call.title))
    link = address_of("results.objections", slug=call.slug)
    return Mail(subject, "emails/results/objection_filed.txt", {"call": call, "link": link})


def objection_answered(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    found = _objection(facts)
    if found is None or found[0].outcome is None:
        return None
    objection, call, key = found
    title = title_of(objection.solution_id)
    subject = gettext("Your objection was decided: %(title)s", title=plain(title))
    link = address_of("results.objection", slug=call.slug, key=key)
    facts = {"call": call, "title": title, "objection": objection, "link": link}
    return Mail(subject, "emails/results/objection_answered.txt", facts)


def prize_waits(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To colleagues: a decision about your prize waits for the second of you. It names no solution: one of them may
    have a conflict of interest with it.
    """
    statement = select(PrizeDecision, Prize, Call).join(Prize, PrizeDecision.prize_id == Prize.id)
    found = db.session.execute(
        statement.join(Call, Prize.call_id == Call.id).where(PrizeDecision.id == facts["decision"])
    ).one_or_none()
    if found is None or found[0].confirmed_at is not None:
        return None
    _, prize, call = found
    subject = gettext("A decision waits for you: %(prize)s", prize=plain(prize.name))
    link = address_of("results.prize", slug=call.slug, position=prize.position)
    return Mail(subject, "emails/results/prize_waits.txt", {"call": call, "prize": prize, "link": link})


def corrected(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the teams whose place or points a correction changed."""
    publication = db.session.get(Publication, facts["publication_id"])
    if publication is None:
        return None
    call = db.session.get_one(Call, publication.call_id)
    title = title_of(facts["solution_id"])
    subject = gettext("The ranking was corrected: %(call)s", call=plain(call.title))
    told = {
        "call": call,
        "title": title,
        "publication": publication,
        "link": address_of("results.show", slug=call.slug),
    }
    return Mail(subject, "emails/results/corrected.txt", told)


def _objection(facts: Mapping[str, Any]) -> tuple[Objection, Call, str] | None:
    statement = select(Objection, Call, Solution.key).join(Solution, Objection.solution_id == Solution.id)
    found = db.session.execute(
        statement.join(Call, Solution.call_id == Call.id).where(Objection.id == facts["objection_id"])
    ).one_or_none()
    return found and (found[0], found[1], found[2])


MAILS: dict[str, MailWriter] = {
    "results.prize_waits": prize_waits,
    "results.remind_team": remind_team,
    "results.objection_filed": objection_filed,
    "results.objection_answered": objection_answered,
    "results.corrected": corrected,
}
