"""What is known of people here: who looked into whose account, and why."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import DUTY, IN_OFFICE, Activity, Kept, Tie

LOOKS = Activity(
    name="looks",
    data=_("Looks of the operator into an account: who, when, and for which reason"),
    people=_("People whose account was looked into, and operators"),
    purpose=_("Nobody reads private data without a reason that can be checked"),
    period=_("As long as the account is kept"),
    viewers=_("You, in the export of your data; the operator"),
    basis=DUTY,
)

KEPT = (
    Kept(
        "account_look",
        LOOKS,
        ties=[
            Tie("person_id", "reason began_at ends_at"),
            Tie("operator_id", "reason began_at ends_at", stays=IN_OFFICE),
        ],
        plain="id",
    ),
)
