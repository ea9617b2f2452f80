"""Widgets: each takes values, draws them, and says in a message what a person did with it."""
