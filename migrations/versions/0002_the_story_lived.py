"""the story lived: people, seats, drafts, conditions, assignments, awards

Revision 0002, after 0001. Tables that exist are only added to, so that SQLite need not copy them; `organisation` is
copied, for its kinds now stand in a table.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = [
    ("municipality", True, "Kommune", "Municipality"),
    ("county", True, "Landkreis", "County"),
    ("association-of-municipalities", True, "Kommunaler Zusammenschluss", "Association of municipalities"),
    ("state", True, "Land", "State"),
    ("federation", True, "Bund", "Federation"),
    ("public-body", True, "Öffentliche Einrichtung", "Public body"),
    ("company", False, "Unternehmen", "Company"),
    ("start-up", False, "Start-up", "Start-up"),
    ("registered-association", False, "Eingetragener Verein", "Registered association"),
    ("university", False, "Hochschule", "University"),
    ("initiative", False, "Initiative ohne Rechtsform", "Initiative without legal form"),
]
OLD_ROLES = "role IN ('juror', 'chair', 'deputy')"
ROLES = "role IN ('juror', 'chair', 'deputy', 'deputy-chair')"
OLD_KINDS = f"kind IN ({', '.join(repr(key) for key, *_ in KINDS)})"


def text(name, length, **more):
    return sa.Column(name, sa.String(length), **more)


def moment(name):
    return sa.Column(name, sa.DateTime(timezone=True))


def json_of(name, empty):
    return sa.Column(name, sa.JSON(), nullable=False, server_default=empty)


def number(name, default=None):
    return sa.Column(name, sa.Integer(), nullable=default is None, server_default=default)


def truth(name):
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def words(name):
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def to_person(table, name):
    return sa.Column(name, sa.Integer(), sa.ForeignKey("person.id", name=f"fk_{table}_{name}"))


def checked(column, name, condition):
    rule = sa.CheckConstraint(condition, name=op.f(name))
    default = column.server_default and column.server_default.arg
    return sa.Column(column.name, column.type, rule, nullable=column.nullable, server_default=default)


ADDED = {
    "call": lambda: [
        truth("is_example"),
        number("revision", "1"),
        moment("published_at"),
        moment("suspended_at"),
        checked(
            moment("cancelled_at"),
            "ck_call_only_published_is_cancelled",
            "cancelled_at IS NULL OR published_at IS NOT NULL",
        ),
        json_of("stop_reason", "{}"),
        moment("questions_until"),
        moment("feedback_by"),
        checked(
            text("solutions_public", 20, nullable=False, server_default="after-deadline"),
            "ck_call_solutions_public",
            "solutions_public IN ('after-deadline', 'with-results')",
        ),
        moment("solutions_public_at"),
        sa.Column("eligible_kinds", sa.JSON()),
        json_of("eligibility", "{}"),
        number("team_min", "1"),
        checked(
            number("team_max"), "ck_call_team_size", "team_min >= 1 AND (team_max IS NULL OR team_max >= team_min)"
        ),
        checked(text("rights", 20), "ck_call_rights", "rights IN ('team-keeps', 'open-licence', 'own-text')"),
        json_of("rights_text", "{}"),
        checked(
            text("purpose", 40),
            "ck_call_purpose",
            "purpose IN ('prize-competition', 'market-exploration', 'planning-competition', 'funding-call', 'other')",
        ),
        json_of("follow_up", "{}"),
        text("case_number", 60),
        truth("prototype_required"),
        truth("juror_names_public"),
    ],
    "challenge": lambda: [
        json_of("sections", "{}"),
        sa.Column("draft", sa.JSON()),
        number("revision", "1"),
        moment("saved_at"),
        moment("submitted_at"),
        to_person("challenge", "submitted_by"),
        moment("cosigned_at"),
        moment("returned_at"),
        text("return_reason", 2000),
        moment("published_at"),
        moment("closed_at"),
        checked(text("closing", 20), "ck_challenge_closing", "closing IN ('pursued', 'not-pursued')"),
        json_of("closing_reason", "{}"),
        to_person("challenge", "caretaker_id"),
        to_person("challenge", "stand_in_id"),
        to_person("challenge", "cosigner_id"),
    ],
    "criterion": lambda: [json_of("anchors", "{}")],
    "juror": lambda: [
        to_person("juror", "person_id"),
        text("invited_mail", 254),
        checked(text("invited_language", 2), "ck_juror_invited_language", "invited_language IN ('de', 'en')"),
        moment("invited_at"),
        moment("accepted_at"),
        moment("declined_at"),
        moment("declared_at"),
        text("declared_sha256", 64),
        moment("left_at"),
        sa.Column("stands_in_for_id", sa.Integer(), sa.ForeignKey("juror.id", name="fk_juror_stands_in_for_id")),
        checked(number("most_reviews"), "ck_juror_most_reviews", "most_reviews >= 0"),
    ],
    "review": lambda: [
        truth("is_done"),
        number("version"),
        moment("saved_at"),
        number("revision", "0"),
        words("comment"),
        words("private_note"),
    ],
    "round": lambda: [
        checked(number("reviews_per_solution"), "ck_round_reviews_per_solution", "reviews_per_solution > 0"),
        number("minutes_per_review", "15"),
        moment("frozen_at"),
        moment("closed_at"),
    ],
    "solution": lambda: [
        checked(number("newest", "0"), "ck_solution_newest", "newest >= 0"),
        moment("withdrawn_at"),
        checked(
            text("admission", 20), "ck_solution_admission", "admission IN ('admitted', 'returned', 'not-admitted')"
        ),
        text("admission_reason", 2000),
        moment("admission_at"),
        moment("returned_until"),
    ],
    "solution_version": lambda: [
        text("prior_work", 2000),
        text("third_party_rights", 2000),
        sa.Column(
            "submitted_by",
            sa.Integer(),
            sa.ForeignKey("person.id", name="fk_solution_version_submitted_by"),
        ),
        text("sha256", 64),
    ],
    "published_place": lambda: [json_of("title", "{}"), text("team", 200)],
    "team": lambda: [
        words("looking_for"),
        truth("takes_requests"),
        text("join_token", 64),
        moment("founded_at"),
        moment("dissolved_at"),
    ],
    "trail_line": lambda: [number("call_id"), number("organisation_id")],
}
INDEXES = [
    ("juror", ["person_id"], False),
    ("juror", ["call_id", "person_id"], True),
    ("team", ["join_token"], True),
    ("trail_line", ["call_id"], False),
    ("trail_line", ["organisation_id"], False),
]
FILLED = [
    "UPDATE call SET published_at = opens_at, solutions_public_at = opens_at",
    "UPDATE challenge SET published_at = (SELECT opens_at FROM call WHERE call.id = challenge.call_id)",
    "UPDATE solution SET newest = coalesce("
    "(SELECT max(number) FROM solution_version WHERE solution_version.solution_id = solution.id), 0)",
    "UPDATE review SET is_done = true",
    "UPDATE organisation SET confirmed_at = CURRENT_TIMESTAMP",
]
"""What came in by import was public from the start, handed in, scored and confirmed."""


def upgrade():
    create_tables()
    kinds = sa.table(
        "organisation_kind", sa.column("key"), sa.column("position"), sa.column("name", sa.JSON), sa.column("is_public")
    )
    rows = enumerate(KINDS, start=1)
    op.bulk_insert(
        kinds,
        [{"key": k, "position": n, "name": {"de": de, "en": en}, "is_public": p} for n, (k, p, de, en) in rows],
    )
    for table, columns in ADDED.items():
        for column in columns():
            op.add_column(table, column, inline_references=True)
    for table, columns, unique in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns, unique=unique)
    with op.batch_alter_table("organisation") as organisation:
        organisation.add_column(text("contact_mail", 254))
        organisation.add_column(text("contact_phone", 60))
        organisation.add_column(text("contact_address", 500))
        organisation.add_column(text("unit_word", 60))
        organisation.add_column(moment("confirmed_at"))
        organisation.drop_constraint(op.f("ck_organisation_kind"), type_="check")
        organisation.create_foreign_key("fk_organisation_kind", "organisation_kind", ["kind"], ["key"])
    with op.batch_alter_table("juror") as juror:
        juror.drop_constraint(op.f("ck_juror_role"), type_="check")
        juror.create_check_constraint(op.f("ck_juror_role"), ROLES)
    for statement in FILLED:
        op.execute(statement)


def downgrade():
    with op.batch_alter_table("organisation") as organisation:
        organisation.drop_constraint("fk_organisation_kind", type_="foreignkey")
        organisation.create_check_constraint(op.f("ck_organisation_kind"), OLD_KINDS)
        for name in ("confirmed_at", "unit_word", "contact_address", "contact_phone", "contact_mail"):
            organisation.drop_column(name)
    for table, columns, _unique in reversed(INDEXES):
        op.drop_index(f"ix_{table}_{'_'.join(columns)}", table)
    with op.batch_alter_table("juror") as juror:  # SQLite copied it, so its columns are named in rules of the table now
        for name in ("ck_juror_role", "ck_juror_invited_language", "ck_juror_most_reviews"):
            juror.drop_constraint(op.f(name), type_="check")
        for column in ADDED["juror"]():
            juror.drop_column(column.name)
        juror.create_check_constraint(op.f("ck_juror_role"), OLD_ROLES)
    for table, columns in reversed([(table, columns) for table, columns in ADDED.items() if table != "juror"]):
        for column in reversed(columns()):
            op.drop_column(table, column.name)
    drop_tables()


def create_tables():
    op.create_table(
        "notification_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_notification_mark_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_mark")),
    )
    op.create_table(
        "organisation_kind",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_organisation_kind")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_outbox_language")),
        sa.CheckConstraint("(person_id IS NULL) <> (mail IS NULL)", name=op.f("ck_outbox_one_recipient")),
        sa.CheckConstraint("mail IS NULL OR language IS NOT NULL", name=op.f("ck_outbox_mail_has_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(op.f("ix_outbox_due_at"), "outbox", ["due_at"], unique=False)
    op.create_index(op.f("ix_outbox_person_id"), "outbox", ["person_id"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=True),
        sa.Column("claimed_mail", sa.String(length=254), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_operator", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("display_name <> ''", name=op.f("ck_person_has_name")),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_person_language")),
        sa.CheckConstraint("(mail IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_person_mail_is_confirmed")),
        sa.CheckConstraint("mail IS NOT NULL OR claimed_mail IS NOT NULL", name=op.f("ck_person_has_mail")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("mail", name=op.f("uq_person_mail")),
    )
    op.create_index(op.f("ix_person_claimed_mail"), "person", ["claimed_mail"], unique=False)
    op.create_table(
        "call_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('change', 'suspension', 'resumption', 'cancellation')", name=op.f("ck_call_notice_kind")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_notice_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_call_notice_published_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_notice")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_call_notice_call_id_number")),
    )
    op.create_table(
        "login_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_login_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_login_session_token_hash")),
    )
    op.create_index(op.f("ix_login_session_person_id"), "login_session", ["person_id"], unique=False)
    op.create_table(
        "prize",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("worth", sa.String(length=200), nullable=True),
        sa.Column("giver", sa.String(length=200), nullable=False),
        sa.Column("decider", sa.String(length=20), nullable=True),
        sa.CheckConstraint("decider IN ('jury', 'municipality', 'audience')", name=op.f("ck_prize_decider")),
        sa.CheckConstraint("kind IN ('money', 'in-kind', 'honour')", name=op.f("ck_prize_kind")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_prize_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prize")),
        sa.UniqueConstraint("call_id", "position", name=op.f("uq_prize_call_id_position")),
    )
    op.create_table(
        "terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_terms_version")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_terms_call_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("call_id", "version", name=op.f("uq_terms_call_id_version")),
    )
    op.create_table(
        "assignment_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("reviews_per_solution", sa.Integer(), nullable=True),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("shortfalls", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_assignment_plan_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_plan")),
    )
    op.create_index(op.f("ix_assignment_plan_round_id"), "assignment_plan", ["round_id"], unique=False)
    op.create_index(
        "uq_assignment_plan_unpublished",
        "assignment_plan",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("published_at IS NULL"),
        postgresql_where=sa.text("published_at IS NULL"),
    )
    op.create_table(
        "award_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.JSON(), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("return_reason", sa.String(length=2000), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_sha256", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("statement", sa.JSON(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name=op.f("ck_award_release_released")),
        sa.CheckConstraint(
            "released_by IS NULL OR released_by <> prepared_by", name=op.f("ck_award_release_four_eyes")
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_award_release_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["prepared_by"], ["person.id"], name=op.f("fk_award_release_prepared_by")),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_award_release_publication_id")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_award_release_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_release")),
    )
    op.create_index(op.f("ix_award_release_call_id"), "award_release", ["call_id"], unique=False)
    op.create_table(
        "organisation_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_organisation_invitation_language")),
        sa.CheckConstraint("seat IN ('owner', 'officer')", name=op.f("ck_organisation_invitation_seat")),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.id"], name=op.f("fk_organisation_invitation_invited_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_invitation_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_invitation")),
    )
    op.create_index(
        op.f("ix_organisation_invitation_organisation_id"), "organisation_invitation", ["organisation_id"], unique=False
    )
    op.create_table(
        "organisation_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_request_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_organisation_request_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_request")),
    )
    op.create_index(
        op.f("ix_organisation_request_organisation_id"), "organisation_request", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_organisation_request_person_id"), "organisation_request", ["person_id"], unique=False)
    op.create_index(
        "uq_organisation_request_open",
        "organisation_request",
        ["organisation_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "organisation_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_organisation_unit_has_name")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_unit_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_unit")),
        sa.UniqueConstraint("organisation_id", "name", name=op.f("uq_organisation_unit_organisation_id_name")),
    )
    op.create_table(
        "challenge_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_challenge_version_number")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_challenge_version_challenge_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_version")),
        sa.UniqueConstraint("challenge_id", "number", name=op.f("uq_challenge_version_challenge_id_number")),
    )
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=2000), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_join_request_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_join_request_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
    )
    op.create_index(op.f("ix_join_request_person_id"), "join_request", ["person_id"], unique=False)
    op.create_index(op.f("ix_join_request_team_id"), "join_request", ["team_id"], unique=False)
    op.create_index(
        "uq_join_request_open",
        "join_request",
        ["team_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "lead_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("wanted_lead", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_lead_request_asked_by"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_lead_request_team_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["wanted_lead"], ["person.id"], name=op.f("fk_lead_request_wanted_lead"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead_request")),
    )
    op.create_index(op.f("ix_lead_request_team_id"), "lead_request", ["team_id"], unique=False)
    op.create_table(
        "organisation_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("seat", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seat IN ('owner', 'officer')", name=op.f("ck_organisation_member_seat")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_member_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_organisation_member_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["organisation_unit.id"], name=op.f("fk_organisation_member_unit_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_member")),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_organisation_member_organisation_id_person_id")
        ),
    )
    op.create_index(op.f("ix_organisation_member_person_id"), "organisation_member", ["person_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decline_reason", sa.String(length=1000), nullable=True),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_question_language")),
        sa.CheckConstraint("(number IS NULL) = (answered_at IS NULL)", name=op.f("ck_question_answered_has_number")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_question_asked_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_question_challenge_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("challenge_id", "number", name=op.f("uq_question_challenge_id_number")),
    )
    op.create_index(op.f("ix_question_asked_by"), "question", ["asked_by"], unique=False)
    op.create_index(op.f("ix_question_challenge_id"), "question", ["challenge_id"], unique=False)
    op.create_table(
        "team_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("language IN ('de', 'en')", name=op.f("ck_team_invitation_language")),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("fk_team_invitation_invited_by")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_invitation_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitation")),
    )
    op.create_index(op.f("ix_team_invitation_team_id"), "team_invitation", ["team_id"], unique=False)
    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'member')", name=op.f("ck_team_member_role")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("team_id", "person_id", name=op.f("uq_team_member_team_id_person_id")),
    )
    op.create_index(op.f("ix_team_member_person_id"), "team_member", ["person_id"], unique=False)
    op.create_index(
        "uq_team_member_lead",
        "team_member",
        ["team_id"],
        unique=True,
        sqlite_where=sa.text("role = 'lead' AND left_at IS NULL"),
        postgresql_where=sa.text("role = 'lead' AND left_at IS NULL"),
    )
    op.create_table(
        "terms_acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("terms_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_terms_acceptance_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_terms_acceptance_team_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["terms_id"], ["terms.id"], name=op.f("fk_terms_acceptance_terms_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_acceptance")),
        sa.UniqueConstraint(
            "team_id", "terms_id", "person_id", name=op.f("uq_terms_acceptance_team_id_terms_id_person_id")
        ),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["juror_id"], ["juror.id"], name=op.f("fk_assignment_juror_id")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_assignment_round_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_assignment_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "round_id", "juror_id", "solution_id", name=op.f("uq_assignment_round_id_juror_id_solution_id")
        ),
    )
    op.create_index(op.f("ix_assignment_juror_id"), "assignment", ["juror_id"], unique=False)
    op.create_index(op.f("ix_assignment_solution_id"), "assignment", ["solution_id"], unique=False)
    op.create_table(
        "award",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("prize_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("prize_name", sa.JSON(), nullable=False),
        sa.Column("worth", sa.String(length=200), nullable=True),
        sa.Column("giver", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["prize_id"], ["prize.id"], name=op.f("fk_award_prize_id")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["award_release.id"], name=op.f("fk_award_release_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_award_solution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award")),
        sa.UniqueConstraint("release_id", "position", name=op.f("uq_award_release_id_position")),
    )
    op.create_index(op.f("ix_award_solution_id"), "award", ["solution_id"], unique=False)
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.Column("lift_reason", sa.String(length=1000), nullable=True),
        sa.CheckConstraint("kind IN ('family', 'work', 'money', 'team', 'other')", name=op.f("ck_conflict_kind")),
        sa.ForeignKeyConstraint(["lifted_by"], ["person.id"], name=op.f("fk_conflict_lifted_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_conflict_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_conflict_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
    )
    op.create_index(op.f("ix_conflict_person_id"), "conflict", ["person_id"], unique=False)
    op.create_index(op.f("ix_conflict_solution_id"), "conflict", ["solution_id"], unique=False)
    op.create_index(
        "uq_conflict_standing",
        "conflict",
        ["person_id", "solution_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "draft_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("alt", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('image/png', 'image/jpeg', 'image/webp', 'application/pdf')",
            name=op.f("ck_draft_file_media_type"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_draft_file_sha256")),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_draft_file_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_file")),
        sa.UniqueConstraint("solution_id", "position", name=op.f("uq_draft_file_solution_id_position")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("criterion_means", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_feedback_call_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_feedback_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("call_id", "solution_id", name=op.f("uq_feedback_call_id_solution_id")),
    )
    op.create_index(op.f("ix_feedback_solution_id"), "feedback", ["solution_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("outcome IN ('yes', 'with-conditions', 'no')", name=op.f("ck_follow_up_outcome")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_follow_up_decided_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_follow_up_organisation_id")),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_follow_up_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint(
            "solution_id", "organisation_id", "number", name=op.f("uq_follow_up_solution_id_organisation_id_number")
        ),
    )
    op.create_index(op.f("ix_follow_up_organisation_id"), "follow_up", ["organisation_id"], unique=False)
    op.create_table(
        "pre_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("returned_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("outcome IN ('admitted', 'returned', 'not-admitted')", name=op.f("ck_pre_check_outcome")),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["person.id"], name=op.f("fk_pre_check_checked_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_pre_check_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pre_check")),
    )
    op.create_index(op.f("ix_pre_check_solution_id"), "pre_check", ["solution_id"], unique=False)
    op.create_table(
        "solution_draft",
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_solution_draft_saved_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["solution_id"], ["solution.id"], name=op.f("fk_solution_draft_solution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("solution_id", name=op.f("pk_solution_draft")),
    )


def drop_tables():
    op.drop_table("solution_draft")
    op.drop_table("pre_check")
    op.drop_table("follow_up")
    op.drop_table("feedback")
    op.drop_table("draft_file")
    op.drop_table("conflict")
    op.drop_table("award")
    op.drop_table("assignment")
    op.drop_table("terms_acceptance")
    op.drop_table("team_member")
    op.drop_table("team_invitation")
    op.drop_table("question")
    op.drop_table("organisation_member")
    op.drop_table("lead_request")
    op.drop_table("join_request")
    op.drop_table("challenge_version")
    op.drop_table("organisation_unit")
    op.drop_table("organisation_request")
    op.drop_table("organisation_invitation")
    op.drop_table("award_release")
    op.drop_table("assignment_plan")
    op.drop_table("terms")
    op.drop_table("prize")
    op.drop_table("login_session")
    op.drop_table("call_notice")
    op.drop_table("person")
    op.drop_table("outbox")
    op.drop_table("organisation_kind")
    op.drop_table("notification_mark")
