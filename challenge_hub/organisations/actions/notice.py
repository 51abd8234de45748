"""Publishing the privacy notice of an organisation."""

from collections.abc import Mapping
from datetime import datetime

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.text import render
from challenge_hub.organisations import queries
from challenge_hub.organisations.models import Organisation, PrivacyNotice
from challenge_hub.organisations.notice_rules import may_publish_notice
from challenge_hub.organisations.notices import newest_notice, says_the_same


def publish_notice(
    organisation: Organisation, text: Mapping[str, str], officer: str, *, by: Actor, now: datetime
) -> PrivacyNotice:
    """The next version; earlier ones stay readable under their numbers."""
    one_at_a_time(f"organisation:{organisation.id}")
    newest = newest_notice(organisation.id)
    may_publish_notice(
        seat=queries.seat_in(by, organisation.id),
        has_text=bool(text),
        has_changed=not says_the_same(newest, text, officer),
    ).require()
    notice = PrivacyNotice(
        organisation_id=organisation.id,
        number=newest.number + 1 if newest else 1,
        text=render(text),
        officer=officer,
        published_at=now,
        published_by=by.person_id,
    )
    db.session.add(notice)
    db.session.flush()
    record("publish-notice", organisation, by=by, now=now, organisation_id=organisation.id, version=notice.number)
    return notice
