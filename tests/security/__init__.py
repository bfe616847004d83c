"""Attacks. What protects, and which of these shows it, stands in docs/security.md."""
