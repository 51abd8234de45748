"""A team (Team): people who answer a challenge together, for themselves or for an organisation.

Whoever founds a team leads it (Teamleitung) and accepts the terms for it. Others come by *invitation* (Einladung) to
their address, by the team's *link* or its QR code, or by a *request* (Beitrittsanfrage) that the lead decides. The lead
passes on inside the team; the organiser hands it over only when two members ask for the same new lead.

Here nobody is taken into a team without an act of their own, and who left keeps a row: a past member stays in conflict
with what the team hands in. What it hands in is the business of `solutions`.
"""
