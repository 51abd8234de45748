"""What is known of people here: who published what about a call, and who may not look at names."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import IN_OFFICE, TASK, WITH_CALL, Activity, Kept, Tie, of_nobody

CALLS = Activity(
    name="calls-and-challenges",
    data=_("Calls and challenges: who wrote, submitted, co-signed and published them, questions and who asked"),
    people=_("People who act for an organisation; teams who ask"),
    purpose=_("Posing problems in public, one answer for all; a question is published without the name of who asked"),
    period=WITH_CALL,
    viewers=_("Organisers and the municipality; in public only a caretaker who is to be named"),
    basis=TASK,
)

KEPT = (
    of_nobody(
        "call",
        "id slug package_id format language title summary search_text description place participants time_zone"
        " whole_days opens_at closes_at ends_at source_url source_licence source_credit is_example revision"
        " published_at suspended_at cancelled_at stop_reason questions_until feedback_by solutions_public"
        " solutions_public_at eligible_kinds eligibility team_min team_max rights rights_text purpose follow_up"
        " case_number prototype_required juror_names_public officers_may_judge jurors_need_factor most_awards"
        " awards_per objections_until hidden_at",
    ),
    of_nobody("call_organiser", "id call_id organisation_id role position"),
    of_nobody("theme", "id call_id key position name"),
    Kept(
        "prize",
        CALLS,
        plain="id call_id position name kind worth decider round_number theme_id",
        loose="giver",
    ),
    of_nobody("terms", "id call_id kind version text sha256 published_at"),
    Kept(
        "call_notice",
        CALLS,
        ties=[Tie("published_by", stays=IN_OFFICE)],
        plain="id call_id number kind published_at reason changes",
    ),
    of_nobody(
        "round",
        "id call_id number title method order weighting scale_min scale_max blank sheet_places criterion_places"
        " total_places tie_rules tie_criterion seed sheets_public named_method note reviews_per_solution"
        " minutes_per_review wants_expert held_at settings_frozen_at settings_sha256 frozen_at closed_at is_anonymous"
        " names_revealed_at ends_at quorum has_shortlist wants_fresh tandem_with_id told_at",
    ),
    of_nobody("criterion", "id round_id key position weight name description anchors"),
    Kept("blindfold", CALLS, ties=[Tie("person_id")], plain="call_id"),
)
