"""How an official key must look, and whose state it names. Pure; whether a key exists is asked of the register."""

STATES = {
    "01": "Schleswig-Holstein",
    "02": "Hamburg",
    "03": "Niedersachsen",
    "04": "Bremen",
    "05": "Nordrhein-Westfalen",
    "06": "Hessen",
    "07": "Rheinland-Pfalz",
    "08": "Baden-Württemberg",
    "09": "Bayern",
    "10": "Saarland",
    "11": "Berlin",
    "12": "Brandenburg",
    "13": "Mecklenburg-Vorpommern",
    "14": "Sachsen",
    "15": "Sachsen-Anhalt",
    "16": "Thüringen",
}
"""The German states by the first two digits of every key. Their names stay German in both languages."""

EXAMPLE_STATE = "99"
"""No state has this number: keys of made-up municipalities begin with it."""

LENGTHS = {"municipality": 8, "county": 5, "association-of-municipalities": 9}
"""Digits of a key by kind: AGS, its first five, and the first nine of the twelve of the ARS. Others have no key."""


def key_fault(kind: str, key: str, *, example: bool = False) -> str | None:
    """What is wrong with a key, as a reason; None when its shape is right.

    In: the kind of organisation and the key as text, since zeros in front count; nothing is trimmed. With `example`
    keys of the made-up state 99 pass as well. Refused with kind-without-key, not-digits (only 0 to 9 are digits),
    wrong-length, example-state or unknown-state, the first of them that holds.
    """
    if kind not in LENGTHS:
        return "kind-without-key"
    if key.strip("0123456789"):
        return "not-digits"
    if len(key) != LENGTHS[kind]:
        return "wrong-length"
    if key[:2] == EXAMPLE_STATE:
        return None if example else "example-state"
    return None if key[:2] in STATES else "unknown-state"


def state_of(key: str) -> str | None:
    """The full German name of the state a key lies in; None for the example state and for what names none."""
    return STATES.get(key[:2])
