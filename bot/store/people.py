"""Learners, their accounts, and the chats they study in."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, Row, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.orm import aliased

from bot.domain.conversation import Address, ChatKind, LearnerId, Place, Platform, Sender
from bot.domain.learner import Chat, ChatId, Learner
from bot.domain.quiet import Quiet
from bot.domain.streak import ROLLOVER
from bot.store import absences
from bot.store import tables as t
from bot.store.prepared import Bound, prepared
from bot.store.upsert import insert_new

LEARNER = (
    t.Learner.id,
    t.Learner.name,
    t.Learner.language,
    t.Learner.zone,
    t.Learner.rollover,
    t.Learner.closed_through,
    t.Learner.moved_at,
    t.Learner.last_day,
    t.Learner.new_a_day,
    t.Learner.reviews_a_day,
)
_CHAT = (
    t.Chat.id,
    t.Chat.platform,
    t.Chat.chat,
    t.Chat.thread,
    t.Chat.kind,
    t.Chat.title,
    t.Chat.language,
    t.Chat.zone,
    t.Chat.active,
    t.Chat.welcomed_at,
    t.Chat.zone_chosen,
    t.Chat.polls,
    t.Chat.headcount,
    t.Chat.difficulty,
    t.Chat.quiet_from,
    t.Chat.quiet_until,
    t.Chat.rollover,
    t.Chat.closed_through,
    t.Chat.calls,
    t.Chat.finals,
    t.Chat.publish_hour,
    t.Chat.shut_since,
    t.Chat.discussion,
)


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a learner: where it is, and what they are called there."""

    platform: Platform
    name: str


NAME_HERE = (
    select(t.Account.name)
    .where(t.Account.learner_id == t.Learner.id, t.Account.platform == t.Chat.platform)
    .limit(1)
    .scalar_subquery()
)
"""In a query of learners and chats: what a learner is called on the chat's platform. Elsewhere is nobody's business."""
_TOPICS = select(t.ChatTopic.topic_code).where(t.ChatTopic.chat_id == bindparam("chat"))


def learner_of(
    db: Connection, platform: Platform, sender: Sender, *, language: str, zone: str, now: datetime
) -> Learner:
    """The learner behind an account, made on first sight with this language and zone; the name stays the platform's."""
    row = db.execute(*_behind(platform, sender.account)).first()
    if row is None:
        return _new_learner(db, platform, sender, language=language, zone=zone, now=now)
    learner = learner_from(row)
    if row.called != sender.name:
        here = (t.Account.platform == platform, t.Account.account == sender.account)
        db.execute(update(t.Account).where(*here).values(name=sender.name))
    fresh = {"name": sender.name} | ({} if row.language_chosen else {"language": language})
    if any(getattr(learner, field) != value for field, value in fresh.items()):
        db.execute(update(t.Learner).where(t.Learner.id == learner.id).values(**fresh))
        return learner_by_id(db, learner.id)
    return learner


@prepared
def _behind(platform: Bound, account: Bound) -> Executable:
    query = select(*LEARNER, t.Learner.language_chosen, t.Account.name.label("called"))
    joined = query.join(t.Account, t.Account.learner_id == t.Learner.id)
    return joined.where(t.Account.platform == platform, t.Account.account == account)


def _new_learner(
    db: Connection, platform: Platform, sender: Sender, *, language: str, zone: str, now: datetime
) -> Learner:
    made = insert(t.Learner).values(name=sender.name, language=language, zone=zone, rollover=ROLLOVER, joined_at=now)
    number = db.execute(made.returning(t.Learner.id)).scalar_one()
    db.execute(insert(t.Account).values(platform=platform, account=sender.account, learner_id=number, name=sender.name))
    return learner_by_id(db, LearnerId(number))


def learner_by_id(db: Connection, learner: LearnerId) -> Learner:
    """One learner. Raises NoResultFound for an unknown id."""
    return learner_from(db.execute(select(*LEARNER).where(t.Learner.id == learner)).one())


def set_learner_language(db: Connection, learner: LearnerId, language: str) -> None:
    """The learner chose a language: from now on the platform's does not matter."""
    db.execute(update(t.Learner).where(t.Learner.id == learner).values(language=language, language_chosen=True))


