"""The minutes of a jury (Juryprotokoll): what was recorded in its room, written down as a document that can be signed.

An *edition* is written from the record: who sat on the jury, who was there, conflicts of interest and how each was
treated, rounds with their settings and rankings, votes and resolutions, awards. It is frozen as JSON whose fingerprint
stands in the history. From the *full* version for the jury, its chair and the organisers follows the *public* one.

What never happens here: an edition changes after it was written (a change is the next edition, with a reason); the
public version names a juror whose name is not public, tells how one person voted, or of whom a conflict was; a reader
learns of a solution under a conflict of interest of their own; somebody publishes alone what they wrote.
"""
