"""The Markdown of notes: read once into a tree that every platform lays out."""
