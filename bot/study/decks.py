"""A learner's own decks: listed, asked from, sent back as a file, and removed."""

from collections.abc import Callable

from bot.domain.actions import AskFromDeck, Decks, ExportDeck, OpenDeck, RemoveDeck
from bot.domain.allowances import Costly
from bot.domain.conversation import Body, Document, Edit, Reply, Rows, Say
from bot.store import decks as store
from bot.store.decks import Deck
from bot.study import limits, quiz
from bot.study.deck_buttons import FORMATS, deck_buttons, list_buttons, removal_buttons
from bot.study.visit import Visit
from bot.texts import messages as m

DECK = "deck"
"""What a Document of a deck is called; its id is the deck's."""


def decks_command(visit: Visit, argument: str) -> Reply:
    """`/decks`."""
    body, rows = _list(visit)
    return Reply(says=(Say(body, rows),))


def listed(visit: Visit, press: Decks) -> Reply:
    """The list, in the same message."""
    body, rows = _list(visit)
    return Reply(edits=(Edit(rows, body=body),))


def opened(visit: Visit, press: OpenDeck) -> Reply:
    """One deck with its buttons, in the same message."""
    return _with_deck(visit, press.deck, lambda deck: _shows(_about(visit, deck), deck_buttons(visit, deck)))


def ask_from(visit: Visit, press: AskFromDeck) -> Reply:
    """A question of this deck, whatever topics the chat has chosen."""
    return _with_deck(visit, press.deck, lambda deck: quiz.ask(visit, (), deck=deck.id))


def export(visit: Visit, press: ExportDeck) -> Reply:
    """The deck as a file."""
    if press.format not in FORMATS:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))

    def send(deck: Deck) -> Reply:
        if enough := limits.refused(visit, Costly.EXPORT):
            return enough
        body = visit.say(m.DECK_AS_FILE, name=deck.name)
        return Reply(says=(Say(body, document=Document(DECK, deck.id, press.format)),))

    return _with_deck(visit, press.deck, send)


def remove(visit: Visit, press: RemoveDeck) -> Reply:
    """Asks once, in the same message; then the deck is gone."""
    if not press.sure:
        return _with_deck(
            visit,
            press.deck,
            lambda deck: _shows(
                visit.say(m.REMOVE_DECK_SURE, name=deck.name, n=deck.questions), removal_buttons(visit, deck)
            ),
        )

    def gone(deck: Deck) -> Reply:
        store.remove_deck(visit.db, deck.id)
        _, rows = _list(visit)
        return _shows(visit.say(m.DECK_REMOVED, name=deck.name), rows)

    return _with_deck(visit, press.deck, gone)


def _with_deck(visit: Visit, number: int, act: Callable[[Deck], Reply]) -> Reply:
    """Acts on the presser's own deck, in their private chat; the number may be forged, or the deck gone."""
    deck = store.deck_of(visit.db, visit.learner.id, number) if visit.reach.owner else None
    return act(deck) if deck else Reply(notice=visit.say.text(m.NO_SUCH_DECK))


def _list(visit: Visit) -> tuple[Body, Rows]:
    if not visit.is_private:
        return visit.say(m.DECKS_IN_PRIVATE), ()
    own = store.decks_of(visit.db, visit.learner.id) if visit.reach.owner else []
    return visit.say(m.DECKS if own else m.NO_DECKS, n=len(own)), list_buttons(visit, own)


def _about(visit: Visit, deck: Deck) -> Body:
    return visit.say(m.DECK_OPEN, name=deck.name, n=deck.questions)


def _shows(body: Body, rows: Rows) -> Reply:
    return Reply(edits=(Edit(rows, body=body),))
