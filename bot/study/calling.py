"""Whom a group's question of the day calls: a role, on the platforms that have roles."""

import re

from bot.domain.conversation import Reply, Right, Say
from bot.store import people
from bot.study.visit import Visit
from bot.texts import messages as m

_ROLE = re.compile(r"<@&([0-9]{1,19})>")
_OFF = frozenset({"off", "no", "nadie", "nobody"})
_LARGEST = 2**63 - 1


def call_command(visit: Visit, argument: str) -> Reply:
    """`/call @role`; the same role again, or `/call off`, ends it. Without an argument, how it is."""
    if not argument:
        sentence = m.CALLS_NOBODY if visit.chat.calls is None else m.CALLS_SOMEBODY
        return Reply(says=(Say(visit.say(sentence)),))
    found = _ROLE.fullmatch(argument)
    role = int(found[1]) if found else 0
    if argument.lower() not in _OFF and not 0 < role <= _LARGEST:
        return Reply(says=(Say(visit.say(m.WHICH_ROLE)),))
    calls = None if role in {0, visit.chat.calls} else role
    people.change_chat(visit.db, visit.chat.id, calls=calls)
    unheard = visit.say(m.CALLS_UNHEARD) if calls and Right.NOTIFY_ROLE in visit.incoming.lacks else ()
    return Reply(says=(Say((*visit.say(m.CALLS_FROM_NOW if calls else m.CALLS_NOBODY), *unheard)),))
