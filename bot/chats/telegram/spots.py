"""Where something is posted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.chats.telegram.asides import Aside
from bot.domain.conversation import Address, Platform
from bot.domain.sending import MovedTo


@dataclass(slots=True)
class Spot:
    """Where something is posted; it changes when the topic or the group turns out to be gone.

    `silent`: without a sound. `urgent`: before everything else that is pushed. `aside`: only one member sees it.
    `on_move` is told a group's old and new id, and posting goes on there; without it, MovedTo is raised.
    `pushed`: nobody waits for it, and it is better tried later than for minutes. Once a part is sent it is worth
    waiting for the rest, for half a text helps nobody, and tried anew, that part would come twice.
    """

    chat: int
    thread: int
    on_move: Callable[[int, int], None] | None = None
    silent: bool = False
    urgent: bool = False
    pushed: bool = False
    aside: Aside | None = None

    def follow(self, new: int) -> None:
        """To the group's new id; its topics are not the old ones."""
        if self.on_move is None or self.chat == new:
            raise MovedTo(Address(Platform.TELEGRAM, new))
        self.on_move(self.chat, new)
        self.chat, self.thread = new, 0

    def lost(self, meant: Address) -> bool:
        """Whether the topic that it was meant for turned out to be gone."""
        return bool(meant.thread) and not self.thread and self.chat == meant.chat

    @property
    def more(self) -> dict[str, Any] | None:
        """What the library has no parameters for."""
        return self.aside.parameters if self.aside else None
