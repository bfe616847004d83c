"""Streaks worth a picture: 7, 30, 100 and 365 days, each once."""

from bot.domain.conversation import Address, Document, Say
from bot.domain.streak import MILESTONES, Streak
from bot.store import days, people
from bot.study.visit import Visit
from bot.texts import messages as m

MILESTONE = "milestone"
"""What the Document of the picture is called."""
REPAIRED_OVER = 2
"""How many days a repair may bring beyond the streak that was lost: today, and one in between."""
_WORDS = {7: m.MILESTONE_WEEK, 30: m.MILESTONE_MONTH, 100: m.MILESTONE_HUNDRED, 365: m.MILESTONE_YEAR}


def note(visit: Visit, streak: Streak) -> None:
    """What was just done made the streak this long. A milestone that it reached is told before the reply, once.

    Only its learner is told: in a group nothing is said, and who has no private chat misses the picture.
    """
    within = REPAIRED_OVER if streak.repaired else 0
    reached = next((one for one in MILESTONES if 0 <= streak.current - one <= within), None)
    to = _address(visit)
    if reached and to and days.reach(visit.db, visit.learner.id, reached, visit.today):
        say, document = visit.say_privately, Document(MILESTONE, reached, visit.say_privately.language)
        visit.before.append(Say(say(_WORDS[reached]), to=to, document=document))


def _address(visit: Visit) -> Address | None:
    if visit.is_private:
        return visit.chat.address
    private = people.private_chat_of(visit.db, visit.learner.id, visit.chat.address.platform)
    return private.address if private else None
