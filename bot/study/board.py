"""The boards of a chat: `/top`."""

from bot.domain.actions import OpenBoard
from bot.domain.conversation import Body, Button, ChatKind, Edit, Reply, Rows, Say
from bot.domain.folding import fold, vocabulary
from bot.domain.leaderboard import Board, Standing, ranked
from bot.domain.streak import local_day, streak_on
from bot.store import people, standings
from bot.store.standings import Member
from bot.study.credit import close_past_days
from bot.study.today import local_today
from bot.study.visit import Visit
from bot.texts import messages as m

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}
ON_A_PAGE = 10
_WORDS = {
    Board.WEEK: vocabulary("week semana"),
    Board.MONTH: vocabulary("month mes 30 mensual"),
    Board.ALL: vocabulary("all siempre todo total ever"),
}
_LABELS = {
    Board.STREAK: m.BOARD_BY_STREAK,
    Board.WEEK: m.BOARD_BY_WEEK,
    Board.MONTH: m.BOARD_BY_MONTH,
    Board.ALL: m.BOARD_BY_ALL,
}
_HEADINGS = {
    Board.STREAK: m.BOARD,
    Board.WEEK: m.BOARD_WEEK,
    Board.MONTH: m.BOARD_MONTH,
    Board.ALL: m.BOARD_ALL,
}
_Row = tuple[int, Standing]


def top(visit: Visit, argument: str) -> Reply:
    """`/top`, `/top week`, `/top month`, `/top all`."""
    word = fold(argument.strip())
    board = next((board for board, words in _WORDS.items() if word in words), Board.STREAK)
    body, rows = _page(visit, board, 0)
    return Reply(says=(Say(body, rows),))


def opened(visit: Visit, press: OpenBoard) -> Reply:
    """Another board, or another page of it, in the same message."""
    if press.board not in set(Board):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    body, rows = _page(visit, Board(press.board), press.page)
    return Reply(edits=(Edit(rows, body=body),))


def _page(visit: Visit, board: Board, number: int) -> tuple[Body, Rows]:
    placed = [(rank, row) for rank, row in ranked(_standings(visit, board), board) if _counts(row, board)]
    shown = [entry for entry in placed if not entry[1].hidden]
    if not placed:
        return visit.say(m.BOARD_EMPTY), _boards(visit, board)
    pages = [shown[at : at + ON_A_PAGE] for at in range(0, len(shown), ON_A_PAGE)] or [[]]
    number = min(number, len(pages) - 1)
    lines = [line for rank, row in pages[number] for line in _row(visit, board, rank, row)]
    own = _own(visit, board, placed, pages[number])
    return (*_heading(visit, board), *lines, *own), (*_turn(visit, board, number, len(pages)), *_boards(visit, board))


def _counts(row: Standing, board: Board) -> bool:
    return bool(row.longest if board is Board.STREAK else row.answers)


def _heading(visit: Visit, board: Board) -> Body:
    if visit.chat.kind is ChatKind.GROUP and visit.chat.title:
        heading = visit.say.text(_HEADINGS[board])
        return visit.say(m.BOARD_OF, board=heading, title=visit.chat.title)
    return visit.say(m.BOARD_ALONE, board=visit.say.text(_HEADINGS[board]))


def _row(visit: Visit, board: Board, rank: int, row: Standing) -> Body:
    place = MEDALS.get(rank, f"{rank}.")
    if board is not Board.STREAK:
        return visit.say(m.BOARD_ROW_ANSWERS, place=place, name=row.name, n=row.answers)
    message = m.BOARD_ROW if row.today_credited or not row.current else m.BOARD_ROW_PENDING
    return visit.say(message, place=place, name=row.name, n=row.current)


def _own(visit: Visit, board: Board, placed: list[_Row], shown: list[_Row]) -> Body:
    """The reader's own rank, when it is not on this page."""
    own = next(((rank, row) for rank, row in placed if row.learner == visit.learner.id), None)
    if own is None or own in shown:
        return ()
    n = own[1].current if board is Board.STREAK else own[1].answers
    return visit.say(m.BOARD_YOU if board is Board.STREAK else m.BOARD_YOU_ANSWERS, place=f"{own[0]}.", n=n)


def _turn(visit: Visit, board: Board, number: int, pages: int) -> Rows:
    back = (Button(visit.say.text(m.PAGE_BACK), OpenBoard(board, number - 1)),) if number else ()
    more = (Button(visit.say.text(m.PAGE_NEXT), OpenBoard(board, number + 1)),) if number + 1 < pages else ()
    return ((*back, *more),) if back or more else ()


def _boards(visit: Visit, shown: Board) -> Rows:
    return (tuple(Button(visit.say.text(_LABELS[one]), OpenBoard(one, 0)) for one in Board if one is not shown),)


def _standings(visit: Visit, board: Board) -> list[Standing]:
    for number in standings.open_too_long(visit.db, visit.chat.id, visit.now):
        close_past_days(visit.db, people.learner_by_id(visit.db, number), visit.now)
    since = board.since(local_day(visit.now, visit.chat.zone))
    credited = standings.credited_since(visit.db, visit.chat.id, since)
    answers = {} if board is Board.STREAK else standings.answered_since(visit.db, visit.chat.id, since)

    def standing(member: Member) -> Standing:
        who = member.learner
        today, _ = local_today(visit.db, who, visit.now)
        found = streak_on(today, member.days, member.kept)
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

    return [standing(member) for member in standings.members(visit.db, visit.chat.id)]
