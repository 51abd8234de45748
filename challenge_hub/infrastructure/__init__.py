"""The ground under every room: database, clock, text, languages, guards, errors, paging, storage, mail.

It knows nothing of challenges. Nothing here decides who may do what: rules do.
"""
