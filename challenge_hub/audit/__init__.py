"""The trail (Verlauf): who did what to what, when. Lines are added, never changed; they keep ids, not foreign keys."""
