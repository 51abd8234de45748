"""Images and files: what they are, what is left of them, who reads them."""

import io
import json
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from challenge_hub.infrastructure.files import MOST_BYTES, clean_name, cleaned
from challenge_hub.infrastructure.storage import storage
from challenge_hub.solutions.models import DraftFile, SolutionFile
from tests.cast import SPRING, World, a_world, sign_in
from tests.solutions.stories import a_draft, a_picture, address, handed_in

SECRET = "Adas secret garden"
GPS_LATITUDE, DESCRIPTION, ORIENTATION, TURNED = 2, 0x010E, 0x0112, 6
ACCEPTED = {"ok.pdf", "js.pdf", "pdf-zip-polyglot.pdf", "ok.png", "png-with-html.png"}


def upload(client: FlaskClient, to: str, content: bytes, name: str, alt: str = "A picture") -> Any:
    return client.post(to, data={"file": (io.BytesIO(content), name), "alt": alt})


def upload_at_length(client: FlaskClient, to: str, length: int) -> Any:
    """A file of so many bytes after a picture; written by hand, for the client leaves its own large ones open."""
    head = b'--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\nMy drawing\r\n'
    head += b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
    body = head + a_picture() + b"\0" * length + b"\r\n--x--\r\n"
    return client.post(to, data=body, content_type="multipart/form-data; boundary=x")


def draft_files(session: scoped_session[Any], solution_id: int) -> list[DraftFile]:
    session.expire_all()
    return list(session.scalars(select(DraftFile).filter_by(solution_id=solution_id).order_by(DraftFile.position)))


def a_photo(kind: str = "JPEG") -> bytes:
    """A picture that lies on its side and says where it was taken, by whom, and in which program."""
    exif = Image.Exif()
    exif[DESCRIPTION], exif[ORIENTATION] = SECRET, TURNED
    exif.get_ifd(0x8825)[GPS_LATITUDE] = (51.0, 27.0, 0.0)
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    more = {"comment": SECRET.encode()} if kind == "JPEG" else {}
    return a_picture(kind, exif=exif, **({"xmp": xmp} if kind != "PNG" else {}), **more)


def a_pdf() -> bytes:
    """Two pages' worth of hidden things: author, description, a script, a file within, an older state."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = SECRET
    with document.open_metadata() as described:
        described["dc:title"] = SECRET
    document.attachments["secret.txt"] = SECRET.encode()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SECRET)
    written = io.BytesIO()
    document.save(written, compress_streams=False)
    return written.getvalue() + f"\n% an older state: {SECRET}\n%%EOF\n".encode()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_what_it_says_of_its_place_and_stands_upright(kind: str) -> None:
    photo = a_photo(kind)

    clean = cleaned(photo, "photo")

    assert SECRET.encode() in photo
    assert clean is not None
    left = Image.open(io.BytesIO(clean.content))
    assert (dict(left.getexif()), left.size) == ({}, (6, 8))
    assert set(left.info) & {"exif", "xmp", "comment", "icc_profile"} == set()
    assert b"Exif" not in clean.content
    assert SECRET.encode() not in clean.content


def test_a_pdf_loses_its_author_its_scripts_its_files_and_its_past() -> None:
    pdf = a_pdf()

    clean = cleaned(pdf, "plan.pdf")

    assert SECRET.encode() in pdf
    assert clean is not None
    assert SECRET.encode() not in clean.content
    with pikepdf.open(io.BytesIO(clean.content)) as left:
        assert (len(left.pages), list(left.attachments), "/Metadata" in left.Root) == (1, [], False)


def test_a_pdf_that_unfolds_to_gigabytes_or_is_locked_is_refused_and_the_server_stays_small() -> None:
    locked = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))

    assert cleaned(a_bomb(2_000), "bomb.pdf") is None
    assert cleaned(locked.getvalue(), "locked.pdf") is None


def a_bomb(megabytes: int) -> bytes:
    """A PDF of some kilobytes whose objects lie in a stream of so many megabytes of blanks."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"3 0 <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> ")
    packed += b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    stream = f"/Filter/FlateDecode/Length {len(packed)}>>stream\n".encode()
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"4 0 obj<</Type/ObjStm/N 1/First 4" + stream + packed + b"\nendstream endobj\n",
    ]
    out, begins = b"%PDF-1.5\n", []
    for part in parts:
        begins.append(len(out))
        out += part
    rows = [(0, 0, 65535), (1, begins[0], 0), (1, begins[1], 0), (2, 4, 0), (1, begins[2], 0), (1, len(out), 0)]
    table = b"".join(bytes([kind]) + at.to_bytes(4, "big") + more.to_bytes(2, "big") for kind, at, more in rows)
    head = f"5 0 obj<</Type/XRef/Size 6/W[1 4 2]/Root 1 0 R/Length {len(table)}>>stream\n".encode()
    return out + head + table + f"\nendstream endobj\nstartxref\n{len(out)}\n%%EOF\n".encode()


