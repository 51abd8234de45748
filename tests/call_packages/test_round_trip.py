"""Out and in again: the same call is the same bytes."""

import csv
import io
import json
import unicodedata
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import event
from sqlalchemy.orm import scoped_session

from challenge_hub.access import OPERATOR
from challenge_hub.call_packages.actions import Imported, import_package
from challenge_hub.call_packages.exports import export_call
from challenge_hub.call_packages.queries import EXAMPLES, all_of_call, pack, package_from, read_package
from challenge_hub.call_packages.rules.faults import FaultyPackage
from challenge_hub.cells import safe_cell
from challenge_hub.infrastructure.db import db
from challenge_hub.infrastructure.storage import Storage
from tests.call_packages.packages import TABLES, written_by_hand, zipped

EXAMPLE = EXAMPLES / "civic-hack-dc-2025"
NOW = datetime(2027, 12, 1, tzinfo=UTC)


def take_in(archive: bytes, storage: Storage) -> Imported:
    return import_package(package_from(archive), by=OPERATOR, now=NOW, storage=storage)


def test_the_example_comes_out_as_it_went_in(session: scoped_session[Any], storage: Storage) -> None:
    packed = pack(EXAMPLE)

    take_in(packed, storage)

    assert export_call("civic-hack-dc-2025", storage=storage) == packed


def test_a_call_written_by_hand_comes_out_canonical_and_then_stays_the_same(
    session: scoped_session[Any], storage: Storage, tmp_path: Path
) -> None:
    take_in(zipped(written_by_hand()), storage)
    first = export_call("sommer-2027", storage=storage)
    session.rollback()

    elsewhere = Storage(tmp_path / "elsewhere")
    take_in(first, elsewhere)

    assert export_call("sommer-2027", storage=elsewhere) == first


def test_times_keep_the_zone_of_the_call_across_the_change_of_the_clocks(
    session: scoped_session[Any], storage: Storage
) -> None:
    call = take_in(zipped(written_by_hand()), storage).call

    package = all_of_call(call)

    submitted = [row.submitted_at.astimezone(package.zone).isoformat() for row in package.versions if row.submitted_at]
    assert submitted == ["2027-05-14T23:54:59.500000+02:00", "2027-03-28T01:59:59+01:00", "2027-03-28T03:00:00+02:00"]


def test_byte_order_mark_and_windows_line_ends_change_nothing(session: scoped_session[Any]) -> None:
    plain = written_by_hand()
    windows = {name: b"\xef\xbb\xbf" + plain[name].replace(b"\n", b"\r\n") for name in ("call.json", *TABLES)}

    assert package_from(zipped({**plain, **windows})) == package_from(zipped(plain))


def test_a_folder_is_as_good_as_a_zip(tmp_path: Path) -> None:
    for name, content in written_by_hand().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)

    assert read_package(tmp_path) == package_from(zipped(written_by_hand()))


def test_results_of_a_call_with_one_round_need_not_name_it() -> None:
    example = read_package(EXAMPLE)

    assert {row.round for row in example.results} == {1}
    assert len(example.results) == 13


def test_export_asks_the_same_number_of_statements_for_more_rows(
    session: scoped_session[Any], storage: Storage
) -> None:
    small = take_in(zipped(written_by_hand()), storage).call
    large = take_in(pack(EXAMPLE), storage).call

    assert statements_for(small) == statements_for(large)


def statements_for(call: Any) -> int:
    seen: list[str] = []
    bind = db.session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    try:
        all_of_call(call)
    finally:
        event.remove(bind, "before_cursor_execute", note)
    return len(seen)


points = some.decimals(1, 10, places=2).map(str) | some.just("")
matrices = some.lists(some.tuples(points, points), min_size=1, max_size=8)


