"""How a tie at a prize boundary was settled; rounds whose jurors have not seen the solutions; ties in publications."""

import sqlalchemy as sa
from alembic import op

from challenge_hub.infrastructure.db import Exact, Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def number(name, *, nullable=False):
    return sa.Column(name, sa.Integer(), nullable=nullable)


def json(name):
    return sa.Column(name, sa.JSON(), nullable=False)


def upgrade():
    op.create_table(
        "tie_decision",
        number("id"),
        number("round_id"),
        number("number"),
        number("ranking_number"),
        number("after"),
        json("solutions"),
        sa.Column("probability", Exact(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        json("chosen"),
        number("reviews", nullable=True),
        number("final_round", nullable=True),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        number("decided_by", nullable=True),
        sa.CheckConstraint("after > 0", name=op.f("ck_tie_decision_after")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_tie_decision_has_reason")),
        sa.CheckConstraint("way IN ('further-reviews', 'share', 'decision')", name=op.f("ck_tie_decision_way")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_tie_decision_decided_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_tie_decision_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tie_decision")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_tie_decision_round_id_number")),
    )
    op.add_column("round", sa.Column("wants_fresh", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("publication", sa.Column("ties", sa.JSON(), server_default="[]", nullable=False))


def downgrade():
    op.drop_column("publication", "ties")
    op.drop_column("round", "wants_fresh")
    op.drop_table("tie_decision")
