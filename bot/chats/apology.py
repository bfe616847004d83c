"""What somebody hears whose update failed."""

from bot.domain.conversation import (
    Incoming,
    Left,
    Line,
    Moved,
    Presence,
    Press,
    Reply,
    Say,
    Span,
    ThreadClosed,
    ThreadDeleted,
    Vote,
)


def apology(incoming: Incoming, sentence: str) -> Reply:
    """The sentence as a notice on a press, else as a reply; nothing to what nobody said."""
    if isinstance(incoming.what, Presence | ThreadDeleted | ThreadClosed | Left | Moved | Vote):
        return Reply()
    if isinstance(incoming.what, Press):
        return Reply(notice=sentence)
    return Reply(says=(Say((Line((Span(sentence),)),), as_reply=True),))
