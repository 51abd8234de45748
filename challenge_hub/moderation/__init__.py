"""Anybody reports a public text (gemeldeter Text), without an account. Somebody who has no part in it decides: it
stays, or it is hidden, with reasons that its author reads. Both sides may complain once (Beschwerde); then somebody
else decides.

A report keeps a copy of the text as it was. Hiding takes a text out of everything public and out of nothing else: its
solution takes part as before. Whose text it is never learns who reported it.
"""