def chose_language(db: Connection, learner: LearnerId) -> bool:
    """Whether the learner said which language, so that it is no guess."""
    return bool(db.execute(select(t.Learner.language_chosen).where(t.Learner.id == learner)).scalar())


def known_since(db: Connection, learner: LearnerId) -> datetime:
    """When the learner first came. Raises NoResultFound for an unknown id."""
    return db.execute(select(t.Learner.joined_at).where(t.Learner.id == learner)).scalar_one()


def is_hidden(db: Connection, learner: LearnerId) -> bool:
    """Whether boards leave the learner out."""
    return bool(db.execute(select(t.Learner.hidden).where(t.Learner.id == learner)).scalar())


def hide(db: Connection, learner: LearnerId, *, hidden: bool) -> None:
    """Takes the learner off the boards, or puts them on again."""
    db.execute(update(t.Learner).where(t.Learner.id == learner).values(hidden=hidden))


def change_learner(db: Connection, learner: LearnerId, **values: Any) -> None:
    """Sets columns of a learner, as `new_a_day`."""
    db.execute(update(t.Learner).where(t.Learner.id == learner).values(**values))


def chat_of(db: Connection, place: Place, *, language: str, zone: str) -> Chat:
    """The chat at a place, made on first sight; its title and its number of people follow the platform's."""
    found = chat_at(db, place.address)
    if found is None:
        where = {"platform": place.address.platform, "chat": place.address.chat, "thread": place.address.thread}
        what = {"kind": place.kind, "title": place.title, "language": language, "zone": zone}
        insert_new(db, t.Chat, **where, **what, active=True, language_chosen=False, zone_chosen=False)
        found = chat_at(db, place.address)
        if found is None:
            raise LookupError(f"{place.address} could not be stored")
    fresh = {"title": place.title or found.title, "headcount": place.headcount or found.headcount}
    if any(getattr(found, field) != value for field, value in fresh.items()):
        change_chat(db, found.id, **fresh)
        return chat_by_id(db, found.id)
    return found


def chat_at(db: Connection, address: Address) -> Chat | None:
    """The chat with this address, if it is known."""
    row = db.execute(*_chat_at(address.platform, address.chat, address.thread)).first()
    return None if row is None else _chat(row)


@prepared
def _chat_at(platform: Bound, chat: Bound, thread: Bound) -> Executable:
    return select(*_CHAT).where(t.Chat.platform == platform, t.Chat.chat == chat, t.Chat.thread == thread)


def chat_by_id(db: Connection, chat: ChatId) -> Chat:
    """One chat. Raises NoResultFound for an unknown id."""
    return _chat(db.execute(*_chat_by_id(chat)).one())


@prepared
def _chat_by_id(chat: Bound) -> Executable:
    return select(*_CHAT).where(t.Chat.id == chat)


def private_chat_of(db: Connection, learner: LearnerId, platform: Platform) -> Chat | None:
    """The learner's private chat with the bot on this platform, if it is open to us."""
    query = (
        select(*_CHAT)
        .join(t.Account, (t.Account.platform == t.Chat.platform) & (t.Account.account == t.Chat.chat))
        .where(t.Account.learner_id == learner, t.Chat.platform == platform)
        .where(t.Chat.kind == ChatKind.PRIVATE, t.Chat.active, t.Chat.welcomed_at.is_not(None))
    )
    row = db.execute(query).first()
    return None if row is None else _chat(row)


def change_chat(db: Connection, chat: ChatId, **values: Any) -> None:
    """Sets columns of a chat: `zone`, `active`, `welcomed_at`, `difficulty`, `publish_hour`, `discussion`."""
    db.execute(update(t.Chat).where(t.Chat.id == chat).values(**values))


def set_chat_language(db: Connection, chat: ChatId, language: str) -> None:
    """The language the bot speaks in a chat, chosen by somebody there."""
    change_chat(db, chat, language=language, language_chosen=True)


