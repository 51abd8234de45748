"""The trial scoring of a round: its examples, who has given points, and how far these lie apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from werkzeug.exceptions import NotFound

from challenge_hub.access import Actor
from challenge_hub.accounts.models import Person
from challenge_hub.calls.rubric import Criterion
from challenge_hub.deliberation.models import Anchor, AnchorScore, Calibration, RubricVersion
from challenge_hub.deliberation.queries.rooms import jury_for, leads
from challenge_hub.deliberation.rules.trial import CalibrationStage, Spread, may_see_spread, spreads
from challenge_hub.deliberation.rules.wording import Worded
from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.judging.models import Juror
from challenge_hub.judging.queries.rooms import JuryRoom, criteria_of
from challenge_hub.judging.rules.jury import REVIEWING


@dataclass(frozen=True)
class TrialRoom:
    """The trial scoring of a round, as somebody of the jury sees it; `trial` is missing before it is set up."""

    jury: JuryRoom
    trial: Calibration | None

    @property
    def leads(self) -> bool:
        return leads(self.jury)

    @property
    def set_up(self) -> Calibration:
        """The trial; a page that needs one is not there without it."""
        if self.trial is None:
            raise NotFound
        return self.trial

    @property
    def stage(self) -> CalibrationStage | None:
        return None if self.trial is None else stage_of(self.trial)


@dataclass(frozen=True)
class TrialSeen:
    """What a reader sees of a trial. `own` is by example and criterion (ids), `spreads` by example and then criterion.

    `done` jurors of `jurors` have given all their points.
    """

    examples: Sequence[Anchor]
    criteria: Sequence[Criterion]
    own: Mapping[tuple[int, int], Decimal]
    done: int
    jurors: int
    spreads: Mapping[int, Mapping[int, Spread]]

    @property
    def is_complete(self) -> bool:
        """Whether the reader has given every point."""
        return bool(self.examples) and all(self.is_given(example) for example in self.examples)

    def is_given(self, example: Anchor) -> bool:
        """Whether the reader has given this example its points."""
        return all((example.id, criterion.id) in self.own for criterion in self.criteria)


@dataclass(frozen=True)
class VersionSeen:
    """A version of the wording and whose it is."""

    version: RubricVersion
    made_by: str | None


def trial_for(viewer: Actor, slug: str, now: datetime, number: int | None = None) -> TrialRoom:
    """The trial of the round judged now, or of the one asked for, for everybody of the jury."""
    jury = jury_for(viewer, slug, now, number)
    return TrialRoom(jury, db.session.scalar(select(Calibration).where(Calibration.round_id == jury.judged.id)))


def stage_of(trial: Calibration) -> CalibrationStage:
    """What its dates add up to."""
    if trial.closed_at is not None:
        return CalibrationStage.CLOSED
    return CalibrationStage.PREPARED if trial.opened_at is None else CalibrationStage.OPEN


def examples_of(trial: Calibration) -> Sequence[Anchor]:
    """The examples in their order."""
    return db.session.scalars(
        select(Anchor).where(Anchor.calibration_id == trial.id).order_by(Anchor.position, Anchor.id)
    ).all()


def example_for(room: TrialRoom, example_id: int) -> Anchor:
    """One example; jurors find it from the beginning of the trial on."""
    if room.stage is CalibrationStage.PREPARED and not room.leads:
        raise NotFound
    return one_or_404(select(Anchor).where(Anchor.id == example_id, Anchor.calibration_id == room.set_up.id))


def trial_seen(room: TrialRoom) -> TrialSeen:
    """Examples, own points, and the spread as far as this reader may see it. Four statements."""
    examples, criteria = examples_of(room.set_up), criteria_of(room.jury.judged)
    wanted = {(example.id, criterion.id) for example in examples for criterion in criteria}
    given = _given_in(room.set_up)
    own_id = room.jury.seat.id if room.jury.seat else 0
    done = [points for points in given.values() if points.keys() >= wanted]
    seen = TrialSeen(examples, criteria, given.get(own_id, {}), len(done), _jurors_of(room.jury), {})
    if not may_see_spread(stage=stage_of(room.set_up), is_juror=own_id > 0, is_complete=seen.is_complete):
        return seen
    scale = (room.jury.judged.scale_min, room.jury.judged.scale_max)
    found = {
        example.id: spreads({c.id: _all_of(given, example.id, c.id) for c in criteria}, scale) for example in examples
    }
    return TrialSeen(examples, criteria, seen.own, seen.done, seen.jurors, found)


def _given_in(trial: Calibration) -> dict[int, dict[tuple[int, int], Decimal]]:
    """Every point of a trial: by juror, then by example and criterion (ids)."""
    statement = (
        select(AnchorScore.juror_id, AnchorScore.anchor_id, AnchorScore.criterion_id, AnchorScore.value)
        .join(Anchor, AnchorScore.anchor_id == Anchor.id)
        .where(Anchor.calibration_id == trial.id)
    )
    given: dict[int, dict[tuple[int, int], Decimal]] = {}
    for juror, anchor, criterion, value in db.session.execute(statement):
        given.setdefault(juror, {})[anchor, criterion] = value
    return given


def _all_of(given: Mapping[int, Mapping[tuple[int, int], Decimal]], anchor: int, criterion: int) -> list[Decimal]:
    return [points[anchor, criterion] for points in given.values() if (anchor, criterion) in points]


def _jurors_of(jury: JuryRoom) -> int:
    """How many jurors the trial waits for."""
    seats = select(func.count(Juror.id)).where(
        Juror.call_id == jury.call.id,
        Juror.role.in_(REVIEWING),
        Juror.declared_at.is_not(None),
        Juror.left_at.is_(None),
    )
    return db.session.scalar(seats) or 0


def versions_of(jury: JuryRoom) -> Sequence[VersionSeen]:
    """Every version of the wording of this round, by number."""
    statement = (
        select(RubricVersion, Person.display_name)
        .outerjoin(Person, RubricVersion.made_by == Person.id)
        .where(RubricVersion.round_id == jury.judged.id)
        .order_by(RubricVersion.number)
    )
    return [VersionSeen(*found) for found in db.session.execute(statement)]


def newest_version(round_id: int) -> RubricVersion | None:
    """The wording that counts, where versions are kept."""
    statement = select(RubricVersion).where(RubricVersion.round_id == round_id)
    return db.session.scalar(statement.order_by(RubricVersion.number.desc()).limit(1))


def worded(criteria: Sequence[Criterion]) -> list[Worded]:
    """The words of a rubric as a version keeps them."""
    return [
        Worded(
            key=criterion.key,
            name=dict(criterion.name),
            description=dict(criterion.description),
            anchors={points: dict(meaning) for points, meaning in criterion.anchors.items()},
            weight=str(criterion.weight),
        )
        for criterion in criteria
    ]
