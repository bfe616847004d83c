"""What a deep link into the private chat opens. It comes back as the argument of `/start`, and may be forged."""

import re
from collections.abc import Callable, Mapping

from bot.domain.conversation import Reply, Say
from bot.domain.delivery import Delivery
from bot.store import deliveries, people
from bot.study import asking, linking, mistakes, my_data, quiz, reporting, results, reveal
from bot.study.finding import linked_delivery, text_for
from bot.study.going_on import another
from bot.study.publishing import is_published
from bot.study.visit import Visit
from bot.texts import messages as m

_TO_A_DELIVERY = re.compile(r"([a-z]_)([0-9]{1,18})_([A-Za-z0-9_-]{16})")


def opened(visit: Visit, payload: str) -> Reply | None:
    """What the link asks for; None when it opens nothing."""
    if command := _COMMANDS.get(payload):
        return command(visit, "")
    if in_a_row := quiz.linked(visit, payload):
        return in_a_row
    found = _TO_A_DELIVERY.fullmatch(payload)
    opens = _OPENS.get(found[1]) if found else None
    delivery = linked_delivery(visit, int(found[2]), found[3]) if found and opens else None
    if opens is None or delivery is None:
        return None
    people.join(visit.db, delivery.chat, visit.learner.id, visit.now)  # who has the ticket takes part in the group
    return opens(visit, delivery)


def is_meant(payload: str) -> bool:
    """Whether somebody followed a link to a question, be it an old one, or made one up."""
    return payload[:2] in _OPENS


def _question(visit: Visit, delivery: Delivery) -> Reply:
    """A group's question, to be answered here, or how that went."""
    turn = deliveries.turn(visit.db, delivery.root, visit.learner.id)
    if turn.answered_at:
        return Reply(says=(results.once_more(visit, delivery, turn),))
    if not turn.is_open:  # revealed in the group
        return Reply(says=(Say(visit.say(m.ALREADY_DONE), ((another(visit),),)),))
    if is_published(visit, delivery):
        return Reply(says=(Say(visit.say(m.ALREADY_PUBLISHED), ((another(visit),),)),))
    here = deliveries.privately(visit.db, delivery.id, visit.chat.id)
    if here:
        return Reply(says=(asking.asks(here, text_for(visit, here), visit.say, in_group=False),))
    return quiz.ask_this(visit, delivery.question, origin=delivery.id)


_COMMANDS: Mapping[str, Callable[[Visit, str], Reply]] = {
    my_data.DATA: my_data.my_data,
    my_data.ERASE: my_data.delete_me,
    linking.LINK: linking.link,
    linking.UNLINK: linking.unlink,
    asking.PRIVATE_MISTAKES: mistakes.mistakes_command,
}
_OPENS: Mapping[str, Callable[[Visit, Delivery], Reply]] = {
    asking.PRIVATE_QUESTION: _question,
    asking.PRIVATE_CHOICES: _question,
    asking.PRIVATE_FEEDBACK: _question,
    asking.PRIVATE_ANSWER: reveal.linked,
    asking.PRIVATE_REPORT: reporting.asks_why,
    "r_": reporting.asks_why,  # as links to a report once began, which rounds begin with, too
}
