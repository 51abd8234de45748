"""People (Personen mit Konto): who they are, how they sign in and out, and what they say about themselves.

A *person* has a display name, a language and a mail address; the address is *claimed* until a link sent to it was
used, then *confirmed*. Registering says nothing about whether an address is known: it makes a new person with a claim,
and only the mail tells its owner. Where the owner has an account already, they *take over* what the new one began.
A *login session* is one device on which a person is signed in. Roles are no business of this package: they follow from
relations (member of a team, officer of an organisation), but for the operator's.
"""
