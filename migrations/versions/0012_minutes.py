"""The minutes of a jury: frozen editions with a public version, and their signed copies."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def number(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def words(name, length):
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name, *, nullable=True):
    return sa.Column(name, Moment(), nullable=nullable)


def points_to(table, column, other, *, ondelete):
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def rule(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def upgrade():
    edition = "minutes_edition"
    op.create_table(
        edition,
        number("id"),
        number("call_id"),
        number("number"),
        moment("made_at", nullable=False),
        number("made_by", nullable=True),
        words("reason", 1000),
        sa.Column("content", sa.Text(), nullable=False),
        words("sha256", 64),
        sa.Column("public_content", sa.Text(), nullable=False),
        words("public_sha256", 64),
        sa.Column("solution_ids", sa.JSON(), nullable=False),
        moment("published_at"),
        number("published_by", nullable=True),
        moment("unpublished_at"),
        number("unpublished_by", nullable=True),
        words("unpublish_reason", 1000),
        rule(edition, "number", "number > 0"),
        rule(edition, "has_reason", "number = 1 OR reason <> ''"),
        rule(edition, "hashes", "length(sha256) = 64 AND length(public_sha256) = 64"),
        rule(edition, "four_eyes", "published_by IS NULL OR made_by IS NULL OR published_by <> made_by"),
        rule(edition, "published_before", "unpublished_at IS NULL OR published_at IS NOT NULL"),
        rule(edition, "has_unpublish_reason", "unpublished_at IS NULL OR unpublish_reason <> ''"),
        points_to(edition, "call_id", "call", ondelete="CASCADE"),
        points_to(edition, "made_by", "person", ondelete="SET NULL"),
        points_to(edition, "published_by", "person", ondelete="SET NULL"),
        points_to(edition, "unpublished_by", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_edition")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_minutes_edition_call_id_number")),
    )
    signed = "signed_minutes"
    op.create_table(
        signed,
        number("id"),
        number("edition_id"),
        words("sha256", 64),
        words("name", 200),
        moment("uploaded_at", nullable=False),
        number("uploaded_by", nullable=True),
        rule(signed, "sha256", "length(sha256) = 64"),
        points_to(signed, "edition_id", edition, ondelete="CASCADE"),
        points_to(signed, "uploaded_by", "person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_minutes")),
        sa.UniqueConstraint("edition_id", "sha256", name=op.f("uq_signed_minutes_edition_id_sha256")),
    )


def downgrade():
    op.drop_table("signed_minutes")
    op.drop_table("minutes_edition")
