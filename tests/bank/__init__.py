"""Tests of `bot.bank`."""
