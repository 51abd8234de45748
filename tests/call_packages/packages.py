"""A small call with everything the shipped example lacks, and ways to pack and to break it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping

from PIL import Image

from challenge_hub.call_packages.queries import package_from
from challenge_hub.call_packages.rules.writing import members_of

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def an_image() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "#1a4fff").save(out, "PNG")
    return out.getvalue()


PNG = an_image()
PNG_HASH, PDF_HASH = (hashlib.sha256(content).hexdigest() for content in (PNG, PDF))

CALL = {
    "format": "challenge-hub-call-package",
    "format_version": 1,
    "id": "sommer",
    "call": {
        "slug": "sommer-2027",
        "format": "call-for-solutions",
        "language": "de",
        "title": {"de": "Sommeraufruf „Grün & Blau“"},
        "summary": {"de": "Wer hat Ideen für kühle Plätze?"},
        "description": {"de": "# Worum es geht\n\nHitze in der Stadt, *ganz* wörtlich: <b>heiß</b>."},
        "place": None,
        "participants": None,
        "time_zone": "Europe/Berlin",
        "whole_days": False,
        "opens_at": "2027-03-01T09:00:00+01:00",
        "closes_at": "2027-05-14T23:55:00+02:00",
        "ends_at": "2027-11-30T12:00:00.250000+01:00",
    },
    "organisers": [
        {"organisation": "kreis-musterland", "role": "lead"},
        {"organisation": "beispielstadt", "role": "partner"},
    ],
    "rounds": [
        {
            "number": 1,
            "title": {"de": "Vorauswahl"},
            "method": "mean",
            "order": "sheets-first",
            "weighting": "shares",
            "scale_min": "1",
            "scale_max": "10",
            "blank": "left-out",
            "sheet_places": None,
            "criterion_places": None,
            "total_places": 1,
            "tie_rules": ["first-places", "lot"],
            "tie_criterion": None,
            "seed": 99,
            "sheets_public": True,
            "named_method": None,
            "note": {"de": "Leere Felder bleiben außen vor."},
        },
        {
            "number": 2,
            "title": {},
            "method": "median",
            "order": "criteria-first",
            "weighting": "factors",
            "scale_min": "0",
            "scale_max": "5",
            "blank": "sheet-left-out",
            "criterion_places": 2,
            "tie_rules": ["share"],
            "seed": 0,
            "sheets_public": False,
        },
    ],
    "publications": [
        {"number": 1, "round": 1, "published_at": "2027-06-01T10:00:00+02:00", "seed": 5},
        {
            "number": 2,
            "round": 1,
            "published_at": "2027-06-02T10:00:00+02:00",
            "reason": "Nummern neu gezogen",
            "seed": 6,
        },
        {"number": 1, "round": 2, "published_at": "2027-11-30T11:00:00Z", "seed": 7},
    ],
}

TABLES = {
    "organisations.csv": """slug,kind,name,country,state,official_key,website,summary.de,summary.en
beispielstadt,municipality,Beispielstadt,DE,Baden-Württemberg,08111000,https://beispielstadt.example,,A town.
kreis-musterland,county,Kreis Musterland,DE,,0911,,,
verein,registered-association,Verein „Kühl“ e. V.,DE,,,,Für Schatten.,
""",
    "themes.csv": "key,position,name.de,name.en\nwasser,2,Wasser,\ngruen,1,Grün,Green\n",
    "challenges.csv": """key,position,posed_by,themes,title.de,title.en,question.de,question.en,\
description.de,description.en,source_url
schatten,2,kreis-musterland,wasser gruen,Schatten,,Wie entsteht Schatten?,,,,
brunnen,1,beispielstadt,,Brunnen,Fountains,,,"Zeile eins

Zeile drei",,https://beispielstadt.example/brunnen
""",
    "teams.csv": "key,name,organisation\nquelle,Team Quelle,verein\nlaub,Laub,\nkork,Kork,\n",
    "solutions.csv": """key,team,challenge,track
trinkbrunnen,quelle,brunnen,
laubdach,laub,schatten,Spur 2: Grün
korkdach,kork,schatten,
nebel,quelle,brunnen,
""",
    "versions.csv": """solution,number,submitted_at,title.de,title.en,pitch.de,pitch.en,description.de,description.en
trinkbrunnen,1,2027-03-28T01:59:59+01:00,Brunnen 1,,,,,
trinkbrunnen,2,2027-03-28T03:00:00+02:00,Trinkbrunnen,Drinking fountain,Wasser für alle,,Text,
laubdach,1,2027-05-14T21:54:59.5Z,=Laubdach,,"Mit ""Blättern"", Ästen",,,
korkdach,1,,Korkdach,,,,,
nebel,1,,Nebel,,,,,
""",
    "prototypes.csv": """solution,version,position,kind,url,host,withheld,licence,licence_file,maturity
trinkbrunnen,2,1,repository,https://git.example.org/a?b=1,git.example.org,no,EUPL-1.2,yes,in-use
trinkbrunnen,2,2,demo,,,yes,,,idea
laubdach,1,1,other,http://laub.example/,,no,,no,
""",
    "files.csv": f"""solution,version,position,sha256,name,media_type,alt.de,alt.en
trinkbrunnen,2,1,{PNG_HASH},Skizze.png,image/png,Ein blaues Feld,
trinkbrunnen,2,2,{PDF_HASH},Plan.pdf,application/pdf,,
laubdach,1,1,{PNG_HASH},Skizze.png,image/png,Ein blaues Feld,
""",
    "criteria.csv": """round,key,position,weight,name.de,name.en,description.de,description.en
1,wirkung,1,2.50,Wirkung,,Was sich ändert,
1,kosten,2,1,Kosten,,,
1,stil,3,0,Stil,,,
2,mut,1,0.8,Mut,,,
2,wirkung,2,1.6,Wirkung,,,
""",
    "jurors.csv": "key,label,role\nJ1,,juror\nJ2,Dr. Ö,chair\nJ3,,deputy\n",
    "reviews.csv": """round,juror,solution,submitted_at,total,points.wirkung,points.kosten,points.stil,points.mut
1,J1,trinkbrunnen,2027-10-31T02:30:00+02:00,,7,8,,
1,J2,trinkbrunnen,2027-10-31T02:30:00+01:00,,6.5,,3,
1,J1,laubdach,,,5,5,5,
1,J2,laubdach,,,5,5,,
1,J1,korkdach,,,5,,,
1,J2,korkdach,,,,5,,
1,J3,korkdach,,,,,4,
2,J1,laubdach,,,3,,,4.25
2,J3,laubdach,,,3,,,
""",
    "results.csv": "round,publication,solution,place,total,mean,mean_place,reviews\n",
}

FILES = {f"files/{PNG_HASH}.png": PNG, f"files/{PDF_HASH}.pdf": PDF}


def written_by_hand() -> dict[str, bytes]:
    """The call as a person might write it: rows in any order, figures left to the product."""
    texts = {"call.json": json.dumps(CALL), **TABLES}
    return {**{name: text.encode() for name, text in texts.items()}, **FILES}


def canonical_members() -> dict[str, bytes]:
    """The same call as the product writes it."""
    return members_of(package_from(zipped(written_by_hand())))


def zipped(members: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
