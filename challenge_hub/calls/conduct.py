"""A code of conduct to begin with: the organisers take it over, change it, or write their own."""

from collections.abc import Mapping

TEMPLATE: Mapping[str, str] = {
    "de": """## Worum es geht

Wer hier mitmacht, soll sich willkommen und sicher fühlen, ob auf der Plattform, in Videokonferenzen oder vor Ort. Das
gilt für Teams, Verwaltung, Jury, Gäste und für die, die den Aufruf ausrichten.

## Was wir voneinander erwarten

- Wir begegnen einander mit Respekt, auch wenn wir verschiedener Meinung sind. Kritik gilt der Sache.
- Wir hören zu, lassen ausreden und erklären Fachwörter.
- Wir nennen, woher Ideen, Texte, Bilder und Programme stammen, und achten die Rechte anderer.
- Wir gehen sorgsam mit Daten um und fotografieren niemanden ohne Erlaubnis.
- Wir nehmen Rücksicht auf Pausen, Barrieren und unterschiedliche Erfahrung.

## Was wir nicht dulden

- Herabsetzung, Beleidigung oder Ausgrenzung, gleich aus welchem Grund
- Belästigung, Drohung, unerwünschte Berührung oder Nachstellen
- das Preisgeben privater Angaben anderer
- Täuschung: fremde Arbeit als eigene ausgeben, die Jury beeinflussen, die Arbeit anderer stören

## Wenn etwas vorfällt

Sprechen Sie die ausrichtende Stelle an. Sie hört zu, behandelt vertraulich, was Sie sagen, und entscheidet nichts über
Ihren Kopf hinweg. Texte auf der Plattform können Sie unter jeder Seite melden, auch ohne Konto.

## Was daraus folgen kann

Ein Gespräch, die Bitte aufzuhören, das Verbergen eines Textes oder der Ausschluss vom Aufruf, je nach Schwere. Wer
betroffen ist, wird vorher gehört und erfährt die Gründe.
""",
    "en": """## What it is for

Everybody who takes part shall feel welcome and safe: on the platform, in video meetings and on site. It holds for
teams, public administration, jury, guests, and for those who organise the call.

## What we expect of each other

- We treat each other with respect, also where we disagree. Criticism is about the matter.
- We listen, let others finish, and explain technical words.
- We say where ideas, texts, pictures and programs come from, and respect the rights of others.
- We handle data with care, and take no picture of anybody without asking.
- We mind breaks, barriers and different experience.

## What we do not accept

- belittling, insulting or shutting out anybody, for whatever reason
- harassment, threats, unwanted touching or stalking
- giving away private details of others
- deceit: passing off the work of others as one's own, influencing the jury, disturbing the work of others

## If something happens

Speak to the organisers. They listen, keep to themselves what you say, and decide nothing over your head. Texts on the
platform can be reported below every page, also without an account.

## What may follow

A talk, a request to stop, hiding a text, or exclusion from the call, as the case deserves. Whoever is concerned is
heard before and learns the reasons.
""",
}
