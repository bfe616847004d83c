"""Streaks worth a picture: 7, 30, 100 and 365 days, each once."""

from bot.domain.conversation import Address, Document, Say
from bot.domain.streak import MILESTONES, Streak
from bot.store import days, people
from bot.study.aside import is_sure, private_chat
from bot.study.visit import Visit
from bot.texts import messages as m

MILESTONE = "milestone"
"""What the Document of the picture is called."""
REPAIRED_OVER = 2
"""How many days a repair may bring beyond the streak that was lost: today, and one in between."""
_WORDS = {7: m.MILESTONE_WEEK, 30: m.MILESTONE_MONTH, 100: m.MILESTONE_HUNDRED, 365: m.MILESTONE_YEAR}


def note(visit: Visit, streak: Streak) -> None:
    """What was just done made the streak this long. A milestone that it reached is told before the reply, once.

    Only its learner is told: in their private chat, or aside where that is known to stay between the two. Who can be
    told nowhere yet is told when their private chat opens.
    """
    within = REPAIRED_OVER if streak.repaired else 0
    reached = next((one for one in MILESTONES if 0 <= streak.current - one <= within), None)
    if reached is None:
        return
    to = _address(visit)
    if days.reach(visit.db, visit.learner.id, reached, visit.today, waits=to is None) and to:
        visit.before.append(_told(visit, reached, to))


def opened(visit: Visit) -> None:
    """The private chat has opened: what waited for that is told before the reply."""
    waited = days.take_milestone(visit.db, visit.learner.id)
    if waited in _WORDS:
        visit.before.append(_told(visit, waited, visit.chat.address))


def _told(visit: Visit, reached: int, to: Address) -> Say:
    say = visit.say_privately
    return Say(say(_WORDS[reached]), to=to, document=Document(MILESTONE, reached, say.language))


def _address(visit: Visit) -> Address | None:
    if visit.is_private:
        return visit.chat.address
    found = people.private_chat_of(visit.db, visit.learner.id, visit.chat.address.platform)
    found = found or (private_chat(visit) if is_sure(visit) else None)
    return found.address if found else None
