"""The tests of ilacs-sample."""
