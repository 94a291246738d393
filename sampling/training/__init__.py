"""A session of readers."""
