"""What people say in the call that is nearly over. Invented."""

from typing import Any

from challenge_hub.demo.story.jury_texts import solution_words

CALL: dict[str, Any] = {
    "title": {"de": "Bücher und Räume: die Bibliothek von morgen", "en": "Books and rooms: the library of tomorrow"},
    "summary": {
        "de": "Die Stadtbücherei sucht Lösungen, die mehr Menschen hereinholen. Die Jury ist fertig.",
        "en": "The town library looks for solutions that bring more people in. The jury has finished.",
    },
    "description": {
        "de": "Dieser Aufruf ist ein **Beispiel**: Orte, Menschen und Lösungen sind erfunden.",
        "en": "This call is an **example**: places, people and solutions are invented.",
    },
}
CHALLENGE: dict[str, Any] = {
    "key": "offene-buecherei",
    "theme": "culture-leisure",
    "title": {"de": "Die offene Bücherei", "en": "The open library"},
    "question": {
        "de": "Was holt Menschen in die Bücherei, die seit der Schule nicht mehr da waren?",
        "en": "What brings people to the library who have not been there since school?",
    },
    "description": {
        "de": "Zwei Drittel der Ausweise gehören Familien mit kleinen Kindern. Abends stehen die Räume leer.",
        "en": "Two thirds of the cards belong to families with small children. In the evening the rooms are empty.",
    },
}
SOLUTIONS = [
    solution_words(
        "lesezeit",
        "Zeilensprung",
        "Lesezeit",
        "Zwanzig Minuten Vorlesen am Telefon, zu buchen wie ein Tisch im Gasthaus.",
        "Freiwillige lesen vor, die Bücherei vermittelt. Gebucht wird im Netz, am Telefon oder an der Theke.",
    ),
    solution_words(
        "raumfinder",
        "Schlüsselbund",
        "Raumfinder",
        "Abends freie Räume in zwei Minuten buchen, mit einem Code für die Tür.",
        "Ein Kalender für alle städtischen Räume; der Code gilt nur für die gebuchte Zeit.",
    ),
    solution_words(
        "buecherbus",
        "Rückenwind",
        "Bücherbus auf Bestellung",
        "Der Bücherbus fährt dorthin, wo Bestellungen warten.",
        "Eine Route, die sich jede Woche aus den Bestellungen ergibt, statt eines festen Fahrplans.",
    ),
]
COMMENTS = {
    "lesezeit": ["Einfach und sofort machbar.", "Wie finden sich genug Vorlesende?"],
    "raumfinder": ["Das fehlt überall. Bitte an Vereine ohne Smartphone denken.", ""],
    "buecherbus": ["Schöne Idee, aber der Fahrdienst ist nicht geklärt.", "Die Zahlen zur Nachfrage fehlen."],
}
AWARD = {
    "de": "Lesezeit hilft sofort, kostet wenig und lässt sich in jeder Bücherei nachmachen.",
    "en": "Lesezeit helps at once, costs little, and can be copied by any library.",
}
STATEMENT = {
    "de": "Die Jury dankt allen drei Teams. Die Entscheidung fiel einstimmig.",
    "en": "The jury thanks all three teams. The decision was unanimous.",
}
