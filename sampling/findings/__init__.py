"""What was found: ratings, findings, the events that record them, and their fold."""
