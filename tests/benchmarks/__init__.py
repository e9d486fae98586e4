"""Benchmarks: they print, they never fail on a figure."""
