"""Mails of this package: what each says. The worker calls these with the ids of an outbox row.

Where an address is not confirmed, nothing that somebody typed stands in the mail: it may be a stranger's.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext

from challenge_hub.accounts import queries
from challenge_hub.accounts.models import Person
from challenge_hub.accounts.queries import Claim
from challenge_hub.accounts.rules import claim_seal, password_seal
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.links import address_of, sign
from challenge_hub.infrastructure.mail import Mail, MailWriter, Recipient


def confirmation(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The link that confirms an address; to somebody who has an account with it, what that means."""
    claim = queries.claim(int(facts["person"]), claim_seal(to.mail))
    return _about(claim) if claim else None


def reset(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """The link to choose a new password; to somebody who never confirmed the address, the link for that."""
    person = queries.person_with_mail(to.mail)
    if person is None:
        claimant = queries.newest_claimant(to.mail)
        return confirmation({"person": claimant.id}, to) if claimant else None
    word = sign("reset", person=person.id, seal=password_seal(person.password_hash, to.mail))
    link = address_of("accounts.new_password", token=word)
    return _letter(gettext("Choose a new password"), "reset", link)


def password_changed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    return _letter(gettext("Your password was changed"), "password_changed", address_of("accounts.reset"))


def mail_changing(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """To the address that was confirmed when another one was entered."""
    person = db.session.get(Person, int(facts["person"]))
    if person is None:
        return None
    subject, link = gettext("Another e-mail address for your account"), address_of("accounts.mail")
    return _letter(subject, "mail_changing", link)


def factor_changed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """What was done with the second factors, in the words of the trail."""
    link = address_of("accounts.factors")
    did = FACTOR_CHANGES.get(str(facts["what"]))
    if did is None:
        return None
    subject = gettext("Your second factor")
    return Mail(subject, "emails/accounts/factor_changed.txt", {"link": link, "did": did})


FACTOR_CHANGES = {
    "set-up-code-app": lazy_gettext("An authenticator app was set up."),
    "remove-code-app": lazy_gettext("The authenticator app was removed."),
    "add-passkey": lazy_gettext("A passkey was added."),
    "remove-passkey": lazy_gettext("A passkey was removed."),
    "keep-recovery-codes": lazy_gettext("New recovery codes were taken. Earlier ones do not work any more."),
    "use-recovery-code": lazy_gettext("Somebody signed in with your password and one of your recovery codes."),
    "codes-tried": lazy_gettext(
        "Somebody entered your right password, and then several wrong codes. They did not get in."
    ),
    "reset-factors": lazy_gettext("The operator removed all your second factors. Every device was signed out."),
}


def identity_changed(facts: Mapping[str, Any], to: Recipient) -> Mail | None:
    """A sign-in service opens the account from now on, or no more."""
    did = IDENTITY_CHANGES.get(str(facts["what"]))
    if did is None:
        return None
    context = {"link": address_of("accounts.identities"), "did": did}
    return Mail(gettext("How you sign in"), "emails/accounts/identity_changed.txt", context)


IDENTITY_CHANGES = {
    "link-identity": lazy_gettext("A sign-in service was linked to your account. From now on it opens it."),
    "unlink-identity": lazy_gettext("A sign-in service was unlinked. It does not open your account any more."),
}

MAILS: dict[str, MailWriter] = {
    "accounts.confirm": confirmation,
    "accounts.reset": reset,
    "accounts.password_changed": password_changed,
    "accounts.mail_changing": mail_changing,
    "accounts.factor_changed": factor_changed,
    "accounts.identity_changed": identity_changed,
}


def _about(claim: Claim) -> Mail:
    if claim.owner_id and claim.has_mail:
        return _letter(gettext("Your e-mail address was entered"), "address_taken", address_of("accounts.sign_in"))
    word = sign("confirm", person=claim.person_id, seal=claim_seal(claim.mail))
    link = address_of("accounts.confirm", token=word)
    if claim.owner_id:
        return _letter(gettext("You have an account already"), "known", link)
    return _letter(gettext("Please confirm your e-mail address"), "confirm", link)


def _letter(subject: str, text: str, link: str) -> Mail:
    return Mail(subject, f"emails/accounts/{text}.txt", {"link": link})
