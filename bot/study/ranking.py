"""Who is where on the boards of a chat, and how a place is written."""

from dataclasses import replace
from datetime import datetime

from bot.domain.conversation import Body
from bot.domain.leaderboard import Board, Standing, ranked
from bot.domain.learner import Chat
from bot.domain.streak import local_day, streak_on
from bot.store import people, standings
from bot.store.engine import Connection
from bot.store.standings import Member
from bot.study.credit import close_past_days
from bot.study.today import local_today
from bot.texts import messages as m
from bot.texts.sentences import Sentences

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
MOST_NAMED = 3
"""How many of those who went up are named."""
Placed = tuple[int, Standing]
"""A rank from 1, and whose it is."""


def placed(db: Connection, chat: Chat, board: Board, now: datetime) -> list[Placed]:
    """Everybody who is on a board, first to last, the hidden ones too. Days that are over are closed before."""
    rows = (row for row, _ in _standings(db, chat, board, now))
    return [(rank, row) for rank, row in ranked(rows, board) if _counts(row, board)]


def line(say: Sentences, board: Board, rank: int, row: Standing, *, pending: bool = True) -> Body:
    """One place; `pending`: whether it says that today is still open."""
    place = MEDALS.get(rank, f"{rank}.")
    if board is not Board.STREAK:
        return say(m.BOARD_ROW_ANSWERS, place=place, name=row.name, n=row.answers)
    still_open = pending and row.current and not row.today_credited
    return say(m.BOARD_ROW_PENDING if still_open else m.BOARD_ROW, place=place, name=row.name, n=row.current)


def movement(db: Connection, chat: Chat, say: Sentences, now: datetime) -> Body:
    """Who went up on the board of streaks by what they did today; empty when nobody did."""
    rows = _standings(db, chat, Board.STREAK, now)
    began = ranked(_before_today(db, row, member, now) for row, member in rows)
    before = {row.learner: rank for rank, row in began}
    now_placed = ranked(row for row, _ in rows)
    up = [
        (rank, row) for rank, row in now_placed if row.today_credited and not row.hidden and rank < before[row.learner]
    ]
    named = [say.text(m.BOARD_PLACE, name=row.name, place=rank) for rank, row in up[:MOST_NAMED]]
    return say(m.BOARD_UP, names=say.list(named)) if named else ()


def _counts(row: Standing, board: Board) -> bool:
    return bool(row.longest if board is Board.STREAK else row.answers)


def _standings(db: Connection, chat: Chat, board: Board, now: datetime) -> list[tuple[Standing, Member]]:
    for number in standings.open_too_long(db, chat.id, now):
        close_past_days(db, people.learner_by_id(db, number), now)
    since = board.since(local_day(now, chat.zone, chat.rollover))
    credited = standings.credited_since(db, chat.id, since)
    answers = {} if board is Board.STREAK else standings.answered_since(db, chat.id, since)

    def standing(member: Member) -> Standing:
        who = member.learner
        found = streak_on(local_today(db, who, now)[0], member.days, member.kept)
        return Standing(
            who.id,
            who.name,
            found.current,
            found.longest,
            credited.get(who.id, 0),
            answers.get(who.id, 0),
            today_credited=found.today_credited,
            hidden=member.hidden,
        )

    return [(standing(member), member) for member in standings.members(db, chat.id)]


def _before_today(db: Connection, row: Standing, member: Member, now: datetime) -> Standing:
    """A member's standing as it was when the day began."""
    if not row.today_credited:
        return row
    today, _ = local_today(db, member.learner, now)
    earlier = {day: state for day, state in member.days.items() if day < today}
    found = streak_on(today, earlier, member.kept)
    return replace(row, current=found.current, longest=found.longest, credited=row.credited - 1)
