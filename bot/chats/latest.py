"""Changes of one message that wait for their turn: only the last of them has to be made."""

from bot.domain.conversation import Address, Edit


class Latest:
    """Knows the last change that each message is to get. A group that answers within seconds gets its last number:
    platforms take few changes a minute, and an old one must not undo what came after it.
    """

    def __init__(self) -> None:
        self._wanted: dict[tuple[Address, int], Edit] = {}

    def wants(self, edit: Edit, here: Address) -> None:
        """This change comes after all others that were wanted; those of buttons alone are made each."""
        if _counts(edit):
            self._wanted[edit.to or here, edit.message] = edit

    def takes(self, edit: Edit, here: Address) -> bool:
        """Whether it is to be made still, now that its turn has come."""
        if not _counts(edit):
            return True
        place = (edit.to or here, edit.message)
        if self._wanted.get(place) is not edit:
            return False
        del self._wanted[place]
        return True


def _counts(edit: Edit) -> bool:
    return edit.body is not None and edit.message != 0
