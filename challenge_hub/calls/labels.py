"""Words for fields, sections and closed sets of a call, for forms and for what notices say."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

FIELDS: dict[str, LazyString] = {
    "language": _("Authoritative language"),
    "slug": _("Address word"),
    "title": _("Title"),
    "summary": _("In one sentence"),
    "description": _("Description"),
    "place": _("Where it takes place"),
    "time_zone": _("Time zone"),
    "opens_at": _("Opens"),
    "questions_until": _("Questions until"),
    "closes_at": _("Deadline"),
    "ends_at": _("The jury decides until"),
    "objections_until": _("Objections until"),
    "feedback_by": _("Feedback to the teams by"),
    "organisers": _("Co-organisers, partners, supporters"),
    "themes": _("Themes"),
    "eligible_kinds": _("Who may take part"),
    "eligibility": _("Eligibility in words"),
    "team_min": _("Smallest team"),
    "team_max": _("Largest team"),
    "prizes": _("Prizes"),
    "most_awards": _("Most awards"),
    "awards_per": _("Most awards for each"),
    "rounds": _("Rounds"),
    "criteria": _("Criteria"),
    "scale_min": _("Lowest points"),
    "scale_max": _("Highest points"),
    "method": _("Method"),
    "blank": _("A criterion left blank"),
    "total_places": _("Decimals of the points"),
    "tie_rules": _("Rule for a tie"),
    "tie_criterion": _("Number of the criterion that decides a tie"),
    "reviews_per_solution": _("Reviews per solution"),
    "minutes_per_review": _("Minutes per review"),
    "wants_expert": _("For each solution a juror who knows its theme"),
    "sheets_public": _("Sheets become public"),
    "juror_names_public": _("Names of the jurors become public"),
    "is_anonymous": _("The jury works without names (anonymised round)"),
    "officers_may_judge": _("Officers of a municipality may judge solutions to its challenges"),
    "jurors_need_factor": _("Jurors sign in with a second factor"),
    "rights": _("Rights in the solutions"),
    "rights_text": _("Rights in words"),
    "terms": _("Terms of participation"),
    "conduct": _("Code of conduct"),
    "purpose": _("Purpose"),
    "follow_up": _("What follows from the prize?"),
    "case_number": _("Case number"),
    "prototype_required": _("A prototype is required"),
    "solutions_public": _("Solutions become public"),
}
"""What each field is called, in forms and in notices."""

SECTIONS: dict[str, LazyString] = {
    "texts": _("Texts"),
    "dates": _("Dates"),
    "organisers": _("Organisers and supporters"),
    "themes": _("Themes"),
    "eligibility": _("Eligibility and teams"),
    "prizes": _("Prizes"),
    "rubric": _("Rubric"),
    "independence": _("Independence of the jury"),
    "rights": _("Rights"),
    "terms": _("Terms of participation"),
    "conduct": _("Code of conduct"),
    "purpose": _("Purpose"),
    "solutions": _("Solutions"),
}

FORMATS: dict[str, LazyString | str] = {
    "call-for-solutions": _("Call for Solutions"),
    "hackathon": _("Hackathon"),
    "open-social-innovation": _("Open Social Innovation"),
}
LANGUAGES: dict[str, LazyString | str] = {"de": _("German"), "en": _("English")}
ROLES: dict[str, LazyString | str] = {
    "co-organiser": _("Co-organiser"),
    "partner": _("Partner"),
    "sponsor": _("Supporter"),
}
KINDS: dict[str, LazyString | str] = {
    "person": _("People acting for themselves"),
    "municipality": _("Municipality"),
    "county": _("County"),
    "association-of-municipalities": _("Association of municipalities"),
    "state": _("State"),
    "federation": _("Federation"),
    "public-body": _("Public body"),
    "company": _("Company"),
    "start-up": _("Start-up"),
    "registered-association": _("Registered association"),
    "university": _("University"),
    "initiative": _("Initiative without legal form"),
}
"""Whom a call may admit: kinds of organisations, and people without one."""

PRIZE_KINDS: dict[str, LazyString | str] = {
    "money": _("Prize money"),
    "in-kind": _("Prize in kind"),
    "honour": _("Honourable mention"),
}
DECIDERS: dict[str, LazyString | str] = {
    "jury": _("the jury"),
    "municipality": _("the municipality that posed the challenge"),
    "mentors": _("the mentors"),
    "audience": _("the audience"),
    "continuation": _("last year's award, if it was carried on"),
}
AWARD_GROUPS: dict[str, LazyString | str] = {
    "team": _("team"),
    "challenge": _("challenge"),
    "theme": _("theme"),
    "municipality": _("municipality that posed the challenge"),
    "organisation": _("organisation a team acts for"),
}
METHODS: dict[str, LazyString | str] = {
    "mean": _("Mean"),
    "median": _("Median"),
    "trimmed-mean": _("Trimmed mean"),
    "adjusted": _("Adjusted for severity"),
    "live": _("Live: one number a visit and the juror's own order"),
}
BLANKS: dict[str, LazyString | str] = {
    "sheet-left-out": _("The sheet does not count"),
    "left-out": _("The criterion is left out, the others count for more"),
    "zero": _("It counts as 0 points"),
}
TIES: dict[str, LazyString | str] = {
    "share": _("The place is shared"),
    "first-places,share": _("Who more jurors put first; else the place is shared"),
    "criterion,share": _("One criterion decides; else the place is shared"),
    "first-places,lot": _("Who more jurors put first; else a lot decides"),
    "criterion,lot": _("One criterion decides; else a lot"),
    "lot": _("A lot decides"),
}
RIGHTS: dict[str, LazyString | str] = {
    "team-keeps": _("They stay with the team; the organiser may show the solution"),
    "open-licence": _("An open licence is a condition"),
    "own-text": _("As the call says in its own words"),
}
PURPOSES: dict[str, LazyString | str] = {
    "prize-competition": _("Prize competition without procurement"),
    "market-exploration": _("Market exploration"),
    "planning-competition": _("Planning competition"),
    "funding-call": _("Funding call"),
    "other": _("Other"),
}
SOLUTIONS_PUBLIC: dict[str, LazyString | str] = {
    "after-deadline": _("After the deadline"),
    "with-results": _("Together with the results"),
}
NOTICES: dict[str, LazyString | str] = {
    "change": _("Change"),
    "suspension": _("Suspension"),
    "resumption": _("Resumption"),
    "cancellation": _("Cancellation"),
}

CLOSED: dict[str, dict[str, LazyString | str]] = {
    "language": LANGUAGES,
    "role": ROLES,
    "kind": PRIZE_KINDS,
    "decider": DECIDERS,
    "awards_per": AWARD_GROUPS,
    "method": METHODS,
    "blank": BLANKS,
    "tie_rules": TIES,
    "rights": RIGHTS,
    "purpose": PURPOSES,
    "solutions_public": SOLUTIONS_PUBLIC,
}
"""The words of each field that holds a key of a closed set."""
