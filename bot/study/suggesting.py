"""The names of topics and decks, offered while somebody is still typing. It makes nobody known."""

from bot.domain.conversation import ChatKind, Incoming
from bot.domain.folding import fold
from bot.store import bank, erasing, people
from bot.store.bank import PUBLIC, Reach
from bot.store.engine import Connection
from bot.study.visit import Defaults
from bot.texts.catalog import language_of

MOST = 25


def suggested(db: Connection, incoming: Incoming, typed: str, defaults: Defaults) -> list[str]:
    """At most 25 names of topics and decks: those that begin with what was typed, then those that have it somewhere."""
    chat = people.chat_at(db, incoming.place.address)
    language = chat.language if chat else language_of(incoming.sender.language, defaults.language)
    topics = bank.topics(db, language, _reach(db, incoming))
    names = list(dict.fromkeys([topic.title for topic in topics] + [topic.deck for topic in topics if topic.deck]))
    begun = fold(typed.strip())
    found = [name for name in names if begun in fold(name)]
    return sorted(found, key=lambda name: not fold(name).startswith(begun))[:MOST]


def _reach(db: Connection, incoming: Incoming) -> Reach:
    """In private, the learner's own decks are among them."""
    if incoming.place.kind is not ChatKind.PRIVATE:
        return PUBLIC
    learner = erasing.learner_behind(db, incoming.place.address.platform, incoming.sender.account)
    return Reach(learner) if learner else PUBLIC
