"""What of an edition a reader gets: the public version, and the full one without what a conflict of interest hides.

Content is what `queries/record.py` writes: solutions and jurors appear by a number of their own (`ref`).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from challenge_hub.minutes.rules.names import without_names

Content = Mapping[str, Any]

NOT_PUBLIC_KINDS = ("other",)
"""Resolutions of these kinds are the jury's own business: the public version tells their number and how they ended."""


def public_of(content: Content) -> dict[str, Any]:
    """The public version of a full edition.

    Left out: names of jurors who are not public, also where somebody wrote one into a text; who declared a conflict of
    interest, about what, and of which kind; who left the room; how the chair voted in a tie; rankings that were not
    published, and what was too close to call in them; solutions that took part in no round; who kept and wrote the
    minutes.
    """
    told = _Told(content)
    known = {ref for judged in content["rounds"] for ref in judged["solutions"]}
    return {
        **content,
        "version": "public",
        "solutions": [one for one in content["solutions"] if one["ref"] in known],
        "written_by": None,
        "reason": told.of(content["reason"]),
        "remarks": told.of(content["remarks"]),
        "jurors": [_public_juror(juror, names_public=told.names_public) for juror in content["jurors"]],
        "conflicts": None,
        "conflict_counts": dict(sorted(Counter(one["treatment"] for one in content["conflicts"]).items())),
        "rounds": [_public_round(one, told) for one in content["rounds"]],
        "sittings": [_public_sitting(one, told, known) for one in content["sittings"]],
    }


class _Told:
    """Texts people wrote, without the names of jurors who are not public."""

    def __init__(self, content: Content) -> None:
        self.names_public = content["call"]["juror_names_public"]
        self._labels = {} if self.names_public else {juror["name"]: juror["ref"] for juror in content["jurors"]}

    def of(self, text: str) -> str:
        return without_names(text, self._labels)


def _public_juror(juror: Content, *, names_public: bool) -> dict[str, Any]:
    shown = {key: juror[key] for key in ("ref", "role", "stands_in_for")}
    return {**shown, "name": juror["name"] if names_public else None}


def _public_round(judged: Content, told: _Told) -> dict[str, Any]:
    ranking = judged["ranking"]
    return {
        **judged,
        "ranking": ranking if ranking and ranking["publication"] else None,
        "ties": [{**one, "reason": told.of(one["reason"])} for one in judged.get("ties", [])]
        if ranking and ranking["publication"]
        else [],
        "panels": [{**one, "name": told.of(one["name"])} for one in judged.get("panels", [])],
        "reopened": [{**one, "reason": told.of(one["reason"])} for one in judged["reopened"]],
        "wordings": [{**one, "reason": told.of(one["reason"])} for one in judged["wordings"]],
    }


def _public_sitting(sitting: Content, told: _Told, known: Collection[int]) -> dict[str, Any]:
    seen = {stay["juror"]: stay["may_vote"] for stay in sitting["attendance"]}
    return {
        **sitting,
        "minutes_by": None,
        "attendance": [{"juror": juror, "may_vote": may_vote} for juror, may_vote in seen.items()],
        "items": [
            {"number": one["number"], "solution": one["solution"]}
            for one in sitting["items"]
            if one["solution"] in known
        ],
        "resolutions": [_public_resolution(one, told, known) for one in sitting["resolutions"]],
    }


def _public_resolution(resolution: Content, told: _Told, known: Collection[int]) -> dict[str, Any]:
    shown = {**resolution, "motion": told.of(resolution["motion"]), "reason": told.of(resolution["reason"])}
    shown["solutions"] = [ref for ref in resolution["solutions"] if ref in known]
    if resolution["kind"] in NOT_PUBLIC_KINDS:
        shown |= {"motion": None, "reason": "", "solutions": []}
    if resolution["chair_in_tie"] is not None:
        shown |= {"yes": None, "no": None, "abstentions": None}
    del shown["chair_in_tie"]
    return shown


def without_solutions(content: Content, hidden: Collection[int]) -> dict[str, Any]:
    """A full edition for a reader with a conflict of interest: nothing of the solutions (refs) in `hidden`.

    Places are counted among the others, so that no gap tells where a hidden one stands. Remarks are written freely and
    may speak of anything, so they are left out, too.
    """
    if not hidden:
        return dict(content)
    return {
        **content,
        "left_out": len(set(hidden)),
        "remarks": "",
        "solutions": [one for one in content["solutions"] if one["ref"] not in hidden],
        "conflicts": [one for one in content["conflicts"] if one["solution"] not in hidden],
        "rounds": [_round_without(one, hidden) for one in content["rounds"]],
        "sittings": [_sitting_without(one, hidden) for one in content["sittings"]],
        "awards": _awards_without(content["awards"], hidden),
    }


def without_titles(content: Content, hidden: Collection[int]) -> dict[str, Any]:
    """A public edition that names nothing of the solutions (refs) whose texts are hidden after a report; places and
    points stay.
    """
    if not hidden:
        return dict(content)
    nameless = {"title": {}, "team": ""}
    rounds = [
        {**judged, "names": [one for one in judged["names"] if one["solution"] not in hidden]}
        for judged in content["rounds"]
    ]
    solutions = [{**one, **nameless} if one["ref"] in hidden else one for one in content["solutions"]]
    return {**content, "solutions": solutions, "rounds": rounds, "hidden": sorted(hidden)}


def _round_without(judged: Content, hidden: Collection[int]) -> dict[str, Any]:
    ranking = judged["ranking"]
    if ranking:
        ranking = {
            **ranking,
            "places": places_among([one for one in ranking["places"] if one["solution"] not in hidden]),
            "not_reviewed": [ref for ref in ranking["not_reviewed"] if ref not in hidden],
        }
    return {
        **judged,
        "solutions": [ref for ref in judged["solutions"] if ref not in hidden],
        "names": [one for one in judged["names"] if one["solution"] not in hidden],
        "ranking": ranking,
        "ties": [one for one in judged.get("ties", []) if not set(one["solutions"]) & set(hidden)],
    }


def places_among(standings: Sequence[Content]) -> list[dict[str, Any]]:
    """These standings with places counted among themselves: 1 and how many stand before."""
    places = [one["place"] for one in standings]
    counted = [{**one, "place": 1 + sum(other < one["place"] for other in places)} for one in standings]
    shares = Counter(one["place"] for one in counted)
    return [{**one, "shared": shares[one["place"]] > 1} for one in counted]


def _sitting_without(sitting: Content, hidden: Collection[int]) -> dict[str, Any]:
    return {
        **sitting,
        "items": [
            {**one, "solution": None, "left_room": []} if one["solution"] in hidden else one for one in sitting["items"]
        ],
        "resolutions": [
            {"number": one["number"], "hidden": True} if set(one["solutions"]) & set(hidden) else one
            for one in sitting["resolutions"]
        ],
    }


def _awards_without(awards: Content | None, hidden: Collection[int]) -> dict[str, Any] | None:
    if awards is None:
        return None
    kept = [one for one in awards["awards"] if one["solution"] not in hidden]
    return {**awards, "awards": kept}