def follow_platform_language(db: Connection, chat: ChatId, language: str) -> None:
    """Takes the platform's language over in a chat where nobody chose one."""
    db.execute(update(t.Chat).where(t.Chat.id == chat, ~t.Chat.language_chosen).values(language=language))


def set_active(db: Connection, address: Address, now: datetime, *, active: bool) -> None:
    """Whether the bot may write to a chat and all its threads (a block or a kick is for the whole chat)."""
    where = (t.Chat.platform == address.platform, t.Chat.chat == address.chat, t.Chat.active != active)
    changed = [ChatId(number) for number in db.execute(select(t.Chat.id).where(*where)).scalars()]
    if changed:
        db.execute(update(t.Chat).where(t.Chat.id.in_(changed)).values(active=active))
        (absences.returned if active else absences.left)(db, changed, now)


def close_thread(db: Connection, chat: ChatId, now: datetime) -> None:
    """The bot may write to this thread no more; to the others of its chat it may."""
    change_chat(db, chat, active=False)
    absences.left(db, [chat], now)


def move_thread(db: Connection, thread: Address, now: datetime) -> bool:
    """A thread is gone, and its chat itself takes its place, with everything that hangs on it; False when that has
    questions of its own. Then those of the thread are the chat's, so that replies to them find them, and no more come.
    """
    gone, main = chat_at(db, thread), chat_at(db, replace(thread, thread=0))
    if gone is None:
        return False
    if main is None or not _is_used(db, main.id):
        if main is not None:
            for member in members(db, main.id):
                join(db, gone.id, member.id, now)
            db.execute(delete(t.Chat).where(t.Chat.id == main.id))
        change_chat(db, gone.id, thread=0)
        return True
    other = aliased(t.Delivery)
    same = (other.chat_id == main.id, other.local_date == t.Delivery.local_date, other.slot == t.Delivery.slot)
    free = ~exists().where(*same)
    db.execute(update(t.Delivery).where(t.Delivery.chat_id == gone.id, free).values(chat_id=main.id))
    moved = select(t.Delivery.id).where(t.Delivery.chat_id == main.id)
    here = (t.Message.chat_id == gone.id, t.Message.delivery_id.in_(moved))
    db.execute(update(t.Message).where(*here).values(chat_id=main.id))
    for member in members(db, gone.id):
        join(db, main.id, member.id, now)
    return False


def _is_used(db: Connection, chat: ChatId) -> bool:
    """Whether a chat was asked something, or has a schedule."""
    used = (t.Chat.id.in_(select(t.Delivery.chat_id)), t.Chat.id.in_(select(t.Schedule.chat_id)))
    return db.execute(select(t.Chat.id).where(t.Chat.id == chat, or_(*used))).first() is not None


def move_chat(db: Connection, old: Address, new: Address, now: datetime) -> None:
    """Gives a chat and its threads a new number, with everything that hangs on them; twice is the same as once.

    Where the bot was told of the new number first, the chat that was only greeted there gives way. One that was
    used there stays, and the old number is not written to any more.
    """
    here = (t.Chat.platform == old.platform, t.Chat.chat == old.chat)
    there = (t.Chat.platform == new.platform, t.Chat.chat == new.chat)
    if old.chat == new.chat or db.execute(select(t.Chat.id).where(*here)).first() is None:
        return
    used = (t.Chat.id.in_(select(t.Delivery.chat_id)), t.Chat.id.in_(select(t.Schedule.chat_id)))
    if db.execute(select(t.Chat.id).where(*there).where(or_(*used))).first() is not None:
        set_active(db, old, now, active=False)
        return
    db.execute(delete(t.Chat).where(*there))
    db.execute(update(t.Chat).where(*here).values(chat=new.chat))


def join(db: Connection, chat: ChatId, learner: LearnerId, now: datetime) -> None:
    """The learner takes part in the chat."""
    insert_new(db, t.Member, chat_id=chat, learner_id=learner, since=now)


def leave(db: Connection, address: Address, account: int) -> None:
    """Whoever has this account takes part in the chat and its threads no more; they do again once they act there."""
    who = select(t.Account.learner_id).where(t.Account.platform == address.platform, t.Account.account == account)
    here = select(t.Chat.id).where(t.Chat.platform == address.platform, t.Chat.chat == address.chat)
    db.execute(delete(t.Member).where(t.Member.learner_id.in_(who), t.Member.chat_id.in_(here)))


