"""Repaso: a study bot that turns people's own Markdown notes into daily questions."""

__version__ = "0.1.0"
