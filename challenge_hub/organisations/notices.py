"""Privacy notices of organisations, and who is responsible for the data of a call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from challenge_hub.infrastructure.db import db, one_or_404
from challenge_hub.infrastructure.text import sources
from challenge_hub.organisations.models import Organisation, PrivacyNotice


@dataclass(frozen=True)
class Controller:
    """An organisation that is responsible for data, with its newest notice if it has published one."""

    organisation: Organisation
    notice: PrivacyNotice | None


def newest_notice(organisation_id: int) -> PrivacyNotice | None:
    return db.session.scalar(_notices(organisation_id).order_by(PrivacyNotice.number.desc()).limit(1))


def notice_of(organisation_id: int, number: int | None) -> PrivacyNotice:
    """One version, the newest without a number; what was never published is not there."""
    newest = _notices(organisation_id).order_by(PrivacyNotice.number.desc()).limit(1)
    return one_or_404(newest if number is None else _notices(organisation_id).where(PrivacyNotice.number == number))


def controllers_among(organisations: Sequence[Organisation]) -> Sequence[Controller]:
    """The same organisations with what they say, in their order; one statement."""
    newest = select(func.max(PrivacyNotice.number)).where(
        PrivacyNotice.organisation_id.in_([one.id for one in organisations])
    )
    of_each = newest.add_columns(PrivacyNotice.organisation_id).group_by(PrivacyNotice.organisation_id).subquery()
    statement = select(PrivacyNotice).join(
        of_each,
        (PrivacyNotice.organisation_id == of_each.c.organisation_id) & (PrivacyNotice.number == of_each.c[0]),
    )
    found = {notice.organisation_id: notice for notice in db.session.scalars(statement)}
    return [Controller(one, found.get(one.id)) for one in organisations]


def says_the_same(notice: PrivacyNotice | None, text: Mapping[str, str], officer: str) -> bool:
    return notice is not None and (sources(notice.text), notice.officer) == (dict(text), officer)


def _notices(organisation_id: int) -> Select[PrivacyNotice]:
    return select(PrivacyNotice).where(PrivacyNotice.organisation_id == organisation_id)
