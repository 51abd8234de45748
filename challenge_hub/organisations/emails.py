"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext

from challenge_hub.infrastructure import clock
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import address_of, sign
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient
from challenge_hub.organisations import inside
from challenge_hub.organisations.look_rules import is_look_due
from challenge_hub.organisations.models import Organisation, OrganisationRequest
from challenge_hub.organisations.names import full_name

INVITATION = "organisation-invitation"
"""The purpose an invitation's link is signed for."""

Facts = Mapping[str, Any]
Writer = Callable[[OrganisationRequest, dict[str, Any]], Mail | None]


def invitation(facts: Facts, to: Recipient) -> Mail | None:
    """To somebody an owner wants beside them; nothing when it was used or withdrawn since."""
    found = inside.any_invitation(facts["invitation"])
    if found is None or found.used_at or found.withdrawn_at:
        return None
    name = full_name(found.organisation, to.language)
    subject = gettext("Invitation to act for %(organisation)s", organisation=name)
    url = address_of("organisations.invitation", token=sign(INVITATION, invitation=found.id))
    context = {"organisation": name, "by": inside.name_of_person(found.invited_by), "seat": found.seat, "url": url}
    return Mail(subject, "emails/organisations/invitation.txt", context)


def _about_request(write: Writer) -> MailWriter:
    """A mail about a request, with the names of its organisation and of who asked."""

    def writer(facts: Facts, to: Recipient) -> Mail | None:
        found = inside.any_request(facts["request"])
        if found is None:
            return None
        name = full_name(found.organisation, to.language)
        return write(found, {"organisation": name, "person": found.person.display_name})

    return writer


@_about_request
def request(found: OrganisationRequest, context: dict[str, Any]) -> Mail | None:
    """To an owner; nothing when it was answered since."""
    if found.decided_at:
        return None
    url = address_of("organisations.decide", slug=found.organisation.slug, request_id=found.id)
    subject = gettext("%(person)s asks to act for %(organisation)s", **context)
    return Mail(subject, "emails/organisations/request.txt", {**context, "url": url})


@_about_request
def waiting(found: OrganisationRequest, context: dict[str, Any]) -> Mail | None:
    """To the operator; nothing when it was answered since."""
    if found.decided_at:
        return None
    url = address_of("organisations.confirm", request_id=found.id)
    subject = gettext("To confirm: %(organisation)s", organisation=context["organisation"])
    return Mail(subject, "emails/organisations/waiting.txt", {**context, "url": url})


@_about_request
def accepted(found: OrganisationRequest, context: dict[str, Any]) -> Mail:
    """To who asked: the seat is theirs."""
    url = address_of("organisations.show", slug=found.organisation.slug)
    subject = gettext("You may act for %(organisation)s now", organisation=context["organisation"])
    return Mail(subject, "emails/organisations/accepted.txt", {**context, "url": url})


@_about_request
def confirmed(found: OrganisationRequest, context: dict[str, Any]) -> Mail:
    """To who founded an organisation: it is confirmed."""
    url = address_of("organisations.show", slug=found.organisation.slug)
    subject = gettext("%(organisation)s is confirmed", organisation=context["organisation"])
    return Mail(subject, "emails/organisations/confirmed.txt", {**context, "url": url})


@_about_request
def declined(found: OrganisationRequest, context: dict[str, Any]) -> Mail:
    """To who asked: no, and why."""
    subject = gettext("Your request to act for %(organisation)s was declined", organisation=context["organisation"])
    url = address_of("organisations.choose")
    return Mail(subject, "emails/organisations/declined.txt", {**context, "reason": found.reason, "url": url})


def removed(facts: Facts, to: Recipient) -> Mail | None:
    """To who has no seat any more."""
    organisation = inside.any_organisation(facts["organisation"])
    if organisation is None:
        return None
    name = full_name(organisation, to.language)
    subject = gettext("You do not act for %(organisation)s any more", organisation=name)
    context = {"organisation": name, "url": address_of("pages.me")}
    return Mail(subject, "emails/organisations/removed.txt", context)


def look_due(facts: Facts, to: Recipient) -> Mail | None:
    """To an owner: who acts for the organisation is to be looked through; nothing when somebody has."""
    found = db.session.get(Organisation, facts["organisation"])
    if found is None or not is_look_due(found.confirmed_at, found.people_confirmed_at, clock.now()):
        return None
    name = full_name(found, to.language)
    context = {"organisation": name, "url": address_of("organisations.people", slug=found.slug)}
    subject = gettext("Who acts for %(organisation)s?", organisation=name)
    return Mail(subject, "emails/organisations/look_due.txt", context)


def service_changed(facts: Facts, to: Recipient) -> Mail | None:
    """To an owner: by which service people sign in was set, changed or taken away."""
    found = db.session.get(Organisation, facts["organisation"])
    if found is None:
        return None
    name = full_name(found, to.language)
    subject = gettext("The sign-in service of %(organisation)s was changed", organisation=name)
    context = {"organisation": name, "url": address_of("organisations.service", slug=found.slug)}
    return Mail(subject, "emails/organisations/service_changed.txt", context)


MAILS: dict[str, MailWriter] = {
    "organisations.invitation": invitation,
    "organisations.request": request,
    "organisations.waiting": waiting,
    "organisations.accepted": accepted,
    "organisations.confirmed": confirmed,
    "organisations.declined": declined,
    "organisations.removed": removed,
    "organisations.look_due": look_due,
    "organisations.service_changed": service_changed,
}
