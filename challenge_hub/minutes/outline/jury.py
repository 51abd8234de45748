"""The part about the jury: who sat on it, and conflicts of interest with what became of each."""

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from challenge_hub.infrastructure.documents import Bullets, Heading, Paragraph, Part, Table, Words
from challenge_hub.minutes.outline.naming import Content, Names
from challenge_hub.minutes.sentences import KINDS, ORIGINS, ROLES, TREATMENTS, word


def jury_parts(content: Content, names: Names) -> Iterator[Part]:
    """Who the jury was and how its members may be named; then conflicts of interest."""
    yield Heading(gettext("The jury"))
    yield Paragraph(_naming(content))
    if content["jurors"]:
        is_full = content["version"] == "full"
        yield _seats(content, names) if is_full else _public_seats(content, names)
    yield Heading(gettext("Conflicts of interest"))
    if content["call"]["officers_may_judge"]:
        yield Paragraph(gettext("Officers of a municipality may judge solutions to the challenges it posed."))
    else:
        yield Paragraph(gettext("Officers of a municipality do not judge solutions to the challenges it posed."))
    yield from _counts(content) if content["conflicts"] is None else _conflicts(content, names)


def _naming(content: Content) -> str:
    if content["call"]["juror_names_public"]:
        return str(gettext("The call says that the names of the jurors become public."))
    if content["version"] == "full":
        return str(gettext("The names of the jurors are not public. They stand in this version alone."))
    numbered = gettext(
        "The names of the jurors are not public. A number in square brackets in a text means that juror."
    )
    return str(numbered)


def _seats(content: Content, names: Names) -> Table:
    columns = [(label, "text") for label in (gettext("Name"), gettext("Role"), gettext("Declaration"), gettext("Seat"))]
    rows = [
        (
            names.juror(one["ref"]),
            word(ROLES, one["role"]),
            names.moment(one["declared_at"]) or gettext("not on record"),
            _seat(one, names),
        )
        for one in content["jurors"]
    ]
    return Table(gettext("Members of the jury"), columns, rows)


def _seat(juror: Content, names: Names) -> str:
    left = juror["left_at"]
    held = str(gettext("left on %(moment)s", moment=names.moment(left)) if left else gettext("held"))
    if juror["stands_in_for"]:
        before = names.juror(juror["stands_in_for"])
        return held + "; " + str(gettext("took over from %(name)s", name=before))
    return held


def _public_seats(content: Content, names: Names) -> Table:
    columns = [(gettext("Juror"), "text"), (gettext("Role"), "text")]
    rows = [(names.juror(one["ref"]), word(ROLES, one["role"])) for one in content["jurors"]]
    return Table(gettext("Members of the jury"), columns, rows)


def _conflicts(content: Content, names: Names) -> Iterator[Part]:
    if not content["conflicts"]:
        yield Paragraph(gettext("No conflict of interest is on record."))
        return
    labels = (gettext("Person"), gettext("Solution"), gettext("Which one"), gettext("How it was treated"))
    rows = [
        (_who(one, names), names.solution(one["solution"]), _which(one), _treated(one)) for one in content["conflicts"]
    ]
    yield Table(gettext("Conflicts of interest and how each was treated"), [(label, "text") for label in labels], rows)


def _who(conflict: Content, names: Names) -> Words:
    if conflict["juror"]:
        return names.juror(conflict["juror"])
    return str(gettext("%(name)s (organiser)", name=conflict["person"]))


def _which(conflict: Content) -> str:
    known = word(ORIGINS, conflict["origin"])
    return f"{word(KINDS, conflict['kind'])}, {known}" if conflict["kind"] else known


def _treated(conflict: Content) -> str:
    treated = word(TREATMENTS, conflict["treatment"])
    if conflict["decided_by"]:
        treated += ". " + gettext("Decided by %(name)s", name=conflict["decided_by"])
    return f"{treated}: {conflict['reason']}" if conflict["reason"] else treated


def _counts(content: Content) -> Iterator[Part]:
    counts = content["conflict_counts"]
    total = sum(counts.values())
    if not total:
        yield Paragraph(gettext("No conflict of interest is on record."))
        return
    yield Paragraph(
        ngettext(
            "%(num)s conflict of interest is on record. Whoever had one neither reviewed nor voted on the solution, "
            "and was not in the room while it was discussed.",
            "%(num)s conflicts of interest are on record. Whoever had one neither reviewed nor voted on the solution, "
            "and was not in the room while it was discussed.",
            total,
        )
    )
    yield Bullets([f"{many}: {word(TREATMENTS, treatment)}" for treatment, many in counts.items()])
