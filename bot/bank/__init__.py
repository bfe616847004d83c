"""Reads Markdown notes into questions, and plans what changes when they are read again."""
