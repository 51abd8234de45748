"""The gate: submitting, signing, returning, publishing, and taking out of the public again."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from challenge_hub.access import Actor
from challenge_hub.audit.actions import record
from challenge_hub.challenges.actions.drafts import draft_of, hold, published_as_draft, takes
from challenge_hub.challenges.models import Challenge, ChallengeTheme, ChallengeVersion
from challenge_hub.challenges.queries import posing
from challenge_hub.challenges.rules.form import PARTS, SECTIONS, missing, texts_of
from challenge_hub.challenges.rules.gate import may_cosign, may_decide, may_submit, may_unpublish
from challenge_hub.challenges.rules.keys import is_unpublished_key, readable_key
from challenge_hub.infrastructure.db import db, one_at_a_time
from challenge_hub.infrastructure.outbox import send_to_person
from challenge_hub.infrastructure.text import render, searchable, sources


def missing_in(challenge: Challenge) -> list[str]:
    """The parts that still stand between the draft and its submission."""
    colleagues = {colleague.id for colleague in posing.colleagues_in(challenge.organisation_id)}
    language, described = challenge.call.language, bool(challenge.description)
    return missing(draft_of(challenge), language=language, colleagues=colleagues, has_description=described)


def submit(challenge: Challenge, *, revision_seen: int, by: Actor, now: datetime) -> None:
    """Hand the draft on: to the co-signer who was named, or else to the organiser of the call."""
    hold(challenge)
    cosigner = (challenge.draft or {}).get("shared", {}).get("cosigner")
    may_submit(
        stage=challenge.stage,
        call_takes=takes(challenge.call, now),
        missing=missing_in(challenge),
        submitter=by.person_id,
        cosigner=cosigner,
        same_text=revision_seen == challenge.revision,
    ).require()
    challenge.submitted_at, challenge.submitted_by = now, by.person_id
    challenge.cosigner_id, challenge.cosigned_at = cosigner, None
    challenge.returned_at = challenge.return_reason = None
    db.session.flush()
    record("submit-challenge", challenge, by=by, now=now, **_history(challenge))
    if cosigner is not None:
        send_to_person("challenges.cosign_asked", cosigner, now=now, challenge=challenge.id)
    else:
        _tell_organisers(challenge, now)


def cosign(challenge: Challenge, *, revision_seen: int, by: Actor, now: datetime) -> None:
    """Sign beside the person who submitted; then it goes to the organiser."""
    _ask_cosigner(challenge, revision_seen, by)
    challenge.cosigned_at = now
    db.session.flush()
    record("cosign-challenge", challenge, by=by, now=now, **_history(challenge))
    _tell_organisers(challenge, now)


def send_back(challenge: Challenge, reason: str, *, revision_seen: int, by: Actor, now: datetime) -> None:
    """The co-signer does not sign, and says why."""
    _ask_cosigner(challenge, revision_seen, by)
    _hand_back(challenge, reason, now)
    record("send-back-challenge", challenge, by=by, now=now, organisation_id=challenge.organisation_id)


def _ask_cosigner(challenge: Challenge, revision_seen: int, by: Actor) -> None:
    hold(challenge)
    may_cosign(
        is_cosigner=by.person_id is not None and challenge.cosigner_id == by.person_id,
        is_submitter=challenge.submitted_by == by.person_id,
        stage=challenge.stage,
        same_text=revision_seen == challenge.revision,
    ).require()


def return_challenge(challenge: Challenge, reason: str, *, revision_seen: int, by: Actor, now: datetime) -> None:
    """The organiser does not publish yet, and says what to change."""
    _ask_organiser(challenge, revision_seen, by)
    _hand_back(challenge, reason, now)
    record("return-challenge", challenge, by=by, now=now, **_history(challenge))


def _ask_organiser(challenge: Challenge, revision_seen: int, by: Actor) -> None:
    hold(challenge)
    _, is_organiser = posing.rights_to(by, challenge)
    same_text = revision_seen == challenge.revision
    may_decide(is_organiser=is_organiser, stage=challenge.stage, same_text=same_text).require()


def _hand_back(challenge: Challenge, reason: str, now: datetime) -> None:
    people = _concerned(challenge)
    challenge.returned_at, challenge.return_reason = now, reason
    challenge.submitted_at = challenge.cosigned_at = None
    db.session.flush()
    for person_id in people:
        send_to_person("challenges.returned", person_id, now=now, challenge=challenge.id)


def publish(challenge: Challenge, *, revision_seen: int, by: Actor, now: datetime) -> None:
    """Make the draft what everybody reads, and keep it as a version. The first time gives address and number."""
    one_at_a_time(f"challenges:{challenge.call_id}")
    _ask_organiser(challenge, revision_seen, by)
    takes(challenge.call, now).require()
    people = _concerned(challenge)
    number = _keep_version(challenge, now)
    _copy_draft(challenge)
    if is_unpublished_key(challenge.key):
        title = challenge.title.get(challenge.call.language) or next(iter(challenge.title.values()))
        challenge.key = readable_key(title, taken=posing.keys_in(challenge.call_id))
        challenge.position = posing.next_position(challenge.call_id, for_draft=False)
    challenge.published_at = challenge.published_at or now
    challenge.draft = challenge.submitted_at = challenge.cosigned_at = challenge.cosigner_id = None
    challenge.returned_at = challenge.return_reason = None
    challenge.revision += 1
    db.session.flush()
    record("publish-challenge", challenge, by=by, now=now, number=number, **_history(challenge))
    for person_id in people:
        send_to_person("challenges.published", person_id, now=now, challenge=challenge.id, number=number)


def _keep_version(challenge: Challenge, now: datetime) -> int:
    """Write the version; an imported text that was never kept becomes the first one, so that the change is seen."""
    number = posing.last_version(challenge.id)
    if number == 0 and challenge.published_at is not None:
        number, old = 1, published_as_draft(challenge)
        _add_version(challenge, number, old, challenge.published_at)
    _add_version(challenge, number + 1, dict(draft_of(challenge)), now)
    return number + 1


def _add_version(challenge: Challenge, number: int, texts: dict[str, Any], at: datetime) -> None:
    described = {**texts}
    for language, source in sources(challenge.description).items():
        described[language] = {**described.get(language, {}), "description": source}
    public = {"themes": texts["shared"]["themes"]}  # who cares for a challenge is nobody's reading
    version = ChallengeVersion(challenge_id=challenge.id, number=number, published_at=at)
    version.texts = {**described, "shared": public}
    db.session.add(version)


def _copy_draft(challenge: Challenge) -> None:
    draft = draft_of(challenge)
    texts = {part: texts_of(draft, part) for part in PARTS}
    challenge.title, challenge.question = texts["title"], texts["question"]
    challenge.sections = {part: render(texts[part]) for part in SECTIONS if texts[part]}
    challenge.search_text = searchable(*texts.values(), sources(challenge.description))
    shared = draft["shared"]
    challenge.caretaker_id, challenge.stand_in_id = shared["caretaker"], shared["stand_in"]
    challenge.shows_caretaker = bool(shared["show_caretaker"])
    db.session.execute(delete(ChallengeTheme).where(ChallengeTheme.challenge_id == challenge.id))
    chosen = [theme for theme in posing.themes_in(challenge.call_id) if theme.key in shared["themes"]]
    if chosen:
        rows = [{"challenge_id": challenge.id, "theme_id": theme.id} for theme in chosen]
        db.session.execute(insert(ChallengeTheme), rows)


def unpublish(challenge: Challenge, *, is_answered: bool, by: Actor, now: datetime) -> None:
    """Take a challenge out of the public. Its text goes back into the draft; address and number stay its own."""
    hold(challenge)
    is_public = challenge.published_at is not None
    may_unpublish(has_part=any(posing.rights_to(by, challenge)), is_public=is_public, is_answered=is_answered).require()
    challenge.draft = dict(draft_of(challenge))
    challenge.published_at = challenge.submitted_at = challenge.cosigned_at = challenge.cosigner_id = None
    challenge.revision += 1
    db.session.flush()
    record("unpublish-challenge", challenge, by=by, now=now, **_history(challenge))


def _history(challenge: Challenge) -> dict[str, int]:
    return {"call_id": challenge.call_id, "organisation_id": challenge.organisation_id}


def _concerned(challenge: Challenge) -> list[int]:
    """Who submitted, and who cares for it."""
    people = {challenge.submitted_by, draft_of(challenge)["shared"].get("caretaker")}
    return sorted(person_id for person_id in people if person_id is not None)


def _tell_organisers(challenge: Challenge, now: datetime) -> None:
    for person_id in posing.organising_people(challenge.call_id):
        send_to_person("challenges.submitted", person_id, now=now, challenge=challenge.id)
