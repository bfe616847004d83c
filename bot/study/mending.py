"""`/repair`: who looks after the bot makes a learner's missed day good, in their own name and with a reason."""

from datetime import date

from bot.domain.conversation import Body, LearnerId, Reply, Say
from bot.domain.streak import DayState
from bot.store import days, people, repairs
from bot.store.repairs import Repair
from bot.study.admins import is_host_admin
from bot.study.credit import close_past_days, streak_of
from bot.study.visit import Visit
from bot.texts import messages as m
from bot.texts.sentences import Sentences

LONGEST_REASON = 200
MENDED = frozenset({DayState.MISSED, None})


def repair(visit: Visit, argument: str) -> Reply:
    """`/repair 1001 2026-11-24 the server was down`: the learner by account number or name, the day, the reason."""
    if not is_host_admin(visit):
        return Reply(says=(Say(visit.say(m.UNKNOWN_COMMAND, name="repair")),))
    who, day, reason = _read(argument)
    if day is None or not reason:
        return Reply(says=(Say(visit.say(m.REPAIR_HOW)),))
    found = repairs.find(visit.db, visit.chat.address.platform, who)
    if len(found) != 1:
        return Reply(says=(Say(visit.say(m.REPAIR_SEVERAL if found else m.REPAIR_NOBODY, who=who)),))
    return _repaired(visit, found[0], Repair(day, visit.learner.name, reason[:LONGEST_REASON]))


def _read(argument: str) -> tuple[str, date | None, str]:
    """Whom, which day, and why; the day is None where none is written as 2026-11-24."""
    who, _, rest = argument.partition(" ")
    written, _, reason = rest.strip().partition(" ")
    try:
        return who, date.fromisoformat(written), " ".join(reason.split())
    except ValueError:
        return who, None, ""


def _repaired(visit: Visit, number: LearnerId, done: Repair) -> Reply:
    learner = people.learner_by_id(visit.db, number)
    today, first = close_past_days(visit.db, learner, visit.now), days.first_day(visit.db, number)
    was = days.days_of(visit.db, number, done.day).get(done.day)
    name = people.called(visit.db, learner, visit.chat.address.platform)
    if first is None or not first < done.day < today or was not in MENDED:
        return Reply(says=(Say(visit.say(m.REPAIR_NOT_MISSED, name=name, day=visit.say.past_day(done.day))),))
    by = (visit.incoming.place.address.platform, visit.incoming.sender.account)
    repairs.repair(visit.db, number, done, was or DayState.MISSED, visit.now, by=by)
    days.repair(visit.db, number, done.day)
    days.reopen_behind(visit.db, number, done.day)
    close_past_days(visit.db, people.learner_by_id(visit.db, number), visit.now)
    streak = streak_of(visit.db, people.learner_by_id(visit.db, number), today=today).current
    told = visit.say(m.REPAIR_DONE, name=name, day=visit.say.past_day(done.day), n=streak)
    return Reply(says=(Say(told), *_to_the_learner(visit, number, done, streak)))


def _to_the_learner(visit: Visit, number: LearnerId, done: Repair, streak: int) -> tuple[Say, ...]:
    chat = people.private_chat_of(visit.db, number, visit.chat.address.platform)
    if chat is None:
        return ()
    say = Sentences(people.learner_by_id(visit.db, number).language)
    body: Body = say(m.REPAIRED_FOR_YOU, author=done.author, day=say.past_day(done.day), reason=done.reason, n=streak)
    return (Say(body, to=chat.address),)
