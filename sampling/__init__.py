"""The headless core of ilacs-sample: it knows no terminal and no synthetic data."""

__version__ = "0.1.0"
