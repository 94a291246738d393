"""Whom to read: frames, tickets, designs, and what a sample of a size can show."""