@given(matrix=matrices)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_any_scores_survive_the_database(
    matrix: list[tuple[str, str]], session: scoped_session[Any], storage: Storage
) -> None:
    pairs = [(f"J{n % 3 + 1}", ("trinkbrunnen", "laubdach", "korkdach")[n // 3]) for n in range(len(matrix))]
    rows = [f"1,{juror},{key},,,{a},{b},,\n" for (juror, key), (a, b) in zip(pairs, matrix, strict=True)]
    members = written_by_hand()
    header = TABLES["reviews.csv"].splitlines(keepends=True)[0]
    members["reviews.csv"] = "".join([header, *rows, "2,J1,laubdach,,,3,,,4.25\n"]).encode()
    package = package_from(zipped(members))

    call = import_package(package, by=OPERATOR, now=NOW, storage=storage).call
    stored = all_of_call(call)
    session.rollback()

    given_points = [{k: Decimal(v) for k, v in zip(("wirkung", "kosten"), row, strict=True) if v} for row in matrix]
    found = {(row.juror, row.solution): dict(row.points) for row in stored.reviews if row.round == 1}
    assert found == dict(zip(pairs, given_points, strict=True))
    assert (stored.reviews, stored.results) == (package.reviews, package.results)


def test_reading_is_refused_for_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FaultyPackage, match="cannot be read"):
        read_package(tmp_path / "nothing.zip")


def test_odd_and_hostile_texts_come_out_as_they_went_in(
    session: scoped_session[Any], storage: Storage, shared_data: Path
) -> None:
    strings = [*json.loads((shared_data / "nasty" / "blns.json").read_text())]
    strings += (shared_data / "nasty" / "csv-injection.txt").read_text().splitlines()
    strings += (shared_data / "nasty" / "xss-sample.txt").read_text().splitlines()
    texts = [text for text in map(as_kept, strings) if text]

    package = package_from(zipped(with_teams_called(texts)))
    call = import_package(package, by=OPERATOR, now=NOW, storage=storage).call

    assert [row.name for row in all_of_call(call).teams if row.key.startswith("nasty-")] == texts


def as_kept(text: str) -> str:
    """Composed and trimmed; what a package refuses is left out here."""
    text = unicodedata.normalize("NFC", text).strip()
    turns = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    is_plain = all(unicodedata.category(c) not in ("Cc", "Cs") and c not in turns for c in text)
    can_be_seen = any(c.isprintable() and not c.isspace() for c in text)
    return text if len(text) <= 200 and is_plain and can_be_seen else ""


def with_teams_called(names: list[str]) -> dict[str, bytes]:
    out = io.StringIO()
    rows = ([f"nasty-{n:05}", safe_cell(name), ""] for n, name in enumerate(names))
    csv.writer(out, lineterminator="\n").writerows(rows)
    return {**written_by_hand(), "teams.csv": (TABLES["teams.csv"] + out.getvalue()).encode()}


def test_own_orders_of_a_live_round_travel_without_gaps(
    session: scoped_session[Any], storage: Storage, tmp_path: Path
) -> None:
    members = with_own_orders("1,J1,laubdach,,,3,6", "1,J1,korkdach,,,1,6", "1,J2,laubdach,,,,6")
    call = take_in(zipped(members), storage).call
    first = export_call(call.slug, storage=storage)
    session.rollback()

    rows = csv.DictReader(io.StringIO(zipfile.ZipFile(io.BytesIO(first)).read("reviews.csv").decode()))
    assert {(row["juror"], row["solution"]): row["own_place"] for row in rows} == {
        ("J1", "korkdach"): "1",
        ("J1", "laubdach"): "2",
        ("J2", "laubdach"): "",
    }
    elsewhere = Storage(tmp_path / "elsewhere")
    take_in(first, elsewhere)
    assert export_call(call.slug, storage=elsewhere) == first


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (("1,J1,laubdach,,,2,6", "1,J1,korkdach,,,2,6"), "the same as of “korkdach” in the order of “J1”"),
        (("2,J1,laubdach,,,1,4",), "is given, but round 2 is not by the live method"),
    ],
)
def test_own_places_that_make_no_order_are_refused(rows: tuple[str, ...], fault: str) -> None:
    with pytest.raises(FaultyPackage) as refused:
        package_from(zipped(with_own_orders(*rows)))

    assert any("own_place" in line and fault in line for line in refused.value.lines)


def with_own_orders(*rows: str) -> dict[str, bytes]:
    """The call written by hand, its first round live and with these reviews alone."""
    members = written_by_hand()
    manifest = json.loads(members["call.json"])
    manifest["rounds"][0] |= {"method": "live", "tie_rules": ["share"], "total_places": None}
    manifest["publications"] = []
    criteria = "round,key,position,weight,name.de,name.en,description.de,description.en"
    tables = {
        "call.json": json.dumps(manifest),
        "criteria.csv": f"{criteria}\n1,wirkung,1,1,Wirkung,,,\n2,wirkung,1,1,Wirkung,,,\n",
        "reviews.csv": "\n".join(["round,juror,solution,submitted_at,total,own_place,points.wirkung", *rows, ""]),
    }
    return {**members, **{name: text.encode() for name, text in tables.items()}}
