"""What people say in the call whose jury is at work. Invented."""

from typing import Any

CALL: dict[str, Any] = {
    "title": {"de": "Grüne Stadt: Ideen gegen die Hitze", "en": "Green town: ideas against the heat"},
    "summary": {
        "de": "Wie bleibt die Innenstadt an heißen Tagen ein Ort, an dem man gern ist? Die Jury bewertet gerade.",
        "en": "How does the town centre stay a place to be on hot days? The jury is at work.",
    },
    "description": {
        "de": "Dieser Aufruf ist ein **Beispiel**: Orte, Menschen und Lösungen sind erfunden.",
        "en": "This call is an **example**: places, people and solutions are invented.",
    },
}
CHALLENGE: dict[str, Any] = {
    "key": "schatten-am-markt",
    "theme": "mobility-energy-environment",
    "title": {"de": "Schatten am Markt", "en": "Shade at the market"},
    "question": {
        "de": "Wie finden Menschen an heißen Tagen einen kühlen Weg und einen kühlen Platz?",
        "en": "How do people find a cool way and a cool place on hot days?",
    },
    "description": {
        "de": "An Tagen über 32 Grad meiden viele den Marktplatz. Wir kennen unsere kühlen Orte, aber niemand findet sie.",
        "en": "On days above 32 degrees many avoid the market square. We know our cool places, but nobody finds them.",
    },
}


def solution_words(key: str, team: str, title: str, pitch: str, description: str) -> dict[str, Any]:
    return {
        "key": key,
        "team": team,
        "title": {"de": title},
        "pitch": {"de": pitch},
        "description": {"de": description},
    }


SOLUTIONS = [
    solution_words(
        "kuehle-wege",
        "Schattenläufer",
        "Kühle Wege",
        "Eine Karte, die statt des kürzesten den kühlsten Weg zeigt.",
        "Aus Baumkataster und Gebäudehöhen berechnen wir für jede Stunde den Schatten auf den Gehwegen.",
    ),
    solution_words(
        "trinkwasser-kompass",
        "Quellwolke",
        "Trinkwasser-Kompass",
        "Zeigt den nächsten Brunnen, auch ohne Netz und ohne Konto.",
        "Die Standorte passen auf eine Seite, die einmal geladen bleibt. Läden können sich als Nachfüllstelle eintragen.",
    ),
    solution_words(
        "hitzetelefon",
        "Nachbarschaftswerk",
        "Hitzetelefon",
        "Freiwillige rufen an heißen Tagen allein lebende Menschen an; ein Plan verteilt die Anrufe.",
        "Der Plan läuft auf dem Rechner der Gemeinde, Telefonnummern verlassen das Haus nicht.",
    ),
    solution_words(
        "messbaum",
        "Wurzelwerk",
        "Messbaum",
        "Zwanzig Bäume melden Temperatur und Trockenheit, und wer vorbeikommt, gießt mit.",
        "Günstige Messgeräte funken stündlich. Ein Schild mit Code zeigt, ob der Baum gerade Wasser braucht.",
    ),
    solution_words(
        "siesta-fahrplan",
        "Mittagspause",
        "Siesta-Fahrplan",
        "Öffnungszeiten, die an heißen Tagen mit der Sonne wandern.",
        "Ämter und Läden tragen ihre Hitzezeiten ein; ein gemeinsamer Kalender zeigt sie an der Tür und im Netz.",
    ),
    solution_words(
        "schattenboerse",
        "Lichtblick",
        "Schattenbörse",
        "Wer einen Schirm, ein Segel oder einen Hof hat, teilt den Schatten.",
        "Ein schwarzes Brett für Schattenplätze, mit Regeln, die auf eine Postkarte passen.",
    ),
]
AUDIENCE_PRIZE: dict[str, Any] = {
    "name": {"de": "Preis des Publikums", "en": "Prize of the audience"},
    "kind": "honour",
    "worth": None,
    "giver": "Offenes Beispielland e. V.",
    "decider": "audience",
    "round_number": 1,
}
