"""from calls to results

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "barrier_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("page", sa.String(length=500), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_barrier_report_language")),
        sa.CheckConstraint("message <> ''", name=op.f("ck_barrier_report_has_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier_report")),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("package_id", sa.String(length=120), nullable=True),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("whole_days", sa.Boolean(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("source_licence", sa.String(length=60), nullable=True),
        sa.Column("source_credit", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "format IN ('call-for-solutions', 'hackathon', 'open-social-innovation')", name=op.f("ck_call_format")
        ),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_call_language")),
        sa.CheckConstraint("opens_at < closes_at AND closes_at <= ends_at", name=op.f("ck_call_dates_in_order")),
        sa.CheckConstraint("participants >= 0", name=op.f("ck_call_participants")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("package_id", name=op.f("uq_call_package_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_call_slug")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_opens_at"), ["opens_at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=100), nullable=True),
        sa.Column("official_key", sa.String(length=12), nullable=True),
        sa.Column("website", sa.String(length=500), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('municipality', 'county', 'association-of-municipalities', 'state', 'federation', 'public-body', 'company', 'start-up', 'registered-association', 'university', 'initiative')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_has_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("official_key", name=op.f("uq_organisation_official_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_table(
        "trail_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("verb", sa.String(length=60), nullable=False),
        sa.Column("thing", sa.String(length=60), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_line")),
    )
    op.create_table(
        "call_organiser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "role IN ('lead', 'co-organiser', 'partner', 'sponsor')", name=op.f("ck_call_organiser_role")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_organiser_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_call_organiser_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_organiser")),
        sa.UniqueConstraint("call_id", "organisation_id", name=op.f("uq_call_organiser_call_id_organisation_id")),
    )
    with op.batch_alter_table("call_organiser", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_organiser_call_id"), ["call_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_organiser_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.CheckConstraint("position > 0", name=op.f("ck_challenge_position")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_challenge_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_challenge_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_challenge_call_id_key")),
        sa.UniqueConstraint("call_id", "position", name=op.f("uq_challenge_call_id_position")),
    )
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenge_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "juror",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.CheckConstraint("role IN ('juror', 'chair', 'deputy')", name=op.f("ck_juror_role")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_juror_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_juror")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_juror_call_id_key")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("review_count", sa.Integer(), nullable=False),
        sa.Column("program_version", sa.String(length=40), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("settings_hash", sa.String(length=64), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.Column("draws", sa.JSON(), nullable=False),
        sa.CheckConstraint("number = 1 OR reason IS NOT NULL", name=op.f("ck_publication_correction_has_reason")),
        sa.CheckConstraint("number > 0", name=op.f("ck_publication_number")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_publication_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint(
            "call_id", "round_number", "number", name=op.f("uq_publication_call_id_round_number_number")
        ),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("order", sa.String(length=20), nullable=False),
        sa.Column("weighting", sa.String(length=20), nullable=False),
        sa.Column("scale_min", sa.BigInteger(), nullable=False),
        sa.Column("scale_max", sa.BigInteger(), nullable=False),
        sa.Column("blank", sa.String(length=20), nullable=False),
        sa.Column("sheet_places", sa.Integer(), nullable=True),
        sa.Column("criterion_places", sa.Integer(), nullable=True),
        sa.Column("total_places", sa.Integer(), nullable=True),
        sa.Column("tie_rules", sa.JSON(), nullable=False),
        sa.Column("tie_criterion", sa.String(length=120), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("sheets_public", sa.Boolean(), nullable=False),
        sa.Column("named_method", sa.String(length=20), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.CheckConstraint("blank IN ('zero', 'left-out', 'sheet-left-out')", name=op.f("ck_round_blank")),
        sa.CheckConstraint("method IN ('mean', 'median', 'trimmed-mean')", name=op.f("ck_round_method")),
        sa.CheckConstraint("named_method IN ('mean', 'median', 'trimmed-mean')", name=op.f("ck_round_named_method")),
        sa.CheckConstraint("weighting IN ('shares', 'factors')", name=op.f("ck_round_weighting")),
        sa.CheckConstraint("\"order\" IN ('sheets-first', 'criteria-first')", name=op.f("ck_round_order")),
        sa.CheckConstraint("criterion_places BETWEEN 0 AND 6", name=op.f("ck_round_criterion_places")),
        sa.CheckConstraint("number > 0", name=op.f("ck_round_number")),
        sa.CheckConstraint("scale_min < scale_max", name=op.f("ck_round_scale")),
        sa.CheckConstraint("sheet_places BETWEEN 0 AND 6", name=op.f("ck_round_sheet_places")),
        sa.CheckConstraint("total_places BETWEEN 0 AND 6", name=op.f("ck_round_total_places")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_round_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_round_call_id_number")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_team_has_name")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_team_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_team_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_team_call_id_key")),
    )
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_theme_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_theme_call_id_key")),
        sa.UniqueConstraint("call_id", "position", name=op.f("uq_theme_call_id_position")),
    )
    op.create_table(
        "challenge_theme",
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_challenge_theme_challenge_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["theme.id"], name=op.f("fk_challenge_theme_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge_id", "theme_id", name=op.f("pk_challenge_theme")),
    )
    with op.batch_alter_table("challenge_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenge_theme_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "criterion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_criterion_weight")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_criterion_round_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion")),
        sa.UniqueConstraint("round_id", "key", name=op.f("uq_criterion_round_id_key")),
        sa.UniqueConstraint("round_id", "position", name=op.f("uq_criterion_round_id_position")),
    )
    op.create_table(
        "solution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("track", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_solution_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_solution_challenge_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_solution_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution")),
        sa.UniqueConstraint("call_id", "key", name=op.f("uq_solution_call_id_key")),
    )
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solution_challenge_id"), ["challenge_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_solution_team_id"), ["team_id"], unique=False)

    op.create_table(
        "published_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(length=20), nullable=True),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("mean", sa.BigInteger(), nullable=True),
        sa.Column("mean_place", sa.Integer(), nullable=True),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("criterion_means", sa.JSON(), nullable=False),
        sa.Column("sheets", sa.JSON(), nullable=False),
        sa.CheckConstraint("(place IS NULL) = (reviews = 0)", name=op.f("ck_published_place_place_needs_reviews")),
        sa.CheckConstraint("low <= high", name=op.f("ck_published_place_spread")),
        sa.CheckConstraint("place > 0", name=op.f("ck_published_place_place")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_published_place_publication_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_published_place_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_place")),
        sa.UniqueConstraint(
            "publication_id", "solution_id", name=op.f("uq_published_place_publication_id_solution_id")
        ),
    )
    with op.batch_alter_table("published_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_published_place_publication_id_mean_place"), ["publication_id", "mean_place"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_published_place_publication_id_place_solution_id"),
            ["publication_id", "place", "solution_id"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_published_place_solution_id"), ["solution_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_review_juror_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_review_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_review_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "round_id", "juror_id", "solution_id", name=op.f("uq_review_round_id_juror_id_solution_id")
        ),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_juror_id"), ["juror_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_solution_id"), ["solution_id"], unique=False)

    op.create_table(
        "solution_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("pitch", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_solution_version_number")),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_solution_version_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_version")),
        sa.UniqueConstraint("solution_id", "number", name=op.f("uq_solution_version_solution_id_number")),
    )
    op.create_table(
        "prototype",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("host", sa.String(length=200), nullable=True),
        sa.Column("withheld", sa.Boolean(), nullable=False),
        sa.Column("licence", sa.String(length=60), nullable=True),
        sa.Column("licence_file", sa.Boolean(), nullable=True),
        sa.Column("maturity", sa.String(length=20), nullable=True),
        sa.CheckConstraint("kind IN ('repository', 'demo', 'other')", name=op.f("ck_prototype_kind")),
        sa.CheckConstraint("maturity IN ('idea', 'draft', 'prototype', 'in-use')", name=op.f("ck_prototype_maturity")),
        sa.CheckConstraint("NOT withheld OR url IS NULL", name=op.f("ck_prototype_withheld_has_no_address")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["solution_version.id"], name=op.f("fk_prototype_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prototype")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_prototype_version_id_position")),
    )
    op.create_table(
        "score",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_score_criterion_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_score_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("review_id", "criterion_id", name=op.f("pk_score")),
    )
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_score_criterion_id"), ["criterion_id"], unique=False)

    op.create_table(
        "solution_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("alt", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('image/png', 'image/jpeg', 'image/webp', 'application/pdf')",
            name=op.f("ck_solution_file_media_type"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_solution_file_sha256")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["solution_version.id"], name=op.f("fk_solution_file_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_file")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_solution_file_version_id_position")),
    )
    with op.batch_alter_table("solution_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solution_file_sha256"), ["sha256"], unique=False)


def downgrade():
    with op.batch_alter_table("solution_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solution_file_sha256"))

    op.drop_table("solution_file")
    with op.batch_alter_table("score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_score_criterion_id"))

    op.drop_table("score")
    op.drop_table("prototype")
    op.drop_table("solution_version")
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_solution_id"))
        batch_op.drop_index(batch_op.f("ix_review_juror_id"))

    op.drop_table("review")
    with op.batch_alter_table("published_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_published_place_solution_id"))
        batch_op.drop_index(batch_op.f("ix_published_place_publication_id_place_solution_id"))
        batch_op.drop_index(batch_op.f("ix_published_place_publication_id_mean_place"))

    op.drop_table("published_place")
    with op.batch_alter_table("solution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solution_team_id"))
        batch_op.drop_index(batch_op.f("ix_solution_challenge_id"))

    op.drop_table("solution")
    op.drop_table("criterion")
    with op.batch_alter_table("challenge_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_theme_theme_id"))

    op.drop_table("challenge_theme")
    op.drop_table("theme")
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_organisation_id"))

    op.drop_table("team")
    op.drop_table("round")
    op.drop_table("publication")
    op.drop_table("juror")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_organisation_id"))

    op.drop_table("challenge")
    with op.batch_alter_table("call_organiser", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_organiser_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_call_organiser_call_id"))

    op.drop_table("call_organiser")
    op.drop_table("trail_line")
    op.drop_table("organisation")
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_opens_at"))

    op.drop_table("call")
    op.drop_table("barrier_report")
