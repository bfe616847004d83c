"""What can go wrong in a way that its reader can mend."""


class NotKept(Exception):
    """The database could not be reached or written to: nothing took effect, and a later try may work."""


class RepasoError(Exception):
    """A fault with one sentence for the person who can do something about it."""
