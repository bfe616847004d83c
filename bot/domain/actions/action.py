"""The root of all meanings of a button."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """What a press does; each subclass is one meaning."""
