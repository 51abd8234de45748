"""The jury deliberates: it tries out its rubric together, and it sits.

Before points are given, the jurors score a few invented *examples* (*trial scoring*); where their points lie apart the
wording of the rubric is amended, and each *version* of the wording is kept. In a *sitting* the jury goes through its
*agenda*, one solution after another, and passes *resolutions*: a *motion*, the votes, and a reason.

What never happens here: somebody with a conflict of interest reads or hears anything of the solution; a vote is counted
for more people than were present and free of conflict; points of the trial count; a resolution changes after its
sitting was closed; anything becomes public. Only the results do that, by two people.
"""
