"""Pure rules of the minutes: who writes and publishes an edition, and what of it a reader gets."""
