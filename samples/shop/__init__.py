"""A small book shop."""
