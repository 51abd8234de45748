"""Results (Ergebnisse): what is made known of a round, as a frozen, numbered copy.

Published once, a copy is never changed; a correction is a new number with a reason. Its tables and questions know
nothing of the jury's room: only the action that publishes looks in there.
"""
