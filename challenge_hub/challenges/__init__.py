"""A challenge (Herausforderung): a problem an organisation poses in a call, sorted by themes.

It knows its call and organisation; who answers it, and how, it does not know.
"""
