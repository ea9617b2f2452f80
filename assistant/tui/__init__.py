"""The terminal interface: it draws what a session says and passes on what a person types."""
