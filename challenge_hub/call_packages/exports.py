"""A call as a package to take away."""

from dataclasses import replace

from challenge_hub.call_packages.queries import all_of_call, call_at, names_are_hidden
from challenge_hub.call_packages.rules.faults import PackageRefused, quoted
from challenge_hub.call_packages.rules.writing import write
from challenge_hub.infrastructure.storage import Storage


def export_call(slug: str, *, storage: Storage) -> bytes:
    """The canonical ZIP of a call: the same call gives the same bytes.

    Refuses: no-such-call, names-hidden, file-missing. A package names every team, so there is none while a round hides
    them.
    """
    call = call_at(slug)
    if call is None:
        raise PackageRefused("no-such-call", [f"There is no call with the address {quoted(slug)}."])
    if names_are_hidden(call):
        raise PackageRefused("names-hidden", ["An anonymised round hides names until the results are released."])
    package = all_of_call(call)
    hashes = sorted({row.sha256 for row in package.files})
    try:
        contents = {sha256: storage.read(sha256) for sha256 in hashes}
    except FileNotFoundError as error:
        raise PackageRefused("file-missing", [f"The file {error.filename} is missing in the storage."]) from None
    return write(replace(package, contents=contents))
