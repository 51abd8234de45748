"""A jury scores solutions: behind a closed door.

A *round* has a *rubric*: its *criteria* with their weights, the scale of the points, and the rules by which
points become places. A *juror* fills in one *review* for each solution; in the rules the figures of a review
are a *sheet*: points per criterion, or a *blank*. A sheet has a *total*, a solution has a *total* and a
*place*; the list of places is the *ranking*. Solutions on one place are a *tie*; a *tie rule* says what
happens then.

The method, the weights, the scale, what a blank means, every rounding and the tie rules are chosen before a
round opens, frozen, and hashed, so that anyone can compute the list again.

What never happens here: a place is given by anything but the frozen rules; a juror or a score is dropped
without a rule that says so; a figure is rounded where no rule states it; a solution without a review is put
last; the public looks in.
"""
