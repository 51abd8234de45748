"""Conflicts of interest by the duties of disclosure, doubtful ones too; anonymised rounds with copies and numbers."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment, Prose, Texts

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KINDS = ("family", "employer", "contract", "expert-opinion", "same-group", "mentored", "past-member", "share", "other")
OLD_KINDS = ("family", "work", "money", "team", "other")
BECAME = {"work": "employer", "money": "share", "team": "mentored"}
WAS = {
    "employer": "work", "contract": "work", "expert-opinion": "work", "same-group": "work",
    "mentored": "team", "past-member": "team", "share": "money",
}  # fmt: skip


def upgrade():
    _swap_kinds(KINDS, BECAME)
    with op.batch_alter_table("conflict") as conflict:
        conflict.add_column(sa.Column("is_doubtful", sa.Boolean(), server_default=sa.false(), nullable=False))
        conflict.add_column(sa.Column("reported_by", sa.Integer(), nullable=True))
        conflict.add_column(sa.Column("confirmed_at", Moment(), nullable=True))
        conflict.add_column(sa.Column("confirmed_by", sa.Integer(), nullable=True))
        conflict.add_column(sa.Column("confirm_reason", sa.String(length=1000), nullable=True))
        for column in ("reported_by", "confirmed_by"):
            name = op.f(f"fk_conflict_{column}")
            conflict.create_foreign_key(name, "person", [column], ["id"], ondelete="SET NULL")
    # In place: a table that SQLite copied names the checks of its columns beside them, and cannot go back to 0001.
    op.add_column("call", sa.Column("officers_may_judge", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("round", sa.Column("is_anonymous", sa.Boolean(), server_default=sa.false(), nullable=False))
    closed_before = sa.CheckConstraint(
        "names_revealed_at IS NULL OR closed_at IS NOT NULL", name=op.f("ck_round_closed_before_names")
    )
    op.add_column("round", sa.Column("names_revealed_at", Moment(), closed_before, nullable=True))
    _create_blindfold()
    _create_copies()
    _create_dismissals()


def _swap_kinds(kinds, became):
    """The constraint goes, rows change, the new constraint comes: in between a row may say either."""
    with op.batch_alter_table("conflict") as conflict:
        conflict.drop_constraint(op.f("ck_conflict_kind"), type_="check")
    table = sa.table("conflict", sa.column("kind", sa.String()))
    for before, after in became.items():
        op.execute(table.update().where(table.c.kind == before).values(kind=after))
    named = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("conflict") as conflict:
        conflict.create_check_constraint(op.f("ck_conflict_kind"), f"kind IN ({named})")


def _create_blindfold():
    """Whoever holds or held a seat wears one."""
    op.create_table(
        "blindfold",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_blindfold_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_blindfold_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("call_id", "person_id", name=op.f("pk_blindfold")),
    )
    op.create_index(op.f("ix_blindfold_person_id"), "blindfold", ["person_id"], unique=False)
    juror = sa.table("juror", sa.column("call_id"), sa.column("person_id"))
    seated = sa.select(juror.c.call_id, juror.c.person_id).where(juror.c.person_id.is_not(None))
    blindfold = sa.table("blindfold", sa.column("call_id"), sa.column("person_id"))
    op.execute(blindfold.insert().from_select(["call_id", "person_id"], seated))


def _create_copies():
    op.create_table(
        "redacted_copy",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", Texts(), nullable=False),
        sa.Column("pitch", Texts(), nullable=False),
        sa.Column("description", Prose(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("released_at", Moment(), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_redacted_copy_version")),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_redacted_copy_solution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_redacted_copy_saved_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["released_by"], ["person.id"], name=op.f("fk_redacted_copy_released_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("solution_id", name=op.f("pk_redacted_copy")),
    )
    types = "media_type IN ('image/png', 'image/jpeg', 'image/webp', 'application/pdf')"
    op.create_table(
        "redacted_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("alt", Texts(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_redacted_file_sha256")),
        sa.CheckConstraint(types, name=op.f("ck_redacted_file_media_type")),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_redacted_file_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redacted_file")),
        sa.UniqueConstraint("solution_id", "position", name=op.f("uq_redacted_file_solution_id_position")),
    )
    op.create_table(
        "drawn_number",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_drawn_number_number")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_drawn_number_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_drawn_number_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "solution_id", name=op.f("pk_drawn_number")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_drawn_number_round_id_number")),
    )
    op.create_index(op.f("ix_drawn_number_solution_id"), "drawn_number", ["solution_id"], unique=False)


def _create_dismissals():
    op.create_table(
        "dismissed_hint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("dismissed_by", sa.Integer(), nullable=True),
        sa.Column("dismissed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_dismissed_hint_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_dismissed_hint_solution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dismissed_by"], ["person.id"], name=op.f("fk_dismissed_hint_dismissed_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissed_hint")),
    )
    op.create_index(op.f("ix_dismissed_hint_person_id"), "dismissed_hint", ["person_id"], unique=False)
    op.create_index(op.f("ix_dismissed_hint_solution_id"), "dismissed_hint", ["solution_id"], unique=False)


def downgrade():
    for table in ("dismissed_hint", "drawn_number", "redacted_file", "redacted_copy", "blindfold"):
        op.drop_table(table)
    op.drop_column("round", "names_revealed_at")
    op.drop_column("round", "is_anonymous")
    op.drop_column("call", "officers_may_judge")
    with op.batch_alter_table("conflict") as conflict:
        for column in ("reported_by", "confirmed_by"):
            conflict.drop_constraint(op.f(f"fk_conflict_{column}"), type_="foreignkey")
        for column in ("confirm_reason", "confirmed_by", "confirmed_at", "reported_by", "is_doubtful"):
            conflict.drop_column(column)
    _swap_kinds(OLD_KINDS, WAS)
