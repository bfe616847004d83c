"""The tables, as typed SQLAlchemy models; the keys that must hold are constraints here.

Statements are written as Core (`select(Card.due)`, `insert(Answer)`) on a `Connection`: the desk shares one
transaction between many updates, where an identity map would only cost time.
"""

from bot.store.columns import Base
from bot.store.tables.bank import Note, Question, Source, Upload, Variant
from bot.store.tables.deliveries import Answer, Delivery, Message, Schedule, Turn
from bot.store.tables.memory import Card, Day, Event, Review
from bot.store.tables.people import Account, Chat, ChatTopic, Learner, Member
from bot.store.tables.updates import Handled

__all__ = [
    "Account",
    "Answer",
    "Base",
    "Card",
    "Chat",
    "ChatTopic",
    "Day",
    "Delivery",
    "Event",
    "Handled",
    "Learner",
    "Member",
    "Message",
    "Note",
    "Question",
    "Review",
    "Schedule",
    "Source",
    "Turn",
    "Upload",
    "Variant",
]
