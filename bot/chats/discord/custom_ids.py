"""What a component on Discord carries: where its press belongs, and the code of its action.

A press on what only one person sees in a server belongs to their private chat, although it comes from a channel.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Where(StrEnum):
    """Which conversation a press belongs to."""

    HERE = "h"
    """The channel, thread or direct messages that the message stands in."""
    ASIDE = "p"
    """The presser's private chat."""


@dataclass(frozen=True, slots=True)
class CustomId:
    """`types`: the press opens a window to type an answer to this message, before anything else is done."""

    code: str
    where: Where = Where.HERE
    types: bool = False

    def __str__(self) -> str:
        letter = self.where.upper() if self.types else self.where
        return f"{letter}:{self.code}"

    @classmethod
    def read(cls, custom_id: str) -> Self:
        """What a component carries. One that we cannot have written is a code that nobody knows."""
        letter, _, code = custom_id.partition(":")
        if len(letter) != 1 or letter.lower() not in set(Where):
            return cls(custom_id)
        return cls(code, Where(letter.lower()), types=letter.isupper())
