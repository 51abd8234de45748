"""What is known of people here: that they asked for what is known of them, who said how long a file is kept, and who
had an export made for researchers.
"""

from flask_babel import lazy_gettext as _

from challenge_hub.accounts.personal import ACCOUNTS
from challenge_hub.calls.personal import CALLS
from challenge_hub.infrastructure.personal import IN_OFFICE, Activity, Kept, Tie

RESEARCH = Activity(
    name="research",
    data=_("Exports for researchers: published results and reviews under drawn numbers, who had them made and why"),
    people=_("Teams and jurors of a call, pseudonymised; people who act for its organisers"),
    purpose=_("Research into calls and juries: what helps, whether judging is fair, how exact it is"),
    period=_("The file for seven days; who had it made, and the purpose, as long as the file of the call"),
    viewers=_("The organisers of the call, who pass the file on to researchers for the purpose they named"),
    basis=_("Article 6 (1) (e) with Articles 5 (1) (b) and 89 GDPR and the law on research of the state"),
)

KEPT = (
    Kept(
        "data_export",
        ACCOUNTS,
        ties=[Tie("person_id", "asked_at ready_at size")],
        plain="parts parts_done",
        sealed="key",
    ),
    Kept(
        "call_keeping",
        CALLS,
        ties=[Tie("held_by", "hold_reason", stays=IN_OFFICE), Tie("answered_by", stays=IN_OFFICE)],
        plain="call_id years held_at offered_at archive_answer answered_at anonymous_at",
    ),
    Kept(
        "research_export",
        RESEARCH,
        ties=[Tie("asked_by", "purpose", stays=IN_OFFICE)],
        plain="id call_id asked_at ready_at size",
        sealed="key",
    ),
)
