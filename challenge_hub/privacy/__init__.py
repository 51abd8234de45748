"""Privacy (Datenschutz): what is known of people, told, given out and erased.

It knows no table by itself: each package declares in its `personal.py` what its columns say about people. From that the
record of processing is written.
"""
