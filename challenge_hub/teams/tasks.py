"""What waits for a person here: terms, requests, invitations; and the ways to their teams."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from challenge_hub.access import Actor
from challenge_hub.infrastructure.i18n import plain
from challenge_hub.infrastructure.tasks import Task
from challenge_hub.teams.awaited import AskedGuardian, CallWithWish, Invited, OwnRequest, awaited_of
from challenge_hub.teams.letters import word_for
from challenge_hub.teams.queries import TeamLink
from challenge_hub.teams.rules import TeamRole


def tasks_for(viewer: Actor, now: datetime) -> Sequence[Task]:
    """The things of this package that wait for this person."""
    if viewer.person_id is None:
        return []
    heading, awaited = gettext("Teams"), awaited_of(viewer, now)
    return [
        *_of_teams(heading, awaited.teams, now),
        *(_invitation(heading, invited) for invited in awaited.invitations),
        *(_own_request(heading, own) for own in awaited.requests),
        *(_guardian(heading, asked) for asked in awaited.guardians),
        *(_lead_request(call) for call in awaited.wishes),
    ]


def _of_teams(heading: str, teams: Sequence[TeamLink], now: datetime) -> list[Task]:
    led = [team for team in teams if team.role is TeamRole.LEAD]
    tasks = [_terms(heading, team) for team in led if team.lacks_terms and now < team.closes_at]
    tasks += [_conduct(heading, team) for team in teams if team.lacks_conduct and now < team.closes_at]
    tasks += [_requests(heading, team) for team in led if team.requests]
    return tasks + [_way(heading, team, now) for team in teams]


def _terms(heading: str, team: TeamLink) -> Task:
    sentence = gettext("Accept the terms in force for the team %(team)s", team=team.name)
    url = url_for("teams.terms", slug=team.call_slug, key=team.key)
    return Task(heading, sentence, url, due_at=team.closes_at, time_zone=team.time_zone)


def _conduct(heading: str, team: TeamLink) -> Task:
    sentence = gettext("Read and accept the code of conduct: team %(team)s", team=team.name)
    url = url_for("teams.conduct", slug=team.call_slug, key=team.key)
    return Task(heading, sentence, url, due_at=team.closes_at, time_zone=team.time_zone)


def _requests(heading: str, team: TeamLink) -> Task:
    sentence = ngettext(
        "%(num)s person would like to join the team %(team)s",
        "%(num)s people would like to join the team %(team)s",
        team.requests,
        team=team.name,
    )
    return Task(heading, sentence, url_for("teams.requests", slug=team.call_slug, key=team.key))


def _way(heading: str, team: TeamLink, now: datetime) -> Task:
    sentence = gettext("Team %(team)s in the call “%(call)s”", team=team.name, call=plain(team.call_title))
    url = url_for("teams.show", slug=team.call_slug, key=team.key)
    due_at = team.closes_at if now < team.closes_at else None
    return Task(heading, sentence, url, due_at=due_at, time_zone=team.time_zone, waits=False)


def _invitation(heading: str, invited: Invited) -> Task:
    """A letter to the confirmed address of this person."""
    sentence = gettext("You are invited to the team %(team)s", team=invited.team_name)
    return Task(heading, sentence, url_for("teams.invitation", word=word_for(invited.id)))


def _own_request(heading: str, own: OwnRequest) -> Task:
    sentence = gettext("You have asked to join the team %(team)s", team=own.team_name)
    return Task(heading, sentence, url_for("teams.ask", slug=own.call_slug, key=own.team_key), waits=False)


def _guardian(heading: str, asked: AskedGuardian) -> Task:
    sentence = gettext("A guardian is asked whether you may join the team %(team)s", team=asked.team_name)
    url = url_for("teams.await_guardian", slug=asked.call_slug, key=asked.team_key)
    return Task(heading, sentence, url, waits=False)


def _lead_request(call: CallWithWish) -> Task:
    """For organisers: a call with a team in which two members ask for another lead."""
    sentence = gettext("Members of a team ask for another lead: %(call)s", call=plain(call.title))
    return Task(gettext("Calls"), sentence, url_for("teams.lead_requests", slug=call.slug))
