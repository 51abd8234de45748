"""Beginning a call: a draft with everything its format proposes. Part of the actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.calls.models import Call, CallOrganiser
from challenge_hub.calls.rubric import Criterion, Round
from challenge_hub.calls.rules.formats import FORMATS, Proposal, criterion_row
from challenge_hub.calls.rules.names import key_from, unused
from challenge_hub.calls.rules.phases import Format, OrganiserRole
from challenge_hub.calls.rules.publication import may_open_call
from challenge_hub.calls.rules.scoring import Blank, Order, Weighting
from challenge_hub.calls.writing import criterion_facts
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.text import searchable


@dataclass(frozen=True)
class Beginning:
    """What a call begins with; without deadline or end, the format proposes how long it is open and judged."""

    format: str
    title: Mapping[str, str]
    language: str
    time_zone: str
    opens_at: datetime
    closes_at: datetime
    ends_at: datetime
    seed: int


def open_call(beginning: Beginning, *, organisation_id: int, may_act: bool, by: Actor, now: datetime) -> Call:
    """A draft with everything its format proposes. `may_act`: the person acts for this confirmed organisation."""
    may_open_call(is_confirmed=by.is_confirmed, acts_for_organisation=may_act).require()
    one_at_a_time("new call")
    proposal = FORMATS[Format(beginning.format)]
    call = _draft(beginning, proposal)
    db.session.add(call)
    db.session.flush()
    db.session.add(CallOrganiser(call_id=call.id, organisation_id=organisation_id, role=OrganiserRole.LEAD, position=1))
    _propose_rubric(call, proposal, seed=beginning.seed)
    record("open-call", call, by=by, now=now, call_id=call.id, organisation_id=organisation_id)
    return call


def _draft(beginning: Beginning, proposal: Proposal) -> Call:
    taken = set(db.session.scalars(select(Call.slug)))
    return Call(
        slug=unused(key_from(beginning.title), taken),
        format=beginning.format,
        language=beginning.language,
        title=dict(beginning.title),
        summary={},
        description={},
        search_text=searchable(beginning.title),
        time_zone=beginning.time_zone,
        whole_days=False,
        opens_at=beginning.opens_at,
        closes_at=beginning.closes_at,
        ends_at=beginning.ends_at,
        feedback_by=beginning.ends_at + timedelta(days=proposal.feedback_days),
        source_credit={},
        team_min=proposal.team_min,
        team_max=proposal.team_max,
        rights=proposal.rights,
        purpose=proposal.purpose,
        prototype_required=proposal.prototype_required,
        solutions_public=proposal.solutions_public,
    )


def _propose_rubric(call: Call, proposal: Proposal, *, seed: int) -> None:
    rubric = Round(
        call_id=call.id,
        number=1,
        title={},
        method=proposal.method,
        order=Order.SHEETS_FIRST,
        weighting=Weighting.SHARES,
        scale_min=proposal.scale_min,
        scale_max=proposal.scale_max,
        blank=Blank.SHEET_LEFT_OUT,
        total_places=2,
        tie_rules=list(proposal.tie_rules),
        seed=seed,
        sheets_public=False,
        note={},
        reviews_per_solution=proposal.reviews_per_solution,
        minutes_per_review=proposal.minutes_per_review,
    )
    db.session.add(rubric)
    db.session.flush()
    for position, criterion in enumerate(proposal.criteria, start=1):
        facts = criterion_facts(criterion_row(criterion), rubric)
        db.session.add(Criterion(round_id=rubric.id, position=position, **facts))
    db.session.flush()
