"""Yesterday's final board: what a group is told when its day is over."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.actions import SetFinals
from bot.domain.conversation import Body, Button, Say
from bot.domain.leaderboard import Board
from bot.domain.learner import Chat
from bot.domain.streak import DayState
from bot.store import group_days, people
from bot.store.engine import Connection
from bot.study import group_streak
from bot.study.asking import GAP
from bot.study.ranking import line, placed
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

MOST_SHOWN = 10


def message(db: Connection, chat: Chat, day: date, now: datetime) -> Say | None:
    """The board of a day that is over, without a sound; None when nobody took part in it."""
    say, came = Sentences(chat.language), group_streak.turnout_on(db, chat, day)
    if not came.credited:
        return None
    rows = [(rank, row) for rank, row in placed(db, chat, Board.STREAK, now) if row.current and not row.hidden]
    lines = [told for rank, row in rows[:MOST_SHOWN] for told in line(say, Board.STREAK, rank, row, pending=False)]
    turnout = say(m.FINAL_TURNOUT, n=came.credited, active=came.active)
    body = (*say(m.FINAL, date=say.past_day(day)), *lines, GAP, *turnout, *_streak(db, chat, day, say, now))
    return Say(body, to=chat.address, silent=True)


def _streak(db: Connection, chat: Chat, day: date, say: Sentences, now: datetime) -> Body:
    """What the day did to the group's own streak."""
    streak = group_streak.streak_of(db, chat, now).streak
    if not streak.current:
        return ()
    frozen = group_days.days_of(db, chat.id).get(day) is DayState.FROZEN
    return say(m.FINAL_FROZEN if frozen else m.FINAL_STREAK, n=streak.current)


# --- the setting -------------------------------------------------------------------------------------


def lines(visit: Visit) -> Body:
    """The line of a group's settings."""
    return visit.say(m.SETTINGS_FINALS_ON if visit.chat.finals else m.SETTINGS_FINALS_OFF)


def button(visit: Visit) -> Button:
    """The way to have it, or not."""
    on = visit.chat.finals
    return Button(visit.say.text(m.FINALS_STOP if on else m.FINALS_START), SetFinals(int(not on)))


def keep(visit: Visit, press: SetFinals) -> Visit:
    """Whether the group gets the final board from now on; gives the visit with that in it."""
    people.change_chat(visit.db, visit.chat.id, finals=press.on == 1)
    return replace(visit, chat=people.chat_by_id(visit.db, visit.chat.id))
