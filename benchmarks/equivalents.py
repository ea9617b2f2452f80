"""Checks of which no test could notice the absence, each with the reason."""

from collections.abc import Mapping

EQUIVALENT: Mapping[str, str] = {}
