"""The plain front end, line by line: for screen readers, pipes and simple terminals.

It shows the same session as the terminal interface, moves no cursor, and decides nothing.
"""

from assistant.console.conversing import converse
from assistant.console.printing import printed

__all__ = ["converse", "printed"]
