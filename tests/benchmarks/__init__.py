"""Costs as ratios, run by hand."""
