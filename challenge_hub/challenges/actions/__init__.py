"""What can be done with a challenge: typing it, passing it through the gate, ending it, answering questions about it.

Typing leaves a line in the trail where a draft begins and where it takes a submission back, not for every pause of the
keys: `revision` and `saved_at` of the challenge tell the rest.
"""