def accounts_of(db: Connection, learner: LearnerId) -> list[Account]:
    """Where a learner has an account, and what they are called there."""
    query = select(t.Account.platform, t.Account.name).where(t.Account.learner_id == learner)
    return [Account(row.platform, row.name) for row in db.execute(query.order_by(t.Account.platform))]


def other_account(db: Connection, learner: LearnerId, platform: Platform) -> Account | None:
    """The account that a learner has on another platform than this one."""
    return next((one for one in accounts_of(db, learner) if one.platform is not platform), None)


def called(db: Connection, learner: Learner, platform: Platform) -> str:
    """What a learner is called on a platform."""
    return next((one.name for one in accounts_of(db, learner.id) if one.platform is platform), learner.name)


def members(db: Connection, chat: ChatId) -> list[Learner]:
    """Who takes part in a chat."""
    return [learner_from(row) for row in db.execute(*_members(chat))]


@prepared
def _members(chat: Bound) -> Executable:
    query = select(*LEARNER).join(t.Member, t.Member.learner_id == t.Learner.id)
    return query.where(t.Member.chat_id == chat).order_by(t.Learner.id)


def alone_in(db: Connection, chat: Chat) -> Learner | None:
    """Whose private chat this is; at the terminal, who was there first."""
    learners = members(db, chat.id) if chat.kind is ChatKind.PRIVATE else []
    return learners[0] if learners else None


def chats_of(db: Connection, learner: LearnerId) -> list[Chat]:
    """The chats that a learner takes part in."""
    return [_chat(row) for row in db.execute(*_chats_of(learner))]


@prepared
def _chats_of(learner: Bound) -> Executable:
    query = select(*_CHAT).join(t.Member, t.Member.chat_id == t.Chat.id)
    return query.where(t.Member.learner_id == learner).order_by(t.Chat.id)


def topics_of(db: Connection, chat: ChatId) -> frozenset[str]:
    """The codes of the topics that a chat chose; empty means all."""
    return frozenset(db.execute(_TOPICS, {"chat": chat}).scalars())


def set_topics(db: Connection, chat: ChatId, codes: Collection[str]) -> None:
    """Chooses exactly these topics; none means all."""
    db.execute(delete(t.ChatTopic).where(t.ChatTopic.chat_id == chat))
    for code in codes:
        db.execute(insert(t.ChatTopic).values(chat_id=chat, topic_code=code))


def quiet_from(row: Row[*tuple[Any, ...]]) -> Quiet | None:
    """The quiet hours of a row that has these columns of a chat."""
    return None if row.quiet_from is None else Quiet(row.quiet_from, row.quiet_until)


def set_quiet(db: Connection, chat: ChatId, quiet: Quiet | None) -> None:
    """The hours in which the bot says nothing there by itself."""
    change_chat(db, chat, quiet_from=quiet and quiet.start, quiet_until=quiet and quiet.end)


def learner_from(row: Row[*tuple[Any, ...]]) -> Learner:
    """The learner of a row that has the columns of LEARNER."""
    days = (row.zone, row.rollover, row.closed_through, row.moved_at, row.last_day)
    return Learner(LearnerId(row.id), row.name, row.language, *days, row.new_a_day, row.reviews_a_day)


def _chat(row: Row[*tuple[Any, ...]]) -> Chat:
    address = Address(row.platform, row.chat, row.thread)
    return Chat(
        ChatId(row.id),
        address,
        row.kind,
        row.title,
        row.language,
        row.zone,
        active=row.active,
        welcomed_at=row.welcomed_at,
        zone_chosen=row.zone_chosen,
        polls=row.polls,
        headcount=row.headcount,
        difficulty=row.difficulty,
        calls=row.calls,
        quiet=quiet_from(row),
        rollover=row.rollover,
        closed_through=row.closed_through,
        finals=row.finals,
        publish_hour=row.publish_hour,
        shut_since=row.shut_since,
        discussion=row.discussion,
    )
