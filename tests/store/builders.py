"""Rows that a story needs and does not want to talk about."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import func, select

from bot.bank.sync_plan import fingerprint
from bot.domain.conversation import Address, ChatKind, Place, Platform, Sender
from bot.domain.delivery import Delivery
from bot.domain.learner import Chat, ChatId, Learner
from bot.store import bank_sync, deliveries, people
from bot.store import tables as t
from bot.store.bank import topic_code
from bot.store.days import Credit
from bot.store.deliveries import Reservation
from bot.store.engine import Connection
from tests.bank.builders import a_question

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
MADRID = "Europe/Madrid"


def an_address(chat: int = 1, thread: int = 0, platform: Platform = Platform.TELEGRAM) -> Address:
    """Where a chat is."""
    return Address(platform, chat, thread)


def a_place(chat: int = 1, *, kind: ChatKind = ChatKind.PRIVATE, thread: int = 0, title: str = "") -> Place:
    """A Telegram chat."""
    return Place(an_address(chat, thread), kind, title)


def a_learner(db: Connection, account: int = 1, *, name: str = "Ana", zone: str = MADRID) -> Learner:
    """A learner on Telegram."""
    return people.learner_of(db, Platform.TELEGRAM, Sender(account, name), language="en", zone=zone, now=NOW)


def a_chat(db: Connection, chat: int = 1, *, zone: str = MADRID, **place: object) -> Chat:
    """A chat on Telegram, private unless said otherwise."""
    return people.chat_of(db, a_place(chat, **place), language="en", zone=zone)  # type: ignore[arg-type]


def a_credit(day: date = TODAY, at: datetime = NOW, zone: str = MADRID) -> Credit:
    """A day that was earned at noon."""
    return Credit(day, at, zone)


def questions(db: Connection, *texts: str, topic: str = "sql") -> list[int]:
    """Questions of one topic; gives their ids, which grow."""
    made = [replace(a_question(text), topic=topic) for text in texts]
    bank_sync.add_variants(db, [(one, fingerprint(one)) for one in made], NOW)
    ids = bank_sync._ids(db, [one.key for one in made], None)
    return [ids[one.key] for one in made]


def code_of(topic: str) -> str:
    """The code of a topic made by `questions`."""
    return topic_code("", topic)


def asked(
    db: Connection, chat: Chat, question: int, *, key: str = "1", day: date = TODAY, now: datetime = NOW
) -> Delivery:
    """A question that somebody asked for in a chat."""
    return deliveries.asked(db, chat.id, question, key=key, day=day, now=now)


def reserves(db: Connection, chat: int, *, day: date, slot: str, due_at: datetime) -> bool:
    """Reserves a question for a chat; False when it was reserved before."""
    counted = select(func.count()).select_from(t.Delivery)
    before = db.execute(counted).scalar_one()
    deliveries.reserve(db, [Reservation(ChatId(chat), day, slot, due_at)])
    return bool(db.execute(counted).scalar_one() > before)
