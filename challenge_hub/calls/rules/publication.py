"""What must stand before a call is published, and who may open, publish or drop one."""

from dataclasses import dataclass, field

from challenge_hub.access import YES, Decision
from challenge_hub.calls.rules.anonymity import Names, fault_in


@dataclass(frozen=True)
class PublicationFacts:
    """What a draft has. `weights_fault` is the reason key of the scoring rules, if they cannot count with it."""

    has_texts: bool
    deadline_ahead: bool
    prizes: int
    prizes_with_decider: int
    criteria: int
    weights_fault: str | None
    tie_rules: int
    has_rights: bool
    has_terms: bool
    names: Names = field(default_factory=Names)


SECTION_OF = {
    "texts-missing": "texts",
    "deadline-missing": "dates",
    "prizes-missing": "prizes",
    "deciders-missing": "prizes",
    "criteria-missing": "rubric",
    "weights-missing": "rubric",
    "tie-rule-missing": "rubric",
    "rights-missing": "rights",
    "terms-missing": "terms",
    "anonymity-missing": "independence",
    "solutions-too-early": "solutions",
}
"""Where each missing thing is written."""


def missing_for_publication(facts: PublicationFacts) -> list[str]:
    """The reason keys of what is missing, in the order of the sections; an empty list means ready.

    Keys: those of SECTION_OF.
    """
    stands = {
        "texts-missing": facts.has_texts,
        "deadline-missing": facts.deadline_ahead,
        "prizes-missing": facts.prizes > 0,
        "deciders-missing": facts.prizes_with_decider == facts.prizes,
        "criteria-missing": facts.criteria > 0,
        "weights-missing": facts.criteria == 0 or facts.weights_fault is None,
        "tie-rule-missing": facts.tie_rules > 0,
        "rights-missing": facts.has_rights,
        "terms-missing": facts.has_terms,
    }
    fault = fault_in(facts.names)
    return [key for key, is_there in stands.items() if not is_there] + ([fault] if fault else [])


def may_open_call(*, is_confirmed: bool, acts_for_organisation: bool) -> Decision:
    """Who may begin a call: somebody with a confirmed address, for a confirmed organisation they have a seat in.

    Refuses with not-confirmed, no-seat-in-organisation.
    """
    if not is_confirmed:
        return Decision("not-confirmed")
    return YES if acts_for_organisation else Decision("no-seat-in-organisation")


def may_publish(facts: PublicationFacts, *, is_published: bool) -> Decision:
    """Whether a draft may go public. Refuses with already-published, or with the first thing that is missing."""
    if is_published:
        return Decision("already-published")
    missing = missing_for_publication(facts)
    return Decision(missing[0]) if missing else YES


def may_drop_draft(*, is_published: bool) -> Decision:
    """Only what was never published can be deleted; a published call is cancelled. Refuses with already-published."""
    return Decision("already-published") if is_published else YES
