"""What is known of people here: who reported a barrier, if they say so."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import ACCESSIBLE, Activity, By, Kept, Tie

BARRIERS = Activity(
    name="barriers",
    data=_("Message, page and (if you give it) e-mail address of a reported barrier"),
    people=_("Everybody who reports a barrier"),
    purpose=_("Removing the barrier and answering you"),
    period=_("Until it is answered, then for the days that the platform says, in which complaints are possible"),
    viewers=_("The operator"),
    basis=ACCESSIBLE,
)
STILL_THERE = _("The barrier is dealt with all the same, without your address.")

KEPT = (
    Kept(
        "barrier_report",
        BARRIERS,
        ties=[Tie("mail", "message page", stays=STILL_THERE, blank="mail", by=By.MAIL)],
        plain="id reported_at due_at language answered_at",
    ),
)
