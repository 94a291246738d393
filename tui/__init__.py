"""The terminal: command line and app."""
