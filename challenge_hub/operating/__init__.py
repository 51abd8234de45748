"""The rooms of whoever operates the platform (Betrieb der Plattform): what waits, accounts, mails and jobs, the trail.

An operator keeps the place running and is nobody's reader. Accounts stand here as numbers; name, address and devices
are seen after a look (Einsicht) was asked for with a reason, for a quarter of an hour, and the trail tells of it.
Nobody reads or sets a password here, and nobody acts in the name of another.
"""
