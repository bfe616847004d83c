"""What a chat is asked about."""

from collections.abc import Callable, Collection, Sequence

from bot.domain.actions import Action, AllTopics, Ask, Settings, ToggleTopic, Topics
from bot.domain.conversation import Body, Button, Edit, Reply, Rows, Say
from bot.domain.folding import fold
from bot.store import bank, people
from bot.store.bank import Topic
from bot.study.visit import Visit
from bot.study.wish import EVERYTHING, nearest, topics_listed
from bot.texts import messages as m

ON_A_PAGE = 8


def topics_command(visit: Visit, argument: str) -> Reply:
    """`/topics`, `/topics sql`, `/topics SQL, Redes`, `/topics all`."""
    if argument:
        codes, unknown = (frozenset[str](), "") if fold(argument) in EVERYTHING else topics_listed(visit, argument)
        if unknown:
            return _unknown(visit, unknown)
        people.set_topics(visit.db, visit.chat.id, codes)
    body, rows = _page(visit, 0)
    return Reply(says=(Say(body, rows),))


def _unknown(visit: Visit, name: str) -> Reply:
    """No topic is called so; the nearest one is offered, unless it is chosen already."""
    near = nearest(bank.topics(visit.db, visit.say.language, visit.reach), name)
    if near is None or near.code in people.topics_of(visit.db, visit.chat.id):
        return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC, topic=name)),))
    rows: Rows = ((Button(visit.say.text(m.YES), ToggleTopic(near.code, 0)),),)
    return Reply(says=(Say(visit.say(m.UNKNOWN_TOPIC_NEAR, topic=name, near=near.title), rows),))


def page(visit: Visit, press: Topics) -> Reply:
    """Another page of the list, in the same message."""
    body, rows = _page(visit, press.page)
    return Reply(edits=(Edit(rows, body=body),))


def toggle(visit: Visit, press: ToggleTopic) -> Reply:
    """A topic chosen, or left out again."""
    if not turn(visit, press.topic):
        return Reply(notice=visit.say.text(m.UNKNOWN_BUTTON))
    return page(visit, Topics(press.page))


def turn(visit: Visit, code: str) -> bool:
    """Chooses a topic, or leaves it out again; False when there is no such topic."""
    if code not in {topic.code for topic in bank.topics(visit.db, visit.say.language, visit.reach)}:
        return False
    people.set_topics(visit.db, visit.chat.id, people.topics_of(visit.db, visit.chat.id) ^ {code})
    return True


def choose_all(visit: Visit, press: AllTopics) -> Reply:
    """Everything again."""
    people.set_topics(visit.db, visit.chat.id, ())
    return page(visit, Topics(0))


def _page(visit: Visit, number: int) -> tuple[Body, Rows]:
    chosen = people.topics_of(visit.db, visit.chat.id)
    rows = pages(visit, number, chosen, ToggleTopic, Topics)
    if not rows:
        return visit.say(m.NO_QUESTIONS), ()
    body = visit.say(m.TOPICS_SOME, n=len(chosen)) if chosen else visit.say(m.TOPICS_ALL)
    everything = (Button(visit.say.text(m.ALL_TOPICS), AllTopics()),) if chosen else ()
    last = (Button(visit.say.text(m.BACK), Settings("")), *everything, Button(visit.say.text(m.DONE), Ask()))
    return body, (*rows, last)


def pages(
    visit: Visit,
    number: int,
    chosen: Collection[str],
    choose: Callable[[str, int], Action],
    turned: Callable[[int], Action],
) -> Rows:
    """Page `number` of the topics, a button for each, and the way to the pages around it; nothing when there are none.

    `choose` is what a press on a topic's code does, and `turned` leads to another page.
    """
    topics = bank.topics(visit.db, visit.say.language, visit.reach)
    last = max(0, len(topics) - 1) // ON_A_PAGE
    number = min(number, last)
    on_page = topics[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    back = (Button(visit.say.text(m.PAGE_BACK), turned(number - 1)),) if number else ()
    more = (Button(visit.say.text(m.PAGE_NEXT), turned(number + 1)),) if number < last else ()
    rows = rows_of(visit, on_page, lambda code: choose(code, number), chosen)
    return tuple(filter(None, (*rows, (*back, *more))))


def rows_of(visit: Visit, topics: Sequence[Topic], action: Callable[[str], Action], chosen: Collection[str]) -> Rows:
    """A row for each topic, ticked when it is chosen; `action` makes the press of its code."""

    def button(topic: Topic) -> Button:
        label = m.TOPIC_ON if topic.code in chosen else m.TOPIC_OFF
        return Button(visit.say.text(label, topic=topic.title, n=topic.questions), action(topic.code))

    return tuple((button(topic),) for topic in topics)
