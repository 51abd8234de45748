"""What is known of people here: to whom a mail goes."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import TASK, Activity, By, Kept, Tie, of_nobody

MAILS = Activity(
    name="mails",
    data=_("Mails: recipient, kind and what they were about, but not the text"),
    people=_("Everybody who gets mail from the platform"),
    purpose=_("Telling you what concerns you"),
    period=_("30 days; one that could not be sent, until the operator has dealt with it"),
    viewers=_("The operator"),
    basis=TASK,
)

KEPT = (
    Kept(
        "outbox",
        MAILS,
        ties=[
            Tie("person_id", "kind facts language created_at sent_at"),
            Tie("mail", "kind facts language created_at sent_at", by=By.MAIL),
        ],
        plain="id due_at attempts last_error",
    ),
    Kept("job", MAILS, plain="kind asked done due_at last_error", loose="subject facts"),
    of_nobody("notification_mark", "id last_line"),
)
