"""One update from beginning to end: seen before? who, where, what; and the Reply that is remembered."""

import logging
from datetime import datetime
from random import Random

from bot.domain.conversation import (
    READ,
    Attached,
    ChatKind,
    Command,
    Incoming,
    Left,
    Located,
    Moved,
    NotText,
    Opened,
    Presence,
    Press,
    Reply,
    Text,
    ThreadClosed,
    ThreadDeleted,
    Upload,
    Vote,
)
from bot.domain.diagnosis import PROBED, Diagnosis
from bot.domain.learner import Chat
from bot.seeing import trail
from bot.store import people, updates
from bot.store.engine import Connection
from bot.study import (
    answer,
    aside,
    commands,
    doctor,
    milestones,
    presence,
    reporting,
    start,
    strangers,
    uploading,
    votes,
    welcome_typed,
)
from bot.study.visit import NOBODY, Defaults, Host, Load, Visit, no_decks
from bot.texts.catalog import language_of

log = logging.getLogger(__name__)


def handle(
    db: Connection,
    incoming: Incoming,
    defaults: Defaults,
    *,
    now: datetime,
    rng: Random,
    load: Load = no_decks,
    host: Host = NOBODY,
) -> Reply:
    """Handles one update in the caller's transaction. The same key again changes nothing and gives the same Reply."""
    known = updates.reply_to(db, incoming.place.address.platform, incoming.key)
    if known is not None:
        log.debug("the %s came again and is not done twice", incoming.kind)
        return known
    reply = _without_visit(db, incoming, defaults, now, rng)
    if reply is None:
        incoming = aside.as_known(db, incoming, now)
        visit = _visit(db, incoming, defaults, now=now, rng=rng, load=load, host=host)
        reply = aside.reached(visit, visit.told(_act(visit)))
    updates.remember(db, incoming, reply, now)
    log.debug("the %s is handled: %d messages, %d edits", incoming.kind, len(reply.says), len(reply.edits))
    return reply


def _without_visit(db: Connection, incoming: Incoming, defaults: Defaults, now: datetime, rng: Random) -> Reply | None:
    """The Reply to what makes nobody known; None for everything else."""
    match incoming.what:
        case Moved(to):
            people.move_chat(db, incoming.place.address, to, now)
            return Reply()
        case ThreadDeleted(goes_on):
            told = presence.thread_gone(db, incoming.place.address, now, goes_on=goes_on)
            return Reply(says=(told,) if told else ())
        case ThreadClosed():
            told = presence.thread_shut(db, incoming.place.address, now)
            return Reply(says=(told,) if told else ())
        case Left():
            people.leave(db, incoming.place.address, incoming.sender.account)
            return Reply()
        case Presence() as change:
            return presence.changed(db, incoming, change, defaults, now)
        case Vote() as vote:
            return votes.voted(db, incoming, vote, now=now, rng=rng)
        case Upload() | Diagnosis() if _is_forgotten(db, incoming):
            return Reply()
    return strangers.heard(db, incoming, defaults)


def _is_forgotten(db: Connection, found: Incoming) -> bool:
    """Whether who sent the file, or asked what is wrong, has erased everything while the edge was at work on it."""
    asked = found.key.removesuffix(READ).removesuffix(PROBED)
    sent = updates.reply_to(db, found.place.address.platform, asked)
    return sent is not None and sent.fetch is None and sent.probe is None


def _visit(
    db: Connection, incoming: Incoming, defaults: Defaults, *, now: datetime, rng: Random, load: Load, host: Host
) -> Visit:
    """Who and where. In private the chat follows the learner's language, and everybody who acts takes part."""
    chat = chat_for(db, incoming, defaults)
    spoken = language_of(incoming.sender.language, chat.language)
    learner = people.learner_of(
        db, chat.address.platform, incoming.sender, language=spoken, zone=chat.zone, now=incoming.at
    )
    if chat.kind is ChatKind.PRIVATE and chat.language != learner.language:
        people.follow_platform_language(db, chat.id, learner.language)
    trail.note(learner=learner.id)
    if incoming.sender.scores:
        people.join(db, chat.id, learner.id, now)
    visit = Visit(db, incoming, learner, chat, now, rng, load, host)
    if incoming.place.is_open:
        _opened(visit)
    return visit


def _opened(visit: Visit) -> None:
    """From now on we may write there."""
    chat = visit.chat
    if chat.kind is ChatKind.PRIVATE and (chat.welcomed_at is None or not chat.active):
        milestones.opened(visit)
    if chat.kind is ChatKind.PRIVATE and chat.welcomed_at is None:
        people.change_chat(visit.db, chat.id, welcomed_at=visit.now)
    if not chat.active:
        people.set_active(visit.db, chat.address, visit.now, active=True)


def chat_for(db: Connection, incoming: Incoming, defaults: Defaults) -> Chat:
    """The chat that an update came from, made on first sight in the sender's language."""
    spoken = language_of(incoming.sender.language, defaults.language)
    return people.chat_of(db, incoming.place, language=spoken, zone=defaults.zone)


def _act(visit: Visit) -> Reply:
    match visit.incoming.what:
        case Command() as command:
            return commands.run_command(visit, command)
        case Press() as press:
            return commands.run_press(visit, press)
        case Text() as text:
            words = reporting.words_typed(visit, text)
            return words or welcome_typed.typed(visit, text) or answer.typed(visit, text)
        case NotText() as other:
            return answer.not_text(visit, other)
        case Located() as where:
            return welcome_typed.located(visit, where)
        case Opened():
            return start.opened(visit)
        case Attached() as file:
            return uploading.attached(visit, file)
        case Upload() as upload:
            return uploading.uploaded(visit, upload)
        case Diagnosis() as found:
            return doctor.examined(visit, found)
    raise TypeError(f"{type(visit.incoming.what).__name__} cannot be handled")
