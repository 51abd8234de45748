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

GUARDIANS = Activity(
    name="guardians",
    data=_("Consent of a guardian: name and address, what was answered when, and which terms were read"),
    people=_("People under 18 who would like to be in a team, and their guardians"),
    purpose=_("Nobody under 18 takes part without the consent of a guardian, who can withdraw it at any time"),
    period=_("As long as the file of the call; what was refused or not answered, as long as invitations"),
    viewers=_("The person and the guardian; the team that it waits; the organisers how many there are, and since when"),
    basis=_(
        "Article 6 (1) (c) and (e) GDPR where a public body runs the platform, else (b) and (f), with sections 107 and "
        "108 of the German Civil Code"
    ),
)
CONSENTS = Activity(
    name="consents",
    data=_("Consents: to what, which version of the text, since when and until when"),
    people=_("Members of teams who want to be named in public"),
    purpose=_("Naming members with their team in public, who want that; and showing that they consented"),
    period=_("As long as the file of the call; the name is shown until the consent is withdrawn or the seat is left"),
    viewers=_("You; the name everybody, while the consent stands"),
    basis=_("Article 6 (1) (a) GDPR: consent, withdrawn at any time in one click under “My data”"),
)
OF_CHILD = _("It proves that a guardian has consented. It goes with what is known of the person who takes part.")

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
        "guardian_consent",
        GUARDIANS,
        ties=[
            Tie("person_id", "role guardian_name asked_at sent_at ended_at decided_at consents language"),
            Tie("guardian_mail", "guardian_name decided_at consents ended_at", stays=OF_CHILD, by=By.MAIL),
        ],
        plain="id team_id terms_id conduct_id",
        sealed="entry_key",
    ),
    Kept(
        "consent",
        CONSENTS,
        ties=[Tie("person_id", "purpose version language given_at withdrawn_at")],
        plain="id team_id",
    ),
    Kept(
        "lead_request",
        TEAMS,
        ties=[Tie("asked_by", "decided_at"), Tie("wanted_lead")],
        plain="id team_id asked_at",
    ),
)
