"""`/start`, and the terminal that is opened: where somebody stands, and how to go on."""

from bot.domain.actions import Ask, NextInRound, Settings
from bot.domain.conversation import Body, Button, Reply, Rows, Say
from bot.store import people, schedules
from bot.study import asking, links, quiz, rounds, welcome
from bot.study.finding import open_delivery, text_for
from bot.study.going_on import next_in_round
from bot.study.greeting import group_greeting
from bot.study.visit import Visit
from bot.texts import messages as m


def start(visit: Visit, argument: str) -> Reply:
    """`/start`, also with the payload of a deep link into a private chat."""
    people.set_active(visit.db, visit.chat.address, visit.now, active=True)
    people.change_chat(visit.db, visit.chat.id, welcomed_at=visit.chat.welcomed_at or visit.now)
    if not visit.is_private:
        return Reply(says=(group_greeting(visit.say),))
    linked = links.opened(visit, argument)
    if linked:
        return linked
    first = (*visit.say(m.OLD_LINK), asking.GAP) if links.is_meant(argument) else ()
    return _greeted(visit, first)


def _greeted(visit: Visit, first: Body) -> Reply:
    """The next step of the welcome, or how to go on for somebody who comes back."""
    step = welcome.next_step(visit)
    if step:
        body, rows = step
        return Reply(says=(Say((*first, *body), rows),))
    waiting = open_delivery(visit)
    if waiting is None:
        return Reply(says=(Say((*first, *visit.say(m.WELCOME_BACK, name=visit.learner.name)), _ways_on(visit)),))
    asked = asking.asks(waiting, text_for(visit, waiting), visit.say, in_group=False)
    return Reply(says=(Say((*first, *visit.say(m.WELCOME_BACK_TO, name=visit.learner.name))), asked))


def _ways_on(visit: Visit) -> Rows:
    """A question, or the round that goes on; and an hour for who has none."""
    on = next_in_round(visit) or Button(visit.say.text(m.YES), Ask())
    if schedules.schedule_of(visit.db, visit.chat.id):
        return ((on,),)
    return ((on, Button(visit.say.text(m.CHANGE_HOUR), Settings("hour"))),)


def opened(visit: Visit) -> Reply:
    """The terminal was opened: the open question again, else the next of a round that goes on, else a new one."""
    waiting, in_round = open_delivery(visit), next_in_round(visit)
    if waiting is None and in_round is not None and isinstance(in_round.action, NextInRound):
        return rounds.next_pressed(visit, in_round.action)
    if waiting is None:
        return quiz.ask(visit)
    return Reply(says=(asking.asks(waiting, text_for(visit, waiting), visit.say, in_group=False),))
