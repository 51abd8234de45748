"""Questions about the minutes: the record they are written from, the editions for the jury, and what is public."""
