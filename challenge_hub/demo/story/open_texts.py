"""What people say in the open call. Invented, in both languages where everybody reads it."""

from typing import Any

CALL: dict[str, Any] = {
    "title": {
        "de": "Digital im Alltag: Lösungen für Stadt und Dorf",
        "en": "Digital every day: solutions for town and village",
    },
    "summary": {
        "de": "Drei Herausforderungen aus zwei Rathäusern suchen Lösungen, die man ausprobieren kann.",
        "en": "Three challenges from two town halls look for solutions that can be tried out.",
    },
    "description": {
        "de": "Dieser Aufruf ist ein **Beispiel**. Orte, Menschen und Zahlen sind erfunden; alles andere geht so, wie es im "
        "Ernstfall ginge. Probieren Sie es aus.\n\nGesucht sind kleine Lösungen, die im Alltag helfen und die eine Kommune "
        "mit eigenen Leuten betreiben kann.",
        "en": "This call is an **example**. Places, people and figures are invented; everything else works as it would in "
        "earnest. Try it out.\n\nWanted are small solutions that help in everyday life and that a municipality can run with "
        "its own people.",
    },
}
CHALLENGES: list[dict[str, Any]] = [
    {
        "key": "dunkle-strassenlampen",
        "theme": "mobility-energy-environment",
        "title": {"de": "Dunkle Straßenlampen", "en": "Dark street lamps"},
        "question": {
            "de": "Wie erfahren wir von einer ausgefallenen Straßenlampe, bevor sich jemand beschwert?",
            "en": "How do we learn of a broken street lamp before anybody complains?",
        },
        "description": {
            "de": "In Musterstadt stehen 3.100 Straßenlampen. Fällt eine aus, dauert es im Schnitt elf Tage, bis wir es wissen.",
            "en": "There are 3,100 street lamps in Musterstadt. When one fails, it takes eleven days on average until we know.",
        },
        "sections": {
            "problem": {
                "de": "Ausfälle kommen per Telefon, E-Mail und Zuruf an. Viele werden doppelt gemeldet, andere gar nicht.",
                "en": "Failures reach us by telephone, e-mail and word of mouth. Many are reported twice, others never.",
            },
            "affected": {
                "de": "Alle, die abends zu Fuß oder mit dem Rad unterwegs sind; im Bauhof vier Beschäftigte.",
                "en": "Everybody who walks or cycles in the evening; four people at the depot.",
            },
            "good_answer": {
                "de": "Eine Meldung dauert unter einer Minute, Doppeltes fällt auf, und wer meldet, erfährt, was daraus wurde.",
                "en": "A report takes less than a minute, duplicates are noticed, and whoever reports learns what became of it.",
            },
        },
    },
    {
        "key": "bus-und-arzttermin",
        "theme": "neighbourhood-care-health",
        "title": {"de": "Der Bus zum Arzttermin", "en": "The bus to the doctor"},
        "question": {
            "de": "Wie passen Arzttermine und Busfahrplan zusammen, wenn der Bus einmal in der Stunde fährt?",
            "en": "How do doctor's appointments and the bus fit together when there is one bus an hour?",
        },
        "description": {
            "de": "Beispielhausen hat sieben Ortsteile und keine Arztpraxis. Viele Ältere warten lange oder bleiben zu Hause.",
            "en": "Beispielhausen has seven villages and no doctor. Many older people wait long, or stay at home.",
        },
    },
    {
        "key": "formulare-die-man-versteht",
        "theme": "data-infrastructure-services",
        "title": {"de": "Formulare, die man versteht", "en": "Forms people understand"},
        "question": {
            "de": "Wie wird aus einem Antrag mit 40 Feldern ein Gespräch, das alle zu Ende führen?",
            "en": "How does an application with 40 fields become a conversation that everybody finishes?",
        },
        "description": {
            "de": "Jeder dritte Antrag auf einen Kitaplatz kommt unvollständig an. Nachfragen kosten beide Seiten Zeit.",
            "en": "Every third application for a nursery place arrives incomplete. Asking back costs both sides time.",
        },
    },
]
IN_WORK: dict[str, Any] = {
    "shared": {"themes": ["culture-leisure"]},
    "de": {
        "title": "Bänke, die fehlen",
        "question": "Wo fehlen Bänke, und wer würde eine Patenschaft übernehmen?",
        "problem": "Wir wissen nicht, auf welchen Wegen sich ältere Menschen eine Bank wünschen.",
        "affected": "Vor allem Menschen, die nicht lange stehen können.",
        "existing": "Eine Liste der 214 Bänke aus dem Jahr 2019.",
        "good_answer": "Eine Karte mit Wünschen, die sich auswerten lässt.",
        "follow_up": "Drei Bänke werden im nächsten Jahr nach dieser Karte aufgestellt.",
    },
    "en": {},
}
DRAFT: dict[str, Any] = {
    "shared": {},
    "de": {
        "title": "Lärm am Marktplatz",
        "question": "Wie lässt sich Lärm messen, ohne Gespräche aufzuzeichnen?",
        "problem": "An warmen Abenden beschweren sich Anwohnerinnen und Anwohner über Lärm.",
    },
    "en": {},
}
CLOSED_QUESTIONS = [
    (
        "Gibt es ein Verzeichnis der Lampen mit Koordinaten?",
        {
            "de": "Ja. Es liegt als CSV-Datei vor; Standort, Baujahr und Typ sind enthalten.",
            "en": "Yes, as a CSV file with place, year and type.",
        },
    ),
    (
        "Darf an den Masten etwas angebracht werden?",
        {
            "de": "Ein Aufkleber ja, ein Gerät nein: Die Masten gehören dem Netzbetreiber.",
            "en": "A sticker, yes; a device, no: the poles belong to the grid operator.",
        },
    ),
]
OPEN_QUESTION = "Welche Software benutzt der Bauhof heute für Aufträge, und hat sie eine Schnittstelle?"
HANDED_IN: dict[str, Any] = {
    "key": "der-bus-wartet",
    "title": {"de": "Der Bus wartet"},
    "pitch": {"de": "Praxen sehen den Fahrplan schon bei der Terminvergabe und bieten passende Zeiten zuerst an."},
    "description": {
        "de": "Ein kleines Zusatzfenster für die Terminvergabe zeigt, welcher Bus zu welchem Termin passt.\n\n"
        "* Fahrplandaten kommen aus der offenen Schnittstelle des Verkehrsverbunds.\n"
        "* Ein Ausdruck für Menschen ohne Smartphone gehört dazu."
    },
}
