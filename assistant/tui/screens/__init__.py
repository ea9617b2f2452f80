"""Screens: each puts widgets together for one task."""
