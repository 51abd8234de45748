"""Pages that belong to no room: home, imprint, privacy, accessibility statement, and "report a barrier".

A barrier report (gemeldete Barriere) is a message anybody may send without an account; it gets a number and a date by
which it is answered.
"""
