"""What we give away."""
