"""The inspection file."""
