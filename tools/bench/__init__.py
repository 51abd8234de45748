"""Parts of tools/bench.py: the reference app, the servers side by side, and what is asked of each page."""
