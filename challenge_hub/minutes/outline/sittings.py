"""The part about sittings: who was there, what was discussed, what was resolved."""

from collections.abc import Iterator

from flask_babel import gettext

from challenge_hub.infrastructure.documents import Facts, Heading, Paragraph, Part, Table, Words
from challenge_hub.minutes.outline.naming import Content, Names
from challenge_hub.minutes.sentences import RESOLUTIONS, ROLES, word


def sitting_parts(content: Content, names: Names) -> Iterator[Part]:
    """Every closed sitting in order."""
    if content["sittings"]:
        yield Heading(gettext("Sittings"))
    roles = {one["ref"]: one["role"] for one in content["jurors"]}
    is_full = content["version"] == "full"
    for sitting in content["sittings"]:
        yield Heading(gettext("Sitting %(number)s", number=sitting["number"]), 3)
        yield Facts(list(_facts(sitting, names)))
        if sitting["attendance"]:
            yield _attendance(sitting, names, roles, is_full=is_full)
        if sitting["items"]:
            yield _agenda(sitting, names, is_full=is_full)
        for resolution in sitting["resolutions"]:
            yield from _resolution(resolution, sitting, names)


def _facts(sitting: Content, names: Names) -> Iterator[tuple[str, Words]]:
    if sitting["chair_decides_ties"]:
        tie = gettext("The vote of the chair decides.")
    else:
        tie = gettext("A motion without a majority is not carried.")
    items = (
        (gettext("Day and time"), names.moment(sitting["takes_place_at"])),
        (gettext("Where it took place"), sitting["place"]),
        (gettext("About"), gettext("Round %(number)s", number=sitting["round"])),
        (gettext("Who kept the minutes"), sitting["minutes_by"] or ""),
        (gettext("Quorum"), str(sitting["quorum"] or gettext("none"))),
        (gettext("A tie"), tie),
        (gettext("Closed"), names.moment(sitting["closed_at"])),
    )
    return ((term, words) for term, words in items if words)


def _attendance(sitting: Content, names: Names, roles: dict[int, str], *, is_full: bool) -> Table:
    caption = gettext("Attendance in sitting %(number)s", number=sitting["number"])
    columns = [(gettext("Juror"), "text"), (gettext("Role"), "text"), (gettext("Vote"), "text")]
    rows: list[list[Words]] = [
        [
            names.juror(one["juror"]),
            word(ROLES, roles.get(one["juror"])),
            gettext("with a vote") if one["may_vote"] else gettext("guest"),
        ]
        for one in sitting["attendance"]
    ]
    if is_full:
        columns.append((gettext("In the room"), "text"))
        for row, one in zip(rows, sitting["attendance"], strict=True):
            row.append(f"{names.time(one['from'])} – {names.time(one['until'])}")
    return Table(caption, columns, rows)


def _agenda(sitting: Content, names: Names, *, is_full: bool) -> Table:
    caption = gettext("Agenda of sitting %(number)s", number=sitting["number"])
    columns = [(gettext("Item"), "number"), (gettext("Solution"), "text")]
    rows: list[list[Words]] = [
        [str(one["number"]), names.solution(one["solution"], sitting["round"])] for one in sitting["items"]
    ]
    if is_full:
        columns += [(gettext("Called"), "text"), (gettext("Left the room"), "text")]
        for row, one in zip(rows, sitting["items"], strict=True):
            row += [names.time(one["called_at"]) or gettext("not called"), names.jurors(one["left_room"]) or "–"]
    return Table(caption, columns, rows, head=1)


def _resolution(resolution: Content, sitting: Content, names: Names) -> Iterator[Part]:
    number = gettext("Resolution %(number)s", number=resolution["number"])
    if resolution.get("hidden"):
        yield Heading(number, 4)
        yield Paragraph(gettext("You have a conflict of interest with something this resolution is about."))
        return
    yield Heading(f"{number}: {word(RESOLUTIONS, resolution['kind'])}", 4)
    if resolution["motion"] is None:
        yield Paragraph(gettext("Its wording is not part of the public version."))
    else:
        yield Paragraph(resolution["motion"])
    yield Facts(list(_outcome(resolution, sitting, names)))


def _outcome(resolution: Content, sitting: Content, names: Names) -> Iterator[tuple[str, Words]]:
    corrects = resolution["corrects"]
    correction = corrects and gettext(
        "Corrects resolution %(number)s of sitting %(sitting)s.", number=corrects[1], sitting=corrects[0]
    )
    items = (
        (gettext("Solutions"), names.solutions(resolution["solutions"], sitting["round"])),
        (gettext("Votes"), _votes(resolution)),
        (gettext("Result"), gettext("carried") if resolution["is_carried"] else gettext("not carried")),
        (gettext("Ranking"), gettext("This leaves the ranking.") if resolution["deviates"] else ""),
        (gettext("Reason"), resolution["reason"]),
        (gettext("Correction"), correction or ""),
        (gettext("Decided"), names.moment(resolution["decided_at"])),
    )
    return ((term, words) for term, words in items if words)


def _votes(resolution: Content) -> str:
    if resolution["yes"] is None:
        return str(gettext("equal; the vote of the chair decided"))
    counts = {key: resolution[key] for key in ("yes", "no", "abstentions")}
    counted = str(gettext("Yes %(yes)s, no %(no)s, abstentions %(abstentions)s", **counts))
    if resolution.get("chair_in_tie") is not None:
        return counted + "; " + str(gettext("the vote of the chair decided"))
    return counted
