"""A learner's own decks."""

from dataclasses import dataclass

from bot.domain.actions.action import Action


@dataclass(frozen=True, slots=True)
class Decks(Action):
    """Open the list of one's own decks."""


@dataclass(frozen=True, slots=True)
class OpenDeck(Action):
    """What can be done with one of one's own decks."""

    deck: int


@dataclass(frozen=True, slots=True)
class AskFromDeck(Action):
    """A question of one's own deck."""

    deck: int


@dataclass(frozen=True, slots=True)
class ExportDeck(Action):
    """Send one's own deck back as a file; `format` is anki, csv, gift or json."""

    deck: int
    format: str


@dataclass(frozen=True, slots=True)
class RemoveDeck(Action):
    """Remove one's own deck; `sure` is 1 once the bot has asked."""

    deck: int
    sure: int
