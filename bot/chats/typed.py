"""Commands as people type them."""

import re

from bot.domain.conversation import Command

# A name starts with a letter, so that the answers “/24” and “/etc/hosts” are answers.
_COMMAND = re.compile(r"/([^\W\d_][\w-]{0,63})(?:\s+(.*))?\Z", re.DOTALL)


def command_in(text: str, *, addressed: bool = False, reply_to: int | None = None) -> Command | None:
    """The command that a text is, or None. `addressed`: our name stands before it."""
    found = _COMMAND.match(text)
    return Command(found[1].lower(), (found[2] or "").strip(), addressed, reply_to) if found else None
