"""The catalogues of the interface: `python tools/catalogue.py extract | update | compile`.

extract   print every sentence of code and templates as an empty catalogue
update    bring each messages.po to the sentences there are now; says what is new, gone and untranslated
compile   write each messages.mo from its messages.po

Run twice, nothing changes: entries are sorted, and neither line numbers nor dates are written.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "challenge_hub" / "translations"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}
WIDTH = 110
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
HEADER = """\
# The interface of Challenge Hub in {name}. The words are those of docs/glossary.md.
# After a change: python tools/catalogue.py update, translate, python tools/catalogue.py compile
msgid ""
msgstr ""
"Project-Id-Version: challenge-hub\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms};\\n"

"""


def catalogue_files() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def _is_ours(folder: str) -> bool:
    path = Path(folder).relative_to(ROOT)
    return path.parts[:1] in ((), ("challenge_hub",), ("templates",)) and path.name != "__pycache__"


def extracted() -> Catalog:
    """Every sentence that code and templates hold now."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, comment_tags=["Translators:"], directory_filter=_is_ours
    )
    catalogue = Catalog(charset="utf-8")
    for path, _line, message, comments, context in found:
        catalogue.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalogue


def read(path: Path) -> Catalog:
    """A messages.po as it stands. A new language begins with an empty file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, charset="utf-8")


def sentences(catalogue: Catalog) -> Iterator[Message]:
    """The entries without the header."""
    return (message for message in catalogue if message.id)


def updated(old: Catalog, present: Catalog) -> Catalog:
    """The present sentences with the translations of the old ones; nothing is guessed, nothing gone is kept."""
    new = Catalog(locale=old.locale, charset="utf-8")
    for message in sentences(present):
        known = old.get(message.id, message.context)
        new.add(
            message.id,
            known.string if known and known.id == message.id and not known.fuzzy else None,
            locations=sorted(set(message.locations)),
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    return new


def po_text(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: our own header, sorted, files named without lines."""
    body = BytesIO()
    write_po(body, catalogue, width=WIDTH, omit_header=True, sort_output=True, include_lineno=False)
    if catalogue.locale is None:
        return body.getvalue()
    name = catalogue.locale.english_name
    header = HEADER.format(name=name, language=catalogue.locale, plural_forms=catalogue.plural_forms.rstrip(";"))
    return header.encode() + body.getvalue().rstrip(b"\n") + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """Entries without a translation, plural forms included."""
    return [
        message
        for message in sentences(catalogue)
        if not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def missing_from(catalogue: Catalog, other: Catalog) -> list[Message]:
    """What the other one has and this one has not."""
    return [message for message in sentences(other) if catalogue.get(message.id, message.context) is None]


def update() -> None:
    present = extracted()
    for path in catalogue_files():
        old = read(path)
        new = updated(old, present)
        for message in missing_from(old, new):
            print("new:", message.id)
        for message in missing_from(new, old):
            print("gone:", message.id, "=", message.string)
        path.write_bytes(po_text(new))
        print(f"{path.relative_to(ROOT)}: {len(new)} sentences, {len(untranslated(new))} without translation")


def compile_all() -> None:
    for path in catalogue_files():
        path.with_suffix(".mo").write_bytes(mo_bytes(read(path)))
        print(f"{path.with_suffix('.mo').relative_to(ROOT)}: written")


def main(arguments: list[str]) -> int:
    if arguments == ["extract"]:
        sys.stdout.write(po_text(extracted()).decode())
    elif arguments == ["update"]:
        update()
    elif arguments == ["compile"]:
        compile_all()
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
