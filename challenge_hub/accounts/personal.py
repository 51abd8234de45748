"""What is known of people here: accounts, and how they are kept safe."""

from flask_babel import lazy_gettext as _

from challenge_hub.infrastructure.personal import DUTY, EMPTIED, TASK, Activity, Kept, Tie

ACCOUNTS = Activity(
    name="account",
    data=_("Account: name, e-mail address, language, what you can do, whether you are 18 or older"),
    people=_("Everybody with an account"),
    purpose=_("Signing in, and working with others"),
    period=_("Until you delete the account; one that is never confirmed, for the days that the platform says"),
    viewers=_("You; the name also those you work with, the address also the organisation you act for; the operator"),
    basis=TASK,
)
SIGN_IN = Activity(
    name="sign-in",
    data=_(
        "Signing in: devices, password and second factors, each only as a value by which it is recognised; "
        "which sign-in services are linked, and by which name they know you"
    ),
    people=_("Everybody with an account"),
    purpose=_("Nobody else gets into your account; you see your devices and can sign out elsewhere"),
    period=_(
        "Devices 14 days at most, attempts a day, password and second factors until you change or delete them, "
        "sign-in services until you unlink them"
    ),
    viewers=_("You alone"),
    basis=DUTY,
)

KEPT = (
    Kept(
        "person",
        ACCOUNTS,
        ties=[
            Tie(
                "id",
                "mail claimed_mail confirmed_at display_name language skills is_operator created_at disabled_at"
                " disabled_reason of_age of_age_said_at",
                stays=EMPTIED,
                blank="mail claimed_mail confirmed_at display_name skills password_hash is_operator disabled_reason"
                " of_age of_age_said_at",
            )
        ],
        sealed="password_hash",
    ),
    Kept(
        "login_session",
        SIGN_IN,
        ties=[Tie("person_id", "device began_at ends_at proven_at trusted_until used_at")],
        plain="id",
        sealed="token_hash",
    ),
    Kept("code_app", SIGN_IN, ties=[Tie("person_id", "since")], sealed="secret last_step"),
    Kept(
        "passkey",
        SIGN_IN,
        ties=[Tie("person_id", "name since used_at")],
        plain="id",
        sealed="credential_id public_key sign_count",
    ),
    Kept("linked_identity", SIGN_IN, ties=[Tie("person_id", "issuer subject since used_at")], plain="id"),
    Kept("recovery_code", SIGN_IN, ties=[Tie("person_id")], plain="id", sealed="code_hash"),
    Kept("attempt", SIGN_IN, plain="tries free_at gone_at", loose="key"),
)
