"""The command `screening`: it reads arguments, prints, and sets exit codes; it decides nothing."""

from assistant.cli.main import main

__all__ = ["main"]