@pytest.fixture(scope="session")
def nasty(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    subprocess.run([sys.executable, shared_data / "nasty" / "gen_nasty_files.py", folder], check=True)
    return folder


def test_of_hostile_files_only_harmless_pictures_and_pages_come_through(nasty: Path) -> None:
    files = {path.name: path.read_bytes() for path in nasty.iterdir() if path.name != "manifest.json"}

    found = {name: cleaned(content, name) for name, content in files.items()}

    taken = {name: clean for name, clean in found.items() if clean}
    assert set(taken) == ACCEPTED
    assert [name for name, clean in taken.items() if b"script" in clean.content.lower()] == []


def test_names_are_cleaned_and_end_as_their_content_does(nasty: Path) -> None:
    names = json.loads((nasty / "filenames.json").read_text())

    clean = [clean_name(name, "application/pdf") for name in names]

    assert [name for name in clean if not name.endswith(".pdf") or len(name) > 104 or not name.isprintable()] == []
    assert [name for name in clean if set(name) & set("/\\<>\"';:%\r\n\u202e") or name.startswith(".")] == []
    assert clean_name("../../etc/passwd", "image/png") == "passwd.png"
    assert clean_name("fa\u0308hre.PDF", "application/pdf") == "fähre.pdf"
    assert clean_name("", "image/jpeg") == "image.jpg"


@time_machine.travel(SPRING, tick=False)
def test_a_file_is_added_described_moved_and_removed(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "files")
    sign_in(client, world["member"])

    first = upload(client, to, a_picture(colour="red"), "../red.gif", "Red")
    upload(client, to, a_picture(colour="blue"), "blue.png", "")
    upload(client, to, a_picture(colour="blue"), "blue again.png", "")
    red, blue = draft_files(session, solution.id)
    client.post(f"{to}/{blue.sha256}/description", data={"alt": "Blue"})
    client.post(f"{to}/{blue.sha256}/position")
    moved = [(file.name, file.alt) for file in draft_files(session, solution.id)]
    client.post(f"{to}/{red.sha256}/removal")

    assert first.status_code == 302
    assert moved == [("blue.png", {"en": "Blue"}), ("red.gif.png", {"en": "Red"})]
    assert [file.name for file in draft_files(session, solution.id)] == ["blue.png"]
    assert 'alt="Blue"' in client.get(to).text


@time_machine.travel(SPRING, tick=False)
def test_what_is_no_picture_and_no_pdf_is_refused_and_its_description_kept(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "files")
    sign_in(client, world["lead"])

    page = upload(client, to, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "My drawing")
    large = upload_at_length(client, to, MOST_BYTES)
    none = client.post(to, data={"alt": "My drawing"})
    flood = upload_at_length(client, to, 2 * MOST_BYTES)

    assert [answer.status_code for answer in (page, large, none, flood)] == [422, 422, 422, 413]
    assert "Please choose a PNG, JPEG or WebP image" in page.text
    assert "larger than 10 MB" in large.text
    assert 'value="My drawing"' in page.text
    assert draft_files(session, solution.id) == []


@time_machine.travel(SPRING, tick=False)
def test_only_the_upload_takes_a_large_body(client: FlaskClient) -> None:
    world = a_world()
    solution = a_draft(world)
    sign_in(client, world["lead"])

    answer = client.post(address(world, solution, "edit"), data={"description": "x" * 300_000})

    assert answer.status_code == 413


@time_machine.travel(SPRING, tick=False)
def test_there_is_no_ninth_file(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "files")
    sign_in(client, world["lead"])

    answers = [upload(client, to, a_picture(size=(4, size)), "a.png").status_code for size in range(1, 10)]

    assert answers == [302] * 8 + [403]
    assert len(draft_files(session, solution.id)) == 8


@time_machine.travel(SPRING, tick=False)
def test_images_need_a_description_before_submission_and_versions_keep_their_files(
    client: FlaskClient, session: scoped_session[Any]
) -> None:
    world = a_world()
    solution = a_draft(world)
    to = address(world, solution, "files")
    sign_in(client, world["lead"])
    upload(client, to, a_picture(), "a.png", "")
    missing = client.get(address(world, solution, "submission")).text
    (file,) = draft_files(session, solution.id)
    client.post(f"{to}/{file.sha256}/description", data={"alt": "A teal square"})

    version = handed_in(world, solution)
    client.post(f"{to}/{file.sha256}/removal")

    (kept,) = session.scalars(select(SolutionFile).filter_by(version_id=version.id)).all()
    assert "Say in words what the image shows: a.png" in missing
    assert (kept.sha256, kept.alt) == (file.sha256, {"en": "A teal square"})
    with client.get(f"/en/calls/{world.call.slug}/solutions/puddle-radar/draft/{kept.sha256}") as answer:
        assert answer.status_code == 200


@time_machine.travel(SPRING, tick=False)
def test_a_file_of_a_draft_is_read_by_its_team_alone(client: FlaskClient, session: scoped_session[Any]) -> None:
    world = a_world()
    solution = a_draft(world)
    sign_in(client, world["lead"])
    upload(client, address(world, solution, "files"), a_picture(), "a.png")
    (file,) = draft_files(session, solution.id)
    places = [address(world, solution, "draft"), address(world, solution, "files")]

    def seen_by(who: str) -> list[int]:
        sign_in(client, world[who])
        codes = []
        for place in places:
            with client.get(f"{place}/{file.sha256}") as answer:
                codes.append(answer.status_code)
        return codes

    assert storage().path_of(file.sha256).is_file()
    assert seen_by("member") == [200, 404]
    assert [seen_by(who) for who in ("stranger", "organiser", "officer", "juror", "operator")] == [[404, 404]] * 5


def test_a_stranger_stores_nothing(client: FlaskClient, session: scoped_session[Any]) -> None:
    world: World = a_world()
    solution = a_draft(world)
    to = address(world, solution, "files")
    picture = a_picture(colour="gold", size=(77, 3))
    clean = cleaned(picture, "a.png")
    sign_in(client, world["stranger"])

    answer = upload(client, to, picture, "a.png")

    assert clean is not None
    assert answer.status_code == 404
    assert not any(path.read_bytes() == clean.content for path in storage()._root.rglob("*") if path.is_file())
