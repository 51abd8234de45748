"""A call (Aufruf): an organisation asks in public for answers, in a format, between dates, under a rubric.

Its words: format, phase (derived from the dates), theme (Themenfeld, or the call's own Handlungsfeld), organiser.
It knows the organisations; of challenges, teams, solutions and juries it knows nothing.
"""
