"""What is done in the jury's room: filling seats, giving out work, reviewing, closing a round."""
