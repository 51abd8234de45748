"""What a call package is, pure: bytes in, a checked `Package` or every fault out, and the way back.

Reading: `archive` opens the ZIP, `json_text` and `tables` turn bytes into values, `manifest` and `rows` say what they
must look like, `checks`, `attachments` and `arithmetic` look at the whole, `reading` puts it together.
Writing: `writing`. What two packages do not have in common: `difference`.
"""
