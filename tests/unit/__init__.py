"""Pure logic."""
