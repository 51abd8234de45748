"""Whether somebody is of age, and the consent of a guardian."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Moment

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("person", sa.Column("of_age", sa.Boolean(), nullable=True))
    op.add_column("person", sa.Column("of_age_said_at", Moment(), nullable=True))
    op.create_table(
        "guardian_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("guardian_name", sa.String(length=120), nullable=False),
        sa.Column("guardian_mail", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("terms_id", sa.Integer(), nullable=True),
        sa.Column("conduct_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("consents", sa.Boolean(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("entry_key", sa.String(length=64), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'member')", name=op.f("ck_guardian_consent_role")),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_guardian_consent_language")),
        sa.CheckConstraint("(decided_at IS NULL) = (consents IS NULL)", name=op.f("ck_guardian_consent_decided")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_guardian_consent_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_guardian_consent_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_guardian_consent_terms_id")),
        sa.ForeignKeyConstraint(["conduct_id"], ["terms.id"], name=op.f("fk_guardian_consent_conduct_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_consent")),
        sa.UniqueConstraint("entry_key", name=op.f("uq_guardian_consent_entry_key")),
    )
    op.create_index(op.f("ix_guardian_consent_team_id"), "guardian_consent", ["team_id"])
    op.create_index(op.f("ix_guardian_consent_person_id"), "guardian_consent", ["person_id"])
    op.create_index(
        "uq_guardian_consent_open",
        "guardian_consent",
        ["team_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL AND ended_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL AND ended_at IS NULL"),
    )


def downgrade():
    op.drop_table("guardian_consent")
    op.drop_column("person", "of_age_said_at")
    op.drop_column("person", "of_age")
