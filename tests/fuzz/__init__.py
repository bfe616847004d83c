"""Fuzzing: what must hold for any bytes at all. Every test run replays the corpus; `make fuzz` adds to it."""
