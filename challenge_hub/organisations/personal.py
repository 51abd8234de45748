"""What is known of people here: who acts for whom."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import IN_OFFICE, TASK, Activity, By, Kept, Tie, of_nobody

ORGANISATIONS = Activity(
    name="organisations",
    data=_("Organisations: who acts for them, invited addresses and requests"),
    people=_("People who act for a municipality or another organisation, or were invited to"),
    purpose=_("Only those entitled act for an organisation"),
    period=_("As long as the organisation is on the platform; your seat goes when you leave"),
    viewers=_("Who acts for the organisation; the operator. In public only the contact the organisation itself names"),
    basis=TASK,
)

KEPT = (
    of_nobody("organisation_kind", "key position name is_public"),
    Kept(
        "organisation",
        ORGANISATIONS,
        plain="id slug kind name country state official_key website summary unit_word confirmed_at"
        " people_confirmed_at people_reminded_at search_text hidden_at",
        loose="contact_mail contact_phone contact_address",
    ),
    of_nobody("organisation_unit", "id organisation_id name"),
    Kept(
        "organisation_member",
        ORGANISATIONS,
        ties=[Tie("person_id", "seat since")],
        plain="id organisation_id unit_id",
    ),
    of_nobody("organisation_service", "organisation_id issuer client_id secret is_vouched since"),
    Kept(
        "privacy_notice",
        ORGANISATIONS,
        ties=[Tie("published_by", stays=IN_OFFICE, blank="published_by")],
        plain="organisation_id number text published_at",
        loose="officer",
    ),
    Kept(
        "organisation_invitation",
        ORGANISATIONS,
        ties=[Tie("mail", "language seat used_at withdrawn_at", by=By.MAIL), Tie("invited_by", stays=IN_OFFICE)],
        plain="id organisation_id invited_at",
    ),
    Kept(
        "organisation_request",
        ORGANISATIONS,
        ties=[Tie("person_id", "message asked_at decided_at accepted reason")],
        plain="id organisation_id",
    ),
)
