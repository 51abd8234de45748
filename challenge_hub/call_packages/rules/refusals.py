"""The scoring's refusals as sentences for the person who wrote the package."""

from challenge_hub.calls.rules.refusal import ScoringRefused

SENTENCES = {
    "no-criteria": "this round has no criteria in criteria.csv",
    "weight-negative": "the weight {value} is below 0",
    "weight-out-of-range": "the weight {value} is out of range",
    "weights-all-zero": "every weight of this round is 0",
    "scale-empty": "the scale is empty: scale_min {scale_min} is not below scale_max {scale_max}",
    "left-out-needs-shares": "blanks that are left out need weights that are shares, not factors",
    "tie-rule-twice": "the tie rule “{value}” is named twice",
    "tie-rule-out-of-reach": "the tie rule “{value}” is never reached after “{after}”",
    "tie-criterion-missing": "the tie rule “criterion” needs tie_criterion",
    "tie-criterion-unknown": "tie_criterion “{criterion}” is no criterion of this round",
    "unknown-criterion": "“{criterion}” is no criterion of this round",
    "score-off-the-scale": "{value} lies off the scale from {scale_min} to {scale_max}",
    "too-few-to-trim": "a trimmed mean needs {needed} reviews for each solution, but “{solution}” has {found}",
}


def sentence_for(refused: ScoringRefused) -> str:
    """The sentence, or the bare reason where a package cannot come to it."""
    return SENTENCES[refused.reason].format(**refused.facts) if refused.reason in SENTENCES else str(refused)
