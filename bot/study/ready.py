"""The last screen of the welcome: what holds now, what to study, and the first question."""

from bot.domain.actions import Ask, BeginWith, Topics
from bot.domain.conversation import Body, Button, Edit, Reply, Rows
from bot.domain.schedule import EVERY_DAY
from bot.store import bank, people, schedules
from bot.study import topics
from bot.study.scheduling import summary
from bot.study.visit import Visit
from bot.texts import messages as m

MOST_TOPICS = 4


def ready(visit: Visit) -> tuple[Body, Rows]:
    """All is chosen: some topics to study just those, and the first question."""
    say, some = visit.say, _some_topics(visit)
    first = (Button(say.text(m.FIRST_QUESTION), Ask()),)
    if not some:
        return _what_holds(visit), (first,)
    chosen = people.topics_of(visit.db, visit.chat.id)
    about = say(m.BEGIN_WITH_SOME, n=len(chosen)) if chosen else say(m.BEGIN_WITH_ALL)
    more = (Button(say.text(m.CHOOSE_TOPICS), Topics(0)),)
    return (*_what_holds(visit), *about), (first, *topics.rows_of(visit, some, BeginWith, chosen), more)


def begin_with(visit: Visit, press: BeginWith) -> Reply:
    """A topic chosen, or left out again, on this screen; later in the list of all topics."""
    if not topics.turn(visit, press.topic):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    if not visit.is_private or schedules.schedule_of(visit.db, visit.chat.id) is None:
        return topics.page(visit, Topics(0))
    body, rows = ready(visit)
    return Reply(edits=(Edit(rows, body=body),))


def _what_holds(visit: Visit) -> Body:
    schedule = schedules.schedule_of(visit.db, visit.chat.id)
    if schedule is None or schedule.weekdays != EVERY_DAY or schedule.count > 1:
        return (*summary(visit), *visit.say(m.READY_FOR_ONE))
    hours = visit.say.list([f"{at:%H:%M}" for at in schedule.times])
    return visit.say(m.READY, hour=hours, city=visit.say.city(schedule.zone))


def _some_topics(visit: Visit) -> list[bank.Topic]:
    """A few in the order of the notes: of each deck the largest, then the next ones; none where there is no choice."""
    known = bank.topics(visit.db, visit.say.language, visit.reach)
    if len(known) < 2:
        return []
    by_size = sorted(known, key=lambda topic: -topic.questions)
    seen = [topic.deck for topic in by_size]
    rank = {topic.code: seen[:place].count(topic.deck) for place, topic in enumerate(by_size)}
    likely = sorted(by_size, key=lambda topic: rank[topic.code])[:MOST_TOPICS]
    return [topic for topic in known if topic in likely]
