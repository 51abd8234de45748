"""What is known of people here: who reported, decided and complained."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import IN_OFFICE, Activity, By, Kept, Tie

REPORTS = Activity(
    name="reported-texts",
    data=_("Reported texts: the report, name and e-mail address if you give them, decisions and complaints"),
    people=_("Everybody who reports a text, whose text it is, and who decides"),
    purpose=_("Texts against law or rules go, no others, and both sides learn why"),
    period=_("Until it is decided, then for the days that the platform says; while a text is hidden, its reasons stay"),
    viewers=_("Who decides: organisers of the call, or the operator; the author reads the reasons, never who reported"),
    basis=_("Article 6 (1) (c) GDPR with Articles 16, 17 and 20 of Regulation (EU) 2022/2065 (Digital Services Act)"),
)
STILL_REPORTED = _("The report is dealt with all the same, without your name and address.")

KEPT = (
    Kept(
        "text_report",
        REPORTS,
        ties=[
            Tie("reported_by", "matter explanation name", stays=STILL_REPORTED, blank="reported_by name mail"),
            Tie("mail", "matter explanation name", stays=STILL_REPORTED, blank="mail name", by=By.MAIL),
        ],
        plain="id kind thing_id call_id language reported_at waits_since handling decided_at",
        loose="copy",
        ends="*",
    ),
    Kept(
        "text_complaint",
        REPORTS,
        ties=[Tie("filed_by", "text", stays=STILL_REPORTED, blank="filed_by")],
        plain="id report_id side filed_at",
        ends="*",
    ),
    Kept(
        "text_decision",
        REPORTS,
        ties=[Tie("decided_by", "facts", stays=IN_OFFICE)],
        plain="id report_id number occasion complaint_id handling ground rule decided_at",
        ends="*",
    ),
)
