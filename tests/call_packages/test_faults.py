"""Every broken package gets its sentence, with file and line; and all faults are told at once."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from challenge_hub.call_packages.queries import EXAMPLES, package_from, read_package
from challenge_hub.call_packages.rules.faults import FaultyPackage
from tests.call_packages.packages import PDF_HASH, PNG_HASH, canonical_members, zipped

Members = dict[str, bytes]
Break = Callable[[Members], None]


def replaced(file: str, old: str, new: str) -> Break:
    def change(members: Members) -> None:
        assert old.encode() in members[file], f"{old!r} is not in {file}"
        members[file] = members[file].replace(old.encode(), new.encode(), 1)

    return change


def in_manifest(change: Callable[[dict[str, Any]], object]) -> Break:
    def break_it(members: Members) -> None:
        manifest = json.loads(members["call.json"])
        change(manifest)
        members["call.json"] = (json.dumps(manifest, indent=2) + "\n").encode()

    return break_it


def in_call(**facts: Any) -> Break:
    return in_manifest(lambda manifest: manifest["call"].update(facts))


def in_round(index: int, **facts: Any) -> Break:
    return in_manifest(lambda manifest: manifest["rounds"][index].update(facts))


def faults_of(*changes: Break) -> list[str]:
    members = canonical_members()
    for change in changes:
        change(members)
    with pytest.raises(FaultyPackage) as refused:
        package_from(zipped(members))
    return list(refused.value.lines)


TABLE_FAULTS = [
    (
        replaced("themes.csv", "gruen,1", "gr\0en,1"),
        "themes.csv, line 2, key: “gr�en” is not a key: small letters a to z, digits, and single hyphens between them",
    ),
    (
        replaced("challenges.csv", "Zeile eins", "Zeile \x1b[31meins"),
        "challenges.csv, line 2, description.de: holds the control character U+001B",
    ),
    (
        replaced("versions.csv", "Drinking fountain", "D" * 301),
        "versions.csv, line 6, title.en: is longer than 300 characters",
    ),
    (
        replaced("versions.csv", ",Nebel,", ',"Ne\nbel",'),
        "versions.csv, line 4, title.de: must be on one line, without tabs",
    ),
    (
        replaced("themes.csv", "key,position,", "key,"),
        "themes.csv, line 1: the column “position” is missing",
    ),
    (
        replaced("teams.csv", "key,name,organisation", "key;name;organisation"),
        "teams.csv, line 1: the columns are parted by semicolons; a call package uses commas",
    ),
    (
        replaced("teams.csv", "kork,Kork,", "kork,Kork"),
        "teams.csv, line 2: has 2 cells, but the header names 3 columns",
    ),
    (
        replaced("teams.csv", "Kork,", '"Kork,'),
        "teams.csv, line 2: cannot be read as CSV: unexpected end of data",
    ),
    (
        replaced("solutions.csv", "korkdach,kork,", "laubdach,kork,"),
        "solutions.csv, line 3: key “laubdach” must be unique, but is already in line 2",
    ),
    (
        replaced("challenges.csv", "schatten,2", "schatten,1"),
        "challenges.csv, line 5: position “1” must be unique, but is already in line 2",
    ),
    (
        replaced("solutions.csv", "korkdach,kork,schatten", "korkdach,kork,schaten"),
        "solutions.csv, line 2, challenge: no challenge “schaten” in challenges.csv",
    ),
    (
        replaced("challenges.csv", "gruen wasser", "gruen wald"),
        "challenges.csv, line 5, themes: no theme “wald” in themes.csv",
    ),
    (
        replaced("prototypes.csv", "trinkbrunnen,2,1", "trinkbrunnen,3,1"),
        "prototypes.csv, line 3, version: no version of a solution “trinkbrunnen, 3” in versions.csv",
    ),
    (
        replaced("reviews.csv", "1,J3,korkdach", "1,J4,korkdach"),
        "reviews.csv, line 4, juror: no juror “J4” in jurors.csv",
    ),
    (
        replaced("reviews.csv", "1,J3,korkdach", "3,J3,korkdach"),
        "reviews.csv, line 4, round: no round “3” in call.json",
    ),
    (
        replaced("criteria.csv", "wirkung,1,2.5", "wirkung,1,"),
        "criteria.csv, line 2, weight: is blank",
    ),
    (
        replaced("criteria.csv", "wirkung,1,2.5", "wirkung,1,-1"),
        "criteria.csv, line 2, weight: the weight -1 is below 0",
    ),
    (
        replaced("criteria.csv", "wirkung,1,2.5", 'wirkung,1,"2,5"'),
        "criteria.csv, line 2, weight: “2,5” is not a decimal number such as 4.5, with at most six decimals",
    ),
    (
        replaced("criteria.csv", "wirkung,1,2.5", "wirkung,1,1e9"),
        "criteria.csv, line 2, weight: “1e9” is not a decimal number such as 4.5, with at most six decimals",
    ),
    (
        replaced("criteria.csv", "wirkung,1,2.5", "wirkung,1,200000"),
        "criteria.csv, line 2, weight: must be at most 100000",
    ),
    (
        replaced("reviews.csv", "1,J1,laubdach,,5,5,5,5", "1,J1,laubdach,,5,5,11,5"),
        "reviews.csv, line 5, points.kosten: 11 lies off the scale from 1 to 10",
    ),
    (
        replaced("reviews.csv", "1,J1,laubdach,,5,5,5,5,", "1,J1,laubdach,,5,5,5,5,2"),
        "reviews.csv, line 5, points.mut: “mut” is no criterion of this round",
    ),
    (
        replaced("reviews.csv", "1,J1,laubdach,,5,", "1,J1,laubdach,,5.01,"),
        "reviews.csv, line 5, total: is 5.01, but from the reviews this platform computes 5",
    ),
    (
        replaced("results.csv", "1,1,korkdach,3,5,5,2,2", "1,1,korkdach,2,5,5,2,2"),
        "results.csv, line 4, place: is 2, but from the reviews this platform computes 3",
    ),
    (
        replaced("results.csv", "1,1,nebel,,,,,0", "1,1,nebel,4,,,,0"),
        "results.csv, line 5, place: is 4, but from the reviews this platform computes blank",
    ),
    (
        replaced("results.csv", "1,2,nebel,,,,,0\n", ""),
        "results.csv: publication 2 of round 1 lacks the solution “nebel”",
    ),
    (
        replaced("results.csv", "2,1,laubdach", "2,2,laubdach"),
        "results.csv, line 10, publication: no publication (round, number) “2, 2” in call.json",
    ),
    (
        replaced("organisations.csv", "https://beispielstadt", "javascript:alert(1)//"),
        "organisations.csv, line 2, website: “javascript:alert(1)//.example” is not an address that begins with "
        "http:// or https://",
    ),
    (
        replaced("prototypes.csv", "https://git.example.org/a", "https://git.example.org@evil.example/a"),
        "prototypes.csv, line 3, url: “https://git.example.org@evil.example/a?b=1” holds a user name before its host",
    ),
    (
        replaced("prototypes.csv", "demo,,,yes", "demo,https://secret.example,,yes"),
        "prototypes.csv, line 4, url: a withheld address may not be in the package",
    ),
    (
        replaced("prototypes.csv", "demo,,,yes", "demo,,,no"),
        "prototypes.csv, line 4, url: is blank; a prototype needs an address, or withheld yes",
    ),
    (
        replaced("prototypes.csv", "demo,,,yes", "demo,,,ja"),
        "prototypes.csv, line 4, withheld: “ja” is neither yes nor no",
    ),
    (
        replaced("prototypes.csv", "demo,,,yes", "film,,,yes"),
        "prototypes.csv, line 4, kind: “film” is not one of repository, demo or other",
    ),
    (
        replaced("organisations.csv", "08111000", "0911"),
        "organisations.csv, line 3: official_key “0911” must be unique, but is already in line 2",
    ),
    (
        replaced("organisations.csv", "verein,", "club,"),
        "organisations.csv, line 4, slug: “club” neither organises, poses a challenge nor sends a team",
    ),
    (
        replaced("themes.csv", ",Wasser,", ",,Water"),
        "themes.csv, line 3, name.de: is blank, but in this call's own language every text must be given",
    ),
    (
        replaced("themes.csv", ",Wasser,", ",,"),
        "themes.csv, line 3, name.de / name.en: is blank",
    ),
    (
        replaced("versions.csv", "nebel,1", "korkdach,2"),
        "solutions.csv, line 4, key: “nebel” has no version in versions.csv",
    ),
    (
        replaced("versions.csv", "2027-03-28T01:59:59+01:00", "2027-03-28 01:59:59"),
        "versions.csv, line 5, submitted_at: “2027-03-28 01:59:59” is not a time such as 2027-05-14T23:55:00+02:00",
    ),
    (
        replaced("versions.csv", "2027-03-28T01:59:59+01:00", "2027-02-30T01:59:59+01:00"),
        "versions.csv, line 5, submitted_at: “2027-02-30T01:59:59+01:00” is not a time that exists",
    ),
    (
        replaced("files.csv", "image/png,Ein blaues Feld", "image/png,"),
        "files.csv, line 2, alt: is blank; an image needs words for those who do not see it",
    ),
]

HEADER_FAULTS = [
    (
        replaced("themes.csv", "name.en", "name.de"),
        ["the column “name.de” is there twice", "the column “name.en” is missing"],
    ),
    (
        replaced("themes.csv", "name.en", "name.fr"),
        [
            "the column “name.en” is missing",
            "the column “name.fr” is in a language this platform does not have (de, en)",
        ],
    ),
    (
        replaced("teams.csv", "organisation", "organization"),
        ["the column “organisation” is missing", "the column “organization” is not known"],
    ),
    (
        replaced("reviews.csv", "points.mut", "points.mutt"),
        [
            "the column “points.mutt” is for a criterion that no round has: “mutt”",
            "the column “points.mut” is missing",
        ],
    ),
]

MANIFEST_FAULTS = [
    (
        in_call(closes_at="2027-02-01T00:00:00+01:00"),
        "call.json, line 22, call.opens_at: opens_at must be before closes_at, and closes_at not after ends_at",
    ),
    (
        in_call(time_zone="Europe/Nuernberg"),
        "call.json, line 20, call.time_zone: “Europe/Nuernberg” is not a known time zone such as Europe/Berlin",
    ),
    (in_call(language="fr"), "call.json, line 8, call.language: “fr” is not one of de or en"),
    (
        in_call(title={"de": "Sommer", "fr": "Été"}),
        "call.json, line 11, call.title.fr: “fr” is not a language of this platform (de or en)",
    ),
    (
        in_call(title={"en": "Summer"}),
        "call.json, line 9, call.title: lacks “de”: in this call's own language every text must be given",
    ),
    (in_call(whole_days="no"), "call.json, line 21, call.whole_days: must be true or false"),
    (in_call(colour="blue"), "call.json, line 28, call.colour: is not known here"),
    (in_call(title={"de": "a\ud800b"}), "call.json, line 10, call.title.de: holds half a character"),
    (in_manifest(lambda m: m["call"].pop("slug")), "call.json, line 5, call.slug: is missing"),
    (
        in_manifest(lambda m: m.update(format_version=2)),
        "call.json, line 1: format_version is “2”; this program reads version 1",
    ),
    (
        in_manifest(lambda m: m.update(format="zip")),
        "call.json, line 1: is not the beginning of a call package: format must be “challenge-hub-call-package”",
    ),
    (
        in_manifest(lambda m: m["organisers"][0].update(organisation="nobody")),
        "call.json, line 31, organisers[1].organisation: no organisation “nobody” in organisations.csv",
    ),
    (
        in_round(0, scale_min=1),
        'call.json, line 48, rounds[1].scale_min: must be a decimal number in quotes, such as "4.5"',
    ),
    (
        in_round(0, scale_min="10"),
        "call.json, line 40, rounds[1]: the scale is empty: scale_min 10 is not below scale_max 10",
    ),
    (
        in_round(0, tie_rules=["criterion"]),
        "call.json, line 40, rounds[1]: the tie rule “criterion” needs tie_criterion",
    ),
    (
        in_round(0, method="trimmed-mean"),
        "call.json, line 89, publications[1]: a trimmed mean needs 5 reviews for each solution, but “korkdach” has 2",
    ),
    (
        in_round(0, method="best"),
        "call.json, line 45, rounds[1].method: “best” is not one of mean, median, trimmed-mean, adjusted or live",
    ),
    (
        in_manifest(lambda m: m["publications"][1].update(number=1)),
        "call.json, line 97, publications[2].number: round “1”, number “1” is there twice",
    ),
    (
        in_manifest(lambda m: m["publications"][1].update(reason=None)),
        "call.json, line 96, publications[2]: a publication after the first needs a reason",
    ),
    (
        in_manifest(lambda m: m["publications"][2].update(round=7)),
        "call.json, line 105, publications[3].round: no round “7” in call.json",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), TABLE_FAULTS, ids=[s[:60] for _, s in TABLE_FAULTS])
def test_a_fault_in_a_table_is_named_with_its_line(change: Break, sentence: str) -> None:
    file = sentence.split(",")[0].split(":")[0]

    assert [fault for fault in faults_of(change) if fault.startswith(file)] == [sentence]


@pytest.mark.parametrize(
    ("change", "sentence"),
    MANIFEST_FAULTS,
    ids=[s[:60] for _, s in MANIFEST_FAULTS],
)
def test_a_fault_in_call_json_is_named_with_its_line(change: Break, sentence: str) -> None:
    file = sentence.split(",")[0].split(":")[0]

    assert [fault for fault in faults_of(change) if fault.startswith(file)] == [sentence]


@pytest.mark.parametrize(("change", "sentences"), HEADER_FAULTS, ids=[s[0] for _, s in HEADER_FAULTS])
def test_a_fault_in_a_header_is_named(change: Break, sentences: list[str]) -> None:
    assert [fault.split(", line 1: ")[1] for fault in faults_of(change)] == sentences


def test_two_rounds_of_one_number_are_named() -> None:
    assert "call.json, line 67, rounds[2].number: number “1” is there twice" in faults_of(in_round(1, number=1))


def test_every_fault_is_told_at_once_and_none_twice() -> None:
    found = faults_of(
        in_call(time_zone="Mars"),
        replaced("themes.csv", "gruen,1", "gruen,one"),
        replaced("criteria.csv", "wirkung,1,2.5", "wirkung,1,"),
        replaced("jurors.csv", "J2,Dr. Ö,chair", "J2,Dr. Ö,boss"),
    )

    assert [line.split(":")[0] for line in found] == [
        "call.json, line 20, call.time_zone",
        "criteria.csv, line 2, weight",
        "jurors.csv, line 3, role",
        "themes.csv, line 2, position",
    ]


def test_what_refers_to_a_broken_table_is_not_blamed_as_well() -> None:
    assert faults_of(replaced("themes.csv", "gruen,1", "gruen,one")) == [
        "themes.csv, line 2, position: “one” is not a whole number"
    ]


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    def in_latin_1(members: Members) -> None:
        members["organisations.csv"] = members["organisations.csv"].decode().encode("latin-1", "replace")

    assert faults_of(in_latin_1) == [
        "organisations.csv, line 2: holds bytes that are not UTF-8; save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"format": ', "call.json, line 1: is not valid JSON: Expecting value"),
        ('{"a": 1,\n"a": 2}', "call.json, line 2: the key “a” is given twice; it is already in line 1"),
        ('{"a": NaN}', "call.json: holds NaN, which is not a number"),
        ("[" * 100_000 + "]" * 100_000, "call.json: is nested too deeply"),
        ("[" * 50 + "]" * 50, "call.json, line 1: is nested too deeply"),
        ('{"format": 1e999}', "call.json, line 1: is not the beginning of a call package: format must be "
         "“challenge-hub-call-package”"),
        ("", "call.json, line 1: is not valid JSON: Expecting value"),
    ],
)  # fmt: skip
def test_what_is_no_proper_json_is_refused(text: str, sentence: str) -> None:
    def spoil(members: Members) -> None:
        members["call.json"] = text.encode()

    assert faults_of(spoil) == [sentence]


def test_a_message_cannot_play_with_the_terminal_and_stays_short() -> None:
    (line,) = faults_of(replaced("teams.csv", "kork,Kork", "\x1b]0;owned\x07" + "x" * 500 + ",Kork"))[:1]

    assert line.isprintable()
    assert len(line) < 250


def drop(name: str) -> Break:
    def change(members: Members) -> None:
        del members[name]

    return change


def put(name: str, content: bytes) -> Break:
    return lambda members: members.update({name: content})


def test_a_file_that_is_missing_is_named_by_every_row_that_needs_it() -> None:
    assert faults_of(drop(f"files/{PNG_HASH}.png")) == [
        f"files.csv, line {line}, sha256: the file “files/{PNG_HASH[:54]}…” is missing in the package"
        for line in (2, 3)
    ]


def test_a_file_that_does_not_match_its_hash_is_refused() -> None:
    other = b"%PDF-1.4 another %%EOF"

    assert faults_of(put(f"files/{PDF_HASH}.pdf", other)) == [
        f"files/{PDF_HASH}.pdf: does not match its name: its SHA-256 hash is {hashlib.sha256(other).hexdigest()}"
    ]


def test_a_file_that_no_row_lists_is_refused() -> None:
    assert faults_of(replaced("files.csv", f"trinkbrunnen,2,2,{PDF_HASH},Plan.pdf,application/pdf,,\n", "")) == [
        f"files/{PDF_HASH}.pdf: is not listed in files.csv"
    ]


def test_the_type_of_a_file_is_told_from_its_content() -> None:
    def call_it_jpeg(members: Members) -> None:
        members["files.csv"] = members["files.csv"].replace(b"image/png", b"image/jpeg")
        members[f"files/{PNG_HASH}.jpg"] = members.pop(f"files/{PNG_HASH}.png")

    assert faults_of(call_it_jpeg)[0] == (
        "files.csv, line 2, media_type: is image/jpeg, but by its content the file is image/png"
    )


def test_the_example_as_shipped_has_no_fault() -> None:
    assert read_package(EXAMPLES / "civic-hack-dc-2025").id == "civic-hack-dc-2025"
