"""What is decided about a challenge without asking a database: its form, its way through the gate, its questions."""
