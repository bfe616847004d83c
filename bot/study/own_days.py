"""What a learner decides about their own days: the goal that makes one, and whether boards show them."""

from datetime import date, timedelta

from bot.domain.actions import SetGoal, Settings, ShowMe
from bot.domain.conversation import Body, Button, Edit, Reply, Rows
from bot.store import goals, people
from bot.study import nudge
from bot.study.credit import today_of
from bot.study.visit import Visit
from bot.texts import messages as m

_DAY = timedelta(days=1)
GOALS = (1, 2, 3, 5, 10)


def lines(visit: Visit) -> Body:
    """What holds now; nothing in a group, where it would be everybody's to read."""
    if not visit.is_private:
        return ()
    shown = m.SETTINGS_HIDDEN if people.is_hidden(visit.db, visit.learner.id) else m.SETTINGS_SHOWN
    return (*_goal(visit), *nudge.line(visit), *visit.say(shown))


def _goal(visit: Visit) -> Body:
    """The goal of today, and another one that was chosen for tomorrow."""
    tomorrow = _tomorrow(visit)
    now, later = (goals.goal_on(visit.db, visit.learner.id, day) for day in (tomorrow - _DAY, tomorrow))
    if later == now:
        return visit.say(m.SETTINGS_GOAL, n=now)
    return visit.say(m.SETTINGS_GOAL_CHANGES, n=now, later=later)


def buttons(visit: Visit) -> Rows:
    """The ways to change them; none in a group."""
    if not visit.is_private:
        return ()
    hidden = people.is_hidden(visit.db, visit.learner.id)
    shown = Button(visit.say.text(m.SHOW_ME if hidden else m.HIDE_ME), ShowMe(int(hidden)))
    reminder = Button(visit.say.text(m.CHANGE_NUDGE), Settings("nudge"))
    return ((Button(visit.say.text(m.CHANGE_GOAL), Settings("goal")), reminder), (shown,))


def goal_buttons() -> Rows:
    """Goals to choose from."""
    return (tuple(Button(str(goal), SetGoal(goal)) for goal in GOALS),)


def set_goal(visit: Visit, press: SetGoal) -> Reply:
    """The goal from tomorrow on: what made today was decided when it began."""
    if press.goal not in GOALS or not visit.is_private:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    goals.set_goal(visit.db, visit.learner.id, press.goal, _tomorrow(visit))
    return Reply(edits=(Edit(_back(visit), body=visit.say(m.GOAL_SET, n=press.goal)),))


def show_me(visit: Visit, press: ShowMe) -> Reply:
    """Boards show the learner, or not."""
    if not visit.is_private:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    people.hide(visit.db, visit.learner.id, hidden=not press.shown)
    return Reply(edits=(Edit(_back(visit), body=visit.say(m.SHOWN_NOW if press.shown else m.HIDDEN_NOW)),))


def _back(visit: Visit) -> Rows:
    return ((Button(visit.say.text(m.BACK), Settings("")),),)


def _tomorrow(visit: Visit) -> date:
    return today_of(visit) + _DAY
