"""All or nothing, once, and only by whom the platform is run."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR, VISITOR, Refused
from challenge_hub.audit.models import TrailLine
from challenge_hub.call_packages.actions import Imported, Outcome, import_package
from challenge_hub.call_packages.exports import export_call
from challenge_hub.call_packages.queries import EXAMPLES, package_from, read_package
from challenge_hub.call_packages.rules.faults import FaultyPackage, PackageRefused
from challenge_hub.call_packages.rules.package import Package
from challenge_hub.challenges.models import Challenge
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import Storage
from challenge_hub.organisations.models import Organisation
from challenge_hub.solutions.models import SolutionVersion
from tests import factories as make
from tests.call_packages.packages import PDF, PDF_HASH, PNG, PNG_HASH, canonical_members, written_by_hand, zipped

NOW = datetime(2027, 12, 1, tzinfo=UTC)


def take_in(package: Package, storage: Storage, **more: Any) -> Imported:
    return import_package(package, by=OPERATOR, now=NOW, storage=storage, **more)


def the_package() -> Package:
    return package_from(zipped(written_by_hand()))


def changed(file: str, old: str, new: str) -> Package:
    members = canonical_members()
    assert old.encode() in members[file]
    members[file] = members[file].replace(old.encode(), new.encode())
    return package_from(zipped(members))


def rows_everywhere() -> dict[str, int]:
    tables = [table for table in db.metadata.sorted_tables if table.name != "organisation_kind"]
    counts = {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    return {name: count for name, count in counts.items() if count}


def files_in(storage: Storage) -> list[str]:
    return sorted(path.name for path in storage.path_of("0" * 64).parent.parent.rglob("*") if path.is_file())


def test_everything_of_a_package_is_there(session: scoped_session[Any], storage: Storage) -> None:
    result = take_in(the_package(), storage)

    assert result.outcome is Outcome.IMPORTED
    assert rows_everywhere() == {
        "call": 1,
        "call_organiser": 2,
        "challenge": 2,
        "challenge_theme": 2,
        "criterion": 5,
        "job": 2,
        "juror": 3,
        "organisation": 3,
        "prototype": 3,
        "publication": 3,
        "published_place": 12,
        "review": 9,
        "round": 2,
        "score": 15,
        "solution": 4,
        "solution_file": 3,
        "solution_version": 5,
        "stored_place": 8,
        "stored_ranking": 2,
        "team": 3,
        "theme": 2,
        "trail_line": 4,
    }
    assert files_in(storage) == sorted([PNG_HASH, PDF_HASH])
    assert (storage.read(PNG_HASH), storage.read(PDF_HASH)) == (PNG, PDF)


def test_texts_are_rendered_and_can_be_searched(session: scoped_session[Any], storage: Storage) -> None:
    take_in(the_package(), storage)

    version = session.execute(
        select(SolutionVersion.description, SolutionVersion.search_text).where(SolutionVersion.number == 2)
    ).one()
    description = session.scalars(select(Challenge.description).where(Challenge.key == "brunnen")).one()
    assert description["de"]["html"] == "<p>Zeile eins</p>\n<p>Zeile drei</p>\n"
    assert version.search_text == "trinkbrunnen drinking fountain wasser fur alle text team quelle"


def test_the_trail_tells_of_the_import_and_of_each_publication(session: scoped_session[Any], storage: Storage) -> None:
    take_in(the_package(), storage)

    lines = session.execute(select(TrailLine.actor, TrailLine.thing).order_by(TrailLine.id)).all()
    assert [tuple(line) for line in lines] == [("operator", "publication")] * 3 + [("operator", "call")]


def test_progress_is_told_table_by_table_up_to_the_end(session: scoped_session[Any], storage: Storage) -> None:
    told: dict[str, tuple[int, int]] = {}

    take_in(the_package(), storage, progress=lambda table, done, total: told.update({table: (done, total)}))

    assert told["score"] == (15, 15)
    assert told["files"] == (2, 2)
    assert [name for name, (done, total) in told.items() if done != total] == []


def test_the_same_package_again_changes_nothing(session: scoped_session[Any], storage: Storage) -> None:
    first = take_in(the_package(), storage)
    before = rows_everywhere()

    second = take_in(the_package(), storage)

    assert (second.outcome, second.call.id) == (Outcome.UNCHANGED, first.call.id)
    assert rows_everywhere() == before


def test_a_changed_package_of_the_same_id_is_refused_with_the_difference(
    session: scoped_session[Any], storage: Storage
) -> None:
    take_in(the_package(), storage)
    before = rows_everywhere()
    members = canonical_members()
    members["call.json"] = members["call.json"].replace("kühle Plätze".encode(), b"Schatten")
    members["jurors.csv"] = members["jurors.csv"].replace(b"Dr. \xc3\x96", b"Dr. O") + b"J4,,juror\n"
    members["prototypes.csv"] = b"\n".join(members["prototypes.csv"].splitlines()[:-1]) + b"\n"

    with pytest.raises(PackageRefused) as refused:
        take_in(package_from(zipped(members)), storage)

    assert list(refused.value.lines) == [
        "A call with the id “sommer” is already here, and this package differs from it:",
        "call.json, call.summary.de: “Wer hat Ideen für kühle Plätze?” → “Wer hat Ideen für Schatten?”",
        "prototypes.csv, solution trinkbrunnen, version 2, position 2: this row is missing",
        "jurors.csv, key J2: label “Dr. Ö” → “Dr. O”",
        "jurors.csv, key J4: this row is new",
    ]
    assert refused.value.reason == "package-changed"
    assert rows_everywhere() == before


def test_another_score_is_told_with_juror_and_solution(session: scoped_session[Any], storage: Storage) -> None:
    take_in(the_package(), storage)

    with pytest.raises(PackageRefused) as refused:
        take_in(changed("reviews.csv", "2,J3,laubdach,,,3,,,", "2,J3,laubdach,,,2.5,,,"), storage)

    assert refused.value.lines[1:] == ("reviews.csv, round 2, juror J3, solution laubdach: points.wirkung 3 → 2.5",)


def test_many_differences_are_counted(session: scoped_session[Any], storage: Storage) -> None:
    take_in(the_package(), storage)
    members = canonical_members()
    members["jurors.csv"] += "".join(f"K{n},,juror\n" for n in range(30)).encode()

    with pytest.raises(PackageRefused) as refused:
        take_in(package_from(zipped(members)), storage)

    assert len(refused.value.lines) == 22
    assert refused.value.lines[-1] == "and 10 more"


def test_an_address_that_another_call_has_is_refused(session: scoped_session[Any], storage: Storage) -> None:
    make.a_call(slug="sommer-2027")
    before = rows_everywhere()

    with pytest.raises(FaultyPackage) as refused:
        take_in(package_from(zipped(canonical_members())), storage)

    assert refused.value.lines == (
        "call.json, line 6, call.slug: the address “sommer-2027” belongs to another call here",
    )
    assert rows_everywhere() == before


def test_an_organisation_that_is_here_already_is_used_again(session: scoped_session[Any], storage: Storage) -> None:
    club = make.an_organisation(
        slug="verein", kind="registered-association", name="Verein „Kühl“ e. V.", summary={"de": "Für Schatten."}
    )

    take_in(the_package(), storage)

    assert [o.id for o in session.scalars(select(Organisation).where(Organisation.slug == "verein"))] == [club.id]


def test_an_organisation_with_other_facts_is_refused_with_the_difference(
    session: scoped_session[Any], storage: Storage
) -> None:
    make.an_organisation(slug="verein", kind="company", name="Verein „Kühl“ e. V.", summary={"de": "Für Schatten."})
    make.an_organisation(slug="anderswo", official_key="0911")

    with pytest.raises(FaultyPackage) as refused:
        take_in(package_from(zipped(canonical_members())), storage)

    assert refused.value.lines == (
        "organisations.csv, line 3, official_key: “0911” is already the key of “anderswo” here",
        "organisations.csv, line 4, kind: “verein” is already here with another value: “company”",
    )
    assert files_in(storage) == []


def test_only_the_operator_may_import(session: scoped_session[Any], storage: Storage) -> None:
    with pytest.raises(Refused, match="operator-only"):
        import_package(the_package(), by=VISITOR, now=NOW, storage=storage)

    assert rows_everywhere() == {}


@pytest.mark.parametrize("at", ["organisation", "score", "files"])
def test_an_import_that_fails_half_way_leaves_no_row_and_no_file(
    at: str, session: scoped_session[Any], storage: Storage
) -> None:
    class Broken(Exception):
        pass

    def fail(table: str, done: int, total: int) -> None:
        if table == at and done == total:
            raise Broken

    with pytest.raises(Broken):
        take_in(the_package(), storage, progress=fail)
    session.rollback()

    assert rows_everywhere() == {}
    assert files_in(storage) == []


def test_files_go_with_a_commit_that_fails(session: scoped_session[Any], storage: Storage) -> None:
    def import_and_commit() -> None:
        with storage.all_or_nothing():
            take_in(the_package(), storage)
            raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        import_and_commit()

    assert files_in(storage) == []


def test_a_file_that_was_here_before_survives_a_failed_import(
    session: scoped_session[Any], storage: Storage, tmp_path: Path
) -> None:
    storage.write(PNG)

    def fail(table: str, done: int, total: int) -> None:
        if table == "files":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take_in(the_package(), Storage(tmp_path), progress=fail)

    assert files_in(storage) == [PNG_HASH]


def test_a_call_that_is_not_there_cannot_be_exported(session: scoped_session[Any], storage: Storage) -> None:
    with pytest.raises(PackageRefused, match="There is no call with the address “nowhere”"):
        export_call("nowhere", storage=storage)


def test_a_call_made_here_is_exported_under_its_address(session: scoped_session[Any], storage: Storage) -> None:
    make.a_solution(make.a_challenge(make.a_call(slug="made-here")), title={"en": "A"})

    assert package_from(export_call("made-here", storage=storage)).id == "made-here"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda members: members.pop("teams.csv"),
        lambda members: members.update({"criteria.csv": members["criteria.csv"].replace(b",2.5,", b",,")}),
        lambda members: members.update({"solutions.csv": members["solutions.csv"] + b"nebel,kork,brunnen,\n"}),
        lambda members: members.update({"reviews.csv": members["reviews.csv"].replace(b",6.5,", b",65,")}),
    ],
    ids=["a table is missing", "a weight is missing", "two solutions with one id", "a score off the scale"],
)
def test_of_a_faulty_package_nothing_remains(
    spoil: Callable[[dict[str, bytes]], object], session: scoped_session[Any], storage: Storage
) -> None:
    members = canonical_members()
    spoil(members)

    with pytest.raises(FaultyPackage):
        take_in(package_from(zipped(members)), storage)

    assert rows_everywhere() == {}
    assert files_in(storage) == []


def test_the_example_and_another_call_live_side_by_side(session: scoped_session[Any], storage: Storage) -> None:
    take_in(the_package(), storage)
    take_in(read_package(EXAMPLES / "civic-hack-dc-2025"), storage)

    assert rows_everywhere()["solution"] == 17
