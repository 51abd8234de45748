"""Privacy (Datenschutz): what is known of people, told, given out and erased.

It knows no table by itself: each package declares in its `personal.py` what its columns say about people. From that the
record of processing is written, *my data* are gathered (Meine Daten), and an account is deleted (Konto löschen). What
somebody has is never told to anybody else, and nothing is deleted that others rest upon: it loses the name.
"""
