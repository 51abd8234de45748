"""The jury sits: attendance, agenda, resolutions; before, it tries the rubric on examples, and wordings are kept."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Exact, Moment, Prose, Texts

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KINDS = "kind IN ('shortlist', 'tie', 'award', 'recommendation', 'other')"


def id_():
    return sa.Column("id", sa.Integer(), nullable=False)


def number(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def words(name, length):
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name, *, nullable=True):
    return sa.Column(name, Moment(), nullable=nullable)


def points_to(table, column, other, *, ondelete=None):
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def primary(table, *columns):
    return sa.PrimaryKeyConstraint(*(columns or ("id",)), name=op.f(f"pk_{table}"))


def unique(table, *columns):
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def rule(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def indexed(table, *columns):
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def upgrade():
    op.add_column("round", moment("held_at"))  # in place, as 0009 says
    sittings()
    resolutions()
    trials()


def sittings():
    op.create_table(
        "sitting",
        id_(),
        number("call_id"),
        number("round_id"),
        number("number"),
        moment("takes_place_at", nullable=False),
        words("place", 200),
        words("minutes_by", 200),
        number("quorum", nullable=True),
        sa.Column("chair_decides_ties", sa.Boolean(), nullable=False),
        moment("closed_at"),
        number("closed_by", nullable=True),
        rule("sitting", "number", "number > 0"),
        rule("sitting", "quorum", "quorum > 0"),
        points_to("sitting", "call_id", "call", ondelete="CASCADE"),
        points_to("sitting", "round_id", "round", ondelete="CASCADE"),
        points_to("sitting", "closed_by", "person", ondelete="SET NULL"),
        primary("sitting"),
        unique("sitting", "call_id", "number"),
    )
    indexed("sitting", "round_id")
    op.create_table(
        "attendance",
        id_(),
        number("sitting_id"),
        number("juror_id"),
        moment("from_at", nullable=False),
        moment("until_at"),
        sa.Column("may_vote", sa.Boolean(), nullable=False),
        points_to("attendance", "sitting_id", "sitting", ondelete="CASCADE"),
        points_to("attendance", "juror_id", "juror"),
        primary("attendance"),
    )
    indexed("attendance", "juror_id")
    staying = sa.text("until_at IS NULL")
    columns = ["sitting_id", "juror_id"]
    op.create_index(
        "uq_attendance_staying", "attendance", columns, unique=True, sqlite_where=staying, postgresql_where=staying
    )
    op.create_table(
        "agenda_item",
        id_(),
        number("sitting_id"),
        number("solution_id"),
        number("position"),
        moment("called_at"),
        sa.Column("left_room", sa.JSON(), nullable=False),
        points_to("agenda_item", "sitting_id", "sitting", ondelete="CASCADE"),
        points_to("agenda_item", "solution_id", "solution"),
        primary("agenda_item"),
        unique("agenda_item", "sitting_id", "solution_id"),
    )
    indexed("agenda_item", "solution_id")


def resolutions():
    op.create_table(
        "resolution",
        id_(),
        number("sitting_id"),
        number("number"),
        words("kind", 20),
        words("motion", 1000),
        number("yes"),
        number("no"),
        number("abstentions"),
        number("voters"),
        sa.Column("chair_in_tie", sa.Boolean(), nullable=True),
        sa.Column("is_carried", sa.Boolean(), nullable=False),
        sa.Column("deviates", sa.Boolean(), nullable=False),
        words("reason", 2000),
        number("corrects_id", nullable=True),
        moment("decided_at", nullable=False),
        rule("resolution", "kind", KINDS),
        rule("resolution", "votes", "yes >= 0 AND no >= 0 AND abstentions >= 0"),
        rule("resolution", "sum", "yes + no + abstentions = voters"),
        points_to("resolution", "sitting_id", "sitting", ondelete="CASCADE"),
        points_to("resolution", "corrects_id", "resolution"),
        primary("resolution"),
        unique("resolution", "sitting_id", "number"),
    )
    indexed("resolution", "corrects_id")
    op.create_table(
        "resolution_solution",
        number("resolution_id"),
        number("solution_id"),
        points_to("resolution_solution", "resolution_id", "resolution", ondelete="CASCADE"),
        points_to("resolution_solution", "solution_id", "solution"),
        primary("resolution_solution", "resolution_id", "solution_id"),
    )
    indexed("resolution_solution", "solution_id")


def trials():
    op.create_table(
        "calibration",
        id_(),
        number("round_id"),
        moment("set_up_at", nullable=False),
        moment("opened_at"),
        moment("closed_at"),
        points_to("calibration", "round_id", "round", ondelete="CASCADE"),
        primary("calibration"),
        unique("calibration", "round_id"),
    )
    op.create_table(
        "anchor",
        id_(),
        number("calibration_id"),
        number("position"),
        sa.Column("title", Texts(), nullable=False),
        sa.Column("text", Prose(), nullable=False),
        words("link", 2000),
        points_to("anchor", "calibration_id", "calibration", ondelete="CASCADE"),
        primary("anchor"),
        unique("anchor", "calibration_id", "position"),
    )
    op.create_table(
        "anchor_score",
        number("anchor_id"),
        number("juror_id"),
        number("criterion_id"),
        sa.Column("value", Exact(), nullable=False),
        points_to("anchor_score", "anchor_id", "anchor", ondelete="CASCADE"),
        points_to("anchor_score", "juror_id", "juror"),
        points_to("anchor_score", "criterion_id", "criterion", ondelete="CASCADE"),
        primary("anchor_score", "anchor_id", "juror_id", "criterion_id"),
    )
    indexed("anchor_score", "juror_id")
    indexed("anchor_score", "criterion_id")
    op.create_table(
        "rubric_version",
        id_(),
        number("round_id"),
        number("number"),
        sa.Column("content", sa.JSON(), nullable=False),
        words("reason", 1000),
        number("made_by", nullable=True),
        moment("made_at", nullable=False),
        rule("rubric_version", "number", "number > 0"),
        points_to("rubric_version", "round_id", "round", ondelete="CASCADE"),
        points_to("rubric_version", "made_by", "person", ondelete="SET NULL"),
        primary("rubric_version"),
        unique("rubric_version", "round_id", "number"),
    )


def downgrade():
    for table in (
        "rubric_version", "anchor_score", "anchor", "calibration", "resolution_solution", "resolution", "agenda_item",
        "attendance", "sitting",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_column("round", "held_at")
