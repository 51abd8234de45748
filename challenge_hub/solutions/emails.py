"""Mails of this package: what each says. The worker calls these with the ids of an outbox row."""

from challenge_hub.infrastructure.mail import MailWriter

MAILS: dict[str, MailWriter] = {}
