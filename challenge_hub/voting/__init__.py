"""A prize that the audience or the mentors decide about is voted upon (Abstimmung): organisers open a vote, and whoever
holds a ballot (Stimmzettel), a code on paper that works once, chooses without an account.

Nothing here says who holds a ballot. That one was used is noted with the ballot; what was chosen is only added to the
counts, all of which are written anew each time. Nobody reads a count before the vote is over.
"""
