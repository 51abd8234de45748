"""What people say in the call that is over. Invented."""

from typing import Any

from challenge_hub.demo.story.jury_texts import solution_words

CALL: dict[str, Any] = {
    "title": {"de": "Zu Fuß zur Schule: sichere Wege für Kinder", "en": "Walking to school: safe ways for children"},
    "summary": {
        "de": "Der Landkreis suchte Lösungen für sichere Schulwege. Die Ergebnisse und das Juryprotokoll sind öffentlich.",
        "en": "The county looked for solutions for safe ways to school. Results and minutes of the jury are public.",
    },
    "description": {
        "de": "Dieser Aufruf ist ein **Beispiel**: Orte, Menschen und Lösungen sind erfunden.",
        "en": "This call is an **example**: places, people and solutions are invented.",
    },
}
CHALLENGE: dict[str, Any] = {
    "key": "schulweg",
    "theme": "culture-leisure",
    "title": {"de": "Der letzte Kilometer zur Schule", "en": "The last kilometre to school"},
    "question": {
        "de": "Wie kommen Kinder sicher zu Fuß zur Schule, auch ohne Elterntaxi?",
        "en": "How do children walk to school safely, without being driven by their parents?",
    },
    "description": {
        "de": "Vor drei Grundschulen stauen sich morgens Autos. Wer zu Fuß kommt, muss dazwischen hindurch.",
        "en": "Cars queue in front of three primary schools every morning. Whoever walks has to pass between them.",
    },
}
SOLUTIONS = [
    solution_words(
        "laufbus",
        "Gänsemarsch",
        "Laufbus mit Fahrplan",
        "Kinder gehen gemeinsam, mit Haltestellen, Zeiten und einer Begleitung.",
        "Eltern melden ihr Kind an einer Haltestelle an; Begleitende sehen am Morgen, wer mitgeht.",
    ),
    solution_words(
        "ampelkarte",
        "Grünphase",
        "Karte der langen Ampeln",
        "Eine Karte zeigt, wo Kinder am längsten warten und bei Rot gehen.",
        "Klassen zählen eine Woche lang; die Kommune sieht, welche Ampel zuerst geändert werden sollte.",
    ),
]
POINTS = {"laufbus": [[5, 4, 5, 4], [4, 5, 4, 4]], "ampelkarte": [[4, 3, 4, 3], [3, 3, 4, 4]]}
COMMENTS = {
    "laufbus": ["Beginnt mit drei Schulen und wächst von selbst.", "Wer begleitet im Winter?"],
    "ampelkarte": ["Gute Daten für wenig Geld.", "Bitte auch Kreuzungen ohne Ampel zählen."],
}
AWARD = {
    "de": "Der Laufbus wirkt ab dem ersten Tag und braucht nur Menschen, die ohnehin gehen.",
    "en": "The walking bus works from the first day and needs only people who walk anyway.",
}
STATEMENT = {
    "de": "Die Jury empfiehlt, beide Lösungen miteinander zu erproben.",
    "en": "The jury recommends trying both solutions together.",
}
ADVICE = "Der Laufbus soll im Herbst an einer Schule erprobt werden."
PLACE = "Kreishaus, Raum 12"
KEEPER = "Janne Probe"
REMARKS = "Die Jury war sich nach kurzer Aussprache einig."
