"""The bot in a terminal."""
