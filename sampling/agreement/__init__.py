"""How alike readers read."""
