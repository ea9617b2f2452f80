"""A terminal assistant that screens a participant against a trial's eligibility criteria."""

__version__ = "0.3.0"
