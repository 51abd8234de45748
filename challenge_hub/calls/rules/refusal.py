"""Why the scoring cannot go on."""


class ScoringRefused(ValueError):
    """Settings or sheets that cannot be counted.

    `reason` is a key in kebab-case, for which the catalogues hold the sentence; `facts` are the values that
    sentence needs, such as the criterion and the offending value.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        named = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{reason} ({named})" if named else reason)
        self.reason = reason
        self.facts = facts
