"""What is known of people here: who is in a team, who wants to be, and who accepted which terms."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import OF_TEAM, PROOF, TASK, WITH_CALL, Activity, By, Kept, Tie

TEAMS = Activity(
    name="teams",
    data=_("Teams: members, invited addresses, requests to join, and who accepted the terms when"),
    people=_("Members of teams, and who was invited or asks to join"),
    purpose=_("Answering together; whoever was in a team is not to judge its solution"),
    period=WITH_CALL,
    viewers=_("The team; the organisers; in public only the name of the team"),
    basis=TASK,
)

KEPT = (
    Kept(
        "team",
        TEAMS,
        ties=[
            Tie(
                "id",
                "name looking_for takes_requests founded_at dissolved_at",
                stays=OF_TEAM,
                by=By.ROW,
                through="team_member.team_id",
                until="left_at",
            )
        ],
        plain="call_id organisation_id key hidden_at",
        sealed="join_token",
        ends="looking_for join_token",
    ),
    Kept(
        "team_member",
        TEAMS,
        ties=[Tie("person_id", "role joined_at left_at")],
        plain="id team_id",
        sealed="entry_key",
    ),
    Kept(
        "team_invitation",
        TEAMS,
        ties=[Tie("mail", "language used_at withdrawn_at", by=By.MAIL), Tie("invited_by", stays=OF_TEAM)],
        plain="id team_id invited_at",
    ),
    Kept(
        "join_request",
        TEAMS,
        ties=[Tie("person_id", "message asked_at decided_at accepted")],
        plain="id team_id",
    ),
    Kept(
        "terms_acceptance",
        TEAMS,
        ties=[Tie("person_id", "accepted_at language", stays=PROOF)],
        plain="id team_id terms_id sha256",
        ends="*",
    ),
    Kept(
        "lead_request",
        TEAMS,
        ties=[Tie("asked_by", "decided_at"), Tie("wanted_lead")],
        plain="id team_id asked_at",
    ),
)
