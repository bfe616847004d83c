"""The boards of a chat: `/top`."""

from bot.domain.actions import OpenBoard
from bot.domain.conversation import Body, Button, ChatKind, Edit, Reply, Rows, Say
from bot.domain.folding import fold, vocabulary
from bot.domain.leaderboard import Board
from bot.study import group_streak
from bot.study.asking import GAP
from bot.study.ranking import Placed, line, placed
from bot.study.visit import Visit
from bot.texts import messages as m

ON_A_PAGE = 10
LONGEST_WORD = 40
_WORDS = {
    Board.STREAK: {"", *vocabulary("streak streaks racha rachas")},
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


def top(visit: Visit, argument: str) -> Reply:
    """`/top`, `/top week`, `/top month`, `/top all`; any other word is told which there are."""
    word = fold(argument.strip())
    board = next((board for board, words in _WORDS.items() if word in words), None)
    if board is None:
        return Reply(says=(Say(visit.say(m.NO_SUCH_BOARD, word=argument[:LONGEST_WORD]), _boards(visit, None)),))
    body, rows = _page(visit, board, 0)
    return Reply(says=(Say(body, rows),))


def opened(visit: Visit, press: OpenBoard) -> Reply:
    """Another board, or another page of it, in the same message."""
    if press.board not in set(Board):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    body, rows = _page(visit, Board(press.board), press.page)
    return Reply(edits=(Edit(rows, body=body),))


def _page(visit: Visit, board: Board, number: int) -> tuple[Body, Rows]:
    everybody = placed(visit.db, visit.chat, board, visit.now)
    shown = [entry for entry in everybody if not entry[1].hidden]
    if not everybody:
        return visit.say(m.BOARD_EMPTY), _boards(visit, board)
    pages = [shown[at : at + ON_A_PAGE] for at in range(0, len(shown), ON_A_PAGE)] or [[]]
    number = min(number, len(pages) - 1)
    lines = [told for rank, row in pages[number] for told in line(visit.say, board, rank, row)]
    own = _own(visit, board, everybody, pages[number])
    body = (*_heading(visit, board), *lines, *own, *_of_the_group(visit, board, number))
    return body, (*_turn(visit, board, number, len(pages)), *_boards(visit, board))


def _of_the_group(visit: Visit, board: Board, number: int) -> Body:
    """The group's own streak, below the first page of its members'."""
    if board is not Board.STREAK or number or not group_streak.has_streak(visit.chat):
        return ()
    told = group_streak.told(visit.say, group_streak.streak_of(visit.db, visit.chat, visit.now))
    return (GAP, *told) if told else ()


def _heading(visit: Visit, board: Board) -> Body:
    if visit.chat.kind is ChatKind.GROUP and visit.chat.title:
        heading = visit.say.text(_HEADINGS[board])
        return visit.say(m.BOARD_OF, board=heading, title=visit.chat.title)
    return visit.say(m.BOARD_ALONE, board=visit.say.text(_HEADINGS[board]))


def _own(visit: Visit, board: Board, everybody: list[Placed], shown: list[Placed]) -> Body:
    """The reader's own rank, when it is not on this page."""
    own = next(((rank, row) for rank, row in everybody if row.learner == visit.learner.id), None)
    if own is None or own in shown:
        return ()
    n = own[1].current if board is Board.STREAK else own[1].answers
    return visit.say(m.BOARD_YOU if board is Board.STREAK else m.BOARD_YOU_ANSWERS, place=f"{own[0]}.", n=n)


def _turn(visit: Visit, board: Board, number: int, pages: int) -> Rows:
    back = (Button(visit.say.text(m.PAGE_BACK), OpenBoard(board, number - 1)),) if number else ()
    more = (Button(visit.say.text(m.PAGE_NEXT), OpenBoard(board, number + 1)),) if number + 1 < pages else ()
    return ((*back, *more),) if back or more else ()


def _boards(visit: Visit, shown: Board | None) -> Rows:
    return (tuple(Button(visit.say.text(_LABELS[one]), OpenBoard(one, 0)) for one in Board if one is not shown),)
