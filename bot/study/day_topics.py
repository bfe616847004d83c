"""“Mondays SQL”: what is asked about on certain weekdays, instead of what is chosen for all of them."""

import re
from collections.abc import Collection, Mapping

from bot.domain.actions import AddDayTopic, ClearDay, OpenDay, Settings, ToggleDayTopic
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.folding import fold
from bot.domain.schedule import EVERY_DAY
from bot.domain.weekday_words import leading_days
from bot.store import bank, schedules
from bot.store.day_topics import set_topics_on, topics_by_day, topics_on
from bot.study import hours, topics
from bot.study.scheduling import coming, keep_again, named
from bot.study.visit import Visit
from bot.study.wish import EVERYTHING, nearest, topics_listed
from bot.texts import messages as m

# --- as it is typed ----------------------------------------------------------------------------------


def typed(visit: Visit, argument: str) -> Reply | None:
    """`/daily mon SQL`, `/daily lunes y jueves: SQL, Redes`, `/daily mon all`; None for what names no day and topic."""
    days, names = leading_days(argument)
    if not days or not re.search(r"[^\W\d_]", names):
        return None
    if fold(names) in EVERYTHING:
        return _set(visit, days, frozenset())
    found, unknown = topics_listed(visit, names)
    return _unknown(visit, days, unknown) if unknown else _set(visit, days, found)


def _set(visit: Visit, days: Collection[int], codes: frozenset[str]) -> Reply:
    for day in days:
        set_topics_on(visit.db, visit.chat.id, day, codes)
    if codes:
        _asks_on(visit, days)
    rows: Rows = ((Button(visit.say.text(m.DAY_TOPICS_BUTTON), Settings("days")),),)
    if schedules.schedule_of(visit.db, visit.chat.id) is None:
        return Reply(says=(Say((*lines(visit), *visit.say(m.DAILY_NONE)), hours.rows(visit)),))
    return Reply(says=(Say((*_of(visit, frozenset(days), codes), *coming(visit)), rows),))


def _asks_on(visit: Visit, days: Collection[int]) -> None:
    """Questions come on these weekdays, too: who names a topic for Mondays wants one on Mondays."""
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule and not schedule.weekdays.issuperset(days):
        keep_again(visit, weekdays=schedule.weekdays.union(days))


def _unknown(visit: Visit, days: Collection[int], name: str) -> Reply:
    near = nearest(bank.topics(visit.db, visit.say.language, visit.reach), name)
    if near is None:
        return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC, topic=name)),))
    yes = Button(visit.say.text(m.YES), AddDayTopic(sum(1 << day for day in days), near.code))
    return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC_NEAR, topic=name, near=near.title), ((yes,),)),))


# --- by buttons --------------------------------------------------------------------------------------


def screen(visit: Visit) -> tuple[Body, Rows]:
    """The days with their topics, and a button for each day."""
    of_days = topics_by_day(visit.db, visit.chat.id)
    names = visit.say.weekdays(range(7))
    days = tuple(Button(f"✓ {name}" if day in of_days else name, OpenDay(day, 0)) for day, name in enumerate(names))
    back = Button(visit.say.text(m.BACK_TO_HOURS), Settings("hour"))
    return (*visit.say(m.DAY_TOPICS), *lines(visit)), (days[:4], days[4:], (back,))


def opened(visit: Visit, press: OpenDay) -> Reply:
    """The topics of one day."""
    if press.day not in EVERY_DAY:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    return _page(visit, press.day, press.page)


def toggle(visit: Visit, press: ToggleDayTopic) -> Reply:
    """A topic for that day, or left out again."""
    if press.day not in EVERY_DAY or press.topic not in _titles(visit):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    codes = topics_on(visit.db, visit.chat.id, press.day) ^ {press.topic}
    set_topics_on(visit.db, visit.chat.id, press.day, codes)
    _asks_on(visit, {press.day} if codes else ())
    return _page(visit, press.day, press.page)


def add(visit: Visit, press: AddDayTopic) -> Reply:
    """“Yes, that one I meant”: the topic for all of these days."""
    days = frozenset(day for day in EVERY_DAY if press.days >> day & 1)
    if not days or press.topic not in _titles(visit):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    (said,) = _set(visit, days, frozenset({press.topic})).says
    return Reply(edits=(Edit(said.buttons, body=said.body),))


def clear(visit: Visit, press: ClearDay) -> Reply:
    """The day is as all others again."""
    if press.day not in EVERY_DAY:
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    set_topics_on(visit.db, visit.chat.id, press.day, ())
    return _page(visit, press.day, 0)


def _page(visit: Visit, day: int, number: int) -> Reply:
    chosen = topics_on(visit.db, visit.chat.id, day)
    rows = topics.pages(
        visit, number, chosen, lambda code, page: ToggleDayTopic(day, code, page), lambda page: OpenDay(day, page)
    )
    back = Button(visit.say.text(m.BACK_TO_DAYS), Settings("days"))
    last = (Button(visit.say.text(m.AS_ON_OTHER_DAYS), ClearDay(day)), back) if chosen else (back,)
    return Reply(edits=(Edit((*rows, last), body=_of(visit, frozenset({day}), chosen)),))


# --- in words ----------------------------------------------------------------------------------------


def lines(visit: Visit) -> Body:
    """A line for all days that have the same topics of their own; nothing where no day has any."""
    by_topics: dict[frozenset[str], set[int]] = {}
    for day, codes in topics_by_day(visit.db, visit.chat.id).items():
        by_topics.setdefault(codes, set()).add(day)
    return tuple(line for codes, days in by_topics.items() for line in _of(visit, frozenset(days), codes))


def _of(visit: Visit, days: frozenset[int], codes: frozenset[str]) -> Body:
    if not codes:
        return visit.say(m.DAY_AS_OTHERS, days=named(visit, days))
    titles = _titles(visit)
    known = [title for code, title in titles.items() if code in codes]
    others = [visit.say.text(m.TOPICS_GONE, n=len(codes) - len(known))] if len(known) < len(codes) else []
    return visit.say(m.DAY_HAS_TOPICS, days=named(visit, days), topics=visit.say.list([*known, *others]))


def _titles(visit: Visit) -> Mapping[str, str]:
    """The topics that there are, by their codes, in the order of the bank."""
    return {topic.code: topic.title for topic in bank.topics(visit.db, visit.say.language, visit.reach)}
