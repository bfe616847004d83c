"""Questions on their way: reserved, sent, and found again by the message that carried them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Executable, Exists, Row, func, literal, select, type_coerce, update

from bot.domain.conversation import Address, DeliveryId, LearnerId, Platform
from bot.domain.delivery import Delivery, DeliveryState, Due, Turn
from bot.domain.excuses import Span
from bot.domain.learner import ChatId
from bot.store import steps
from bot.store import tables as t
from bot.store.columns import Moment, new_ticket
from bot.store.prepared import Bound, Ready, prepared
from bot.store.upsert import insert_all_new, insert_new

_DAY = timedelta(days=1)
ASKED = "ask:"
IN_ROUND = f"{ASKED}round:"
"""How the slot of a question begins that somebody asked for, and in a round; the rest is the update's key."""

# The index holds what is reserved and nothing else: it is taken only where the statement itself says so.
IS_RESERVED = t.Delivery.state == literal(DeliveryState.RESERVED, t.Delivery.state.type, literal_execute=True)
"""The condition that a delivery waits for its hour, or for its sending."""
DELIVERY = (
    t.Delivery.id,
    t.Delivery.chat_id,
    t.Delivery.question_id,
    t.Delivery.slot,
    t.Delivery.origin_id,
    t.Delivery.ticket,
    t.Delivery.publish_at,
)
"""The columns that `delivery_from` reads."""
_DUE = (
    t.Delivery.id,
    t.Delivery.chat_id,
    t.Delivery.question_id,
    t.Delivery.due_at,
    t.Delivery.local_date,
    t.Delivery.ticket,
)


def asked(
    db: Connection,
    chat: ChatId,
    question: int,
    *,
    key: str,
    day: date,
    now: datetime,
    origin: DeliveryId | None = None,
    in_round: bool = False,
) -> Delivery:
    """Records a question that somebody asked for with the update `key`, as sent: its message is in the Reply."""
    slot = (IN_ROUND if in_round else ASKED) + key
    row = {"chat_id": chat, "question_id": question, "local_date": day, "slot": slot, "due_at": now}
    insert_new(db, t.Delivery, **row, state=DeliveryState.SENT, sent_at=now, origin_id=origin)
    query = select(*DELIVERY).where(t.Delivery.chat_id == chat, t.Delivery.local_date == day, t.Delivery.slot == slot)
    return delivery_from(db, db.execute(query).one())


@dataclass(frozen=True, slots=True)
class Reservation:
    """A question that is to come to a chat: a slot of its schedule on a local date, and when it is due."""

    chat: ChatId
    day: date
    slot: str
    due_at: datetime


def reserve(db: Connection, reservations: Iterable[Reservation]) -> None:
    """Reserves them; one that was reserved before stays as it is."""
    rows = [
        {"chat_id": one.chat, "local_date": one.day, "slot": one.slot, "due_at": one.due_at, "ticket": new_ticket()}
        for one in reservations
    ]
    insert_all_new(db, t.Delivery, [row | {"state": DeliveryState.RESERVED} for row in rows])


def waiting(db: Connection, platforms: Collection[Platform], *, now: datetime, limit: int) -> list[Due]:
    """Reserved deliveries whose time has come, oldest first."""
    query = select(*_DUE).where(IS_RESERVED, t.Delivery.due_at <= now, served(platforms))
    rows = db.execute(query.order_by(t.Delivery.due_at, t.Delivery.id).limit(limit))
    return [
        Due(DeliveryId(row.id), ChatId(row.chat_id), row.question_id, row.due_at, row.local_date, row.ticket)
        for row in rows
    ]


def served(platforms: Collection[Platform]) -> Exists:
    """Whether a delivery's chat is on one of these platforms. Joined, SQLite would go through all chats of them, and
    all of their deliveries; so it begins with what is due.
    """
    return select(t.Chat.id).where(t.Chat.id == t.Delivery.chat_id, t.Chat.platform.in_(platforms)).exists()


def postpone(db: Connection, delivery: DeliveryId, until: datetime) -> None:
    """A reserved delivery waits until then."""
    db.execute(update(t.Delivery).where(t.Delivery.id == delivery).values(due_at=until))


def last_reserved(db: Connection, chat: ChatId, *, since: datetime, but: DeliveryId) -> datetime | None:
    """When the last of a chat's other deliveries is due that wait for `since` or later."""
    waits = (t.Delivery.chat_id == chat, t.Delivery.state == DeliveryState.RESERVED, t.Delivery.due_at >= since)
    return db.execute(select(func.max(t.Delivery.due_at)).where(*waits, t.Delivery.id != but)).scalar()


def choose(db: Connection, delivery: DeliveryId, question: int) -> None:
    """Fixes the question of a reserved delivery, so that a second try sends the same one."""
    db.execute(*_chosen(delivery, question))


