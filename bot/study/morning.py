"""What a learner should know of yesterday before today's first question."""

from datetime import date, datetime, timedelta

from bot.domain.conversation import Body
from bot.domain.learner import ChatId, Learner
from bot.domain.streak import DayState
from bot.store import days, deliveries
from bot.store.engine import Connection
from bot.study.asking import GAP
from bot.study.credit import close_past_days, streak_of
from bot.study.repair import repair_offer
from bot.texts import messages as m
from bot.texts.sentences import Sentences


def morning_news(db: Connection, learner: Learner, chat: ChatId, day: date, say: Sentences, now: datetime) -> Body:
    """A freeze that was spent, or a missed day with the way to make it good; nothing on most days.

    Only above the first question of the day in the chat, whether it comes by itself or is asked for.
    """
    if deliveries.is_any_sent(db, chat, day):
        return ()
    today = close_past_days(db, learner, now)
    yesterday = today - timedelta(days=1)
    if days.days_of(db, learner.id, yesterday).get(yesterday) is DayState.FROZEN:
        streak = streak_of(db, learner, today=today)
        return (*say(m.FREEZE_SPENT, n=streak.current), *say(m.FREEZES_LEFT, n=streak.freezes), GAP)
    offer = repair_offer(db, learner, say, now)
    return (*offer, GAP) if offer else ()
