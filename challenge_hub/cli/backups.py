"""Everything in one file, and back."""

import os
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click
import pyrage
from flask_migrate import upgrade

from challenge_hub.access import Refused
from challenge_hub.cli.frame import in_app, main
from challenge_hub.infrastructure import backup as backups
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.restored import TOLD, mark_of
from challenge_hub.privacy.actions import delete_again
from challenge_hub.privacy.ledger import add, ledger_file
from challenge_hub.settings import Settings

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
SAID = {
    "backup-place-not-empty": "The database has tables or DATA_DIR has files already. Restore into an empty place.",
    "backup-broken": "This is no backup, or it is not whole. Nothing was restored; the database may have empty tables.",
    "ledger-broken": "This is not a ledger of deletions. The backup is back, but the place serves nobody yet.",
    "backup-encrypted": "The backup is encrypted. Name the file with the right key: --identity FILE.",
}


def _recipient(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return value and str(pyrage.x25519.Recipient.from_str(value))
    except pyrage.RecipientError:
        raise click.BadParameter("a recipient of age begins with age1") from None


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--recipient", callback=_recipient, help="Encrypt for this key of age (age1…).")
@in_app
def backup(file: Path, recipient: str | None) -> None:
    """Write everything the platform holds into FILE: all tables and files, as they are at this moment. The server may
    go on. FILE must not exist yet.
    """
    about = {"program": version("challenge-hub"), "made_at": datetime.now(UTC).isoformat(timespec="seconds")}
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        with os.fdopen(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
            if file.exists():
                raise FileExistsError(17, "There is a file of that name", str(file))
            data_dir = Settings.from_environment().data_dir
            kept = backups.back_up(db.engine, data_dir, out, about=about, recipient=recipient)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"{kept.rows} rows and {kept.files} files are in {file}.")


@main.command()
@click.argument("file", type=EXISTING)
@click.option("--identity", type=EXISTING, help="File with the key of age.")
@click.option("--deletions", type=EXISTING, help="Ledger: delete once more who was deleted since the backup.")
@click.option("--without-deletions", is_flag=True, help="There is no ledger; serve all the same.")
@in_app
def restore(file: Path, identity: Path | None, deletions: Path | None, without_deletions: bool) -> None:
    """Put a backup back into an empty place: no tables, no files. A backup of an earlier version is brought up to date.
    All or nothing. Without the ledger of deletions, or word that there is none, the place serves nobody.
    """
    if deletions and without_deletions:
        raise click.UsageError("Either --deletions FILE or --without-deletions.")
    settings = Settings.from_environment()
    key = _key_in(identity) if identity else None
    kept = _put_back(file, settings, key)
    upgrade()
    click.echo(f"{kept.rows} rows and {kept.files} files are back.")
    if deletions or without_deletions:
        _finish(settings, deletions)
    else:
        click.echo(TOLD)


@main.command()
@click.argument("file", type=EXISTING, required=False)
@click.option("--none", "none", is_flag=True, help="There is no ledger; serve all the same.")
@in_app
def deletions(file: Path | None, none: bool) -> None:
    """Delete once more, after a restore, who is named in the ledger FILE. Doing it twice does no harm."""
    if (file is None) != none:
        raise click.UsageError("Either FILE or --none.")
    _finish(Settings.from_environment(), file)


def _put_back(file: Path, settings: Settings, identity: str | None) -> backups.Kept:
    """The mark is there before the first row, so that a restore that is cut off serves nobody either."""
    mark = mark_of(settings)
    was_marked = mark.exists()
    mark.touch()
    try:
        with file.open("rb") as source:
            return backups.restore(
                db.engine,
                settings.data_dir,
                source,
                identity=identity,
                migrate_to=lambda revision: upgrade(revision=revision),
            )
    except Refused as refused:
        if not was_marked:
            mark.unlink()
        raise click.ClickException(SAID[refused.reason]) from None


def _finish(settings: Settings, deletions: Path | None) -> None:
    """The ledger goes on in this place, so that the next restore knows all of it."""
    if deletions is not None:
        lines = deletions.read_text(encoding="utf-8").splitlines()
        try:
            many = delete_again(lines, now=datetime.now(UTC))
        except Refused as refused:
            raise click.ClickException(SAID[refused.reason]) from None
        db.session.commit()
        if not (ledger_file().exists() and ledger_file().samefile(deletions)):
            add(line for line in lines if line.strip())
        click.echo(f"{many} accounts were deleted once more; the ledger names {sum(map(bool, lines))}.")
    mark_of(settings).unlink(missing_ok=True)


def _key_in(file: Path) -> str:
    """The key, without the lines of remarks that age writes around it."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")