@prepared
def _chosen(delivery: Bound, question: Bound) -> Executable:
    return update(t.Delivery).where(t.Delivery.id == delivery).values(question_id=question)


def close(db: Connection, delivery: DeliveryId, state: DeliveryState, now: datetime) -> None:
    """A reserved delivery was sent, skipped or failed."""
    sent_at = now if state is DeliveryState.SENT else None
    db.execute(*_closed(delivery, state, sent_at))


@prepared
def _closed(delivery: Bound, state: Bound, sent_at: Bound) -> Executable:
    return update(t.Delivery).where(t.Delivery.id == delivery).values(state=state, sent_at=sent_at)


def nothing_to_ask(db: Connection, chat: ChatId, within: Span) -> bool:
    """Whether questions were to come to a chat between two instants of one day, and there was none to ask.

    Their dates may be those of the days around it, where quiet hours held them back.
    """
    dates = t.Delivery.local_date.between(within[0].date() - 2 * _DAY, within[1].date() + _DAY)  # for the index
    due = (t.Delivery.due_at >= within[0], t.Delivery.due_at < within[1], ~t.Delivery.slot.startswith(ASKED))
    query = select(t.Delivery.state).where(t.Delivery.chat_id == chat, dates, *due)
    states = set(db.execute(query).scalars())
    return states == {DeliveryState.EMPTY}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question that was to come by itself."""

    state: DeliveryState
    due_at: datetime


def last_scheduled(db: Connection, chat: ChatId) -> Outcome | None:
    """The last one of a chat that does not wait any more."""
    by_itself = (~t.Delivery.slot.startswith(ASKED), t.Delivery.state != DeliveryState.RESERVED)
    query = select(t.Delivery.state, t.Delivery.due_at).where(t.Delivery.chat_id == chat, *by_itself)
    row = db.execute(query.order_by(t.Delivery.local_date.desc(), t.Delivery.due_at.desc()).limit(1)).first()
    return row and Outcome(row.state, row.due_at)


def is_any_sent(db: Connection, chat: ChatId, day: date) -> bool:
    """Whether a question of this local date was sent to the chat, asked for or by itself."""
    return db.execute(*_sent_on(chat, day)).first() is not None


@prepared
def _sent_on(chat: Bound, day: Bound) -> Executable:
    where = (t.Delivery.chat_id == chat, t.Delivery.local_date == day, t.Delivery.state == DeliveryState.SENT)
    return select(t.Delivery.id).where(*where).limit(1)


def record_messages(db: Connection, delivery: DeliveryId, messages: Sequence[int]) -> None:
    """Remembers which messages carry a delivery, if it is still there: its learner may have erased everything."""
    number = db.execute(*_chat_of(delivery)).scalar()
    if number is None:
        return
    for message in messages:
        insert_new(db, t.Message, chat_id=number, message=message, delivery_id=delivery)


@prepared
def _chat_of(delivery: Bound) -> Executable:
    return select(t.Delivery.chat_id).where(t.Delivery.id == delivery)


def delivery_by_id(db: Connection, delivery: int) -> Delivery | None:
    """One delivery that has its question, or None: the number may come from a forged button."""
    row = db.execute(*_by_id(delivery)).first()
    return None if row is None or row.question_id is None else delivery_from(db, row)


def shared(db: Connection, delivery: Delivery) -> Delivery | None:
    """The group's delivery that this one answers in private, or itself."""
    return delivery if delivery.root == delivery.id else delivery_by_id(db, delivery.root)


@prepared
def _by_id(delivery: Bound) -> Executable:
    return select(*DELIVERY).where(t.Delivery.id == delivery)


def delivery_of_message(db: Connection, chat: ChatId, message: int) -> Delivery | None:
    """The delivery whose question this message asked."""
    row = db.execute(*_of_message(chat, message)).first()
    return None if row is None else delivery_from(db, row)


@prepared
def _of_message(chat: Bound, message: Bound) -> Executable:
    query = select(*DELIVERY).join(t.Message, t.Message.delivery_id == t.Delivery.id)
    return query.where(t.Message.chat_id == chat, t.Message.message == message)


def local_date(db: Connection, delivery: DeliveryId) -> date:
    """The local date that a delivery belongs to. Raises NoResultFound."""
    return db.execute(select(t.Delivery.local_date).where(t.Delivery.id == delivery)).scalar_one()


def message_of(db: Connection, delivery: DeliveryId) -> int | None:
    """The last message that carries a delivery: the one with its buttons."""
    return db.execute(*_last_message(delivery)).scalar()


@prepared
def _last_message(delivery: Bound) -> Executable:
    return select(func.max(t.Message.message)).where(t.Message.delivery_id == delivery)


