"""Reads the trail and decides whom else an act concerns: a changed call is mailed to everyone registered.

The acting package records its trail line and knows nothing of this. A *mark* remembers the last line that was read.
"""
