"""The edges: one for each platform; they translate and stop, and know nothing of each other."""
