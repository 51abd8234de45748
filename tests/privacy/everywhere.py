"""One person in every role at once, and where they are found without asking the declarations."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select, update

from challenge_hub.access import VISITOR, signed_in
from challenge_hub.accounts.models import Person
from challenge_hub.audit.actions import record
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.outbox import send_to_address, send_to_person
from challenge_hub.infrastructure.personal import By, all_kept
from challenge_hub.judging.models import Juror, Review
from challenge_hub.pages.actions import report_barrier
from challenge_hub.results.models import Feedback, Release
from challenge_hub.teams.models import TeamMember
from tests import factories as make
from tests.whole_call import NOON, fill_every_table

OTHER_EYES = {
    ("award_release", "released_by"),
    ("correction", "released_by"),
    ("prize_decision", "confirmed_by"),
    ("tandem_choice", "released_by"),
    ("minutes_edition", "published_by"),
}
"""The second of four eyes, who is never the first."""
SECRETS = ("my password hash", "my token hash", "my app secret")
WORDS = "What only I wrote."


def somebody_everywhere() -> Person:
    """A row in every table by every tie there is, all of one person."""
    fill_every_table()
    me = make.a_person(display_name="Ada", mail="ada@example.org", password_hash=SECRETS[0], skills=WORDS)
    record("change-profile", me, by=signed_in(me.id, "Ada", is_confirmed=True, is_operator=False), now=NOON)
    report_barrier("I cannot see this.", page=None, mail="ada@example.org", language="en", by=VISITOR, now=NOON)
    send_to_person("accounts.confirm", me.id, now=NOON)
    send_to_address("accounts.reset", "ada@example.org", "en", now=NOON)
    db.session.flush()
    for kept in all_kept():
        for tie in kept.ties:
            if kept.table != "person" and (kept.table, tie.column) not in OTHER_EYES:
                _take_a_row(db.metadata.tables[kept.table], tie.column, tie.by, me)
    seat = db.session.scalars(select(Juror.id).where(Juror.person_id == me.id)).one()
    for table in db.metadata.tables.values():
        if "juror_id" in table.c:
            db.session.execute(update(table).values(juror_id=seat))
    _second_eyes(me)
    _their_words(me)
    db.session.commit()
    return me


def _take_a_row(table: Table, column: str, by: By, me: Person) -> None:
    value = {By.NUMBER: me.id, By.MAIL: me.mail, By.LIST: [me.id]}.get(by)
    if value is None:
        return
    keys = list(table.primary_key)
    taken = by is not By.LIST and db.session.execute(select(*keys).where(table.columns[column] == value)).first()
    first = db.session.execute(select(*keys).order_by(*keys)).first()
    if first is None or taken:
        return
    mine = update(table).where(*(key == value for key, value in zip(keys, first, strict=True)))
    db.session.execute(mine.values({column: value}))


def _second_eyes(me: Person) -> None:
    """Of another act, for nobody is both."""
    for name, column in sorted(OTHER_EYES):
        table = db.metadata.tables[name]
        row = dict(db.session.execute(select(table).order_by(*table.primary_key)).first()._mapping)  # type: ignore[union-attr]
        other = {"prepared_by": make.a_person().id, "made_by": make.a_person().id, "number": 2, "round_number": 2}
        other |= {"reason": row.get("reason") or "New.", "organisation_id": make.an_organisation().id}
        if "round_id" in row:
            other |= {"round_id": make.a_round(make.a_call()).id}
        other |= {
            "id": row.get("id", 0) + 1000,
            "publication_id": None,
            column: me.id,
            column.replace("_by", "_at"): NOON,
        }
        if name in ("prize_decision", "tandem_choice"):
            other["reason"] = {}
        db.session.execute(table.insert().values(row | {key: other[key] for key in other if key in table.c}))


def _their_words(me: Person) -> None:
    db.session.execute(update(Review).values(private_note=WORDS))
    db.session.execute(update(Feedback).values(released_at=NOON))
    db.session.execute(update(TeamMember).where(TeamMember.person_id == me.id).values(role="member"))
    db.session.execute(update(db.metadata.tables["login_session"]).values(token_hash=SECRETS[1]))
    db.session.execute(update(db.metadata.tables["code_app"]).values(secret=SECRETS[2]))
    assert db.session.query(Release).count() > 1


def found_everywhere(me: Person) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The keys of rows that point at a person, or at their seat on a jury, table by table."""
    seats = select(db.metadata.tables["juror"].c.id).where(db.metadata.tables["juror"].c.person_id == me.id)
    for table in db.metadata.tables.values():
        for column in table.columns:
            targets = {key.target_fullname for key in column.foreign_keys}
            if "person.id" in targets:
                yield table.name, _keys(table, column == me.id)
            elif "juror.id" in targets and column.name == "juror_id":
                yield table.name, _keys(table, column.in_(seats))


def _keys(table: Table, condition: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in db.session.execute(select(*table.primary_key).where(condition))]
