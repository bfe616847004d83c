"""Telegram's edge: updates in, messages out."""
