"""What can go wrong in a way that its reader can mend."""


class RepasoError(Exception):
    """A fault with one sentence for the person who can do something about it."""
