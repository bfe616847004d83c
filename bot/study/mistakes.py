"""What got away from a learner lately: a list, and a round of it."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.actions import Ask, AskMistakes, Mistakes, OpenPrivately
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.rounds import MOST
from bot.domain.streak import local_day
from bot.store import mistakes as store
from bot.store.mistakes import Mistake
from bot.study import rounds
from bot.study.asking import PRIVATE_MISTAKES
from bot.study.results import look_rows, title
from bot.study.visit import Visit
from bot.texts import messages as m

LATELY = timedelta(days=30)
ON_A_PAGE = 8
AT_ONCE = 10
"""Questions that the button asks again: a longer list is worked off in several rounds."""


def mistakes_command(visit: Visit, argument: str) -> Reply:
    """`/mistakes`: latest first. In a group only the way to one's private chat."""
    if not visit.is_private:
        button = Button(visit.say.text(m.OPEN_MISTAKES), OpenPrivately(PRIVATE_MISTAKES))
        return Reply(says=(Say(visit.say(m.MISTAKES_PRIVATELY), ((button,),)),))
    body, rows = _page(visit, 0)
    return Reply(says=(Say(body, rows),))


def page(visit: Visit, press: Mistakes) -> Reply:
    """Another page, in the same message."""
    if not visit.is_private:
        return Reply(notice=visit.say_privately.text(m.UNKNOWN_BUTTON))
    body, rows = _page(visit, press.page)
    return Reply(edits=(Edit(rows, body=body),))


def ask(visit: Visit, press: AskMistakes) -> Reply:
    """The latest of them, as a round."""
    found = _mistakes(visit)[: min(AT_ONCE, MOST)] if visit.is_private else []
    if found:
        return rounds.begin(visit, [one.question for one in found])
    return Reply(notice=visit.say.text(m.NO_MISTAKES if visit.is_private else m.UNKNOWN_BUTTON))


def _mistakes(visit: Visit) -> list[Mistake]:
    return store.mistakes(visit.db, visit.learner.id, visit.reach, visit.now - LATELY)


def _page(visit: Visit, number: int) -> tuple[Body, Rows]:
    found, say = _mistakes(visit), visit.say
    if not found:
        return say(m.NO_MISTAKES), ((Button(say.text(m.YES), Ask()),),)
    number = min(number, (len(found) - 1) // ON_A_PAGE)
    shown = found[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    lines = [line for at, one in enumerate(shown, start=1) for line in _line(visit, at, one)]
    rows = (*look_rows(visit, [one.delivery for one in shown]), *_last_rows(visit, found, number))
    return (*say(m.MISTAKES, n=len(found)), *lines), rows


def _line(visit: Visit, number: int, one: Mistake) -> Body:
    question, topic = title(visit, one.question)
    day = visit.say.past_day(local_day(one.at, visit.learner.zone, visit.learner.rollover))
    return visit.say(m.MISTAKE, number=number, question=question, topic=topic, date=day)


def _last_rows(visit: Visit, found: Sequence[Mistake], number: int) -> Rows:
    say = visit.say
    back = (Button(say.text(m.PAGE_BACK), Mistakes(number - 1)),) if number else ()
    more = (Button(say.text(m.PAGE_NEXT), Mistakes(number + 1)),) if (number + 1) * ON_A_PAGE < len(found) else ()
    asks = (Button(say.text(m.ASK_MISTAKES, n=min(AT_ONCE, len(found))), AskMistakes()),)
    return tuple(filter(None, ((*back, *more), asks)))
