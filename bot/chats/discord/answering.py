"""An interaction as long as it can be answered: for 15 minutes, and also by the program that comes after a restart."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import discord

LIVES = timedelta(minutes=15)
_SAFE = timedelta(seconds=20)
_KEPT = re.compile(r"([nao])([01])(\d+):(\d+):(\d+):(.+)")


class Waits(StrEnum):
    """What the presser looks at until the first answer."""

    NOTHING = "n"
    """Everything is as it was: a button was pressed."""
    ALONE = "a"
    """“Is thinking…”, which only they see."""
    OPENLY = "o"
    """“Is thinking…”, which everybody sees."""


@dataclass(slots=True)
class Answering:
    """What to answer with. `in_server`: others may read along; `until` is when Discord stops taking answers.

    `message` is the one that was pressed, or that a window was opened from, and `user` who did it. `lacks` names the
    permissions that the bot would need there and does not have.
    """

    token: str
    until: datetime
    waits: Waits = Waits.NOTHING
    in_server: bool = False
    message: int = 0
    user: int = 0
    lacks: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, interaction: discord.Interaction, waits: Waits) -> "Answering":
        """How this interaction is answered, once it was acknowledged so."""
        message = interaction.message.id if interaction.message else 0
        until = interaction.created_at + LIVES - _SAFE
        return cls(interaction.token, until, waits, interaction.guild_id is not None, message, interaction.user.id)

    @property
    def kept(self) -> str:
        """All of it as a text, to be stored with the update."""
        return f"{self.waits}{int(self.in_server)}{self.message}:{self.user}:{self.until.timestamp():.0f}:{self.token}"

    @classmethod
    def restored(cls, kept: str) -> "Answering | None":
        """What was stored; None where there is nothing."""
        found = _KEPT.fullmatch(kept)
        if found is None:
            return None
        waits, in_server, message, user, until, token = found.groups()
        moment = datetime.fromtimestamp(int(until), UTC)
        return cls(token, moment, Waits(waits), in_server == "1", int(message), int(user))

    def is_alive(self, now: datetime) -> bool:
        """Whether Discord takes answers still."""
        return now < self.until
