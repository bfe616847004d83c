"""The buttons below one's own decks."""

from bot.domain.actions import AskFromDeck, Decks, ExportDeck, OpenDeck, RemoveDeck
from bot.domain.conversation import Button, Rows
from bot.store.decks import Deck
from bot.study.visit import Visit
from bot.texts import messages as m

FORMATS = {"anki": "Anki", "csv": "CSV", "gift": "GIFT", "json": "JSON"}
"""What a deck can be sent back as, with the names that are the same in every language."""


def new_deck_buttons(visit: Visit, deck: int) -> Rows:
    """What comes next after a file was taken."""
    return ((Button(visit.say.text(m.ASK_FROM_DECK), AskFromDeck(deck)), Button(visit.say.text(m.MY_DECKS), Decks())),)


def list_buttons(visit: Visit, decks: list[Deck]) -> Rows:
    """A button for each deck."""
    labels = ((deck, visit.say.text(m.DECK_IN_LIST, name=deck.name, n=deck.questions)) for deck in decks)
    return tuple((Button(label, OpenDeck(deck.id)),) for deck, label in labels)


def deck_buttons(visit: Visit, deck: Deck) -> Rows:
    """All that can be done with one deck."""
    say = visit.say
    return (
        (Button(say.text(m.ASK_FROM_DECK), AskFromDeck(deck.id)),),
        tuple(Button(label, ExportDeck(deck.id, code)) for code, label in FORMATS.items()),
        (Button(say.text(m.REMOVE_DECK), RemoveDeck(deck.id, 0)), Button(say.text(m.BACK_TO_DECKS), Decks())),
    )


def removal_buttons(visit: Visit, deck: Deck) -> Rows:
    """The one question before a deck is removed."""
    sure = Button(visit.say.text(m.REMOVE_FOR_GOOD), RemoveDeck(deck.id, 1))
    return ((sure, Button(visit.say.text(m.KEEP_DECK), OpenDeck(deck.id))),)
