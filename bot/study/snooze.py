"""“In an hour”: a question that came by itself comes once more. It can be answered meanwhile, and then it does not."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.actions import Snooze
from bot.domain.conversation import Reply, Say
from bot.domain.learner import Chat
from bot.domain.quiet import held_until
from bot.domain.schedule import is_late
from bot.domain.streak import local_day
from bot.store import again, deliveries, people
from bot.store.again import PutOff
from bot.store.bank import question_in
from bot.store.engine import Connection
from bot.study.asking import SNOOZE_MINUTES, asks
from bot.study.holding import is_paused
from bot.study.reveal import open_for_press
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences


def pressed(visit: Visit, press: Snooze) -> Reply:
    """Says when it comes; a second press changes nothing, and neither do the buttons, which still answer."""
    found = open_for_press(visit, press.delivery)
    if isinstance(found, Reply):
        return found
    own = visit.is_private and found.scheduled and found.chat == visit.chat.id
    if not own or press.minutes != SNOOZE_MINUTES:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    at = again.planned(visit.db, found.id)
    if at is None:
        at = held_until(visit.chat.quiet, visit.chat.zone, visit.now + timedelta(minutes=press.minutes))
        again.plan(visit.db, found.id, at)
    return Reply(notice=_promise(visit, at))


def _promise(visit: Visit, at: datetime) -> str:
    there, today = at.astimezone(ZoneInfo(visit.chat.zone)), local_day(visit.now, visit.chat.zone, time(0))
    hour = f"{there:%H:%M}"
    if there.date() == today:
        return visit.say.text(m.SNOOZED_UNTIL, hour=hour)
    return visit.say.text(m.SNOOZED_UNTIL_DAY, date=visit.say.day(there.date(), today), hour=hour)


def once_more(db: Connection, put_off: PutOff, now: datetime) -> tuple[Chat, Say] | None:
    """The question as it comes again; None when nobody waits for it any more, or while it has to wait.

    Nobody does when it was answered meanwhile, when the learner is on a pause, or three hours too late.
    """
    number = put_off.delivery
    delivery = deliveries.delivery_by_id(db, number)
    chat = people.chat_by_id(db, delivery.chat) if delivery else None
    learner = people.alone_in(db, chat) if chat else None
    if delivery is None or chat is None or learner is None:
        again.plan(db, number, None)
        return None
    is_open = deliveries.turn(db, delivery.root, learner.id).is_open
    if not is_open or not chat.active or is_late(put_off.at, now) or is_paused(db, learner, now):
        again.plan(db, number, None)
        return None
    if (free := held_until(chat.quiet, chat.zone, now)) > now:
        again.plan(db, number, free)
        return None
    voice = Sentences(chat.language)
    say = asks(delivery, question_in(db, delivery.question, chat.language), voice, in_group=False)
    return chat, replace(say, to=chat.address, body=(*voice(m.ASKED_AGAIN), *say.body))