def latest_messages(db: Connection, platform: Platform, since: datetime, limit: int) -> list[tuple[Address, int]]:
    """The latest message with a question in each chat of a platform that got one since then, the newest first."""
    where = (t.Chat.platform, t.Chat.chat, t.Chat.thread)
    latest = func.max(t.Message.message)
    query = select(*where, latest.label("message")).join(t.Message, t.Message.chat_id == t.Chat.id)
    query = query.join(t.Delivery, t.Delivery.id == t.Message.delivery_id)
    query = query.where(t.Chat.platform == platform, t.Chat.active, t.Delivery.sent_at >= since)
    rows = db.execute(query.group_by(*where).order_by(latest.desc()).limit(limit))
    return [(Address(row.platform, row.chat, row.thread), row.message) for row in rows]


def sent_last(db: Connection, chat: ChatId) -> list[Delivery]:
    """The question that was sent last in a chat; before it, newest first, the others of the same scheduled slot."""
    sent = (t.Delivery.chat_id == chat, t.Delivery.state == DeliveryState.SENT)
    newest_first = (t.Delivery.sent_at.desc(), t.Delivery.id.desc())
    slot = select(t.Delivery.due_at).where(*sent).order_by(*newest_first).limit(1).scalar_subquery()
    rows = db.execute(select(*DELIVERY).where(*sent, t.Delivery.due_at == slot).order_by(*newest_first))
    together = [delivery_from(db, row) for row in rows]
    return together[:1] + [one for one in together[1:] if one.scheduled and together[0].scheduled]


def privately(db: Connection, origin: DeliveryId, chat: ChatId) -> Delivery | None:
    """The latest private way to answer a group's question, in this private chat."""
    query = select(*DELIVERY).where(t.Delivery.chat_id == chat, t.Delivery.origin_id == origin)
    row = db.execute(query.order_by(t.Delivery.id.desc()).limit(1)).first()
    return None if row is None else delivery_from(db, row)


def turn(db: Connection, delivery: DeliveryId, learner: LearnerId) -> Turn:
    """How far a learner has come with a delivery; an untouched Turn when they have not begun."""
    row = db.execute(*_turn(delivery, learner)).first()
    if row is None:
        return Turn()
    return Turn(row.answered_at, row.revealed_at, row.skipped_at, graded=row.graded is not None, mark=row.mark)


@prepared
def _turn(delivery: Bound, learner: Bound) -> Executable:
    graded = (
        select(t.Review.id).where(t.Review.delivery_id == delivery, t.Review.learner_id == learner).scalar_subquery()
    )
    mark = (
        select(t.Answer.mark).where(t.Answer.delivery_id == delivery, t.Answer.learner_id == learner).scalar_subquery()
    )
    columns = (t.Turn.answered_at, t.Turn.revealed_at, t.Turn.skipped_at)
    query = select(*columns, graded.label("graded"), mark.label("mark"))
    return query.where(t.Turn.delivery_id == delivery, t.Turn.learner_id == learner)


def touch_turn(db: Connection, delivery: DeliveryId, learner: LearnerId, **moments: datetime) -> None:
    """Notes what the learner did: `answered_at`, `revealed_at`, `skipped_at`. The first moment of each stays."""
    insert_new(db, t.Turn, delivery_id=delivery, learner_id=learner)
    for name, at in moments.items():
        db.execute(*_FIRST_MOMENT[name](delivery, learner, at))


def _first_moment(name: str) -> Callable[..., Ready]:
    @prepared
    def kept(delivery: Bound, learner: Bound, at: Bound) -> Executable:
        # Of our own type: an expression would take the moment as it is, without a zone or in any.
        first = func.coalesce(getattr(t.Turn, name), type_coerce(at, Moment))
        where = (t.Turn.delivery_id == delivery, t.Turn.learner_id == learner)
        return update(t.Turn).where(*where).values({name: first})

    return kept


_FIRST_MOMENT = {name: _first_moment(name) for name in ("answered_at", "revealed_at", "skipped_at")}


def answered_by(db: Connection, delivery: DeliveryId) -> int:
    """How many learners have answered a delivery."""
    query = select(func.count()).select_from(t.Turn).where(t.Turn.delivery_id == delivery)
    return db.execute(query.where(t.Turn.answered_at.is_not(None))).scalar_one()


def asked_again(db: Connection, delivery: DeliveryId, now: datetime) -> None:
    """A question of a round is shown once more: from now on it is the chat's latest."""
    db.execute(update(t.Delivery).where(t.Delivery.id == delivery).values(sent_at=now))


def delivery_from(db: Connection, row: Row[*tuple[Any, ...]]) -> Delivery:
    """The delivery of a row that has the columns of DELIVERY."""
    scheduled = not row.slot.startswith(ASKED)
    origin = None if row.origin_id is None else DeliveryId(row.origin_id)
    step = steps.step_of(db, row.id) if row.slot.startswith(IN_ROUND) else None
    what = (DeliveryId(row.id), ChatId(row.chat_id), row.question_id, scheduled, origin, step, row.ticket)
    return Delivery(*what, row.publish_at)
