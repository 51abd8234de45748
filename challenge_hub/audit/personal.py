"""What is known of people here: who did what."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import TASK, TRAIL, Activity, By, Kept, Tie, of_nobody

HISTORY = Activity(
    name="history",
    data=_("History: who did what when, by number"),
    people=_("Everybody who acts on the platform"),
    purpose=_("Decisions of a public body can be understood later"),
    period=_("For the years that the platform says"),
    viewers=_("Organisers in their call, owners in their organisation; the operator"),
    basis=TASK,
)

KEPT = (
    Kept(
        "trail_line",
        HISTORY,
        ties=[Tie("actor", "at role request facts", stays=TRAIL, by=By.ACTOR)],
        plain="id verb thing thing_id call_id organisation_id",
    ),
    of_nobody("trail_seal", "line_id seal"),
    of_nobody("trail_cut", "id up_to seal lines at"),
)
