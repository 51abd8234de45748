"""From a line of the register to an organisation. Pure."""

from dataclasses import replace

from challenge_hub.organisations.keys import state_of
from challenge_hub.organisations.register import Entry, abroad_entry, entry_of, title
from challenge_hub.organisations.rules import Kind, Particulars


def name_of(entry: Entry) -> str:
    """The name an organisation gets: "Landkreis Fürth", and "Amberg (kreisfreie Stadt)" where a state has two."""
    called = title(entry, "de")
    if not entry.apart:
        return called
    return f"{called[:-1]}, {entry.apart})" if called.endswith(")") else f"{called} ({entry.apart})"


def particulars(entry: Entry) -> Particulars:
    """What an organisation made from this entry begins with."""
    return Particulars(entry.kind, name_of(entry), entry.country, state=entry.state, official_key=entry.key)


def completed(typed: Particulars) -> Particulars:
    """What somebody typed, with what its key says: the name in the register, if it stands there; else the state."""
    key = typed.official_key
    entry = entry_of(typed.kind, key) if key else abroad_entry(typed.country, typed.name)
    if entry is None or entry.kind != typed.kind:
        return replace(typed, state=state_of(key or ""))
    is_nameless = entry.kind is Kind.ASSOCIATION_OF_MUNICIPALITIES
    return replace(particulars(entry), name=typed.name) if is_nameless else particulars(entry)


def comes_from_register(kind: str, official_key: str | None) -> bool:
    """Whether the source of the register is to be credited for an organisation."""
    return official_key is not None and entry_of(kind, official_key) is not None
