"""Where only the sender reads: their private chat, or what the platform can show to them alone, where they are.

What is said to their private chat goes aside when they pressed a button in a group, or wrote there for the bot alone;
what they typed for all to see is answered in their private chat where it is open. See bot/domain/ladder.py.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import (
    Address,
    Aside,
    ChatKind,
    Incoming,
    Place,
    Press,
    Reply,
    Say,
)
from bot.domain.ladder import Known, Rung, is_proven, may_work, rungs_aside
from bot.domain.learner import Chat
from bot.store import group_rungs, people
from bot.store.engine import Connection
from bot.study.visit import Visit
from bot.texts import messages as m


def private_chat(visit: Visit) -> Chat | None:
    """The sender's private chat on this platform, if something may be said there now; see `Incoming.aside`."""
    platform = visit.chat.address.platform
    found = people.private_chat_of(visit.db, visit.learner.id, platform)
    if found or not (visit.incoming.aside and visit.incoming.sender.scores):
        return found
    place = Place(Address(platform, visit.incoming.sender.account), ChatKind.PRIVATE)
    chat = people.chat_of(visit.db, place, language=visit.learner.language, zone=visit.learner.zone)
    people.join(visit.db, chat.id, visit.learner.id, visit.now)
    return chat


def is_closed(visit: Visit) -> bool:
    """Whether it belongs to a private chat that nobody has opened yet: nothing may come there by itself."""
    return not visit.incoming.place.is_open and visit.chat.welcomed_at is None


def in_private(visit: Visit, private: Chat) -> Visit:
    """The same visit, as if the sender had done it in their private chat."""
    return replace(visit, chat=private, incoming=replace(visit.incoming, place=_place(private)))


def said_to(private: Chat, reply: Reply) -> Reply:
    """A reply made for the private chat, on its way from elsewhere."""
    says = tuple(replace(say, to=say.to or private.address, as_reply=False) for say in reply.says)
    return replace(reply, says=says)


def _place(private: Chat) -> Place:
    return Place(private.address, ChatKind.PRIVATE, is_open=False)


# --- what is known of the group ----------------------------------------------------------------------


def as_known(db: Connection, incoming: Incoming, now: datetime) -> Incoming:
    """The Incoming, `aside` no more where it is known that nothing can be shown to one member alone."""
    if not incoming.aside or incoming.place.kind is not ChatKind.GROUP:
        return incoming
    return replace(incoming, aside=bool(_rungs(incoming, _known(db, incoming), now)))


def is_sure(visit: Visit) -> bool:
    """Whether what is said to the sender's private chat reaches them aside, as far as anybody knows."""
    if not visit.incoming.aside:
        return False
    known = _known(visit.db, visit.incoming)
    return any(known[rung].works for rung in _rungs(visit.incoming, known, visit.now) if rung in known)


def led_to(visit: Visit, payload: str, sentence: m.Message) -> Reply:
    """A press in a group that opens the private chat with this payload; where it cannot, it says this."""
    notice = visit.say_privately.text(sentence)
    can = may_work(Rung.LINK, _known(visit.db, visit.incoming), visit.now)
    return Reply(link=payload if can else "", notice=notice, alert=True)


def reached(visit: Visit, reply: Reply) -> Reply:
    """The reply, with how what it says to the sender alone reaches them, and what is shown when nothing does."""
    here, mine = visit.incoming.place, visit.incoming.sender.account
    if not any((say.to or here.address).chat == mine for say in reply.says):
        return reply
    if here.kind is ChatKind.GROUP or (visit.incoming.aside and isinstance(visit.incoming.what, Press)):
        reply = replace(reply, instead=reply.instead or _instead(visit, reply))
    return replace(reply, aside=_aside(visit) if visit.incoming.aside else None)


def _aside(visit: Visit) -> Aside | None:
    incoming = visit.incoming
    if _is_aside(incoming):
        return Aside((Rung.AT_ONCE, Rung.ANYTIME))
    known = _known(visit.db, incoming)
    platform, learner = incoming.place.address.platform, visit.learner.id
    if not isinstance(incoming.what, Press) and people.private_chat_of(visit.db, learner, platform):
        return None
    first = () if is_proven(known) else visit.say_privately(m.ONLY_YOU_SEE)
    return Aside(_rungs(incoming, known, visit.now), first)


def _instead(visit: Visit, reply: Reply) -> Reply:
    """A press is answered with what there is to say, or with the way to the private chat; a message with that way."""
    say = visit.say_privately
    if isinstance(visit.incoming.what, Press):
        return Reply(notice=reply.notice or say.text(m.OPEN_PRIVATE_FIRST), alert=True)
    return Reply(says=(Say(visit.say(m.OPEN_PRIVATE_FIRST), as_reply=True),))


def _is_aside(incoming: Incoming) -> bool:
    """Whether it was done aside: pressed below what only the sender sees, or written for the bot alone."""
    return incoming.aside and incoming.place.kind is ChatKind.PRIVATE


def _rungs(incoming: Incoming, known: Known, now: datetime) -> tuple[Rung, ...]:
    return rungs_aside(known, now, acted=isinstance(incoming.what, Press))


def _known(db: Connection, incoming: Incoming) -> Known:
    return group_rungs.known(db, incoming.place.address)
