"""Texts with marks on their parts: what platforms with messages of text have in common."""
