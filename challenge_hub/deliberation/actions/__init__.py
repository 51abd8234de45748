"""What is done around the sittings: calling and leading them, resolving, trying the rubric and amending its words."""
