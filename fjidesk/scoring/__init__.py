"""Tallies, bands and other ways to count. Pure and exact."""
